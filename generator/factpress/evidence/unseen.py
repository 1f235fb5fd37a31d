"""Unseen differences: those between a passage and a document that a reader easily overlooks.

In go two stretches of text that have the same letters, or letters that look the same; out come
their differences in words: a capital, a stop, quotation marks, a dash, a break, a look-alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from factpress.evidence.folding import PARAGRAPH_BREAK
from factpress.evidence.likeness import alike
from factpress.evidence.words import is_word_char

# Longer stretches are not compared: the difference is shown word by word.
LONGEST: Final = 5000
_NAMES: Final = {
    ".": "full stop", ",": "comma", ";": "semicolon", ":": "colon", "!": "exclamation mark",
    "?": "question mark", "-": "hyphen", "–": "dash –", "—": "dash —", "…": "ellipsis …",
    "'": "apostrophe or single quotation mark", "’": "apostrophe or single quotation mark ’",
    "\u00ad": "soft hyphen (U+00AD)",
}  # fmt: skip
_QUOTATION_MARKS: Final = '"“”„‟«»〝〞＂'
_SINGLE_MARKS: Final = "‘‚‛‹›"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A folded stretch of text, and the original character at each of its places."""

    letters: str
    original: Callable[[int], str]


class _Letter(NamedTuple):
    """A letter or digit, where it stands, and what stands between it and the one before."""

    char: str
    place: int
    gap: tuple[int, int]


def unseen(document: Stretch, passage: Stretch) -> tuple[str, ...]:
    """The differences of two stretches, in words; empty unless all are easily overlooked."""
    if max(len(document.letters), len(passage.letters)) > LONGEST:
        return ()
    there, here = list(_read(document.letters)), list(_read(passage.letters))
    if alike("".join(each.char for each in there)) != alike("".join(each.char for each in here)):
        return ()
    found: list[str] = []
    for at, (theirs, yours) in enumerate(zip(there, here, strict=True)):
        if document.letters[slice(*theirs.gap)] != passage.letters[slice(*yours.gap)]:
            found += _gap(document, passage, theirs.gap, yours.gap)
        if theirs.char != yours.char:
            found.append(_letter(document.letters, there, at, yours.char))
    return tuple(dict.fromkeys(found))


def _read(letters: str) -> Iterator[_Letter]:
    """The letters of a stretch, and at its end an empty one for what stands after the last."""
    past = 0
    for place, char in enumerate(letters):
        if is_word_char(char):
            yield _Letter(char, place, (past, place))
            past = place + 1
    yield _Letter("", len(letters), (past, len(letters)))


def _letter(letters: str, there: Sequence[_Letter], at: int, yours: str) -> str:
    char = there[at].char
    word = _word(letters, there[at].place)
    if char.lower() == yours.lower():
        size = "small" if char.islower() else "capital"
        return f"the document has a {size} {char} in “{word}”"
    return (
        f"the passage has {_named_letter(yours)} where the document has {_named_letter(char)}, "
        f"in “{word}”"
    )


def _word(letters: str, place: int) -> str:
    """The word round a place, at most 40 characters of it."""
    start = end = place
    while start > max(0, place - 20) and is_word_char(letters[start - 1]):
        start -= 1
    while end < min(len(letters), place + 20) and is_word_char(letters[end]):
        end += 1
    return letters[start:end]


def _named_letter(char: str) -> str:
    """A letter with its script and code point, such as `the Cyrillic а (U+0430)`."""
    name = unicodedata.name(char, "character").split()
    script = "digit" if char.isdecimal() and char.isascii() else name[0].capitalize()
    return f"the {script} {char} (U+{ord(char):04X})"


def _gap(
    document: Stretch, passage: Stretch, theirs: tuple[int, int], yours: tuple[int, int]
) -> Iterator[str]:
    """What differs between two letters."""
    there, here = document.letters[slice(*theirs)], passage.letters[slice(*yours)]
    where = _where(document.letters, theirs)
    if re.sub(r"\s", "", there) != re.sub(r"\s", "", here):
        has, wants = _marks(document, theirs), _marks(passage, yours)
        yield f"the document has {has} {where}, the passage {wants}"
    yield from _spacing(there, here, where)


def _spacing(there: str, here: str, where: str) -> Iterator[str]:
    if PARAGRAPH_BREAK in there and PARAGRAPH_BREAK not in here:
        yield f"the document has a paragraph break {where}; write a blank line"
    elif PARAGRAPH_BREAK in here and PARAGRAPH_BREAK not in there:
        yield f"the document has no paragraph break {where}"
    elif re.sub(r"\s", "", there) == re.sub(r"\s", "", here):
        number = _number(there.count(" "))
        yield f"the document has {number} {where}, the passage {_number(here.count(' '))}"


def _number(spaces: int) -> str:
    return {0: "no space", 1: "a space"}.get(spaces, f"{spaces} spaces")


def _where(letters: str, gap: tuple[int, int]) -> str:
    if gap[0] > 0:
        return f"after “{_word(letters[: gap[0]], gap[0] - 1)}”"
    return f"before “{_word(letters, gap[1])}”"


def _marks(stretch: Stretch, gap: tuple[int, int]) -> str:
    """The marks in a gap, named; a soft hyphen as it was typed."""
    places = (at for at in range(*gap) if not stretch.letters[at].isspace())
    names = [_named_mark(stretch.letters[at], stretch.original(at)) for at in places]
    return " and ".join(names) if names else "nothing"


def _named_mark(folded: str, original: str) -> str:
    char = original if len(original) == 1 and not original.isspace() else folded
    if char in _QUOTATION_MARKS:
        name = f"quotation mark {char}"
    elif char in _SINGLE_MARKS:
        name = f"single quotation mark {char}"
    elif char in _NAMES:
        name = _NAMES[char]
    else:
        shown = f"{char} " if char.isprintable() else ""
        name = f"{unicodedata.name(char, 'character').lower()} ({shown}U+{ord(char):04X})"
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
