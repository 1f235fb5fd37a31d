"""Where a passage is in its document, and its context: the rest of its first and last sentence.

A context stays within the paragraph and the turn. It leaves out skipped and struck-out text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from factpress.archive.document import Document, gaps
from factpress.archive.turns import Turns
from factpress.evidence.results import Match, Span
from factpress.model.characters import without_hidden
from factpress.text.quotation_marks import BLANK
from factpress.text.runs import PAGE_END, Kind
from factpress.text.sentences import LONGEST, NewLine, new_lines, sentence_end, sentence_start
from factpress.text.words import UNSPACED, is_word_char

_SPACE = re.compile(r"\s+")
_UNSPACED_BREAK = re.compile(rf"(?<={UNSPACED.pattern})\s*[\n\f\r]\s*(?={UNSPACED.pattern})")
_SOFT_BREAK = re.compile("\u00ad\\s+")
_HYPHENATED = re.compile(r"(\w+)[-\u2010\u2011][ \t]*[\n\f\r]\s*(\w+)")
# A hyphen before these replaces a part of a word, as in "pre- and post-war".
_LINKING: Final = frozenset("and or to und oder bis et ou \u0438 \u0438\u043b\u0438 y o e".split())
# Search for new lines this far each way, further than a sentence reaches.
_REACH: Final = 2 * LONGEST
_LEFT_OUT: Final = " [\u2026] "
_PAGED: Final = ".pdf"
_TIMED: Final = (".srt", ".vtt")
# https://www.w3.org/TR/webvtt1/#webvtt-timestamp; SubRip has a comma.
_START = re.compile(
    r"(?:(?P<hours>\d+):)?(?P<minutes>\d{1,2}):(?P<seconds>\d{2})[.,](?P<fraction>\d{1,3})"
    r"[ \t]+-->"
)


class Context(NamedTuple):
    """The words before and after a passage, and their spans in the document.

    `words` is the number of words from the first sentence's start to the last one's end. `is_cut`:
    the sentences are so long that their ends were not found.
    """

    before: str
    after: str
    spans: tuple[Span, ...]
    words: int
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        """Whether the context adds no word to the passage."""
        return not any(map(is_word_char, self.before + self.after))


def context_of(document: Document, turns: Turns, match: Match) -> Context:
    """The rest of the sentences that a match begins and ends in."""
    first, end = document.folded_span(match.start, match.end)
    last = end - 1
    floor, ceiling = _floor(document, turns, match.start), _ceiling(document, turns, match.end)
    low = min(first, sentence_start(document.letters, first, floor))
    high = max(end, sentence_end(document.letters, last, ceiling))
    is_cut = low == first - LONGEST or (ceiling > last + LONGEST and high > last + LONGEST - 10)
    start, end = document.original(low, high)
    spans = Span(min(start, match.start), match.start), Span(match.end, max(end, match.end))
    before, after = (_shown(document, *span) for span in spans)
    passage = document.as_read[match.start : match.end].replace(BLANK, "")
    words = len(f"{before}{passage}{after}".split())
    return Context(before.lstrip(), after.rstrip(), spans, words, is_cut)


def _floor(document: Document, turns: Turns, position: int) -> int:
    """The earliest folded start of the sentence around this original position."""
    folded = document.folded
    low, high = document.paragraph_bounds(folded.folded_start(position))
    start, end = document.original(low, high)
    begun = [start, *(t.words for t in turns.within(position, position + 1))]
    begun += (line.words for line in _lines(document, start, end, position))
    return max(low, folded.folded_start(max(at for at in begun if at <= position)))


def _ceiling(document: Document, turns: Turns, position: int) -> int:
    """The latest folded end of the sentence before this original position."""
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
    """The new lines near a position; the lines of subtitles do not count."""
    if document.of_kind(Kind.TIMING):
        return
    text = document.as_read
    low = max(start, text.rfind("\n", start, max(start, position - _REACH)) + 1)
    yield from new_lines(text, low, min(end, position + _REACH), is_start=low == start)


def _shown(document: Document, start: int, end: int) -> str:
    """A span of the original text as a page shows it, with the spaces at its edges."""
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
    return without_hidden(_SPACE.sub(" ", text))


def _joined(document: Document, found: re.Match[str]) -> str:
    """A word broken at a line's end: without the hyphen if the document has it so elsewhere."""
    whole = found[1] + found[2]
    if re.search(rf"\b{re.escape(whole)}\b", document.text):
        return whole
    return f"{found[1]}-{' ' if found[2] in _LINKING else ''}{found[2]}"


class _Cue(NamedTuple):
    """The start of a cue's words in the text, and their time, such as `00:01:02.500`."""

    start: int
    time: str


class PassagePlace(NamedTuple):
    """The page, time and turn in which a passage begins; numbers from 1, 0 or empty for none."""

    page: int = 0
    time: str = ""
    turn: int = 0


class PassagePlaces:
    """The pages, cues and turns of one document."""

    def __init__(self, document: Document, name: str, turns: Turns) -> None:
        self._document, self._turns = document, turns
        self._name = name.lower()

    def at(self, position: int) -> PassagePlace:
        """The place of this position in the original text."""
        has_pages = self._name.endswith(_PAGED)
        page = bisect_right(self._page_ends, position) + 1 if has_pages else 0
        cue = bisect_right(self._cues, position, key=lambda cue: cue.start) - 1
        return PassagePlace(page, self._cues[cue].time if cue >= 0 else "", self._turn(position))

    @cached_property
    def _page_ends(self) -> array[int]:
        text = self._document.text
        return array("I", (found.start() for found in re.finditer(PAGE_END, text)))

    @cached_property
    def _cues(self) -> list[_Cue]:
        """The cues with words: of several timings in a row only the last has words."""
        text, cues = self._document.text, list[_Cue]()
        for start, end, _ in self._document.of_kind(Kind.TIMING):
            timings = list(_START.finditer(text, start, end))
            if timings and self._name.endswith(_TIMED):
                cues.append(_Cue(end, _time(timings[-1])))
        return cues

    def _turn(self, position: int) -> int:
        for turn in self._turns.within(position, position + 1):
            if turn.start <= position < turn.end and turn.is_sure:
                return turn.number
        return 0


def _time(found: re.Match[str]) -> str:
    minutes = 60 * int(found["hours"] or 0) + int(found["minutes"])
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{found['seconds']}.{found['fraction']:0<3}"
