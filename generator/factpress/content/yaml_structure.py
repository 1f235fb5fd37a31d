"""Mistakes in the structure of a YAML text: indentation, colons, dashes.

In: a text that PyYAML refused, its entries, and the lines where it gave up. Out: the mistake with
its cure in words, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factpress.content.yaml_lines import YamlEntry, YamlMistake, in_quotes, indentation
from factpress.model.problems import quoted

_TAB = re.compile(r"[ ]*\t")
_GLUED = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_][\w-]*):(?P<value>(?!//)\S.*)")
_SPACED = re.compile(r"(?P<key>[a-z_]+)[ \t]+(?P<value>\S.*)")


def misplaced(text: str, entries: Sequence[YamlEntry], at: Sequence[int]) -> YamlMistake | None:
    """The mistake in the lines `at` where the library gave up, or just above them."""
    lines = text.split("\n")
    last = min(max(at), len(lines) - 1)
    at = [min(line, last) for line in at]
    return (
        _tab(lines, min(at), last)
        or _marker(lines, last)
        or _colon(text, entries, sorted({*at, last}))
        or _indented(text, entries, last)
    )


def _tab(lines: Sequence[str], first: int, last: int) -> YamlMistake | None:
    for number, line in enumerate(lines[first : last + 1], first):
        tab = _TAB.match(line)
        if tab and line.strip():
            message = "a tab indents this line, and YAML knows spaces alone; write spaces instead"
            return YamlMistake(number, tab.end() - 1, message)
    return None


def _marker(lines: Sequence[str], last: int) -> YamlMistake | None:
    for number, line in enumerate(lines[: last + 1]):
        if re.match(r"\.\.\.(?:\s|$)", line):
            message = (
                '"..." at the beginning of a line ends the text for YAML, and what follows would '
                "be lost; remove the line, or indent it deeper than the key whose text it goes on"
            )
            return YamlMistake(number, 0, message)
        if line.startswith("%"):
            message = (
                'a line that begins with "%" is a directive, and none is allowed; remove it, or '
                "indent it deeper than the key whose text it goes on"
            )
            return YamlMistake(number, 0, message)
    return None


def _colon(text: str, entries: Sequence[YamlEntry], at: Sequence[int]) -> YamlMistake | None:
    """A line that should be a key and its value, and lacks the colon or the space behind it."""
    lines = text.split("\n")
    for entry in entries:
        if entry.key is not None or not _is_near(entry.line, at):
            continue
        line = lines[entry.line]
        glued = _GLUED.fullmatch(line.rstrip())
        if glued:
            written = f"{glued['key']}: {glued['value']}"
            message = f"no space follows the colon; write {quoted(written, 200)}"
            return YamlMistake(entry.line, glued.end("key"), message)
        if not entry.is_item and not _goes_on(entries, entry):
            return YamlMistake(entry.line, entry.at, _no_key(entries, entry))
    return None


def _is_near(line: int, at: Sequence[int]) -> bool:
    return at[0] - 1 <= line <= at[-1]


def _above(entries: Sequence[YamlEntry], entry: YamlEntry) -> YamlEntry | None:
    """The nearest entry with a key or a dash before another."""
    before = [e for e in entries if e.line < entry.line and (e.key is not None or e.is_item)]
    return before[-1] if before else None


def _goes_on(entries: Sequence[YamlEntry], entry: YamlEntry) -> bool:
    """Whether a line goes on with the plain text of the entry above it."""
    above = _above(entries, entry)
    return above is not None and above.at < entry.at


def _no_key(entries: Sequence[YamlEntry], entry: YamlEntry) -> str:
    above = _above(entries, entry)
    if "#" in entry.value and ":" in entry.value.partition("#")[2]:
        return (
            f'{quoted(entry.value)} is no "key: value", since "#" begins a comment and the colon '
            'is part of it; take the "#" out of the key'
        )
    spaced = _SPACED.fullmatch(entry.value)
    written = spaced and quoted(f"{spaced['key']}: {spaced['value']}", 200)
    example = f", such as {written}" if written else ""
    other = (
        f"; or, if it goes on with the text of {quoted(above.key)} in the line above, indent it "
        "deeper than that"
        if above and above.key
        else ""
    )
    return (
        f'{quoted(entry.value)} is no "key: value"; a key needs a colon and a space behind it'
        f"{example}{other}"
    )


def _indented(text: str, entries: Sequence[YamlEntry], last: int) -> YamlMistake | None:
    """The line where the library gave up, if its column does not fit the lines above."""
    entry = next((e for e in reversed(entries) if e.line <= last), None)
    if entry is None or (entry.key is None and not entry.is_item):
        return None
    line = text.split("\n")[entry.line]
    start = indentation(line)
    above = _above(entries, entry)
    if above is None:
        return None
    dashes = _dashes(text, entries, entry)
    if start > above.at and above.value:
        return YamlMistake(entry.line, start, _too_deep(text, entry, above))
    if entry.is_item and start <= above.at and start not in dashes and above.value:
        return YamlMistake(entry.line, start, _stray_item(above))
    if not entry.is_item and start in dashes:
        message = (
            f"{quoted(entry.key or '')} is among the items of a list, which all begin with a "
            "dash; write the dash, or indent it as the key that the list belongs to"
        )
        return YamlMistake(entry.line, start, message)
    columns = _columns(text, entries, entry)
    if columns and start not in columns:
        below = max((c for c in columns if c < start), default=None)
        over = min((c for c in columns if c > start), default=None)
        near = " or ".join(str(column) for column in (below, over) if column is not None)
        message = (
            f"this line is indented by {_spaces(start)}, which fits none of the lines above it; "
            f"indent it by {near}, as its neighbours are"
        )
        return YamlMistake(entry.line, start, message)
    return None


def _too_deep(text: str, entry: YamlEntry, above: YamlEntry) -> str:
    name = quoted(above.key) if above.key else "the item"
    joined = above.joined if entry.line <= above.line + len(above.more) else above.value
    cure = in_quotes(text, above, joined)
    return (
        f"this line is indented deeper than {name} above it, which has its text already; begin it "
        f"in column {above.at + 1}, or, if it goes on with that text, put the whole in quotation "
        f"marks{cure}"
    )


def _stray_item(above: YamlEntry) -> str:
    return (
        f"a list item is outside of a list: {quoted(above.key or above.value)} above it is no "
        "list; put the item in that value, or remove the dash"
    )


def _columns(text: str, entries: Sequence[YamlEntry], entry: YamlEntry) -> list[int]:
    """The columns in which an entry may begin: those of the open lines above that are like it."""
    lines, open_at = text.split("\n"), dict[int, bool]()
    for other in entries:
        if other.line >= entry.line:
            break
        start = indentation(lines[other.line])
        if other.key is not None or other.is_item:
            open_at = {column: dash for column, dash in open_at.items() if column < start}
            open_at[start] = other.is_item
        if other.key is not None:
            open_at[other.at] = False
    return [column for column, dash in open_at.items() if dash == entry.is_item]


def _dashes(text: str, entries: Sequence[YamlEntry], entry: YamlEntry) -> set[int]:
    """The columns of the dashes above an entry, down to the nearest line that begins before it."""
    lines, found = text.split("\n"), set[int]()
    for other in reversed([e for e in entries if e.line < entry.line]):
        column = indentation(lines[other.line])
        if other.is_item and lines[other.line].lstrip().startswith("-"):
            found.add(column)
        elif column < indentation(lines[entry.line]):
            break
    return found


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"
