"""Look-alikes: pairs of documents that share runs of eight words outside quotation marks.

In: documents, one at a time. Out: the pairs that share at least 30 % of the shorter one's words,
and those of the same text. Letter case and punctuation do not count. An index of runs keeps the
time linear in the text: a run is compared with the first documents that have it and no others, so
that words printed everywhere do not make a pair of every two documents.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from factpress.evidence.copies import ALIKE_SHARE, MOST_COMPARED
from factpress.evidence.document import Document
from factpress.evidence.words import WORD
from factpress.model.evidence import Alike

RUN: Final = 8


class _Words(NamedTuple):
    """A document's runs, each with the number of its first word, in order."""

    source_id: str
    words: int
    runs: array[int]
    at: array[int]
    paragraphs: array[int]


class LookAlikes:
    """The runs of documents, gathered to be compared."""

    def __init__(self) -> None:
        self._documents: list[_Words] = []
        self._texts: dict[int, tuple[str, int]] = {}
        self._same: list[Alike] = []

    def add(self, source_id: str, document: Document) -> None:
        """Takes a document in; its text is not kept."""
        words = [found[0] for found in WORD.finditer(document.letters.casefold())]
        if not words:
            return
        first, _ = self._texts.setdefault(hash(tuple(words)), (source_id, len(words)))
        if first != source_id:
            self._same.append(_alike(first, source_id, len(words), len(words), (1, 1)))
        self._documents.append(_read(source_id, document))

    def pairs(self) -> tuple[Alike, ...]:
        """The pairs that are alike, by their ids."""
        found = {(pair.first, pair.second): pair for pair in self._same}
        compared = _Compared(self._documents)
        for one, other in self._candidates():
            pair = compared.alike(one, other)
            if pair and pair.shared >= ALIKE_SHARE * pair.words:
                found.setdefault((pair.first, pair.second), pair)
        return tuple(sorted(found.values()))

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """The pairs that have enough runs in common for a closer look, by number."""
        having: dict[int, int | list[int]] = {}
        for number, document in enumerate(self._documents):
            common = Counter[int]()
            for run in dict.fromkeys(document.runs):
                before = having.setdefault(run, number)
                if isinstance(before, int):
                    if before != number:
                        common[before] += 1
                        having[run] = [before, number]
                    continue
                common.update(before)
                if len(before) < MOST_COMPARED:
                    before.append(number)
            for other, runs in common.items():
                shorter = min(document.words, self._documents[other].words)
                if RUN * runs >= ALIKE_SHARE * shorter:
                    yield other, number


class _Compared:
    """Documents compared word by word."""

    def __init__(self, documents: Sequence[_Words]) -> None:
        self._documents = documents
        self._runs_of = lru_cache(maxsize=64)(lambda number: frozenset(documents[number].runs))

    def alike(self, one: int, other: int) -> Alike | None:
        """What two documents share, counted in the shorter; None where it is nothing."""
        if self._documents[other].words < self._documents[one].words:
            one, other = other, one
        shorter, longer = self._documents[one], self._documents[other]
        theirs = self._runs_of(other)
        shared, reached, first = 0, 0, -1
        for n, run in enumerate(shorter.runs):
            if run in theirs:
                first = n if first < 0 else first
                start = shorter.at[n]
                shared += start + RUN - max(start, reached)
                reached = start + RUN
        if first < 0:
            return None
        places = (shorter.paragraphs[first], _paragraph(longer, shorter.runs[first]))
        return _alike(shorter.source_id, longer.source_id, shared, shorter.words, places)


def _paragraph(document: _Words, run: int) -> int:
    return document.paragraphs[document.runs.index(run)]


def _alike(one: str, other: str, shared: int, words: int, paragraphs: tuple[int, int]) -> Alike:
    if one > other:
        return Alike(other, one, shared, words, paragraphs[::-1])
    return Alike(one, other, shared, words, paragraphs)


def _read(source_id: str, document: Document) -> _Words:
    """The runs of a document. None reaches over what stands in quotation marks."""
    runs, at, paragraphs = array("q"), array("I"), array("I")
    counted = 0
    for words, places in _outside(document):
        for n in range(len(words) - RUN + 1):
            runs.append(hash(tuple(words[n : n + RUN])))
            at.append(counted + n)
            paragraphs.append(document.paragraph(places[n]))
        counted += len(words)
    return _Words(source_id, counted, runs, at, paragraphs)


def _outside(document: Document) -> Iterator[tuple[list[str], list[int]]]:
    """The words between quotations, with where each begins in the folded text."""
    folded, quoted = document.folded, document.quotations
    ends = [folded.folded_end(end) for end in quoted.ends]
    starts = [folded.folded_start(start) for start in quoted.starts]
    words: list[str] = []
    places: list[int] = []
    part = 0
    for found in WORD.finditer(document.letters):
        last = bisect_right(starts, found.start()) - 1
        if last >= 0 and found.start() < ends[last]:
            continue
        if last + 1 != part and words:
            yield words, places
            words, places = [], []
        part = last + 1
        words.append(found[0].casefold())
        places.append(found.start())
    if words:
        yield words, places
