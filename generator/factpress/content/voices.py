"""Who stands where on a claim: the voices of its evidence, for, against and unclear.

A voice is a speaker, or a document in its own words. It is counted once on each side, however many
passages it has there. Voices are not votes: several can go back to one origin.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from factpress.model.card_parts import Evidence, Stance
from factpress.model.cards import Claim

Side = Literal["for", "against", "unclear"]
SIDES: tuple[Side, ...] = ("for", "against", "unclear")
SIDE_OF: Mapping[Stance, Side] = MappingProxyType(
    {"asserts": "for", "denies": "against", "qualifies": "unclear", "reports": "unclear"}
)


class VoiceKey(NamedTuple):
    """Names a voice: a speaker, or a source that speaks in its own words."""

    kind: Literal["actor", "source"]
    id: str


def voices_of(evidence: Evidence) -> tuple[VoiceKey, ...]:
    """Whose words a passage is: its speakers, or the document."""
    speakers = tuple(VoiceKey("actor", each) for each in evidence.speakers)
    return speakers or (VoiceKey("source", evidence.source),)


def by_side(claim: Claim) -> dict[Side, list[VoiceKey]]:
    """The voices of each side, in the order of the card, each once."""
    found: dict[Side, dict[VoiceKey, None]] = {side: {} for side in SIDES}
    for evidence in claim.fields.evidence:
        found[SIDE_OF[evidence.stance]].update(dict.fromkeys(voices_of(evidence)))
    return {side: list(voices) for side, voices in found.items()}


def is_contested(claim: Claim) -> bool:
    """Whether one voice denies what another asserts; nobody contradicts himself alone."""
    sides = by_side(claim)
    asserting, denying = sides["for"], sides["against"]
    return bool(asserting and denying) and len({*asserting, *denying}) > 1


class Weight(NamedTuple):
    """How much there is to tell about a claim, the heaviest first in ascending order."""

    contest: int
    voices: int
    passages: int


def weight_of(claim: Claim) -> Weight:
    """The sort key of claims by weight: contested ones first, then those with more evidence."""
    sides = by_side(claim)
    pro, con = len(sides["for"]), len(sides["against"])
    return Weight(-min(pro, con), -(pro + con), -len(claim.fields.evidence))
