"""Text that a page would not show, or not as written: messages by position.

Definitions that nothing refers to, cells beyond a table's columns, number signs, pictures and HTML
elements. Each search begins with a fixed text, since most bodies hold none of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import accumulate, pairwise

from factpress.content.markdown.comments import Code
from factpress.model.problems import quoted

_DEFINITION = re.compile(r"^ {0,3}\[(?P<id>[^\[\]\n]+)\]:[ ]*(?=\S|\n)", re.M)
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")
# Two lines that begin with one: bullets as word processors write them, with a tab behind; an inner
# list has another sign, which is a letter or a sign of its own without the tab.
_BULLET = r"(?:[•◦▪‣●○■]|[o·§](?=[ ]{2}|\t))"
_BULLETS = re.compile(
    rf"^[ ]{{0,3}}(?P<bullet>{_BULLET})[ \t]*(?=\S)[^\n]*\n[ \t]{{0,16}}{_BULLET}", re.M
)
_NUMBER_SIGN = re.compile(r"^#{2,6}(?=[^#\s])", re.M)
_RULE = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
# Code in a cell, or a bar that ends one.
_BAR = re.compile(r"\\.|(`+)(?:[^`]|(?!\1)`){0,500}\1|(?P<bar>\|)")
_PICTURE = re.compile(
    r"(?<!\\)!\[(?![\[^])(?P<alt>(?:[^\[\]]|\[[^\[\]]{0,500}\]){0,500})\]"
    r"(?P<address>\([^()\n]*\)?|[ ]?\[[^\]\n]*\]|)"
)
_CODE = re.compile(r"<code[^>]*>.*?</code>", re.S)


def lost(text: str, marked: str) -> Iterator[tuple[int, str]]:
    """Text that a body would lose; `marked` is the text with each link as one marker."""
    found: list[tuple[int, str]] = []
    if "]:" in text:
        found += _definitions(text)
    if "|" in marked:
        found += _cells(text, marked)
    if found:
        code = Code(text)
        yield from (each for each in found if not code.holds(each[0]))


def _definitions(text: str) -> Iterator[tuple[int, str]]:
    """Footnotes and addresses of links that nothing refers to, or that are defined twice."""
    code = Code(text)
    defined = [m for m in _DEFINITION.finditer(text) if not code.holds(m.start())]
    if not defined:
        return
    mentions = Counter(_folded(name) for name in _BRACKETED.findall(text))
    times = Counter(_folded(match["id"]) for match in defined)
    seen = set[str]()
    for match in defined:
        name = _folded(match["id"])
        shown, is_note = f"[{match['id']}]", name.startswith("^")
        if name in seen:
            message = f"{quoted(shown)} is defined a second time, and only one is shown; keep one"
            yield match.start(), message
        elif mentions[name] <= times[name]:
            kind, way = ("footnote", shown) if is_note else ("address", f"[words]{shown}")
            message = (
                f"{quoted(shown + ':')} begins a {kind} that nothing in the body refers to; refer "
                f'to it, {way}, take it out, or write "\\[" for a bracket in the text'
            )
            yield match.start(), message.replace("a address", "an address")
        seen.add(name)


def _folded(name: str) -> str:
    return " ".join(name.lower().split())


def loose_signs(text: str) -> Iterator[tuple[int, str]]:
    """Lines that look like headings without a space, and like lists; "#" alone is a hashtag."""
    found = [*_NUMBER_SIGN.finditer(text)] if "##" in text else []
    bullets = _BULLETS.search(text)
    code = Code(text) if found or bullets else None
    if bullets and code and not code.holds(bullets.start()):
        yield (
            bullets.start("bullet"),
            f"lines that begin with {quoted(bullets['bullet'])} are one paragraph; write "
            '"- " before each item for a list',
        )
    for match in found:
        if code and not code.holds(match.start()):
            end = text.find("\n", match.end())
            line = text[match.start() : end if end >= 0 else len(text)]
            heading = f"{match[0]} {line[match.end() - match.start() :]}"
            message = (
                f"{quoted(line)} is text, since no space is behind its {quoted(match[0])}; write "
                f"{quoted(heading)} for a heading, or {quoted(chr(92) + line)} for text"
            )
            yield match.start(), message


def _cells(text: str, marked: str) -> Iterator[tuple[int, str]]:
    """Rows of tables with more cells than the table has columns."""
    lines = marked.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    columns = 0
    for number, line in enumerate(lines):
        if not line.strip():
            columns = 0
        elif columns and not _is_rule(line):
            cells = _split(line)
            if len(cells) > columns:
                message = (
                    f"this row has {len(cells)} cells and its table {columns} columns, so that "
                    f"{quoted(' | '.join(cells[columns:]).strip())} would not be shown; add a "
                    'column, or write "\\|" for a bar in the text'
                )
                yield starts[number], message
        elif _is_rule(line) and number and "|" in lines[number - 1]:
            columns = len(_split(lines[number - 1]))


def _is_rule(line: str) -> bool:
    if "-" not in line or line.strip("|:- "):
        return False
    # One space for many: the expression takes the square of their number.
    return bool(_RULE.fullmatch(re.sub("  +", " ", line)))


def _split(row: str) -> list[str]:
    """The cells of a row, as Python-Markdown splits it."""
    row = row.strip()
    row = row[1:] if row.startswith("|") else row
    bars = [m.start() for m in _BAR.finditer(row) if m["bar"]]
    if bars and bars[-1] == len(row) - 1:
        row = row[: bars.pop()]
    edges = [-1, *bars, len(row)]
    return [row[start + 1 : end] for start, end in pairwise(edges)]


def pictures(text: str, page: str, references: Collection[str]) -> Iterator[tuple[int, str]]:
    """Each picture in a body, with advice; `references` are those defined."""
    shown = _CODE.sub("", page)
    found = list(_written(text, shown, references))
    if found:
        code = Code(text)
        yield from (each for each in found if not code.holds(each[0]))


def _written(text: str, shown: str, references: Collection[str]) -> Iterator[tuple[int, str]]:
    for match in _PICTURE.finditer(text) if "![" in shown else ():
        if match["address"] or match["alt"].strip().lower() in references:
            link = quoted(match[0][1:], 200)
            message = (
                f"{quoted(match[0], 200)} is a picture, which bodies cannot show yet; take it "
                f'out, or link to it, {link[1:-1]}; write "\\![" where a link follows an '
                "exclamation mark"
            )
            yield match.start(), message
