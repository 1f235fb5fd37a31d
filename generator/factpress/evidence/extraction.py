"""From the bytes of a saved copy to its runs.

In: a file's name and bytes. Out: the runs of its text, and the name and version of what made them,
since the positions of passages depend on it. Knows nothing of passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from factpress.evidence.furniture import page_runs
from factpress.evidence.runs import Extracted, Kind, Run, merged, plain_runs

__all__ = ["Extracted", "ExtractionError", "extracted"]

_READABLE = ".txt, .html, .pdf, .srt or .vtt"


class ExtractionError(Exception):
    """A saved copy has no text that we can read; the message says why."""


def extracted(name: str, content: bytes) -> Extracted:
    """The runs of a plain text, HTML, PDF or subtitle file, by its ending.

    Raises ExtractionError.
    """
    match PurePosixPath(name).suffix.lower():
        case ".md":
            return Extracted(_refined(_markdown(_decoded(content))), "text 1")
        case ".txt" | "":
            return Extracted(_refined(page_runs(_decoded(content))), "text 1")
        case ".html" | ".htm" | ".xhtml":
            return Extracted(
                _refined(_html(content)), f"beautifulsoup4 {_version('beautifulsoup4')}"
            )
        case ".pdf":
            return Extracted(_refined(_pdf(content)), f"pypdf {_version('pypdf')}")
        case ".srt" | ".vtt":
            from factpress.evidence.subtitles import subtitle_runs

            return Extracted(_refined(subtitle_runs(_decoded(content))), "subtitles 1")
        case ending:
            raise ExtractionError(
                f'documents that end in "{ending}" cannot be read; save it as {_READABLE}'
            )


def _refined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with the note marks of plain text apart, whatever the format."""
    return merged(each for run in merged(runs) for each in _apart(run))


def _apart(run: Run) -> Iterator[Run]:
    if run.kind is Kind.BODY:
        yield from plain_runs(run.text)
    else:
        yield run


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExtractionError(
            f"document is not UTF-8 (byte {error.start} is 0x{content[error.start]:02X}); "
            "save it as UTF-8"
        ) from None


_MARK = re.compile("~~|<!--")
_LONGEST_STRUCK: Final = 2000


def _markdown(text: str) -> Iterator[Run]:
    """Markdown with what it strikes out, and its comments, which a page hides, apart."""
    copied = 0
    last_comment = text.rfind("-->")
    for mark in _MARK.finditer(text):
        start = mark.start()
        if start < copied:
            continue
        if mark[0] == "~~":
            end = _struck_end(text, start)
        else:
            end = text.find("-->", start) + 3 if start < last_comment else 0
        if end:
            yield Run(Kind.BODY, text[copied:start])
            yield Run(Kind.STRUCK if mark[0] == "~~" else Kind.HIDDEN, text[start:end])
            copied = end
    yield Run(Kind.BODY, text[copied:])


def _struck_end(text: str, start: int) -> int:
    """The end of text struck out that begins here; 0 where none does."""
    close = text.find("~~", start + 3, start + _LONGEST_STRUCK)
    inner = text[start + 2 : close] if close > 0 else " "
    is_struck = inner == inner.strip() and "\n\n" not in inner
    return close + 2 if is_struck else 0


def _html(content: bytes) -> tuple[Run, ...]:
    from bs4.exceptions import ParserRejectedMarkup

    from factpress.evidence.html_text import html_runs

    try:
        return html_runs(content)
    except (ParserRejectedMarkup, AssertionError, ValueError) as error:
        why = str(error).strip().splitlines() or [type(error).__name__]
        raise ExtractionError(
            f"HTML cannot be read: {why[-1].strip()[:200]}; save its text as .txt"
        ) from None


def _pdf(content: bytes) -> tuple[Run, ...]:
    try:
        from factpress.evidence.pdf_text import PdfError, pdf_runs
    except ImportError:
        raise ExtractionError("PDF documents need an extra: pip install 'factpress[pdf]'") from None
    try:
        return pdf_runs(content)
    except PdfError as error:
        raise ExtractionError(f"PDF cannot be read: {error}") from None


def _version(package: str) -> str:
    from importlib.metadata import version  # it imports what deals with mail

    return version(package)
