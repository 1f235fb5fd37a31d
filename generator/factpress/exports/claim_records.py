"""Records of claims and their passages: entries of lists, and the whole of `claim.json`.

Withdrawn and merged claims have records of their own, which state no rating.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from msgspec import convert
from msgspec.structs import asdict

from factpress.content.claim_facts import as_of, passage_numbers
from factpress.content.history import shows_body
from factpress.exports.record_parts import (
    PERIOD,
    AsOf,
    Changes,
    Count,
    Day,
    IndependentDocuments,
    Link,
    LinkedCard,
    LinkedFrom,
    NamedCard,
    Outside,
    Period,
    PublishedOn,
    RatingRecord,
    Record,
    ScaleRating,
    about,
    change_records,
    linked_card,
    linked_from,
    named_actor,
    named_actors,
    outside_records,
    publication_date,
    rating_record,
    scale_rating,
)
from factpress.exports.records import NOT_PROVEN, StanceCounts, stance_counts
from factpress.exports.schema_org import review_due
from factpress.model.card_parts import Appearance, Evidence, Stance
from factpress.model.cards import Catalog, Claim, Source
from factpress.model.evidence import Found, Level, PassedOver
from factpress.model.urls import claim_file_url, embed_url
from factpress.ratings.origins import independent_origins
from factpress.views import related
from factpress.views.body_html import body_html
from factpress.views.cards import key_of, language_of, passage_anchor, url_of
from factpress.views.identifiers import address
from factpress.views.proofs import (
    independent_pairs,
    level_of,
    live_address,
    passage_not_checked,
)


class ClaimRecord(Record, frozen=True, kw_only=True):
    """A claim."""

    id: Annotated[str, about("Id of the claim's card, and the end of its address.")]
    url: Annotated[Link, about("Address of the claim's page.")]
    claim: Annotated[str, about("The claim in one sentence.")]
    rating: Annotated[RatingRecord, about("How it is rated.")]
    reason: Annotated[str, about("Why, in one sentence.")]
    as_of: AsOf
    rating_note: Annotated[
        str | None,
        about("Why it has not another rating that its evidence would bear as well."),
    ] = None
    checked: Annotated[Day, about("Day the claim was checked.")]
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
        said=fields.said,
        claimants=named_actors(catalog, fields.claimants),
        topics=tuple(NamedCard(each, catalog.topics[each].fields.name) for each in fields.topics),
        stances=stance_counts(e.stance for e in fields.evidence),
        sources=_quoted(claim),
        related=fields.related,
        json=address(catalog, claim_file_url(claim.key.id, "claim.json"), here),
        annotations=address(catalog, claim_file_url(claim.key.id, "evidence.json"), here),
    )


def _quoted(claim: Claim) -> tuple[str, ...]:
    """The ids of the documents that a claim quotes, each once."""
    return tuple(dict.fromkeys(e.source for e in claim.fields.evidence))


class Context(Record, frozen=True):
    """The rest of the sentence around a passage."""

    before: Annotated[str, about("Words before it.")]
    after: Annotated[str, about("Words after it.")]


class _Passage(Record, frozen=True, kw_only=True):
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


class PassageRecord(_Passage, frozen=True):
    """A passage."""

    number: None = None  # Only claim.json has it, before all other keys.


class NumberedPassage(_Passage, frozen=True, kw_only=True):
    """A passage with its number on the claim's page."""

    number: Annotated[Count, about("Its number on the page.")]
    live_url: Annotated[Link | None, about("Address of the words in the live document.")] = None


