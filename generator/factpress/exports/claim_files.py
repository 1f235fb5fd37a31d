"""`claim.json`: all that a claim's page says, or the notice of a withdrawn claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from msgspec import convert
from msgspec.structs import asdict

from factpress.content.claim_facts import as_of, passage_numbers, quoted_sources
from factpress.content.history import shows_body
from factpress.exports.claim_records import (
    ClaimRecord,
    PassageFields,
    WithdrawnRecord,
    claim_record,
    passage_record,
    withdrawn_record,
)
from factpress.exports.record_parts import (
    AsOf,
    Changes,
    Count,
    Day,
    IndependentDocuments,
    Instant,
    Link,
    LinkedCard,
    LinkedFrom,
    NamedCard,
    Outside,
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
from factpress.exports.schema_org import review_due
from factpress.model.card_parts import Appearance, Medium
from factpress.model.cards import Catalog, Claim, Source
from factpress.model.moments import clock_of, day_of
from factpress.model.urls import claim_file_url, embed_url
from factpress.ratings.origins import independent_origins
from factpress.views import related
from factpress.views.body_html import body_html
from factpress.views.cards import key_of, language_of, url_of
from factpress.views.changes import words_language
from factpress.views.identifiers import address
from factpress.views.proofs import independent_pairs, live_address


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
    archived_url: Annotated[Link | None, about("Address of an archived copy.")] = None
    medium: Annotated[Medium | None, about("What it is.")] = None
    at: Annotated[
        Instant | None, about("Day and time, where the time is known; the zone, where it is known.")
    ] = None
    time: Annotated[
        str | None, about("Where the claim is in a recording: minutes and seconds, or with hours.")
    ] = None
    by: Annotated[tuple[NamedCard, ...] | None, about("Who made the claim there.")] = None
    words: Annotated[
        str | None,
        about("The claim as it was made there, as the editors recorded it; no machine found it."),
    ] = None
    language: Annotated[str | None, about("Language of these words (BCP 47).")] = None


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


class NumberedPassage(PassageFields, frozen=True, kw_only=True):
    """A passage with its number on the claim's page."""

    number: Annotated[Count, about("Its number on the page.")]
    live_url: Annotated[Link | None, about("Address of the words in the live document.")] = None


class ClaimFile(ClaimRecord, frozen=True, kw_only=True):
    """All that a claim's page says."""

    rating: Annotated[ScaleRating, about("How it is rated.")]
    language: Annotated[str, about("Language of the page (BCP 47).")]
    authors: Annotated[tuple[LinkedCard, ...] | None, about("Who checked it.")] = None
    reviewed_by: Annotated[
        tuple[LinkedCard, ...] | None, about("Who read the check as a second reader.")
    ] = None
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
        str | None, about("The analysis in HTML; its links are relative to the page's `url`.")
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
    fields, body = claim.fields, body_html(catalog, claim)
    record = asdict(claim_record(catalog, claim, here))
    events = catalog.back.claim_events.get(claim.key.id, ())
    origins = independent_origins(fields.evidence, catalog)
    pairs = independent_pairs(catalog, fields.evidence)
    return ClaimFile(
        **{**record, "rating": scale_rating(catalog, fields.rating)},
        authors=linked_people(catalog, fields.authors, here),
        reviewed_by=linked_people(catalog, fields.reviewed_by, here),
        language=catalog.publication.language,
        passages=tuple(numbered_passages(catalog, claim, here)),
        origins=tuple(named_actors(catalog, group) for group in origins),
        independent=tuple(IndependentDocuments((a, b), why) for a, b, why in pairs),
        documents=tuple(
            _document(catalog, catalog.sources[i], here) for i in quoted_sources(fields)
        ),
        appearances=tuple(appearance_record(catalog, each) for each in fields.appearances),
        analysis=str(body) if body else None,
        review_due=review_due(catalog, claim),
        embed=address(catalog, embed_url(claim.key.id), here),
        citations=_citations(catalog, claim, here),
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


def _citations(catalog: Catalog, claim: Claim, here: str) -> tuple[str, str]:
    urls = claim_file_url(claim.key.id, "cite.bib"), claim_file_url(claim.key.id, "cite.json")
    return address(catalog, urls[0], here), address(catalog, urls[1], here)


def linked_people(catalog: Catalog, ids: Iterable[str], here: str) -> tuple[LinkedCard, ...] | None:
    """People and the addresses of their pages; None for nobody."""
    return tuple(linked_card(catalog, catalog.people[each], here) for each in ids) or None


def numbered_passages(catalog: Catalog, claim: Claim, here: str) -> Iterator[NumberedPassage]:
    """The passages of a claim, in the order of the card."""
    numbers = passage_numbers(claim.fields)
    for evidence in claim.fields.evidence:
        record = passage_record(catalog, claim, evidence, here)
        found = catalog.proof.passages.get(key_of(claim, evidence))
        url = catalog.sources[evidence.source].fields.url
        yield NumberedPassage(
            **{**asdict(record), "number": numbers[record.id]},
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


def appearance_record(catalog: Catalog, appearance: Appearance) -> AppearanceRecord:
    """An appearance; words of it are the editors' record."""
    source = catalog.sources[appearance.source].fields if appearance.source else None
    date, has_words = appearance.date, appearance.words is not None
    return AppearanceRecord(
        source=appearance.source,
        title=appearance.title or (source.title if source else None),
        url=source.url if source else appearance.url,
        date=day_of(date).isoformat() if date else None,
        archived_url=appearance.archived_url,
        medium=appearance.medium,
        at=date if date and clock_of(date) else None,
        time=appearance.time,
        by=named_actors(catalog, appearance.by) or None,
        words=appearance.words,
        language=words_language(catalog, appearance) if has_words else None,
    )


def _related(catalog: Catalog, claim: Claim, because: related.Because, here: str) -> RelatedClaim:
    return RelatedClaim(
        **asdict(linked_card(catalog, claim, here)),
        rating=rating_record(catalog, claim.fields.rating),
        as_of=as_of(catalog, claim),
        because=convert(because, Because, from_attributes=True),
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
