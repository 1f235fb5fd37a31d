"""The lines of a YAML text as a writer sees them: keys, dashes, and the text behind them.

In: a text, which need not be valid. Out: its entries, and lines as they should be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ENTRY = re.compile(
    r"(?P<indent> *)(?P<dashes>(?:-(?: +|$))*)"
    r"""(?:(?P<key>[^\s:#'"\[\]{},&*!|>@`%?-][^\s:#]*|"[^"\n]*"|'[^'\n]*'):(?:[ \t]+|$))?"""
    r"(?P<value>.*)"
)
_BLOCK_HEADER = re.compile(r"[|>][-+1-9]{0,2}(?:[ \t]+#.*|[ \t]*)")
_OPENS = {"[": "]", "{": "}"}
# Longer lines are described in words alone.
_MOST = 200


class YamlMistake(NamedTuple):
    """A mistake at its place in a text, both numbers from 0."""

    line: int
    column: int
    message: str


class YamlEntry(NamedTuple):
    """A key with its value, an item of a list, or a line of text that goes on.

    `line` counts from 0; `at` is the column of the key, the dash or the text, `column` that of the
    value; `more` are the lines below that are indented deeper.
    """

    line: int
    at: int
    key: str | None
    is_item: bool
    column: int
    value: str
    more: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The value and the lines that go on with it."""
        return "\n".join((self.value, *self.more))

    @property
    def joined(self) -> str:
        """The value on one line, as YAML folds it, comments and all."""
        return " ".join(self.whole.split())


def entries(text: str) -> Iterator[YamlEntry]:
    """Every entry of a text, without the lines of block texts and what brackets or quotes hold."""
    lines = text.split("\n")
    number, waits_at = 0, -1
    while number < len(lines):
        entry = _entry(lines, number)
        number += 1
        if not lines[entry.line].strip() or lines[entry.line].lstrip().startswith("#"):
            continue
        if entry.key is None and not entry.is_item and 0 <= waits_at < entry.at:
            # The value of the key above is on a line of its own.
            entry = entry._replace(at=waits_at, is_item=True, more=_below(lines, number, waits_at))
        yield entry
        waits_at = entry.at if entry.key is not None and not entry.value else -1
        if _goes_on(entry):
            number += len(entry.more)


def _entry(lines: list[str], number: int) -> YamlEntry:
    line = lines[number]
    match = _ENTRY.match(line)
    assert match  # every part of the expression may be empty
    value, column = match["value"].rstrip(), match.start("value")
    at = match.start("key") if match["key"] else len(match["indent"])
    if value.startswith("#") and (match["key"] or match["dashes"]):
        value = ""
    more = _below(lines, number + 1, at) if value else ()
    return YamlEntry(number, at, match["key"], bool(match["dashes"]), column, value, more)


def _below(lines: list[str], number: int, at: int) -> tuple[str, ...]:
    end = number
    while end < len(lines) and (not lines[end].strip() or indentation(lines[end]) > at):
        end += 1
    while end > number and not lines[end - 1].strip():
        end -= 1
    return tuple(lines[number:end])


def _goes_on(entry: YamlEntry) -> bool:
    """Whether the lines below an entry are text, whatever they look like."""
    first = entry.value[:1]
    if first in ("|", ">"):
        return is_block(entry.value)
    if first in ("'", '"'):
        return closing_mark(entry.value) is None and closing_mark(entry.whole) is not None
    return first in _OPENS and closing_bracket(entry.value) is None


def indentation(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def is_block(value: str) -> bool:
    """Whether a value is the header of a text on the lines below it."""
    return bool(_BLOCK_HEADER.fullmatch(value))


def closing_mark(text: str) -> int | None:
    """The place where the quotation mark that a text begins with is closed."""
    mark = text[0]
    place = 1
    while place < len(text):
        if mark == '"' and text[place] == "\\":
            place += 2
        elif text[place] != mark:
            place += 1
        elif mark == "'" and text[place + 1 : place + 2] == mark:
            place += 2
        else:
            return place
    return None


def closing_bracket(text: str) -> int | None:
    """The place where the bracket that a text begins with is closed; not in a comment."""
    opened: list[str] = []
    place = 0
    while place < len(text):
        character = text[place]
        if character in "'\"" and text[:place].rstrip(" \n")[-1:] in ("[", "{", ",", ":"):
            end = closing_mark(text[place:])
            if end is None:
                return None
            place += end
        elif character == "#" and text[place - 1] in " \t\n":
            place += len(text[place:].partition("\n")[0]) - 1
        elif character in _OPENS:
            opened.append(_OPENS[character])
        elif opened and character == opened[-1]:
            opened.pop()
            if not opened:
                return place
        place += 1
    return None


def comment_at(text: str) -> int | None:
    """The start of a comment behind plain text on one line."""
    found = re.search(r"[ \t]#", text)
    return found.start() + 1 if found else None


def in_marks(text: str) -> str:
    """A text in quotation marks that do not change it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def with_value(text: str, line: int, column: int, value: str) -> str:
    """`: key: VALUE`, the line as it should be, to put behind a cure; empty where it is long."""
    before = text.split("\n")[line][:column].lstrip(" ")
    written = before + value
    return f": {written}" if len(written) <= _MOST and written.isprintable() else ""


def in_quotes(text: str, entry: YamlEntry, words: str) -> str:
    """The line of an entry with these words in quotation marks, to put behind a cure."""
    return with_value(text, entry.line, entry.column, in_marks(words))


def pasted(text: str, line: int, column: int) -> str:
    """The cure for a line whose text begins at a column and must be in quotation marks."""
    value = " ".join(text.split("\n")[line][column:].split())
    return "; put text that begins so in quotation marks" + with_value(
        text, line, column, in_marks(value)
    )
