"""Connections between actors: claims about, denials, parts, relays.

In: the catalog. Out: for every two actors that have to do with each other, how, from whom to whom
and how often. One pass over claims, sources and actors. Counts what the cards say; weighs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from factpress.model.cards import Catalog, Claim

Kind: TypeAlias = Literal["claims", "denies", "part", "relays"]
KINDS: tuple[Kind, ...] = ("claims", "denies", "part", "relays")


class Way(NamedTuple):
    """One kind of connection, from one actor to another."""

    kind: Kind
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Connections:
    """`counts` says how often each way stands in the cards; `near` has, by actor, those near it.

    Those with most connections come first, then in the order of ids.
    """

    counts: Mapping[Way, int]
    near: Mapping[str, tuple[str, ...]]
    weights: Mapping[tuple[str, str], int]

    def between(self, one: str, other: str) -> Iterator[tuple[Way, int]]:
        """All ways between two actors, in both directions."""
        for kind in KINDS:
            for way in (Way(kind, one, other), Way(kind, other, one)):
                if way in self.counts:
                    yield way, self.counts[way]

    def weight(self, one: str, other: str) -> int:
        """How often two actors have to do with each other."""
        return self.weights.get((min(one, other), max(one, other)), 0)


def connections(catalog: Catalog) -> Connections:
    """All connections of the publication."""
    counts: dict[Way, int] = {}
    for way in _ways(catalog):
        if way.source != way.target:
            counts[way] = counts.get(way, 0) + 1
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


def _ways(catalog: Catalog) -> Iterator[Way]:
    """Every connection as often as it stands in the cards; once for each claim or document."""
    named: dict[str, list[str]] = {}
    for actor_id, claim_ids in catalog.back.named.items():
        for claim_id in claim_ids:
            named.setdefault(claim_id, []).append(actor_id)
    for claim_id, claim in catalog.claims.items():
        yield from _of_claim(claim, named.get(claim_id, []))
    for source in catalog.sources.values():
        for origin in dict.fromkeys(o.actor for o in source.fields.origins):
            yield Way("relays", source.fields.publisher, origin)
    for actor_id, actor in catalog.actors.items():
        for whole in dict.fromkeys(actor.fields.part_of):
            yield Way("part", actor_id, whole)


def _of_claim(claim: Claim, named: list[str]) -> Iterator[Way]:
    claimants = dict.fromkeys(claim.fields.claimants)
    denying = dict.fromkeys(
        speaker for e in claim.fields.evidence if e.stance == "denies" for speaker in e.speakers
    )
    for claimant in claimants:
        for actor_id in named:
            yield Way("claims", claimant, actor_id)
        for speaker in denying:
            if speaker:
                yield Way("denies", speaker, claimant)
