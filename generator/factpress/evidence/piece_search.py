"""Searching a document for a passage's pieces: folded spans that cut no word.

Of several pieces the rarest is searched for first, the others only near it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product
from math import prod
from operator import attrgetter
from typing import Final, Literal, NamedTuple, TypeAlias

from factpress.archive.document import Document
from factpress.evidence.editorial_marks import Piece, Reading, has_words
from factpress.text.similarity import Work
from factpress.text.words import SPACED_WORD, is_word_char, parts_word

# An omission may leave out about a paragraph; with more between them, the words before and after it
# are two quotations. Both limits count in the folded text.
MAX_OMITTED: Final = 600
MAX_PARAGRAPHS: Final = 3
# Matches of longer passages may not overlap: "ha ha" is twice in "ha ha ha", but a megabyte of one
# word must not be compared with half of itself at every word.
_LONGEST_OVERLAPPING: Final = 2000


Hyphen = Literal["hyphen-joined", "hyphen-kept"]


class PieceMatch(NamedTuple):
    """A folded span that a piece matches, with the readings of its parts and broken words."""

    start: int
    end: int
    readings: tuple[Reading, ...] = ()
    hyphens: tuple[Hyphen, ...] = ()


class SearchResult(NamedTuple):
    """The spans that a piece matches, in order, and the first that would cut a word."""

    found: Sequence[PieceMatch]
    cut: PieceMatch | None


def places_of_letters(
    document: Document, letters: str, work: Work, window: tuple[int, int] | None = None
) -> SearchResult:
    """Every match of these folded characters, in a window of the document or in all of it."""
    low, high = window or (0, len(document.letters))
    work.spend(1)
    found: list[PieceMatch] = []
    cut: PieceMatch | None = None
    start = document.letters.find(letters, low, high)
    while start >= 0:
        work.spend(cost(letters))
        place = PieceMatch(start, start + len(letters))
        resume = _next_cut(document, start + 1, work)
        if cuts_word(document, place):
            cut = cut or place
        else:
            found.append(place)
            if len(letters) > _LONGEST_OVERLAPPING:
                resume = place.end
        start = document.letters.find(letters, resume, high)
    return SearchResult(found, cut)


def sorted_out(document: Document, places: Iterable[PieceMatch]) -> SearchResult:
    """These matches in order, the first of each span, apart from those that cut a word."""
    found: dict[tuple[int, int], PieceMatch] = {}
    cut: PieceMatch | None = None
    for place in places:
        if cuts_word(document, place):
            cut = cut or place
        else:
            found.setdefault(place[:2], place)
    return SearchResult(sorted(found.values()), cut)


def cost(letters: str) -> int:
    """The steps of one comparison with these letters."""
    return 2 + len(letters) // 64


def cuts_word(document: Document, place: PieceMatch) -> bool:
    """Whether a match begins or ends inside a word of the document."""
    return any(
        parts_word(document, edge) or document.broken_at(edge) is not None
        for edge in (place.start, place.end)
    )


def _next_cut(document: Document, position: int, work: Work) -> int:
    """The first folded position, from this one on, where a cut parts no word."""
    while parts_word(document, position):
        work.spend(1)
        run = SPACED_WORD.match(document.letters, position)
        position = run.end() if run else position + 1
    return position


class _Link(NamedTuple):
    """A match of one piece, the number of the link before it, and the start of its chain."""

    found: PieceMatch
    before: int
    start: int


def tightest_chains(
    document: Document, places: Sequence[Sequence[PieceMatch]], work: Work
) -> list[tuple[PieceMatch, ...]]:
    """The tightest chains of one match of each piece, in order and close together.

    No chain's span holds another's. For each match only the latest match of the piece before, with
    a word between, is needed: an earlier one begins earlier and omits more.
    """
    work.spend(sum(map(len, places)))
    links = [[_Link(found, -1, found.start) for found in sorted(places[0], key=attrgetter("end"))]]
    for following in places[1:]:
        links.append(list(_linked(document.letters, links[-1], following)))
    tightest: dict[int, int] = {}
    for number, link in enumerate(links[-1]):
        first, last = document.paragraph(link.start), document.paragraph(link.found.end - 1)
        if last - first < MAX_PARAGRAPHS:
            tightest.setdefault(link.start, number)
    return [_chain(links, number) for _, number in sorted(tightest.items())]


def _linked(
    letters: str, links: Sequence[_Link], following: Iterable[PieceMatch]
) -> Iterator[_Link]:
    ends = [link.found.end for link in links]
    for found in sorted(following, key=attrgetter("end")):
        latest = bisect_right(ends, _before_last_word(letters, found.start)) - 1
        if latest >= 0 and found.start - ends[latest] <= MAX_OMITTED:
            yield _Link(found, latest, links[latest].start)


def _chain(links: Sequence[Sequence[_Link]], number: int) -> tuple[PieceMatch, ...]:
    chain: list[PieceMatch] = []
    for row in reversed(links):
        chain.append(row[number].found)
        number = row[number].before
    return tuple(reversed(chain))


def _before_last_word(letters: str, position: int) -> int:
    """The position before the last letter before this one; before the limit if none is near."""
    floor = max(0, position - MAX_OMITTED)
    while position > floor and not is_word_char(letters[position - 1]):
        position -= 1
    return position - 1


# A folded span of the document to search.
_Window: TypeAlias = tuple[int, int]
# A piece with at most this many ways to read it is searched for in each of them.
_MOST_WAYS: Final = 16
# The first match of a piece is searched for in windows that grow from this many characters.
_FIRST_WINDOW: Final = 5000


def places_of_pieces(
    document: Document, pieces: Sequence[Piece], length: int, work: Work
) -> list[SearchResult]:
    """The matches of each piece of a passage of this length near those of the rarest piece.

    Of a piece without matches there only the first match in the document is returned.
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


