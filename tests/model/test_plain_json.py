"""JSON as the standard library writes it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from factpress.model.plain_json import compact, indented, one_line, whole_text

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.decimals(-1000, 1000, places=3).map(float)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text('aé"\\ \n'), inner),
)


@given(PLAIN)
def test_every_form_is_that_of_the_standard_library(value: object) -> None:
    assert compact(value).decode() == json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert one_line(value).decode() == json.dumps(value, ensure_ascii=False)
    assert indented(value).decode() == json.dumps(value, ensure_ascii=False, indent=1)


def test_a_lone_surrogate_is_replaced() -> None:
    assert one_line(["a\ud800b", 1]).decode() == '["a\ufffdb", 1]'
    assert whole_text("a\ud800b").decode() == "a\ufffdb"


def test_a_text_marked_as_html_is_a_text() -> None:
    assert compact([Markup("<a>")]) == b'["<a>"]'


def test_what_is_no_plain_value_is_refused() -> None:
    with pytest.raises(TypeError, match="no plain value"):
        compact([object()])
