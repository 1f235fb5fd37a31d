"""Sentences: where the sentence round a place in a folded text begins and ends.

Rule-based and approximate, for English, French and Russian: a stop, its closing quotation marks
and white space, then anything but a small letter, unless the stop ends an abbreviation or an
initial. In doubt two sentences count as one, so that a guard sees more rather than less. A
sentence never crosses a paragraph break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# A longer sentence is looked at only this far, in characters each way.
LONGEST: Final = 2000

# The look-behind starts a row of stops once, so that a page of dots is read in linear time.
_STOP = re.compile(
    r"(?<![.!?\u2026])[.!?\u2026\u061f\u06d4\u0964]+(?: ?[\"')\]])*\s|[\u3002\uff01\uff1f][\"')\]]*"
)
_OPENING = "\"'([{-\u00bf\u00a1 "
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_LONGEST_ABBREVIATION = 12
ABBREVIATIONS: Final = frozenset(
    """
    mr mrs ms dr prof st sr jr rev hon gen col lt sgt capt maj cmdr gov sen rep pres sec det
    inc ltd corp co bros dept univ assn est approx ca cf vs etc fig no nos nr vol pp ed eds viz
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    mm mme mlle mgr me av bd env chap art éd janv févr avr juil déc
    др пр см ср тыс млн млрд трлн руб коп ул стр рис им гг вв проф акад тов гр рт
    """.split()
)


# These are words too, which may end a sentence: abbreviations only before a number ("No. 7").
ALSO_WORDS: Final = frozenset(
    """
    no nos me fig art est ed sec sat sun wed mon mar ca im мин
    """.split()
)


def sentence_start(letters: str, position: int, floor: int = 0) -> int:
    """The start, not below `floor`, of the sentence that holds this position."""
    floor = max(floor, position - LONGEST)
    return max(
        (at for at in _starts(letters, floor, position + 1) if at <= position), default=floor
    )


def sentence_end(letters: str, position: int, ceiling: int | None = None) -> int:
    """The end, not above `ceiling`, of the sentence that holds this position; its stop is in it."""
    ceiling = len(letters) if ceiling is None else ceiling
    ceiling = min(ceiling, position + LONGEST)
    # The stop may stand just before the position, if it is that of a closing mark.
    after = (at for at in _starts(letters, max(0, position - 4), ceiling) if at > position)
    end = next(after, ceiling)
    while end > position + 1 and letters[end - 1].isspace():
        end -= 1
    return end


def _starts(letters: str, low: int, high: int) -> Iterator[int]:
    """Where a new sentence starts between these positions, after a stop at or after the first."""
    for stop in _STOP.finditer(letters, low, high):
        at = stop.end()
        if at < len(letters) and _may_begin(letters, at) and not _is_abbreviation(letters, stop):
            yield at


def _may_begin(letters: str, position: int) -> bool:
    ahead = letters[position : position + 8].lstrip(_OPENING)
    return not ahead[:1].islower()


def _is_abbreviation(letters: str, stop: re.Match[str]) -> bool:
    """Whether the stop is the full stop of an abbreviation, an initial, or letters such as U.S."""
    if not stop[0].startswith(". "):
        return False
    behind = letters[max(0, stop.start() - _LONGEST_ABBREVIATION) : stop.start()]
    word = _LAST_WORD.search(behind)
    if word is None:
        return False
    small = word[0].lower()
    if small in ALSO_WORDS and word[0] != "Me":
        return letters[stop.end() : stop.end() + 1].isdigit()
    return len(word[0]) == 1 or small in ABBREVIATIONS
