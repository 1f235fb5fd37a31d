"""Words and numbers: where a passage may begin or end without cutting one of them.

The rules follow Unicode Standard Annex 29, "Word Boundaries". They are stricter where a shorter
quotation would say something else: inner apostrophes and hyphens join (can't, anti-war), and a
number keeps its separators, sign, currency and per cent (5,000; -5; $5; 5 %), in Chinese and
Japanese also its counted noun. `numbers` has the units of other languages.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple, Protocol

from factpress.text.folding import BARRIER
from factpress.text.runs import RAISED_DIGITS
from factpress.text.word_lists import lists_of_all


class _EastAsianWords(NamedTuple):
    """The words of lists/east_asian.txt; each pattern finds them at the end of a text."""

    numerals: frozenset[str]
    vague: frozenset[str]
    negated: re.Pattern[str]
    whole: re.Pattern[str]
    particles: frozenset[str]


@cache
def _east_asian() -> _EastAsianWords:
    lists = lists_of_all("east_asian")
    negated, whole = (
        re.compile(rf"(?:{'|'.join(sorted(phrases, key=len, reverse=True))})\Z")
        for phrases in (lists["negations"] + lists["negated"], lists["whole"])
    )
    numerals, vague, particles = map(
        frozenset, (lists["numerals"], lists["vague"], lists["particles"])
    )
    return _EastAsianWords(numerals, vague, negated, whole, particles)


# Japanese negates at the end of a verb or adjective, also with では or じゃ between.
_NEGATIVE_ENDING = re.compile(
    r"(?:では?|じゃ|は|が|も|と|に)?(?:な(?:い(?!し|ち|ふ)|かっ|けれ|けりゃ|きゃ)|なく(?!な|す)|ありません|ません)"
    r"|ぬ(?![るいりぐけら])|ず(?![っつれら])|まい(?![らりる])|ざる"
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇]")
_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30ff]")
_LOOK_BACK = 4


def _parts_numeral_or_negation(letters: str, position: int) -> bool:
    """Whether a cut in Chinese or Japanese text separates a numeral or negation from its word."""
    after, words = letters[position], _east_asian()
    behind = letters[max(0, position - _LOOK_BACK) : position]
    if _KANA.match(after):
        if _NEGATIVE_ENDING.match(letters, position):
            return True
        return after not in words.particles and _is_numeral(behind)
    if not _HAN.match(after) or words.whole.search(behind):
        return False
    return words.negated.search(behind) is not None or _is_numeral(behind)


def _is_numeral(behind: str) -> bool:
    """Whether these characters end in a numeral; a vague one counts only alone or after a limit."""
    last, before, words = behind[-1:], behind[-2:-1], _east_asian()
    if last not in words.numerals or words.whole.search(behind):
        return False
    return last not in words.vague or not before or not _HAN.match(before) or before in "约約近好"


def _begins_number(before: str, after: str) -> bool:
    """Whether a digit after this character begins a number of its own, as in 约500人."""
    is_unspaced = bool(_HAN.match(before) or _KANA.match(before))
    return is_unspaced and after.isdigit() and before not in (*_east_asian().numerals, "第")


# Thai, Lao, Burmese, Khmer, kana and Han write words without spaces: any letter may begin a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af"
)
_SPACED_WORD = rf"[^\W{_UNSPACED}]+"
WORD: Final = re.compile(rf"[{_UNSPACED}]|{_SPACED_WORD}")
WHOLE_WORD: Final = re.compile(rf"[{_UNSPACED}]|{_SPACED_WORD}(?:['-]{_SPACED_WORD})*")
# A character that touches others: neither white space nor a word by itself.
TIGHT: Final = rf"[^\s{_UNSPACED}]"
TOKEN: Final = re.compile(rf"[{_UNSPACED}]|{TIGHT}+")

SPACED_WORD: Final = re.compile(_SPACED_WORD)
UNSPACED: Final = re.compile(f"[{_UNSPACED}]")
UNSPACED_RUN: Final = re.compile(f"[{_UNSPACED}]+")
_NUMBER_SEPARATORS = "-.,:/\u00b7\u066b\u066c"
_JOINING = f"_{BARRIER}"
_SIGNS = "-+\u00b1<>\u2264\u2265~\u2248"
_PER = "%\u2030\u2031\u00b0"
# Long enough to name any word; a cut in a megabyte without spaces must not copy the megabyte.
_LONGEST_NAMED = 80


class FoldedText(Protocol):
    """The part of a document that these rules read."""

    @property
    def letters(self) -> str:
        """The folded text."""

    def has_parting_dash(self, position: int) -> bool:
        """Whether the dash at this folded position separates words, as an em dash does."""


def parts_word(text: FoldedText, position: int) -> bool:
    """Whether cutting the folded text before this position would cut a word or a number."""
    letters = text.letters
    if not 0 < position < len(letters):
        return False
    before, after = letters[position - 1], letters[position]
    if before.isdecimal() and after in RAISED_DIGITS:
        # The raised figure may be a note mark, so the number may end here.
        return False
    if is_word_char(before) and is_word_char(after):
        return _joins_letters(letters, position)
    if is_word_char(before):
        return _connects(text, position) or _trails(letters, position)
    if is_word_char(after) and _connects(text, position - 1):
        return True
    # The per cent or the fraction of a number may follow a space.
    return _leads(text, position) or (before == " " < after and _trails(letters, position - 1))


def whole_words(text: FoldedText, position: int) -> tuple[int, int]:
    """The folded span of the word that a cut at this position parts, at most 160 characters."""
    start = end = position
    while start > max(0, position - _LONGEST_NAMED) and parts_word(text, start):
        start -= 1
    while end < min(len(text.letters), position + _LONGEST_NAMED) and parts_word(text, end):
        end += 1
    return start, end


def bare_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the characters at its edges that belong to no word."""
    while start < end and not is_word_char(text[start]):
        start += 1
    while start < end and not is_word_char(text[end - 1]):
        end -= 1
    return start, end


