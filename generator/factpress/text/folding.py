"""Typographic folding: texts with the same words in the same order fold to the same text.

Folding removes the differences of typesetting: the shape of quotation marks, dashes and spaces,
line wrapping, invisible characters, ligatures, composed or decomposed accents. Different words stay
different: folding keeps letter case, digits, hyphens, the presence of a space, look-alike letters
of other alphabets. Between digits a soft hyphen becomes a hyphen, and no other invisible character
vanishes. Sources: Unicode Standard, chapter 6 (dashes, quotation marks, spaces of General
Punctuation) and Annex 15 (NFC). NFKC would make "10²" equal "102".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from factpress.model.characters import HIDDEN
from factpress.text.offsets import Offsets, Rewrite, composed, rewrite
from factpress.text.runs import LOWERED_DIGITS

PARAGRAPH_BREAK: Final = "\n"
# Replaces skipped text whose neighbours must not join. No card may hold a private-use character, so
# no passage reaches over it.
BARRIER: Final = "\ue000"
ELLIPSIS: Final = "\u2026"
# A document without blank lines has a paragraph in each line if most of its text is in lines longer
# than this; people and mail programs wrap text to shorter lines.
LONG_LINE: Final = 120

_INVISIBLE = "\u200b"
_SOFT_HYPHEN = "\u00ad"
_PAGE_BREAK = "\x0c"
_PARAGRAPH_SEPARATOR = "\u2029"
_SINGLE_QUOTES = (
    "`\u00b4\u02b9\u02bb\u02bc\u055a\u05f3\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a"
    "\u275b\u275c\u275f\uff07\uff40"
)
_DOUBLE_QUOTES = (
    "\u00ab\u00bb\u02ba\u02ee\u05f4\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e\u2760"
    "\u301d\u301e\u301f\uff02"
)
_DASHES = (
    "\u02d7\u058a\u05be\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b"
    "\ufe58\ufe63\uff0d"
)
_SPACES = (
    "\t\x0b\x1c\x1d\x1e\x1f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u202f\u205f\u2800\u3000"
)
_POSITIONAL_FORMS = ("<initial>", "<medial>", "<final>", "<isolated>")


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """A folded text: single spaces, a line feed for a paragraph break, no white space at its edges.

    `steps` are the offsets of each step of folding, in order.
    """

    text: str
    steps: tuple[Offsets, ...]

    def start(self, position: int) -> int:
        """The original position of the character at this folded position."""
        for step in reversed(self.steps):
            position = step.start(position)
        return position

    def end(self, position: int) -> int:
        """The original position just after the character before this folded position."""
        for step in reversed(self.steps):
            position = step.end(position)
        return position

    def folded_start(self, position: int) -> int:
        """The folded position of the character at this original position."""
        for step in self.steps:
            position = step.new_start(position)
        return position

    def folded_end(self, position: int) -> int:
        """The folded position just after the character before this original position."""
        for step in self.steps:
            position = step.new_end(position)
        return position


def fold(text: str, *, line_breaks: bool = False, without: Iterable[Rewrite] = ()) -> Folded:
    """The text folded: white space becomes a paragraph break with a blank line in it, else a space.

    With `line_breaks` every line break is a paragraph break. `without` are replacements to make
    first, in order: those of skipped text.
    """
    skipped = list(without)
    read, zeroth = rewrite(text, skipped) if skipped else (text, None)
    whole, first = composed(read)
    alike = _one_for_one(whole)
    spaced, second = rewrite(alike, _respaced(alike, line_breaks=line_breaks))
    # Without an invisible character a letter and its accent may compose.
    again, third = composed(spaced)
    steps = (zeroth, first, second, third)
    return Folded(again, tuple(step for step in steps if step is not None))


def breaks_at_lines(text: str) -> bool:
    """Whether the paragraphs of this document are its lines: see LONG_LINE."""
    if "\n\n" in text:
        return False
    alike = _one_for_one(text)
    if _PARAGRAPH_SEPARATOR in alike or _BLANK_LINE.search(alike):
        return False
    lengths = [len(line) for line in alike.split("\n")]
    long = sum(length for length in lengths if length > LONG_LINE)
    return len(lengths) > 1 and 2 * long > sum(lengths)


def _one_for_one(text: str) -> str:
    """The text with one character for each kind of mark, dash, space and invisible character."""
    present = _ONE_FOR_ONE.keys() & set(text)
    for char in sorted(present):
        text = text.replace(char, _ONE_FOR_ONE[char])
    # Each line ends in one line feed; an invisible character before it keeps the length.
    return text.replace("\r\n", f"{_INVISIBLE}\n").replace("\r", "\n")


def _respaced(text: str, *, line_breaks: bool) -> Iterator[Rewrite]:
    breaks = 1 if line_breaks else 2
    for found in _UNEVEN.finditer(text):
        run = found[0]
        start, end = found.span()
        if run[0] not in _BLANK:
            yield Rewrite(start, end, _expanded(text, start, run))
        elif start == 0 or end == len(text):
            yield Rewrite(start, end, "")
        elif not run.strip(_UNSEEN):
            yield Rewrite(start, end, _unseen(text, start, end))
        elif _has_paragraph_break(text, start, run, breaks):
            yield Rewrite(start, end, PARAGRAPH_BREAK)
        elif _SOFT_HYPHEN in run and ("\n" in run or _PAGE_BREAK in run):
            yield Rewrite(start, end, _broken_softly(text[start - 1], text[end]))
        elif _SOFT_HYPHEN in run and text[start - 1].isdecimal() and text[end].isdecimal():
            yield Rewrite(start, end, "- ")
        else:
            yield Rewrite(start, end, " ")


def _expanded(text: str, start: int, run: str) -> str:
    """The characters of a ligature, of three stops, or of lowered figures after a letter."""
    if run[0] in LOWERED_DIGITS:
        follows_letter = start > 0 and (text[start - 1].isalpha() or text[start - 1] == ")")
        return run.translate(_TO_PLAIN) if follows_letter else run
    return _EXPANDED.get(run, ELLIPSIS)


def _unseen(text: str, start: int, end: int) -> str:
    """The replacement of invisible characters: between digits they do not vanish."""
    if text[start - 1].isdecimal() and text[end].isdecimal():
        return "-" if _SOFT_HYPHEN in text[start:end] else BARRIER
    return ""


def _broken_softly(before: str, after: str) -> str:
    """The replacement of a soft hyphen at a line's end, together with the line's end."""
    if before.isdecimal() and after.isdecimal():
        return "-"
    return "" if before.isalpha() and after.isalpha() else " "


def _has_paragraph_break(text: str, start: int, run: str, breaks: int) -> bool:
    """Whether white space separates two paragraphs; a page's end does only after a sentence."""
    if _PAGE_BREAK not in run:
        return run.count("\n") >= breaks or _PARAGRAPH_SEPARATOR in run
    most = max(side.count("\n") for side in run.split(_PAGE_BREAK))
    return most >= 2 and text[start - 1] in _SENTENCE_ENDS


