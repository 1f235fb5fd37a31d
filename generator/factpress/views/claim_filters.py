"""Filters of lists of claims: by rating, topic, speaker and year, each a link to a page.

A list that is whole on its page is filtered there by a script, which combines them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from factpress.model.cards import AnyCard, Catalog
from factpress.model.contexts import View
from factpress.model.urls import RATINGS_URL, folder_url
from factpress.views.cards import (
    CardName,
    RatingView,
    claims_by_rating,
    named_in,
    rating_view,
    short_title,
    url_of,
)
from factpress.views.pagination import MOST_ENTRIES


class FilterOption(CardName, frozen=True, kw_only=True):
    """One choice of a filter."""

    id: str
    url: str  #: The page of the claims that it leaves
    count: int  #: How many these are
    rating: RatingView | None = None  #: The rating, in a filter by rating


class ClaimFilter(View, frozen=True, kw_only=True):
    """A filter: by what, and its choices."""

    name: str  #: `rating`, `topic`, `speaker` or `year`
    options: Sequence[FilterOption]
    all: int  #: How many choices there are; the rest is on the page at `url`
    url: str | None  #: The page of all choices


class ClaimFilters(View, frozen=True, kw_only=True):
    """The filters of a list of claims."""

    url: str  #: The page of all the claims
    count: int  #: How many these are
    here: str  #: The rating of the claims, where the page has those of one; else ""
    filters: Sequence[ClaimFilter]


def claim_filters(
    url: str, count: int, filters: Iterable[ClaimFilter], here: str = ""
) -> ClaimFilters | None:
    """The filters that leave out some of the claims; None where no filter does."""
    useful = [each for each in filters if any(o.count < count for o in each.options)]
    return ClaimFilters(url=url, count=count, here=here, filters=useful) if useful else None


def by_rating(catalog: Catalog, claim_ids: Iterable[str], url: Callable[[str], str]) -> ClaimFilter:
    """The ratings of some claims, in the order of the scale; `url` gives the page of each."""
    counts = Counter(catalog.claims[each].fields.rating for each in claim_ids)
    views = [rating_view(catalog, each.id) for each in catalog.publication.ratings]
    options = [
        FilterOption(id=v.id, title=v.label, url=url(v.id), count=counts[v.id], rating=v)
        for v in views
        if counts[v.id]
    ]
    return ClaimFilter(name="rating", options=options, all=len(options), url=RATINGS_URL)


def narrowed_by_rating(catalog: Catalog, on_topic: Sequence[str]) -> dict[str, list[str]]:
    """The claims of a topic by rating, for a page of each.

    Left out is a rating of which the topic has all claims, and which all its claims have: both
    have a page that lists the same.
    """
    rated = catalog.back.rated
    found = claims_by_rating(catalog, on_topic).items()
    return {r: ids for r, ids in found if not len(ids) == len(on_topic) == len(rated[r])}


def by_topic(catalog: Catalog, claim_ids: Iterable[str], url: Callable[[str], str]) -> ClaimFilter:
    """The topics of some claims; `url` gives the page of each."""
    counts = Counter(topic for c in claim_ids for topic in catalog.claims[c].fields.topics)
    options = _cards(catalog.topics, counts, url)
    return ClaimFilter(name="topic", options=options, all=len(counts), url=folder_url("topic"))


def by_speaker(catalog: Catalog, claim_ids: Iterable[str]) -> ClaimFilter:
    """Those who make some claims, each with a link to the page of the actor."""
    counts = Counter(actor for c in claim_ids for actor in catalog.claims[c].fields.claimants)
    options = _cards(catalog.actors, counts, lambda actor_id: url_of(catalog.actors[actor_id]))
    return ClaimFilter(name="speaker", options=options, all=len(counts), url=folder_url("actor"))


def by_year(years: Mapping[str, int], urls: Mapping[str, str]) -> ClaimFilter:
    """The years in which claims were checked, with how many in each."""
    options = [
        FilterOption(id=year, title=year, url=urls[year], count=count)
        for year, count in years.items()
    ]
    return ClaimFilter(name="year", options=options, all=len(options), url=None)


def _cards(
    cards: Mapping[str, AnyCard], counts: Counter[str], url: Callable[[str], str]
) -> list[FilterOption]:
    """The cards that most claims have, as many as a page has room for, in their own order."""
    chosen = {card_id for card_id, _ in counts.most_common(MOST_ENTRIES)}
    return [
        FilterOption(
            id=card_id,
            title=short_title(cards[card_id]),
            language=named_in(cards[card_id]),
            url=url(card_id),
            count=counts[card_id],
        )
        for card_id in cards
        if card_id in chosen
    ]
