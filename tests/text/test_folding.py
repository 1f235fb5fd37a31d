"""Folding: what becomes equal, what never does, and the way back to the original characters."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factpress.archive.document import prepare
from factpress.evidence.results import NotFound
from factpress.evidence.search import find
from factpress.text.folding import breaks_at_lines, fold

PECULIAR = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "ab ab.'\"-\n\r\t\u00a0\u200b\u00ad\u0301\u0323\u2028\u2029…ﬁﬃ“’—−«9０\ufeff"
        ),
        st.sampled_from("e\u030ae\u0327Å\u212bé각\u1100\u1161\u11a8\u0344\u0958ﻻﭘ\u1fef\u037e"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“word”", '"word"'),
        ("«word»", "„word“"),
        ("‹word›", "‘word’"),
        ("it’s", "it's"),
        ("itʼs", "it`s"),
        ("5′ 6″", "5' 6\""),
        ("anti‑war", "anti-war"),
        ("he — she", "he – she"),
        ("−5", "-5"),
        ("5\u00a0000\u202ftons", "5 000 tons"),
        ("two\r\n  lines", "two lines"),
        ("two\u2028lines", "two lines"),
        ("co\u00adoperate", "cooperate"),
        ("word\u200b joined\u2060", "word joined"),
        ("\ufeffword", "word"),
        ("\u200fשלום", "שלום"),
        ("wait…", "wait..."),
        ("caf\u00e9", "cafe\u0301"),
        ("office", "oﬃce"),
        ("ﻻ", "لا"),
        ("\u212bngstr\u00f6m", "ångström".capitalize()),
        ("１２ tons", "12 tons"),
        ("\u0e01\u0e33", "\u0e01\u0e33"),
    ],
)
def test_typography_folds(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10²", "102"),
        ("½", "1/2"),
        ("①", "1"),
        ("℀", "a/c"),
        ("cannot", "can not"),
        ("in secure", "insecure"),
        ("5 000", "5000"),
        ("1.5", "15"),
        ("-5", "5"),
        ("anti-war", "antiwar"),
        ("anti-war", "anti war"),
        ("word - word", "word-word"),
        ("May", "may"),
        ("a", "\u0430"),
        ("ａ", "a"),
        ("résumé", "resume"),
        ("ё", "е"),
        ("didn't", "didnt"),
        ("'word'", '"word"'),
        ("Wait.", "Wait..."),
        ("ǆ", "dž"),
        ("ß", "ss"),
        ("٣", "3"),
        ("para\n\ngraph", "para graph"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_a_blank_line_parts_paragraphs_and_a_line_break_does_not() -> None:
    assert fold(" one\ntwo \r\n \r\nthree\n\n\n").text == "one two\nthree"
    assert prepare("one\ntwo\n\nthree").paragraphs == 2
    assert prepare("").paragraphs == 0
    assert prepare(" \n\n ").paragraphs == 0


def test_long_lines_without_blank_ones_are_paragraphs() -> None:
    line = "The gravel pit lies below the weir and no one has measured it since the spring. " * 2
    assert breaks_at_lines(f"Title\n{line}\n{line}")
    assert prepare(f"Title\n{line}\n{line}").paragraphs == 3
    assert not breaks_at_lines(f"Title\n\n{line}\n{line}")
    assert not breaks_at_lines(line.replace(". ", ".\n"))
    assert not breaks_at_lines(line)


def test_text_that_is_folded_already_keeps_its_positions() -> None:
    folded = fold("Plain words, as typed.")
    assert (folded.text, folded.start(6), folded.end(11)) == ("Plain words, as typed.", 6, 11)


@settings(max_examples=1500, deadline=None)
@given(PECULIAR)
@example("a \u0344")
@example("\u00ad\u0344 \u0958\u200b\u0344")
def test_every_token_leads_back_to_characters_that_fold_to_it(text: str) -> None:
    folded = fold(text)
    for token in re.finditer(r"\S+", folded.text):
        start, end = folded.start(token.start()), folded.end(token.end())
        assert fold(text[start:end]).text == token[0]
        assert (folded.folded_start(start), folded.folded_end(end)) == token.span()


@settings(max_examples=1500, deadline=None)
@given(PECULIAR, st.data())
def test_whatever_stands_in_a_document_is_found_in_it(text: str, data: st.DataObject) -> None:
    document = prepare(text)
    tokens = [token.span() for token in re.finditer(r"\S+", document.letters)]
    if not tokens:
        return
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, len(tokens) - 1))
    start, end = document.original(tokens[first][0], tokens[last][1])
    # A note mark is passed over in a document, but not where a passage has nothing beside it.
    if re.search(r"\w", document.letters[tokens[first][0] : tokens[last][1]]):
        assert not isinstance(find(document, text[start:end]), NotFound)


@settings(max_examples=300, deadline=None)
@given(PECULIAR)
def test_composed_and_decomposed_texts_fold_alike(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed).text == fold(decomposed).text
