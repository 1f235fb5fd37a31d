"""A claim's evidence as a ledger: for, against and unclear, one entry a passage.

Each voice counts once on each side. Voices are not votes: several can repeat one origin, so the
origins are counted too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec.structs import asdict

from factpress.content.claim_facts import in_stance_order
from factpress.content.voices import SIDE_OF, SIDES, Side, VoiceKey, by_side, voices_of
from factpress.model.card_parts import Evidence, Stance
from factpress.model.cards import Catalog, Claim
from factpress.model.contexts import View
from factpress.ratings.origins import origin_groups
from factpress.views.body_html import citation_anchors, note_anchor
from factpress.views.cards import (
    CardName,
    Link,
    PassageView,
    key_of,
    passage_view,
    short_actor_links,
    short_link,
)
from factpress.views.proofs import FoundView, found_view
from factpress.views.quotations import PassageUrls
from factpress.views.voices import card_of, document_name, is_named, voice_views

# A side with more passages than `_MOST` shows the first `_FIRST`, and the others folded.
_MOST, _FIRST = 12, 8
_MOST_NAMED = 3
# A longer role makes a line of the ledger two.
_SHORT_ROLE = 26
_SIGNS: Mapping[Side, Stance] = MappingProxyType(
    {"for": "asserts", "against": "denies", "unclear": "qualifies"}
)


class LedgerEntry(PassageView, frozen=True, kw_only=True):
    """A passage as a line of the ledger."""

    note_anchor: str  #: The id of the note that a citation opens
    cited_at: Sequence[str]  #: The ids of the places where the body cites it
    found: FoundView | None
    document: CardName  #: The document by its short name, or else its publisher's
    role: str | None  #: The office of its one speaker, where it is short
    is_named: bool  #: False where the document names none of its speakers
    archived_url: str | None  #: A public archived copy of the document


class LedgerSide(View, frozen=True, kw_only=True):
    """The voices and passages of one side."""

    side: str  #: `for`, `against` or `unclear`
    stance: str  #: The stance whose sign the side has
    voices: int
    named: int  #: How many of the voices are named
    entries: Sequence[LedgerEntry]
    more: Sequence[LedgerEntry]  #: Those that are folded


class OriginVoices(View, frozen=True, kw_only=True):
    """An independent origin, with how many voices reach readers through it."""

    actors: Sequence[Link]  #: Actors that share reporting are one origin
    named: int
    unnamed: int


class Standing(View, frozen=True, kw_only=True):
    """Who says or denies a claim: the first few, and how many more."""

    names: Sequence[Link]
    more: int


def ledger(catalog: Catalog, claim: Claim, passage_urls: PassageUrls) -> list[LedgerSide]:
    """The three sides of a claim, also those that nobody takes."""
    voices = by_side(claim)
    entries: dict[Side, list[LedgerEntry]] = {side: [] for side in SIDES}
    for evidence in in_stance_order(claim.fields):
        entry = _entry(catalog, claim, evidence, passage_urls)
        entries[SIDE_OF[evidence.stance]].append(entry)
    return [_side(catalog, side, voices[side], entries[side]) for side in SIDES]


def _side(
    catalog: Catalog, side: Side, voices: Sequence[VoiceKey], entries: Sequence[LedgerEntry]
) -> LedgerSide:
    first = len(entries) if len(entries) <= _MOST else _FIRST
    return LedgerSide(
        side=side,
        stance=_SIGNS[side],
        voices=len(voices),
        named=_named(catalog, voices),
        entries=entries[:first],
        more=entries[first:],
    )


def _named(catalog: Catalog, voices: Iterable[VoiceKey]) -> int:
    return sum(is_named(catalog, each) for each in voices)


def _entry(
    catalog: Catalog, claim: Claim, evidence: Evidence, passage_urls: PassageUrls
) -> LedgerEntry:
    passage = passage_view(catalog, claim, evidence, passage_urls[key_of(claim, evidence)])
    source = catalog.sources[evidence.source]
    return LedgerEntry(
        **asdict(passage),
        note_anchor=note_anchor(evidence.id or ""),
        cited_at=citation_anchors(claim, evidence.id or ""),
        found=found_view(catalog, claim, evidence),
        document=document_name(catalog, source),
        role=_short_role(catalog, evidence.speakers),
        is_named=any(is_named(catalog, each) for each in voices_of(evidence)),
        archived_url=source.fields.archived_url,
    )


def _short_role(catalog: Catalog, speakers: Sequence[str]) -> str | None:
    """The office of a single named speaker, where it fits a line."""
    if len(speakers) != 1 or not is_named(catalog, VoiceKey("actor", speakers[0])):
        return None
    role = catalog.actors[speakers[0]].fields.role
    return role if role and len(role) <= _SHORT_ROLE else None


def origins_for(catalog: Catalog, claim: Claim) -> list[OriginVoices]:
    """The independent origins of what speaks for a claim, those of most voices first."""
    asserting = (e for e in claim.fields.evidence if SIDE_OF[e.stance] == "for")
    found = []
    for actors, passages in origin_groups(asserting, catalog):
        voices = dict.fromkeys(voice for each in passages for voice in voices_of(each))
        named = _named(catalog, voices)
        links = short_actor_links(catalog, actors)
        found.append(OriginVoices(actors=links, named=named, unnamed=len(voices) - named))
    return sorted(found, key=lambda each: -(each.named + each.unnamed))


def said_by(catalog: Catalog, claim: Claim) -> Standing:
    """The claimants, then the other voices for the claim."""
    claimants = [VoiceKey("actor", each) for each in claim.fields.claimants]
    return _standing(catalog, claimants, by_side(claim)["for"])


def denied_by(catalog: Catalog, claim: Claim) -> Standing:
    """The voices against the claim."""
    return _standing(catalog, [], by_side(claim)["against"])


def _standing(catalog: Catalog, first: Sequence[VoiceKey], voices: Sequence[VoiceKey]) -> Standing:
    """The voices in `first`, then the others, the named before the unnamed.

    A document is left out where its publisher is among the first.
    """
    others = [each for each in voices if each not in first and _speaker(catalog, each) not in first]
    names = [
        *(short_link(card_of(catalog, each)) for each in first),
        *(each.name for each in voice_views(catalog, others)),
    ]
    return Standing(names=names[:_MOST_NAMED], more=max(0, len(names) - _MOST_NAMED))


def _speaker(catalog: Catalog, voice: VoiceKey) -> VoiceKey:
    """The actor who speaks: of a document its publisher."""
    if voice.kind == "actor":
        return voice
    return VoiceKey("actor", catalog.sources[voice.id].fields.publisher)
