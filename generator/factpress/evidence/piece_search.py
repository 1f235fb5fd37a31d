"""Pieces: where the pieces of a passage with an editor's marks stand.

In go a Document and pieces; out come folded spans, words never cut. The piece that stands least
often is sought first, the others only round it. Knows nothing of levels or messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from math import prod
from typing import Final, TypeAlias

from factpress.evidence.document import Document
from factpress.evidence.editorial_marks import Piece, Reading, has_words
from factpress.evidence.searching import (
    MAX_OMITTED,
    Found,
    Search,
    cost,
    cuts_word,
    places_of_letters,
)
from factpress.evidence.work import Work

# A folded span of the document that is searched.
_Window: TypeAlias = tuple[int, int]
_Ways: TypeAlias = dict[int, tuple[Reading, ...]]
# A piece that its brackets let be read in at most so many ways is sought in each of them.
_MOST_WAYS: Final = 16
# Whether a piece stands anywhere is sought in windows that grow from this many characters.
_FIRST_WINDOW: Final = 5000


def places_of_pieces(
    document: Document, pieces: Sequence[Piece], length: int, work: Work
) -> list[Search]:
    """Where each piece of a passage of this length stands near the rarest of them.

    A piece that stands only elsewhere is given its first place there.
    """
    asked = [_Sought(document, piece) for piece in pieces]
    rarest = min(asked, key=lambda sought: sought.frequency)
    anchors = rarest.search((0, len(document.letters)), work)
    reach = len(pieces) * (MAX_OMITTED + 1) + length
    nearby = list(_windows(document, anchors.found, reach))
    known = {rarest.letters: anchors}
    for sought in asked:
        if sought.letters not in known:
            known[sought.letters] = _near_or_first(sought, nearby, work)
    return [known[sought.letters] for sought in asked]


def _near_or_first(sought: _Sought, nearby: Sequence[_Window], work: Work) -> Search:
    each = [sought.search(window, work) for window in nearby]
    near = [found for search in each for found in search.found]
    return Search(near, None) if near else sought.first(work)


def _windows(document: Document, places: Sequence[Found], reach: int) -> Iterator[_Window]:
    """The stretches of the document within reach of any of these places, in order."""
    window: _Window | None = None
    for found in sorted(places):
        low = max(0, found.start - reach)
        high = min(found.end + reach, len(document.letters))
        if window and low <= window[1]:
            window = (window[0], max(window[1], high))
        else:
            if window:
                yield window
            window = (low, high)
    if window:
        yield window


class _Sought:
    """A piece that is sought in a document, by the literal part of it that stands least often."""

    def __init__(self, document: Document, piece: Piece) -> None:
        self.document, self.piece = document, piece
        literal = [
            number
            for number, part in enumerate(piece.parts)
            if len(part) == 1 and has_words(part[0].letters)
        ]
        counts = [document.letters.count(piece.parts[number][0].letters) for number in literal]
        self.frequency, self.seed = min(zip(counts, literal, strict=True))

    @cached_property
    def letters(self) -> tuple[tuple[str, ...], ...]:
        """Every way to read every part: alike for pieces that stand in the same places."""
        return tuple(tuple(reading.letters for reading in part) for part in self.piece.parts)

    @cached_property
    def wholes(self) -> Sequence[tuple[str, int]]:
        """The piece read in every way, with where the seed begins; of too many ways, the seed."""
        if prod(map(len, self.letters)) > _MOST_WAYS:
            return [(self.letters[self.seed][0], 0)]
        ways = {("".join(way), sum(map(len, way[: self.seed]))) for way in product(*self.letters)}
        return sorted(ways)

    def search(self, window: _Window, work: Work) -> Search:
        """Every place in the window, read as literally as the document lets it be read there."""
        if len(self.letters) == 1:
            return places_of_letters(self.document, self.letters[0][0], work, window)
        found: dict[tuple[int, int], Found] = {}
        cut: Found | None = None
        for start in self._seeds(window, work):
            place = self._around(start, work)
            if place and cuts_word(self.document, place):
                cut = cut or place
            elif place:
                found.setdefault(place[:2], place)
        return Search(sorted(found.values()), cut)

    def first(self, work: Work) -> Search:
        """The first place in the document, or the first that would cut a word."""
        cut: Found | None = None
        end, reach, low = len(self.document.letters), _FIRST_WINDOW, 0
        # A place may reach from one window into the next.
        overlap = sum(max(map(len, part)) for part in self.letters)
        while low < end:
            search = self.search((low, min(end, low + reach + overlap)), work)
            cut = cut or search.cut
            if search.found:
                return Search(search.found[:1], cut)
            low, reach = low + reach, 2 * reach
        return Search((), cut)

    def _seeds(self, window: _Window, work: Work) -> list[int]:
        """Where the seed stands, with the whole piece round it if its ways are few."""
        low, high = window
        found: set[int] = set()
        for whole, offset in self.wholes:
            work.spend(1)
            start = self.document.letters.find(whole, low, high)
            while start >= 0:
                work.spend(cost(whole))
                found.add(start + offset)
                start = self.document.letters.find(whole, start + 1, high)
        return sorted(found)

    def _around(self, start: int, work: Work) -> Found | None:
        """The place of the piece whose seed stands at this start."""
        letters = self.document.letters
        after = _forwards(letters, start, self.piece.parts[self.seed :], work)
        before = _backwards(letters, start, self.piece.parts[: self.seed], work)
        if after is None or before is None:
            return None
        (begin, leading), (end, trailing) = before, after
        while letters[begin].isspace():
            begin += 1
        while letters[end - 1].isspace():
            end -= 1
        return Found(begin, end, leading + trailing)


def _forwards(
    letters: str, position: int, parts: Sequence[tuple[Reading, ...]], work: Work
) -> tuple[int, tuple[Reading, ...]] | None:
    ways: _Ways = {position: ()}
    for part in parts:
        work.spend(len(ways) * len(part))
        longer: _Ways = {}
        for reached, readings in ways.items():
            for reading in part:
                if letters.startswith(reading.letters, reached):
                    longer.setdefault(reached + len(reading.letters), (*readings, reading))
        ways = longer
    return next(iter(ways.items()), None)


def _backwards(
    letters: str, position: int, parts: Sequence[tuple[Reading, ...]], work: Work
) -> tuple[int, tuple[Reading, ...]] | None:
    ways: _Ways = {position: ()}
    for part in reversed(parts):
        work.spend(len(ways) * len(part))
        longer: _Ways = {}
        for reached, readings in ways.items():
            for reading in part:
                if letters.endswith(reading.letters, 0, reached):
                    longer.setdefault(reached - len(reading.letters), (reading, *readings))
        ways = longer
    return next(iter(ways.items()), None)
