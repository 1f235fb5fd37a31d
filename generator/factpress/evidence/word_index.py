"""Word index: where each word of a document stands, made once and asked for every misquotation.

In goes the text of a document with like characters made one; out come the places of words. Words
of scripts without spaces are not kept: their characters are sought in the text.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from factpress.evidence.words import SPACED_WORD

# Of a longer text an index would take seconds: there words are sought one by one.
MAX_INDEXED: Final = 6_000_000
# A word, or a run of characters, that stands more often does not show where a passage may be.
MAX_PLACES: Final = 2000


class WordIndex:
    """The places of words in a text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def words(self, word: str) -> Sequence[int]:
        """The places of a whole word, or those of its letters in a very long text."""
        if len(self.text) > MAX_INDEXED:
            return self.letters(word)
        return self._places.get(word, ())

    def letters(self, letters: str, most: int = MAX_PLACES) -> Sequence[int]:
        """The first places of a run of characters."""
        return list(islice(self._find(letters), most))

    def _find(self, letters: str) -> Iterator[int]:
        start = self.text.find(letters)
        while start >= 0:
            yield start
            start = self.text.find(letters, start + len(letters))

    @cached_property
    def _places(self) -> dict[str, array[int]]:
        places: dict[str, array[int]] = {}
        for found in SPACED_WORD.finditer(self.text):
            word = found[0]
            if word in places:
                places[word].append(found.start())
            else:
                places[word] = array("I", (found.start(),))
        return places
