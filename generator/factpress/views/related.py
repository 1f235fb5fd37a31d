"""Related claims and connected actors: which, and what they have in common.

Claims that editors name come first, then claims that share evidence, actors or topics. Where many
claims share one thing, each is compared only with its neighbours in that list: the cost is linear.
Every relation holds both ways, as every link between cards does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from factpress.model.cards import CardKey, Catalog, Claim
from factpress.model.contexts import View
from factpress.views.cards import CardName, ClaimRow, card_at, named

MOST_RELATED = 6
_MOST_NAMES = 2
# On a list longer than `_WHOLE_LIST` a claim is compared with `_NEIGHBOURS` on each side.
_WHOLE_LIST = 24
_NEIGHBOURS = 6
_PROPOSED = 2 * MOST_RELATED
_FEW, _EXTRA = 3, 2

What: TypeAlias = Literal["paragraph", "actor", "source", "topic"]
# The weight of a thing that claims share is divided by the number of claims that share it.
_WEIGHTS: Mapping[What, int] = {
    "paragraph": 12_000,
    "actor": 4_000,
    "source": 3_000,
    "topic": 2_000,
}


class Because(View, frozen=True, kw_only=True):
    """Why two claims are related: names of what they share, the rarest first."""

    editors: bool  #: Whether an editor named one on the card of the other
    paragraph: Sequence[CardName]  #: The documents of which they quote the same paragraph
    actor: Sequence[CardName]
    source: Sequence[CardName]
    topic: Sequence[CardName]


class RelatedClaim(ClaimRow, frozen=True, kw_only=True):
    """A related claim."""

    because: Because


class InCommon(NamedTuple):
    """A thing that claims have in common; a paragraph goes by its source's id and its number."""

    what: What
    id: str
    paragraph: int = 0


class FoundRelations(NamedTuple):
    """The claims related to each claim, and each thing that several claims share, with these.

    A claim is given by its number in the publication's order.
    """

    related: list[list[int]]
    lists: list[tuple[InCommon, list[int]]]


@dataclass(frozen=True, slots=True)
class Relations:
    """For each claim, the claims related to it, and all that it shares with others.

    `sharing` counts the claims that share a thing.
    """

    related: Mapping[str, Sequence[str]]
    held: Mapping[str, frozenset[InCommon]]
    sharing: Mapping[InCommon, int]


def relations(catalog: Catalog, found: FoundRelations) -> Relations:
    """The relations that were found, by the ids of claims."""
    claim_ids = list(catalog.claims)
    held: list[list[InCommon]] = [[] for _ in claim_ids]
    for shared, numbers in found.lists:
        for number in numbers:
            held[number].append(shared)
    return Relations(
        related={
            claim_id: [claim_ids[other] for other in others]
            for claim_id, others in zip(claim_ids, found.related, strict=True)
        },
        held=dict(zip(claim_ids, map(frozenset, held), strict=True)),
        sharing={shared: len(numbers) for shared, numbers in found.lists},
    )


def found_relations(catalog: Catalog, concerning: Mapping[str, Sequence[str]]) -> FoundRelations:
    """The relations of all claims; the same for the same cards."""
    order = {claim_id: number for number, claim_id in enumerate(catalog.claims)}
    lists = list(_lists(catalog, concerning, order))
    # Few claims name others; the other cards are not read.
    naming = {claim_id for several in catalog.back.related.values() for claim_id in several}
    named = [
        _named(catalog, catalog.claims[claim_id])
        if claim_id in naming
        else catalog.back.related.get(claim_id, ())
        for claim_id in catalog.claims
    ]
    related = [[order[other] for other in others] for others in named]
    return FoundRelations(_matched(related, _proposals(len(order), lists)), lists)


def because_of(catalog: Catalog, claim: Claim, every: Relations) -> list[tuple[str, Because]]:
    """The claims related to a claim, by id, each with the reason."""
    named = set(_named(catalog, claim))
    return [
        (other, _because(catalog, every, claim, other, editors=other in named))
        for other in every.related[claim.key.id]
    ]


def _named(catalog: Catalog, claim: Claim) -> list[str]:
    """The claims that this card names as related, then those whose cards name this claim."""
    return list(dict.fromkeys([*claim.fields.related, *catalog.back.related.get(claim.key.id, ())]))


def _lists(
    catalog: Catalog, concerning: Mapping[str, Sequence[str]], order: Mapping[str, int]
) -> Iterator[tuple[InCommon, list[int]]]:
    """Each thing that several claims share, with these claims in the publication's order."""
    back, found = catalog.back, dict[InCommon, set[str]]()
    for key, place in catalog.proof.passages.items():
        if key.claim_id in order and place.source_id in catalog.sources:
            paragraph = InCommon("paragraph", place.source_id, place.paragraph)
            found.setdefault(paragraph, set()).add(key.claim_id)
    for source_id, keys in back.quoted.items():
        found[InCommon("source", source_id)] = {key.claim_id for key in keys}
    for actor_id, claim_ids in concerning.items():
        found[InCommon("actor", actor_id)] = set(claim_ids)
    for topic_id, claim_ids in back.on_topic.items():
        found[InCommon("topic", topic_id)] = set(claim_ids)
    for shared, several in found.items():
        if len(several) > 1:
            yield shared, sorted([order[claim_id] for claim_id in several])


