"""Browser search: where a browser finds the words of a text fragment in a page.

Browsers differ in their word boundaries. A search takes every boundary that some browser sees, or
only those that all browsers see. Rule: https://wicg.github.io/scroll-to-text-fragment/, "Finding
ranges in a document".
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from factpress.text.folding import fold
from factpress.text.similarity import Work
from factpress.text.words import UNSPACED_RUN, is_word_char


class Directive(NamedTuple):
    """The terms of a text directive; an empty one is not given."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""


def searched(letters: str) -> str:
    """Folded characters as a browser compares them: without letter case and accents."""
    if letters.isascii():
        return letters.lower()
    table = {char: _base(char) for char in set(letters)}
    changed = {ord(char): base for char, base in table.items() if base != char}
    return letters.translate(changed)


def _base(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    # The parts of a Korean syllable are letters, not accents.
    base = parts[0].lower() if all(map(unicodedata.combining, parts[1:])) else char
    return base if len(base) == 1 else char


@dataclass(frozen=True, slots=True, eq=False)
class PageText:
    """The text of a page as browsers compare it, with line feeds between its blocks."""

    text: str

    def first_match(
        self, directive: Directive, work: Work, *, sure: bool
    ) -> tuple[int, int] | None:
        """The span that a browser marks; with `sure`, words end only where all browsers agree."""
        return _Search(self, directive, work, sure).first()

    def is_boundary(self, position: int, *, sure: bool) -> bool:
        """Whether a word may begin or end here; with `sure`, whether it does in every browser."""
        if not 0 < position < len(self.text):
            return True
        before, after = self.text[position - 1], self.text[position]
        if is_word_char(before) and is_word_char(after):
            is_unspaced = UNSPACED_RUN.match(before) or UNSPACED_RUN.match(after)
            return bool(is_unspaced) and not sure
        # An apostrophe or a stop between letters joins them in some browsers (UAX 29).
        return not sure or not (self._joins(position) or self._joins(position - 1))

    def _joins(self, position: int) -> bool:
        if self.text[position] not in "'.,:;\u00b7_" or not 0 < position < len(self.text) - 1:
            return False
        return is_word_char(self.text[position - 1]) and is_word_char(self.text[position + 1])


# Each directive is searched twice, with both rules of word boundaries.
@lru_cache(maxsize=8)
def _terms(directive: Directive) -> Directive:
    """The terms of a directive as browsers compare them."""
    return Directive(*(searched(fold(term).text) if term else "" for term in directive))


class _Search:
    """One run of the algorithm, with the names of the rule."""

    def __init__(self, page: PageText, directive: Directive, work: Work, sure: bool) -> None:
        self.page, self.text, self.work, self.sure = page, page.text, work, sure
        self.start, self.end, self.prefix, self.suffix = _terms(directive)

    def first(self) -> tuple[int, int] | None:
        if not self.start:
            return None
        low = 0
        while True:
            begin = self._begin(low)
            if begin is None:
                return None
            low, start = begin
            if start is None:
                continue
            end = self._end(start + len(self.start))
            if end != -1:
                return None if end is None else (start, end)

    def _begin(self, low: int) -> tuple[int, int | None] | None:
        """Where to continue, and the start term's position; None if there are no more of it."""
        ends_word = bool(self.end) or not self.suffix
        if not self.prefix:
            at = self._find(self.start, low, starts_word=True, ends_word=ends_word)
            return None if at is None else (at + 1, at)
        before = self._find(self.prefix, low, starts_word=True, ends_word=False)
        if before is None:
            return None
        wanted = self._past_space(before + len(self.prefix))
        at = self._find(self.start, wanted, starts_word=False, ends_word=ends_word)
        if at is None:
            return None
        return before + 1, at if at == wanted else None

    def _end(self, low: int) -> int | None:
        """The end of the match; None if there can be none, -1 if this start has none."""
        while True:
            end = low
            if self.end:
                at = self._find(self.end, low, starts_word=True, ends_word=not self.suffix)
                if at is None:
                    return None
                end = at + len(self.end)
            if not self.suffix:
                return end
            wanted = self._past_space(end)
            after = self._find(self.suffix, wanted, starts_word=False, ends_word=True)
            if after is None:
                return None
            if after == wanted:
                return end
            if not self.end:
                return -1
            low = end

    def _find(self, term: str, low: int, *, starts_word: bool, ends_word: bool) -> int | None:
        self.work.spend(1)
        at = self.text.find(term, low)
        while at >= 0:
            self.work.spend(2)
            starts = not starts_word or self.page.is_boundary(at, sure=self.sure)
            ends = not ends_word or self.page.is_boundary(at + len(term), sure=self.sure)
            if starts and ends:
                return at
            at = self.text.find(term, at + 1)
        return None

    def _past_space(self, position: int) -> int:
        while position < len(self.text) and self.text[position].isspace():
            position += 1
        return position
