"""The nearest stretch to a passage that is not there, and the difference shown to the writer."""

from __future__ import annotations

import pytest

from factpress.archive.document import Document, prepare
from factpress.evidence.nearest import Nearest, nearest

CANAL = """The canal was closed in June.

“We have not closed the canal,” said Maud Tessier, “and we will not close it before the barges
have left.” She named twelve barges, 5,000 tonnes of gravel and one ferry.

Two barges left on Friday; the others wait."""


@pytest.fixture(scope="module")
def canal() -> Document:
    return prepare(CANAL)


def _near(document: Document, passage: str) -> Nearest:
    found = nearest(document, passage)
    assert found is not None
    return found


def test_a_dropped_word_is_shown_as_the_documents(canal: Document) -> None:
    found = _near(canal, "We have closed the canal")
    assert canal.text[found.start : found.end] == "We have not closed the canal"
    assert (found.paragraph, found.common) == (2, 1.0)
    assert found.difference == (
        ("same", "We have"),
        ("document", "not"),
        ("same", "closed the canal"),
    )


def test_a_changed_word_is_shown_in_both(canal: Document) -> None:
    found = _near(canal, "She named eleven barges, 6,000 tonnes of gravel")
    assert found.difference == (
        ("same", "She named"),
        ("document", "twelve"),
        ("passage", "eleven"),
        ("same", "barges,"),
        ("document", "5,000"),
        ("passage", "6,000"),
        ("same", "tonnes of gravel"),
    )
    assert 0.4 < found.common < 1


def test_changed_words_at_the_edges_are_in_the_stretch(canal: Document) -> None:
    found = _near(canal, "Three barges left on Monday")
    assert canal.text[found.start : found.end] == "Two barges left on Friday"
    assert found.difference[0] == ("document", "Two")


def test_the_stretch_has_the_marks_of_the_passage(canal: Document) -> None:
    found = _near(canal, '"We have closed the canal," said Maud')
    assert canal.text[found.start : found.end] == "“We have not closed the canal,” said Maud"
    assert found.difference[0] == ("same", "“We have")


def test_the_stretch_stays_in_its_paragraph(canal: Document) -> None:
    found = _near(canal, "odd that canal was closed in June and never opened")
    assert canal.text[found.start : found.end] == "The canal was closed in June."


@pytest.mark.parametrize(
    ("passage", "there"),
    [
        ("shut to us all summer", "shut to us all spring"),
        ("The road has been shut", "The bridge has been shut"),
        ("“The road has been shut", "“The bridge has been shut"),
    ],
)
def test_the_stretch_has_the_marks_at_its_ends_that_the_passage_has(
    passage: str, there: str
) -> None:
    document = prepare("Holt said: “The bridge has been shut to us all spring,” and left.")
    found = _near(document, passage)
    assert document.text[found.start : found.end] == there


def test_an_editors_marks_are_set_aside(canal: Document) -> None:
    found = _near(canal, "[S]he named [some] barges")
    assert canal.text[found.start : found.end].startswith("She named twelve barges")


@pytest.mark.parametrize(
    "passage",
    [
        "Nothing at all resembles this sentence",
        "x",
        "",
        "[…]",
        "zebra crossing the moon by night",
    ],
)
def test_nothing_is_near(canal: Document, passage: str) -> None:
    assert nearest(canal, passage) is None


def test_an_empty_document_has_nothing_near() -> None:
    assert nearest(prepare(""), "We have closed the canal") is None


def test_a_long_passage_is_compared_by_its_beginning() -> None:
    words = [f"word{number}" for number in range(1000)]
    document = prepare(" ".join(words))
    found = _near(document, " ".join(["none", *words[1:]]))
    assert found.difference[:2] == (("document", "word0"), ("passage", "none"))
    assert document.text[found.start : found.end].endswith("word199")
