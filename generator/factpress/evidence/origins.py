"""Lineage: whose original reporting a passage relays, and how many independent origins that makes.

In: a claim's passages and the catalog. Out: groups of actors; passages whose groups touch are one
origin. Two documents that relay the same agency are one voice, not two; neither are an agency and
its office, two cards of one name, or a document and its copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from factpress.evidence.copies import copies
from factpress.evidence.same_names import same_names
from factpress.model.cards import Catalog, Joined, Source
from factpress.model.schema import Evidence

KeyT = TypeVar("KeyT")
Keys = frozenset[str]


def origins_of(evidence: Evidence, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The actors whose reporting a passage relays: its own origin, its source's, its publisher."""
    if evidence.origin:
        return (evidence.origin,)
    return source_origins(sources[evidence.source])


def source_origins(source: Source) -> tuple[str, ...]:
    """The actors whose reporting a source relays; its publisher when it relays nobody's."""
    return tuple(o.actor for o in source.fields.origins) or (source.fields.publisher,)


def issuers(evidence: Evidence) -> tuple[str, ...]:
    """The speakers of a passage of which no card says that the reporting is somebody else's.

    Who issues a statement is its origin, in however many papers it stands.
    """
    return () if evidence.origin else evidence.speakers


def keys_of(origins: Iterable[str], source_id: str, joined: Joined) -> Keys:
    """What two passages of a source, with these origins, share with any other of the same."""
    actors = {f"actor {joined.actors.get(actor_id, actor_id)}" for actor_id in origins}
    copied = joined.sources.get(source_id)
    return frozenset(actors if copied is None else {*actors, f"source {copied}"})


def evidence_keys(evidence: Evidence, catalog: Catalog) -> Keys:
    """What a passage shares with every other of the same origin, and with none of another."""
    origins = (*origins_of(evidence, catalog.sources), *issuers(evidence))
    return keys_of(origins, evidence.source, catalog.joined)


def independent_origins(
    passages: Iterable[Evidence], catalog: Catalog
) -> tuple[tuple[str, ...], ...]:
    """The passages' origins, joined wherever they are one; each group counts once."""
    known = [e for e in passages if e.source in catalog.sources]
    groups = grouped([evidence_keys(e, catalog) for e in known])
    return tuple(_named([known[n] for n in group], catalog) for group in groups)


def _named(group: Sequence[Evidence], catalog: Catalog) -> tuple[str, ...]:
    """Whom passages of one origin are from: who reports them, or else who issued them."""
    papers = [origins_of(e, catalog.sources) for e in group]
    keys = [keys_of(own, e.source, catalog.joined) for own, e in zip(papers, group, strict=True)]
    if len(grouped(keys)) > 1:
        papers = [issuers(e) or own for own, e in zip(papers, group, strict=True)]
    return tuple(dict.fromkeys(actor_id for own in papers for actor_id in own))


def grouped(keys: Sequence[Keys]) -> list[list[int]]:
    """The numbers of what has these keys, those that share a key together, in order."""
    groups: list[tuple[set[str], list[int]]] = []
    for n, own in enumerate(keys):
        touching = [group for group in groups if not group[0].isdisjoint(own)]
        if touching:
            (first, numbers), *rest = touching
            first.update(own, *(others for others, _ in rest))
            numbers += [m for _, more in rest for m in more]
            numbers.append(n)
            groups = [group for group in groups if all(group is not other for other in rest)]
        else:
            groups.append((set(own), [n]))
    return [sorted(numbers) for _, numbers in groups]


def joined_origins(catalog: Catalog) -> Joined:
    """What is one: actors by name and by `part_of`, documents that are copies."""
    actors = catalog.actors
    same = [pair[:2] for pair in same_names(actors)]
    parts = [
        (actor_id, whole)
        for actor_id, actor in actors.items()
        # A state is part of alliances with others, and yet speaks for itself.
        if actor.fields.kind != "state"
        for whole in actor.fields.part_of
        if whole in actors
    ]
    names, wholes = _classes(same), _classes([*same, *parts])
    joined = Joined(names, wholes)
    pairs = [
        (pair.first, pair.second)
        for pair in copies(catalog)
        if pair.is_one and not have_common_origin(catalog, joined, pair.first, pair.second)
    ]
    return joined._replace(sources=_classes(pairs))


def have_common_origin(catalog: Catalog, joined: Joined, first: str, second: str) -> bool:
    """Whether two sources relay the same reporting by what their cards say."""
    one, other = (
        keys_of(source_origins(catalog.sources[name]), "", joined) for name in (first, second)
    )
    return not one.isdisjoint(other)


def _classes(together: Iterable[Sequence[str]]) -> dict[str, str]:
    """Ids that belong together, directly or through others: each with the first of them all."""
    above: dict[str, str] = {}

    def first(name: str) -> str:
        while above.get(name, name) != name:
            above[name] = name = above.get(above[name], above[name])
        return name

    for names in together:
        least, *others = sorted(map(first, names))
        above.update(dict.fromkeys([least, *others], least))
    return {name: first(name) for name in above}
