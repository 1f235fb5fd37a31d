"""PDF to runs, with pypdf: its lines, its pages, its raised and lowered figures.

A raised figure has a smaller size and a higher baseline, so that a note mark never joins a number.
This module is imported only where pypdf is installed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, ContentStream, NameObject, StreamObject

from factpress.text.runs import (
    LINE_END,
    PAGE_END,
    Kind,
    Run,
    kind_of_raised,
    lowered,
    page_runs,
    raised,
)

# Text smaller, and further off the line, than these shares of the last text's size is out of line.
_SMALLER: Final = 0.88
_MOVED: Final = 0.08
_LOOK_BACK: Final = 40
# Placeholders of raised figures in a page's text until its lines are known.
_FIGURES = "".join(chr(0xE100 + number) for number in range(2048))


class PdfError(Exception):
    """A PDF cannot be read; the message says why."""


class _Chunk(NamedTuple):
    """Text in one font, with its size and the height of its baseline."""

    text: str
    size: float
    height: float


def pdf_runs(content: bytes) -> tuple[Run, ...]:
    """The runs of a PDF. Raises PdfError."""
    try:
        pages = [list(_page(page)) for page in PdfReader(io.BytesIO(content)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise PdfError(str(error) or type(error).__name__) from None
    return tuple(_runs_of_pages(pages))


def _runs_of_pages(pages: Sequence[Sequence[Run]]) -> Iterator[Run]:
    """The runs of all pages, furniture among them; figures keep their kinds."""
    figures: list[Run] = []
    text: list[str] = []
    for number, page in enumerate(pages):
        text.append(PAGE_END if number else "")
        for run in page:
            if run.kind is Kind.BODY or len(figures) == len(_FIGURES):
                text.append(run.text)
            else:
                text.append(_FIGURES[len(figures)])
                figures.append(run)
    places = {_FIGURES[number]: run for number, run in enumerate(figures)}
    for run in page_runs("".join(text)):
        yield from _put_back(run, places)


def _put_back(run: Run, places: dict[str, Run]) -> Iterator[Run]:
    copied = 0
    for at, char in enumerate(run.text):
        if char in places:
            yield Run(run.kind, run.text[copied:at])
            figure = places[char]
            yield figure if run.kind is Kind.BODY else Run(run.kind, figure.text)
            copied = at + 1
    yield Run(run.kind, run.text[copied:])


def _page(page: Any) -> Iterator[Run]:
    chunks: list[_Chunk] = []
    rises = _Rises()
    _part_sizes(page)

    def see_text(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        if text:
            line = text.replace(PAGE_END, LINE_END)
            chunks.append(_chunk(line, cm, tm, size, rises.taken()))

    whole = page.extract_text(visitor_text=see_text, visitor_operand_before=rises.see)
    # A form feed in a page's text must not count as the page's end.
    whole = whole.replace(PAGE_END, LINE_END)
    if "".join(chunk.text for chunk in chunks).split() != whole.split():
        yield Run(Kind.BODY, whole)
    else:
        yield from _runs(chunks)


def _part_sizes(page: Any) -> None:
    """Repeat the font operator wherever the text matrix changes the size.

    Many programs set every font in size 1 and scale it by the operator Tm; pypdf splits its text
    at font operators only.
    """
    content = page["/Contents"].get_object() if "/Contents" in page else None
    if not isinstance(content, StreamObject | ArrayObject):
        return
    stream = ContentStream(content, page.pdf, "bytes")
    font: Any = None
    size = 0.0
    found: list[tuple[Any, Any]] = []
    for operands, operator in stream.operations:
        if operator == b"Tf":
            font = operands
        elif operator == b"BT":
            size = 0.0
        elif operator == b"Tm" and len(operands) == 6:
            before, size = size, abs(float(operands[3]))
            if font and before and not _SMALLER < size / before < 1 / _SMALLER:
                found.append((font, b"Tf"))
        found.append((operands, operator))
    stream.operations = found
    # Now pypdf need not parse it again.
    page[NameObject("/Contents")] = stream


class _Rises:
    """How far above its baseline text is set by the operator Ts (ISO 32000-1, 9.3.7)."""

    def __init__(self) -> None:
        self._now = self._shown = 0.0

    def see(self, operator: Any, operands: Any, cm: Any, tm: Any) -> None:
        if operator == b"Ts" and operands:
            self._now = float(operands[0])
        elif operator in (b"Tj", b"TJ", b"'", b'"'):
            self._shown = self._now

    def taken(self) -> float:
        """The rise of the last text, once."""
        shown, self._shown = self._shown, 0.0
        return shown


def _chunk(text: str, cm: Any, tm: Any, size: Any, rise: float) -> _Chunk:
    scale = abs(float(tm[3]) * float(cm[3])) or 1.0
    height = float(tm[5]) * float(cm[3]) + float(cm[5]) + rise * scale
    return _Chunk(text, abs(float(size)) * scale, height)


def _runs(chunks: Sequence[_Chunk]) -> Iterator[Run]:
    """The runs of chunks, with figures out of line as raised or lowered ones."""
    line: _Chunk | None = None
    before = ""
    for chunk in chunks:
        figures = chunk.text.strip()
        moved = _moved(chunk, line)
        if line and moved and figures and not any(char.isalpha() for char in figures):
            kind = kind_of_raised(before) if moved > 0 else Kind.BODY
            text = raised(figures) if moved > 0 else lowered(figures)
            yield Run(kind, text)
            yield Run(Kind.BODY, chunk.text[len(chunk.text.rstrip()) :])
            before = (before + text)[-_LOOK_BACK:]
            continue
        if figures:
            line = chunk
        before = (before + chunk.text)[-_LOOK_BACK:]
        yield Run(Kind.BODY, chunk.text)


def _moved(chunk: _Chunk, line: _Chunk | None) -> float:
    """The distance of a chunk from the line, in sizes of the line; 0 if it is in line."""
    if line is None or not line.size or chunk.size > _SMALLER * line.size:
        return 0.0
    moved = (chunk.height - line.height) / line.size
    return moved if _MOVED < abs(moved) < 1 else 0.0
