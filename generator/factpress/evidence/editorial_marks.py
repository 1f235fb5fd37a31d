"""An editor's marks in a passage: omissions, insertions, a changed capital.

They divide a folded passage into pieces, each with all readings that its marks allow. The marks are
those of printed English ("The Chicago Manual of Style", Quotations and Dialogue): `[…]` or `[...]`
for omitted words, `[words]` for the editor's own words, `[T]he` for a letter of another case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from factpress.text.folding import PARAGRAPH_BREAK, fold
from factpress.text.words import UNSPACED, WHOLE_WORD, is_word_char

# A passage with more marks is the editor's text, not the document's; it also bounds the search.
MAX_MARKS: Final = 10
MAX_INSERTION: Final = 100
MAX_MARKED: Final = 5000


class MarkFault(StrEnum):
    """Why a passage cannot be searched for."""

    NO_WORDS = "the passage has no words"
    OMISSION_AT_EDGE = "the passage begins or ends with an omission mark"
    NO_WORDS_BETWEEN = "there are no words of the document between two marks"
    EMPTY_BRACKETS = "brackets are empty"
    BRACKETS_IN_WORD = "brackets inside a word may change only the case of its first letter"
    LONG_INSERTION = f"brackets hold more than {MAX_INSERTION} characters"
    TOO_MANY_MARKS = f"there are more than {MAX_MARKS} marks"
    TOO_LONG = f"a passage with marks is longer than {MAX_MARKED} characters"


class Reading(NamedTuple):
    """One way to read a part of a piece: the characters that the document may have there.

    `is_edited` if the passage has others. `insertion` is the folded span of the passage's words
    that the document does not have.
    """

    letters: str
    is_edited: bool = False
    insertion: tuple[int, int] | None = None


class Piece(NamedTuple):
    """Words that are together in the document: a span of the folded passage, and its readings.

    Each of its `parts`, in order, has one or more readings, the most literal first.
    """

    start: int
    end: int
    parts: tuple[tuple[Reading, ...], ...]


@dataclass(frozen=True, slots=True)
class Unmatchable:
    """The passage cannot be searched for; `mark` is the folded part of it that shows why."""

    fault: MarkFault
    mark: str


_OMISSION = re.compile(r"\[ ?\u2026 ?\]")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
# Characters that touch the word before them, and those that touch the word after them.
_CLOSING = re.compile(r"[;!?\u2026)\]}\"]|[.,:](?!\d)|'(?!\w)")
_OPENING = re.compile(r"(?:[(\[{\"]|(?<!\w)')\Z")


def has_marks(passage: str) -> bool:
    """Whether a folded passage has brackets."""
    return _BRACKETS.search(passage) is not None


def without_marks(passage: str) -> str:
    """A folded passage without omission marks and without the brackets round other words."""
    return _BRACKETS.sub(r"\1", _OMISSION.sub(" ", passage))


# A passage with words in brackets needs this many words of the document, or this many characters in
# languages without spaces.
_OWN_WORDS: Final = 4
_OWN_CHARACTERS: Final = 8


class OwnWords(NamedTuple):
    """The numbers of a passage's words: those of the document, the least of them, all."""

    own: int
    least: int
    words: int


def own_words(passage: str, insertions: Sequence[str]) -> OwnWords:
    """The words of a passage that are not an editor's insertions."""
    words = WHOLE_WORD.findall(without_marks(fold(passage).text))
    inserted = [word for each in insertions for word in WHOLE_WORD.findall(fold(each).text)]
    own = len(words) - len(inserted)
    unspaced = sum(1 for word in words if UNSPACED.match(word))
    least = _OWN_CHARACTERS if 2 * unspaced > len(words) else _OWN_WORDS
    return OwnWords(own, least, len(words))


def has_words(letters: str) -> bool:
    """Whether these characters have a letter or a digit."""
    return any(char.isalnum() for char in letters)


def pieces(passage: str) -> tuple[Piece, ...] | Unmatchable:
    """The pieces of a folded passage, in order: one more than it has omission marks."""
    faulty = _first_fault(passage)
    if faulty is not None:
        return faulty
    found: list[Piece] = []
    start = 0
    for mark in (*_OMISSION.finditer(passage), None):
        end = mark.start() if mark else len(passage)
        piece = _piece(passage, start, end)
        if not any(has_words(part[0].letters) for part in piece.parts if len(part) == 1):
            is_at_edge = (start == 0 or mark is None) and not has_words(passage[start:end])
            fault = MarkFault.OMISSION_AT_EDGE if is_at_edge else MarkFault.NO_WORDS_BETWEEN
            return Unmatchable(fault, passage[max(0, start - 20) : end + 20])
        found.append(piece)
        start = mark.end() if mark else end
    return tuple(found)