def _proposals(
    claims: int, lists: Sequence[tuple[InCommon, Sequence[int]]]
) -> list[tuple[int, int, int]]:
    """Pairs of claims to relate, the closest first: (minus closeness, earlier, later claim)."""
    places_of: list[list[tuple[int, Sequence[int], int]]] = [[] for _ in range(claims)]
    for shared, numbers in lists:
        weight = _WEIGHTS[shared.what] // len(numbers)
        for position, number in enumerate(numbers):
            places_of[number].append((weight, numbers, position))
    pairs: set[tuple[int, int, int]] = set()
    for number, places in enumerate(places_of):
        for close, other in _closest(number, places, claims):
            pairs.add((-close, min(number, other), max(number, other)))
    return sorted(pairs)


def _closest(
    number: int, places: Sequence[tuple[int, Sequence[int], int]], claims: int
) -> Iterator[tuple[int, int]]:
    """The closest claims, each as closeness and number; of two equally close the earlier."""
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
    related: list[list[int]], proposals: Sequence[tuple[int, int, int]]
) -> list[list[int]]:
    """The related claims of each claim: those named, then the closest, while both lists have room.

    In a second round claims with few related ones may use extra places in the lists of others.
    """
    related = [list(others) for others in related]
    for few, most in ((MOST_RELATED, MOST_RELATED), (_FEW, MOST_RELATED + _EXTRA)):
        for _, one, other in proposals:
            here, there = related[one], related[other]
            has_room = min(len(here), len(there)) < few and max(len(here), len(there)) < most
            if has_room and other not in here:
                here.append(other)
                there.append(one)
    return related


def _because(
    catalog: Catalog, every: Relations, claim: Claim, other: str, *, editors: bool
) -> Because:
    """The things that two claims share: of each kind, those that the fewest other claims share."""
    shared = every.held[claim.key.id] & every.held[other]
    rarest = sorted(shared, key=lambda each: (every.sharing[each], each))
    names: dict[What, list[CardName]] = {what: [] for what in _WEIGHTS}
    for what, card_id, _ in rarest:
        key = CardKey("source" if what == "paragraph" else what, card_id)
        if len(names[what]) == _MOST_NAMES:
            continue
        name = named(card_at(catalog, key))
        if name not in names[what] and not (what == "source" and name in names["paragraph"]):
            names[what].append(name)
    return Because(editors=editors, **names)


Kind: TypeAlias = Literal["claims", "denies", "part", "relays"]
KINDS: tuple[Kind, ...] = ("claims", "denies", "part", "relays")


class Connection(NamedTuple):
    """One kind of connection, from one actor to another."""

    kind: Kind
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Connections:
    """`counts` is how often the cards state each connection; `near` has the actors near each actor.

    The actors with most connections come first, then in the order of ids.
    """

    counts: Mapping[Connection, int]
    near: Mapping[str, tuple[str, ...]]
    weights: Mapping[tuple[str, str], int]

    def between(self, one: str, other: str) -> Iterator[tuple[Connection, int]]:
        """All connections between two actors, in both directions, with their counts."""
        for kind in KINDS:
            for connection in (Connection(kind, one, other), Connection(kind, other, one)):
                if connection in self.counts:
                    yield connection, self.counts[connection]

    def weight(self, one: str, other: str) -> int:
        """How many connections two actors have."""
        return self.weights.get((min(one, other), max(one, other)), 0)


def connections(catalog: Catalog) -> Connections:
    """All connections of the publication."""
    counts: dict[Connection, int] = {}
    for connection in _stated(catalog):
        if connection.source != connection.target:
            counts[connection] = counts.get(connection, 0) + 1
    weights: dict[tuple[str, str], int] = {}
    for (_, one, other), count in counts.items():
        pair = (min(one, other), max(one, other))
        weights[pair] = weights.get(pair, 0) + count
    near: dict[str, list[tuple[int, str]]] = {}
    for (one, other), weight in weights.items():
        near.setdefault(one, []).append((-weight, other))
        near.setdefault(other, []).append((-weight, one))
    return Connections(
        counts, {a: tuple(each for _, each in sorted(found)) for a, found in near.items()}, weights
    )


def _stated(catalog: Catalog) -> Iterator[Connection]:
    """Every connection that the cards state; once for each claim or document."""
    named: dict[str, list[str]] = {}
    for actor_id, claim_ids in catalog.back.named.items():
        for claim_id in claim_ids:
            named.setdefault(claim_id, []).append(actor_id)
    for claim_id, claim in catalog.claims.items():
        yield from _of_claim(claim, named.get(claim_id, []))
    for source in catalog.sources.values():
        for origin in dict.fromkeys(o.actor for o in source.fields.origins):
            yield Connection("relays", source.fields.publisher, origin)
    for actor_id, actor in catalog.actors.items():
        for whole in dict.fromkeys(actor.fields.part_of):
            yield Connection("part", actor_id, whole)


def _of_claim(claim: Claim, named: list[str]) -> Iterator[Connection]:
    claimants = dict.fromkeys(claim.fields.claimants)
    denying = dict.fromkeys(
        speaker for e in claim.fields.evidence if e.stance == "denies" for speaker in e.speakers
    )
    for claimant in claimants:
        for actor_id in named:
            yield Connection("claims", claimant, actor_id)
        for speaker in denying:
            if speaker:
                yield Connection("denies", speaker, claimant)
