"""Text fragments: the words by which a browser finds a passage in a live page.

With the document at hand the browser's search runs in it: a directive must find the passage, and
nothing before it. Rule: https://wicg.github.io/scroll-to-text-fragment/, "Syntax": terms are whole
words within one block; letter case does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias
from urllib.parse import quote

from factpress.archive.document import Document
from factpress.model.evidence import NO_FRAGMENT, Found
from factpress.text.folding import PARAGRAPH_BREAK, fold
from factpress.text.similarity import GivenUp, Work, searched
from factpress.text.words import UNSPACED_RUN, bare_span, is_word_char

_Run: TypeAlias = Sequence[str]
_Span: TypeAlias = tuple[int, int]

# Of a longer passage only the first and last words are terms: live pages get small corrections.
_MOST_WORDS: Final = 8
_EDGE_WORDS: Final = 4
# A term of one word is too little, if a longer run is at hand.
_FEWEST_WORDS: Final = 2
# Numbers of words at an edge, and beside it, to try until a directive finds only the passage.
_EDGES: Final = (_EDGE_WORDS, 8, 2, 16)
_BESIDE: Final = ((0, 0), (3, 0), (0, 3), (3, 3), (8, 0), (0, 8), (8, 8), (16, 16))
_LONGEST_TERM: Final = 300
_LONGEST_BESIDE: Final = 150
_MAX_STEPS: Final = 20_000

_OMISSION = re.compile(r"\[\s*(?:\u2026|\.\.\.)\s*\]")
_CAPITAL = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
# Marks that may differ between two texts: quotation marks, dashes, hyphens, ellipses and invisible
# characters. Browsers treat all apostrophes alike.
_UNSURE = (
    '"`\u00b4\u00ab\u00bb\u201c-\u201f\u2032\u2033\u2039\u203a\u2010-\u2015\u2212\u2026'
    "\u00ad\u200b-\u200f\ufeff\uff02-"
)
_UNSURE_WORD = re.compile(rf"\w+(?:[{_UNSURE}]+\w+)+")
_UNSURE_MARK = re.compile(rf"(?:[{_UNSURE}]|\.\.\.|(?<!\w)['\u2018\u2019]|['\u2018\u2019](?!\w))+")
_BREAK: Final = "\n"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


class Directive(NamedTuple):
    """The terms of a text directive; an empty one is not given."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""


def fragment_of(document: Document, passage: str, found: Found) -> str:
    """The directive of a passage, encoded; empty if the passage's own words give it.

    NO_FRAGMENT if no directive finds the passage.
    """
    page = PageText(document.searched)
    place = bare_span(document.letters, *document.folded_span(found.start, found.end))
    work = Work(_MAX_STEPS)
    try:
        plain = directive(passage, found)
        is_found = _is_telling(plain) and _is_found(page, plain, place, work)
        if is_found and _is_literal(document, plain, place):
            return ""
        for candidate in _candidates(document, page, place):
            if _is_found(page, candidate, place, work):
                return encoded(candidate)
    except GivenUp:
        pass
    return NO_FRAGMENT


def _is_found(page: PageText, asked: Directive, place: _Span, work: Work) -> bool:
    """Whether every browser finds this span first, with any rule of word boundaries."""
    return all(page.first_match(asked, work, sure=sure) == place for sure in (False, True))


def _is_telling(asked: Directive) -> bool:
    """Whether a range has several words at each end: a live page has more words than its text."""
    return not asked.end or all(" " in term for term in (asked.start, asked.end))


def _is_literal(document: Document, asked: Directive, place: _Span) -> bool:
    """Whether the terms are the document's own characters, as browsers compare them."""
    there, start, end = map(_compared, (document.text_of(*place), asked.start, asked.end))
    return there.startswith(start) and there.endswith(end) and (bool(asked.end) or there == start)


def _compared(words: str) -> str:
    plain = _INVISIBLE.sub("", words.replace("\u2018", "'").replace("\u2019", "'"))
    return " ".join(plain.lower().split())


def _candidates(document: Document, page: PageText, place: _Span) -> Iterator[Directive]:
    """Directives of the document's own words, first those without words beside them."""
    start, end = place
    edges = list(_edge_terms(document, page, start, end))
    for before, after in _BESIDE:
        prefix = _beside(document, page, start, -before) if before else ""
        suffix = _beside(document, page, end, after) if after else ""
        if bool(prefix) == bool(before) and bool(suffix) == bool(after):
            for first, last in edges:
                yield Directive(first, last, prefix, suffix)


def _edge_terms(
    document: Document, page: PageText, start: int, end: int
) -> Iterator[tuple[str, str]]:
    """The whole of a short passage as one term; else its first and its last words."""
    letters = document.letters
    is_one_block = PARAGRAPH_BREAK not in letters[start:end]
    near = {*range(start + 1, min(end, start + _LONGEST_TERM))}
    near |= {*range(max(start + 1, end - _LONGEST_TERM), end)}
    cuts = [at for at in sorted(near) if page.is_boundary(at, sure=True)]
    if is_one_block and (end - start <= _LONGEST_TERM) and len(letters[start:end].split()) <= 8:
        yield _written(document, start, end), ""
    break_at = letters.find(PARAGRAPH_BREAK, start, end)
    first_end = end if break_at < 0 else break_at
    last_start = letters.rfind(PARAGRAPH_BREAK, start, end) + 1 or start
    firsts = [at for at in cuts if at <= first_end and is_word_char(letters[at - 1])]
    lasts = [at for at in cuts if at >= last_start and is_word_char(letters[at])][::-1]
    for words in _EDGES:
        if firsts and lasts:
            first = firsts[min(words, len(firsts)) - 1]
            last = lasts[min(words, len(lasts)) - 1]
            if first <= last:
                yield _written(document, start, first), _written(document, last, end)
    if is_one_block and end - start <= _LONGEST_TERM:
        yield _written(document, start, end), ""