def _first_fault(passage: str) -> Unmatchable | None:
    if len(passage) > MAX_MARKED:
        return Unmatchable(MarkFault.TOO_LONG, passage[:MAX_INSERTION])
    brackets = list(_BRACKETS.finditer(passage))
    if len(brackets) > MAX_MARKS:
        return Unmatchable(MarkFault.TOO_MANY_MARKS, brackets[MAX_MARKS][0][:MAX_INSERTION])
    for mark in brackets:
        if not mark[1].strip():
            return Unmatchable(MarkFault.EMPTY_BRACKETS, mark[0])
        if len(mark[1]) > MAX_INSERTION:
            return Unmatchable(MarkFault.LONG_INSERTION, mark[0])
        if _touches_word(passage, mark) and not _is_capital(passage, mark):
            return Unmatchable(MarkFault.BRACKETS_IN_WORD, _around(passage, mark))
    return None


def _touches_word(passage: str, mark: re.Match[str]) -> bool:
    if _OMISSION.fullmatch(mark[0]):
        return False
    beside = passage[max(0, mark.start() - 1) : mark.start()], passage[mark.end() : mark.end() + 1]
    return any(char and is_word_char(char) for char in beside)


def _is_capital(passage: str, mark: re.Match[str]) -> bool:
    """Whether the brackets hold only the first letter of the next word."""
    before = passage[mark.start() - 1] if mark.start() else " "
    return len(mark[1]) == 1 and mark[1].isalpha() and not is_word_char(before)


def _around(passage: str, mark: re.Match[str]) -> str:
    start, end = mark.span()
    while start and not passage[start - 1].isspace():
        start -= 1
    while end < len(passage) and not passage[end].isspace():
        end += 1
    return passage[start:end]


def _piece(passage: str, start: int, end: int) -> Piece:
    """The piece between two omission marks, without its outer spaces."""
    start += len(passage[start:end]) - len(passage[start:end].lstrip())
    end = start + len(passage[start:end].rstrip())
    parts: list[tuple[Reading, ...]] = []
    read = start
    for mark in _BRACKETS.finditer(passage, start, end):
        space_before = _space(passage, mark.start() - 1, read, end)
        space_after = _space(passage, mark.end(), read, end)
        before, after = mark.start() - len(space_before), mark.end() + len(space_after)
        parts.append((Reading(passage[read:before]),))
        spaces = (space_before, space_after)
        # At an edge there is nothing to join; another mark before this one has joined already.
        is_joined = before == read or after == end
        joint = "" if is_joined else _joint(passage, mark, spaces)
        parts.append(tuple(_readings(passage, mark, spaces, joint)))
        read = after
    parts.append((Reading(passage[read:end]),))
    return Piece(start, end, tuple(parts))


def _space(passage: str, position: int, start: int, end: int) -> str:
    """The space at this position of [start, end), or nothing."""
    if start <= position < end and passage[position].isspace():
        return passage[position]
    return ""


def _joint(passage: str, mark: re.Match[str], spaces: tuple[str, str]) -> str:
    """The document's space in place of an insertion and the spaces beside it."""
    before, after = spaces
    if before and after:
        return PARAGRAPH_BREAK if PARAGRAPH_BREAK in spaces else before
    is_tight = _CLOSING.match(passage, mark.end()) or _OPENING.search(passage, 0, mark.start())
    return "" if is_tight else before or after


def _readings(
    passage: str, mark: re.Match[str], spaces: tuple[str, str], joint: str
) -> Iterator[Reading]:
    before, after = spaces
    yield Reading(f"{before}{mark[0]}{after}")
    if _is_capital(passage, mark):
        letter = mark[1]
        for other in sorted({letter, letter.lower(), letter.upper()}):
            if len(other) == 1:
                yield Reading(f"{before}{other}{after}", is_edited=True)
    if not _touches_word(passage, mark):
        yield Reading(joint, is_edited=True, insertion=mark.span(1))
