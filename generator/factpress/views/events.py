"""Events, and notes from outside the documents, as pages show them.

In: the catalog. Out: plain ordered data for templates. Knows nothing of templates.
"""

from __future__ import annotations

from collections.abc import Iterable

from factpress.model.cards import Catalog
from factpress.model.schema import OutsideNote
from factpress.model.site import Plain
from factpress.views.cards import Piece, link


def event_rows(catalog: Catalog, ids: Iterable[str]) -> list[Plain]:
    """Events as entries of a list, in the order given."""
    return [event_row(catalog, event_id) for event_id in ids]


def event_row(catalog: Catalog, event_id: str) -> Piece:
    """An event as one entry of a list."""
    event = catalog.events[event_id]
    fields = event.fields
    return {
        **link(event),
        "date": fields.date,
        "date_note": fields.date_note,
        "place": fields.place,
    }


def outside_pieces(notes: Iterable[OutsideNote]) -> list[Plain]:
    """What is known from outside the documents, in the order of the card."""
    return [{"note": each.note, "date": each.date, "url": each.url} for each in notes]
