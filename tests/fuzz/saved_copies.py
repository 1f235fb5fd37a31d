"""Properties of saved copies in each format: their text, and a document that can be searched."""

from __future__ import annotations

import json
from itertools import pairwise

from factpress.archive.document import Document, prepare_runs
from factpress.archive.extraction import ExtractionError, extracted
from factpress.archive.names import Names
from factpress.archive.reading_child import _read
from factpress.archive.turns import turns_of
from factpress.text.runs import RAISED, Extracted, Kind, Run, figures_of, page_runs, plain_runs

_NAMES = Names({})
# A reader that a document ends or fills is a process of its own; these are its other answers.
_ANSWERS = {"found", "refused", "memory", "broken"}


def plain(text: str) -> None:
    """Text, Markdown and subtitles keep every character, and can be searched."""
    content = text.encode("utf-8", "surrogatepass")
    is_whole = not any("\ud800" <= character <= "\udfff" for character in text)
    for name in ("a.txt", "a.md", "a.srt"):
        try:
            found = extracted(name, content)
        except ExtractionError:
            # UTF-8 cannot write half a pair.
            assert not is_whole
            continue
        _is_searchable(found)
        if name != "a.srt":
            assert found.text == text.removeprefix("\ufeff")
    assert "".join(run.text for run in page_runs(text)) == text
    assert "".join(run.text for run in plain_runs(text)) == text


def page(content: bytes) -> None:
    """A page is read, or refused in words; no other exception leaves its reader."""
    answer = _read("a.html", content)
    assert set(answer) <= {"found", "refused"} or "nested too deeply" in answer.get("broken", "")
    json.dumps(answer)
    if "found" in answer:
        _is_searchable(answer["found"])


def pdf(content: bytes) -> None:
    """A PDF is read, or its reader answers why not."""
    answer = _read("a.pdf", content)
    assert set(answer) <= _ANSWERS
    json.dumps(answer)
    if "found" in answer:
        _is_searchable(answer["found"])


def _is_searchable(found: Extracted) -> None:
    """Positions in the folded text lead back into the text, in order; turns are in order too."""
    assert all(isinstance(run, Run) and run.text for run in found.runs)
    assert all(one.kind is not other.kind for one, other in pairwise(found.runs))
    document = prepare_runs(found.runs)
    assert document.text == found.text
    for reading in (document, document.with_struck, document.raised_as_notes, document.visible):
        _leads_back(reading)
    spans = list(document.paragraph_spans())
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    turns_of(document, _NAMES)
    assert len(document.as_read) == len(document.text)


def _leads_back(document: Document) -> None:
    reached = 0
    for position in range(len(document.letters)):
        start, end = document.original(position, position + 1)
        assert reached <= start < end <= len(document.text)
        reached = start


def figures(text: str) -> None:
    """The figures of note marks are plain."""
    for run in plain_runs(text):
        if run.kind is Kind.NOTE:
            assert not set(figures_of(run.text)) & set(RAISED)
