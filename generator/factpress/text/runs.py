"""Runs: the text of a saved copy as stretches of one kind each, the same for every format.

A search reads the words of the body; text that it skips never joins a word or a digit. Raised
figures and the furniture of pages are recognised here too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from enum import StrEnum
from itertools import chain, groupby
from typing import Final, NamedTuple

LINE_END: Final = "\n"
PARAGRAPH_END: Final = "\n\n"
# A page's end is a line's end, and no paragraph's.
PAGE_END: Final = "\f"


class Kind(StrEnum):
    """The kinds of text in a document.

    `body`: its words. `label`: words of the body that markup sets apart at a paragraph's start,
    such as a speaker's name. `inserted`: words of the body added later. `raised`: raised figures,
    either a note mark or a power. A search skips the rest: `note` marks, `struck` text, `hidden`
    text, page `furniture` (menus, headers, page numbers), readers' `comment`s, the `timing` and
    `voice` of a subtitle, the `ruby` that shows how to read characters.
    """

    BODY = "body"
    LABEL = "label"
    INSERTED = "inserted"
    RAISED = "raised"
    NOTE = "note"
    STRUCK = "struck"
    HIDDEN = "hidden"
    FURNITURE = "furniture"
    COMMENT = "comment"
    TIMING = "timing"
    VOICE = "voice"
    RUBY = "ruby"


READ: Final = frozenset({Kind.BODY, Kind.LABEL, Kind.INSERTED, Kind.RAISED})


class Run(NamedTuple):
    """A stretch of text of one kind. Line, paragraph and page ends are characters of the body."""

    kind: Kind
    text: str


class Extracted(NamedTuple):
    """The runs of a saved copy, and the extractor's name and version, such as `text 1`."""

    runs: tuple[Run, ...]
    extractor: str

    @property
    def text(self) -> str:
        """The text of all runs: positions of passages are characters of it."""
        return "".join(run.text for run in self.runs)


class Stretch(NamedTuple):
    """Characters [start, end) of the text of all runs; they are of one kind."""

    start: int
    end: int
    kind: Kind


