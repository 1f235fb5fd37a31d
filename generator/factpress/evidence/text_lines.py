"""Lines that no sentence runs over, though no blank line parts them: headings, items of lists.

In: the text of a paragraph. Out: where in it something new begins. Rule-based: in doubt a line goes
on, so that no sentence is shown cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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


def new_lines(text: str, start: int, end: int, *, is_start: bool = True) -> Iterator[NewLine]:
    """The lines of [start, end) that begin something new; `is_start`: it begins a paragraph."""
    lines = [_Line(*found.span(), found[0]) for found in _LINE.finditer(text, start, end)]
    lines = [line for line in lines if _BLANKS.sub("", line.text)]
    before: _Line | None = None
    in_list = after_heading = False
    may_be_heading = is_start
    for number, line in enumerate(lines):
        hashes, item = _HASHES.match(line.text), _ITEM.match(line.text)
        if _UNDERLINE.match(line.text):
            yield NewLine(line.start, line.end)
        elif hashes:
            yield NewLine(line.start, line.start + hashes.end())
        elif item and (in_list or (not before and is_start) or (before and _has_ended(before))):
            in_list = True
            yield NewLine(line.start, line.start + item.end())
        elif after_heading:
            yield NewLine(line.start, line.start)
        is_heading = may_be_heading and _is_heading(lines, number)
        after_heading = is_heading or bool(hashes) or _UNDERLINE.match(line.text) is not None
        may_be_heading = after_heading or _has_ended(line)
        before = line


def _has_ended(line: _Line) -> bool:
    return _ENDED.search(line.text) is not None


def _is_heading(lines: Sequence[_Line], number: int) -> bool:
    """Whether a line is short, and broken though the next word would have had room."""
    if number + 1 == len(lines):
        return False
    if _UNDERLINE.match(lines[number + 1].text):
        return True
    words = _BLANKS.sub(" ", lines[number].text).strip()
    after = _BLANKS.sub(" ", lines[number + 1].text).strip()
    if len(words) > _HEADING_CHARACTERS or len(words.split()) > _HEADING_WORDS:
        return False
    if words[:1].islower() or after[:1].islower() or words[-1:] in ",-\u2013\u2014":
        return False
    others = sorted(len(line.text) for line in lines if line is not lines[number])
    # Most lines are as long as the width has room for; the longest may be a table's.
    width = others[3 * len(others) // 4]
    return len(words) + 1 + len(after.partition(" ")[0]) <= _ROOM * width
