"""Quotations in a document: the spans between paired quotation marks.

The rules are cautious. They know double marks of English, French, German, Russian and Nordic use,
and corner brackets. Single marks count only when clearly paired, so that no apostrophe opens or
closes a quotation. A mark left open counts only if each next paragraph opens with a mark again,
until one closes it (The Chicago Manual of Style, "Quotations of more than one paragraph").
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

# Replaces each skipped character of a text, so that positions stay the same.
BLANK: Final = "\0"
# Marks that only open, and the marks that close each.
_CORNERS: Final = {
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    "\ufe41": "\ufe42",
    "\ufe43": "\ufe44",
    "\uff62": "\uff63",
    "\u301d": "\u301e\u301f",
    "\u275d": "\u275e",
}
_MARK = re.compile(
    "[\"'\uff02\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u2039\u203a"
    f"{''.join((*_CORNERS, *_CORNERS.values()))}]"
)
_SINGLE = "'\u2018\u2019\u201a\u2039\u203a"
_OPENING = '"\uff02\u201c\u201d\u201e\u201f\u00ab\u00bb'
# The marks that may close a quotation, by the mark that opened it.
_CLOSERS: Final = {
    '"': '"',
    "\uff02": "\uff02",
    "\u201c": "\u201d",
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d\u201f",
    "\u201f": "\u201d",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab\u00bb",
    "'": "'",
    "\u2018": "\u2019",
    "\u201a": "\u2018\u2019",
    "\u2039": "\u203a",
    "\u203a": "\u2039\u203a",
    **_CORNERS,
}
# A paragraph within a quotation opens with its mark, or in French and Spanish with the closing one.
_OPENS_AGAIN: Final = {"\u00ab": "\u00ab\u00bb"}
# A straight mark between one of these and a word, without spaces, opens a quotation.
_LEADS_IN: Final = ":\uff1a\uff0c\u3001"
# If more marks than this are open, the first were never meant to be closed.
_DEEPEST: Final = 6
_ALWAYS_OPENING = "\u201e\u201f\u201a" + "".join(_CORNERS)
_BEFORE_OPENING = "([{<\u2014\u2013-/\u00a1\u00bf" + _OPENING + _SINGLE


@dataclass(frozen=True, slots=True, eq=False)
class Quotations:
    """The spans inside quotation marks: the outermost ones, in order."""

    starts: array[int]
    ends: array[int]

    def holds(self, start: int, end: int) -> bool:
        """Whether one of the spans holds all of [start, end)."""
        last = bisect_right(self.starts, start) - 1
        return last >= 0 and self.ends[last] >= end


@dataclass(slots=True)
class _Open:
    """The marks still open while a paragraph is read, outermost first."""

    doubles: list[tuple[str, int]] = field(default_factory=list)
    single: tuple[str, int] | None = None
    doubtful_end: int | None = None


def quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> Quotations:
    """The quotations of a text whose paragraphs are these spans, in order."""
    starts, ends = array("I"), array("I")
    for start, end in _outermost(_spans(text, list(paragraphs))):
        starts.append(start)
        ends.append(end)
    return Quotations(starts, ends)


def _outermost(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > reached:
            yield start, end
            reached = end


def _spans(text: str, paragraphs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    going: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(paragraphs):
        left = _Open()
        for found in _MARK.finditer(text, start, end):
            mark, position = found[0], found.start()
            around = _around(text, position, start, end)
            if mark in _SINGLE:
                yield from _read_single(left, mark, position, around)
            else:
                yield from _read_double(left, mark, position, around)
        yield from _doubtful(left)
        mark, opened = left.doubles[0] if left.doubles else ("", -1)
        if going and opened != start:
            # It was closed in this paragraph.
            yield from going
        if opened != start:
            going = []
        if mark and _opens_again(text, paragraphs[number + 1 : number + 2], mark):
            going.append((opened + 1, end))
        else:
            going = []


def _around(text: str, position: int, start: int, end: int) -> tuple[str, str]:
    """The characters before and after a mark, skipped ones left out; a space at an edge."""
    before, after = position - 1, position + 1
    while before >= start and text[before] == BLANK:
        before -= 1
    while after < end and text[after] == BLANK:
        after += 1
    return (text[before] if before >= start else " ", text[after] if after < end else " ")


def _opens_again(text: str, following: list[tuple[int, int]], mark: str) -> bool:
    """Whether the paragraph that follows, if any, opens with the mark that was left open."""
    return any(text[start] in _OPENS_AGAIN.get(mark, mark) for start, _ in following)


def _read_double(
    left: _Open, mark: str, position: int, around: tuple[str, str]
) -> Iterator[tuple[int, int]]:
    opening = _may_open(around)
    closes = any(mark in _CLOSERS[opened] for opened, _ in left.doubles)
    is_straight = mark in '"\uff02'
    is_led_in = around[0] in _LEADS_IN and around[1].isalnum()
    may_open = mark in _CLOSERS and (opening or is_led_in or mark in "\u201c\u00ab")
    if mark in _ALWAYS_OPENING or (not closes and may_open):
        left.doubles.append((mark, position))
        del left.doubles[:-_DEEPEST]
    elif is_straight and opening and closes:
        # Of two straight marks that can only open, the first was never closed.
        _close(left, mark)
        left.doubles.append((mark, position))
    elif closes:
        yield _close(left, mark) + 1, position
    elif is_straight and around[0].isspace() and around[1].isspace():
        left.doubles.append((mark, position))


def _close(left: _Open, mark: str) -> int:
    """Close the innermost quotation that this mark can close; its opening position."""
    while True:
        opened, position = left.doubles.pop()
        if mark in _CLOSERS[opened]:
            return position


def _read_single(
    left: _Open, mark: str, position: int, around: tuple[str, str]
) -> Iterator[tuple[int, int]]:
    before, after = around
    if mark != "\u2019" and _may_open(around) and after.isalpha():
        yield from _doubtful(left)
        left.single = (mark, position)
    elif left.single and mark in _CLOSERS[left.single[0]] and not before.isspace():
        if after.isalnum():
            return
        if before in "sS" and left.doubtful_end is None:
            # After an s this may be a possessive: it ends the quotation if no better mark does.
            left.doubtful_end = position if mark != "'" else None
        elif before not in "sS":
            yield left.single[1] + 1, position
            left.single = left.doubtful_end = None


def _doubtful(left: _Open) -> Iterator[tuple[int, int]]:
    if left.single and left.doubtful_end is not None:
        yield left.single[1] + 1, left.doubtful_end
    left.single = left.doubtful_end = None


def _may_open(around: tuple[str, str]) -> bool:
    before, after = around
    if before.isspace():
        return not after.isspace()
    return before in _BEFORE_OPENING and not after.isspace() and after not in ".,;:!?)]}"
