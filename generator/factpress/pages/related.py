"""Related claims: which, and what they have in common.

In: the catalog and which claims concern which actor. Out: for each claim the claims to read next,
those that editors name first, then those that share evidence, actors or topics. Found through lists
of the claims that hold one thing; a long list relates each claim only to its neighbours on it, so
that the cost stays linear. Every relation holds both ways, as every link between cards does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from factpress.model import CardKey, Catalog, Claim, Plain
from factpress.pages.parts import Piece, card_at, named

MOST_RELATED = 6
_MOST_NAMES = 2
# On a list longer than this a claim is compared with so many before it and after it, and no more.
_WHOLE_LIST = 24
_NEIGHBOURS = 6
_PROPOSED = 2 * MOST_RELATED
_FEW, _EXTRA = 3, 2

What: TypeAlias = Literal["paragraph", "actor", "source", "topic"]
# What claims have in common weighs the more, the fewer have it.
_WEIGHTS: Mapping[What, int] = {
    "paragraph": 12_000,
    "actor": 4_000,
    "source": 3_000,
    "topic": 2_000,
}


class Shared(NamedTuple):
    """A thing that claims have in common; a paragraph goes by its source's id and its number."""

    what: What
    id: str
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Relations:
    """By claim, the related ones, and all that it could share; `claims` are those that share it."""

    related: Mapping[str, Sequence[str]]
    held: Mapping[str, frozenset[Shared]]
    claims: Mapping[Shared, Sequence[str]]


def relations(catalog: Catalog, concerning: Mapping[str, Sequence[str]]) -> Relations:
    """The relations of all claims; the same for the same cards."""
    lists = dict(_lists(catalog, concerning))
    held: dict[str, set[Shared]] = {claim_id: set() for claim_id in catalog.claims}
    for shared, claim_ids in lists.items():
        for claim_id in claim_ids:
            held[claim_id].add(shared)
    # Few claims name others: the rest of the cards need not be looked at.
    naming = {claim_id for several in catalog.back.related.values() for claim_id in several}
    named: dict[str, Sequence[str]] = {
        claim_id: _named(catalog, catalog.claims[claim_id])
        if claim_id in naming
        else catalog.back.related.get(claim_id, ())
        for claim_id in catalog.claims
    }
    return Relations(
        related=_matched(named, _proposals(list(catalog.claims), lists)),
        held={claim_id: frozenset(each) for claim_id, each in held.items()},
        claims=lists,
    )


def because_of(catalog: Catalog, claim: Claim, every: Relations) -> list[tuple[str, Piece]]:
    """The claims related to one, by id, each with why it is: names, by what is shared.

    `editors` says that an editor named it, on this card or on the other.
    """
    named = set(_named(catalog, claim))
    return [
        (other, {"editors": other in named, **_names(catalog, every, claim, other)})
        for other in every.related[claim.key.id]
    ]


def _named(catalog: Catalog, claim: Claim) -> list[str]:
    """The claims named as related, by this card first, then by the others."""
    return list(dict.fromkeys([*claim.fields.related, *catalog.back.related.get(claim.key.id, ())]))


def _lists(
    catalog: Catalog, concerning: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Shared, Sequence[str]]]:
    """Whatever several claims have, with those claims in the publication's order."""
    order = {claim_id: number for number, claim_id in enumerate(catalog.claims)}
    back, found = catalog.back, dict[Shared, set[str]]()
    for key, place in catalog.proof.passages.items():
        if key.claim_id in order and place.source_id in catalog.sources:
            paragraph = Shared("paragraph", place.source_id, place.paragraph)
            found.setdefault(paragraph, set()).add(key.claim_id)
    for source_id, keys in back.quoted.items():
        found[Shared("source", source_id)] = {key.claim_id for key in keys}
    for actor_id, claim_ids in concerning.items():
        found[Shared("actor", actor_id)] = set(claim_ids)
    for topic_id, claim_ids in back.on_topic.items():
        found[Shared("topic", topic_id)] = set(claim_ids)
    for shared, several in found.items():
        if len(several) > 1:
            yield shared, sorted(several, key=order.__getitem__)


def _proposals(
    claim_ids: Sequence[str], lists: Mapping[Shared, Sequence[str]]
) -> list[tuple[int, int, int]]:
    """Pairs worth relating, the closest first: (minus how close, the earlier, the later)."""
    order = {claim_id: number for number, claim_id in enumerate(claim_ids)}
    stands: list[list[tuple[int, Sequence[int], int]]] = [[] for _ in claim_ids]
    for shared, claims in lists.items():
        weight = _WEIGHTS[shared.what] // len(claims)
        numbers = [order[claim_id] for claim_id in claims]
        for position, number in enumerate(numbers):
            stands[number].append((weight, numbers, position))
    pairs: set[tuple[int, int, int]] = set()
    for number, places in enumerate(stands):
        for close, other in _closest(number, places, len(claim_ids)):
            pairs.add((-close, min(number, other), max(number, other)))
    return sorted(pairs)


def _closest(
    number: int, places: Sequence[tuple[int, Sequence[int], int]], claims: int
) -> Iterator[tuple[int, int]]:
    """The claims closest to one, with how close; of equally close ones the earlier."""
    closeness: dict[int, int] = {}
    for weight, numbers, position in places:
        for other in _near(numbers, position):
            closeness[other] = closeness.get(other, 0) + weight
    closeness.pop(number, None)
    # One whole number for both is much quicker to sort than a pair.
    ranked = sorted(close * claims + claims - 1 - other for other, close in closeness.items())
    for rank in ranked[-_PROPOSED:]:
        close, rest = divmod(rank, claims)
        yield close, claims - 1 - rest


def _near(numbers: Sequence[int], position: int) -> Sequence[int]:
    if len(numbers) <= _WHOLE_LIST:
        return numbers
    return numbers[max(0, position - _NEIGHBOURS) : position + _NEIGHBOURS + 1]


def _matched(
    named: Mapping[str, Sequence[str]], proposals: Sequence[tuple[int, int, int]]
) -> dict[str, list[str]]:
    """By claim, those that are named, then the closest others while both have room for one more.

    Claims that come out with few may then take a place or two more with others.
    """
    claim_ids = list(named)
    related = {each: list(others) for each, others in named.items()}
    for few, most in ((MOST_RELATED, MOST_RELATED), (_FEW, MOST_RELATED + _EXTRA)):
        for _, one, other in proposals:
            here, there = related[claim_ids[one]], related[claim_ids[other]]
            has_room = min(len(here), len(there)) < few and max(len(here), len(there)) < most
            if has_room and claim_ids[other] not in here:
                here.append(claim_ids[other])
                there.append(claim_ids[one])
    return related


def _names(catalog: Catalog, every: Relations, claim: Claim, other: str) -> Piece:
    """What two claims share: names by kind, those first that the fewest claims share."""
    shared = every.held[claim.key.id] & every.held[other]
    rarest = sorted(shared, key=lambda each: (len(every.claims[each]), each))
    names: dict[str, list[Plain]] = {what: [] for what in _WEIGHTS}
    for what, card_id, _ in rarest:
        key = CardKey("source" if what == "paragraph" else what, card_id)
        if len(names[what]) == _MOST_NAMES:
            continue
        name = named(card_at(catalog, key))
        if name not in names[what] and not (what == "source" and name in names["paragraph"]):
            names[what].append(name)
    return dict(names)
