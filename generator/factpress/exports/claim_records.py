"""Records of claims and their passages in the data files.

Withdrawn and merged claims have records of their own, which state no rating.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from factpress.content.claim_facts import as_of, checked_day, quoted_sources
from factpress.exports.record_parts import (
    PERIOD,
    AsOf,
    Count,
    Day,
    Instant,
    Link,
    NamedCard,
    Period,
    RatingRecord,
    Record,
    TranslationRecord,
    about,
    named_actor,
    named_actors,
    named_topics,
    rating_record,
    translation_record,
)
from factpress.exports.records import NOT_PROVEN, StanceCounts, stance_counts
from factpress.model.card_parts import Evidence, Stance
from factpress.model.cards import Catalog, Claim
from factpress.model.evidence import Found, Level, PassedOver
from factpress.model.urls import claim_file_url
from factpress.views.cards import key_of, language_of, passage_url, url_of
from factpress.views.identifiers import address
from factpress.views.proofs import level_of, passage_not_checked


class ClaimRecord(Record, frozen=True, kw_only=True):
    """A claim."""

    id: Annotated[str, about("Id of the claim's card, and the end of its address.")]
    url: Annotated[Link, about("Address of the claim's page.")]
    claim: Annotated[str, about("The claim in one sentence.")]
    rating: Annotated[RatingRecord, about("How it is rated.")]
    reason: Annotated[str, about("Why, in one sentence.")]
    as_of: AsOf
    rating_note: Annotated[
        str | None, about("Why it has not another rating that its evidence would bear as well.")
    ] = None
    checked: Annotated[Day, about("Day the claim was checked.")]
    published: Annotated[
        Day | Instant | None,
        about("Day, or instant, of its publication, where that is not the day of the check."),
    ] = None
    question: Annotated[str | None, about("The question that it answers.")] = None
    said: Annotated[Period | None, about(f"When the claim was made. When: {PERIOD}")] = None
    claimants: Annotated[tuple[NamedCard, ...], about("Who made the claim.")]
    topics: Annotated[tuple[NamedCard, ...], about("What it is about.")]
    stances: Annotated[StanceCounts, about("How many passages do what to the claim.")]
    sources: Annotated[
        tuple[str, ...], about("Ids of the documents that the passages are quoted from.")
    ]
    related: Annotated[tuple[str, ...], about("Ids of claims that the card names as related.")]
    json: Annotated[Link, about("Address of all that the claim's page says, as data.")]
    annotations: Annotated[Link, about("Address of its passages as W3C Web Annotations.")]


def claim_record(catalog: Catalog, claim: Claim, here: str) -> ClaimRecord:
    """A claim as an entry of a list: sentence, claimants, rating and reason."""
    fields = claim.fields
    return ClaimRecord(
        id=claim.key.id,
        url=address(catalog, url_of(claim), here),
        claim=fields.claim,
        rating=rating_record(catalog, fields.rating),
        reason=fields.reason,
        as_of=as_of(catalog, claim),
        rating_note=fields.rating_note,
        checked=fields.checked.isoformat(),
        published=fields.published,
        question=fields.question,
        said=fields.said,
        claimants=named_actors(catalog, fields.claimants),
        topics=named_topics(catalog, fields.topics),
        stances=stance_counts(e.stance for e in fields.evidence),
        sources=quoted_sources(fields),
        related=fields.related,
        json=address(catalog, claim_file_url(claim.key.id, "claim.json"), here),
        annotations=address(catalog, claim_file_url(claim.key.id, "evidence.json"), here),
    )


class Context(Record, frozen=True):
    """The rest of the sentence around a passage."""

    before: Annotated[str, about("Words before it.")]
    after: Annotated[str, about("Words after it.")]


class PassageFields(Record, frozen=True, kw_only=True):
    """What all records of passages have."""

    number: Annotated[Count | None, about("Its number on the page.")] = None
    id: Annotated[str, about("Name of the passage within its claim.")]
    claim: Annotated[str, about("Id of the claim it is about.")]
    url: Annotated[Link, about("Address of the passage on the claim's page.")]
    passage: Annotated[str, about("The words, as quoted; `[…]` and `[words]` are an editor's.")]
    language: Annotated[str, about("Language of the passage (BCP 47).")]
    stance: Annotated[Stance, about("What the speaker does to the claim.")]
    speakers: Annotated[
        tuple[NamedCard, ...], about("Whose words they are; none: the document's own.")
    ]
    said: Annotated[Period | None, about(f"When they were said. When: {PERIOD}")] = None
    source: Annotated[str, about("Id of the document.")]
    origin: Annotated[str | None, about("Id of the actor whose reporting the passage relays.")] = (
        None
    )
    credits: Annotated[
        NamedCard | None,
        about("Whom it credits the words or deeds to, where the claim is about that."),
    ] = None
    translation: Annotated[
        TranslationRecord | None, about("The editors' translation; no machine compared it.")
    ] = None
    note: Annotated[str | None, about("An editor's note.")] = None
    crop_ok: Annotated[str | None, about("Why leaving out a hedge or negation is fair.")] = None
    level: Annotated[Level | None, about("How closely the saved copy holds the passage.")] = None
    not_checked: Annotated[
        str | None, about(f"Instead of that: nobody but the editors says so. {NOT_PROVEN}")
    ] = None
    start: Annotated[
        Count | None, about("First character in the text of the saved copy, from 0.")
    ] = None
    end: Annotated[Count | None, about("The character after the last.")] = None
    paragraph: Annotated[Count | None, about("The paragraph it begins in, from 1.")] = None
    page: Annotated[Count | None, about("The page of a PDF that it begins on, from 1.")] = None
    time: Annotated[str | None, about("Start of the subtitle it begins in: `00:01:02.500`.")] = None
    turn: Annotated[Count | None, about("The turn of a transcript that it begins in, from 1.")] = (
        None
    )
    direct_speech: Annotated[bool | None, about("Whether it is direct speech there.")] = None
    context: Annotated[Context | None, about("Its sentence.")] = None
    passed_over: Annotated[
        tuple[PassedOver, ...] | None,
        about(
            "What of the document was passed over inside the passage, or read in one of two ways."
        ),
    ] = None


class PassageRecord(PassageFields, frozen=True):
    """A passage."""

    number: None = None  # Only claim.json has it, before all other keys.


def passage_record(catalog: Catalog, claim: Claim, evidence: Evidence, here: str) -> PassageRecord:
    """A passage: speakers, stance, and its place in the saved copy."""
    key = key_of(claim, evidence)
    source = catalog.sources[evidence.source]
    found = catalog.proof.passages.get(key)
    return PassageRecord(
        id=key.evidence_id,
        claim=claim.key.id,
        url=address(catalog, passage_url(claim, evidence), here),
        passage=evidence.passage.strip(),
        language=evidence.language or language_of(catalog, source),
        stance=evidence.stance,
        speakers=named_actors(catalog, evidence.speakers),
        said=evidence.said,
        source=source.key.id,
        origin=evidence.origin,
        credits=named_actor(catalog, evidence.credits) if evidence.credits else None,
        translation=translation_record(catalog, evidence),
        note=evidence.note,
        crop_ok=evidence.crop_ok,
        level=level_of(catalog, found),
        not_checked=passage_not_checked(catalog, found),
        **_place(found),
    )


def _place(found: Found | None) -> dict[str, Any]:
    """Where the saved copy holds a passage; nothing for a draft that was not looked for."""
    if found is None:
        return {}
    has_context = found.before or found.after
    return {
        "start": found.start,
        "end": found.end,
        "paragraph": found.paragraph,
        "page": found.page or None,
        "time": found.time or None,
        "turn": found.turn or None,
        "direct_speech": found.is_speech,
        "context": Context(found.before, found.after) if has_context else None,
        "passed_over": found.passed or None,
    }


class WithdrawalRecord(Record, frozen=True):
    """The withdrawal."""

    date: Annotated[Day, about("Its day.")]
    note: Annotated[str, about("Why it is withdrawn.")]


class WithdrawnRecord(Record, frozen=True):
    """A withdrawn claim."""

    id: Annotated[str, about("Id of the claim's card, and the end of its address.")]
    url: Annotated[Link, about("Address of the notice that it is withdrawn.")]
    claim: Annotated[str, about("The claim in one sentence. We no longer say anything of it.")]
    withdrawn: Annotated[WithdrawalRecord, about("The withdrawal.")]
    related: Annotated[tuple[str, ...], about("Ids of claims to read instead.")]
    json: Annotated[Link, about("Address of all that its page says, as data.")]


def withdrawn_record(catalog: Catalog, claim: Claim, here: str) -> WithdrawnRecord:
    """A withdrawn claim with the day and the reason of its withdrawal."""
    withdrawn = claim.fields.withdrawn
    assert withdrawn is not None
    return WithdrawnRecord(
        claim.key.id,
        address(catalog, url_of(claim), here),
        claim.fields.claim,
        WithdrawalRecord(withdrawn.date.isoformat(), withdrawn.note),
        claim.fields.related,
        address(catalog, claim_file_url(claim.key.id, "claim.json"), here),
    )


class OpenRecord(Record, frozen=True, kw_only=True):
    """A claim without a rating."""

    id: Annotated[str, about("Id of the claim's card, and the end of its address.")]
    url: Annotated[Link, about("Address of the claim's page.")]
    claim: Annotated[str, about("The claim in one sentence.")]
    status: Annotated[Literal["open"], about("It has no rating yet.")]
    checked: Annotated[Day | None, about("Day on which the editors last looked at it.")] = None
    said: Annotated[Period | None, about(f"When the claim was made. When: {PERIOD}")] = None
    claimants: Annotated[tuple[NamedCard, ...], about("Who made the claim.")]
    topics: Annotated[tuple[NamedCard, ...], about("What it is about.")]
    json: Annotated[Link, about("Address of all that its page says, as data.")]


def open_record(catalog: Catalog, claim: Claim, here: str) -> OpenRecord:
    """A claim without a rating as an entry of a list."""
    fields = claim.fields
    return OpenRecord(
        id=claim.key.id,
        url=address(catalog, url_of(claim), here),
        claim=fields.claim,
        status="open",
        checked=checked_day(fields),
        said=fields.said,
        claimants=named_actors(catalog, fields.claimants),
        topics=named_topics(catalog, fields.topics),
        json=address(catalog, claim_file_url(claim.key.id, "claim.json"), here),
    )


class MergedRecord(Record, frozen=True):
    """A merged claim."""

    id: Annotated[str, about("Id of the claim's card.")]
    url: Annotated[Link, about("Its address, which leads to the claim that it is a part of.")]
    claim: Annotated[str, about("The claim in one sentence.")]
    merged_into: Annotated[str, about("Id of that claim.")]


def merged_records(catalog: Catalog, here: str) -> tuple[MergedRecord, ...]:
    """All claims that are a part of another, by id."""
    ends = {each: end for end, ids in catalog.back.merged.items() for each in ids}
    return tuple(
        MergedRecord(
            claim_id,
            address(catalog, url_of(catalog.merged[claim_id]), here),
            catalog.merged[claim_id].fields.claim,
            ends[claim_id],
        )
        for claim_id in sorted(ends)
    )