def _beside(document: Document, page: PageText, position: int, words: int) -> str:
    """Some words before (negative) or after a place, of one block; empty if there are none."""
    letters = document.letters
    step = -1 if words < 0 else 1
    at = position
    while 0 < at < len(letters) and letters[at - (step < 0)].isspace():
        at += step
    near, reached, seen = at, at, 0
    while 0 <= (inner := at - (step < 0)) < len(letters) and abs(at - near) < _LONGEST_BESIDE:
        if letters[inner] == PARAGRAPH_BREAK or seen == abs(words):
            break
        at += step
        if is_word_char(letters[inner]) and page.is_boundary(at, sure=True):
            reached, seen = at, seen + 1
    return _written(document, *sorted((near, reached))) if seen else ""


def _written(document: Document, start: int, end: int) -> str:
    """A folded span as the document writes it, on one line."""
    return " ".join(_INVISIBLE.sub("", document.text_of(start, end)).split())


def directive(passage: str, found: Found) -> Directive:
    """The terms of a passage's own words; an empty start if it has none."""
    terms = [*_terms(_runs(passage, found), found), "", ""]
    return Directive(terms[0], terms[1], found.prefix, found.suffix)


def encoded(terms: Directive) -> str:
    """A directive encoded for an address, after `text=`."""
    prefix = f"{_encoded(terms.prefix)}-" if terms.prefix else ""
    suffix = f"-{_encoded(terms.suffix)}" if terms.suffix else ""
    given = (prefix, _encoded(terms.start), _encoded(terms.end), suffix)
    return ",".join(filter(None, given))


def _runs(passage: str, found: Found) -> list[_Run]:
    """The passage's runs of words that are side by side in the document, in order."""
    lines = _in_document(passage, found).split(_BREAK)
    return [line.split() for line in lines if any(map(is_word_char, line))]


def _in_document(passage: str, found: Found) -> str:
    """The document's words in a passage, with a line break wherever words may be missing.

    A changed capital stays, since letter case does not count. If the passage is not exact, it also
    breaks at marks that may differ, unless words beside it must touch its edges.
    """
    words = passage.strip()
    if found.level in ("omission", "bracketed"):
        words = _OMISSION.sub(_BREAK, words)
    if found.level == "bracketed":
        words = _BRACKETS.sub(_BREAK, _CAPITAL.sub(r"\1", words))
    if found.level == "exact" or found.prefix or found.suffix:
        return words
    sure = _UNSURE_MARK.sub(_BREAK, _UNSURE_WORD.sub(_BREAK, words))
    return sure if any(map(is_word_char, sure)) else words


def _terms(runs: Sequence[_Run], found: Found) -> list[str]:
    """One term for a short passage, or its first and last words."""
    if not runs:
        return []
    long = [n for n, run in enumerate(runs) if len(run) >= _FEWEST_WORDS] or [0, len(runs) - 1]
    first = 0 if found.prefix else long[0]
    last = len(runs) - 1 if found.suffix else long[-1]
    if first == last and len(runs[first]) <= _MOST_WORDS:
        words = " ".join(runs[first])
        return [_bare(words, start=not found.prefix, end=not found.suffix)]
    return [
        _bare(" ".join(runs[first][:_EDGE_WORDS]), start=not found.prefix),
        _bare(" ".join(runs[last][-_EDGE_WORDS:]), end=not found.suffix),
    ]


def _bare(term: str, *, start: bool = True, end: bool = True) -> str:
    """A term without the marks at its edges."""
    if not any(map(is_word_char, term)):
        return term
    first, past = bare_span(term, 0, len(term))
    return term[first if start else 0 : past if end else len(term)]


def _encoded(term: str) -> str:
    """A term encoded for an address; a hyphen, too, has a meaning in a text directive."""
    return quote(term, safe="").replace("-", "%2D")


# The search of a browser. Rule: https://wicg.github.io/scroll-to-text-fragment/, "Finding ranges in
# a document". Browsers differ in their word boundaries: `sure` takes only those that all browsers
# see, otherwise every boundary of some browser counts.


@dataclass(frozen=True, slots=True, eq=False)
class PageText:
    """The text of a page as browsers compare it, with line feeds between its blocks."""

    text: str

    def first_match(
        self, directive: Directive, work: Work, *, sure: bool
    ) -> tuple[int, int] | None:
        """The span that a browser marks; with `sure`, words end only where all browsers agree."""
        return _BrowserSearch(self, directive, work, sure).first()

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
def _compared_terms(terms: Directive) -> Directive:
    """The terms of a directive as browsers compare them."""
    return Directive(*(searched(fold(term).text) if term else "" for term in terms))


class _BrowserSearch:
    """One run of the algorithm, with the names of the rule."""

    def __init__(self, page: PageText, directive: Directive, work: Work, sure: bool) -> None:
        self.page, self.text, self.work, self.sure = page, page.text, work, sure
        self.start, self.end, self.prefix, self.suffix = _compared_terms(directive)

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
