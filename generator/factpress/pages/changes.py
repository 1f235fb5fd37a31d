"""The pages of changes: every dated entry of every claim's history, newest first.

In: the catalog. Out: the pages at `/changes/`, and the entries with the anchors under which the
claim's page and these show them. Knows nothing of feeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from factpress.languages.words import words
from factpress.model import Catalog, Claim, Page, Plain
from factpress.pages.frame import merged, page_frame, trail
from factpress.pages.paging import MOST_ENTRIES, Leaf, spread
from factpress.pages.parts import Piece, link, rating_piece, title_of, url_of
from factpress.pages.vocabulary import changes as kinds_of_change
from factpress.schema import Change
from factpress.urls import ATOM_URL, CHANGES_URL, JSON_FEED_URL, anchor, changes_url, numbered

_POLICY = "corrections"


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated entry of a claim's history.

    `number`, from 1, counts the entries of this claim with this date and kind, in card order: so
    an entry keeps its name when others are added after it.
    """

    claim: Claim
    change: Change
    number: int

    @property
    def name(self) -> str:
        """What names it within its claim, such as `2022-02-01-correction`."""
        name = f"{self.change.date.isoformat()}-{self.change.kind}"
        return name if self.number == 1 else f"{name}-{self.number}"

    @property
    def anchor(self) -> str:
        """Where it stands on its claim's page."""
        return f"change-{self.name}"

    @property
    def url(self) -> str:
        """Its address on its claim's page."""
        return f"{url_of(self.claim)}#{self.anchor}"

    @property
    def listed_anchor(self) -> str:
        """Where it stands on the pages of changes. No slug holds two hyphens."""
        return f"{anchor(self.claim.key.id)}--{self.name}"


def entries_of(claim: Claim) -> list[Entry]:
    """A claim's history, newest first; entries of one day as the writer put them."""
    counts: dict[tuple[str, str], int] = {}
    entries = []
    for change in claim.fields.changes:
        name = (change.date.isoformat(), change.kind)
        counts[name] = counts.get(name, 0) + 1
        entries.append(Entry(claim, change, counts[name]))
    return sorted(entries, key=lambda entry: entry.change.date, reverse=True)


def entries(catalog: Catalog) -> list[Entry]:
    """The history of all claims, newest first; entries of one day by claim."""
    claims = sorted(catalog.claims.values(), key=lambda claim: claim.key.id)
    every = [entry for claim in claims for entry in entries_of(claim)]
    return sorted(every, key=lambda entry: entry.change.date, reverse=True)


def listed(catalog: Catalog) -> dict[str, str]:
    """By the address of each entry on its claim's page, that among the changes of its month."""
    return {
        entry.url: f"{numbered(changes_url(month), leaf.number)}#{entry.listed_anchor}"
        for month, pages in _months_of(catalog).items()
        for leaf, portion in pages
        for entry in portion
    }


def _months_of(catalog: Catalog) -> dict[str, list[tuple[Leaf, list[Entry]]]]:
    """The entries by month, newest first, each month's over as many pages as it needs."""
    found: dict[str, list[tuple[Leaf, list[Entry]]]] = {}
    for month, group in groupby(entries(catalog), key=_month):
        of_month = list(group)
        leaves = spread({"entries": range(len(of_month))})
        found[month] = [
            (leaf, of_month[page["entries"].start :][: len(page["entries"].entries)])
            for leaf, page in leaves
        ]
    return found


def entry_piece(catalog: Catalog, entry: Entry, places: Mapping[str, str]) -> Piece:
    """An entry as the claim's page and the page of changes show it; `places` is from `listed`."""
    change = entry.change
    return {
        "date": change.date.isoformat(),
        "kind": change.kind,
        "kind_words": kinds_of_change(catalog.publication.language)[change.kind],
        "note": change.note,
        "from": rating_piece(catalog, change.from_) if change.from_ else None,
        "to": rating_piece(catalog, change.to) if change.to else None,
        "anchor": entry.anchor,
        "url": entry.url,
        "listed_anchor": entry.listed_anchor,
        "listed_url": places[entry.url],
    }


def pages(catalog: Catalog, places: Mapping[str, str]) -> Iterator[Page]:
    """The page at `/changes/`, with the latest, and those of each month that has any."""
    name = catalog.publication.name
    say = words(catalog.publication.language)
    description = say(
        "Every update, correction and change of rating on %(name)s, newest first.", name=name
    )
    every = entries(catalog)
    months = _months_of(catalog)
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


def _month(entry: Entry) -> str:
    return entry.change.date.isoformat()[:7]


def feeds(catalog: Catalog) -> Piece:
    """The feeds of changes."""
    say = words(catalog.publication.language)
    return {"title": say("Changes"), "atom": ATOM_URL, "json": JSON_FEED_URL}


def _years(catalog: Catalog, shown: Sequence[Entry], places: Mapping[str, str]) -> list[Plain]:
    """The entries by year, and within it by month."""
    rows: list[tuple[str, Piece]] = [
        (
            entry.change.date.isoformat(),
            {**entry_piece(catalog, entry, places), "claim": title_of(entry.claim)},
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
