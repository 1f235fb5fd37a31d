"""Why words that can be read in a saved copy are not accepted as the document's own.

In: a Document and a passage that was not found in it. Out: what to tell the writer, or None.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from factpress.evidence.document import Document
from factpress.evidence.results import Ambiguous, Match
from factpress.evidence.runs import READ, Kind
from factpress.evidence.search import find

_NAMES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.NOTE: "note marks",
        Kind.STRUCK: "struck-out text",
        Kind.HIDDEN: "text that the page hides",
        Kind.FURNITURE: "the page's menus, headers or page numbers",
        Kind.COMMENT: "readers' comments",
        Kind.TIMING: "the timings of subtitles",
        Kind.VOICE: "the speakers' tags of subtitles",
        Kind.RUBY: "reading aids beside the characters",
    }
)


def why_refused(document: Document, passage: str) -> str | None:
    """Why a passage that stands in the saved copy is refused, and what can be written instead."""
    if document.of_kind(Kind.RAISED):
        raised = find(document.raised_as_notes, passage)
        if isinstance(raised, Match) and "raised" in raised.passed:
            return _raised(document, raised)
    if not document.of_kind(*document.passed):
        return None
    whole = find(document.entire, passage)
    if isinstance(whole, Ambiguous):
        whole = find(document.entire, passage, occurrence=1)
    if not isinstance(whole, Match):
        return None
    kinds = [
        kind
        for start, end in whole.pieces
        for kind in document.kinds_in(start, end)
        if kind in document.passed
    ]
    return _passed(list(dict.fromkeys(kinds))) if kinds else None


def _raised(document: Document, match: Match) -> str:
    there = [
        document.text[each.start : each.end]
        for each in document.of_kind(Kind.RAISED)
        if match.start < each.end and each.start < match.end
    ]
    figures = there[0] if there else ""
    return (
        f"a raised {figures} stands inside it in the document, and nothing tells a note mark from "
        f"a power; end the passage before it, write {figures} where it stands, or say "
        '"raised: note" if it is a note mark'
    )


def _passed(kinds: list[Kind]) -> str | None:
    named = " and ".join(_NAMES[kind] for kind in kinds if kind not in READ)
    if kinds == [Kind.STRUCK]:
        return (
            "some of these words are struck out in the document; quote what is left, or say "
            '"struck: true" to quote them as struck out'
        )
    return f"these words stand there only together with {named}, which is not the document's text"
