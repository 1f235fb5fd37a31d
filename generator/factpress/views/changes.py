"""The dated entries of claims' histories, and where pages show them.

In: the catalog. Out: entries with their anchors on the claim's page and on the pages of changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from factpress.model.cards import Catalog, Claim
from factpress.model.schema import Change
from factpress.model.urls import anchor, changes_url, numbered
from factpress.views.cards import Piece, rating_piece, url_of
from factpress.views.labels import changes as kinds_of_change
from factpress.views.pagination import Leaf, spread


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
        for month, pages in months_of(catalog).items()
        for leaf, portion in pages
        for entry in portion
    }


def months_of(catalog: Catalog) -> dict[str, list[tuple[Leaf, list[Entry]]]]:
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


def _month(entry: Entry) -> str:
    return entry.change.date.isoformat()[:7]