def _presentation_forms() -> Iterator[tuple[str, str]]:
    """The Latin ligatures and the positional forms of Arabic letters, each with its letters."""
    for code in (*range(0xFB00, 0xFB07), *range(0xFB50, 0xFE00), *range(0xFE80, 0xFEFD)):
        char = chr(code)
        letters = unicodedata.normalize("NFKC", char)
        is_latin = code < 0xFB07
        is_positional = unicodedata.decomposition(char).startswith(_POSITIONAL_FORMS)
        if is_latin or (is_positional and len(letters) <= 2 and letters.isalpha()):
            yield char, letters


def _kinds() -> Iterator[tuple[str, str]]:
    for chars, kind in (
        # The zero-width non-joiner spells some Persian and Indic words, but copies lose it often.
        (HIDDEN.replace(_SOFT_HYPHEN, ""), _INVISIBLE),
        (_SINGLE_QUOTES, "'"),
        (_DOUBLE_QUOTES, '"'),
        (_DASHES, "-"),
        (_SPACES, " "),
        ("\x85\u2028", "\n"),
    ):
        yield from ((char, kind) for char in chars)
    yield from ((chr(0xFF10 + digit), str(digit)) for digit in range(10))
    yield from ((form, letters) for form, letters in _presentation_forms() if len(letters) == 1)


_ONE_FOR_ONE: Final[Mapping[str, str]] = MappingProxyType(dict(_kinds()))
_EXPANDED: Final[Mapping[str, str]] = MappingProxyType(
    {form: letters for form, letters in _presentation_forms() if len(letters) > 1}
)
_UNSEEN = f"{_INVISIBLE}{_SOFT_HYPHEN}"
_BLANK = f" \n{_PAGE_BREAK}{_UNSEEN}{_PARAGRAPH_SEPARATOR}"
_BLANK_LINE = re.compile(f"\n[ {_UNSEEN}]*\n")
_SENTENCE_ENDS = ".!?\u2026\"')]\u061f\u06d4\u0964\u3002\uff01\uff1f"
_TO_PLAIN = str.maketrans(LOWERED_DIGITS, "0123456789")
# Single spaces do not match, so that folding costs nothing where spacing is even.
_UNEVEN = re.compile(
    rf"[{_BLANK}]{{2,}}|[{_BLANK[1:]}]|\A | \Z|\.\.\.|[{LOWERED_DIGITS}]+|[{''.join(_EXPANDED)}]"
)
