"""The pages at `/timeline/`: events and statements on one axis, and all of them as a list.

Where none has a date there are no such pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from factpress.charts.event_axis import AxisPicture, axis_picture
from factpress.charts.svg import picture_page, picture_url
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.contexts import Page, View
from factpress.model.urls import TIMELINE_URL
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.dated import (
    Dated,
    DatedEntry,
    chosen_events,
    chosen_statements,
    crowd,
    entries,
    title_of_dates,
)
from factpress.views.pagination import PagedList, part, spread
from factpress.views.site_index import SiteIndex

MOST_PICTURED, MOST_AT_HOME, _LEAST_STATEMENTS, _MOST_LISTED = 12, 9, 4, 500
_LEAST_ENTRIES = 3


class AxisFigure(View, frozen=True, kw_only=True):
    """Events and statements: a picture for broad screens, and the list that narrow ones show."""

    title: str  #: How many there are, and when most of them were
    picture: AxisPicture
    entries: Sequence[DatedEntry]  #: Those of the picture, the oldest first
    cut_after: Sequence[int]  #: The numbers, from 0, of the entries after which the axis is cut
    shown: int
    all: int
    url: str  #: The page that lists all
    svg: str  #: The picture as a file


class TimelinePage(PageContext, frozen=True, kw_only=True):
    """A page of all events and statements by date."""

    template: ClassVar = "timeline.html"
    figure: AxisFigure | None  #: On the first page
    entries: PagedList[DatedEntry]
    listed: int  #: How many entries all pages list
    all: int  #: How many there are


def figure(catalog: Catalog, found: Dated, most: int = MOST_PICTURED) -> AxisFigure | None:
    """The picture of the main events and statements; None for fewer than three or only one date."""
    kept = min(_LEAST_STATEMENTS, len(found.statements))
    events = chosen_events(found.events, most - kept)
    room = most - len(events)
    shown = entries(catalog, events, chosen_statements(found.statements, room))
    if len(shown) < _LEAST_ENTRIES or len({each.period for each in shown}) < 2:
        return None
    say = words(catalog.publication.language)
    drawn = axis_picture(shown, crowd(found.periods), say.day)
    return AxisFigure(
        title=title_of_dates(catalog, found),
        picture=drawn,
        entries=shown,
        cut_after=drawn.cut_after,
        shown=len(shown),
        all=len(found.periods),
        url=TIMELINE_URL,
        svg=picture_url(TIMELINE_URL, "axis"),
    )


def pages(catalog: Catalog, index: SiteIndex) -> Iterator[Page]:
    """The pages, and the picture as a file."""
    say, found = words(catalog.publication.language), index.dated
    drawn, title = figure(catalog, found), say("Timeline")
    every = entries(catalog, found.events, found.statements)
    if not every:
        return
    listed = every[-_MOST_LISTED:]
    description = drawn.title if drawn else say("What happened and who said what when.")
    for here, page in spread({"entries": listed}):
        context = TimelinePage(
            frame=page_frame(catalog, TIMELINE_URL, title, description, trail(catalog), here=here),
            figure=drawn if here.number == 1 else None,
            entries=part(page, "entries", listed),
            listed=len(listed),
            all=len(every),
        )
        yield framed_page("timelines", context, "pictures")
    if drawn:
        yield picture_page(catalog, TIMELINE_URL, "axis", drawn.title, drawn.picture)
