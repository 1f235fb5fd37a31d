"""Lists of claims: the index in its four orders, and the pages of the rating scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar, NamedTuple, TypeAlias

from msgspec.structs import replace

from factpress.charts.rating_bars import Distribution, of_all
from factpress.charts.svg import picture_page
from factpress.exports.feeds import FeedLinks, site_feeds
from factpress.i18n.translations import words
from factpress.model.cards import AnyCard, Catalog
from factpress.model.contexts import Page, View
from factpress.model.settings import Rating
from factpress.model.urls import RATINGS_URL, anchor, folder_url, numbered, rated_url, rating_url
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.cards import (
    CardName,
    ClaimRow,
    Link,
    RatingCount,
    RatingView,
    named_in,
    rating_counts,
    rating_view,
    title_of,
    url_of,
)
from factpress.views.changes import ChangeView, change_view, scale_entries
from factpress.views.pagination import (
    MOST_ENTRIES,
    PagedList,
    PageLists,
    SomeOf,
    first_pages,
    part,
    some_of,
    spread,
)
from factpress.views.site_index import SiteIndex

_INDEX = folder_url("claim")

Rows: TypeAlias = Mapping[str, ClaimRow]


class OrderLink(View, frozen=True, kw_only=True):
    """An order of the index of claims."""

    words: str
    url: str
    here: bool  #: Whether the page is in this order


class ClaimGroup(CardName, frozen=True, kw_only=True):
    """A part of the index under one heading."""

    url: str | None  #: The page of the rating, topic or actor; a day has none
    anchor: str
    claims: Sequence[ClaimRow]
    date: str | None = None  #: The day, where the claims are ordered by date
    rating: RatingView | None = None  #: The rating, where the claims are ordered by rating
    continued: bool = False  #: Whether the group began on an earlier page


class ClaimsPage(PageContext, frozen=True, kw_only=True):
    """A page of the index of claims."""

    template: ClassVar = "claims.html"
    follow: Sequence[FeedLinks]
    orders: Sequence[OrderLink]
    #: The groups, or when they are too many those on the page; none for days
    contents: Sequence[Link]
    groups: Sequence[ClaimGroup]


class RatingsPage(PageContext, frozen=True, kw_only=True):
    """The rating scale."""

    template: ClassVar = "ratings.html"
    ratings: Sequence[RatingCount]
    distribution: Distribution | None
    changes: Sequence[ChangeView]  #: The history of the scale


class RatedTopic(Link, frozen=True, kw_only=True):
    """A topic of claims that have one rating, with a link to these."""

    id: str
    count: int


class RatingPage(PageContext, frozen=True, kw_only=True):
    """The claims that have one rating."""

    template: ClassVar = "rating.html"
    rating: RatingView
    topics: SomeOf[RatedTopic] | None  #: The topics of the claims, on the first page
    all: int  #: How many claims have the rating
    is_narrowed: bool  #: Whether a script may narrow the list by topic where it is
    claims: PagedList[ClaimRow]


class _Order(NamedTuple):
    """One order of the index: its name among the orders, and the head of its page."""

    words: str
    title: str
    description: str
    url: str


def pages(catalog: Catalog, index: SiteIndex) -> Iterator[Page]:
    """The index in each order."""
    orders = _orders(catalog)
    grouped = (_by_date, _by_rating, _by_topic, _by_actor)
    for order, groups in zip(orders, grouped, strict=True):
        yield from _index(catalog, order, orders, groups(catalog, index.rows))


def _orders(catalog: Catalog) -> list[_Order]:
    """The index by date, which is the index itself, then its other orders."""
    say, name = words(catalog.publication.language), catalog.publication.name
    plural = partial(say.plural, num=len(catalog.claims), name=name)
    by_date = plural(
        "The one claim of %(name)s, by date.", "All %(num)s claims of %(name)s, by date."
    )
    by_rating = plural(
        "The one claim of %(name)s, by rating.", "All %(num)s claims of %(name)s, by rating."
    )
    by_topic = plural(
        "The one claim of %(name)s, by topic.", "All %(num)s claims of %(name)s, by topic."
    )
    by_actor = plural(
        "The one claim of %(name)s, by actor.", "All %(num)s claims of %(name)s, by actor."
    )
    return [
        _Order(say("by date"), say("Claims by date"), by_date, _INDEX),
        _Order(say("by rating"), say("Claims by rating"), by_rating, f"{_INDEX}by-rating/"),
        _Order(say("by topic"), say("Claims by topic"), by_topic, f"{_INDEX}by-topic/"),
        _Order(say("by actor"), say("Claims by actor"), by_actor, f"{_INDEX}by-actor/"),
    ]


def _index(
    catalog: Catalog, order: _Order, orders: Sequence[_Order], groups: list[ClaimGroup]
) -> Iterator[Page]:
    url = order.url
    steps = trail(catalog) if url == _INDEX else trail(catalog, "claim")
    by_anchor = {group.anchor: group for group in groups}
    pages = spread({group.anchor: group.claims for group in groups})
    begins = first_pages(pages)
    for here, page in pages:
        context = ClaimsPage(
            frame=page_frame(catalog, url, order.title, order.description, steps, here=here),
            follow=[site_feeds(catalog)],
            orders=[
                OrderLink(words=each.words, url=each.url, here=each.url == url) for each in orders
            ],
            contents=_contents(url, by_anchor, begins, page),
            groups=[_portion(by_anchor[each], page) for each in page],
        )
        yield framed_page("claim lists", context)


def _contents(
    url: str, by_anchor: Mapping[str, ClaimGroup], begins: Mapping[str, int], page: PageLists
) -> list[Link]:
    """Links to all groups, or when they are too many to those on the page; none to days."""
    wanted = begins if len(begins) <= MOST_ENTRIES else page
    return [
        Link(title=by_anchor[each].title, url=f"{numbered(url, begins[each])}#{each}")
        for each in wanted
        if not by_anchor[each].date
    ]


def _portion(group: ClaimGroup, page: PageLists) -> ClaimGroup:
    """The part of a group that one page shows."""
    here = part(page, group.anchor, group.claims)
    return replace(group, claims=here.entries, continued=here.continued)


def _by_date(catalog: Catalog, rows: Rows) -> list[ClaimGroup]:
    days: dict[str, list[ClaimRow]] = {}
    for claim in catalog.claims.values():
        days.setdefault(claim.fields.checked.isoformat(), []).append(rows[claim.key.id])
    return [
        ClaimGroup(title=day, url=None, anchor=f"day-{day}", claims=claims, date=day)
        for day, claims in days.items()
    ]


def _by_rating(catalog: Catalog, rows: Rows) -> list[ClaimGroup]:
    return [
        ClaimGroup(
            title=rating.label,
            url=rating_url(rating.id),
            anchor=f"rating-{rating.id}",
            claims=[rows[claim_id] for claim_id in catalog.back.rated[rating.id]],
            rating=rating_view(catalog, rating.id),
        )
        for rating in catalog.publication.ratings
        if rating.id in catalog.back.rated
    ]


def _by_topic(catalog: Catalog, rows: Rows) -> list[ClaimGroup]:
    say = words(catalog.publication.language)
    without = [rows[c.key.id] for c in catalog.claims.values() if not c.fields.topics]
    rest = ClaimGroup(title=say("No topic"), url=None, anchor="topic", claims=without)
    return _by_card(catalog.topics, catalog.back.on_topic, rows, rest)


def _by_actor(catalog: Catalog, rows: Rows) -> list[ClaimGroup]:
    say = words(catalog.publication.language)
    without = [rows[c.key.id] for c in catalog.claims.values() if not c.fields.claimants]
    rest = ClaimGroup(title=say("No named claimant"), url=None, anchor="actor", claims=without)
    return _by_card(catalog.actors, catalog.back.claimed, rows, rest)


def _by_card(
    cards: Mapping[str, AnyCard], claims: Mapping[str, Sequence[str]], rows: Rows, rest: ClaimGroup
) -> list[ClaimGroup]:
    """A group for each card that has claims, under its title; last the rest, if it has any."""
    groups = [
        ClaimGroup(
            title=title_of(card),
            url=url_of(card),
            anchor=f"{card.key.kind}-{anchor(card_id)}",
            claims=[rows[claim_id] for claim_id in claims[card_id]],
            language=named_in(card),
        )
        for card_id, card in cards.items()
        if card_id in claims
    ]
    return [*groups, rest] if rest.claims else groups


def rating_pages(catalog: Catalog, index: SiteIndex) -> Iterator[Page]:
    """The scale, then every rating."""
    say = words(catalog.publication.language)
    description = say(
        "The rating scale of %(name)s, with definitions.", name=catalog.publication.name
    )
    frame = page_frame(catalog, RATINGS_URL, say("Ratings"), description, trail(catalog))
    rated = of_all(catalog)
    history = [change_view(catalog, entry, index.in_changes) for entry in scale_entries(catalog)]
    context = RatingsPage(
        frame=frame, ratings=rating_counts(catalog), distribution=rated, changes=history
    )
    yield framed_page("rating lists", context)
    if rated:
        name = catalog.publication.name
        yield picture_page(catalog, RATINGS_URL, "ratings", name, rated.picture, as_of=rated.as_of)
    for rating in catalog.publication.ratings:
        yield from _rating(catalog, rating, index)


def _rating(catalog: Catalog, rating: Rating, index: SiteIndex) -> Iterator[Page]:
    say = words(catalog.publication.language)
    url, title = rating_url(rating.id), say("Rated %(rating)s", rating=rating.label)
    steps = [*trail(catalog), (say("Ratings"), RATINGS_URL)]
    claim_ids = catalog.back.rated.get(rating.id, ())
    claims = [index.rows[claim_id] for claim_id in claim_ids]
    topics = some_of(_topics(catalog, rating, claim_ids), folder_url("topic"))
    for here, page in spread({"claims": claims}):
        context = RatingPage(
            frame=page_frame(catalog, url, title, rating.definition, steps, here=here),
            rating=rating_view(catalog, rating.id),
            topics=topics if here.number == 1 else None,
            all=len(claims),
            is_narrowed=here.of == 1 and bool(topics.all),
            claims=part(page, "claims", claims),
        )
        yield framed_page("ratings", context)


def _topics(catalog: Catalog, rating: Rating, claim_ids: Sequence[str]) -> list[RatedTopic]:
    """The topics of the claims with a rating, with how many each has, in their order."""
    counts = Counter(topic for c in claim_ids for topic in catalog.claims[c].fields.topics)
    return [
        RatedTopic(
            id=topic_id,
            title=title_of(topic),
            url=rated_url(url_of(topic), rating.id),
            count=counts[topic_id],
        )
        for topic_id, topic in catalog.topics.items()
        if topic_id in counts
    ]
