"""Searching a document for a passage, word for word.

The result is a Match, or why there is none. `Level` and `folding` define a match; nothing ever
matches by similarity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from factpress.archive.document import Document, gaps
from factpress.evidence.editorial_marks import (
    MarkFault,
    Piece,
    has_marks,
    has_words,
    pieces,
)
from factpress.evidence.piece_search import (
    Hyphen,
    PieceMatch,
    SearchResult,
    places_of_letters,
    places_of_pieces,
    sorted_out,
    tightest_chains,
)
from factpress.evidence.results import (
    Ambiguous,
    Apart,
    CutsWord,
    Finding,
    GaveUp,
    Level,
    Match,
    NoSuchOccurrence,
    NotFound,
    Occurrence,
    Span,
)
from factpress.model.evidence import PassedOver
from factpress.text.folding import Folded, fold
from factpress.text.runs import Kind, figures_of, plain_runs, stretches
from factpress.text.similarity import GivenUp, Work
from factpress.text.words import parts_word, whole_words

# The count of places is complete; a problem with a longer list would not be read.
MAX_LISTED: Final = 100
_LONGEST_MARK: Final = 8
# Readers' comments, menus and the like belong to no document, wherever they are.
PASSED_AS: Final[Mapping[Kind, PassedOver]] = MappingProxyType(
    {
        Kind.NOTE: "note",
        Kind.RAISED: "raised",
        Kind.STRUCK: "struck",
        Kind.HIDDEN: "furniture",
        Kind.FURNITURE: "furniture",
        Kind.COMMENT: "furniture",
        Kind.TIMING: "timing",
        Kind.VOICE: "timing",
        Kind.RUBY: "ruby",
    }
)


def _broken_matches(document: Document, letters: str, work: Work) -> Iterator[PieceMatch]:
    """Every match of these characters with words broken at a line's end.

    The words are read joined ("dis-" and "covered" as discovered), or with their hyphens: first
    both are compared without hyphens, then each candidate with them.
    """
    bare, offsets = document.bare_of_hyphens
    sought = letters.replace("-", "")
    at = bare.find(sought) if sought else -1
    while at >= 0:
        work.spend(len(letters))
        place = _read(document, offsets.start(at), letters)
        if place is not None:
            yield place
        at = bare.find(sought, at + 1)


def _read(document: Document, start: int, letters: str) -> PieceMatch | None:
    """The match from this folded position on, if its characters can be read as these letters."""
    text, broken = document.letters, document.line_hyphens
    here = start
    hyphens: dict[Hyphen, None] = {}
    at = 0
    while at < len(letters):
        if here in broken and not letters.startswith("- ", at):
            if letters[at] == "-":
                hyphens["hyphen-kept"] = None
                at += 1
            elif text[here - 1].isalpha() and text[here + 2].isalpha():
                hyphens["hyphen-joined"] = None
            else:
                return None
            here += 2
        elif text[here : here + 1] == letters[at]:
            here, at = here + 1, at + 1
        else:
            return None
    return PieceMatch(start, here, (), tuple(hyphens))


@dataclass(frozen=True, slots=True)
class _Passage:
    """The passage as written, and folded."""

    text: str
    folded: Folded

    def written(self, start: int, end: int) -> str:
        """The passage's own characters for a folded span."""
        return self.text[self.folded.start(start) : self.folded.end(end)]


def find(document: Document, passage: str, *, occurrence: int | None = None) -> Finding:
    """The passage's match in the document; `occurrence`, from 1, chooses among several.

    White space around the passage does not count. Exact and typographic occurrences count alike;
    one that cuts a word does not count. A passage crosses a paragraph break only at a blank line of
    its own, or, if it is not found so, at a line break. A search with too many steps gives up.
    """
    work = Work()
    try:
        finding = _find(document, _Passage(passage, fold(passage)), occurrence, work)
        if _is_there(finding):
            return finding
        for folded, marks in _other_foldings(passage):
            other = _find(document, _Passage(passage, folded), occurrence, work)
            if _is_there(other) and (not marks or _has_notes(document, other, marks)):
                return other
    except GivenUp:
        return GaveUp()
    return finding


def _is_there(finding: Finding) -> bool:
    return isinstance(finding, Match | Ambiguous | NoSuchOccurrence)


def _other_foldings(passage: str) -> Iterator[tuple[Folded, list[str]]]:
    """The passage folded with line breaks as paragraph breaks, and without its note marks.

    With the latter come the figures of the note marks.
    """
    if "\n" in passage.strip():
        yield fold(passage, line_breaks=True), []
    apart = plain_runs(passage)
    marks = [each for each in stretches(apart) if each.kind is Kind.NOTE]
    if marks:
        figures = [figures_of(passage[mark.start : mark.end]) for mark in marks]
        yield fold(passage, without=gaps(passage, marks)), figures


def _has_notes(document: Document, finding: Finding, marks: Sequence[str]) -> bool:
    """Whether the document has these note marks, in this order, in the passage found."""
    if not isinstance(finding, Match):
        return True
    passed = document.passed_over(finding.start, finding.end + _LONGEST_MARK)
    there = "".join(
        figures_of(document.text[each.start : each.end])
        for each in passed
        if each.kind in (Kind.NOTE, Kind.RAISED)
    )
    return "".join(marks) in there


