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
from factpress.evidence.folding import PARAGRAPH_BREAK
from factpress.evidence.words import WORD
from factpress.model.evidence import Alike

RUN: Final = 8


class _Words(NamedTuple):
    """A document's runs, each with the number of its first word; `first` are those of paragraphs.

    Words in quotation marks have no numbers; `quoted` is a digest of them, 0 where there are none.
    """

    source_id: str
    words: int
    quoted: int
    runs: array[int]
    at: array[int]
    first: array[int]

    def paragraph(self, run: int) -> int:
        """The paragraph, from 1, in which a run begins."""
        return bisect_right(self.first, self.at[self.runs.index(run)])


class LookAlikes:
    """The runs of documents, gathered to be compared."""

    def __init__(self) -> None:
        self._documents: list[_Words] = []
        self._texts: dict[int, tuple[str, int]] = {}
        self._same: list[Alike] = []

    def add(self, source_id: str, document: Document) -> None:
        """Takes a document in; its text is not kept."""
        words = WORD.findall(document.letters.casefold())
        if not words:
            return
        first, _ = self._texts.setdefault(hash(tuple(words)), (source_id, len(words)))
        if first != source_id:
            ids = (min(first, source_id), max(first, source_id))
            self._same.append(Alike(*ids, len(words), len(words), (1, 1), is_same=True))
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
        shared, reached = 0, 0
        first: int | None = None
        for start, run in zip(shorter.at, shorter.runs, strict=True):
            if run in theirs:
                first = run if first is None else first
                shared += start + RUN - max(start, reached)
                reached = start + RUN
        if first is None:
            return None
        places = (shorter.paragraph(first), longer.paragraph(first))
        # Two may have nothing in common but a reporter's frame, about two quotations.
        is_same = shared == shorter.words and shorter.quoted in (0, longer.quoted)
        ids = (shorter.source_id, longer.source_id)
        if ids[0] > ids[1]:
            ids, places = ids[::-1], places[::-1]
        return Alike(*ids, shared, shorter.words, places, is_same)


def _read(source_id: str, document: Document) -> _Words:
    """The runs of a document. None reaches over what stands in quotation marks."""
    runs, at, first = array("q"), array("I"), array("I", [0])
    quoted: list[str] = []
    counted = 0
    for text, is_quoted in _parts(document):
        words: list[str] = []
        for number, paragraph in enumerate(text.split(PARAGRAPH_BREAK)):
            if number:
                first.append(counted + len(words))
            (quoted if is_quoted else words).extend(WORD.findall(paragraph.casefold()))
        runs.extend(map(hash, zip(*(words[n:] for n in range(RUN)), strict=False)))
        at.extend(range(counted, counted + len(words) - RUN + 1))
        counted += len(words)
    return _Words(source_id, counted, hash(tuple(quoted)) if quoted else 0, runs, at, first)


def _parts(document: Document) -> Iterator[tuple[str, bool]]:
    """The folded text in parts, each with whether it stands in quotation marks."""
    folded, quoted, reached = document.folded, document.quotations, 0
    for start, end in zip(quoted.starts, quoted.ends, strict=True):
        low, high = folded.folded_start(start), folded.folded_end(end)
        if reached <= low < high:
            yield document.letters[reached:low], False
            yield document.letters[low:high], True
            reached = high
    yield document.letters[reached:], False
