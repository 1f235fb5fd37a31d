"""Limits of a body: forbidden characters, and more work than a sane text makes.

Python-Markdown looks at the rest of a stretch for each mark in it, and calls itself for each level,
so its work can grow with the square of a text and its depth without bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple
from xml.etree.ElementTree import Element

from factpress.model.cards import Place
from factpress.model.characters import DIRECTION, deceptive, hidden_references, is_deceptive
from factpress.model.problems import Severity

# A backslash before the # is taken away only after Markdown has read the text.
_REFERENCE = re.compile(
    r"&\\?(?:#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?|(?P<name>[A-Za-z]+;|shy))"
)
_LAST = 0x10FFFF

# Each limit allows several times the work of a long article full of marks, and keeps the
# conversion of any body to a few seconds at most.
_MOST_DEPTH = 48
_MOST_CELLS = 50_000
_MOST_BLOCK_WORK = 15_000_000
_MOST_FENCE_WORK = 30_000_000
# For each reference the library looks through those before it to the same footnote.
_MOST_NOTES = 1_000
# Every word is compared with each.
_MOST_ABBREVIATIONS = 100
# In characters copied. One that is searched for the end of a bracket costs as much as many copied.
_MOST_INLINE_WORK = 300_000_000
_SEARCHED = 250
_MARK = re.compile(r"[`\\\[<&*_@\ue000]|  \n|~~|://")
_BRACKET = re.compile(r"[\[\]()]")
_OPENS = {"]": "[", ")": "("}
_EXPLAINED = re.compile(r"\*\[[^\\\[\]\n]{1,100}\][ ]?:")
_FENCE = re.compile(r"^[^\n`~]{0,100}(?:```|~~~)", re.M)
TOO_DEEP = (
    "body is nested too deeply here; put fewer lists, quotations or emphases inside one another"
)


DIRECTION_CURE = "; where signs between words of two directions need a mark, write &lrm; or &rlm;"


class Mistake(NamedTuple):
    """Something a body may not hold, or that readers see otherwise than meant, at its place."""

    place: Place
    message: str
    severity: Severity = "error"


class TooMuch(Exception):
    """Raised where a body asks for too much; `stretch` is the text that was being read."""

    def __init__(self, message: str, stretch: str) -> None:
        super().__init__(message)
        self.message, self.stretch = message, stretch


def unwanted(text: str) -> Iterator[tuple[int, str]]:
    """The position of each character that no page may hold, written or referred to; and why."""
    for at, reason in deceptive(text):
        cure = DIRECTION_CURE if text[at] in DIRECTION else ""
        yield at, f"body {reason}{cure}"
    if "&" not in text:
        return
    for match in _REFERENCE.finditer(text):
        number = _number(match)
        if number is not None and (number > _LAST or is_deceptive(chr(number))):
            code = f"U+{number:04X}" if number <= _LAST else "past the last of Unicode"
            message = f"body refers to the character {code}, which no page may hold; remove it"
            yield match.start(), message


def _number(match: re.Match[str]) -> int | None:
    """The code point of a reference; None for a name of a character that is seen."""
    if match["name"]:
        name = match["name"].removesuffix(";") + ";"
        return ord(html5[name]) if name in hidden_references() else None
    digits, base = (match["hex"], 16) if match["hex"] else (match["decimal"], 10)
    significant = digits.lstrip("0") or "0"
    return int(significant, base) if len(significant) < 9 else _LAST + 1


class Meter:
    """Counts the work that one body makes. Started anew for each."""

    # An element of a tree takes half a level: a list and its item are one.
    DEEPEST_TREE = 2 * (_MOST_DEPTH + 1)

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        self._cells = self._blocks = self._inline = self._counted = 0
        self._stretches: list[str] = []

    def fences(self, text: str) -> None:
        """Counts the fences of a whole text before they are looked for."""
        is_fenced = "```" in text or "~~~" in text
        if is_fenced and len(_FENCE.findall(text)) * len(text) > _MOST_FENCE_WORK:
            raise TooMuch("body has too many code fences; split the card", "")

    def notes(self, text: str) -> None:
        """Counts the footnotes of a whole text and the references to them, and abbreviations."""
        if text.count("[^") > _MOST_NOTES:
            message = f"body has more than {_MOST_NOTES} footnotes and references to them; split it"
            raise TooMuch(message, text[text.index("[^") :].partition("\n")[0])
        if "*[" in text and len(_EXPLAINED.findall(text)) > _MOST_ABBREVIATIONS:
            message = f"body explains more than {_MOST_ABBREVIATIONS} abbreviations; split it"
            raise TooMuch(message, text[text.index("*[") :].partition("\n")[0])

    def block(self, block: str, depth: int) -> None:
        """Counts a block each time that the block processors are offered it."""
        if depth > _MOST_DEPTH:
            self.depth(depth, block)
        self._blocks += len(block)
        if self._blocks > _MOST_BLOCK_WORK:
            message = (
                "body has too many headings, definitions, rules or lists without an empty line "
                "between them; put empty lines there"
            )
            raise TooMuch(message, block)
        if "|" not in block:
            return
        self._cells += _cells(block)
        if self._cells > _MOST_CELLS:
            raise TooMuch(f"body has tables of more than {_MOST_CELLS} cells; split them", block)

    def inline(self, stretch: str, depth: int) -> None:
        """Counts a stretch of text before it is searched for marks.

        It adds the most that the work can be, which nearly always is below the limit.
        """
        if depth > _MOST_DEPTH:
            self.depth(depth, stretch)
        size = len(stretch)
        opened = stretch.count("[") + stretch.count("(") if "[" in stretch else 0
        self._stretches.append(stretch)
        self._inline += size * (size + _SEARCHED * opened)
        if self._inline > _MOST_INLINE_WORK:
            self._recount(stretch)

    def _recount(self, stretch: str) -> None:
        """Counts the work exactly; `stretch` is the last."""
        self._counted += sum(map(_inline_work, self._stretches))
        self._stretches.clear()
        self._inline = self._counted
        if self._counted > _MOST_INLINE_WORK:
            message = (
                "body has too many marks such as [, *, _, ` and \\ without an empty line between "
                "them; put empty lines there, or remove some"
            )
            raise TooMuch(message, stretch)

    def tree(self, root: Element) -> None:
        """Refuses a finished tree that is too deep to be walked."""
        depth, level = 0, [root]
        while level:
            self.depth(depth // 2, next((e.text for e in level if e.text), ""))
            depth, level = depth + 1, [child for element in level for child in element]

    def depth(self, depth: int, stretch: str) -> None:
        """Refuses a stretch that is too many levels deep."""
        if depth > _MOST_DEPTH:
            raise TooMuch(TOO_DEEP, stretch)


def _inline_work(stretch: str) -> int:
    """In characters copied: the stretch is copied for each mark, and searched for each bracket."""
    work = len(_MARK.findall(stretch)) * len(stretch)
    return work + _SEARCHED * _searched(stretch) if "[" in stretch else work


def _searched(stretch: str) -> int:
    """How many characters lie between each opening bracket and its end, or the stretch's."""
    opened: dict[str, list[int]] = {"[": [], "(": []}
    searched = 0
    for match in _BRACKET.finditer(stretch):
        bracket = match[0]
        if bracket in opened:
            opened[bracket].append(match.start())
        elif opened[_OPENS[bracket]]:
            searched += match.start() - opened[_OPENS[bracket]].pop()
    return searched + sum(len(stretch) - start for each in opened.values() for start in each)


def _cells(block: str) -> int:
    """How many cells a block makes as a table: each row has as many as the first."""
    lines = block.split("\n")
    if len(lines) < 2 or "-" not in lines[1] or lines[1].strip("|: -"):
        return 0
    return (lines[0].count("|") + 1) * len(lines)
