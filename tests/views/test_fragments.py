"""Text fragments: which words of a passage go into the address, and how they are written there."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpress.model.evidence import Found, Level
from factpress.views.proofs import live_address, text_fragment


def found(level: Level = "exact", prefix: str = "", suffix: str = "") -> Found:
    return Found(
        source_id="gazette", level=level, start=0, end=1, paragraph=1, prefix=prefix, suffix=suffix
    )


def terms(passage: str, level: Level = "exact", prefix: str = "", suffix: str = "") -> list[str]:
    """The terms of the fragment as the browser reads them, with their dashes."""
    fragment = text_fragment(passage, found(level, prefix, suffix))
    assert fragment.startswith("#:~:text=")
    return [unquote(term) for term in fragment.removeprefix("#:~:text=").split(",")]


def test_a_short_passage_is_one_term() -> None:
    assert terms("the dam was finished in 2019") == ["the dam was finished in 2019"]


def test_a_long_passage_is_its_first_and_last_words() -> None:
    passage = "the dam was finished in 2019, well before the first rain of that year"
    assert terms(passage) == ["the dam was finished", "rain of that year"]


@pytest.mark.parametrize(
    ("char", "encoded"),
    [("-", "%2D"), (",", "%2C"), ("&", "%26"), ("#", "%23"), ("%", "%25"), ("’", "%E2%80%99")],
)
def test_what_has_a_meaning_in_an_address_is_encoded(char: str, encoded: str) -> None:
    assert text_fragment(f"a{char}b dam", found()) == f"#:~:text=a{encoded}b%20dam"


def test_letters_of_any_script_are_encoded_as_utf_8() -> None:
    assert terms("плотина построена") == ["плотина построена"]
    assert text_fragment("да и нет", found()).isascii()


def test_words_around_a_passage_that_stands_twice_say_which() -> None:
    assert terms("the dam is done", prefix="minister said, “", suffix="by-law") == [
        "minister said, “-",
        "the dam is done",
        "-by-law",
    ]
    fragment = text_fragment("the dam is done", found("exact", "said a by-", "by-law"))
    assert fragment.count("-") == 2


def test_marks_at_the_edges_stay_out_unless_words_around_must_touch_them() -> None:
    assert terms("“the dam is done,”") == ["the dam is done"]
    assert terms("“the dam is done,”", prefix="said,", suffix="he") == [
        "said,-",
        "“the dam is done,”",
        "-he",
    ]


def test_an_omission_parts_the_terms() -> None:
    passage = "the dam was […] not finished"
    assert terms(passage, "omission") == ["the dam was", "not finished"]
    assert terms("the dam was [...] not finished", "omission") == ["the dam was", "not finished"]
    long = "one two three four five […] six seven […] eight nine ten eleven twelve"
    assert terms(long, "omission") == ["one two three four", "nine ten eleven twelve"]


def test_words_in_brackets_are_not_the_documents() -> None:
    passage = "the dam [in the north] was finished"
    assert terms(passage, "bracketed") == ["the dam", "was finished"]
    assert terms("[We hear that] the dam was finished", "bracketed") == ["the dam was finished"]
    assert terms("the dam was finished [in 2019].", "bracketed") == ["the dam was finished"]


def test_a_changed_capital_stays_since_letter_case_does_not_count() -> None:
    assert terms("[T]he dam was finished", "bracketed") == ["The dam was finished"]


def test_brackets_of_the_document_itself_stay() -> None:
    assert terms("the damm [sic] was finished") == ["the damm [sic] was finished"]


def test_a_passage_set_otherwise_breaks_at_what_may_differ() -> None:
    passage = 'the minister\'s "old dam" was - he said - finished'
    assert terms(passage, "typographic") == ["the minister's", "he said"]
    assert terms("“The dam was finished”", "typographic") == ["The dam was finished"]


def test_a_passage_of_nothing_but_what_may_differ_is_kept() -> None:
    assert terms("anti-dam", "typographic") == ["anti-dam"]


def test_a_passage_over_two_paragraphs_is_a_range() -> None:
    assert terms("dam was done.\n\nNobody came") == ["dam was done", "Nobody came"]


def test_one_word_does_not_say_where_a_passage_begins() -> None:
    passage = "It […] was the old dam […] that broke"
    assert terms(passage, "omission") == ["was the old dam", "that broke"]


def test_a_passage_without_words_gives_no_fragment() -> None:
    assert text_fragment("[words]", found("bracketed")) == ""
    assert live_address("https://example.org/", "[words]", found("bracketed")) == (
        "https://example.org/"
    )


def test_an_address_keeps_its_own_fragment() -> None:
    assert live_address("https://example.org/a", "the dam", found()) == (
        "https://example.org/a#:~:text=the%20dam"
    )
    assert live_address("https://example.org/a#part-2", "the dam", found()) == (
        "https://example.org/a#part-2:~:text=the%20dam"
    )


WORDS = st.lists(st.from_regex(r"[\w'’“”,&–-]{1,8}", fullmatch=True), min_size=1, max_size=30)


@given(WORDS, st.sampled_from(["exact", "typographic", "omission", "bracketed"]))
def test_every_term_is_whole_words_of_the_passage(words: list[str], level: Level) -> None:
    passage = " ".join(words)
    fragment = text_fragment(passage, found(level))
    if not fragment:
        return
    assert re.fullmatch(r"#:~:text=[\w.~%]+(,[\w.~%]+)?", fragment, re.ASCII)
    start, *end = terms(passage, level)
    assert start in passage
    assert not end or end[0] in passage[passage.index(start) + len(start) :]
