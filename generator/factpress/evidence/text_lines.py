"""Lines that no sentence runs over, though no blank line parts them: headings, items of lists.

In: the text of a paragraph. Out: where in it something new begins. Rule-based: in doubt a line goes
on, so that no sentence is shown cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

# What is passed over is blanked; a run of it makes no line of its own.
_LINE = re.compile(r"[^\n\f\r\u2028]+")
_BLANKS = re.compile(r"[\s\x00]+")
_HASHES = re.compile(r"[\s\x00]*#{1,6}[ \t]+")
_ITEM = re.compile(r"[\s\x00]*(?:[-*+\u2022\u25e6\u2023\u25aa\u00b7]|\d{1,2}[.)])[ \t]+")
_UNDERLINE = re.compile(r"[\s\x00]*([-=*_~#\u00b7\u2022])(?:[ \t]*\1){2,}[\s\x00]*\Z")
# After these another item, or a sentence, begins.
_ENDED = re.compile(r"[.:;!?\u2026\u3002\uff01\uff1f\uff1a][\"'\u201d\u2019\u00bb)\]\s\x00]*\Z")
_HEADING_CHARACTERS: Final = 80
_HEADING_WORDS: Final = 12
# A line is broken on purpose where the next word would still have had room in so much of the width.
_ROOM: Final = 0.8


class _Line(NamedTuple):
    start: int
    end: int
    text: str


class NewLine(NamedTuple):
    """A line that begins something new, and where its words do, after the mark of a list."""

    start: int
    words: int


def new_lines(text: str, start: int, end: int) -> Iterator[NewLine]:
    """The lines of [start, end), a paragraph, that begin something new."""
    lines = [_Line(*found.span(), found[0]) for found in _LINE.finditer(text, start, end)]
    lines = [line for line in lines if _BLANKS.sub("", line.text)]
    if not lines:
        return
    in_list = False
    headings = _headings(lines)
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        marked = _HASHES.match(line.text)
        item = _ITEM.match(line.text)
        if _UNDERLINE.match(line.text):
            yield NewLine(line.start, line.end)
        elif marked:
            yield NewLine(line.start, line.start + marked.end())
        elif item and (before is None or in_list or _ENDED.search(before.text)):
            in_list = True
            yield NewLine(line.start, line.start + item.end())
        elif before and (number <= headings or _HASHES.match(before.text)):
            yield NewLine(line.start, line.start)


def _headings(lines: Sequence[_Line]) -> int:
    """How many of a paragraph's first lines are headings."""
    width = max(len(line.text) for line in lines)
    for number, (line, following) in enumerate(pairwise(lines)):
        if not (_UNDERLINE.match(following.text) or _is_heading(line, following, width)):
            return number
    return max(0, len(lines) - 1)


def _is_heading(line: _Line, following: _Line, width: int) -> bool:
    words = _BLANKS.sub(" ", line.text).strip()
    after = _BLANKS.sub(" ", following.text).strip()
    has_room = len(words) + 1 + len(after.partition(" ")[0]) <= _ROOM * width
    return (
        has_room
        and len(words) <= _HEADING_CHARACTERS
        and len(words.split()) <= _HEADING_WORDS
        and not words[:1].islower()
        and not after[:1].islower()
        and words[-1:] not in ",-\u2013\u2014"
    )
