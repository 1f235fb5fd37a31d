"""Portraits of documents: a sheet of lines as long as their paragraphs, those quoted set apart.

Drawn from the lengths of paragraphs alone: it shows no word of the document and needs no rights.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from factpress.i18n.formats import direction
from factpress.model.cards import Catalog, Source
from factpress.model.contexts import View
from factpress.model.evidence import SavedCopy
from factpress.views.cards import language_of

# In units of the drawing: the margin of the sheet, the space between two columns, the height of a
# line; then characters on a unit's length, and the least height of a sheet.
_MARGIN, _BETWEEN, _LINE = 5, 4, 2
_CHARACTERS = 2.75
_LEAST_HEIGHT = 56


class Portrait(View, frozen=True, kw_only=True):
    """A document's portrait, drawn by `components/portrait.html`."""

    width: int
    height: int
    lines: str  #: The lines of paragraphs that no passage is from, as the path of an SVG
    quoted: str  #: The lines of paragraphs in which quoted passages begin
    paragraphs: int  #: How many paragraphs the document has
    of_them_quoted: int  #: In how many of them quoted passages begin


class _Sheet(NamedTuple):
    """How many columns of lines a sheet has, how wide each is, and the most lines and gaps."""

    columns: int
    column: int
    most: int

    @property
    def width(self) -> int:
        return 2 * _MARGIN + self.columns * self.column + (self.columns - 1) * _BETWEEN


SMALL = _Sheet(columns=2, column=24, most=120)  # in a list of documents
LARGE = _Sheet(columns=1, column=50, most=90)  # on the document's own page


def portrait(catalog: Catalog, source: Source, sheet: _Sheet = SMALL) -> Portrait | None:
    """A source's portrait; None where the lengths of its paragraphs are not known.

    A passage that runs on into another paragraph marks the one it begins in.
    """
    copy = catalog.proof.copies.get(source.key.id)
    if copy is None or not any(copy.lengths):
        return None
    places = (catalog.proof.passages.get(key) for key in catalog.back.quoted.get(source.key.id, ()))
    quoted = {each.paragraph for each in places if each}
    rows = list(_rows(copy, quoted, sheet))
    a_column = max(math.ceil(len(rows) / sheet.columns), _LEAST_HEIGHT // _LINE - _MARGIN)
    is_rtl = direction(language_of(catalog, source)) == "rtl"
    paths: dict[bool, list[str]] = {False: [], True: []}
    for number, row in enumerate(rows):
        if row:
            x = _MARGIN + number // a_column * (sheet.column + _BETWEEN)
            start, length = (sheet.width - x, -row.length) if is_rtl else (x, row.length)
            y = _MARGIN + 1 + number % a_column * _LINE
            paths[row.is_quoted].append(f"M{start} {y}h{length}")
    return Portrait(
        width=sheet.width,
        height=2 * _MARGIN + a_column * _LINE,
        lines="".join(paths[False]),
        quoted="".join(paths[True]),
        paragraphs=copy.paragraphs,
        of_them_quoted=len(quoted),
    )


class _Row(NamedTuple):
    """A line of the portrait."""

    length: int
    is_quoted: bool


def _rows(copy: SavedCopy, quoted: AbstractSet[int], sheet: _Sheet) -> Iterator[_Row | None]:
    """The lines of a document, None between two paragraphs.

    Lines of a long document stand for more characters; those of one with very many paragraphs
    for several paragraphs each.
    """
    together = math.ceil(len(copy.lengths) / (sheet.most // 2))
    groups = [
        (sum(copy.lengths[at : at + together]), bool(quoted & {*range(at + 1, at + together + 1)}))
        for at in range(0, len(copy.lengths), together)
    ]
    full = _full_line([length for length, _ in groups], sheet)
    for number, (length, is_quoted) in enumerate(groups):
        if number:
            yield None
        whole, rest = divmod(length, full)
        yield from [_Row(sheet.column, is_quoted)] * whole
        if rest or not whole:
            yield _Row(max(1, round(sheet.column * rest / full)), is_quoted)


def _full_line(lengths: Sequence[int], sheet: _Sheet) -> int:
    """How many characters a line stands for, so that there is room for all."""
    full = round(sheet.column * _CHARACTERS)
    room = sheet.most - 2 * len(lengths) + 1
    return max(full, math.ceil(sum(lengths) / max(1, room)))
