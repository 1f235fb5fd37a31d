"""Joined reasons: why origins of a claim count as one although its cards name several, in words.

In: passages and the catalog. Out: a clause for a message to writers, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from factpress.evidence.copies import alikeness, copies
from factpress.evidence.needs import name_of
from factpress.evidence.origins import issuers, origins_of
from factpress.evidence.same_names import SameName, same_names
from factpress.model.cards import Catalog
from factpress.model.problems import quoted
from factpress.model.schema import Evidence


def why_joined(evidence: Iterable[Evidence], catalog: Catalog) -> str:
    """Why origins of passages count as one although cards name several, in words; or nothing."""
    known = [e for e in evidence if e.source in catalog.sources]
    actors = dict.fromkeys(a for e in known for a in (*origins_of(e, catalog.sources), *issuers(e)))
    reasons = [
        *_names_in_common(actors, catalog),
        *_parts(actors, catalog),
        *_statements(known, catalog),
        *_copied({e.source for e in known}, catalog),
    ]
    return ", and ".join(reasons)


def _copied(sources: Set[str], catalog: Catalog) -> Iterator[str]:
    """How documents are like each other, or else like a third of which both are copies."""
    joined = catalog.joined.sources
    of_these = [joined[source] for source in sources if source in joined]
    pairs = [
        pair
        for pair in copies(catalog)
        if pair.is_one and of_these.count(joined.get(pair.first, "")) > 1
    ]
    direct = [pair for pair in pairs if {pair.first, pair.second} <= sources]
    for pair in direct or [pair for pair in pairs if sources & {pair.first, pair.second}]:
        like = alikeness(pair, pair.second)
        yield f"the document of {quoted(pair.second)} {like} {quoted(pair.first)}"


def _names_in_common(actors: Iterable[str], catalog: Catalog) -> Iterator[str]:
    known = {each: catalog.actors[each] for each in actors if each in catalog.actors}
    for pair in same_names(known):
        yield f"actors {quoted(pair.first)} and {quoted(pair.second)} {called(pair)}"


def called(pair: SameName) -> str:
    if pair.is_by_initials:
        return f"seem to be one: {pair.name} is the initials of {pair.other}"
    return f"are both called {pair.other}"


def _statements(evidence: Iterable[Evidence], catalog: Catalog) -> Iterator[str]:
    """The speakers whose statement stands in documents of several origins."""
    spoken: dict[str, dict[str, tuple[str, ...]]] = {}
    for e in evidence:
        for speaker in issuers(e):
            spoken.setdefault(speaker, {})[e.source] = origins_of(e, catalog.sources)
    several = {
        speaker: sources for speaker, sources in spoken.items() if len(set(sources.values())) > 1
    }
    for speaker, sources in several.items():
        yield f"{name_of(speaker, catalog)} speaks in {listed(map(quoted, sources))}"
    if several:
        yield (
            "who issues a statement is its origin (where a paper has its own account, say so with "
            "origin)"
        )


def listed(words: Iterable[str]) -> str:
    """Words in a row, with commas and "and"."""
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def _parts(actors: Iterable[str], catalog: Catalog) -> Iterator[str]:
    """Each step from an origin up to what it is part of, where that joins it to another."""
    actors = list(actors)
    joined = [catalog.joined.actors.get(each) for each in actors]
    above = [each for each, at in zip(actors, joined, strict=True) if at and joined.count(at) > 1]
    told: set[tuple[str, str]] = set()
    while above:
        actor = catalog.actors.get(above.pop(0))
        if actor and actor.fields.kind != "state":
            for whole in actor.fields.part_of:
                step = (actor.key.id, whole)
                if step not in told:
                    told.add(step)
                    above.append(whole)
                    yield f"{actor.fields.name} is part of {name_of(whole, catalog)}"