def _near_or_first(sought: _Sought, nearby: Sequence[_Window], work: Work) -> SearchResult:
    each = [sought.search(window, work) for window in nearby]
    near = [found for search in each for found in search.found]
    return SearchResult(near, None) if near else sought.first(work)


def _windows(document: Document, places: Sequence[PieceMatch], reach: int) -> Iterator[_Window]:
    """The stretches of the document within reach of these matches, in order."""
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
    """A piece to search for in a document, by its rarest literal part, the seed."""

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
        """Every way to read every part; pieces with the same ways have the same matches."""
        return tuple(tuple(reading.letters for reading in part) for part in self.piece.parts)

    @cached_property
    def wholes(self) -> Sequence[tuple[str, int]]:
        """The piece read in every way, and its seed's offset; the seed alone for too many ways."""
        if prod(map(len, self.letters)) > _MOST_WAYS:
            return [(self.letters[self.seed][0], 0)]
        ways = {("".join(way), sum(map(len, way[: self.seed]))) for way in product(*self.letters)}
        return sorted(ways)

    def search(self, window: _Window, work: Work) -> SearchResult:
        """Every match in the window, with the most literal reading that matches there."""
        if len(self.letters) == 1:
            return places_of_letters(self.document, self.letters[0][0], work, window)
        around = (self._around(start, work) for start in self._seeds(window, work))
        return sorted_out(self.document, filter(None, around))

    def first(self, work: Work) -> SearchResult:
        """The first match in the document, or the first that would cut a word."""
        cut: PieceMatch | None = None
        end, reach, low = len(self.document.letters), _FIRST_WINDOW, 0
        # A match may reach from one window into the next.
        overlap = sum(max(map(len, part)) for part in self.letters)
        while low < end:
            search = self.search((low, min(end, low + reach + overlap)), work)
            cut = cut or search.cut
            if search.found:
                return SearchResult(search.found[:1], cut)
            low, reach = low + reach, 2 * reach
        return SearchResult((), cut)

    def _seeds(self, window: _Window, work: Work) -> list[int]:
        """The positions of the seed, with the whole piece around it if its ways are few."""
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

    def _around(self, start: int, work: Work) -> PieceMatch | None:
        """The match of the piece whose seed begins at this position."""
        letters, parts = self.document.letters, self.piece.parts
        after = _read_on(letters, start, parts[self.seed :], work)
        before = _read_on(letters, start, parts[: self.seed][::-1], work, backwards=True)
        if after is None or before is None:
            return None
        (begin, leading), (end, trailing) = before, after
        while letters[begin].isspace():
            begin += 1
        while letters[end - 1].isspace():
            end -= 1
        return PieceMatch(begin, end, leading[::-1] + trailing)


def _read_on(
    letters: str,
    position: int,
    parts: Sequence[tuple[Reading, ...]],
    work: Work,
    *,
    backwards: bool = False,
) -> tuple[int, tuple[Reading, ...]] | None:
    """The position reached by reading these parts from this one on, and their readings."""
    ways: dict[int, tuple[Reading, ...]] = {position: ()}
    for part in parts:
        work.spend(len(ways) * len(part))
        longer: dict[int, tuple[Reading, ...]] = {}
        for reached, readings in ways.items():
            for reading in part:
                first = reached - len(reading.letters) if backwards else reached
                last = first + len(reading.letters)
                if first >= 0 and letters.startswith(reading.letters, first):
                    longer.setdefault(first if backwards else last, (*readings, reading))
        ways = longer
    return next(iter(ways.items()), None)
