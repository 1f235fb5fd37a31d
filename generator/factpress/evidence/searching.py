"""Searching: every place in a document where folded characters stand, and chains of such places.

In go a Document and folded characters; out come folded spans, words never cut. Each search takes
time linear in the document, and steps of its work for each place that it looks at. Knows nothing
of levels or of what an outcome means.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from factpress.evidence.document import Document
from factpress.evidence.editorial_marks import Reading
from factpress.evidence.words import SPACED_WORD, is_word_char, parts_word
from factpress.evidence.work import Work

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


def places_of_letters(
    document: Document, letters: str, work: Work, window: tuple[int, int] | None = None
) -> Search:
    """Every place where these folded characters stand, in a window of the document or in all."""
    low, high = window or (0, len(document.letters))
    work.spend(1)
    found: list[Found] = []
    cut: Found | None = None
    start = document.letters.find(letters, low, high)
    while start >= 0:
        work.spend(cost(letters))
        place = Found(start, start + len(letters))
        resume = _next_cut(document, start + 1, work)
        if cuts_word(document, place):
            cut = cut or place
        else:
            found.append(place)
            if len(letters) > _LONGEST_OVERLAPPING:
                resume = place.end
        start = document.letters.find(letters, resume, high)
    return Search(found, cut)


def cost(letters: str) -> int:
    """The steps that it takes to look at one place of these letters."""
    return 2 + len(letters) // 64


def cuts_word(document: Document, place: Found) -> bool:
    """Whether a place begins or ends inside a word of the document."""
    return any(
        parts_word(document, edge) or document.broken_at(edge) is not None
        for edge in (place.start, place.end)
    )


def _next_cut(document: Document, position: int, work: Work) -> int:
    """The first folded position from this one on where a cut parts no word."""
    while parts_word(document, position):
        work.spend(1)
        run = SPACED_WORD.match(document.letters, position)
        position = run.end() if run else position + 1
    return position


class _Link(NamedTuple):
    """A place of one piece, the number of the link before it, and where its chain starts."""

    found: Found
    before: int
    start: int


def tightest_chains(
    document: Document, places: Sequence[Sequence[Found]], work: Work
) -> list[tuple[Found, ...]]:
    """Every way to take one place of each piece, in order and close together, tightest only.

    No chain's span holds another's. For each place the latest one of the piece before that leaves
    out at least a word is enough: it begins latest, and any earlier one only leaves out more.
    """
    work.spend(sum(map(len, places)))
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
    """The position before the last letter that stands before this one; -1 if none is near."""
    floor = max(0, position - MAX_OMITTED)
    while position > floor and not is_word_char(letters[position - 1]):
        position -= 1
    return position - 1
