"""A document prepared for searching: the folded words of its body, its paragraphs, skipped text.

Searches use positions in the folded text. All their results give positions in the original text,
that of all runs of the saved copy.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final

from factpress.text.folding import BARRIER, PARAGRAPH_BREAK, Folded, breaks_at_lines, fold
from factpress.text.offsets import Offsets, Rewrite, rewrite
from factpress.text.quotation_marks import BLANK, Quotations, quotations
from factpress.text.runs import READ, Kind, Run, Stretch, plain_runs, stretches
from factpress.text.similarity import WordIndex, alike, searched
from factpress.text.words import WHOLE_WORD

# Between digits these make one number of them.
_IN_NUMBERS: Final = ".,:/'\u2019\u00b7\u066b\u066c"


# Readers see these between the words of a document, so that the words do not touch.
_SEEN: Final = frozenset({Kind.NOTE, Kind.STRUCK, Kind.RAISED, Kind.FURNITURE})


def gaps(text: str, passed: Iterable[Stretch]) -> Iterator[Rewrite]:
    """The replacement of each row of skipped stretches: nothing, or a barrier."""
    row: list[Stretch] = []
    for each in passed:
        if row and each.start > row[-1].end:
            yield _gap(text, row)
            row = []
        row.append(each)
    if row:
        yield _gap(text, row)


def _gap(text: str, row: Sequence[Stretch]) -> Rewrite:
    start, end = row[0].start, row[-1].end
    is_seen = any(each.kind in _SEEN for each in row)
    is_struck = any(each.kind is Kind.STRUCK for each in row)
    joins = is_seen and _would_join(text, start, end, is_struck=is_struck)
    return Rewrite(start, end, BARRIER if joins else "")


def _would_join(text: str, start: int, end: int, *, is_struck: bool) -> bool:
    """Whether the text around [start, end) would become one word or number without it."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if not before or not after:
        return False
    if before[-1].isalnum() and after[0].isalnum():
        return True
    if not is_struck:
        return False
    opens = before[-1].isdecimal() and after[0] in _IN_NUMBERS and after[1:].isdecimal()
    closes = before[:1].isdecimal() and before[-1] in _IN_NUMBERS and after[0].isdecimal()
    return opens or closes


# Without spaces these separate two words; a hyphen or an en dash joins them.
_PARTING_DASHES: Final = "\u2014\u2015\u2e3a\u2e3b\ufe58"
_BREAK = re.compile(PARAGRAPH_BREAK)
_HYPHENS: Final = "-\u2010\u2011"
_HYPHEN = re.compile("-")
_LINE_HYPHEN = re.compile(r"(?<=\w)- (?=\w)")
_UNSEEN: Final = frozenset({Kind.HIDDEN, Kind.TIMING, Kind.VOICE})