def is_word_char(char: str) -> bool:
    """Whether this is a letter, a digit, an underscore, a combining mark, or a barrier."""
    return char.isalnum() or char in _JOINING or unicodedata.category(char)[0] == "M"


def _is_digit(char: str) -> bool:
    return char.isdigit() or char == BARRIER


def _joins_letters(letters: str, position: int) -> bool:
    before, after = letters[position - 1], letters[position]
    if not UNSPACED.match(before) or unicodedata.category(after)[0] == "M":
        return True
    if not UNSPACED.match(after):
        return not _begins_number(before, after)
    return _parts_numeral_or_negation(letters, position)


def _connects(text: FoldedText, position: int) -> bool:
    """Whether the mark at this position joins its neighbours into one word."""
    letters = text.letters
    if not 0 < position < len(letters) - 1:
        return False
    before, mark, after = letters[position - 1], letters[position], letters[position + 1]
    if not (is_word_char(before) and is_word_char(after)):
        return False
    if mark == " ":
        return _groups_digits(letters, position)
    if _is_digit(before) and _is_digit(after) and mark in _NUMBER_SEPARATORS:
        return True
    if mark == "-":
        return not text.has_parting_dash(position)
    return mark in "'&" or (mark == "." and _joins_initials(letters, position))


def _joins_initials(letters: str, position: int) -> bool:
    """Whether the full stop at this position is between single letters, as in U.S."""
    before, after = letters[position - 2 : position - 1], letters[position + 2 : position + 3]
    return not any(is_word_char(char) for char in (before, after) if char)


def _groups_digits(letters: str, position: int) -> bool:
    """Whether the space at this position groups the digits of one number, as in 12 000."""
    behind = letters[max(0, position - 4) : position]
    leading = len(behind) - len(behind.rstrip("0123456789"))
    ahead = letters[position + 1 : position + 5]
    trailing = len(ahead) - len(ahead.lstrip("0123456789"))
    return trailing == 3 and 1 <= leading <= 3


def _leads(text: FoldedText, position: int) -> bool:
    """Whether the character before this position is the sign or currency of a number after it."""
    letters = text.letters
    before, after = letters[position - 1], letters[position]
    starts_number = after.isdigit() or (
        _is_currency(after) and letters[position + 1 : position + 2].isdigit()
    )
    if not starts_number:
        return False
    if before in _SIGNS:
        return not (before == "-" and text.has_parting_dash(position - 1))
    return _is_currency(before) and after.isdigit()


def _trails(letters: str, position: int) -> bool:
    """Whether the character at this position belongs to the number before it."""
    before, after = letters[position - 1 : position], letters[position]
    if _is_currency(after) and letters[position + 1 : position + 2].isdigit():
        return before.isalpha()
    if not before.isdigit():
        return False
    if after in _PER or after == "+" or _is_currency(after):
        return True
    ahead = letters[position + 1 : position + 2]
    return after == " " and bool(ahead) and _follows_spaced(letters, position + 1)


def _follows_spaced(letters: str, position: int) -> bool:
    """Whether the character after a number and a space is its per cent, currency or fraction."""
    char = letters[position]
    is_last = not letters[position + 1 : position + 2].isalnum()
    if unicodedata.category(char) == "No":
        return True
    return is_last and (char in _PER[:3] or _is_currency(char))


def _is_currency(char: str) -> bool:
    return unicodedata.category(char) == "Sc"
