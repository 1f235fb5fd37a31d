"""Event pages and the index of events, which a site without events does not have.

In: the catalog and what was worked out once. Out: pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.site import Page, Plain
from factpress.model.urls import folder_url, numbered
from factpress.pages.frame import merged, page_frame, trail
from factpress.views.body_html import body_html
from factpress.views.cards import link, linked_here, links_to, url_of
from factpress.views.changes import event_row, event_rows, outside_pieces
from factpress.views.pagination import shown, spread
from factpress.views.site_index import Prepared

_INDEX = folder_url("event")


def index(catalog: Catalog) -> Iterator[Page]:
    """The index of events, oldest first."""
    say = words(catalog.publication.language)
    description = say.plural(
        "The one event that %(name)s lists.",
        "The %(num)s events that %(name)s lists, the oldest first.",
        len(catalog.events),
        name=catalog.publication.name,
    )
    for leaf, page in spread({"events": event_rows(catalog, catalog.events)}):
        frame = page_frame(catalog, _INDEX, say("Events"), description, trail(catalog), leaf=leaf)
        context = merged(frame, shown(page, ["events"]))
        yield Page(numbered(_INDEX, leaf.number), "events.html", "event lists", context)


def pages_of(catalog: Catalog, event_id: str, once: Prepared) -> Iterator[Page]:
    """An event's pages; only the first tells of the event itself."""
    event = catalog.events[event_id]
    fields, url = event.fields, url_of(event)
    say = words(catalog.publication.language)
    description = say("An event, with the claims and documents that it rests on.")
    lists: dict[str, list[Plain]] = {
        "claims": [once.rows[claim_id] for claim_id in dict.fromkeys(fields.claims)],
        "sources": [link(catalog.sources[each]) for each in dict.fromkeys(fields.sources)],
        **links_to(catalog, event),
    }
    about = {
        **event_row(catalog, event_id),
        "outside": outside_pieces(fields.outside),
        "body": body_html(catalog, event),
    }
    for leaf, page in spread(lists):
        context = merged(
            page_frame(catalog, url, fields.what, description, trail(catalog, "event"), leaf=leaf),
            {"event": about, "linked_from": linked_here(catalog, page)},
            shown(page, ["claims", "sources"]),
        )
        yield Page(numbered(url, leaf.number), "event.html", "events", context)
