"""Sentences: where the sentence around a position in a text begins and ends.

The rules are approximate. A sentence ends with a stop, its closing quotation marks and white space,
if no small letter follows and the stop ends no abbreviation or initial; or with a stop of East
Asia. In doubt two sentences count as one, so that a guard sees more. Callers keep a sentence within
its paragraph. `new_lines` finds headings and the items of lists, which end a sentence too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from factpress.text.word_lists import lists_of_all

# Search for the ends of a sentence only this far, in characters each way.
LONGEST: Final = 2000

# The look-behind lets a row of stops match once only: a page of dots takes linear time.
_STOP = re.compile(
    r"(?<![.!?\u2026])[.!?\u2026\u061f\u06d4\u0964\u0589\u1362]+(?: ?[\"')\]])*\s"
    r"|[\u3002\uff01\uff1f\uff61]+[\"')\]\u300d\u300f\uff63\uff09]*"
)
# After the closing mark of a Japanese quotation these continue the sentence: "he said", "so".
_GOES_ON = "\u3068\u3063"
_OPENING = "\"'([{-\u00bf\u00a1 "
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_LONGEST_ABBREVIATION = 12
_CORNERS = "\u300d\u300f\uff63"
_PRONOUN = re.compile(r"I\b")
# German writes the day of a date as an ordinal, with a stop: "am 3. Oktober".
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\Z")
_MONTH = re.compile(
    r"(?:J\u00e4n|Jan|Febr)uar|Februar|M\u00e4rz|April|Mai|Ju[nl]i|August|(?:Sept|Nov|Dez)ember|Oktober"
)


class SentenceWords(NamedTuple):
    """The words about full stops; lists/sentences.txt explains them."""

    abbreviations: frozenset[str]
    also_words: frozenset[str]
    before_names: frozenset[str]
    starters: re.Pattern[str]


@cache
def sentence_words() -> SentenceWords:
    """The words about full stops in all languages."""
    lists = lists_of_all("sentences")
    return SentenceWords(
        frozenset(lists["abbreviations"]),
        frozenset(lists["also_words"]),
        frozenset(lists["before_names"]),
        re.compile(rf"(?:{'|'.join(map(re.escape, lists['starters']))})\b"),
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
    # The stop may be before the position, if a closing mark is at the position.
    after = (at for at in _starts(letters, max(0, position - 4), ceiling) if at > position)
    end = next(after, ceiling)
    while end > position + 1 and letters[end - 1].isspace():
        end -= 1
    return end


def _starts(letters: str, low: int, high: int) -> Iterator[int]:
    """The starts of sentences after the stops between these positions."""
    for stop in _STOP.finditer(letters, low, high):
        at = stop.end()
        is_small = letters[at : at + 8].lstrip(_OPENING)[:1].islower()
        if at < len(letters) and not is_small and not _goes_on(letters, stop):
            yield at


def _goes_on(letters: str, stop: re.Match[str]) -> bool:
    """Whether a sentence continues after the stop of an abbreviation, an ordinal or a quotation.

    An ellipsis before "I", which is always a capital, may be a pause.
    """
    at = stop.end()
    if stop[0][-1] in _CORNERS:
        return letters[at] in _GOES_ON
    if stop[0] == "\u2026 ":
        return _PRONOUN.match(letters, at) is not None
    return _is_abbreviation(letters, stop)


def _is_abbreviation(letters: str, stop: re.Match[str]) -> bool:
    """Whether the stop is that of an abbreviation, an initial, an ordinal, or letters as in U.S."""
    if not stop[0].startswith(". "):
        return False
    behind = letters[max(0, stop.start() - _LONGEST_ABBREVIATION) : stop.start()]
    word = _LAST_WORD.search(behind)
    if word is None:
        return _ORDINAL.search(behind) is not None and _MONTH.match(letters, stop.end()) is not None
    small, words = word[0].lower(), sentence_words()
    if small in words.also_words and word[0] != "Me":
        return letters[stop.end() : stop.end() + 1].isdigit()
    if len(word[0]) > 1 and small not in words.abbreviations:
        return False
    # "at 4 p.m. The council met": no title or initial of a name comes before such a word.
    return small in words.before_names or words.starters.match(letters, stop.end()) is None


# Lines that end a sentence without a blank line between: headings and items of lists. Skipped
# characters are NULs; a run of them makes no line of its own.
_LINE = re.compile(r"[^\n\f\r\u2028]+")
_BLANKS = re.compile(r"[\s\x00]+")
_HASHES = re.compile(r"[\s\x00]*#{1,6}[ \t]+")
_ITEM = re.compile(r"[\s\x00]*(?:[-*+\u2022\u25e6\u2023\u25aa\u00b7]|\d{1,2}[.)])[ \t]+")
_UNDERLINE = re.compile(r"[\s\x00]*([-=*_~#\u00b7\u2022])(?:[ \t]*\1){2,}[\s\x00]*\Z")
# An item or a sentence may begin after a line that ends so.
_ENDED = re.compile(r"[.:;!?\u2026\u3002\uff01\uff1f\uff1a][\"'\u201d\u2019\u00bb)\]\s\x00]*\Z")
_HEADING_CHARACTERS: Final = 80
_HEADING_WORDS: Final = 12
# A line break is on purpose if the next word had room within this share of the width.
_ROOM: Final = 0.8


class _Line(NamedTuple):
    start: int
    end: int
    text: str


class NewLine(NamedTuple):
    """The start of a heading, item or paragraph, and of its words after the mark of a list."""

    start: int
    words: int


def new_lines(text: str, start: int, end: int, *, is_start: bool = True) -> Iterator[NewLine]:
    """The lines of [start, end) that begin a heading, an item, or the text after a heading.

    `is_start` says that a paragraph begins at `start`.
    """
    lines = [_Line(*found.span(), found[0]) for found in _LINE.finditer(text, start, end)]
    lines = [line for line in lines if _BLANKS.sub("", line.text)]
    before: _Line | None = None
    in_list = after_heading = False
    may_be_heading = is_start
    for number, line in enumerate(lines):
        hashes, item = _HASHES.match(line.text), _ITEM.match(line.text)
        if _UNDERLINE.match(line.text):
            yield NewLine(line.start, line.end)
        elif hashes:
            yield NewLine(line.start, line.start + hashes.end())
        elif item and (in_list or (not before and is_start) or (before and _has_ended(before))):
            in_list = True
            yield NewLine(line.start, line.start + item.end())
        elif after_heading:
            yield NewLine(line.start, line.start)
        is_heading = may_be_heading and _is_heading(lines, number)
        after_heading = is_heading or bool(hashes) or _UNDERLINE.match(line.text) is not None
        may_be_heading = after_heading or _has_ended(line)
        before = line


def _has_ended(line: _Line) -> bool:
    return _ENDED.search(line.text) is not None


def _is_heading(lines: Sequence[_Line], number: int) -> bool:
    """Whether a line is short and ends although the next word had room, or is underlined."""
    if number + 1 == len(lines):
        return False
    if _UNDERLINE.match(lines[number + 1].text):
        return True
    words = _BLANKS.sub(" ", lines[number].text).strip()
    after = _BLANKS.sub(" ", lines[number + 1].text).strip()
    if len(words) > _HEADING_CHARACTERS or len(words.split()) > _HEADING_WORDS:
        return False
    if words[:1].islower() or after[:1].islower() or words[-1:] in ",-\u2013\u2014":
        return False
    others = sorted(len(line.text) for line in lines if line is not lines[number])
    # Most lines fill the width; the longest may be a table's.
    width = others[3 * len(others) // 4]
    return len(words) + 1 + len(after.partition(" ")[0]) <= _ROOM * width
