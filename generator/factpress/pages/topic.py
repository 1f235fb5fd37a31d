"""Topic pages and the index of topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from markupsafe import Markup

from factpress.charts.rating_bars import Distribution, distribution
from factpress.charts.svg import picture_page
from factpress.exports.feeds import FeedLinks, feeds_of
from factpress.i18n.translations import words
from factpress.model.cards import Catalog, Topic
from factpress.model.contexts import Page, View
from factpress.model.urls import folder_url, rated_url
from factpress.pages import timeline
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.pages.timeline import TimelineView
from factpress.views.backlinks import BacklinkGroup, linked_here, links_to
from factpress.views.body_html import body_html
from factpress.views.cards import (
    ClaimRow,
    Link,
    RatingView,
    claims_by_rating,
    rating_view,
    title_of,
    url_of,
)
from factpress.views.pagination import PagedList, part, spread
from factpress.views.places import topic_matrix_url
from factpress.views.site_index import SiteIndex

_INDEX = folder_url("topic")


class TopicRow(Link, frozen=True, kw_only=True):
    """A topic as one entry of a list."""

    claims: int  #: How many claims are on it


class TopicsPage(PageContext, frozen=True, kw_only=True):
    """A page of the index of topics."""

    template: ClassVar = "topics.html"
    topics: PagedList[TopicRow]


class TopicView(View, frozen=True, kw_only=True):
    """A topic's card."""

    name: str
    body: Markup | None


class AllClaims(View, frozen=True, kw_only=True):
    """The page of all claims of a topic."""

    url: str
    count: int


class RatingFilter(View, frozen=True, kw_only=True):
    """The page of the claims of a topic that have one rating."""

    rating: RatingView
    url: str
    count: int
    here: bool  #: Whether it is this page


class Filters(View, frozen=True, kw_only=True):
    """Links to a topic's claims by rating, and to all of them."""

    all: AllClaims
    ratings: Sequence[RatingFilter]


class TopicPage(PageContext, frozen=True, kw_only=True):
    """A page of a topic, or of its claims that have one rating."""

    template: ClassVar = "topic.html"
    follow: Sequence[FeedLinks]
    topic: TopicView
    matrix_url: str | None = None
    filters: Filters | None  #: Nothing where all claims have one rating
    is_narrowed: bool = False  #: Whether a script may narrow the list by rating where it is
    filtered: RatingView | None = None  #: The rating of the claims, where the page has those of one
    linked_from: Sequence[BacklinkGroup] = ()
    timeline: TimelineView | None = None  #: On the first page of all claims
    distribution: Distribution | None = None  #: On the first page of all claims
    claims: PagedList[ClaimRow]


def index(catalog: Catalog) -> Iterator[Page]:
    """The index of topics."""
    say = words(catalog.publication.language)
    description = say.plural(
        "The one topic of %(name)s.",
        "The %(num)s topics of %(name)s.",
        len(catalog.topics),
        name=catalog.publication.name,
    )
    rows = [
        TopicRow(
            title=title_of(topic),
            url=url_of(topic),
            claims=len(catalog.back.on_topic.get(topic_id, ())),
        )
        for topic_id, topic in catalog.topics.items()
    ]
    for here, page in spread({"topics": rows}):
        frame = page_frame(catalog, _INDEX, say("Topics"), description, trail(catalog), here=here)
        context = TopicsPage(frame=frame, topics=part(page, "topics", rows))
        yield framed_page("topic lists", context)


def pages_of(catalog: Catalog, topic_id: str, index: SiteIndex) -> Iterator[Page]:
    """A topic's pages; only the first shows the topic itself."""
    topic = catalog.topics[topic_id]
    name, url = topic.fields.name, url_of(topic)
    claim_ids = catalog.back.on_topic.get(topic.key.id, ())
    timed = timeline.of_topic(catalog, topic)
    rated = distribution(catalog, claim_ids, url)
    say = words(catalog.publication.language)
    description = say("Claims about %(topic)s, with who asserts and who denies them.", topic=name)
    steps = trail(catalog, "topic")
    about = TopicView(name=name, body=body_html(catalog, topic))
    by_rating = claims_by_rating(catalog, claim_ids)
    filters = _filters(catalog, url, by_rating, None)
    claims, linked = [index.rows[claim_id] for claim_id in claim_ids], links_to(catalog, topic)
    for here, page in spread({"claims": claims, **linked}):
        is_first = here.number == 1
        context = TopicPage(
            frame=page_frame(catalog, url, name, description, steps, here=here),
            follow=[feeds_of(topic)],
            topic=about,
            matrix_url=topic_matrix_url(topic.key.id) if claim_ids else None,
            linked_from=linked_here(catalog, linked, page),
            filters=filters,
            is_narrowed=here.of == 1 and len(by_rating) > 1,
            timeline=timed if is_first else None,
            distribution=rated if is_first else None,
            claims=part(page, "claims", claims),
        )
        yield framed_page("topics", context)
    for rating_id, of_rating in by_rating.items():
        rows = [index.rows[claim_id] for claim_id in of_rating]
        yield from _rated(catalog, topic, rating_id, rows, by_rating)
    if timed:
        yield picture_page(catalog, url, "timeline", name, timed.picture)
    if rated:
        yield picture_page(catalog, url, "ratings", name, rated.picture, as_of=rated.as_of)


def _rated(
    catalog: Catalog,
    topic: Topic,
    rating_id: str,
    rows: Sequence[ClaimRow],
    by_rating: Mapping[str, Sequence[str]],
) -> Iterator[Page]:
    """The pages of a topic's claims that have one rating."""
    name, url = topic.fields.name, url_of(topic)
    rating = rating_view(catalog, rating_id)
    rated = rated_url(url, rating_id)
    say = words(catalog.publication.language)
    title = say("%(topic)s: %(rating)s", topic=name, rating=rating.label)
    description = say("Claims about %(topic)s rated %(rating)s.", topic=name, rating=rating.label)
    steps = [*trail(catalog, "topic"), (name, url)]
    filters = _filters(catalog, url, by_rating, rating_id)
    for here, page in spread({"claims": rows}):
        context = TopicPage(
            frame=page_frame(catalog, rated, title, description, steps, here=here),
            follow=[feeds_of(topic)],
            topic=TopicView(name=name, body=None),
            filters=filters,
            filtered=rating,
            claims=part(page, "claims", rows),
        )
        yield framed_page("topics by rating", context)


def _filters(
    catalog: Catalog, url: str, by_rating: Mapping[str, Sequence[str]], here: str | None
) -> Filters | None:
    """Links to a topic's claims by rating; None where one rating has all."""
    if len(by_rating) < 2:
        return None
    ratings = [
        RatingFilter(
            rating=rating_view(catalog, rating_id),
            url=rated_url(url, rating_id),
            count=len(claim_ids),
            here=rating_id == here,
        )
        for rating_id, claim_ids in by_rating.items()
    ]
    return Filters(all=AllClaims(url=url, count=sum(map(len, by_rating.values()))), ratings=ratings)
