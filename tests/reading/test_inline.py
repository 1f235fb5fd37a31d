"""The shorter way through inline mark-up gives what the library's own gives."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.treeprocessors import InlineProcessor

from factpress.reading.markdown import BodyConverter

_PIECES = (
    "*a*", "**b**", "_c_", "`code`", "``x`y``", "[l](http://a.b)", "[r][x]", "[x]: http://c.d",
    "\\*", "  \n", "\n\n", "&amp;", "<b>", "<http://x.y>", "[[id]]", "[[id|w]]", "[@e]", "[^1]",
    "[^1]: note", '"q"', "don't", "--", "...", "- i\n", "1. n\n", "> q\n", "a | b\n--|--\nc | d\n",
    "Term\n: def\n", "# H\n", "    code\n", "```\nf\n```\n", "word ", "***x***", "__y__", "![i](x)",
    "\\", "[", "](", "*", "_", "`", "http://x", " ", "\n", "é", "\u200b",
)  # fmt: skip


def _library(converter: BodyConverter) -> BodyConverter:
    markdown = converter._markdown
    markdown.treeprocessors.register(InlineProcessor(markdown), "inline", 20)
    return converter


_LEAN, _PLAIN = BodyConverter(), _library(BodyConverter())


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
@example("**[l](http://a.b)** and *[[id]]* `[@e]`")
def test_the_outcome_is_the_same(body: str) -> None:
    lean = _LEAN.convert(body, 1, top_level=3, numbers={"e": 1})
    assert lean == _PLAIN.convert(body, 1, top_level=3, numbers={"e": 1})
