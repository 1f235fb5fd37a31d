"""The index of claims, in its four orders: by date, by rating, by topic, by actor.

In: the catalog and what was worked out once. Out: pages. Knows nothing of the pages that it leads
to but their addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from factpress.charts import rating_bars as distribution
from factpress.exports.feeds import site_feeds
from factpress.i18n.translations import words
from factpress.model.cards import AnyCard, Catalog
from factpress.model.settings import Rating
from factpress.model.site import Page, Plain
from factpress.model.urls import RATINGS_URL, anchor, folder_url, numbered, rated_url, rating_url
from factpress.pages.frame import merged, page_frame, trail
from factpress.views.cards import Piece, named_in, rating_piece, title_of, url_of
from factpress.views.changes import entry_piece, scale_entries
from factpress.views.pagination import MOST_ENTRIES, Spread, first_leaves, shown, some_of, spread
from factpress.views.site_index import Prepared

_INDEX = folder_url("claim")

Rows: TypeAlias = Mapping[str, Piece]


class _Order(NamedTuple):
    """One order of the index: what it is called among the orders, and as a page of its own."""

    words: str
    title: str
    description: str
    url: str


class _Group(NamedTuple):
    """A part of the index: its heading, where it stands, its claims."""

    title: str
    url: str | None
    anchor: str
    claims: Sequence[Plain]
    date: str | None = None
    rating: Piece | None = None
    language: str | None = None


def pages(catalog: Catalog, once: Prepared) -> Iterator[Page]:
    """The index in each order."""
    orders = _orders(catalog)
    grouped = (_by_date, _by_rating, _by_topic, _by_actor)
    for order, groups in zip(orders, grouped, strict=True):
        yield from _index(catalog, order, orders, groups(catalog, once.rows))


def _orders(catalog: Catalog) -> list[_Order]:
    """The index by date, which is the index itself, then its other orders."""
    say = words(catalog.publication.language)
    by_date, by_rating, by_topic, by_actor = _descriptions(catalog)
    return [
        _Order(say("by date"), say("Claims by date"), by_date, _INDEX),
        _Order(say("by rating"), say("Claims by rating"), by_rating, f"{_INDEX}by-rating/"),
        _Order(say("by topic"), say("Claims by topic"), by_topic, f"{_INDEX}by-topic/"),
        _Order(say("by actor"), say("Claims by actor"), by_actor, f"{_INDEX}by-actor/"),
    ]


def _descriptions(catalog: Catalog) -> tuple[str, str, str, str]:
    """What search engines are told of each order."""
    say, name = words(catalog.publication.language), catalog.publication.name
    plural = partial(say.plural, num=len(catalog.claims), name=name)
    return (
        plural("The one claim of %(name)s, by date.", "All %(num)s claims of %(name)s, by date."),
        plural(
            "The one claim of %(name)s, by rating.", "All %(num)s claims of %(name)s, by rating."
        ),
        plural("The one claim of %(name)s, by topic.", "All %(num)s claims of %(name)s, by topic."),
        plural("The one claim of %(name)s, by actor.", "All %(num)s claims of %(name)s, by actor."),
    )


def _index(
    catalog: Catalog, order: _Order, orders: Sequence[_Order], groups: list[_Group]
) -> Iterator[Page]:
    url = order.url
    steps = trail(catalog) if url == _INDEX else trail(catalog, "claim")
    by_anchor = {group.anchor: group for group in groups}
    leaves = spread({group.anchor: group.claims for group in groups})
    begins = first_leaves(leaves)
    for leaf, page in leaves:
        frame = page_frame(catalog, url, order.title, order.description, steps, leaf=leaf)
        context = merged(
            frame,
            {
                "follow": [site_feeds(catalog)],
                "orders": [
                    {"words": each.words, "url": each.url, "here": each.url == url}
                    for each in orders
                ],
                "contents": _contents(url, by_anchor, begins, page),
                "groups": _groups(page, by_anchor),
            },
        )
        yield Page(numbered(url, leaf.number), "claims.html", "claim lists", context)


def _contents(
    url: str, by_anchor: Mapping[str, _Group], begins: Mapping[str, int], page: Spread
) -> list[Plain]:
    """The ways to all groups, or when they are too many to those on the page; none to days."""
    wanted = begins if len(begins) <= MOST_ENTRIES else page
    return [
        {"title": by_anchor[each].title, "url": f"{numbered(url, begins[each])}#{each}"}
        for each in wanted
        if not by_anchor[each].date
    ]


def _groups(page: Spread, by_anchor: Mapping[str, _Group]) -> list[Plain]:
    """The groups on one page; only those of one order have a date, of another a rating."""
    return [
        {**by_anchor[each]._asdict(), "claims": portion.entries, "continued": portion.start > 0}
        for each, portion in page.items()
    ]


def _by_date(catalog: Catalog, rows: Rows) -> list[_Group]:
    days: dict[str, list[Plain]] = {}
    for claim in catalog.claims.values():
        days.setdefault(claim.fields.checked.isoformat(), []).append(rows[claim.key.id])
    return [_Group(day, None, f"day-{day}", claims, date=day) for day, claims in days.items()]


def _by_rating(catalog: Catalog, rows: Rows) -> list[_Group]:
    return [
        _Group(
            rating.label,
            rating_url(rating.id),
            f"rating-{rating.id}",
            [rows[claim_id] for claim_id in catalog.back.rated[rating.id]],
            rating=rating_piece(catalog, rating.id),
        )
        for rating in catalog.publication.ratings
        if rating.id in catalog.back.rated
    ]


def _by_topic(catalog: Catalog, rows: Rows) -> list[_Group]:
    without = [rows[c.key.id] for c in catalog.claims.values() if not c.fields.topics]
    groups = _by_card(catalog.topics, catalog.back.on_topic, rows)
    say = words(catalog.publication.language)
    return [*groups, _Group(say("No topic"), None, "topic", without)] if without else groups


def _by_actor(catalog: Catalog, rows: Rows) -> list[_Group]:
    without = [rows[c.key.id] for c in catalog.claims.values() if not c.fields.claimants]
    groups = _by_card(catalog.actors, catalog.back.claimed, rows)
    say = words(catalog.publication.language)
    return (
        [*groups, _Group(say("No named claimant"), None, "actor", without)] if without else groups
    )


def _by_card(
    cards: Mapping[str, AnyCard], claims: Mapping[str, Sequence[str]], rows: Rows
) -> list[_Group]:
    """A group for each card that has claims, under its title."""
    return [
        _Group(
            title_of(card),
            url_of(card),
            f"{card.key.kind}-{anchor(card_id)}",
            [rows[claim_id] for claim_id in claims[card_id]],
            language=named_in(card),
        )
        for card_id, card in cards.items()
        if card_id in claims
    ]


# A page for each rating of the scale, and the scale as a whole.


_RATINGS_INDEX = RATINGS_URL


def rating_pages(catalog: Catalog, once: Prepared) -> Iterator[Page]:
    """The scale, then every rating."""
    say = words(catalog.publication.language)
    description = say(
        "The rating scale of %(name)s, with definitions.", name=catalog.publication.name
    )
    frame = page_frame(catalog, _RATINGS_INDEX, say("Ratings"), description, trail(catalog))
    scale = [
        {**rating_piece(catalog, r.id), "count": len(catalog.back.rated.get(r.id, ()))}
        for r in catalog.publication.ratings
    ]
    rated = distribution.of_all(catalog)
    history = [entry_piece(catalog, entry, once.in_changes) for entry in scale_entries(catalog)]
    context = merged(frame, {"ratings": scale, "distribution": rated, "changes": history})
    yield Page(_RATINGS_INDEX, "ratings.html", "rating lists", context)
    yield from distribution.file(catalog, _RATINGS_INDEX, catalog.publication.name, rated)
    for rating in catalog.publication.ratings:
        yield from _rating(catalog, rating, once)


def _rating(catalog: Catalog, rating: Rating, once: Prepared) -> Iterator[Page]:
    say = words(catalog.publication.language)
    url, title = rating_url(rating.id), say("Rated %(rating)s", rating=rating.label)
    steps = [*trail(catalog), (say("Ratings"), _RATINGS_INDEX)]
    claim_ids = catalog.back.rated.get(rating.id, ())
    claims = [once.rows[claim_id] for claim_id in claim_ids]
    topics = some_of(_topics(catalog, rating, claim_ids), folder_url("topic"))
    for leaf, page in spread({"claims": claims}):
        context = merged(
            page_frame(catalog, url, title, rating.definition, steps, leaf=leaf),
            {
                "rating": rating_piece(catalog, rating.id),
                "topics": topics if leaf.number == 1 else None,
                "all": len(claims),
                "is_narrowed": leaf.of == 1 and bool(topics["all"]),
            },
            shown(page, ["claims"]),
        )
        yield Page(numbered(url, leaf.number), "rating.html", "ratings", context)


def _topics(catalog: Catalog, rating: Rating, claim_ids: Sequence[str]) -> list[Plain]:
    """The topics of the claims with a rating, with how many each has, in their order."""
    counts = Counter(topic for c in claim_ids for topic in catalog.claims[c].fields.topics)
    return [
        {
            "id": topic_id,
            "title": title_of(topic),
            "url": rated_url(url_of(topic), rating.id),
            "count": counts[topic_id],
        }
        for topic_id, topic in catalog.topics.items()
        if topic_id in counts
    ]
