"""Code and comments in a body, before Markdown reads it.

`without_comments` removes `<!-- … -->`, a note among writers, and neither joins nor separates the
text around it. `Places` maps positions in that text to places in the file. Code is found as
Python-Markdown finds it in most texts; `left_over` checks the HTML, in case this is wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Literal, NamedTuple

from factpress.content.markdown.marks import JOINT
from factpress.model.cards import Body, Link, Place

_TOKEN = re.compile(
    # In a list or a quotation too, whose signs are before it.
    r"(?P<fence>^(?P<lead>[ \t>]{0,40}(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]{1,4}){0,8})"
    r"(?P<mark>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$)"
    r"|(?P<escaped>\\[\\`])|(?P<ticks>`+)|(?P<comment><!--)",
    re.M,
)
# Where a paragraph ends: no code in backticks goes on behind it.
_BLOCK_END = re.compile(r"\n(?=[ \t>]*(?:\n|\Z|[-*+][ \t]|\d+\.[ \t]|#)|```|~~~)")
_DEEP = re.compile(r"^(?: {4}| {0,3}\t)", re.M)
_ITEM = re.compile(
    r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]{1,4}(?=\S)|[ \t])|\[\^[^\]]*\]:|:[ \t])"
)
# Typography makes a dash of two hyphens.
_SHOWN = re.compile("<!(?:--|[–—])")
_PREFIX = re.compile(r"[ \t>]*")
_MARKER = re.compile(r"[ \t>]*(?P<mark>[-*+]|\d+\.|#+|:|\[\^[^\]]*\]:)[ \t]+")
_GOES_ON = re.compile(r"[ \t]*(?![-*+:#][ \t]|\d+\.[ \t]|>)(?=\S)")
_MESSAGES = {
    "unclosed": 'comment "<!--" is never closed, and would hide the rest of the body; end it with '
    '"-->", or put it in `backticks` to show it',
    "split": 'comment "<!--" begins in code, since its line is indented, and ends in text; begin '
    "its line at the margin, or put it in `backticks` to show it",
    "nested": 'comment "<!--" is closed only behind another "<!--"; close each with "-->" before '
    "the next begins",
    "escaped": 'a backslash does not show the comment "<!--" behind it; put it in `backticks` to '
    "show it, or take the backslash out",
}


class Stretch(NamedTuple):
    """A stretch of a body; an unclosed comment begins where it ends, a split one ends in text."""

    kind: Literal["code", "comment", "unclosed", "split"]
    start: int
    end: int


def stretches(text: str) -> Iterator[Stretch]:
    """Code in fences and backticks, and comments that are not in code, in order."""
    lines = _Lines(text)
    place, block_end = 0, -1
    open_marks = set[str]()
    while found := _TOKEN.search(text, place):
        start, place = found.span()
        if found["fence"]:
            closed = None if found["mark"] in open_marks else _closing(found["mark"], text, place)
            if closed is not None:
                place = closed
                yield Stretch("code", start, place)
            elif not found["lead"].strip() and len(found["lead"]) < 4:
                yield Stretch("code", start, len(text))
                return
            else:
                open_marks.add(found["mark"])
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


def _closing(mark: str, text: str, place: int) -> int | None:
    """The end of the fence that closes one of these signs."""
    found = re.compile(rf"^[ \t>]{{0,40}}{mark}{mark[0]}*[ ]*$", re.M).search(text, place)
    return found.end() if found else None


def _comment_end(text: str, start: int) -> int | None:
    """Rule: HTML, section 13.1.6; `<!-->` is a comment too, where nothing else closes it."""
    end = text.find("-->", start + 4)
    if end < 0:
        end = text.find("-->", start + 2, start + 6)
    return end + 3 if end >= 0 else None


class Code:
    """The code in one body."""

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
    # The columns at which the text of each list item begins that a line is in.
    items: list[int] = []
    is_first = True
    deep: int | None = None
    for line in lines:
        if not line.strip():
            is_first = True
            yield False
            continue
        indent, item = _indent(line), _ITEM.match(line)
        if is_first:
            items = [column for column in items if column <= indent]
            least = items[-1] + 4 if items else 4
            deep = least if indent >= least else None
        elif deep is not None and indent < deep:
            deep = None
        if item and deep is None:
            items = [column for column in items if column <= indent]
            items.append(indent + _width(item[0].lstrip()))
        is_first = False
        yield deep is not None


def _width(mark: str) -> int:
    """The columns of the sign of a list item, a footnote or a definition, with its space."""
    return len(mark) if mark[0] in "-*+0123456789" else 4


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


class Commented(NamedTuple):
    """A body without comments.

    Behind each position of `starts` a position in the text as written is greater by one of
    `shifts`. `mistakes` are comments that cannot be removed, by their positions as written.
    """

    text: str
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()
    mistakes: tuple[tuple[int, str], ...] = ()


def without_comments(text: str) -> Commented:
    """A body without its comments, if it has any; those in code are code."""
    if "<!--" not in text:
        return Commented(text)
    spans, mistakes = _spans(text)
    pieces: list[str] = []
    starts, shifts = list[int](), list[int]()
    place = length = 0
    for start, end in spans:
        first, last, filler = _extent(text, start, end, place)
        pieces.append(text[place:first] + filler)
        length += len(pieces[-1])
        place = last
        starts.append(length)
        shifts.append(place - length)
    return Commented("".join((*pieces, text[place:])), tuple(starts), tuple(shifts), mistakes)


def _spans(text: str) -> tuple[list[tuple[int, int]], tuple[tuple[int, str], ...]]:
    """Comments, as one where only spaces are between them; and messages at positions."""
    spans: list[tuple[int, int]] = []
    mistakes: list[tuple[int, str]] = []
    for kind, start, end in stretches(text):
        if kind in _MESSAGES:
            mistakes.append((start, _MESSAGES[kind]))
        elif kind == "comment":
            if "<!--" in text[start + 4 : end]:
                mistakes.append((start, _MESSAGES["nested"]))
            if text[start - 1 : start] == "\\":
                mistakes.append((start - 1, _MESSAGES["escaped"]))
            if spans and not text[spans[-1][1] : start].strip(" \t"):
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return spans, tuple(mistakes)


def _extent(text: str, start: int, end: int, done: int) -> tuple[int, int, str]:
    """The start and the end of the text to remove with a comment, and the text to put there.

    `done` is the end of the comment before it.
    """
    line = max(text.rfind("\n", 0, start) + 1, done)
    stop = text.find("\n", end)
    before, after = text[line:start], text[end : stop if stop >= 0 else len(text)]
    is_first = line == 0 or text[line - 1] == "\n"
    if not after.strip():
        if is_first and _PREFIX.fullmatch(before):
            return line, (stop + 1 if stop >= 0 else len(text)), ""
        marker = _MARKER.fullmatch(before) if is_first else None
        if marker:
            at = (line, start, stop if stop >= 0 else len(text))
            return _behind_marker(text, marker["mark"], at)
        return line + len(before.rstrip(" \t")), end, ""
    spaces = len(after) - len(after.lstrip(" \t"))
    if not before.strip(" \t>") or before[-1:] in (" ", "\t"):
        return start, end + spaces, ""
    return start, end, "" if spaces else JOINT


def _behind_marker(text: str, mark: str, at: tuple[int, int, int]) -> tuple[int, int, str]:
    """As `_extent`, for a comment that is alone in a list item's first line or in a heading.

    `at` are the beginning of the line, that of the comment, and the end of the line.
    """
    line, start, stop = at
    goes_on = _GOES_ON.match(text, stop + 1)
    if goes_on and not mark.startswith("#"):
        return start, goes_on.end(), ""
    # A dash alone would make a heading of the line above it.
    return (line, min(stop + 1, len(text)), "") if mark[0] in "-*+#" else (start, stop, "")


class Places:
    """The place in the file of any position in a body without comments; fastest behind the last."""

    def __init__(self, text: str, first_line: int, shown: Commented) -> None:
        """`text` is the body as written, `shown` that body without comments."""
        self._text, self._first_line = text, first_line
        self._starts, self._shifts = shown.starts, shown.shifts
        self._last, self._breaks, self._start = 0, 0, 0

    def at(self, position: int) -> Place:
        """The place of a position in the body without comments."""
        if self._starts:
            before = bisect_right(self._starts, position)
            position += self._shifts[before - 1] if before else 0
        return self.as_written(position)

    def as_written(self, position: int) -> Place:
        """The place of a position in the body as written."""
        if position < self._last:
            self._last, self._breaks, self._start = 0, 0, 0
        self._breaks += self._text.count("\n", self._last, position)
        self._start = self._text.rfind("\n", self._last, position) + 1 or self._start
        self._last = position
        return Place(self._first_line + self._breaks, position - self._start + 1)


def left_over(text: str, shown: str, addresses: Iterable[str]) -> Iterator[tuple[int, str]]:
    """A comment that was taken for code and is shown, or that cuts an address."""
    if "<!--" in text and _SHOWN.search(shown):
        code = Code(text)
        places = [m.start() for m in re.finditer("<!--", text)]
        place = next((p for p in places if not code.holds(p)), places[0] if places else 0)
        message = 'comment "<!--" would be shown here; begin its line at the margin, or take it out'
        yield place, message
    for address in addresses if JOINT in text else ():
        if JOINT in address:
            yield max(text.find(address), 0), "a comment is in this address; take it out"


def unjoined(body: Body) -> Body:
    """A body without the marks that separated the text on both sides of a comment."""
    marks = tuple(
        mark._replace(id=mark.id.replace(JOINT, ""), words=mark.words.replace(JOINT, ""))
        if isinstance(mark, Link)
        else mark
        for mark in body.marks
    )
    headings = tuple(h._replace(text=h.text.replace(JOINT, "")) for h in body.headings)
    return Body(body.html.replace(JOINT, ""), marks, headings, body.text.replace(JOINT, ""))
