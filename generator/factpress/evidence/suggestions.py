"""Suggestions: words that a writer may paste in place of a passage that was not found.

Words are suggested only after a search has found them in the document. Differences that are hard to
see are named.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from factpress.archive.document import Document
from factpress.evidence.editorial_marks import without_marks
from factpress.evidence.nearest import Nearest, nearest
from factpress.evidence.results import Ambiguous, CutsWord, Match
from factpress.evidence.search import find
from factpress.model.characters import without_hidden
from factpress.text.folding import PARAGRAPH_BREAK, fold
from factpress.text.similarity import alike
from factpress.text.words import is_word_char, parts_word, whole_words

# Differences of longer stretches are not named, but shown word by word.
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
class FoldedStretch:
    """A folded stretch of text, and a function from its positions to original characters."""

    letters: str
    original: Callable[[int], str]


class _Letter(NamedTuple):
    """A letter or digit, its position, and the span between it and the one before."""

    char: str
    place: int
    gap: tuple[int, int]


def unseen(document: FoldedStretch, passage: FoldedStretch) -> tuple[str, ...]:
    """The names of the differences of two stretches; empty unless all are hard to see."""
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
    """The letters of a stretch; an empty one at its end has the span after the last."""
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
    """The word around a position, at most 40 characters of it."""
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
    document: FoldedStretch, passage: FoldedStretch, theirs: tuple[int, int], yours: tuple[int, int]
) -> Iterator[str]:
    """The names of the differences between two letters."""
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


def _marks(stretch: FoldedStretch, gap: tuple[int, int]) -> str:
    """The names of the marks in a gap."""
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


# A longer passage is suggested without its middle.
MOST_SHOWN: Final = 400
# Between digits it reads as a hyphen.
_SOFT_HYPHEN = re.compile(r"(?<=\d)\u00ad+(?=\d)")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The nearest stretch, the names of its differences if hard to see, and the words to paste.

    `paste` is None if the document's words cannot replace the passage as they are.
    """

    near: Nearest
    unseen: tuple[str, ...]
    paste: str | None


def suggested(document: Document, passage: str, missing: str) -> Suggestion | None:
    """The suggestion for a passage of which `missing`, all of it or a piece, was not found."""
    near = nearest(document, missing)
    return suggestion_of(document, passage, missing, near) if near else None


def suggestion_of(document: Document, passage: str, missing: str, near: Nearest) -> Suggestion:
    """The suggestion that a stretch of the document makes."""
    start, end = document.folded_span(near.start, near.end)
    origin = document.folded.start
    there = FoldedStretch(document.letters[start:end], lambda at: document.text[origin(start + at)])
    differences = unseen(there, _stretch(missing, has_breaks=PARAGRAPH_BREAK in there.letters))
    words = written(document, near.start, near.end)
    if missing.strip() != passage.strip() and passage.count(missing) == 1:
        words = passage.replace(missing, words)
    return Suggestion(near, differences, _proven(document, words))


def whole(document: Document, finding: CutsWord) -> str | None:
    """The words of a passage that cuts words, with those words whole."""
    start, end = document.folded_span(finding.place.start, finding.place.end)
    if parts_word(document, start):
        start = whole_words(document, start)[0]
    if parts_word(document, end):
        end = whole_words(document, end)[1]
    return _proven(document, written(document, *document.original(start, end)))


def _stretch(passage: str, *, has_breaks: bool) -> FoldedStretch:
    """A passage to compare: a line break counts if the document has paragraph breaks."""
    folded = fold(passage.strip(), line_breaks=has_breaks)
    letters = without_marks(folded.text).strip()
    if letters != folded.text:
        return FoldedStretch(letters, letters.__getitem__)
    return FoldedStretch(letters, lambda at: passage.strip()[folded.start(at)])


def written(document: Document, start: int, end: int) -> str:
    """A span of the original text as in a card: single spaces, a blank line at a break."""
    low, high = document.folded_span(start, end)
    parts: list[str] = []
    for part in re.finditer(f"[^{PARAGRAPH_BREAK}]+", document.letters[low:high]):
        words = document.text_of(low + part.start(), low + part.end())
        parts.append(" ".join(without_hidden(_SOFT_HYPHEN.sub("-", words)).split()))
    return "\n\n".join(parts)


def _proven(document: Document, words: str) -> str | None:
    """The words, shortened if they are many, or None if the document does not have them so."""
    candidates = (*_shortened(words), words)
    return next((c for c in candidates if isinstance(find(document, c), Match | Ambiguous)), None)


def _shortened(words: str) -> list[str]:
    if len(words) <= MOST_SHOWN or "[" in words:
        return []
    half = MOST_SHOWN // 2
    first = words[:half].rpartition(" ")[0]
    last = words[-half:].partition(" ")[2]
    return [f"{first} […] {last}", words[:MOST_SHOWN].rpartition(" ")[0]]


def yaml_value(words: str) -> str:
    """A text as a value to paste after `passage: `, on one line and in quotation marks."""
    if words.isprintable() and "\\" not in words:
        if '"' not in words:
            return f'"{words}"'
        if "'" not in words:
            return f"'{words}'"
    escaped = json.dumps(words, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escaped(char) for char in escaped)


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
