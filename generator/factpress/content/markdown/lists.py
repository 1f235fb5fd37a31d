"""The items of a list, gathered from the lines of a body as CommonMark does.

In: the blocks of a body, whose first line begins a list. Out: the lines of each item without their
indentation, and the blocks behind the list. Source of the rules: https://spec.commonmark.org,
sections 5.2 and 5.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# A line that ends the paragraph before it. Of numbers, only 1 does. No spaces are asked for at two
# places that meet, which would take the square of their number.
_RULE = (
    r"(?P<rule>" + "|".join(rf"(?={s}(?:[ ]*{s}){{2}})[{s} ]+$" for s in (r"\-", "_", r"\*")) + ")"
)
_LEAF = rf"(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})|(?P<heading>\#{{1,6}}(?:[ ]|$))|{_RULE}"
BEGINS: Final = re.compile(
    rf"^[ ]{{0,3}}(?:(?P<quote>>)|{_LEAF}|(?P<item>(?:[-+*]|1[.)])[ ]+(?=\S)))", re.M
)
RULE: Final = re.compile(rf"[ ]{{0,3}}{_RULE}")
ITEM: Final = re.compile(
    r"(?P<indent>[ ]{0,3})(?P<mark>[-+*]|(?P<number>[0-9]{1,9})(?P<end>[.)]))"
    r"(?:(?P<space>[ ]+)(?=[^ ])|[ ]*\Z)"
)
FENCE: Final = re.compile(r"[ ]{0,3}(?P<mark>`{3,}|~{3,})(?P<rest>.*)")
# A number of more digits is a year, or what a sentence ends with.
MOST_DIGITS: Final = 3
_LEAVES = re.compile(rf"[ ]{{0,3}}(?:{_LEAF})")
_DEFINES = re.compile(r"[ ]{0,3}\[\^[^\]\n]{1,200}\]:")


class Items(NamedTuple):
    """A list: the lines of each item, its first number, and whether empty lines divide it.

    The list ends in the block with the number `last`, of which `rest` is behind it.
    """

    lines: list[list[str]]
    kind: str
    start: int | None
    is_loose: bool
    last: int
    rest: str


def lazy(line: str) -> str:
    """A line that goes on with a paragraph of a list or a quotation without their signs.

    It makes no heading of the paragraph, and no list in it.
    """
    bare = line.lstrip(" ")
    is_underline = bare.startswith("=") and not bare.strip("= ")
    # So far from the margin, nothing begins within a paragraph.
    return f"    {bare}" if is_underline or ITEM.match(bare) or BEGINS.match(bare) else bare


def kind_of(item: re.Match[str]) -> str:
    """What the items of one list have in common: the bullet, or the sign behind the number."""
    return item["end"] or item["mark"]


def content_column(item: re.Match[str]) -> int:
    """The column at which the text of an item begins."""
    spaces = len(item["space"] or "")
    # From five spaces on, the item begins with code.
    return item.end("mark") + (spaces if 1 <= spaces <= 4 else 1)


class OpenFence:
    """Whether the lines given to it, one after another, are in fenced code."""

    def __init__(self) -> None:
        self._mark = ""

    @property
    def is_open(self) -> bool:
        return bool(self._mark)

    def holds(self, line: str) -> bool:
        """Takes the next line; says whether it is code, or opens or closes it."""
        found = FENCE.match(line)
        if self._mark:
            if found and found["mark"].startswith(self._mark) and not found["rest"].strip():
                self._mark = ""
            return True
        if found and not (found["mark"][0] == "`" and "`" in found["rest"]):
            self._mark = found["mark"]
            return True
        return False


class _Item:
    """The item that is being gathered."""

    def __init__(self, first: re.Match[str], line: str) -> None:
        self.column = content_column(first)
        self.lines: list[str] = []
        self.is_loose = self.in_paragraph = False
        self._fence, self._inner, self._after_blank = OpenFence(), 0, False
        if first["space"]:
            self.add(line[self.column :])
        else:
            self.lines.append("")

    def add(self, line: str) -> None:
        """Adds a line, without the item's indentation."""
        self.lines.append(line)
        if not line.strip():
            self._after_blank, self.in_paragraph = True, False
            return
        was_open = self._fence.is_open
        in_code = self._fence.holds(line)
        if was_open:
            self._after_blank = self.in_paragraph = False
            return
        self._note(line, in_code=in_code)
        if in_code:
            self.in_paragraph = False
            return
        is_code = line.startswith("    ") and not self.in_paragraph and not self._inner
        self.in_paragraph = not is_code and not _LEAVES.match(line)

    def add_lazy(self, line: str) -> None:
        """Adds a line that goes on with a paragraph and is not indented."""
        self.lines.append(lazy(line))
        self._after_blank = False

    def _note(self, line: str, *, in_code: bool) -> None:
        """Notes an empty line between two blocks of the item itself, not of a list in it."""
        indent = len(line) - len(line.lstrip(" "))
        inner = None if in_code or RULE.match(line) else ITEM.match(line)
        is_within = self._inner and (indent >= self._inner or inner)
        if self._after_blank and not is_within and len(self.lines) > 1:
            self.is_loose = True
        if inner:
            self._inner = content_column(inner)
        elif not is_within:
            self._inner = 0
        self._after_blank = False

    def takes(self, line: str) -> bool:
        """Whether a line is indented as the item's text is; an item has one empty line at most
        before its text."""
        is_bare = not any(map(str.strip, self.lines[:2])) and len(self.lines) > 1
        return line.startswith(" " * self.column) and not is_bare

    @property
    def ends_blank(self) -> bool:
        return self._after_blank


def gathered(blocks: list[str]) -> Items:
    """The list that the first line of the blocks begins."""
    items: list[_Item] = []
    kind, start, is_loose = "", None, False
    for number, block, place, line in _lines(blocks):
        if not line.strip():
            if items:
                items[-1].add("")
            continue
        if items and items[-1].takes(line):
            items[-1].add(line[items[-1].column :])
            continue
        found = None if RULE.match(line) else ITEM.match(line)
        if found and (not items or kind_of(found) == kind):
            if items:
                is_loose = is_loose or items[-1].ends_blank
            else:
                kind, start = kind_of(found), int(found["number"]) if found["number"] else None
            items.append(_Item(found, line))
        elif items[-1].in_paragraph and not _ends_paragraph(line):
            items[-1].add_lazy(line)
        else:
            return _as_items(items, kind, start, is_loose, number, block[place:])
    return _as_items(items, kind, start, is_loose, len(blocks) - 1, "")


def _as_items(
    items: list[_Item], kind: str, start: int | None, is_loose: bool, last: int, rest: str
) -> Items:
    is_loose = is_loose or any(item.is_loose for item in items)
    return Items([item.lines for item in items], kind, start, is_loose, last, rest)


def _ends_paragraph(line: str) -> bool:
    """Whether a line without the indentation of an item ends its paragraph: other lists do."""
    item = ITEM.match(line)
    is_item = item and item["space"] and len(item["number"] or "") <= MOST_DIGITS
    return bool(is_item or BEGINS.match(line) or _DEFINES.match(line))


def _lines(blocks: list[str]) -> Iterator[tuple[int, str, int, str]]:
    """Each line with the number of its block, the block, and its place there."""
    for number, block in enumerate(blocks):
        if number:
            yield number, block, 0, ""
        place = 0
        for line in block.split("\n"):
            yield number, block, place, line
            place += len(line) + 1
