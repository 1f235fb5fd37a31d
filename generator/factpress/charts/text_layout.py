"""How much room words need in a picture, in em, and how they break into lines.

It knows no font and reckons with letters wider than most: words that fit here fit on a screen.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from factpress.i18n.formats import first_direction, main_direction

_THIN = frozenset(" ijltfrI.,:;'’|!()[]-")
_BROAD = frozenset("mwMW@%&—…")
_PIECES = re.compile("[^-]*-+|[^-]+")
# Unicode's marks, which show nothing and count as a letter of their direction.
_MARKS: Final = {"ltr": "\u200e", "rtl": "\u200f"}


def wrapped(text: str, width: float, most: int) -> list[str]:
    """The text in at most so many lines, none wider than `width` letters' heights (em).

    Browsers take the direction of each line from its first letter. Where most letters of the text
    have another, as below a line that ends before a Latin name, a mark before the line has it.
    """
    lines, main = _lines(text, width, most), main_direction(text)
    if text.isascii() or (main == "ltr" and first_direction(text) == "rtl"):
        return lines
    return [
        line if (first_direction(line) or "ltr") == main else _MARKS[main] + line for line in lines
    ]


def _lines(text: str, width: float, most: int) -> list[str]:
    lines: list[str] = []
    used = 0.0
    for word in text.split():
        for part in [word] if _word(word) <= width else _parts(word, width):
            needed = _word(part)
            if lines and used + _letter(" ") + needed <= width:
                lines[-1] = f"{lines[-1]} {part}"
                used += _letter(" ") + needed
            else:
                lines.append(part)
                used = needed
        if len(lines) > most:
            return [*lines[: most - 1], _cut(lines[most - 1], width)]
    return lines


def _parts(word: str, width: float) -> list[str]:
    """The word, cut after a hyphen if it has one, else where it would be wider than a line."""
    if "-" in word.rstrip("-"):
        parts = [""]
        for piece in _PIECES.findall(word):
            if _word(parts[-1] + piece) <= width:
                parts[-1] += piece
            else:
                parts += [piece] if _word(piece) <= width else _cut_up(piece, width)
        return [part for part in parts if part]
    return _cut_up(word, width)


def _cut_up(word: str, width: float) -> list[str]:
    parts = [""]
    used = 0.0
    for letter in word:
        needed = _letter(letter)
        if parts[-1] and used + needed > width:
            parts.append("")
            used = 0.0
        parts[-1] += letter
        used += needed
    return parts


def _cut(line: str, width: float) -> str:
    while line and measured(line + "…") > width:
        line = line[:-1]
    return line.rstrip() + "…"


def measured(text: str) -> float:
    """About how wide the text is, in em, for a sans of the wider sort."""
    return sum(map(_letter, text))


@lru_cache(maxsize=4096)
def _word(word: str) -> float:
    return measured(word)


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    if unicodedata.combining(letter) or letter in _MARKS.values():
        return 0
    if letter in _THIN:
        return 0.38
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.78 if letter.isupper() else 0.64
