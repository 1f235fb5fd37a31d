"""Lists of claims: the index of all, and the pages of the rating scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import ClassVar

from factpress.charts.rating_bars import Distribution, of_all
from factpress.charts.svg import picture_page
from factpress.exports.feeds import FeedLinks, site_feeds
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.contexts import Page, View
from factpress.model.settings import Rating
from factpress.model.urls import RATINGS_URL, folder_url, numbered, rated_url, rating_url
from factpress.pages.frame import (
    PageContext,
    framed_page,
    page_frame,
    stand_in_frame,
    trail,
)
from factpress.pages.withdrawn import MovedPage
from factpress.views.cards import (
    ClaimRow,
    Link,
    RatingCount,
    RatingView,
    rating_view,
    url_of,
)
from factpress.views.changes import ChangeView, change_view, scale_entries
from factpress.views.claim_filters import (
    ClaimFilters,
    by_rating,
    by_speaker,
    by_topic,
    by_year,
    claim_filters,
    narrowed_by_rating,
)
from factpress.views.pagination import (
    PagedList,
    claims_on_a_page,
    first_pages,
    part,
    spread,
)
from factpress.views.site_index import SiteIndex
from factpress.views.tallies import rating_counts

_INDEX = folder_url("claim")


class YearOfClaims(View, frozen=True, kw_only=True):
    """The claims that were checked in one year."""

    year: str
    anchor: str
    claims: Sequence[ClaimRow]
    continued: bool  #: Whether the year began on an earlier page


class ClaimsPage(PageContext, frozen=True, kw_only=True):
    """A page of the index of claims, newest first; those of a day by weight."""

    template: ClassVar = "claims.html"
    follow: Sequence[FeedLinks]
    count: int  #: How many claims there are
    filters: ClaimFilters | None  #: On the first page, where a filter leaves out some claims
    is_narrowed: bool  #: Whether a script may filter the list where it is
    years: Sequence[YearOfClaims]
    in_years: bool  #: Whether the claims are of more than one year


class RatingsPage(PageContext, frozen=True, kw_only=True):
    """The rating scale."""

    template: ClassVar = "ratings.html"
    ratings: Sequence[RatingCount]
    distribution: Distribution | None
    changes: Sequence[ChangeView]  #: The history of the scale


class RatingPage(PageContext, frozen=True, kw_only=True):
    """The claims that have one rating."""

    template: ClassVar = "rating.html"
    rating: RatingView
    filters: ClaimFilters | None  #: The topics of the claims, on the first page
    all: int  #: How many claims have the rating
    is_narrowed: bool  #: Whether a script may filter the list by topic where it is
    claims: PagedList[ClaimRow]


def pages(catalog: Catalog, index: SiteIndex) -> Iterator[Page]:
    """The index, newest first, and the former addresses of its other orders."""
    say, name = words(catalog.publication.language), catalog.publication.name
    count = len(catalog.claims)
    description = say.plural(
        "The one claim that %(name)s has checked.",
        "All %(num)s claims that %(name)s has checked.",
        count,
        name=name,
    )
    years = _by_year(catalog)
    lists = spread(years, claims_on_a_page(count))
    filters = _filters(catalog, years, first_pages(lists))
    for here, page in lists:
        frame = page_frame(catalog, _INDEX, say("Claims"), description, trail(catalog), here=here)
        context = ClaimsPage(
            frame=frame,
            follow=[site_feeds(catalog)],
            count=count,
            filters=filters if here.number == 1 else None,
            is_narrowed=here.of == 1 and filters is not None,
            years=[_year(index, year, part(page, year, years[year])) for year in page],
            in_years=len(years) > 1,
        )
        yield framed_page("claim lists", context)
    yield from _former_orders(catalog)


def _by_year(catalog: Catalog) -> dict[str, list[str]]:
    """The ids of all claims by the year in which they were checked, newest first."""
    newest_first = catalog.claims.values()
    grouped = groupby(newest_first, key=lambda claim: f"{claim.fields.checked.year:04}")
    return {year: [claim.key.id for claim in claims] for year, claims in grouped}


def _year(index: SiteIndex, year: str, here: PagedList[str]) -> YearOfClaims:
    return YearOfClaims(
        year=year,
        anchor=_anchor(year),
        claims=[index.rows[claim_id] for claim_id in here.entries],
        continued=here.continued,
    )


def _anchor(year: str) -> str:
    return f"year-{year}"


def _filters(
    catalog: Catalog, years: Mapping[str, Sequence[str]], begins: Mapping[str, int]
) -> ClaimFilters | None:
    """All filters; `begins` has the number of the page on which each year begins."""
    counts = {year: len(claim_ids) for year, claim_ids in years.items()}
    urls = {year: f"{numbered(_INDEX, begins[year])}#{_anchor(year)}" for year in years}
    found = (
        by_rating(catalog, catalog.claims, rating_url),
        by_topic(catalog, catalog.claims, lambda topic_id: url_of(catalog.topics[topic_id])),
        by_speaker(catalog, catalog.claims),
        by_year(counts, urls),
    )
    return claim_filters(_INDEX, len(catalog.claims), found)


def _former_orders(catalog: Catalog) -> Iterator[Page]:
    """The index had pages by rating, topic and actor; their addresses lead to what has the same."""
    say = words(catalog.publication.language)
    for order, title, url in (
        ("by-rating", say("Ratings"), RATINGS_URL),
        ("by-topic", say("Topics"), folder_url("topic")),
        ("by-actor", say("People"), folder_url("actor")),
    ):
        frame = stand_in_frame(catalog, f"{_INDEX}{order}/", title, title, stands_for=url)
        yield framed_page("moved pages", MovedPage(frame=frame, target=Link(title=title, url=url)))


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


def _url_in_topic(catalog: Catalog, rating_id: str, topic_id: str) -> str:
    """The page of a topic's claims of one rating, or the rating's own where that has the same."""
    is_narrower = rating_id in narrowed_by_rating(catalog, catalog.back.on_topic[topic_id])
    url = url_of(catalog.topics[topic_id])
    return rated_url(url, rating_id) if is_narrower else rating_url(rating_id)


def _rating(catalog: Catalog, rating: Rating, index: SiteIndex) -> Iterator[Page]:
    say = words(catalog.publication.language)
    url, title = rating_url(rating.id), say("Rated %(rating)s", rating=rating.label)
    steps = [*trail(catalog), (say("Ratings"), RATINGS_URL)]
    claim_ids = catalog.back.rated.get(rating.id, ())
    claims = [index.rows[claim_id] for claim_id in claim_ids]
    topics = by_topic(catalog, claim_ids, partial(_url_in_topic, catalog, rating.id))
    filters = claim_filters(url, len(claims), [topics])
    for here, page in spread({"claims": claims}, claims_on_a_page(len(claims))):
        context = RatingPage(
            frame=page_frame(catalog, url, title, rating.definition, steps, here=here),
            rating=rating_view(catalog, rating.id),
            filters=filters if here.number == 1 else None,
            all=len(claims),
            is_narrowed=here.of == 1 and filters is not None,
            claims=part(page, "claims", claims),
        )
        yield framed_page("ratings", context)