def stretches(runs: Iterable[Run]) -> Iterator[Stretch]:
    """The stretches of all runs that are not plain body."""
    start = 0
    for run in runs:
        end = start + len(run.text)
        if run.kind is not Kind.BODY and run.text:
            yield Stretch(start, end, run.kind)
        start = end


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs without empty ones; neighbours of one kind become one run."""
    present = (run for run in runs if run.text)
    return tuple(
        Run(kind, "".join(run.text for run in group))
        for kind, group in groupby(present, key=lambda run: run.kind)
    )


# Figures and signs as they are set above and below the line (Unicode, "Superscripts and
# Subscripts" and Latin-1 Supplement).
_PLAIN: Final = "0123456789+-=()n"
RAISED: Final = (
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
    "\u207a\u207b\u207c\u207d\u207e\u207f"
)
LOWERED: Final = (
    "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089"
    "\u208a\u208b\u208c\u208d\u208e\u2099"
)
RAISED_DIGITS: Final = RAISED[:10]
LOWERED_DIGITS: Final = LOWERED[:10]
_TO_RAISED = str.maketrans(f"{_PLAIN}\u2212", f"{RAISED}\u207b")
_TO_LOWERED = str.maketrans(f"{_PLAIN}\u2212", f"{LOWERED}\u208b")
_TO_FIGURES = str.maketrans(RAISED, _PLAIN)

# Units of length, area, volume, time and mass: a raised figure after one is a power.
_UNITS: Final = frozenset(
    "m km cm mm dm hm dam nm \u00b5m \u03bcm um ft in yd mi s ms min h hr kg g mg t lb l ml cl "
    "\u043c \u043a\u043c \u0441\u043c \u043c\u043c \u0434\u043c \u0441 \u043a\u0433 "
    "\u0645 \u0643\u0645 \u0633\u0645 \u7c73 \u5343\u7c73 \u516c\u91cc \u5398\u7c73".split()
)
# A raised figure after another word this short is ambiguous: the c of mc is raised to a power.
_SHORT: Final = 2
# After an amount's end (61 %, 5 €) no raised figure is a power either.
_STOPS: Final = (
    "%\u2030\u20ac\u00a3$.,;:!?\u2026\"'\u2019\u201d\u00bb)]\u061f\u060c\u061b\u06d4\u0964"
    "\u3002\uff0c\u300d\u300f\uff01\uff1f"
)
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_LOOK_BACK: Final = 40


def kind_of_raised(before: str) -> Kind:
    """The kind of unmarked raised figures after this text.

    `note` after a stop or a word longer than a unit; `body` after a unit or a single letter, since
    a power is text; `raised` after a digit and wherever both are possible.
    """
    near = before[-_LOOK_BACK:].rstrip(" \t\u00a0\u202f\u2009")
    last = near[-1:]
    if not last or last.isdigit() or last in RAISED or last in LOWERED:
        return Kind.RAISED
    word = _LAST_WORD.search(near)
    if word is None:
        return Kind.NOTE if last in _STOPS else Kind.RAISED
    if word[0] in _UNITS or (len(word[0]) == 1 and not _is_ideograph(word[0])):
        return Kind.BODY
    return Kind.RAISED if len(word[0]) <= _SHORT and word[0].isascii() else Kind.NOTE


def _is_ideograph(letter: str) -> bool:
    return letter >= "\u3040"


def raised(figures: str) -> str:
    """Figures and signs as raised characters; others stay as they are."""
    return figures.translate(_TO_RAISED)


def lowered(figures: str) -> str:
    """Figures and signs as lowered characters; others stay as they are."""
    return figures.translate(_TO_LOWERED)


def figures_of(mark: str) -> str:
    """A note mark without its brackets, in plain figures."""
    return "".join(mark.translate(_TO_FIGURES).split()).strip("[]()")


# In plain text: raised figures, or a number in brackets that touches the character before it.
_NOTE_LIKE = re.compile(
    rf"(?<![{RAISED_DIGITS}])[{RAISED_DIGITS}]++(?:[,\u2013-][{RAISED_DIGITS}]++)*+"
    r"(?![\u207a\u207b/\u2044])"
    r"|(?<=[^\s\[(])\[(?:[0-9]{1,3}|[a-z]|[*\u2020\u2021]|\^[\w-]{1,20}"
    r"|(?:foot|end)?note ?[0-9]{1,3})\](?!\w)"
)


def plain_runs(text: str) -> tuple[Run, ...]:
    """The runs of text without markup: body, note marks and ambiguous raised figures."""
    found: list[Run] = []
    copied = 0
    for mark in _NOTE_LIKE.finditer(text):
        kind = _kind_of_plain(text, mark, found[-1] if copied == mark.start() and found else None)
        if kind is not Kind.BODY:
            found += (Run(Kind.BODY, text[copied : mark.start()]), Run(kind, mark[0]))
            copied = mark.end()
    return merged([*found, Run(Kind.BODY, text[copied:])])


def _kind_of_plain(text: str, mark: re.Match[str], touching: Run | None) -> Kind:
    if mark[0][0] == "[":
        return Kind.NOTE
    if touching is not None:
        return touching.kind
    return kind_of_raised(text[max(0, mark.start() - _LOOK_BACK) : mark.start()])


# Page furniture: the headers, footers and page numbers of text that has pages.

# Only this many lines at each edge of a page may be furniture.
_MOST_LINES: Final = 3
_LONGEST: Final = 120
_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|s\.|\u0441\u0442\u0440\.?|\u0441\u0442\u0440\u0430\u043d\u0438\u0446\u0430"
    r"|p\u00e1gina|p\u00e1g\.)\s*)?[0-9]{1,4}(?:\s*(?:/|of|sur|de|von|\u0438\u0437)\s*[0-9]{1,4})?\W*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9]+")
_LINE = re.compile(r"[^\n]*\n?")


def page_runs(text: str) -> tuple[Run, ...]:
    """The runs of a text: the body, and the furniture of pages that form feeds end."""
    if PAGE_END not in text:
        return (Run(Kind.BODY, text),)
    pages = [_LINE.findall(page) for page in text.split(PAGE_END)]
    edges = [dict(_edge_lines(lines)) for lines in pages]
    counts = Counter(chain.from_iterable(set(edge.values()) for edge in edges))
    least = max(2, len(pages) // 3)
    repeated = {words for words, count in counts.items() if count >= least}
    runs: list[Run] = []
    for number, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        if number:
            runs.append(Run(Kind.BODY, PAGE_END))
        runs += _runs_of_page(lines, sorted(set(_furniture(lines, edge, repeated))))
    return tuple(runs)


def _runs_of_page(lines: Sequence[str], furniture: Sequence[int]) -> Iterator[Run]:
    """The runs of a page; `furniture` are the numbers of lines."""
    copied = 0
    for at in furniture:
        yield Run(Kind.BODY, "".join(lines[copied:at]))
        yield Run(Kind.FURNITURE, lines[at])
        copied = at + 1
    yield Run(Kind.BODY, "".join(lines[copied:]))


def _edge_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The first and last filled lines of a page: the number of each, and its words without digits.

    Long lines are left out.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for at in dict.fromkeys((*filled[:_MOST_LINES], *filled[-_MOST_LINES:])):
        if len(lines[at]) <= _LONGEST:
            yield at, _DIGITS.sub("#", " ".join(lines[at].split()))


def _furniture(lines: Sequence[str], edge: Mapping[int, str], repeated: Set[str]) -> Iterator[int]:
    """The numbers of the furniture lines: the unbroken row of them at either edge of a page."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    known = {
        at
        for at, words in edge.items()
        if words in repeated or _NUMBER.fullmatch(lines[at].strip())
    }
    for order in (filled, filled[::-1]):
        for at in order[:_MOST_LINES]:
            if at not in known:
                break
            yield at
