"""Where a passage stands, as Web Annotation selectors: one list for each piece that it quotes.

In: a passage as written, and what was found of it. Out: plain JSON. `exact` holds words of the
document alone: an editor's omission marks and brackets never get in. Knows nothing of cards.
Public sources: Web Annotation Data Model, sections 4.2.1, 4.2.4 and 4.2.5; RFC 3778 for pages of a
PDF; Media Fragments URI 1.0 for times.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.evidence.editorial_marks import Unmatchable, pieces
from factpress.evidence.folding import fold
from factpress.model.evidence import Found
from factpress.views.cards import Piece


def selectors(passage: str, found: Found) -> list[list[Piece]]:
    """For each piece its words, where the passage gives them as they are, and its position.

    For the first also the page or the time at which it begins, in a document that has such.
    """
    words = _words(passage.strip(), found)
    last = len(found.pieces) - 1
    listed: list[list[Piece]] = []
    for number, (start, end) in enumerate(found.pieces):
        position: Piece = {"type": "TextPositionSelector", "start": start, "end": end}
        exact = words[number]
        prefix = found.prefix if number == 0 else ""
        suffix = found.suffix if number == last else ""
        listed.append(([_quote(exact, prefix, suffix)] if exact else []) + [position])
    listed[0] += _fragments(found)
    return listed


def _fragments(found: Found) -> Iterator[Piece]:
    if found.page:
        yield _fragment("http://tools.ietf.org/rfc/rfc3778", f"page={found.page}")
    if found.time:
        yield _fragment("http://www.w3.org/TR/media-frags/", f"t={_seconds(found.time)}")


def _fragment(standard: str, value: str) -> Piece:
    return {"type": "FragmentSelector", "conformsTo": standard, "value": value}


def _seconds(time: str) -> str:
    """A time such as `00:01:02.500` in seconds: 62.5."""
    hours, minutes, seconds = time.split(":")
    whole, _, fraction = seconds.partition(".")
    number = f"{3600 * int(hours) + 60 * int(minutes) + int(whole)}.{fraction}"
    return number.rstrip("0").rstrip(".")


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
