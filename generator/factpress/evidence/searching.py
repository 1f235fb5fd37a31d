"""Searching: every place in a document where the pieces of a passage stand.

In go a Document and folded pieces; out come folded spans, words never cut. Each search takes time
linear in the document. Knows nothing of levels or of what an outcome means.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from factpress.evidence.document import Document
from factpress.evidence.editorial_marks import Piece, Reading, has_words
from factpress.evidence.words import is_word_char, next_cut, parts_word

# An omission may leave out about a paragraph; with more between them, the words on either side are
# two quotations. Both limits count in the folded text.
MAX_OMITTED: Final = 600
MAX_PARAGRAPHS: Final = 3
# Longer passages are sought without overlap: "ha ha" stands twice in "ha ha ha", but a megabyte of
# one word must not be compared with half of itself at every word.
_LONGEST_OVERLAPPING: Final = 2000


Hyphen = Literal["hyphen-joined", "hyphen-kept"]


class Found(NamedTuple):
    """A folded span where a piece stands, and how its parts and broken words were read there."""

    start: int
    end: int
    readings: tuple[Reading, ...] = ()
    hyphens: tuple[Hyphen, ...] = ()


class Search(NamedTuple):
    """The spans where a piece stands, in order, and the first that would cut a word."""

    found: Sequence[Found]
    cut: Found | None


def places_of_letters(document: Document, letters: str) -> Search:
    """Every place where these folded characters stand."""
    found: list[Found] = []
    cut: Found | None = None
    start = document.letters.find(letters)
    while start >= 0:
        place = Found(start, start + len(letters))
        resume = next_cut(document, start + 1)
        if cuts_word(document, place):
            cut = cut or place
        else:
            found.append(place)
            if len(letters) > _LONGEST_OVERLAPPING:
                resume = place.end
        start = document.letters.find(letters, resume)
    return Search(found, cut)


def places_of_piece(document: Document, piece: Piece) -> Search:
    """Every place where the piece stands in one of its readings, the most literal one of each."""
    if len(piece.parts) == 1:
        return places_of_letters(document, piece.parts[0][0].letters)
    found: dict[tuple[int, int], Found] = {}
    cut: Found | None = None
    seed = _longest_literal(piece)
    letters = piece.parts[seed][0].letters
    start = document.letters.find(letters)
    while start >= 0:
        place = _around(document.letters, piece, seed, start)
        if place and cuts_word(document, place):
            cut = cut or place
        elif place:
            found.setdefault(place[:2], place)
        start = document.letters.find(letters, start + 1)
    return Search(sorted(found.values()), cut)


class _Link(NamedTuple):
    """A place of one piece, the number of the link before it, and where its chain starts."""

    found: Found
    before: int
    start: int


def tightest_chains(
    document: Document, places: Sequence[Sequence[Found]]
) -> list[tuple[Found, ...]]:
    """Every way to take one place of each piece, in order and close together, tightest only.

    No chain's span holds another's. For each place the latest one of the piece before that leaves
    out at least a word is enough: it begins latest, and any earlier one only leaves out more.
    """
    links = [[_Link(found, -1, found.start) for found in sorted(places[0], key=_end)]]
    for following in places[1:]:
        links.append(list(_linked(document.letters, links[-1], following)))
    tightest: dict[int, int] = {}
    for number, link in enumerate(links[-1]):
        first, last = document.paragraph(link.start), document.paragraph(link.found.end - 1)
        if last - first < MAX_PARAGRAPHS:
            tightest.setdefault(link.start, number)
    return [_chain(links, number) for _, number in sorted(tightest.items())]


def _linked(letters: str, links: Sequence[_Link], following: Iterable[Found]) -> Iterator[_Link]:
    ends = [link.found.end for link in links]
    for found in sorted(following, key=_end):
        latest = bisect_right(ends, _before_last_word(letters, found.start)) - 1
        if latest >= 0 and found.start - ends[latest] <= MAX_OMITTED:
            yield _Link(found, latest, links[latest].start)


def _chain(links: Sequence[Sequence[_Link]], number: int) -> tuple[Found, ...]:
    chain: list[Found] = []
    for row in reversed(links):
        chain.append(row[number].found)
        number = row[number].before
    return tuple(reversed(chain))


def _end(found: Found) -> int:
    return found.end


def _before_last_word(letters: str, position: int) -> int:
    """The position before the last letter that stands before this one; -1 if there is none."""
    while position and not is_word_char(letters[position - 1]):
        position -= 1
    return position - 1


def cuts_word(document: Document, place: Found) -> bool:
    """Whether a place begins or ends inside a word of the document."""
    return any(
        parts_word(document, edge) or document.is_in_broken_word(edge)
        for edge in (place.start, place.end)
    )


def _longest_literal(piece: Piece) -> int:
    """The number of the longest part that can be read in one way only."""
    literal = (
        number
        for number, part in enumerate(piece.parts)
        if len(part) == 1 and has_words(part[0].letters)
    )
    return max(literal, key=lambda number: len(piece.parts[number][0].letters))


def _around(letters: str, piece: Piece, seed: int, start: int) -> Found | None:
    """The place of the piece whose part number `seed` stands at this start."""
    after = _forwards(letters, start, piece.parts[seed:])
    before = _backwards(letters, start, piece.parts[:seed])
    if after is None or before is None:
        return None
    (begin, leading), (end, trailing) = before, after
    while letters[begin].isspace():
        begin += 1
    while letters[end - 1].isspace():
        end -= 1
    return Found(begin, end, leading + trailing)


_Ways = dict[int, tuple[Reading, ...]]


def _forwards(
    letters: str, position: int, parts: Sequence[tuple[Reading, ...]]
) -> tuple[int, tuple[Reading, ...]] | None:
    ways: _Ways = {position: ()}
    for part in parts:
        longer: _Ways = {}
        for reached, readings in ways.items():
            for reading in part:
                if letters.startswith(reading.letters, reached):
                    longer.setdefault(reached + len(reading.letters), (*readings, reading))
        ways = longer
    return next(iter(ways.items()), None)


def _backwards(
    letters: str, position: int, parts: Sequence[tuple[Reading, ...]]
) -> tuple[int, tuple[Reading, ...]] | None:
    ways: _Ways = {position: ()}
    for part in reversed(parts):
        longer: _Ways = {}
        for reached, readings in ways.items():
            for reading in part:
                if letters.endswith(reading.letters, 0, reached):
                    longer.setdefault(reached - len(reading.letters), (reading, *readings))
        ways = longer
    return next(iter(ways.items()), None)
