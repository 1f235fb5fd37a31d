"""Where in its document a passage begins, besides the paragraph: page, time, turn.

In: a document, its file's name, its turns. Out: the page of a PDF, the start of a subtitle's cue,
the number of a transcript's turn; nothing where the document has no such.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from factpress.evidence.document import Document
from factpress.evidence.runs import PAGE_END, Kind
from factpress.evidence.turns import Turns

_PAGED: Final = ".pdf"
_TIMED: Final = (".srt", ".vtt")
# https://www.w3.org/TR/webvtt1/#webvtt-timestamp; SubRip has a comma.
_START = re.compile(
    r"(?:(?P<hours>\d+):)?(?P<minutes>\d{1,2}):(?P<seconds>\d{2})[.,](?P<fraction>\d{1,3})"
    r"[ \t]+-->"
)


class _Cue(NamedTuple):
    """Where the words of a cue begin, and when they do, as `00:01:02.500`."""

    start: int
    time: str


class PassagePlace(NamedTuple):
    """Where a passage begins; 0 or empty where there is no such. Numbers are from 1."""

    page: int = 0
    time: str = ""
    turn: int = 0


class PassagePlaces:
    """The pages, cues and turns of one document."""

    def __init__(self, document: Document, name: str, turns: Turns) -> None:
        self._document, self._turns = document, turns
        self._name = name.lower()

    def at(self, position: int) -> PassagePlace:
        """Where this character of the original text is."""
        page = bisect_right(self._page_ends, position) + 1 if self._has_pages else 0
        cue = bisect_right(self._cues, position, key=lambda cue: cue.start) - 1
        return PassagePlace(page, self._cues[cue].time if cue >= 0 else "", self._turn(position))

    @property
    def _has_pages(self) -> bool:
        return self._name.endswith(_PAGED)

    @cached_property
    def _page_ends(self) -> array[int]:
        text = self._document.text
        return array("I", (found.start() for found in re.finditer(PAGE_END, text)))

    @cached_property
    def _cues(self) -> list[_Cue]:
        return list(self._read_cues()) if self._name.endswith(_TIMED) else []

    def _read_cues(self) -> Iterator[_Cue]:
        """The cues with words: of timings in a row only the last has any."""
        for start, end, _ in self._document.of_kind(Kind.TIMING):
            timings = list(_START.finditer(self._document.text, start, end))
            if timings:
                yield _Cue(end, _time(timings[-1]))

    def _turn(self, position: int) -> int:
        for turn in self._turns.within(position, position + 1):
            if turn.start <= position < turn.end and turn.is_sure:
                return turn.number
        return 0


def _time(found: re.Match[str]) -> str:
    minutes = 60 * int(found["hours"] or 0) + int(found["minutes"])
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{found['seconds']}.{found['fraction']:0<3}"
