"""The values that several kinds of page share: links, ratings, claim rows, passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from factpress.content.claim_facts import as_of, passage_numbers
from factpress.i18n.translations import words
from factpress.model.card_parts import Evidence, Owner, written
from factpress.model.cards import Actor, AnyCard, CardKey, Catalog, Claim, Source
from factpress.model.contexts import View
from factpress.model.evidence import Found, PassageKey
from factpress.model.marks import path_of
from factpress.model.schema import (
    ActorFields,
    CardKind,
    ClaimFields,
    EventFields,
    PageFields,
    SourceFields,
    TopicFields,
)
from factpress.model.settings import Rating
from factpress.model.urls import anchor, card_url, rating_url
from factpress.views import labels as vocabulary


class CardName(View, frozen=True, kw_only=True):
    """What a card is called."""

    title: str
    language: str | None = None  #: The language of the title, where the card names it
    full: str | None = None  #: The whole title, where `title` is a short name for it


class Link(CardName, frozen=True, kw_only=True):
    """A card, or another page, to click on."""

    url: str


class RatingView(View, frozen=True, kw_only=True):
    """A rating of the scale."""

    id: str
    label: str
    definition: str
    #: The name of a drawn mark, or characters of its own: colours alone do not reach everybody
    mark: str
    path: str | None  #: The drawn mark as an SVG path on 24 units; None where it is characters
    value: float | None  #: Its number in ClaimReview, where the publication gives one
    rank: int  #: Its place on the scale, from 1
    of: int  #: How many ratings the scale has
    url: str


class RatingCount(RatingView, frozen=True, kw_only=True):
    """A rating, and how many claims have it."""

    count: int


class ClaimRow(Link, frozen=True, kw_only=True):
    """A claim as one entry of a list."""

    id: str
    rating: RatingView
    reason: str
    as_of: str  #: The day or month up to which the evidence speaks
    checked: str
    said: str | None  #: When the claim was made
    claimants: Sequence[Link]
    speakers: Sequence[str]  #: The ids of its claimants
    topics: Sequence[str]  #: The ids of its topics


class PassageView(View, frozen=True, kw_only=True):
    """A passage: whose words it is, where it is, and the links to both."""

    id: str | None
    number: int  #: Its number on the claim's page, from 1
    anchor: str  #: The id of the element on the claim's page
    url: str  #: The passage on the claim's page
    words: str
    language: str
    stance: str  #: What it does to the claim: `asserts`, `denies`, `qualifies` or `reports`
    stance_words: str  #: The stance in words, such as `denies it`
    speakers: Sequence[Link]
    source: Link
    publisher: CardName
    published: str
    place_url: str  #: The passage on the source's page
    said: str | None  #: When it was said
    credits: CardName | None  #: The actor to whom the passage credits the words or deeds
    note: str | None
    crop_ok: str | None  #: Why it is fair that the passage leaves out what it leaves out
    manner: str | None  #: `speech`, `quoting`, `reported` or `telling`: whose wording it is
    before: str  #: The rest of the sentence before the passage, where the page shows it
    after: str


def title_of(card: AnyCard) -> str:
    """The words by which a card is known to readers."""
    match card.fields:
        case ClaimFields(claim=title) | SourceFields(title=title) | PageFields(title=title):
            return title
        case ActorFields(name=title) | TopicFields(name=title) | EventFields(what=title):
            return title


def marked_title(catalog: Catalog, card: AnyCard) -> str:
    """A card's title; that of a withdrawn claim says that it is withdrawn."""
    title = title_of(card)
    if isinstance(card.fields, ClaimFields) and card.fields.withdrawn:
        say = words(catalog.publication.language)
        return say("%(claim)s (withdrawn)", claim=title)
    return title


def url_of(card: AnyCard) -> str:
    """The address of a card's page."""
    return card_url(*card.key)


