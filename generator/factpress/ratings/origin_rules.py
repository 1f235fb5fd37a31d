"""Origin rules: the cards agree on whose reporting a passage is.

In: the catalog, with its proof. Out: problems: one passage with two origins; warnings: documents
that look copied, actors that look like one, statements without a speaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from factpress.content.places import place_of, problem_at
from factpress.model.card_parts import Evidence, first_day
from factpress.model.cards import Catalog, Claim, Source
from factpress.model.evidence import PassageKey
from factpress.model.problems import Problem, quoted
from factpress.ratings.copies import AlikePair, alike_pairs, likeness, share
from factpress.ratings.needs import name_of
from factpress.ratings.origins import (
    evidence_keys,
    grouped,
    have_common_origin,
    keys_of,
    origins_of,
    same_names,
)
from factpress.ratings.rules import called, listed
from factpress.text.folding import fold

# Stances that count for origins.
TAKES_SIDES = ("asserts", "denies")


def check_origins(catalog: Catalog) -> Iterator[Problem]:
    """One origin for each passage on all cards, and for each document and its copies."""
    yield from _check_passages(catalog)
    yield from _check_copies(catalog)
    yield from _check_names(catalog)
    yield from _check_statements(catalog)


class _Placed(NamedTuple):
    """A passage of a card; `pieces` are its places in its document, as far as they are known."""

    claim: Claim
    number: int
    evidence: Evidence
    pieces: tuple[tuple[int, int], ...]
    keys: frozenset[str]


def _check_passages(catalog: Catalog) -> Iterator[Problem]:
    by_document: dict[str, list[_Placed]] = {}
    for claim in sorted(catalog.claims.values(), key=attrgetter("path")):
        if claim.fields.withdrawn or claim.fields.merged_into:
            continue
        for index, e in enumerate(claim.fields.evidence):
            source = catalog.sources.get(e.source)
            if source:
                found = catalog.proof.passages.get(PassageKey(claim.key.id, e.id or ""))
                keys = keys_of(origins_of(e, catalog.sources), "", catalog.joined)
                pieces = found.pieces if found and found.source_id == e.source else ()
                placed = _Placed(claim, index, e, pieces, keys)
                # Copies that count as one anyway have their own warning.
                is_joined = e.source in catalog.joined.sources
                document = e.source if is_joined else source.fields.sha256
                by_document.setdefault(document, []).append(placed)
    for placed_in in by_document.values():
        if len({each.keys for each in placed_in}) > 1:
            for one, other in _conflicts(placed_in):
                yield _two_origins(one, other, catalog)


def _conflicts(placed: list[_Placed]) -> Iterator[tuple[_Placed, _Placed]]:
    """Passages, each with an earlier one of another origin that has its words or its place."""
    order = {id(each): n for n, each in enumerate(placed)}
    found: dict[int, tuple[_Placed, _Placed]] = {}
    for one, other in (*_of_same_words(placed), *_of_same_place(placed)):
        first, second = sorted((one, other), key=lambda each: order[id(each)])
        found.setdefault(order[id(second)], (second, first))
    for number in sorted(found):
        yield found[number]


def _of_same_words(placed: list[_Placed]) -> Iterator[tuple[_Placed, _Placed]]:
    # An occurrence says that these words are in several places.
    first: dict[tuple[str, int | None], _Placed] = {}
    for each in placed:
        words = fold(each.evidence.passage).text.casefold()
        held = first.setdefault((words, each.evidence.occurrence), each)
        if held.keys != each.keys:
            yield held, each


def _of_same_place(placed: list[_Placed]) -> Iterator[tuple[_Placed, _Placed]]:
    """Passages whose pieces overlap: of each set of origins, the one that reaches furthest."""
    pieces = sorted((piece, n) for n, each in enumerate(placed) for piece in each.pieces)
    furthest: dict[frozenset[str], tuple[int, _Placed]] = {}
    for (start, end), n in pieces:
        each = placed[n]
        for keys, (reached, other) in furthest.items():
            if keys != each.keys and reached > start:
                yield other, each
        if end > furthest.get(each.keys, (0, each))[0]:
            furthest[each.keys] = end, each


def _two_origins(one: _Placed, other: _Placed, catalog: Catalog) -> Problem:
    line = place_of(other.claim, f"evidence.{other.number}.passage").line
    here, there = (
        _listed(catalog, origins_of(each.evidence, catalog.sources)) for each in (one, other)
    )
    message = (
        f"this passage of source {quoted(one.evidence.source)} has origin {here}, but "
        f"{other.claim.path}:{line} gives these words, or some of them, origin {there}; give both "
        "the same origin, or cut them so that they share no words"
    )
    field = "passage" if one.evidence.origin is None else "origin"
    return problem_at(one.claim, f"evidence.{one.number}.{field}", message)


def _listed(catalog: Catalog, actors: Iterable[str]) -> str:
    return " with ".join(name_of(each, catalog) for each in actors)


def _check_copies(catalog: Catalog) -> Iterator[Problem]:
    """Report documents that look copied where cards leave it open, at the newer of each pair."""
    open_pairs: dict[str, list[AlikePair]] = {}
    found = list(alike_pairs(catalog))
    for pair in found:
        if pair.whys and pair.is_same:
            yield _not_independent(pair, catalog)
        is_open = pair.is_one and not pair.whys
        if is_open and not have_common_origin(catalog, catalog.joined, pair.first, pair.second):
            newer = max((pair.first, pair.second), key=lambda name: _age(catalog, name))
            open_pairs.setdefault(newer, []).append(pair)
    for source_id in sorted(open_pairs):
        yield _looks_copied(catalog.sources[source_id], open_pairs[source_id], catalog)
    yield from _needless(catalog, {frozenset(pair[:2]) for pair in found})
    yield from _contradicted(catalog)


def _age(catalog: Catalog, source_id: str) -> tuple[object, str]:
    return first_day(catalog.sources[source_id].fields.published), source_id


def _looks_copied(source: Source, pairs: list[AlikePair], catalog: Catalog) -> Problem:
    pair = max(pairs, key=share)
    other = pair.second if pair.first == source.key.id else pair.first
    more = f" (and {len(pairs) - 1} more sources are like it)" if len(pairs) > 1 else ""
    message = (
        f"document {likeness(pair, source.key.id)} {quoted(other)}{more}, so both count as one "
        "origin. Name the actor whose reporting they print under origins of both; or, if neither "
        f"is a copy, write independent: {{of: {other}, why: how you know it}}, which readers see"
    )
    if pair.is_same:
        message = message.partition("; or, if")[0]
    return problem_at(source, "document", message, "warning")


def _not_independent(pair: AlikePair, catalog: Catalog) -> Problem:
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        source = catalog.sources[one]
        for index, each in enumerate(source.fields.independent):
            if other in each.of:
                message = (
                    f"independent of {quoted(other)} is impossible: the document "
                    f"{likeness(pair, one)} {quoted(other)}; remove it"
                )
                return problem_at(source, _field(source, index), message)
    raise AssertionError("a pair with reasons has a card that gives them")


def _needless(catalog: Catalog, alike: set[frozenset[str]]) -> Iterator[Problem]:
    """Warn where `independent` names a source that is not like this one, once that is known."""
    known = catalog.proof.copies
    for source_id, source in catalog.sources.items():
        for index, each in enumerate(source.fields.independent):
            for other in each.of:
                is_known = source_id in known and other in known
                if is_known and frozenset((source_id, other)) not in alike:
                    message = (
                        f"independent of {quoted(other)} is not needed: the two documents share "
                        "too few words to count as one origin; remove it"
                    )
                    yield problem_at(source, _field(source, index), message, "warning")


def _contradicted(catalog: Catalog) -> Iterator[Problem]:
    """Warn where `independent` names a source with the same origin by their cards."""
    for source_id, source in catalog.sources.items():
        for index, each in enumerate(source.fields.independent):
            for other in catalog.sources.keys() & set(each.of) - {source_id}:
                if have_common_origin(catalog, catalog.joined, source_id, other):
                    message = (
                        f"independent of {quoted(other)} contradicts the cards: both relay "
                        "one origin, and still count as one; remove it, or correct publisher, "
                        "origins or part_of"
                    )
                    yield problem_at(source, _field(source, index), message, "warning")


def _field(source: Source, index: int) -> str:
    return f"independent.{index}.of"


def _check_names(catalog: Catalog) -> Iterator[Problem]:
    """Warn of actors that count as one because of their names."""
    for pair in same_names(catalog.actors):
        actor, other = catalog.actors[pair.second], catalog.actors[pair.first]
        cure = "give each names of its own"
        if pair.is_by_initials:
            actor, other = other, actor
            cure = f"write the full name behind {pair.name} under aliases"
        message = (
            f"this actor and that of {other.path} {called(pair)}, so they count as one origin and "
            f"one speaker. Make one card of them; or, if they are two, {cure}"
        )
        yield problem_at(actor, "name", message, "warning")


def _check_statements(catalog: Catalog) -> Iterator[Problem]:
    """Warn of words in quotation marks in several papers whose speaker the card does not name."""
    for claim in sorted(catalog.claims.values(), key=attrgetter("path")):
        if claim.fields.withdrawn or claim.fields.merged_into:
            continue
        numbered = [
            (number, e)
            for number, e in enumerate(claim.fields.evidence)
            if _has_no_speaker(claim, e, catalog)
        ]
        groups = grouped([evidence_keys(e, catalog) for _, e in numbered])
        if len(groups) > 1:
            papers = dict.fromkeys(e.source for _, e in numbered)
            message = (
                f"passages of {listed(map(quoted, papers))} are in quotation marks, with no "
                f"speaker on this card, and count as {len(groups)} origins; name the speaker of "
                "each, since one statement is one origin however many papers print it, or name "
                "the actor whose reporting it is under origin"
            )
            field = f"evidence.{numbered[groups[1][0]][0]}.passage"
            yield problem_at(claim, field, message, "warning")


def _has_no_speaker(claim: Claim, evidence: Evidence, catalog: Catalog) -> bool:
    """Whether a passage that asserts or denies is speech without a speaker or an origin."""
    found = catalog.proof.passages.get(PassageKey(claim.key.id, evidence.id or ""))
    is_open = not evidence.speakers and not evidence.origin and evidence.source in catalog.sources
    return is_open and found is not None and found.is_speech and evidence.stance in TAKES_SIDES
