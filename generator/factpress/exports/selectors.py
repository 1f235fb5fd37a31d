"""Where a passage stands, as Web Annotation selectors: one list for each piece that it quotes.

In: a passage as written, and what was found of it. Out: plain JSON. `exact` holds words of the
document alone: an editor's omission marks and brackets never get in. Knows nothing of cards.
Public source: Web Annotation Data Model, sections 4.2.4 and 4.2.5.
"""

from __future__ import annotations

from factpress.evidence.editorial_marks import Unmatchable, pieces
from factpress.evidence.folding import fold
from factpress.model.evidence import Found
from factpress.views.cards import Piece


def selectors(passage: str, found: Found) -> list[list[Piece]]:
    """For each piece its words, where the passage gives them as they are, and its position."""
    words = _words(passage.strip(), found)
    last = len(found.pieces) - 1
    listed: list[list[Piece]] = []
    for number, (start, end) in enumerate(found.pieces):
        position: Piece = {"type": "TextPositionSelector", "start": start, "end": end}
        exact = words[number]
        prefix = found.prefix if number == 0 else ""
        suffix = found.suffix if number == last else ""
        listed.append(([_quote(exact, prefix, suffix)] if exact else []) + [position])
    return listed


def _quote(exact: str, prefix: str, suffix: str) -> Piece:
    around = {"prefix": prefix, "suffix": suffix}
    given = {name: words for name, words in around.items() if words}
    return {"type": "TextQuoteSelector", "exact": exact, **given}


def _words(passage: str, found: Found) -> list[str | None]:
    """The words of each piece as the passage has them; None where an editor's words are in them."""
    if found.level in ("exact", "typographic") and len(found.pieces) == 1:
        return [passage]
    folded = fold(passage)
    marked = pieces(folded.text)
    if isinstance(marked, Unmatchable) or len(marked) != len(found.pieces):
        return [None] * len(found.pieces)
    return [
        passage[folded.start(piece.start) : folded.end(piece.end)]
        if len(piece.parts) == 1
        else None
        for piece in marked
    ]
