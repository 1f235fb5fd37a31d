"""A document prepared for searching.

In goes the text of one saved source; out comes a Document: its words folded, its paragraphs
counted. Knows nothing of where the text was kept. Positions in the folded text stay inside this
package; every result of it gives characters of the original text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from factpress.evidence.browser_search import searched
from factpress.evidence.folding import PARAGRAPH_BREAK, Folded, breaks_at_lines, fold
from factpress.evidence.likeness import alike
from factpress.evidence.quotations import Quotations, quotations
from factpress.evidence.word_index import WordIndex

# Set tight, these part two words, where a hyphen or an en dash makes one of them.
_PARTING_DASHES: Final = "\u2014\u2015\u2e3a\u2e3b\ufe58"
_BREAK = re.compile(PARAGRAPH_BREAK)


@dataclass(frozen=True, eq=False)
class Document:
    """One document's text, its folded form, and the folded positions of its paragraph breaks."""

    text: str
    folded: Folded
    breaks: array[int]

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

    def has_parting_dash(self, position: int) -> bool:
        """Whether the dash at this folded position is one that parts words, such as an em dash."""
        return self.text[self.folded.start(position)] in _PARTING_DASHES

    @cached_property
    def caseless(self) -> str:
        """The folded text in small letters."""
        return self.letters.lower()

    @cached_property
    def searched(self) -> str:
        """The folded text as a browser compares it."""
        return searched(self.letters)

    @cached_property
    def index(self) -> WordIndex:
        """Where the words of the folded text stand, like characters made one."""
        return WordIndex(alike(self.letters))

    @cached_property
    def quotations(self) -> Quotations:
        """What stands inside quotation marks, in characters of the original text."""
        return quotations(self.text, self.paragraph_spans())

    def paragraph_spans(self) -> Iterator[tuple[int, int]]:
        """The span of each paragraph, in characters of the original text."""
        start = 0
        for end in (*self.breaks, len(self.letters)):
            if end > start:
                yield self.original(start, end)
            start = end + 1


def prepare(text: str) -> Document:
    """The document ready to be searched, in time linear in its length.

    Paragraphs are parted by blank lines; in a document that has none, and most of whose text
    stands in lines longer than 120 characters, by line breaks.
    """
    folded = fold(text, line_breaks=breaks_at_lines(text))
    breaks = array("I", (found.start() for found in _BREAK.finditer(folded.text)))
    return Document(text, folded, breaks)