def cards_of(catalog: Catalog) -> Mapping[CardKind, Mapping[str, AnyCard]]:
    """All cards by kind; of claims those that are not withdrawn."""
    return {
        "claim": catalog.claims,
        "actor": catalog.actors,
        "source": catalog.sources,
        "topic": catalog.topics,
        "event": catalog.events,
        "page": catalog.pages,
    }


def card_at(catalog: Catalog, key: CardKey) -> AnyCard:
    """The card with a key that is known to exist; a claim may be one that is withdrawn."""
    if key.kind == "claim" and key.id in catalog.withdrawn:
        return catalog.withdrawn[key.id]
    return cards_of(catalog)[key.kind][key.id]


def link(card: AnyCard) -> Link:
    """A link to a card, with the language of its title where the card names it."""
    return Link(title=title_of(card), language=named_in(card), url=url_of(card))


def named(card: AnyCard) -> CardName:
    """A card's title, with its language where the card names it."""
    return CardName(title=title_of(card), language=named_in(card))


def short_name(card: AnyCard) -> str | None:
    """The short name that a card gives for lists and tables, in the publication's language."""
    match card.fields:
        case ActorFields(short=short) | SourceFields(short=short) | EventFields(short=short):
            return short
    return None


def short_title(card: AnyCard) -> str:
    """A card's short name, or its title where it has none."""
    return short_name(card) or title_of(card)


def short_link(card: AnyCard) -> Link:
    """A link where a long name does not fit; `full` is the whole title."""
    short = short_name(card)
    return Link(title=short, full=title_of(card), url=url_of(card)) if short else link(card)


def short_named(card: AnyCard) -> CardName:
    """A card's short name with its title as `full`; without one its title alone."""
    short = short_name(card)
    return CardName(title=short, full=title_of(card)) if short else named(card)


def short_actor_links(catalog: Catalog, ids: Iterable[str]) -> list[Link]:
    """Links to actors by their short names, in the order given."""
    return [short_link(catalog.actors[actor_id]) for actor_id in ids]


def owner_of(actor: Actor) -> Owner | None:
    """Who owns a publication, and the address of what says so."""
    return actor.fields.owner if actor.fields.kind == "publication" else None


def named_in(card: AnyCard) -> str | None:
    """The language of a card's title where the card names it; else it is the publication's."""
    match card.fields:
        case SourceFields(language=language) | ActorFields(language=language):
            return language
    return None


def actor_links(catalog: Catalog, ids: Iterable[str]) -> list[Link]:
    """Links to actors, in the order given."""
    return [link(catalog.actors[actor_id]) for actor_id in ids]


def topic_links(catalog: Catalog, ids: Iterable[str]) -> list[Link]:
    """Links to topics, in the publication's order."""
    wanted = set(ids)
    return [link(topic) for topic_id, topic in catalog.topics.items() if topic_id in wanted]


def rating_of(catalog: Catalog, rating_id: str) -> Rating:
    """The rating of the scale with this id."""
    return next(each for each in catalog.publication.ratings if each.id == rating_id)


def rating_view(catalog: Catalog, rating_id: str) -> RatingView:
    """A rating as shown beside a claim."""
    return _scale(catalog.publication.ratings)[rating_id]


@lru_cache(maxsize=8)
def _scale(ratings: Sequence[Rating]) -> Mapping[str, RatingView]:
    return {
        rating.id: RatingView(
            id=rating.id,
            label=rating.label,
            definition=rating.definition,
            mark=rating.mark,
            path=path_of(rating.mark, rank, len(ratings)),
            value=rating.value,
            rank=rank,
            of=len(ratings),
            url=rating_url(rating.id),
        )
        for rank, rating in enumerate(ratings, 1)
    }


def claim_row(catalog: Catalog, claim: Claim) -> ClaimRow:
    """A claim as one entry of a list."""
    fields = claim.fields
    return ClaimRow(
        title=fields.claim,
        url=url_of(claim),
        id=claim.key.id,
        rating=rating_view(catalog, fields.rating),
        reason=fields.reason,
        as_of=as_of(catalog, claim),
        checked=fields.checked.isoformat(),
        said=fields.said,
        claimants=tuple(short_actor_links(catalog, fields.claimants)),
        speakers=tuple(fields.claimants),
        topics=tuple(fields.topics),
    )


