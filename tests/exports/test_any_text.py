"""Any text in every field that files for programs show."""

from __future__ import annotations

from hypothesis import example, given

from fuzz import exports
from fuzz.inputs import ANY_TEXT, WHOLE_TEXT, fuzzed, texts_of

_HOSTILE = ANY_TEXT | texts_of(
    *(
        "</script>",
        "<!--",
        "-->",
        "]]>",
        "<![CDATA[",
        "&",
        "&lt;",
        '"',
        "'",
        "\\",
        "\u2028",
        "\u2029",
    ),
    *("\0", "\x0b", "\ufffe", "\ud800", "=cmd|", "+1", "-1", "@a", "＝", "\t", "\r", "\n", ","),
    *("{", "}", "$", "%", "#", "~", "^", "_", "}},\n  howpublished", ";", "@misc{"),
)


@fuzzed()
@given(_HOSTILE)
@example("@context")
def test_a_data_block_gives_its_values_back(text: str) -> None:
    exports.json_ld(text)


@fuzzed(0.4)
@given(_HOSTILE)
@example("\ud800")
def test_strict_parsers_read_feeds_and_sitemap(text: str) -> None:
    exports.feeds(text)


@fuzzed(0.7)
@given(_HOSTILE)
@example("\x1f=1")
@example("\u00a0=1")
def test_a_table_is_read_again_and_has_no_formula(text: str) -> None:
    exports.table(text)


@fuzzed(0.7)
@given(texts_of("\\", "{", "}", "~", "^", "&", "%", "$", "#", "_", "a", " ", "{}") | WHOLE_TEXT)
def test_a_citation_is_one_entry(text: str) -> None:
    exports.citation(text)