@dataclass(frozen=True, eq=False)
class Document:
    """One document's text, its folded form, and the folded positions of its paragraph breaks.

    `stretches` are the parts that are not plain body; `passed` are the kinds that searches skip.
    """

    text: str
    folded: Folded
    breaks: array[int]
    runs: tuple[Run, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    passed: frozenset[Kind] = frozenset(Kind) - READ

    @property
    def letters(self) -> str:
        """The folded text."""
        return self.folded.text

    @property
    def paragraphs(self) -> int:
        """How many paragraphs the document has; 0 when it is blank."""
        return len(self.breaks) + 1 if self.letters else 0

    def paragraph(self, position: int) -> int:
        """The number, from 1, of the paragraph at this folded position."""
        return bisect_left(self.breaks, position) + 1

    def paragraph_bounds(self, position: int) -> tuple[int, int]:
        """The folded start and end of the paragraph at this folded position."""
        number = bisect_left(self.breaks, position)
        start = self.breaks[number - 1] + 1 if number else 0
        end = self.breaks[number] if number < len(self.breaks) else len(self.letters)
        return start, end

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a folded one, which must not be empty."""
        return self.folded.start(start), self.folded.end(end)

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """The folded span of an original one."""
        return self.folded.folded_start(start), self.folded.folded_end(end)

    def text_of(self, start: int, end: int) -> str:
        """The original text of a folded span, which must not be empty."""
        return self.text[slice(*self.original(start, end))]

    def has_parting_dash(self, position: int) -> bool:
        """Whether the dash at this folded position separates words, as an em dash does."""
        return self.text[self.folded.start(position)] in _PARTING_DASHES

    def passed_over(self, start: int, end: int) -> tuple[Stretch, ...]:
        """The skipped stretches inside a span of the original text."""
        first = bisect_right(self.stretches, start, key=attrgetter("start"))
        last = bisect_left(self.stretches, end, key=attrgetter("start"))
        return tuple(each for each in self.stretches[first:last] if each.kind in self.passed)

    def stretches_in(self, start: int, end: int) -> tuple[Stretch, ...]:
        """The stretches that a span of the original text has, or touches in part."""
        first = bisect_right(self.stretches, start, key=attrgetter("end"))
        last = bisect_left(self.stretches, end, key=attrgetter("start"))
        return self.stretches[first:last]

    def of_kind(self, *kinds: Kind) -> tuple[Stretch, ...]:
        """The stretches of these kinds."""
        return tuple(each for each in self.stretches if each.kind in kinds)

    @cached_property
    def with_struck(self) -> Document:
        """The document with its struck text as words."""
        return self._reading(self.passed - {Kind.STRUCK})

    @cached_property
    def raised_as_notes(self) -> Document:
        """The document without its raised figures."""
        return self._reading(self.passed | {Kind.RAISED})

    @cached_property
    def entire(self) -> Document:
        """The document with nothing skipped, to find words that are not its own."""
        return self._reading(frozenset())

    @cached_property
    def visible(self) -> Document:
        """The document with all text that its page shows: a browser searches it."""
        return self._reading(self.passed & _UNSEEN)

    def _reading(self, passed: frozenset[Kind]) -> Document:
        """The document with these kinds skipped; this one if that makes no difference."""
        differing = self.passed ^ passed
        is_same = not any(each.kind in differing for each in self.stretches)
        return self if is_same else prepare_runs(self.runs, passed)

    def kinds_in(self, start: int, end: int) -> tuple[Kind, ...]:
        """The kinds of text, other than plain body, in a span of the original text."""
        return tuple(dict.fromkeys(each.kind for each in self.stretches_in(start, end)))

    def broken_at(self, position: int) -> int | None:
        """The hyphen at a line's end of the broken word that a cut at this position parts, or None.

        A cut just after the hyphen parts the word too.
        """
        return next((at for at in (position, position - 2) if at in self.line_hyphens), None)

    @cached_property
    def line_hyphens(self) -> frozenset[int]:
        """The folded positions of the hyphens at lines' ends that may break a word."""
        return frozenset(
            found.start()
            for found in _LINE_HYPHEN.finditer(self.letters)
            if self._ends_line(found.start())
        )

    @cached_property
    def bare_of_hyphens(self) -> tuple[str, Offsets]:
        """The folded text without hyphens and dashes, broken words joined, and its offsets."""
        broken = self.line_hyphens
        return rewrite(
            self.letters,
            (
                Rewrite(found.start(), found.start() + (2 if found.start() in broken else 1), "")
                for found in _HYPHEN.finditer(self.letters)
            ),
        )

    def _ends_line(self, position: int) -> bool:
        start, end = self.original(position, position + 3)
        ahead = self.text[start + 1 : end]
        return self.text[start] in _HYPHENS and any(mark in ahead for mark in "\n\r\f\x85\u2028")

    @cached_property
    def words(self) -> int:
        """The number of words in the document."""
        return len(WHOLE_WORD.findall(self.letters))

    @cached_property
    def caseless(self) -> str:
        """The folded text in small letters."""
        return self.letters.lower()

    @cached_property
    def searched(self) -> str:
        """The folded text as browsers compare it."""
        return searched(self.letters)

    @cached_property
    def index(self) -> WordIndex:
        """The index of the words of the folded text, with one character for look-alikes."""
        return WordIndex(alike(self.letters))

    @cached_property
    def quotations(self) -> Quotations:
        """The quotations of the original text."""
        return quotations(self.as_read, self.paragraph_spans())

    @cached_property
    def as_read(self) -> str:
        """The original text with BLANK for each skipped character, so that positions stay."""
        parts: list[str] = []
        copied = 0
        for each in self.stretches:
            if each.kind in self.passed:
                parts += (self.text[copied : each.start], BLANK * (each.end - each.start))
                copied = each.end
        return "".join((*parts, self.text[copied:])) if parts else self.text

    def paragraph_spans(self) -> Iterator[tuple[int, int]]:
        """The span of each paragraph, in characters of the original text."""
        start = 0
        for end in (*self.breaks, len(self.letters)):
            if end > start:
                yield self.original(start, end)
            start = end + 1


def prepare(text: str) -> Document:
    """A searchable document of plain text, made in time linear in its length."""
    return prepare_runs(plain_runs(text))


def prepare_runs(runs: Sequence[Run], passed: frozenset[Kind] = frozenset(Kind) - READ) -> Document:
    """A searchable document without the runs of the kinds in `passed`.

    Blank lines separate its paragraphs, or line breaks: see `breaks_at_lines`.
    """
    text = "".join(run.text for run in runs)
    apart = tuple(stretches(runs))
    left_out = list(gaps(text, (each for each in apart if each.kind in passed)))
    read = "".join(run.text for run in runs if run.kind not in passed) if left_out else text
    folded = fold(text, line_breaks=breaks_at_lines(read), without=left_out)
    breaks = array("I", (found.start() for found in _BREAK.finditer(folded.text)))
    return Document(text, folded, breaks, tuple(runs), apart, passed)