def _find(document: Document, passage: _Passage, occurrence: int | None, work: Work) -> Finding:
    letters = passage.folded.text
    if not has_words(letters):
        return MarkFault.NO_WORDS
    whole = _places(document, letters, work)
    if whole.found:
        return _chosen(document, passage, [(place,) for place in whole.found], occurrence)
    if not has_marks(letters):
        return _missing(document, whole, passage.written(0, len(letters)))
    marked = pieces(letters)
    if isinstance(marked, MarkFault):
        return marked
    searches = _searches(document, marked, len(letters), work)
    for piece, search in zip(marked, searches, strict=True):
        if not search.found:
            return _missing(document, search, passage.written(piece.start, piece.end))
    chains = tightest_chains(document, [search.found for search in searches], work)
    if not chains:
        return Apart(tuple(passage.written(piece.start, piece.end) for piece in marked))
    return _chosen(document, passage, chains, occurrence)


def _places(document: Document, letters: str, work: Work) -> SearchResult:
    """Every match of these letters; with broken words only if there is none without."""
    search = places_of_letters(document, letters, work)
    if search.found or not document.line_hyphens:
        return search
    across = sorted_out(document, _broken_matches(document, letters, work))
    return across if across.found or search.cut is None else search


def _searches(
    document: Document, marked: Sequence[Piece], length: int, work: Work
) -> Sequence[SearchResult]:
    """The matches of each piece; with broken words only if one has none without."""
    searches = places_of_pieces(document, marked, length, work)
    if all(search.found for search in searches) or not document.line_hyphens:
        return searches
    return [_anywhere(document, piece, length, work) for piece in marked]


def _anywhere(document: Document, piece: Piece, length: int, work: Work) -> SearchResult:
    if len(piece.parts) == 1:
        return _places(document, piece.parts[0][0].letters, work)
    return places_of_pieces(document, [piece], length, work)[0]


def _chosen(
    document: Document,
    passage: _Passage,
    chains: Sequence[tuple[PieceMatch, ...]],
    occurrence: int | None,
) -> Match | Ambiguous | NoSuchOccurrence:
    count = len(chains)
    if occurrence is None and count == 1:
        return _match(document, passage, chains[0])
    if occurrence is not None and 1 <= occurrence <= count:
        return _match(document, passage, chains[occurrence - 1])
    places = tuple(_place(document, chain[0].start, chain[-1].end) for chain in chains[:MAX_LISTED])
    if occurrence is None:
        return Ambiguous(count, places)
    return NoSuchOccurrence(occurrence, count, places)


def _match(document: Document, passage: _Passage, chain: tuple[PieceMatch, ...]) -> Match:
    start, end, paragraph = _place(document, chain[0].start, chain[-1].end)
    insertions = tuple(
        passage.written(*reading.insertion)
        for found in chain
        for reading in found.readings
        if reading.insertion
    )
    return Match(
        level=_level(passage, chain, document.text[start:end]),
        start=start,
        end=end,
        pieces=tuple(Span(*document.original(found.start, found.end)) for found in chain),
        paragraph=paragraph,
        paragraphs=document.paragraphs,
        insertions=insertions,
        passed=_passed(document, chain),
    )


def _passed(document: Document, chain: tuple[PieceMatch, ...]) -> tuple[PassedOver, ...]:
    """The kinds of skipped text inside a match's pieces, and the readings of broken words."""
    kinds = (
        each.kind
        for found in chain
        for each in document.passed_over(*document.original(found.start, found.end))
    )
    hyphens = (hyphen for found in chain for hyphen in found.hyphens)
    return tuple(dict.fromkeys((*(PASSED_AS[kind] for kind in kinds), *hyphens)))


def _level(passage: _Passage, chain: tuple[PieceMatch, ...], quoted: str) -> Level:
    if any(reading.is_edited for found in chain for reading in found.readings):
        return Level.BRACKETED
    if len(chain) > 1:
        return Level.OMISSION
    is_exact = passage.written(0, len(passage.folded.text)) == quoted
    return Level.EXACT if is_exact else Level.TYPOGRAPHIC


def _place(document: Document, start: int, end: int) -> Occurrence:
    return Occurrence(*document.original(start, end), document.paragraph(start))


def _missing(document: Document, search: SearchResult, written: str) -> CutsWord | NotFound:
    """Why a piece was not found: it is nowhere in the document, or only inside its words."""
    if search.cut is None:
        return NotFound(written)
    words = filter(None, (_cut_word(document, edge) for edge in search.cut[:2]))
    return CutsWord(tuple(dict.fromkeys(words)), _place(document, *search.cut[:2]))


def _cut_word(document: Document, edge: int) -> str | None:
    """The word that an edge cuts, if any; both parts of one broken at a line's end."""
    hyphen = document.broken_at(edge)
    if hyphen is not None:
        start = whole_words(document, hyphen - 1)[0]
        return document.letters[start : whole_words(document, hyphen + 3)[1]]
    if not parts_word(document, edge):
        return None
    return document.text_of(*whole_words(document, edge))
