"""Parts of records of claims, whether these stand or not: history, and what leads to them.

In: the catalog, a claim, and the address of the file that will hold the record. Out: plain
mappings.
"""

from __future__ import annotations

from factpress.model.cards import AnyCard, Catalog, Claim
from factpress.model.site import Plain
from factpress.views.cards import Piece, card_at, title_of, url_of
from factpress.views.changes import Entry, entries_of, rating_as_of
from factpress.views.identifiers import address


def changes_of(catalog: Catalog, claim: Claim, here: str) -> list[Plain]:
    """The history that a claim's page shows, the newest first."""
    return [_change(catalog, entry, here) for entry in entries_of(catalog, claim)]


def _change(catalog: Catalog, entry: Entry, here: str) -> Piece:
    change = entry.change
    record: Piece = {
        "date": change.date.isoformat(),
        "kind": change.kind,
        "note": change.note,
        "to": change.to,
        "as_of": rating_as_of(catalog, entry),
        "url": address(catalog, entry.url, here),
        "former": entry.claim.key.id if entry.claim and entry.into else None,
        "from": change.from_,
    }
    return {name: value for name, value in record.items() if value is not None}


def linked(catalog: Catalog, card: AnyCard, here: str) -> Piece:
    """A card as something to follow."""
    return {
        "id": card.key.id,
        "title": title_of(card),
        "url": address(catalog, url_of(card), here),
    }


def linked_from(catalog: Catalog, claim: Claim, here: str) -> list[Plain]:
    """The cards whose texts link to a claim; of withdrawn ones that they are."""
    found: list[Plain] = []
    for key in catalog.back.linked.get(claim.key, ()):
        record = {"kind": key.kind, **linked(catalog, card_at(catalog, key), here)}
        is_withdrawn = key.kind == "claim" and key.id in catalog.withdrawn
        found.append({**record, "withdrawn": True} if is_withdrawn else record)
    return found
