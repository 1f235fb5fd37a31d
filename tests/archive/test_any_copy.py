"""Any bytes as a saved copy, in each format."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from fuzz import saved_copies
from fuzz.inputs import ANY_BYTES, ANY_TEXT, damaged, fuzzed, texts_of
from pdfs import pdf

_PAGE = texts_of(
    *(
        "<p>",
        "</p>",
        "<br>",
        "<sup>1</sup>",
        "<sub>2",
        "<del>x</del>",
        "<q>a</q>",
        "<pre>\n a</pre>",
    ),
    *("<!--", "-->", "<![CDATA[", "<!DOCTYPE", "<?xml", "<b>Q:</b> a", "<dt>", "<dd>", "<table>"),
    *(
        "<script>",
        "</script>",
        "<style>",
        "&#x110000;",
        "&#0;",
        "&lt",
        "<a href=",
        '"',
        "<svg>",
        "\0",
    ),
    *(
        "<span class='speaker'>A",
        "<ruby>a<rt>b",
        "style='display:none'",
        "<td hidden>",
        "<math>",
        "\r",
    ),
)
_PLAIN = texts_of(
    *(
        "Words of a dam. ",
        "\n\n",
        "\f",
        "Page 1\n",
        "1\n",
        "¹",
        "[1]",
        "~~a~~",
        "<!--",
        "-->",
        "WEBVTT\n",
    ),
    *(
        "00:00:01.000 --> 00:00:02.000\n",
        "<v Ann>",
        "MAYOR: ",
        "Q. ",
        "- ",
        ">> ",
        "&#39;",
        "dis-\n",
    ),
    *(
        "“",
        "”",
        "\u00ad",
        "\u2028",
        "\ue000",
        "e\u0301",
        "12 000",
        "漢字",
        "مرحبا",
        "\r\n",
        "\ufeff",
    ),
)


@fuzzed(0.7)
@given(_PLAIN | ANY_TEXT)
def test_plain_formats_keep_every_character(text: str) -> None:
    saved_copies.plain(text)
    saved_copies.figures(text)


@fuzzed(0.7)
@given(_PAGE.map(lambda text: text.encode("utf-8", "surrogatepass")) | ANY_BYTES)
@example(b"<div>" * 20_000)
@example(b"<![x")
@example(b'<dt>"')
def test_a_page_is_read_or_refused_in_words(content: bytes) -> None:
    saved_copies.page(content)


@fuzzed(0.3)
@given(
    damaged(pdf("The dam is full."))
    | st.binary(max_size=300).map(lambda rest: b"%PDF-1.4\n" + rest)
)
def test_a_pdf_is_read_or_its_reader_says_why_not(content: bytes) -> None:
    saved_copies.pdf(content)
