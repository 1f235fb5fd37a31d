"""A forgiving search, for writers who look for words: never for a passage on a card.

It passes over case, accents, marks and spaces, and then gives the stretches that come near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from factpress.archive.document import Document
from factpress.evidence.editorial_marks import without_marks
from factpress.evidence.nearest import Nearest, nearest, nearest_in_windows
from factpress.text.folding import fold
from factpress.text.similarity import searched
from factpress.text.words import UNSPACED_RUN, WORD

_MOST_PLACES: Final = 8
_MOST_WORDS: Final = 60
# Between two words of a passage: spaces, marks, a paragraph's end.
_BETWEEN: Final = r"[\W_]{0,8}?"


def same_words(document: Document, asked: str) -> list[tuple[int, int]]:
    """The original spans with these words in this order, whatever their case, accents and marks."""
    words = [found[0] for found in WORD.finditer(searched(without_marks(fold(asked).text)))]
    if not words or len(words) > _MOST_WORDS:
        return []
    before = "" if UNSPACED_RUN.match(words[0]) else r"(?<!\w)"
    after = "" if UNSPACED_RUN.search(words[-1][-1:]) else r"(?!\w)"
    # Words that a mark parts in one of the texts need a mark or a space in the other.
    pattern = re.compile(before + _BETWEEN.join(map(re.escape, words)) + after)
    found = islice(pattern.finditer(document.searched), _MOST_PLACES)
    return [document.original(*each.span()) for each in found]


def nearest_stretches(document: Document, asked: str, most: int) -> Iterator[Nearest]:
    """The stretches that are most similar to the words, the most similar first."""
    first = nearest(document, asked)
    if first is None:
        return
    yield first
    taken = [(first.start, first.end)]
    for near in nearest_in_windows(document, asked):
        if len(taken) < most and not any(s < near.end and near.start < e for s, e in taken):
            taken.append((near.start, near.end))
            yield near
