"""Portraits of documents: a sheet of lines as long as their paragraphs, the quoted words set apart.

Drawn from the lengths of paragraphs alone: it shows no word of the document and needs no rights.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from factpress.i18n.formats import direction
from factpress.model.cards import Catalog, Source
from factpress.model.contexts import View
from factpress.model.evidence import Found, SavedCopy
from factpress.views.cards import language_of
from factpress.views.quotations import united

# In units of the drawing: the margin of the sheet, the space between two columns, the height of a
# line, the least height of a sheet; then characters on a unit's length.
_MARGIN, _BETWEEN, _LINE, _LEAST_HEIGHT = 5, 4, 2, 80
_CHARACTERS = 2.75


class Portrait(View, frozen=True, kw_only=True):
    """A document's portrait, drawn by `components/portrait.html`."""

    width: int
    height: int
    lines: str  #: The lines of its text, as the path of an SVG
    quoted: str  #: The parts of lines with quoted words
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


class _Row(NamedTuple):
    """A line of the portrait: characters [start, end) of all paragraphs, and how long it is."""

    start: int
    end: int
    length: int


def portrait(catalog: Catalog, source: Source, sheet: _Sheet = SMALL) -> Portrait | None:
    """A source's portrait; None where the lengths of its paragraphs are not known."""
    copy = catalog.proof.copies.get(source.key.id)
    if copy is None or not any(copy.lengths):
        return None
    keys = catalog.back.quoted.get(source.key.id, ())
    places = [found for key in keys if (found := catalog.proof.passages.get(key))]
    spans = united(span for found in places for span in _spans(copy, found))
    rows = list(_rows(copy, sheet))
    height = max(math.ceil(len(rows) / sheet.columns), _LEAST_HEIGHT // _LINE - _MARGIN)
    is_rtl = direction(language_of(catalog, source)) == "rtl"
    lines, quoted = "", ""
    for number, row in enumerate(rows):
        if row:
            x = _MARGIN + number // height * (sheet.column + _BETWEEN)
            y = _MARGIN + 1 + number % height * _LINE
            start, way = (sheet.width - x, -1) if is_rtl else (x, 1)
            lines += f"M{start} {y}h{way * row.length}"
            for at, length in _quoted_parts(row, spans):
                quoted += f"M{start + way * at} {y}h{way * length}"
    return Portrait(
        width=sheet.width,
        height=2 * _MARGIN + height * _LINE,
        lines=lines,
        quoted=quoted,
        paragraphs=copy.paragraphs,
        of_them_quoted=len({found.paragraph for found in places}),
    )


def _spans(copy: SavedCopy, found: Found) -> Iterator[tuple[int, int]]:
    """The characters that a passage quotes, counted in paragraphs alone.

    The lock has no places of paragraphs: the space between them is taken to be even, and a passage
    begins in its paragraph in any case.
    """
    before = sum(copy.lengths[: found.paragraph - 1])
    paragraphs = len(copy.lengths)
    between = (copy.characters - sum(copy.lengths)) / max(1, paragraphs - 1)
    begins = before + round(between * (found.paragraph - 1))
    last = copy.lengths[found.paragraph - 1] - 1 if found.paragraph <= paragraphs else 0
    first = before + min(max(0, found.start - begins), max(0, last))
    for start, end in found.pieces:
        yield first + start - found.start, first + end - found.start


def _quoted_parts(row: _Row, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where quoted words are on a line, and how long they are there."""
    scale = row.length / max(1, row.end - row.start)
    for start, end in spans:
        if start < row.end and end > row.start:
            at = min(round((max(start, row.start) - row.start) * scale), row.length - 1)
            until = round((min(end, row.end) - row.start) * scale)
            yield at, max(1, until - at)


def _rows(copy: SavedCopy, sheet: _Sheet) -> Iterator[_Row | None]:
    """The lines of a document, None between two paragraphs.

    Lines of a long document stand for more characters; those of one with very many paragraphs
    for several paragraphs each.
    """
    together = math.ceil(len(copy.lengths) / (sheet.most // 2))
    groups = [sum(copy.lengths[at : at + together]) for at in range(0, len(copy.lengths), together)]
    full = _full_line(groups, sheet)
    for end, length in zip(accumulate(groups), groups, strict=True):
        if end > length:
            yield None
        for start in range(end - length, end, full):
            here = min(full, end - start)
            yield _Row(start, start + here, max(1, round(sheet.column * here / full)))


def _full_line(lengths: Sequence[int], sheet: _Sheet) -> int:
    """How many characters a line stands for, so that there is room for all."""
    full = round(sheet.column * _CHARACTERS)
    room = sheet.most - 2 * len(lengths) + 1
    return max(full, math.ceil(sum(lengths) / max(1, room)))
