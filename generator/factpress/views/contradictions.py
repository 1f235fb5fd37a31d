"""Who contradicts whom: the claims that some assert and others deny, with the voices of each side.

In: the catalog. Out: contested claims, the most contested first, and the voice that denies most of
them. Voices are not votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from factpress.content.voices import VoiceKey, by_side, is_contested, voices_of, weight_of
from factpress.model.cards import Catalog, Claim
from factpress.views.voices import is_named

_LEAST_OF_CONTROL = 3


class Contest(NamedTuple):
    """A claim, with those who assert it, deny it, and otherwise qualify it on the record.

    Voices that readers can identify come first on each side.
    """

    claim: Claim
    asserting: tuple[VoiceKey, ...]
    denying: tuple[VoiceKey, ...]
    qualifying: tuple[VoiceKey, ...]


class Contests(NamedTuple):
    """The contested claims, the most contested first.

    `control` is the claim with most asserting voices that nobody denies, if several assert it.
    """

    contested: Sequence[Contest]
    control: Contest | None


class Denier(NamedTuple):
    """A voice, and how many contested claims it denies."""

    voice: VoiceKey
    claims: int


def contests(catalog: Catalog) -> Contests:
    """Every contested claim; each passage is read once."""
    contested: list[Contest] = []
    control: Contest | None = None
    for claim in catalog.claims.values():
        found = _contest(catalog, claim)
        if is_contested(claim):
            contested.append(found)
        elif not found.denying and len(found.asserting) > len(control.asserting if control else ()):
            control = found
    contested.sort(key=lambda each: (weight_of(each.claim), each.claim.key.id))
    is_many = control is not None and len(control.asserting) >= _LEAST_OF_CONTROL
    return Contests(contested, control if contested and is_many else None)


def one_a_question(contested: Sequence[Contest]) -> list[Contest]:
    """Of the claims that answer the same question only the most contested.

    Claims that editors gave a question come first.
    """
    asked: dict[str, Contest] = {}
    for each in contested:
        asked.setdefault(each.claim.fields.question or each.claim.fields.claim, each)
    return sorted(asked.values(), key=lambda each: not each.claim.fields.question)


def main_denier(contested: Sequence[Contest]) -> Denier | None:
    """The voice that denies more contested claims than any other, and at least a third of them.

    None where several deny as many, or each denies one.
    """
    counts = Counter(voice for each in contested for voice in each.denying)
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 2 or 3 * ranked[0][1] < len(contested):
        return None
    is_alone = len(ranked) < 2 or ranked[0][1] > ranked[1][1]
    return Denier(*ranked[0]) if is_alone else None


def _contest(catalog: Catalog, claim: Claim) -> Contest:
    sides = by_side(claim)
    asserting, denying = sides["for"], sides["against"]
    qualifying = {
        voice: None
        for evidence in claim.fields.evidence
        if evidence.stance == "qualifies" and evidence.speakers
        for voice in voices_of(evidence)
        if voice not in asserting and voice not in denying and is_named(catalog, voice)
    }
    return Contest(
        claim, _named_first(catalog, asserting), _named_first(catalog, denying), tuple(qualifying)
    )


def _named_first(catalog: Catalog, voices: Sequence[VoiceKey]) -> tuple[VoiceKey, ...]:
    return tuple(sorted(voices, key=lambda each: not is_named(catalog, each)))
