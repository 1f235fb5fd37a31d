"""Extraction: the runs of a saved copy's bytes, by the ending of its file name.

The extractor's name and version come with the runs: the positions of passages depend on them.
Subtitles and Markdown are read here; HTML and PDF have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import PurePosixPath
from typing import Final

from factpress.model.problems import quoted
from factpress.text.label_words import folded, label_words
from factpress.text.runs import Extracted, Kind, Run, merged, page_runs, plain_runs

# Subtitles (WebVTT and SubRip): cues, their timings, their speakers.
_BLANK = re.compile(r"\n[ \t]*\n+")
_TIMING = re.compile(
    r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]+-->[ \t]+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[^\n]*"
)
_TAG = re.compile(r"<(/?)([a-z]*)([^<>]*)>|<\d[\d:.]*>")
_VOICE = re.compile(r"\s*<v(?:\.[^\s<>]*)?[ \t]+(?P<name>[^<>]*)>")
_LABEL = re.compile(r"\s*(?P<name>[^\W\d_][^\n:.!?]{0,40}):\s")
_DASH = re.compile(r"\s*[-\u2013\u2014]\s")
# The end of a cue whose sentence continues in the next one.
_GOES_ON = re.compile(r"[\w,;]\s*\Z")
_NOTES: Final = ("NOTE", "STYLE", "REGION", "WEBVTT")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_BREAK: Final = "\n\n"


def subtitle_runs(text: str) -> tuple[Run, ...]:
    """The runs of a subtitle file: the words of its cues are its body."""
    runs: list[Run] = []
    copied = 0
    before = ""
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    for gap in (*_BLANK.finditer(normal), None):
        end = gap.start() if gap else len(normal)
        timings, words = _parted(normal[copied:end])
        runs.append(Run(Kind.TIMING, timings))
        if words:
            if before:
                runs.append(Run(Kind.BODY, _BREAK if _opens_turn(words, before) else "\n"))
            runs += _words(words)
            before = words
        if gap:
            runs.append(Run(Kind.TIMING, gap[0]))
            copied = gap.end()
    return tuple(runs)


def _parted(block: str) -> tuple[str, str]:
    """The timing and the words of a block; a block that is no cue has no words."""
    timing = _TIMING.search(block)
    if timing is None or block.startswith(_NOTES):
        return block, ""
    start = timing.end() + (block[timing.end() : timing.end() + 1] == "\n")
    return block[:start], block[start:]


def _opens_turn(words: str, before: str) -> bool:
    """Whether a cue opens a new turn.

    Some programs repeat the voice on every cue. A dash or a colon may belong to a sentence that the
    cue before breaks off.
    """
    voice = _VOICE.match(words)
    if voice:
        last = [tag["name"] for tag in _VOICE.finditer(before)][-1:]
        return last != [voice["name"]]
    label = _LABEL.match(words)
    if words.lstrip().startswith(">>") or (label and label["name"].isupper()):
        return True
    has_ended = _GOES_ON.search(_TAG.sub("", before)) is None
    # "Third: pay them" has no label.
    is_label = label and not (
        label["name"][0].islower() or folded(label["name"]) in label_words().asides
    )
    return has_ended and (bool(is_label) or _DASH.match(words) is not None)


def _words(words: str) -> Iterator[Run]:
    """The runs of a cue's words, without its tags; the name in a voice tag is a run."""
    copied = 0
    for tag in _TAG.finditer(words):
        yield Run(Kind.BODY, _unescaped(words[copied : tag.start()]))
        if tag[2] == "v" and not tag[1]:
            yield Run(Kind.VOICE, tag[3].partition(" ")[2].strip())
        copied = tag.end()
    yield Run(Kind.BODY, _unescaped(words[copied:]))


def _unescaped(words: str) -> str:
    """Words with their character references replaced, as in `nobody&#39;s`."""
    return _REFERENCE.sub(lambda found: unescape(found[0]), words)


_LONGEST_MESSAGE: Final = 200
_READABLE = ".txt, .html, .pdf, .srt or .vtt"


class ExtractionError(Exception):
    """A saved copy cannot be read; the message says why."""


def extracted(name: str, content: bytes) -> Extracted:
    """The runs of a plain text, HTML, PDF or subtitle file, by its ending.

    Raises ExtractionError.
    """
    match PurePosixPath(name).suffix.lower():
        case ".md":
            return Extracted(_refined(_markdown(_decoded(content))), "text 1")
        case ".txt" | "":
            return Extracted(_refined(page_runs(_decoded(content))), "text 1")
        case ".html" | ".htm" | ".xhtml" as ending:
            runs = _html(content, is_xml=ending == ".xhtml")
            return Extracted(_refined(runs), f"beautifulsoup4 {_version('beautifulsoup4')}")
        case ".pdf":
            return Extracted(_refined(_pdf(content)), f"pypdf {_version('pypdf')}")
        case ".srt" | ".vtt":
            return Extracted(_refined(subtitle_runs(_decoded(content))), "subtitles 1")
        case ending:
            raise ExtractionError(
                f"documents that end in {quoted(ending)} cannot be read; save it as {_READABLE}"
            )


def _refined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with the note marks of the body as runs of their own."""
    return merged(
        each
        for run in merged(runs)
        for each in (plain_runs(run.text) if run.kind is Kind.BODY else (run,))
    )


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
    """The runs of Markdown: the body, struck-out text, and comments, which a page hides."""
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
    """The end of the struck-out text that begins here, or 0."""
    close = text.find("~~", start + 3, start + _LONGEST_STRUCK)
    inner = text[start + 2 : close] if close > 0 else " "
    is_struck = inner == inner.strip() and "\n\n" not in inner
    return close + 2 if is_struck else 0


def _html(content: bytes, *, is_xml: bool) -> tuple[Run, ...]:
    from bs4.exceptions import ParserRejectedMarkup

    from factpress.archive.html_text import html_runs

    try:
        return html_runs(content, is_xml=is_xml)
    except (ParserRejectedMarkup, AssertionError, ValueError) as error:
        why = str(error).strip().splitlines() or [type(error).__name__]
        raise ExtractionError(
            f"HTML cannot be read: {_printable(why[-1])}; save its text as .txt"
        ) from None


def _pdf(content: bytes) -> tuple[Run, ...]:
    try:
        from factpress.archive.pdf_text import PdfError, pdf_runs
    except ImportError:
        raise ExtractionError("PDF documents need an extra: pip install 'factpress[pdf]'") from None
    try:
        return pdf_runs(content)
    except PdfError as error:
        raise ExtractionError(f"PDF cannot be read: {_printable(str(error))}") from None


def _printable(message: str) -> str:
    """A library's message, which may hold words of the document, on one line."""
    return quoted(" ".join(message.split()), _LONGEST_MESSAGE)[1:-1]


def _version(package: str) -> str:
    from importlib.metadata import version  # slow to import: it reads mail headers

    return version(package)
