"""Any text as a passage, and as the label of a speaker."""

from __future__ import annotations

from hypothesis import given

from fuzz import texts
from fuzz.inputs import ANY_TEXT, fuzzed, texts_of


@fuzzed()
@given(
    texts_of("[…]", "[...]", "[T]", "he", "[the mayor]", "[", "]", " ", "…", "a dam", ".")
    | ANY_TEXT
)
def test_a_passage_has_pieces_or_a_fault(text: str) -> None:
    texts.marks(text)


@fuzzed()
@given(
    texts_of(
        "MAYOR",
        ": ",
        "Q. ",
        "A: ",
        "\n",
        "\n\n",
        "Mr. Kay",
        "(laughs) ",
        "[12:00] ",
        "Dr.",
        ",",
        "a b",
    )
    | ANY_TEXT
)
def test_labels_are_in_order(text: str) -> None:
    texts.speakers(text)
