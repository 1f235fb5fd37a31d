"""Copies: documents that share so many words that they count as one origin.

In: the catalog with its proof. Out: which pairs of sources are alike, and problems: a warning where
cards leave open which of them copies, an error where a copy is said to be none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factpress.model.cards import Catalog
from factpress.model.evidence import Alike

# What shares this much of the shorter's words counts as one origin.
ALIKE_SHARE = 0.3
# What more documents have in common is looked for in the first of them alone: many copies are one
# by way of these, and not every two of them make a pair.
MOST_COMPARED = 8


class Copy(NamedTuple):
    """Two sources that are alike, by id; `alike` is None where their bytes are the same.

    `whys` is what cards say for their independence.
    """

    first: str
    second: str
    alike: Alike | None
    whys: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the two documents have the same text, or one has all of the other's."""
        return self.alike is None or self.alike.is_same

    @property
    def is_one(self) -> bool:
        """Whether the two count as one origin, whatever their cards say of origins."""
        return self.is_same or not self.whys


def copies(catalog: Catalog) -> Iterator[Copy]:
    """Every pair that is alike, by what the archive showed and by the digests of cards."""
    for first, second, alike in _pairs(catalog):
        yield Copy(first, second, alike, tuple(_whys(catalog, first, second)))


def _pairs(catalog: Catalog) -> Iterator[tuple[str, str, Alike | None]]:
    by_digest: dict[str, list[str]] = {}
    same = set[tuple[str, str]]()
    for source_id in sorted(catalog.sources):
        before = by_digest.setdefault(catalog.sources[source_id].fields.sha256, [])
        for first in before:
            same.add((first, source_id))
            yield first, source_id, None
        if len(before) < MOST_COMPARED:
            before.append(source_id)
    for alike in catalog.proof.alike:
        is_known = alike.first in catalog.sources and alike.second in catalog.sources
        if is_known and (alike.first, alike.second) not in same:
            yield alike.first, alike.second, alike


def _whys(catalog: Catalog, first: str, second: str) -> Iterator[str]:
    for one, other in ((first, second), (second, first)):
        for each in catalog.sources[one].fields.independent:
            if other in each.of:
                yield each.why


def share(pair: Copy) -> float:
    return pair.alike.shared / pair.alike.words if pair.alike else 1.0


def alikeness(pair: Copy, source_id: str) -> str:
    """How a source's document is like the other of a pair: "shares … with that of source"."""
    alike = pair.alike
    if alike is None:
        return "is, byte for byte, that of source"
    here, there = alike.paragraphs if alike.first == source_id else alike.paragraphs[::-1]
    places = f"first in its paragraph {here} and the other's paragraph {there}"
    if pair.is_same:
        return f"has the same text, or all of the shorter one's ({places}), as that of source"
    return (
        f"shares {alike.shared:,} words, {100 * share(pair):.0f} % of the shorter one's "
        f"({places}), with that of source"
    )
