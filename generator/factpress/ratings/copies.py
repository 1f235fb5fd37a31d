"""Copies: documents that share so many words that they count as one origin.

In: the catalog with its proof, or documents. Out: the pairs of sources that are alike.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from factpress.archive.document import Document
from factpress.model.cards import Catalog
from factpress.model.evidence import Alike
from factpress.text.folding import PARAGRAPH_BREAK
from factpress.text.words import WORD

# Documents that share this much of the shorter one's words count as one origin.
ALIKE_SHARE = 0.3
# Words that more documents share are compared with the first of these alone: many copies are joined
# through them, and not every two of them make a pair.
MOST_COMPARED = 8


class AlikePair(NamedTuple):
    """Two sources that are alike, by id; `alike` is None where their bytes are the same.

    `whys` are the reasons that cards give for their independence.
    """

    first: str
    second: str
    alike: Alike | None
    whys: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the two documents have the same text, or one has all of the other's."""
        return self.alike is None or self.alike.is_same

    @property
    def is_one(self) -> bool:
        """Whether the two count as one origin, whatever their cards say of origins."""
        return self.is_same or not self.whys


def alike_pairs(catalog: Catalog) -> Iterator[AlikePair]:
    """Every pair that is alike, by the findings in the archive and by the digests of cards."""
    for first, second, alike in _pairs(catalog):
        yield AlikePair(first, second, alike, tuple(_whys(catalog, first, second)))


def _pairs(catalog: Catalog) -> Iterator[tuple[str, str, Alike | None]]:
    by_digest: dict[str, list[str]] = {}
    same = set[tuple[str, str]]()
    for source_id in sorted(catalog.sources):
        before = by_digest.setdefault(catalog.sources[source_id].fields.sha256, [])
        for first in before:
            same.add((first, source_id))
            yield first, source_id, None
        if len(before) < MOST_COMPARED:
            before.append(source_id)
    for alike in catalog.proof.alike:
        is_known = alike.first in catalog.sources and alike.second in catalog.sources
        if is_known and (alike.first, alike.second) not in same:
            yield alike.first, alike.second, alike


def _whys(catalog: Catalog, first: str, second: str) -> Iterator[str]:
    for one, other in ((first, second), (second, first)):
        for each in catalog.sources[one].fields.independent:
            if other in each.of:
                yield each.why


def share(pair: AlikePair) -> float:
    return pair.alike.shared / pair.alike.words if pair.alike else 1.0


def likeness(pair: AlikePair, source_id: str) -> str:
    """The likeness of a source's document to the other of a pair: "is that of source"."""
    alike = pair.alike
    if alike is None:
        return "is, byte for byte, that of source"
    here, there = alike.paragraphs if alike.first == source_id else alike.paragraphs[::-1]
    places = f"first in its paragraph {here} and the other's paragraph {there}"
    if pair.is_same:
        return f"has the same text, or all of the shorter one's ({places}), as that of source"
    return (
        f"shares {alike.shared:,} words, {100 * share(pair):.0f} % of the shorter one's "
        f"({places}), with that of source"
    )


# Pairs of documents that share runs of eight words outside quotation marks.

RUN: Final = 8


class _DocumentRuns(NamedTuple):
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
        self._documents: list[_DocumentRuns] = []
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

    def __init__(self, documents: Sequence[_DocumentRuns]) -> None:
        self._documents = documents
        self._runs_of = lru_cache(maxsize=64)(lambda number: frozenset(documents[number].runs))

    def alike(self, one: int, other: int) -> Alike | None:
        """The words that two documents share, counted in the shorter; None where there are none."""
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


def _read(source_id: str, document: Document) -> _DocumentRuns:
    """The runs of a document. None reaches over words in quotation marks."""
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
    return _DocumentRuns(source_id, counted, hash(tuple(quoted)) if quoted else 0, runs, at, first)


def _parts(document: Document) -> Iterator[tuple[str, bool]]:
    """The folded text in parts; True for those in quotation marks."""
    folded, quoted, reached = document.folded, document.quotations, 0
    for start, end in zip(quoted.starts, quoted.ends, strict=True):
        low, high = folded.folded_start(start), folded.folded_end(end)
        if reached <= low < high:
            yield document.letters[reached:low], False
            yield document.letters[low:high], True
            reached = high
    yield document.letters[reached:], False
