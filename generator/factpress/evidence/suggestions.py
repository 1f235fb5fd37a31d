"""Suggestions: what a writer may paste in place of a passage that was refused.

In go a Document and a passage; out come the nearest stretch, the differences that are easily
overlooked, and words that were found in the document before they are suggested.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from factpress.evidence.document import Document
from factpress.evidence.editorial_marks import without_marks
from factpress.evidence.folding import PARAGRAPH_BREAK, fold
from factpress.evidence.nearest import Nearest, nearest
from factpress.evidence.results import Ambiguous, CutsWord, Match
from factpress.evidence.search import find
from factpress.evidence.unseen import Stretch, unseen
from factpress.evidence.words import parts_word, whole_words

# A longer passage is suggested with its middle left out.
MOST_SHOWN: Final = 400
_INVISIBLE: Final = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
# Between digits an invisible character may be read as a hyphen: there it is kept.
_NEEDLESS = re.compile(rf"(?<!\d)[{_INVISIBLE}]+|[{_INVISIBLE}]+(?!\d)")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The nearest stretch; its differences in words if they are easily overlooked; what to paste.

    `paste` is None where the document's words cannot stand in the passage's place as they are.
    """

    near: Nearest
    unseen: tuple[str, ...]
    paste: str | None


def suggested(document: Document, passage: str, missing: str) -> Suggestion | None:
    """What comes near a passage of which `missing`, the whole or a piece, is not there."""
    near = nearest(document, missing)
    if near is None:
        return None
    folded = document.folded
    start, end = folded.folded_start(near.start), folded.folded_end(near.end)
    there = Stretch(document.letters[start:end], lambda at: document.text[folded.start(start + at)])
    differences = unseen(there, _stretch(missing, has_breaks=PARAGRAPH_BREAK in there.letters))
    words = written(document, near.start, near.end)
    if missing.strip() != passage.strip() and passage.count(missing) == 1:
        words = passage.replace(missing, words)
    return Suggestion(near, differences, _proven(document, words))


def whole(document: Document, finding: CutsWord) -> str | None:
    """The words at the place of a passage that cuts a word, whole."""
    folded = document.folded
    start = folded.folded_start(finding.place.start)
    end = folded.folded_end(finding.place.end)
    if parts_word(document, start):
        start = whole_words(document, start)[0]
    if parts_word(document, end):
        end = whole_words(document, end)[1]
    return _proven(document, written(document, *document.original(start, end)))


def _stretch(passage: str, *, has_breaks: bool) -> Stretch:
    """A passage as it is compared: a line break counts if the document has paragraph breaks."""
    folded = fold(passage.strip(), line_breaks=has_breaks)
    letters = without_marks(folded.text).strip()
    if letters != folded.text:
        return Stretch(letters, letters.__getitem__)
    return Stretch(letters, lambda at: passage.strip()[folded.start(at)])


def written(document: Document, start: int, end: int) -> str:
    """A span of the original text as a card has it: spaces made even, a blank line at a break."""
    folded = document.folded
    low, high = folded.folded_start(start), folded.folded_end(end)
    parts: list[str] = []
    for part in re.finditer(f"[^{PARAGRAPH_BREAK}]+", document.letters[low:high]):
        span = document.original(low + part.start(), low + part.end())
        parts.append(" ".join(_NEEDLESS.sub("", document.text[slice(*span)]).split()))
    return "\n\n".join(parts)


def _proven(document: Document, words: str) -> str | None:
    """The words, shortened where they are many, if the document holds them so."""
    for each in (*_shortened(words), words):
        if isinstance(find(document, each), Match | Ambiguous):
            return each
    return None


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
