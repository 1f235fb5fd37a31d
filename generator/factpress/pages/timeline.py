"""Timelines of a claim, an actor, a topic and the whole publication; the pages at `/timeline/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup
from msgspec.structs import asdict

from factpress.charts.svg import KindSign, Picture, picture_page, picture_url, sign
from factpress.charts.timeline import (
    NARROW,
    WIDE,
    Form,
    TimelineEntry,
    drawing,
    links,
    ordered,
    picture,
)
from factpress.charts.timeline_entries import actor_entries, claim_entries, document, statements
from factpress.i18n.formats import direction
from factpress.i18n.translations import words
from factpress.model.card_parts import lower_bound
from factpress.model.cards import Actor, Catalog, Claim, Topic
from factpress.model.contexts import Page, View
from factpress.model.urls import TIMELINE_URL, numbered, rating_url
from factpress.pages.frame import PageContext, page_frame, trail
from factpress.views.cards import dated_rating, url_of
from factpress.views.labels import more
from factpress.views.pagination import part, spread

MOST_PICTURED = 16
_MOST_ON_ONE = 30
_MOST_A_DATE = 3
_MOST_LISTED = 500
_LEAST_DATES = 2


class TimelinePicture(Picture, frozen=True, kw_only=True):
    """A timeline as a picture."""

    first: str  #: The earliest day, month or year
    last: str
    turns: Sequence[str]  #: Markup, then a period for `|day`, by turns
    hits: Markup  #: The links of the entries, for the mouse


class TimelineView(View, frozen=True, kw_only=True):
    """A timeline, as a picture and as a list."""

    picture: TimelinePicture
    entries: Sequence[TimelineEntry]  #: The entries that the picture shows
    kinds: Sequence[KindSign]
    all: int  #: How many entries there are
    quoted: bool  #: Whether the date of any is only that of the document that quotes the words
    svg: str  #: The picture as a file


class WholeTimeline(TimelineView, frozen=True, kw_only=True):
    """The timeline of the whole publication."""

    wide: TimelinePicture  #: The picture for broad screens


class TimelinePage(PageContext, frozen=True, kw_only=True):
    """A page of all statements and documents by date."""

    template: ClassVar = "timeline.html"
    timeline: WholeTimeline | None  #: On the first page
    entries: Sequence[TimelineEntry]
    listed: int  #: How many entries all pages list
    all: int  #: How many entries there are


def of_claim(catalog: Catalog, claim: Claim) -> TimelineView | None:
    """When a claim was said, asserted, denied, published and checked."""
    fields, entries = claim.fields, list(claim_entries(catalog, claim))
    if len({entry.period for entry in entries}) < _LEAST_DATES:
        return None
    checked = fields.checked.isoformat()
    say = words(catalog.publication.language)
    head, text = say.pgettext("timeline", "Checked"), dated_rating(catalog, claim)
    entries.append(TimelineEntry(checked, "checked", head, text, rating_url(fields.rating)))
    every = ordered(entries)
    return _drawn(catalog, url_of(claim), every[-MOST_PICTURED:], len(every))


def of_actor(catalog: Catalog, actor: Actor) -> TimelineView | None:
    """What an actor says in passages and publishes, by date."""
    return _latest(catalog, url_of(actor), actor_entries(catalog, actor))


def of_topic(catalog: Catalog, topic: Topic) -> TimelineView | None:
    """When the claims of a topic were made, and when they were denied."""
    claims = (catalog.claims[c] for c in catalog.back.on_topic.get(topic.key.id, ()))
    return _latest(catalog, url_of(topic), statements(catalog, claims))


def pages(catalog: Catalog) -> Iterator[Page]:
    """The newest of all statements and documents, and the picture of the newest of these."""
    entries = statements(catalog, catalog.claims.values())
    for source in catalog.sources.values():
        entries.append(document(catalog, source, source.fields.title))
    newest = ordered(entries)[::-1]
    shown = _chosen(catalog, newest, slice(_MOST_ON_ONE))
    whole: WholeTimeline | None = None
    if shown:
        narrow = _drawn(catalog, TIMELINE_URL, shown, len(newest))
        whole = WholeTimeline(**asdict(narrow), wide=_picture(catalog, TIMELINE_URL, shown, WIDE))
    say = words(catalog.publication.language)
    description = say(
        "Who said what when, and what was published: %(name)s.", name=catalog.publication.name
    )
    listed = newest[:_MOST_LISTED]
    for here, page in spread({"entries": listed}):
        context = TimelinePage(
            frame=page_frame(
                catalog, TIMELINE_URL, say("Timeline"), description, trail(catalog), here=here
            ),
            timeline=whole if here.number == 1 else None,
            entries=part(page, "entries", listed).entries,
            listed=len(listed),
            all=len(newest),
        )
        yield Page(numbered(TIMELINE_URL, here.number), "timelines", context, "pictures")
    if whole:
        yield picture_page(catalog, TIMELINE_URL, "timeline", catalog.publication.name, whole.wide)


def _latest(
    catalog: Catalog, page_url: str, entries: Iterable[TimelineEntry]
) -> TimelineView | None:
    """The latest entries; nothing where all have one date, for then there is no line to draw."""
    every = ordered(entries)
    shown = _chosen(catalog, every, slice(-MOST_PICTURED, None))
    return _drawn(catalog, page_url, shown, len(every)) if shown else None


def _chosen(catalog: Catalog, every: Sequence[TimelineEntry], latest: slice) -> list[TimelineEntry]:
    """The latest entries; where these all have one date, of each date the first few."""
    for entries in (every, _thinned(every, catalog.publication.language)):
        shown = list(entries[latest])
        if len({entry.period for entry in shown}) >= _LEAST_DATES:
            return shown
    return []


def _drawn(
    catalog: Catalog, page_url: str, shown: Sequence[TimelineEntry], number: int
) -> TimelineView:
    return TimelineView(
        picture=_picture(catalog, page_url, shown, NARROW),
        entries=shown,
        kinds=[
            KindSign(kind=kind, sign=sign(kind))
            for kind in sorted({e.kind for e in shown} - {"more"})
        ],
        all=number,
        quoted=any(entry.is_quoted for entry in shown),
        svg=picture_url(page_url, "timeline"),
    )


def _picture(
    catalog: Catalog, page_url: str, shown: Iterable[TimelineEntry], form: Form
) -> TimelinePicture:
    """The picture as its template sees it: its content, and its links."""
    rtl = direction(catalog.publication.language) == "rtl"
    laid = picture(_thinned(shown, catalog.publication.language), form)
    first, last = laid.groups[0].period, laid.groups[-1].period
    return TimelinePicture(
        width=laid.width,
        height=laid.height,
        first=(lower_bound(first) or first).partition("/")[0],
        last=(lower_bound(last) or last).rpartition("/")[2],
        turns=drawing(laid, rtl=rtl),
        hits=links(laid, page_url, rtl=rtl),
    )


def _thinned(entries: Iterable[TimelineEntry], language: str) -> list[TimelineEntry]:
    """The entries with only the first few of each date, and a line for the rest of it."""
    kept: list[TimelineEntry] = []
    for period, group in groupby(entries, key=lambda entry: entry.period):
        of_one = list(group)
        rest = len(of_one) - _MOST_A_DATE
        kept += of_one if rest < 2 else of_one[:_MOST_A_DATE]
        if rest >= 2:
            kept.append(TimelineEntry(period, "more", more(language, rest), ""))
    return kept
