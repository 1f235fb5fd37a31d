"""Parts that several records share: field types, ratings, links, dates, history.

A record is a key-value mapping in a data file. Its class says which keys there are: the published
JSON Schema is made from it (`schemas.py`), with the class's docstring and `about` as descriptions.
A key whose value is None is left out of the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta, Struct, field

from factpress.exports.schema_org import number
from factpress.model.card_parts import ChangeKind, Evidence, OutsideNote, Published
from factpress.model.cards import AnyCard, Catalog, Claim
from factpress.model.schema import CardKind
from factpress.views.cards import card_at, rating_of, title_of, url_of
from factpress.views.changes import Entry, entries_of, rating_as_of
from factpress.views.identifiers import address
from factpress.views.passage_translations import translation_view

PERIOD = "a date, a month, a year, or two of these with a slash between."


def about(words: str) -> Meta:
    """The description of a key."""
    return Meta(description=words)


Link = Annotated[str, Meta(extra_json_schema={"format": "uri-reference"})]
Day = Annotated[str, Meta(extra_json_schema={"format": "date"})]
Instant = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?$")]
Period = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?$")]
Count = Annotated[int, Meta(ge=0)]
AsOf = Annotated[
    str,
    Meta(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$"),
    about("Day or month up to which the evidence speaks; a year where no more is known."),
]


class Record(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A mapping with these keys and no others."""


class NamedCard(Record, frozen=True):
    """An actor or a topic."""

    id: Annotated[str, about("Id of the card.")]
    name: Annotated[str, about("Its name.")]


def named_actor(catalog: Catalog, actor_id: str) -> NamedCard:
    """An actor's id and name."""
    return NamedCard(actor_id, catalog.actors[actor_id].fields.name)


def named_actors(catalog: Catalog, ids: Iterable[str]) -> tuple[NamedCard, ...]:
    """The ids and names of actors, in the order given."""
    return tuple([named_actor(catalog, actor_id) for actor_id in ids])


def named_topics(catalog: Catalog, ids: Iterable[str]) -> tuple[NamedCard, ...]:
    """The ids and names of topics, in the order given."""
    return tuple([NamedCard(each, catalog.topics[each].fields.name) for each in ids])


class LinkedCard(Record, frozen=True):
    """A card and the address of its page."""

    id: Annotated[str, about("Id of the card.")]
    title: Annotated[str, about("Its title.")]
    url: Annotated[Link, about("Address of its page.")]


def linked_card(catalog: Catalog, card: AnyCard, here: str) -> LinkedCard:
    """A card's id, title and address."""
    return LinkedCard(card.key.id, title_of(card), address(catalog, url_of(card), here))


class LinkingCard(Record, frozen=True):
    """A card whose text links to this one."""

    kind: Annotated[CardKind, about("Kind of card.")]
    id: Annotated[str, about("Id of the card.")]
    title: Annotated[str, about("Its title.")]
    url: Annotated[Link, about("Address of its page.")]
    withdrawn: Annotated[
        bool | None,
        Meta(extra_json_schema={"const": True}),
        about("There for a claim that is withdrawn."),
    ] = None


LinkedFrom = Annotated[tuple[LinkingCard, ...], about("Cards whose texts link to this one.")]


def linked_from(catalog: Catalog, claim: Claim, here: str) -> tuple[LinkingCard, ...]:
    """The cards whose texts link to a claim."""
    return tuple(
        LinkingCard(
            key.kind,
            key.id,
            title_of(card),
            address(catalog, url_of(card), here),
            (key.kind == "claim" and key.id in catalog.withdrawn) or None,
        )
        for key in catalog.back.linked.get(claim.key, ())
        for card in [card_at(catalog, key)]
    )


class RatingRecord(Record, frozen=True):
    """A rating."""

    id: Annotated[str, about("The word that cards use.")]
    label: Annotated[str, about("The word that readers see.")]
    value: Annotated[
        float | None, about("Its number, 1 the worst; none where the ratings are kinds.")
    ] = None


class ScaleRating(RatingRecord, frozen=True, kw_only=True):
    """A rating with its definition."""

    mark: Annotated[str, about("The sign beside the word.")]
    definition: Annotated[str, about("When it applies.")]


