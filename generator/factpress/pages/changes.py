"""The pages at `/changes/`: every dated entry of every history, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import ClassVar

from msgspec.structs import asdict

from factpress.exports.feeds import FeedLinks, feed_links
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.contexts import Page, View
from factpress.model.urls import CHANGES_URL, changes_url
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.cards import Link, link
from factpress.views.changes import (
    Entry,
    ListedChange,
    change_view,
    entries,
    entry_title,
    months_of,
)
from factpress.views.pagination import MOST_ROWS

_POLICY = "corrections"


class MonthLink(View, frozen=True, kw_only=True):
    """The page of a month's changes."""

    month: str
    url: str


class ChangedClaim(View, frozen=True, kw_only=True):
    """The changes of one day to a claim, or to the rating scale."""

    claim: str
    entries: Sequence[ListedChange]


class DayOfChanges(View, frozen=True, kw_only=True):
    """The changes of one day."""

    date: str
    claims: Sequence[ChangedClaim]


class YearOfChanges(View, frozen=True, kw_only=True):
    """The changes of one year, by day."""

    year: str
    anchor: str
    days: Sequence[DayOfChanges]


class ChangesPage(PageContext, frozen=True, kw_only=True):
    """The latest changes, or those of one month."""

    template: ClassVar = "changes.html"
    shown: int  #: How many the page of the latest changes shows at most
    count: int  #: How many changes there are
    policy: Link | None  #: The editorial page on corrections
    follow: Sequence[FeedLinks]
    months: Sequence[MonthLink]  #: The months that have changes, newest first
    month: str | None  #: The month of the page; nothing where the page has the latest changes
    years: Sequence[YearOfChanges]


def pages(catalog: Catalog, places: Mapping[str, str]) -> Iterator[Page]:
    """The page at `/changes/`, with the latest, and those of each month that has any."""
    name = catalog.publication.name
    say = words(catalog.publication.language)
    description = say(
        "Every update, correction and change of rating on %(name)s, newest first.", name=name
    )
    every, months, policy = entries(catalog), months_of(catalog), catalog.pages.get(_POLICY)
    changes_page = partial(
        ChangesPage,
        shown=MOST_ROWS,
        count=len(every),
        policy=link(policy) if policy else None,
        follow=[feeds(catalog)],
        months=[MonthLink(month=month, url=changes_url(month)) for month in months],
    )
    frame = page_frame(catalog, CHANGES_URL, say("Changes"), description, trail(catalog))
    years = _years(catalog, every[:MOST_ROWS], places)
    yield framed_page("change lists", changes_page(frame=frame, month=None, years=years))
    steps = [*trail(catalog), (say("Changes"), CHANGES_URL)]
    for month, of_month in months.items():
        url, title = changes_url(month), say("Changes, %(month)s", month=month)
        description = say(
            "Updates, corrections and changes of rating on %(name)s, %(month)s.",
            name=name,
            month=month,
        )
        for number, here in of_month:
            frame = page_frame(catalog, url, title, description, steps, here=number)
            context = changes_page(frame=frame, month=month, years=_years(catalog, here, places))
            yield framed_page("change lists", context)


def feeds(catalog: Catalog) -> FeedLinks:
    """The feeds of changes."""
    say = words(catalog.publication.language)
    return feed_links(say("Changes"), CHANGES_URL)


def _years(
    catalog: Catalog, shown: Sequence[Entry], places: Mapping[str, str]
) -> list[YearOfChanges]:
    """The entries by year, and within it by day."""
    rows = [
        ListedChange(
            **asdict(change_view(catalog, entry, places)), claim=entry_title(catalog, entry)
        )
        for entry in shown
    ]
    return [
        YearOfChanges(year=year, anchor=f"year-{year}", days=_days(of_year))
        for year, of_year in groupby(rows, key=lambda row: row.date[:4])
    ]


def _days(rows: Iterable[ListedChange]) -> list[DayOfChanges]:
    return [
        DayOfChanges(
            date=date,
            claims=[
                ChangedClaim(claim=claim, entries=list(of_claim))
                for claim, of_claim in groupby(of_day, key=lambda row: row.claim)
            ],
        )
        for date, of_day in groupby(rows, key=lambda row: row.date)
    ]
