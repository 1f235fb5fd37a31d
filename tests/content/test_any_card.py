"""Any bytes as a card or as settings: typed values, or problems at their places."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fuzz import cards
from fuzz.inputs import ANY_BYTES, ANY_TEXT, damaged, fuzzed, texts_of
from small_site import CLAIM, PUBLICATION

_YAML = texts_of(
    *("a: b\n", "  - c\n", "- d\n", "key", ": ", "\n", " ", "'", '"', "|\n", ">-\n", "#", " #x"),
    *("[", "]", "{", "}", ",", "&a ", "*a", "!t ", "<<: ", "---\n", "...\n", "%TAG\n", "\t", "\\"),
    *("? ", "é", "\u2028", "\ufeff", "\0", "\r\n", "\r", "evidence:\n", "rating: mixed\n", "~"),
)
_THEME = texts_of(
    *(
        "theme:\n",
        "  colors:\n",
        "    paper: '#fff'\n",
        "    accent: {light: '#123', dark: '#000'}\n",
    ),
    *("    tones: ['#123456']\n", "  fonts:\n", "    text: Source Serif 4\n", "    display: ["),
    *("oklch(50% 0.1 20)", "}", ";", "url(x)", '"', "'", "\\", "</style>", ", ", "]\n", "\n"),
    *("    files: [fonts/a.ttf]\n", "url: https://a.example/\n", "findings: []\n", "limits: {}\n"),
)


@fuzzed()
@given(_YAML.map(lambda text: f"---\n{text}\n---\n".encode("utf-8", "surrogatepass")) | ANY_BYTES)
@example(b"")
@example(b"---\n---")
@example(b"---\n? a\n---\n")
@example("---\n- b\n  c: d\n\u00ada: e\n---\n".encode())
def test_front_matter_is_read_or_refused_at_its_place(content: bytes) -> None:
    cards.front_matter(content)


@fuzzed(0.5)
@given(damaged(CLAIM.encode()))
@example(b"\r\x80")
def test_a_damaged_card_is_read_or_refused_at_its_place(content: bytes) -> None:
    cards.card(content)


@fuzzed(0.5)
@given(
    damaged(PUBLICATION.encode())
    | _THEME.map(lambda t: (PUBLICATION + t).encode("utf-8", "replace"))
)
def test_settings_are_read_or_refused_at_their_place(content: bytes) -> None:
    cards.settings(content)


@fuzzed()
@given(
    texts_of("<!--", "-->", "`", "``", "~~~\n", "    ", "\n", "a ", "- ", "# ", "\\", "> ", "\t")
)
def test_text_without_its_comments_is_where_it_was(text: str) -> None:
    cards.comments(text)


@fuzzed(0.5)
@given(texts_of("2022", "-", "01", "/", "31", "02-30", "0000", "9999-12", " ", "١") | ANY_TEXT)
@example("2022-01/2022-03")
@example("0001")
@example("9999-12-31")
def test_a_date_is_one_of_the_calendar(text: str) -> None:
    cards.said(text)


@fuzzed(0.5)
@given(
    texts_of(
        "http", "s", ":", "//", "a.example", "[", "]", "@", "\\", " ", "\u00ad", "%", "#", most=9
    )
)
@example("https://[")
def test_an_address_is_one_of_the_web(text: str) -> None:
    cards.address(text)


@fuzzed(0.5)
@given(
    st.from_regex(
        r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})?",
        fullmatch=True,
    )
    | ANY_TEXT
)
def test_every_language_tag_has_dates_and_numbers(text: str) -> None:
    cards.language(text)


@pytest.mark.parametrize("name", sorted(cards.GROWING))
def test_work_grows_as_the_card_does(name: str) -> None:
    cards.grows_evenly(name)
