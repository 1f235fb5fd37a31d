"""Events, findings, and notes from outside the documents, as records.

In: the catalog, what a record is of, and the address of the file that will hold it. Out: plain
mappings; `event_shapes` tells every key. Keys that have nothing to say are left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from factpress.content.claim_facts import as_of
from factpress.exports.schema_org import number
from factpress.model.cards import Catalog, Claim, Event
from factpress.model.schema import OutsideNote
from factpress.model.settings import Finding
from factpress.model.site import Plain
from factpress.views.cards import Piece, rating_of, title_of, url_of
from factpress.views.identifiers import address


def event_record(catalog: Catalog, event: Event, here: str) -> Piece:
    """What happened, when and where, and the ids of what it rests on."""
    fields = event.fields
    told: Piece = {"short": fields.short, "date_note": fields.date_note, "place": fields.place}
    return {
        "id": event.key.id,
        "url": address(catalog, url_of(event), here),
        "what": fields.what,
        "date": fields.date,
        "claims": list(fields.claims),
        "sources": list(fields.sources),
        **{name: value for name, value in told.items() if value is not None},
        **outside_record(fields.outside),
    }


def outside_record(notes: Iterable[OutsideNote]) -> Piece:
    """Notes from outside the documents under a key of their own; nothing where there are none."""
    listed: list[Plain] = [{"note": n.note, "date": n.date, "url": n.url} for n in notes]
    return {"outside": listed} if listed else {}


def events_of(catalog: Catalog, claim: Claim, here: str) -> Piece:
    """The events that rest on a claim; nothing where there are none."""
    listed: list[Plain] = []
    for event_id in catalog.back.claim_events.get(claim.key.id, ()):
        event = catalog.events[event_id]
        url = address(catalog, url_of(event), here)
        listed.append({"id": event_id, "title": title_of(event), "url": url})
    return {"events": listed} if listed else {}


def finding_record(catalog: Catalog, finding: Finding, here: str) -> Piece:
    """A finding with the claims that it rests on, and how each is rated, as of when."""
    return {
        "text": finding.text,
        "claims": [_stated(catalog, claim_id, here) for claim_id in finding.claims],
    }


def _stated(catalog: Catalog, claim_id: str, here: str) -> Piece:
    claim = catalog.claims[claim_id]
    rating = rating_of(catalog, claim.fields.rating)
    return {
        "id": claim_id,
        "claim": claim.fields.claim,
        "url": address(catalog, url_of(claim), here),
        "rating": {
            "id": rating.id,
            "label": rating.label,
            **({} if rating.value is None else {"value": number(rating.value)}),
        },
        "as_of": as_of(catalog, claim),
    }