def dated_rating(catalog: Catalog, claim: Claim) -> str:
    """A claim's rating in words, with the day or month up to which its evidence speaks."""
    say = words(catalog.publication.language)
    label = rating_of(catalog, claim.fields.rating).label
    return say("%(rating)s, as of %(day)s", rating=label, day=say.day(as_of(catalog, claim)))


def as_of_words(catalog: Catalog, claim: Claim) -> str:
    """The day or month up to which a claim's evidence speaks, in words."""
    say = words(catalog.publication.language)
    return say("as of %(day)s", day=say.day(as_of(catalog, claim)))


def claims_by_rating(catalog: Catalog, claim_ids: Iterable[str]) -> dict[str, list[str]]:
    """Claims by rating, in the order of the scale; ratings that none has are left out."""
    found: dict[str, list[str]] = {rating.id: [] for rating in catalog.publication.ratings}
    for claim_id in claim_ids:
        found[catalog.claims[claim_id].fields.rating].append(claim_id)
    return {rating_id: ids for rating_id, ids in found.items() if ids}


def evidence_of(catalog: Catalog, key: PassageKey) -> Evidence:
    """The passage with a key that is known to exist."""
    evidence = catalog.claims[key.claim_id].fields.evidence
    return next(e for e in evidence if e.id == key.evidence_id)


def key_of(claim: Claim, evidence: Evidence) -> PassageKey:
    """The key of a claim's passage."""
    return PassageKey(claim.key.id, evidence.id or "")


def passage_anchor(evidence_id: str) -> str:
    """The anchor of a passage on its claim's page."""
    return f"passage-{evidence_id}"


def passage_url(claim: Claim, evidence: Evidence) -> str:
    """The address of a passage on its claim's page."""
    return f"{url_of(claim)}#{passage_anchor(evidence.id or '')}"


def source_anchor(key: PassageKey) -> str:
    """The anchor of a passage on its source's page. No slug holds two hyphens."""
    return f"{anchor(key.claim_id)}--{key.evidence_id}"


def passage_view(catalog: Catalog, claim: Claim, evidence: Evidence, place_url: str) -> PassageView:
    """A passage; `place_url` is its address on its source's page."""
    source = catalog.sources[evidence.source]
    key = key_of(claim, evidence)
    found = catalog.proof.passages.get(key)
    return PassageView(
        id=evidence.id,
        number=passage_numbers(claim.fields)[key.evidence_id],
        anchor=passage_anchor(key.evidence_id),
        url=passage_url(claim, evidence),
        words=evidence.passage.strip(),
        language=evidence.language or language_of(catalog, source),
        stance=evidence.stance,
        stance_words=vocabulary.stances_on_it(catalog.publication.language)[evidence.stance],
        speakers=short_actor_links(catalog, evidence.speakers),
        source=link(source),
        publisher=short_named(catalog.actors[source.fields.publisher]),
        published=written(source.fields.published),
        place_url=place_url,
        said=evidence.said,
        credits=named(catalog.actors[evidence.credits]) if evidence.credits else None,
        note=evidence.note,
        crop_ok=evidence.crop_ok,
        manner=_manner(source, evidence, found) if found else None,
        before=found.before if found else "",
        after=found.after if found else "",
    )


def _manner(source: Source, evidence: Evidence, found: Found) -> str:
    """Whether a passage is somebody's words as the document has them, or the document's telling.

    What a speaker publishes himself is no report of him.
    """
    if found.is_speech:
        return "speech" if evidence.speakers else "quoting"
    is_report = not set(evidence.speakers) <= {source.fields.publisher}
    return "reported" if is_report else "telling"


def language_of(catalog: Catalog, source: Source) -> str:
    """The language of a source's document."""
    return source.fields.language or catalog.publication.language
