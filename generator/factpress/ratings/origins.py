"""Origins: whose original reporting passages relay, and how many independent origins they have.

In: a claim's passages and the catalog. Out: groups of actors; passages whose groups touch are of
one origin. Two documents that relay the same agency are one voice, not two. So are an agency and
its office, two cards of one name, and a document and its copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from factpress.model.card_parts import Evidence
from factpress.model.cards import Actor, Catalog, Joined, Source
from factpress.ratings.copies import alike_pairs
from factpress.text.label_words import folded

# Actors on two cards that are one by their names.

# Two letters are the initials of too much.
_FEWEST_INITIALS = 3
_WORD = re.compile(r"[^\W_]+")
# A name without it is the same; of two names with different ones, each is its own.
_ARTICLE = re.compile(r"(?:the|le|la|les|der|die|das|el|los|las|il|lo|gli)\s+|[ld]['’]", re.I)
_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")


class SameName(NamedTuple):
    """Two actors, by id, and the name of each that makes them one."""

    first: str
    second: str
    name: str
    other: str

    @property
    def is_by_initials(self) -> bool:
        """Whether one name is the initials of the other."""
        return _is_initials(self.name) and bare_name(self.name) in _initials(self.other)


def same_names(actors: Mapping[str, Actor]) -> Iterator[SameName]:
    """Two actors that are one, once for each two: by a name, or else by its initials."""
    seen: set[frozenset[str]] = set()
    for pair in (*_by_name(actors), *_by_initials(actors)):
        ids = frozenset(pair[:2])
        if ids not in seen:
            seen.add(ids)
            yield pair


def _by_name(actors: Mapping[str, Actor]) -> Iterator[SameName]:
    """Actors with a name of an earlier one, as it is or but for an article."""
    first: dict[str, tuple[str, str]] = {}
    for actor_id, actor in actors.items():
        for name in _names(actor):
            other, written = first.setdefault(bare_name(name), (actor_id, name))
            if other != actor_id:
                yield SameName(other, actor_id, written, name)
    for actor_id, actor in actors.items():
        for name in _names(actor):
            other, written = first.get(bare_name(_without_article(name)), (actor_id, name))
            if other != actor_id and bare_name(name) != bare_name(written):
                yield SameName(other, actor_id, written, name)


def bare_name(name: str) -> str:
    """A name folded, its letters and digits only."""
    return "".join(char for char in folded(name) if char.isalnum())


def _without_article(name: str) -> str:
    article = _ARTICLE.match(name)
    return name[article.end() :] if article else name


def _names(actor: Actor) -> list[str]:
    fields = actor.fields
    names = [fields.name, *fields.aliases, *([fields.short] if fields.short else ())]
    for name in tuple(names):
        parts = _IN_BRACKETS.fullmatch(name)
        if parts and _is_initials(parts[2]) and bare_name(parts[2]) in _initials(parts[1]):
            names += parts.groups()
    return [name for name in names if bare_name(name)]


def _by_initials(actors: Mapping[str, Actor]) -> Iterator[SameName]:
    """Actors known by initials alone, each with every actor whose name has these.

    Who has the whole name on its card is no other of the same initials.
    """
    whole: dict[str, list[tuple[str, str]]] = {}
    for actor_id, actor in actors.items():
        if actor.fields.kind not in ("person", "unnamed speaker"):
            for name in _names(actor):
                for initials in _initials(name):
                    whole.setdefault(initials, []).append((actor_id, name))
    for actor_id, actor in actors.items():
        for name in _names(actor):
            found = whole.get(bare_name(name), ()) if _is_initials(name) else ()
            if all(other != actor_id for other, _ in found):
                yield from (SameName(actor_id, other, name, long) for other, long in found)


def _is_initials(name: str) -> bool:
    return name.isupper() and " " not in name and len(bare_name(name)) >= _FEWEST_INITIALS


def _initials(name: str) -> set[str]:
    """The initials of a name's words: of all of them, and without the small ones (of, de la)."""
    if _is_initials(name):
        return set()
    words = _WORD.findall(_without_article(name))
    kept = [words, [word for word in words if word[0].isupper()]]
    initials = (bare_name("".join(word[0] for word in each)) for each in kept)
    return {each for each in initials if len(each) >= _FEWEST_INITIALS}


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

    The issuer of a statement is its origin, in however many papers it is printed.
    """
    return () if evidence.origin else evidence.speakers


def keys_of(origins: Iterable[str], source_id: str, joined: Joined) -> Keys:
    """The keys of a passage with these origins: passages of one origin share a key."""
    actors = {f"actor {joined.actors.get(actor_id, actor_id)}" for actor_id in origins}
    copied = joined.sources.get(source_id)
    return frozenset(actors if copied is None else {*actors, f"source {copied}"})


def evidence_keys(evidence: Evidence, catalog: Catalog) -> Keys:
    """The keys of a passage: it shares one with every other of the same origin only."""
    origins = (*origins_of(evidence, catalog.sources), *issuers(evidence))
    return keys_of(origins, evidence.source, catalog.joined)


class OriginGroup(NamedTuple):
    """The passages of one origin, and its actors."""

    actors: tuple[str, ...]
    passages: Sequence[Evidence]


def origin_groups(passages: Iterable[Evidence], catalog: Catalog) -> Iterator[OriginGroup]:
    """The passages by origin, joined wherever origins are one."""
    known = [e for e in passages if e.source in catalog.sources]
    for numbers in grouped([evidence_keys(e, catalog) for e in known]):
        group = [known[n] for n in numbers]
        yield OriginGroup(_named(group, catalog), group)


def independent_origins(
    passages: Iterable[Evidence], catalog: Catalog
) -> tuple[tuple[str, ...], ...]:
    """The passages' origins, joined wherever they are one; each group counts once."""
    return tuple(group.actors for group in origin_groups(passages, catalog))


def _named(group: Sequence[Evidence], catalog: Catalog) -> tuple[str, ...]:
    """The actors of passages of one origin: their reporters, or else their issuers."""
    papers = [origins_of(e, catalog.sources) for e in group]
    keys = [keys_of(own, e.source, catalog.joined) for own, e in zip(papers, group, strict=True)]
    if len(grouped(keys)) > 1:
        papers = [issuers(e) or own for own, e in zip(papers, group, strict=True)]
    return tuple(dict.fromkeys(actor_id for own in papers for actor_id in own))


def grouped(keys: Sequence[Keys]) -> list[list[int]]:
    """The numbers of these sets of keys, in groups of sets that share a key, all in order."""
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
    """Actors that are one by name and by `part_of`, and documents that are copies."""
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
        for pair in alike_pairs(catalog)
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