def rating_record(catalog: Catalog, rating_id: str) -> RatingRecord:
    """A rating without its definition, for lists of claims that repeat it."""
    rating = rating_of(catalog, rating_id)
    value = None if rating.value is None else number(rating.value)
    return RatingRecord(rating.id, rating.label, value)


def scale_rating(catalog: Catalog, rating_id: str) -> ScaleRating:
    """A rating with its definition."""
    short, rating = rating_record(catalog, rating_id), rating_of(catalog, rating_id)
    return ScaleRating(
        short.id, short.label, short.value, mark=rating.mark, definition=rating.definition
    )


class PublicationDate(Record, frozen=True):
    """When a document was published, as far as is known: one of the two."""

    date: Annotated[
        Period | None, about("The day, month or year; a period has a slash between.")
    ] = None
    not_before: Annotated[
        Day | None, about("The day before which it cannot have been published.")
    ] = None


PublishedOn = Annotated[
    PublicationDate, about("When it was published, as far as is known: one of the two.")
]


def publication_date(published: Published) -> PublicationDate:
    """The date of a document, or the lower bound where there is no date."""
    since = published.not_before
    return PublicationDate(None, since.isoformat()) if since else PublicationDate(published.date)


class IndependentDocuments(Record, frozen=True):
    """Documents that share many words and are of several origins all the same."""

    documents: Annotated[tuple[str, ...], about("Their ids.")]
    why: Annotated[str, about("How the editors know that neither copies the other.")]


class OutsideRecord(Record, frozen=True):
    """A note from outside the documents."""

    note: Annotated[str, about("What is known, in the editors' words.")]
    date: Annotated[Period, about(f"What it is about. When: {PERIOD}")]
    url: Annotated[Link, about("Address of what says so.")]


Outside = Annotated[
    tuple[OutsideRecord, ...] | None,
    about("What is known from outside the documents: no evidence, and not used for any rating."),
]


def outside_records(notes: Iterable[OutsideNote]) -> tuple[OutsideRecord, ...] | None:
    """Notes from outside the documents; None where there are none."""
    return tuple(OutsideRecord(each.note, each.date, each.url) for each in notes) or None


class ChangeRecord(Record, frozen=True, kw_only=True):
    """A change."""

    date: Annotated[Day, about("Day of the change.")]
    kind: Annotated[ChangeKind, about("What kind of change.")]
    note: Annotated[str, about("What changed and why.")]
    to: Annotated[str | None, about("Id of the rating after.")] = None
    as_of: AsOf | None = None
    url: Annotated[Link, about("Address of the entry on the page.")]
    former: Annotated[
        str | None, about("Id of the claim that it tells of, if that is now a part of this one.")
    ] = None
    from_: Annotated[str | None, about("Id of the rating before.")] = field(
        default=None, name="from"
    )


Changes = Annotated[tuple[ChangeRecord, ...], about("The history of the claim, the newest first.")]


def change_records(catalog: Catalog, claim: Claim, here: str) -> tuple[ChangeRecord, ...]:
    """The history that a claim's page shows, the newest first."""
    return tuple(_change(catalog, entry, here) for entry in entries_of(catalog, claim))


def _change(catalog: Catalog, entry: Entry, here: str) -> ChangeRecord:
    change = entry.change
    return ChangeRecord(
        date=change.date.isoformat(),
        kind=change.kind,
        note=change.note,
        to=change.to,
        as_of=rating_as_of(catalog, entry),
        url=address(catalog, entry.url, here),
        former=entry.claim.key.id if entry.claim and entry.into else None,
        from_=change.from_,
    )


class TranslationRecord(Record, frozen=True):
    """A translation of a passage by the editors."""

    words: Annotated[str, about("The translated words.")]
    language: Annotated[str, about("Their language (BCP 47).")]
    by: Annotated[str | None, about("Who translated it; if missing, the publication.")] = None


def translation_record(catalog: Catalog, evidence: Evidence) -> TranslationRecord | None:
    """The translation of a passage, if its card has one."""
    given = translation_view(catalog, evidence)
    return TranslationRecord(given.words, given.language, given.by) if given else None
