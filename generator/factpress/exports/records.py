"""Records of the publication, its actors, sources, events and findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from msgspec import Meta

from factpress.content.claim_facts import STANCE_ORDER, as_of
from factpress.exports.record_parts import (
    PERIOD,
    AsOf,
    Count,
    IndependentDocuments,
    Link,
    NamedCard,
    Outside,
    Period,
    PublishedOn,
    RatingRecord,
    Record,
    ScaleRating,
    about,
    named_actor,
    outside_records,
    publication_date,
    rating_record,
    scale_rating,
)
from factpress.model.cards import Actor, Catalog, Event, Person, Source
from factpress.model.schema import ActorKind
from factpress.model.settings import Finding
from factpress.views.cards import evidence_of, language_of, owner_of, url_of
from factpress.views.identifiers import address
from factpress.views.proofs import not_checked

NOT_PROVEN = "There where a site was built without the archive and without a signed lock."


class PublicationRecord(Record, frozen=True, kw_only=True):
    """The publication."""

    name: Annotated[str, about("Its name.")]
    language: Annotated[str, about("Language of the site and of all words in this file (BCP 47).")]
    url: Annotated[Link, about("Address of its home page.")]
    publisher: Annotated[str | None, about("Who publishes it.")] = None
    ratings: Annotated[tuple[ScaleRating, ...], about("The scale, in the order readers see it.")]
    not_checked: Annotated[
        str | None, about(f"That nobody but the editors vouches for quotations. {NOT_PROVEN}")
    ] = None


def publication_record(catalog: Catalog, here: str) -> PublicationRecord:
    """Who publishes, in which language, and on what scale claims are rated."""
    publication = catalog.publication
    return PublicationRecord(
        name=publication.name,
        language=publication.language,
        url=address(catalog, "/", here),
        publisher=publication.publisher.name if publication.publisher else None,
        ratings=tuple(scale_rating(catalog, each.id) for each in publication.ratings),
        not_checked=not_checked(catalog),
    )


class StanceCounts(Record, frozen=True):
    """How many passages are of each stance."""

    asserts: Annotated[Count, about("Passages: asserts.")]
    denies: Annotated[Count, about("Passages: denies.")]
    qualifies: Annotated[Count, about("Passages: qualifies.")]
    reports: Annotated[Count, about("Passages: reports.")]


def stance_counts(stances: Iterable[str]) -> StanceCounts:
    """How many of these are of each stance."""
    listed = list(stances)
    return StanceCounts(**{stance: listed.count(stance) for stance in STANCE_ORDER})


class OwnerRecord(Record, frozen=True):
    """Who owns a publication."""

    name: Annotated[str, about("In a few words.")]
    url: Annotated[Link, about("Address of what says so.")]


class ActorRecord(Record, frozen=True, kw_only=True):
    """An actor."""

    id: Annotated[str, about("Id of the actor's card.")]
    url: Annotated[Link, about("Address of the actor's page.")]
    name: Annotated[str, about("Name.")]
    kind: Annotated[ActorKind, about("What kind of actor.")]
    aliases: Annotated[tuple[str, ...], about("Other names.")]
    role: Annotated[str | None, about("Office or function.")] = None
    short: Annotated[str | None, about("Short name for lists and tables.")] = None
    owner: Annotated[OwnerRecord | None, about("Who owns the publication.")] = None
    part_of: Annotated[tuple[str, ...], about("Ids of the actors it is part of.")]
    same_as: Annotated[tuple[Link, ...], about("Addresses that identify the actor elsewhere.")]
    claims: Annotated[tuple[str, ...], about("Ids of the claims it makes.")]
    named_in: Annotated[tuple[str, ...], about("Ids of the claims whose sentence names it.")]
    stances: Annotated[StanceCounts, about("How many passages hold its words, by stance.")]
    published: Annotated[tuple[str, ...], about("Ids of the documents it publishes.")]
    relayed: Annotated[tuple[str, ...], about("Ids of the documents that relay its reporting.")]


def actor_record(catalog: Catalog, actor: Actor, here: str) -> ActorRecord:
    """An actor, with the ids of its claims and documents."""
    fields, actor_id, back = actor.fields, actor.key.id, catalog.back
    owner = owner_of(actor)
    return ActorRecord(
        id=actor_id,
        url=address(catalog, url_of(actor), here),
        name=fields.name,
        kind=fields.kind,
        aliases=fields.aliases,
        role=fields.role,
        short=fields.short,
        owner=OwnerRecord(owner.name, owner.url) if owner else None,
        part_of=fields.part_of,
        same_as=fields.same_as,
        claims=tuple(back.claimed.get(actor_id, ())),
        named_in=tuple(back.named.get(actor_id, ())),
        stances=stance_counts(
            evidence_of(catalog, key).stance for key in back.spoken.get(actor_id, ())
        ),
        published=tuple(back.published.get(actor_id, ())),
        relayed=tuple(back.relayed.get(actor_id, ())),
    )


class OriginRecord(Record, frozen=True):
    """An actor whose reporting a document relays."""

    id: Annotated[str, about("Id of the actor's card.")]
    name: Annotated[str, about("Its name.")]
    note: Annotated[str | None, about("How we know.")] = None


class DefectRecord(Record, frozen=True):
    """A defect."""

    note: Annotated[str, about("What is wrong.")]
    passage: Annotated[str | None, about("The words that show it.")] = None


class SourceRecord(Record, frozen=True, kw_only=True):
    """A document."""

    id: Annotated[str, about("Id of the source's card.")]
    page: Annotated[Link, about("Address of our page on it.")]
    title: Annotated[str, about("Title.")]
    publisher: Annotated[NamedCard, about("Who published it.")]
    kind: Annotated[str, about("News report, study, …")]
    published: PublishedOn
    dated: Annotated[Literal["stated", "inferred"], about("How that day is known.")]
    dated_note: Annotated[str | None, about("How the day is known, in words.")] = None
    language: Annotated[str, about("Language of the document (BCP 47).")]
    url: Annotated[Link | None, about("Address of the live document.")] = None
    archived_url: Annotated[Link | None, about("Address of a public archived copy.")] = None
    sha256: Annotated[
        str, Meta(pattern="^[0-9a-f]{64}$"), about("SHA-256 digest of the saved copy, in hex.")
    ]
    words: Annotated[Count | None, about("Length of the saved copy in words.")] = None
    quoted_words: Annotated[
        Count | None, about("How many of them the whole site quotes, each counted once.")
    ] = None
    origins: Annotated[
        tuple[OriginRecord, ...], about("Whose original reporting it relays; none: its own.")
    ]
    independent: Annotated[
        tuple[IndependentDocuments, ...],
        about("Documents with much the same words that it is no copy of."),
    ]
    defects: Annotated[tuple[DefectRecord, ...], about("What is wrong with the document itself.")]
    rights: Annotated[str | None, about("Who holds the rights and on what terms.")] = None
    short: Annotated[str | None, about("Short name for lists and tables.")] = None
    passages: Annotated[Count, about("How many passages are quoted from it.")]


def source_record(catalog: Catalog, source: Source, here: str) -> SourceRecord:
    """A document: date, addresses, whose reporting it relays, its defects."""
    fields = source.fields
    copy = catalog.proof.copies.get(source.key.id)
    return SourceRecord(
        id=source.key.id,
        page=address(catalog, url_of(source), here),
        title=fields.title,
        publisher=named_actor(catalog, fields.publisher),
        kind=fields.kind,
        published=publication_date(fields.published),
        dated=fields.dated.how,
        dated_note=fields.dated.note,
        language=language_of(catalog, source),
        url=fields.url,
        archived_url=fields.archived_url,
        sha256=fields.sha256,
        words=copy.words if copy else None,
        quoted_words=copy.quoted if copy else None,
        origins=tuple(
            OriginRecord(each.actor, catalog.actors[each.actor].fields.name, each.note)
            for each in fields.origins
        ),
        independent=tuple(
            IndependentDocuments(others, each.why)
            for each in fields.independent
            if (others := tuple(other for other in each.of if other in catalog.sources))
        ),
        defects=tuple(DefectRecord(each.note, each.passage) for each in fields.defects),
        rights=fields.rights,
        short=fields.short,
        passages=len(catalog.back.quoted.get(source.key.id, ())),
    )


class EventRecord(Record, frozen=True, kw_only=True):
    """An event."""

    id: Annotated[str, about("Id of the event's card.")]
    url: Annotated[Link, about("Address of the event's page.")]
    what: Annotated[str, about("What happened, in one sentence.")]
    date: Annotated[Period, about(f"When it happened. When: {PERIOD}")]
    claims: Annotated[tuple[str, ...], about("Ids of the claims it rests on.")]
    sources: Annotated[tuple[str, ...], about("Ids of the documents it rests on.")]
    short: Annotated[str | None, about("Short name for lists and tables.")] = None
    date_note: Annotated[str | None, about("How the date is known.")] = None
    place: Annotated[str | None, about("Where it happened.")] = None
    outside: Outside = None


def event_record(catalog: Catalog, event: Event, here: str) -> EventRecord:
    """An event, with the ids of the claims and documents that it rests on."""
    fields = event.fields
    return EventRecord(
        id=event.key.id,
        url=address(catalog, url_of(event), here),
        what=fields.what,
        date=fields.date,
        claims=fields.claims,
        sources=fields.sources,
        short=fields.short,
        date_note=fields.date_note,
        place=fields.place,
        outside=outside_records(fields.outside),
    )


class PersonRecord(Record, frozen=True, kw_only=True):
    """Somebody who works for the publication."""

    id: Annotated[str, about("Id of the person's card.")]
    url: Annotated[Link, about("Address of the person's page.")]
    name: Annotated[str, about("Name.")]
    language: Annotated[str | None, about("Language of the name (BCP 47).")] = None
    role: Annotated[str | None, about("What the person does.")] = None
    own_page: Annotated[Link | None, about("Address of the person's own page.")] = None
    same_as: Annotated[tuple[Link, ...], about("Addresses that identify the person elsewhere.")]
    checked: Annotated[tuple[str, ...], about("Ids of the claims that the person checked.")]
    reviewed: Annotated[
        tuple[str, ...], about("Ids of the claims that the person read as a second reader.")
    ]


def person_record(catalog: Catalog, person: Person, here: str) -> PersonRecord:
    """A person, with the ids of the claims that were checked and read."""
    fields, person_id = person.fields, person.key.id
    return PersonRecord(
        id=person_id,
        url=address(catalog, url_of(person), here),
        name=fields.name,
        language=fields.language,
        role=fields.role,
        own_page=fields.url,
        same_as=fields.same_as,
        checked=catalog.back.written.get(person_id, ()),
        reviewed=catalog.back.reviewed.get(person_id, ()),
    )


class FindingClaim(Record, frozen=True):
    """A claim that a finding rests on."""

    id: Annotated[str, about("Id of the claim's card.")]
    claim: Annotated[str, about("The claim in one sentence.")]
    url: Annotated[Link, about("Address of the claim's page.")]
    rating: Annotated[RatingRecord, about("How it is rated.")]
    as_of: AsOf


class FindingRecord(Record, frozen=True):
    """A finding."""

    text: Annotated[str, about("What was found, in a sentence or two.")]
    claims: Annotated[tuple[FindingClaim, ...], about("The claims that it rests on.")]


def finding_record(catalog: Catalog, finding: Finding, here: str) -> FindingRecord:
    """A finding with its claims and their ratings."""
    claims = (catalog.claims[claim_id] for claim_id in finding.claims)
    return FindingRecord(
        f"{finding.head} {finding.text}" if finding.head else finding.text,
        tuple(
            FindingClaim(
                claim.key.id,
                claim.fields.claim,
                address(catalog, url_of(claim), here),
                rating_record(catalog, claim.fields.rating),
                as_of(catalog, claim),
            )
            for claim in claims
        ),
    )
