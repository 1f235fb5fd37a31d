"""The shorter way through inline mark-up gives the library's outcome; marks stay in texts."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from factpress.content.markdown.converter import BodyConverter
from factpress.content.markdown.dialect import Dialect

_PIECES = (
    "*a*", "**b**", "_c_", "`code`", "``x`y``", "[l](http://a.b)", "[r][x]", "[x]: http://c.d",
    "\\*", "  \n", "\n\n", "&amp;", "<b>", "<http://x.y>", "[[id]]", "[[id|w]]", "[@e]", "[^1]",
    "[^1]: note", '"q"', "don't", "--", "...", "- i\n", "1. n\n", "> q\n", "a | b\n--|--\nc | d\n",
    "Term\n: def\n", "# H\n", "    code\n", "```\nf\n```\n", "word ", "***x***", "__y__", "![i](x)",
    "\\", "[", "](", "*", "_", "`", "http://x", " ", "\n", "é", "\u200b",
)  # fmt: skip


_LEAN, _PLAIN = BodyConverter(), BodyConverter(Dialect())


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
@example("**[l](http://a.b)** and *[[id]]* `[@e]`")
def test_the_outcome_is_the_same(body: str) -> None:
    lean = _LEAN.convert(body, 1, top_level=3, numbers={"e": 1})
    assert lean == _PLAIN.convert(body, 1, top_level=3, numbers={"e": 1})


_MORE = ("<http://x.y/", ">", "[[id]]", '[l](http://a.b "', '")', "[^", "]", "](http://a/", ")")
_ATTRIBUTE = re.compile(r'="([^"]*)"')


@settings(max_examples=800, deadline=None)
@given(st.lists(st.sampled_from((*_PIECES, *_MORE)), max_size=20).map("".join))
@example("<https://x.y/[[ministry]]>")
@example("<https://x.y/[@e]>")
@example('[l](http://a.b "[[id]]")')
@example("[l](http://a.b/[[id]])")
@example("[^[[id]]]\n\n[^[[id]]]: note")
@example('[l][r]\n\n[r]: http://a.b/[[id]] "[[id]]"')
@example("[l [[id]]](http://a.b) *[[id]]*")
@example('[](http://a/"q"[l](http://a.b)[[id]]')
@example("[^[[^1]: note")
def test_no_mark_stands_in_an_attribute(body: str) -> None:
    found, mistakes = _LEAN.convert(body, 1, top_level=2, numbers={"e": 1})
    for attribute in _ATTRIBUTE.findall(found.html):
        assert not re.search("[\ue000-\uf8ff]", attribute)
        assert mistakes or not re.search(r"\[\[|\[@", attribute)


def test_a_mark_that_is_cut_in_two_is_told_at_its_place() -> None:
    found, mistakes = _LEAN.convert(
        'Words.\n\n[](http://a/"q"[l](http://a.b)[[id]]', 5, top_level=2, numbers={}
    )
    assert not re.search("[\ue000-\uf8ff]", found.html)
    assert [(tuple(m.place), m.message) for m in mistakes] == [
        ((7, 31), '"[[id]]" is in a link that is not closed; close the link, or take it out')
    ]


def test_a_link_that_is_not_allowed_is_reported_at_each_of_its_places() -> None:
    body = "[a](file:x)\n\n- [b](file:x) and [c](file:x)\n"
    _, mistakes = _LEAN.convert(body, 1, top_level=2, numbers={})
    links = [m for m in mistakes if m.message.startswith("link ")]
    assert [tuple(m.place) for m in links] == [(1, 5), (3, 7), (3, 23)]
    assert all(m.message.isprintable() for m in links)
