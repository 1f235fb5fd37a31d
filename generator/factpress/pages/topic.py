"""Topic pages, each the story of a topic before the list of its claims, and the index of topics."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from markupsafe import Markup
from msgspec.structs import replace

from factpress.charts.svg import picture_page
from factpress.content.claim_facts import as_of_range
from factpress.content.voices import voices_of, weight_of
from factpress.exports.feeds import FeedLinks, feeds_of
from factpress.i18n.translations import words
from factpress.model.cards import AnyCard, Catalog, Topic
from factpress.model.contexts import Page, View
from factpress.model.urls import folder_url, rated_url
from factpress.pages import timeline
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.pages.timeline import TimelineView
from factpress.views.backlinks import OPEN_CLAIMS, BacklinkGroup, linked_here, links_to
from factpress.views.body_html import body_html
from factpress.views.cards import (
    CardName,
    ClaimRow,
    Link,
    RatingCount,
    RatingView,
    rating_view,
    short_named,
    url_of,
)
from factpress.views.changes import EventRow, event_rows
from factpress.views.claim_filters import ClaimFilters, by_rating, claim_filters, narrowed_by_rating
from factpress.views.pagination import PagedList, claims_on_a_page, part, spread
from factpress.views.places import topic_matrix_url
from factpress.views.questions import FindingView, QuestionView, by_weight, questions
from factpress.views.site_index import SiteIndex
from factpress.views.tallies import TopicEntry, tally, topic_entry

_INDEX = folder_url("topic")
# How many claims a topic needs for cards above their list to help.
_ENOUGH = 5
_MOST_QUESTIONS = 6
_MOST_SHARES = 5


class TopicsPage(PageContext, frozen=True, kw_only=True):
    """A page of the index of topics."""

    template: ClassVar = "topics.html"
    topics: PagedList[TopicEntry]


class TopicView(View, frozen=True, kw_only=True):
    """A topic's card."""

    name: str
    body: Markup | None  #: Nothing where the page has the claims of one rating
    claims: int  #: How many claims are on it
    tally: Sequence[RatingCount]  #: How these are rated
    as_of: str  #: Up to when their evidence speaks; "" without claims


class Share(View, frozen=True, kw_only=True):
    """Somebody who speaks in claims of the topic, or a document that is quoted in them."""

    card: CardName
    claims: int  #: In how many


class TopicPage(PageContext, frozen=True, kw_only=True):
    """A page of a topic, or of its claims that have one rating."""

    template: ClassVar = "topic.html"
    follow: Sequence[FeedLinks]
    topic: TopicView
    matrix_url: str | None = None
    filters: ClaimFilters | None  #: Nothing where all claims have one rating
    is_narrowed: bool = False  #: Whether a script may filter the list by rating where it is
    filtered: RatingView | None = None  #: The rating of the claims, where the page has those of one
    findings: Sequence[FindingView] = ()  #: This and the next five are on the first page only
    questions: Sequence[QuestionView] = ()  #: The questions that its claims answer
    contested: Sequence[ClaimRow] = ()  #: Without a question, the most contested claims
    events: Sequence[EventRow] = ()  #: The oldest first
    people: Sequence[Share] = ()  #: Who speaks in most claims
    documents: Sequence[Share] = ()  #: What is quoted in most claims
    linked_from: Sequence[BacklinkGroup] = ()
    timeline: TimelineView | None = None  #: On the first page of all claims
    claims: PagedList[ClaimRow]
    open: PagedList[Link]  #: Its claims without a rating


def index(catalog: Catalog) -> Iterator[Page]:
    """The index of topics."""
    say = words(catalog.publication.language)
    description = say.plural(
        "The one topic of %(name)s.",
        "The %(num)s topics of %(name)s.",
        len(catalog.topics),
        name=catalog.publication.name,
    )
    rows = [topic_entry(catalog, topic) for topic in catalog.topics.values()]
    for here, page in spread({"topics": rows}):
        frame = page_frame(catalog, _INDEX, say("Topics"), description, trail(catalog), here=here)
        context = TopicsPage(frame=frame, topics=part(page, "topics", rows))
        yield framed_page("topic lists", context)


def pages_of(catalog: Catalog, topic_id: str, index: SiteIndex) -> Iterator[Page]:
    """A topic's pages; only the first shows the topic itself."""
    topic = catalog.topics[topic_id]
    name, url = topic.fields.name, url_of(topic)
    on_topic = catalog.back.on_topic.get(topic_id, ())
    claim_ids = [claim.key.id for claim in by_weight(map(catalog.claims.__getitem__, on_topic))]
    # What happened is told by events where the topic has some, better than by the days of claims.
    has_events = any(catalog.back.claim_events.get(claim_id) for claim_id in claim_ids)
    timed = None if has_events else timeline.of_topic(catalog, topic)
    say = words(catalog.publication.language)
    description = say("Claims about %(topic)s, with who asserts and who denies them.", topic=name)
    about = _topic_view(catalog, topic, claim_ids, body_html(catalog, topic))
    filters = _filters(catalog, url, claim_ids)
    claims, linked = [index.rows[claim_id] for claim_id in claim_ids], links_to(catalog, topic)
    unrated = linked.pop(OPEN_CLAIMS, [])
    lists: dict[str, Sequence[object]] = {"claims": claims, OPEN_CLAIMS: unrated, **linked}
    pages = spread(lists, claims_on_a_page(len(claims)))
    for here, page in pages:
        context = TopicPage(
            frame=page_frame(catalog, url, name, description, trail(catalog, "topic"), here=here),
            follow=[feeds_of(topic)],
            topic=about,
            matrix_url=topic_matrix_url(topic.key.id) if claim_ids else None,
            linked_from=linked_here(catalog, linked, page),
            filters=filters,
            is_narrowed=here.of == 1 and filters is not None,
            timeline=timed if here.number == 1 else None,
            claims=part(page, "claims", claims),
            open=part(page, OPEN_CLAIMS, unrated),
        )
        is_first = here.number == 1
        yield framed_page("topics", _told(context, claim_ids, index) if is_first else context)
    for rating_id, of_rating in narrowed_by_rating(catalog, claim_ids).items():
        yield from _rated(catalog, topic, rating_id, of_rating, index)
    if timed:
        yield picture_page(catalog, url, "timeline", name, timed.picture)