def passage_record(catalog: Catalog, claim: Claim, evidence: Evidence, here: str) -> PassageRecord:
    """A passage: speakers, stance, and its place in the saved copy."""
    key = key_of(claim, evidence)
    source = catalog.sources[evidence.source]
    found = catalog.proof.passages.get(key)
    return PassageRecord(
        id=key.evidence_id,
        claim=claim.key.id,
        url=address(catalog, f"{url_of(claim)}#{passage_anchor(key.evidence_id)}", here),
        passage=evidence.passage.strip(),
        language=evidence.language or language_of(catalog, source),
        stance=evidence.stance,
        speakers=named_actors(catalog, evidence.speakers),
        said=evidence.said,
        source=source.key.id,
        origin=evidence.origin,
        credits=named_actor(catalog, evidence.credits) if evidence.credits else None,
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


class DocumentRecord(Record, frozen=True, kw_only=True):
    """A document."""

    id: Annotated[str, about("Id of the source's card.")]
    title: Annotated[str, about("Title.")]
    language: Annotated[str, about("Language (BCP 47).")]
    publisher: Annotated[NamedCard, about("Who published it.")]
    published: PublishedOn
    url: Annotated[Link | None, about("Address of the live document.")] = None
    page: Annotated[Link, about("Address of our page on it.")]


class AppearanceRecord(Record, frozen=True):
    """An appearance."""

    source: Annotated[str | None, about("Id of the source's card, if it has one.")] = None
    title: Annotated[str | None, about("Title of what appeared.")] = None
    url: Annotated[Link | None, about("Address.")] = None
    date: Annotated[Day | None, about("Day.")] = None


class SharedCard(Record, frozen=True):
    """A card that two claims share."""

    title: Annotated[str, about("Its title.")]
    language: Annotated[str | None, about("Its language (BCP 47).")] = None


SharedCards = tuple[SharedCard, ...]


class Because(Record, frozen=True):
    """Why a claim is related."""

    editors: Annotated[bool, about("Whether an editor names it, on either card.")]
    paragraph: Annotated[SharedCards, about("Documents of which both rest on one paragraph.")]
    actor: Annotated[SharedCards, about("Actors that both concern.")]
    source: Annotated[SharedCards, about("Other documents that both rest on.")]
    topic: Annotated[SharedCards, about("Topics of both.")]


class RelatedClaim(LinkedCard, frozen=True):
    """A related claim."""

    rating: Annotated[RatingRecord, about("How it is rated.")]
    as_of: AsOf
    because: Annotated[Because, about("Why it is related.")]


class ClaimFile(ClaimRecord, frozen=True, kw_only=True):
    """All that a claim's page says."""

    rating: Annotated[ScaleRating, about("How it is rated.")]
    language: Annotated[str, about("Language of the page (BCP 47).")]
    passages: Annotated[
        tuple[NumberedPassage, ...],
        about("The passages that the rating rests on, in the order of the card."),
    ]
    origins: Annotated[
        tuple[tuple[NamedCard, ...], ...], about("The independent origins of the passages.")
    ]
    independent: Annotated[
        tuple[IndependentDocuments, ...],
        about("Pairs that share many words and count as two origins."),
    ]
    documents: Annotated[tuple[DocumentRecord, ...], about("The documents quoted.")]
    appearances: Annotated[
        tuple[AppearanceRecord, ...], about("Where the claim was made or repeated.")
    ]
    analysis: Annotated[
        str | None,
        about("The analysis in HTML; its links are relative to the page's `url`."),
    ] = None
    review_due: Annotated[Day | None, about("The day from which it is due for review.")] = None
    embed: Annotated[Link, about("Address of the claim's page to be framed.")]
    citations: Annotated[tuple[Link, ...], about("How to cite it: BibTeX, then CSL-JSON.")]
    open_questions: Annotated[tuple[str, ...], about("What could not be found out.")]
    outside: Outside = None
    events: Annotated[
        tuple[LinkedCard, ...] | None, about("Events that rest on the claim, oldest first.")
    ] = None
    changes: Changes
    related_claims: Annotated[
        tuple[RelatedClaim, ...],
        about(
            "Claims to read next: those that editors name first, then those that share the most."
        ),
    ]
    named_actors: Annotated[tuple[NamedCard, ...], about("Actors that the claim's sentence names.")]
    linked_from: LinkedFrom


def claim_file(
    catalog: Catalog,
    claim: Claim,
    named: Sequence[str] = (),
    because: Iterable[tuple[str, related.Because]] = (),
) -> ClaimFile:
    """`claim.json`: all that a claim's page says.

    `named` are the ids of the actors that its sentence names, `because` the ids of related claims
    with the reasons.
    """
    here = claim_file_url(claim.key.id, "claim.json")
    fields, back = claim.fields, catalog.back
    body = body_html(catalog, claim)
    events = back.claim_events.get(claim.key.id, ())
    return ClaimFile(
        **{
            **asdict(claim_record(catalog, claim, here)),
            "rating": scale_rating(catalog, fields.rating),
        },
        language=catalog.publication.language,
        passages=tuple(_numbered(catalog, claim, each, here) for each in fields.evidence),
        origins=tuple(
            named_actors(catalog, group) for group in independent_origins(fields.evidence, catalog)
        ),
        independent=tuple(
            IndependentDocuments((one, other), why)
            for one, other, why in independent_pairs(catalog, fields.evidence)
        ),
        documents=tuple(_document(catalog, catalog.sources[i], here) for i in _quoted(claim)),
        appearances=tuple(_appearance(catalog, each) for each in fields.appearances),
        analysis=str(body) if body else None,
        review_due=review_due(catalog, claim),
        embed=address(catalog, embed_url(claim.key.id), here),
        citations=tuple(
            address(catalog, claim_file_url(claim.key.id, name), here)
            for name in ("cite.bib", "cite.json")
        ),
        open_questions=fields.open_questions,
        outside=outside_records(fields.outside),
        events=tuple(linked_card(catalog, catalog.events[i], here) for i in events) or None,
        changes=change_records(catalog, claim, here),
        related_claims=tuple(
            _related(catalog, catalog.claims[claim_id], why, here) for claim_id, why in because
        ),
        named_actors=named_actors(catalog, named),
        linked_from=linked_from(catalog, claim, here),
    )


def _numbered(catalog: Catalog, claim: Claim, evidence: Evidence, here: str) -> NumberedPassage:
    record = passage_record(catalog, claim, evidence, here)
    found = catalog.proof.passages.get(key_of(claim, evidence))
    url = catalog.sources[evidence.source].fields.url
    return NumberedPassage(
        **{**asdict(record), "number": passage_numbers(claim.fields)[record.id]},
        live_url=live_address(url, evidence.passage, found) if url and found else None,
    )


def _document(catalog: Catalog, source: Source, here: str) -> DocumentRecord:
    fields = source.fields
    return DocumentRecord(
        id=source.key.id,
        title=fields.title,
        language=language_of(catalog, source),
        publisher=named_actor(catalog, fields.publisher),
        published=publication_date(fields.published),
        url=fields.url,
        page=address(catalog, url_of(source), here),
    )


def _appearance(catalog: Catalog, appearance: Appearance) -> AppearanceRecord:
    source = catalog.sources[appearance.source].fields if appearance.source else None
    return AppearanceRecord(
        appearance.source,
        appearance.title or (source.title if source else None),
        source.url if source else appearance.url,
        appearance.date.isoformat() if appearance.date else None,
    )


def _related(catalog: Catalog, claim: Claim, because: related.Because, here: str) -> RelatedClaim:
    return RelatedClaim(
        **asdict(linked_card(catalog, claim, here)),
        rating=rating_record(catalog, claim.fields.rating),
        as_of=as_of(catalog, claim),
        because=convert(because, Because, from_attributes=True),
    )


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


class WithdrawnFile(WithdrawnRecord, frozen=True, kw_only=True):
    """All that a withdrawn claim's page says."""

    language: Annotated[str, about("Language of the page (BCP 47).")]
    text: Annotated[
        str | None,
        about("The text of the notice in HTML; its links are relative to the page's `url`."),
    ] = None
    changes: Changes
    linked_from: LinkedFrom


def withdrawn_file(catalog: Catalog, claim: Claim) -> WithdrawnFile:
    """`claim.json` of a withdrawn claim: all that the notice says."""
    here = claim_file_url(claim.key.id, "claim.json")
    body = body_html(catalog, claim) if shows_body(claim) else None
    return WithdrawnFile(
        **asdict(withdrawn_record(catalog, claim, here)),
        language=catalog.publication.language,
        text=str(body) if body else None,
        changes=change_records(catalog, claim, here),
        linked_from=linked_from(catalog, claim, here),
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
