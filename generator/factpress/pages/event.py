"""Event pages and the index of events, which a site without events does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from markupsafe import Markup
from msgspec.structs import asdict

from factpress.i18n.translations import words
from factpress.model.card_parts import OutsideNote
from factpress.model.cards import Catalog
from factpress.model.contexts import Page
from factpress.model.urls import folder_url
from factpress.pages.frame import PageContext, framed_page, page_frame, trail
from factpress.views.backlinks import BacklinkGroup, linked_here, links_to
from factpress.views.body_html import body_html
from factpress.views.cards import ClaimRow, Link, link, topic_links, url_of
from factpress.views.changes import EventRow, event_row, event_rows
from factpress.views.pagination import PagedList, part, spread
from factpress.views.site_index import SiteIndex

_INDEX = folder_url("event")


class EventsPage(PageContext, frozen=True, kw_only=True):
    """A page of the index of events."""

    template: ClassVar = "events.html"
    events: PagedList[EventRow]


class EventView(EventRow, frozen=True, kw_only=True):
    """An event's card."""

    outside: Sequence[OutsideNote]
    body: Markup | None


class EventPage(PageContext, frozen=True, kw_only=True):
    """A page of an event."""

    template: ClassVar = "event.html"
    event: EventView
    linked_from: Sequence[BacklinkGroup]
    claims: PagedList[ClaimRow]
    sources: PagedList[Link]
    topics: Sequence[Link]  #: The topics of its claims, on the first page


def index(catalog: Catalog) -> Iterator[Page]:
    """The index of events, oldest first."""
    say = words(catalog.publication.language)
    description = say.plural(
        "The one event that %(name)s lists.",
        "The %(num)s events that %(name)s lists, the oldest first.",
        len(catalog.events),
        name=catalog.publication.name,
    )
    rows = event_rows(catalog, catalog.events)
    for here, page in spread({"events": rows}):
        frame = page_frame(catalog, _INDEX, say("Events"), description, trail(catalog), here=here)
        context = EventsPage(frame=frame, events=part(page, "events", rows))
        yield framed_page("event lists", context)


def pages_of(catalog: Catalog, event_id: str, index: SiteIndex) -> Iterator[Page]:
    """An event's pages; only the first shows the event itself."""
    event = catalog.events[event_id]
    fields, url = event.fields, url_of(event)
    say = words(catalog.publication.language)
    description = say("An event, with the claims and documents that it rests on.")
    claims = [index.rows[claim_id] for claim_id in dict.fromkeys(fields.claims)]
    sources = [link(catalog.sources[each]) for each in dict.fromkeys(fields.sources)]
    topics = _topics(catalog, fields.claims)
    linked, steps = links_to(catalog, event), trail(catalog, "event")
    about = EventView(
        **asdict(event_row(catalog, event_id)),
        outside=fields.outside,
        body=body_html(catalog, event),
    )
    for here, page in spread({"claims": claims, "sources": sources, **linked}):
        context = EventPage(
            frame=page_frame(catalog, url, fields.what, description, steps, here=here),
            event=about,
            linked_from=linked_here(catalog, linked, page),
            claims=part(page, "claims", claims),
            sources=part(page, "sources", sources),
            topics=topics if here.number == 1 else [],
        )
        yield framed_page("events", context)


def _topics(catalog: Catalog, claim_ids: Iterable[str]) -> list[Link]:
    """The topics of some claims, whose pages list the event."""
    return topic_links(
        catalog,
        (topic for claim_id in claim_ids for topic in catalog.claims[claim_id].fields.topics),
    )
