"""Where code and comments are in a body, before Markdown reads it.

In: a body's text. Out: stretches of it. Fenced code and code in backticks are found as
Python-Markdown finds them in most texts; whether an indented line is code is told from the lines
above it. Where that is wrong, what is shown is checked besides, so nothing is shown by mistake.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    r"(?P<fence>^(?P<mark>`{3,}|~{3,})[ ]*"
    r"""(?:\{[^\n]*\}|\.?[\w#.+-]*[ ]*(?:hl_lines=(?:"[^"\n]*"|'[^'\n]*')[ ]*)?)\n"""
    r"(?s:.*?)(?<=\n)(?P=mark)[ ]*$)"
    r"|(?P<escaped>\\[\\`])|(?P<ticks>`+)|(?P<comment><!--)",
    re.M,
)
# Where a paragraph ends: no code in backticks goes on behind it.
_BLOCK_END = re.compile(r"\n(?=[ \t>]*(?:\n|\Z|[-*+][ \t]|\d+\.[ \t]|#)|```|~~~)")
_DEEP = re.compile(r"^(?: {4}| {0,3}\t)", re.M)
_ITEM = re.compile(r"[ \t]*(?:[-*+][ \t]|\d+\.[ \t]|\[\^[^\]]*\]:|:[ \t])")


class Stretch(NamedTuple):
    """A stretch of a body; an unclosed comment begins where it ends, a split one ends in text."""

    kind: Literal["code", "comment", "unclosed", "split"]
    start: int
    end: int


def stretches(text: str) -> Iterator[Stretch]:
    """Code in fences and backticks, and comments that are not in code, in order."""
    lines = _Lines(text)
    place, block_end = 0, -1
    while found := _TOKEN.search(text, place):
        start, place = found.span()
        if found["fence"]:
            yield Stretch("code", start, place)
        elif found["ticks"]:
            if block_end < place:
                ends = _BLOCK_END.search(text, place)
                block_end = ends.start() if ends else len(text)
            close = re.compile(f"(?<!`){found['ticks']}(?!`)").search(text, place, block_end)
            if close:
                place = close.end()
                yield Stretch("code", start, place)
        elif found["comment"]:
            end = _comment_end(text, start)
            if lines.hold_code(start):
                if end is not None and not lines.hold_code(end - 1):
                    yield Stretch("split", start, end)
            elif end is None:
                yield Stretch("unclosed", start, start)
                return
            else:
                place = end
                yield Stretch("comment", start, end)


def _comment_end(text: str, start: int) -> int | None:
    """Rule: HTML, section 13.1.6; `<!-->` is a comment too, where nothing else closes it."""
    end = text.find("-->", start + 4)
    if end < 0:
        end = text.find("-->", start + 2, start + 6)
    return end + 3 if end >= 0 else None


class Code:
    """Says of places in one body whether they are in code."""

    def __init__(self, text: str) -> None:
        self._lines = _Lines(text)
        self._code = [each for each in stretches(text) if each.kind == "code"]
        self._starts = [each.start for each in self._code]

    def holds(self, place: int) -> bool:
        """Whether a place is in code."""
        before = bisect_right(self._starts, place) - 1
        in_stretch = before >= 0 and place < self._code[before].end
        return in_stretch or self._lines.hold_code(place)


class _Lines:
    """The lines of a body, and which of them are code because they are indented."""

    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._are_code = list(_indented(lines)) if _DEEP.search(text) else None

    def hold_code(self, place: int) -> bool:
        """Whether the line at a place is code."""
        return self._are_code is not None and self._are_code[bisect_right(self._starts, place) - 1]


def _indented(lines: Iterable[str]) -> Iterator[bool]:
    """For each line whether it is indented as code is: in a list, deeper than the item's text."""
    items: list[int] = []
    is_first = True
    deep: int | None = None
    for line in lines:
        if not line.strip():
            is_first = True
            yield False
            continue
        indent, is_item = _indent(line), bool(_ITEM.match(line))
        if is_first:
            items = [item for item in items if item + 4 <= indent]
            least = (items[-1] // 4 + 2) * 4 if items else 4
            deep = least if indent >= least else None
        elif deep is not None and indent < deep:
            deep = None
        if is_item and deep is None:
            items = [item for item in items if item < indent]
            items.append(indent)
        is_first = False
        yield deep is not None


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))
