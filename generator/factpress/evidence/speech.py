"""Speech: whether a passage is direct speech in its document, or the document's own telling.

In: a document as its card has it read, its turns, a match. Out: yes or no. In doubt it is no: a
mark left open, a label that only looks like a speaker's, a passage that is partly outside.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.evidence.document import Document
from factpress.evidence.folding import PARAGRAPH_BREAK
from factpress.evidence.guards import is_quoted
from factpress.evidence.results import Match
from factpress.evidence.turns import DIRECTION, Turns
from factpress.evidence.words import is_word_char


def is_speech(document: Document, turns: Turns, match: Match) -> bool:
    """Whether every word of a match is inside quotation marks, or inside a speaker's turn."""
    parts = [part for piece in match.pieces for part in _parts(document, *piece)]
    return all(is_quoted(document, *part) or _is_in_turn(document, turns, *part) for part in parts)


def _parts(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a span in each of its paragraphs: each has quotation marks of its own."""
    low, high = document.folded.folded_start(start), document.folded.folded_end(end)
    while low < high:
        after = document.letters.find(PARAGRAPH_BREAK, low, high)
        cut = high if after < 0 else after
        if any(map(is_word_char, document.letters[low:cut])):
            first, last = document.original(low, cut)
            yield max(first, start), min(last, end)
        low = cut + 1


def _is_in_turn(document: Document, turns: Turns, start: int, end: int) -> bool:
    within = turns.within(start, end)
    if not any(t.words <= start and end <= t.end and t.is_sure and not t.is_quoted for t in within):
        return False
    # What stage directions say, nobody says.
    position = document.folded.folded_start(start)
    low, high = document.original(*document.paragraph_bounds(position))
    return DIRECTION.match(document.as_read[low:high]) is None
