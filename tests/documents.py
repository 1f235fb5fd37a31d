"""Documents of tests: read as the archive's are, and the one match of a passage in them."""

from __future__ import annotations

from factpress.archive.document import Document, prepare_runs
from factpress.archive.extraction import extracted
from factpress.evidence.results import Match
from factpress.evidence.search import find


def read(content: str | bytes, name: str = "a.txt") -> Document:
    """The document in a file of this name, whose ending says how it is read."""
    whole = content.encode() if isinstance(content, str) else content
    return prepare_runs(extracted(name, whole).runs)


def match_of(document: Document, passage: str, occurrence: int | None = None) -> Match:
    """Where a document has a passage, which must be there."""
    finding = find(document, passage, occurrence=occurrence)
    assert isinstance(finding, Match), finding
    return finding
