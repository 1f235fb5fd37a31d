"""Any text before the readers of words."""

from __future__ import annotations

from hypothesis import example, given

from fuzz import texts
from fuzz.inputs import ANY_TEXT, fuzzed, texts_of

_WORDS = ANY_TEXT | texts_of(
    *(
        "12",
        " 000",
        "5 million",
        " dollars",
        "$",
        "€",
        "%",
        ".",
        ". ",
        ", ",
        "at least ",
        "1/2",
        "½",
    ),
    *(
        "May 3",
        "two",
        "三百万",
        "人",
        "約",
        "ثلاثة",
        "مليون",
        "-",
        "'s",
        "U.S. ",
        "p.m. ",
        "The ",
        "I ",
    ),
    *(
        "“",
        "”",
        '"',
        "'",
        "«",
        "»",
        "「",
        "」",
        "(",
        ")",
        "…",
        "? ",
        "!\n",
        "\n\n",
        "# ",
        "- ",
        "1. ",
        "===",
    ),
)
_LISTS = texts_of("[en]\n", "[fr]\n", "units:", " day; days", ";", "\n", "#c\n", "x", ":", "[", "]")


@fuzzed(0.7)
@given(_WORDS)
def test_tokens_of_numbers_are_in_order(text: str) -> None:
    texts.number_words(text)


@fuzzed(0.7)
@given(_WORDS)
def test_every_position_is_in_one_sentence(text: str) -> None:
    texts.sentences(text)


@fuzzed(0.7)
@given(_WORDS)
def test_a_cut_in_a_word_is_in_that_word(text: str) -> None:
    texts.words(text)


@fuzzed(0.7)
@given(_WORDS)
def test_quotations_are_apart_and_in_order(text: str) -> None:
    texts.quoted(text)


@fuzzed()
@given(_LISTS)
@example("[en]\na: b\na: c")
def test_word_lists_are_read_again_the_same(text: str) -> None:
    texts.lists(text)


def test_our_word_lists_are_read_again_the_same() -> None:
    texts.our_lists()
