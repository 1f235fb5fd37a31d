"""Contexts: the rest of the sentences around a passage, as the document's readers see it.

In: a document as its card has it read, its turns, a match. Out: the words before and after it,
where they are, and how long the whole is. It stays within the paragraph and the turn. What is
passed over inside passages is left out, and so is all that is struck out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from factpress.archive.document import Document, gaps
from factpress.archive.turns import Turns
from factpress.evidence.results import Match, Span
from factpress.text.quotation_marks import BLANK
from factpress.text.runs import Kind
from factpress.text.sentences import LONGEST, NewLine, new_lines, sentence_end, sentence_start
from factpress.text.words import UNSPACED, is_word_char

_SPACE = re.compile(r"\s+")
_UNSPACED_BREAK = re.compile(rf"(?<={UNSPACED.pattern})\s*[\n\f\r]\s*(?={UNSPACED.pattern})")
_SOFT_BREAK = re.compile("\u00ad\\s+")
_HYPHENATED = re.compile(r"(\w+)[-\u2010\u2011][ \t]*[\n\f\r]\s*(\w+)")
# What no page can show, or what would turn the words after it round.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
# Before these a hyphen stands for a part of a word, as in "pre- and post-war".
_LINKING: Final = frozenset("and or to und oder bis et ou \u0438 \u0438\u043b\u0438 y o e".split())
# Lines are looked at this far each way: further than a sentence is.
_REACH: Final = 2 * LONGEST
_LEFT_OUT: Final = " [\u2026] "


class Context(NamedTuple):
    """The words shown before and after a passage, and their characters in the document.

    `words` is how many words the sentences have from the first one's start to the last one's end;
    `is_cut` says that they are so long that their ends were not found.
    """

    before: str
    after: str
    spans: tuple[Span, ...]
    words: int
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        """Whether it adds no word to the passage."""
        return not any(map(is_word_char, self.before + self.after))


def context_of(document: Document, turns: Turns, match: Match) -> Context:
    """The rest of the sentences that a match begins and ends in."""
    letters, folded = document.letters, document.folded
    first, last = folded.folded_start(match.start), folded.folded_end(match.end) - 1
    floor, ceiling = _floor(document, turns, match.start), _ceiling(document, turns, match.end)
    low = min(first, sentence_start(letters, first, floor))
    high = max(last + 1, sentence_end(letters, last, ceiling))
    is_cut = low == first - LONGEST or (ceiling > last + LONGEST and high > last + LONGEST - 10)
    start, end = document.original(low, high)
    spans = Span(min(start, match.start), match.start), Span(match.end, max(end, match.end))
    before, after = (_shown(document, *span) for span in spans)
    passage = document.as_read[match.start : match.end].replace(BLANK, "")
    words = len(f"{before}{passage}{after}".split())
    return Context(before.lstrip(), after.rstrip(), spans, words, is_cut)


def _floor(document: Document, turns: Turns, position: int) -> int:
    """The folded place before which no sentence around this original position begins."""
    folded = document.folded
    low, high = document.paragraph_bounds(folded.folded_start(position))
    start, end = document.original(low, high)
    begun = [start, *(t.words for t in turns.within(position, position + 1))]
    begun += (line.words for line in _lines(document, start, end, position))
    return max(low, folded.folded_start(max(at for at in begun if at <= position)))


def _ceiling(document: Document, turns: Turns, position: int) -> int:
    """The folded place after which no sentence before this original position ends."""
    folded = document.folded
    low, high = document.paragraph_bounds(folded.folded_end(position) - 1)
    start, end = document.original(low, high)
    ends = [end]
    for turn in turns.within(position - 1, end):
        ends += (at for at in (turn.start, turn.end) if at >= position)
    ends += (
        line.start for line in _lines(document, start, end, position) if line.start >= position
    )
    return min(high, folded.folded_end(min(ends)))


def _lines(document: Document, start: int, end: int, position: int) -> Iterator[NewLine]:
    """The lines near a place that begin something new; cues of subtitles break anywhere."""
    if document.of_kind(Kind.TIMING):
        return
    text = document.as_read
    low = max(start, text.rfind("\n", start, max(start, position - _REACH)) + 1)
    yield from new_lines(text, low, min(end, position + _REACH), is_start=low == start)


def _shown(document: Document, start: int, end: int) -> str:
    """The words of a span of the original text as a page shows them; its edges keep their space."""
    unread = document.passed | {Kind.STRUCK}
    passed = (
        each._replace(start=max(each.start, start), end=min(each.end, end))
        for each in document.stretches_in(start, end)
        if each.kind in unread
    )
    parts: list[str] = []
    copied = start
    for gap in gaps(document.text, passed):
        parts += (document.text[copied : gap.start], _LEFT_OUT if gap.text else "")
        copied = gap.end
    text = "".join((*parts, document.text[copied:end]))
    text = _UNSPACED_BREAK.sub("", _SOFT_BREAK.sub("", text))
    text = _HYPHENATED.sub(lambda found: _joined(document, found), text)
    return _UNSHOWN.sub("", _SPACE.sub(" ", text))


def _joined(document: Document, found: re.Match[str]) -> str:
    """A word broken at a line's end: in one where the document has it so elsewhere."""
    whole = found[1] + found[2]
    if re.search(rf"\b{re.escape(whole)}\b", document.text):
        return whole
    return f"{found[1]}-{' ' if found[2] in _LINKING else ''}{found[2]}"
