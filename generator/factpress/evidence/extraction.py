"""From the bytes of a saved copy to its text.

In: a file's name and bytes. Out: the text, and the name and version of what made it, since the
positions of passages depend on it. Knows nothing of passages.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

# https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3: displayed as blocks.
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = frozenset("script style template noscript head title svg math iframe object".split())


class ExtractionError(Exception):
    """A saved copy has no text that we can read; the message says why."""


class Extracted(NamedTuple):
    """The text of a saved copy and what made it, such as `text 1` or `beautifulsoup4 4.12.3`."""

    text: str
    extractor: str


def extracted(name: str, content: bytes) -> Extracted:
    """The text of a plain text, HTML or PDF file, by its ending. Raises ExtractionError."""
    match PurePosixPath(name).suffix.lower():
        case ".txt" | ".md" | "":
            return Extracted(_decoded(content), "text 1")
        case ".html" | ".htm" | ".xhtml":
            return Extracted(_html_text(content), f"beautifulsoup4 {_version('beautifulsoup4')}")
        case ".pdf":
            return Extracted(_pdf_text(content), f"pypdf {_version('pypdf')}")
        case ending:
            raise ExtractionError(
                f'documents that end in "{ending}" cannot be read; save it as .txt, .html or .pdf'
            )


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExtractionError(
            f"document is not UTF-8 (byte {error.start} is 0x{content[error.start]:02X}); "
            "save it as UTF-8"
        ) from None


def _html_text(content: bytes) -> str:
    """The text that a browser would show, blocks parted by blank lines."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(content, "html.parser")
    try:
        pieces = "".join(_shown(soup))
    except RecursionError:
        raise ExtractionError("document is nested too deeply to be read") from None
    paragraphs = (" ".join(part.split()) for part in pieces.split("\0"))
    return "\n\n".join(part for part in paragraphs if part)


def _shown(node: object) -> Iterator[str]:
    from bs4 import Tag
    from bs4.element import CData, NavigableString

    if isinstance(node, Tag):
        if node.name in _HIDDEN or node.has_attr("hidden") or _is_styled_away(node):
            return
        edge = "\0" if node.name in _BLOCKS or node.name == "[document]" else ""
        yield edge
        if node.name == "br":
            yield "\n"
        for child in node.children:
            yield from _shown(child)
        yield edge
    elif isinstance(node, NavigableString) and type(node) in (NavigableString, CData):
        yield str(node)


def _is_styled_away(node: object) -> bool:
    """Whether an element's own style hides it. Style sheets are not read."""
    style = str(getattr(node, "attrs", {}).get("style", "")).lower().replace(" ", "")
    return "display:none" in style or "visibility:hidden" in style


def _pdf_text(content: bytes) -> str:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise ExtractionError("PDF documents need an extra: pip install 'factpress[pdf]'") from None
    try:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, OSError) as error:
        raise ExtractionError(f"PDF cannot be read: {error}") from None
    return "\n\n".join(pages)


def _version(package: str) -> str:
    from importlib.metadata import version  # it imports what deals with mail

    return version(package)