def _topic_view(
    catalog: Catalog, topic: Topic, claim_ids: Sequence[str], body: Markup | None = None
) -> TopicView:
    return TopicView(
        name=topic.fields.name,
        body=body,
        claims=len(claim_ids),
        tally=tally(catalog, claim_ids),
        as_of=as_of_range(catalog, claim_ids) if claim_ids else "",
    )


def _told(context: TopicPage, claim_ids: Sequence[str], index: SiteIndex) -> TopicPage:
    """The first page, with what is told before the list of claims."""
    catalog = index.catalog
    claims = [catalog.claims[claim_id] for claim_id in claim_ids]
    is_long = len(claims) >= _ENOUGH
    asked = questions(claims, index.rows) if is_long else []
    denied = [c for c in claims if weight_of(c).contest] if is_long and not asked else []
    of_claims = {each for c in claim_ids for each in catalog.back.claim_events.get(c, ())}
    return replace(
        context,
        findings=_findings(claim_ids, index),
        questions=asked[:_MOST_QUESTIONS],
        contested=[index.rows[claim.key.id] for claim in denied[:_MOST_QUESTIONS]],
        events=event_rows(catalog, (each for each in catalog.events if each in of_claims)),
        people=_people(catalog, claim_ids),
        documents=_documents(catalog, claim_ids),
    )


def _findings(claim_ids: Sequence[str], index: SiteIndex) -> list[FindingView]:
    """The findings of the publication that rest on some of the claims."""
    on_topic = set(claim_ids)
    findings = index.catalog.publication.findings
    return [
        FindingView(
            head=each.head,
            text=each.text,
            claims=[index.rows[claim_id] for claim_id in each.claims if claim_id in on_topic],
        )
        for each in findings
        if not on_topic.isdisjoint(each.claims)
    ]


def _people(catalog: Catalog, claim_ids: Iterable[str]) -> list[Share]:
    """Those who speak in most of the claims, with the documents' own words left out."""
    counts = Counter(
        voice.id
        for claim_id in claim_ids
        for voice in dict.fromkeys(
            v for e in catalog.claims[claim_id].fields.evidence for v in voices_of(e)
        )
        if voice.kind == "actor"
    )
    return _shares(catalog.actors, counts)


def _documents(catalog: Catalog, claim_ids: Iterable[str]) -> list[Share]:
    counts = Counter(
        source_id
        for claim_id in claim_ids
        for source_id in dict.fromkeys(e.source for e in catalog.claims[claim_id].fields.evidence)
    )
    return _shares(catalog.sources, counts)


def _shares(cards: Mapping[str, AnyCard], counts: Counter[str]) -> list[Share]:
    """The cards with the highest counts; those of one count in their own order."""
    heaviest = heapq.nsmallest(
        _MOST_SHARES, (each for each in cards if each in counts), key=lambda each: -counts[each]
    )
    return [Share(card=short_named(cards[each]), claims=counts[each]) for each in heaviest]


def _rated(
    catalog: Catalog, topic: Topic, rating_id: str, claim_ids: Sequence[str], index: SiteIndex
) -> Iterator[Page]:
    """The pages of a topic's claims that have one rating."""
    name, url = topic.fields.name, url_of(topic)
    rating = rating_view(catalog, rating_id)
    rated = rated_url(url, rating_id)
    say = words(catalog.publication.language)
    title = say("%(topic)s: %(rating)s", topic=name, rating=rating.label)
    description = say("Claims about %(topic)s rated %(rating)s.", topic=name, rating=rating.label)
    steps = [*trail(catalog, "topic"), (name, url)]
    rows = [index.rows[claim_id] for claim_id in claim_ids]
    about = _topic_view(catalog, topic, claim_ids)
    filters = _filters(catalog, url, catalog.back.on_topic[topic.key.id], rating_id)
    for here, page in spread({"claims": rows}, claims_on_a_page(len(rows))):
        context = TopicPage(
            frame=page_frame(catalog, rated, title, description, steps, here=here),
            follow=[feeds_of(topic)],
            topic=about,
            filters=filters,
            filtered=rating,
            claims=part(page, "claims", rows),
            open=part(page, OPEN_CLAIMS, ()),
        )
        yield framed_page("topics by rating", context)


def _filters(
    catalog: Catalog, url: str, claim_ids: Sequence[str], here: str = ""
) -> ClaimFilters | None:
    """Links to a topic's claims by rating; None where one rating has all."""
    ratings = by_rating(catalog, claim_ids, lambda rating_id: rated_url(url, rating_id))
    return claim_filters(url, len(claim_ids), [ratings], here)
