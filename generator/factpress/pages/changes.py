"""The pages of changes: every dated entry of every claim's history, newest first.

In: the catalog. Out: the pages at `/changes/`, and the entries with the anchors under which the
claim's page and these show them. Knows nothing of feeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.site import Page, Plain
from factpress.model.urls import ATOM_URL, CHANGES_URL, JSON_FEED_URL, changes_url, numbered
from factpress.pages.frame import merged, page_frame, trail
from factpress.views.cards import Piece, link
from factpress.views.changes import Entry, entries, entry_piece, entry_title, months_of
from factpress.views.pagination import MOST_ENTRIES

_POLICY = "corrections"


def pages(catalog: Catalog, places: Mapping[str, str]) -> Iterator[Page]:
    """The page at `/changes/`, with the latest, and those of each month that has any."""
    name = catalog.publication.name
    say = words(catalog.publication.language)
    description = say(
        "Every update, correction and change of rating on %(name)s, newest first.", name=name
    )
    every = entries(catalog)
    months = months_of(catalog)
    told: Piece = {
        "count": len(every),
        "months": [{"month": month, "url": changes_url(month)} for month in months],
    }
    frame = page_frame(catalog, CHANGES_URL, say("Changes"), description, trail(catalog))
    newest = _years(catalog, every[:MOST_ENTRIES], places)
    yield _page(catalog, frame, CHANGES_URL, {**told, "years": newest, "month": None})
    steps = [*trail(catalog), (say("Changes"), CHANGES_URL)]
    for month, leaves in months.items():
        url, title = changes_url(month), say("Changes, %(month)s", month=month)
        description = say(
            "Updates, corrections and changes of rating on %(name)s, %(month)s.",
            name=name,
            month=month,
        )
        for leaf, here in leaves:
            frame = page_frame(catalog, url, title, description, steps, leaf=leaf)
            years = _years(catalog, here, places)
            at = numbered(url, leaf.number)
            yield _page(catalog, frame, at, {**told, "years": years, "month": month})


def _page(catalog: Catalog, frame: Piece, url: str, told: Piece) -> Page:
    policy = catalog.pages.get(_POLICY)
    context = merged(
        frame,
        {
            "shown": MOST_ENTRIES,
            "policy": link(policy) if policy else None,
            "follow": [feeds(catalog)],
        },
        told,
    )
    return Page(url, "changes.html", "change lists", context)


def feeds(catalog: Catalog) -> Piece:
    """The feeds of changes."""
    say = words(catalog.publication.language)
    return {"title": say("Changes"), "atom": ATOM_URL, "json": JSON_FEED_URL}


def _years(catalog: Catalog, shown: Sequence[Entry], places: Mapping[str, str]) -> list[Plain]:
    """The entries by year, and within it by month."""
    rows: list[tuple[str, Piece]] = [
        (
            entry.change.date.isoformat(),
            {**entry_piece(catalog, entry, places), "claim": entry_title(catalog, entry)},
        )
        for entry in shown
    ]
    return [
        {"year": year, "anchor": f"year-{year}", "months": _months(list(of_year))}
        for year, of_year in groupby(rows, key=lambda row: row[0][:4])
    ]


def _months(rows: list[tuple[str, Piece]]) -> list[Plain]:
    return [
        {"month": month, "entries": [piece for _, piece in of_month]}
        for month, of_month in groupby(rows, key=lambda row: row[0][:7])
    ]
