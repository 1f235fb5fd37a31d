"""Bytes of XML and JSON, whatever the characters."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from factpress.exports.serialize import (
    element,
    json_bytes,
    json_keys,
    json_records,
    xml_bytes,
    xml_text,
)
from factpress.model.contexts import Json


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_makes_a_document_that_xml_parsers_accept(text: str) -> None:
    read = ElementTree.fromstring(xml_bytes(element("a", {"b": text}, text)))
    assert (read.text or "") == xml_text(text).replace("\r\n", "\n").replace("\r", "\n")
    assert read.get("b") == xml_text(text) or "\r" in text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_by_lines_says_the_same(text: str) -> None:
    value: dict[str, Json] = {"a": text, text: [1, {"b": None}]}
    assert json.loads(json_keys(value)) == value
    assert json.loads(json_records(value, "records", [value, value])) == {
        **value,
        "records": [value, value],
    }
    assert json.loads(json_records({}, "records", [])) == {"records": []}
    assert json_records({}, "n", [{"a": text}, {}]).count(b"\n") == 6


def test_elements_are_written_a_line_each() -> None:
    inner = [*element("b", {"c": '"<&>'}, None), *element("d", {}, "<&>")]
    assert xml_bytes(element("a", {}, inner)).decode().splitlines()[1:] == [
        "<a>",
        '  <b c="&quot;&lt;&amp;&gt;" />',
        "  <d>&lt;&amp;&gt;</d>",
        "</a>",
    ]


def test_xml_text_drops_only_what_xml_cannot_hold() -> None:
    kept = "a\t\n é مرحبا 😀 \U0010ffff \ufffd ]]> <b> &"
    assert xml_text(kept) == kept
    assert xml_text("a\x00b\x0bc\ufffed\uffffe\ud800f\udfffg") == "abcdefg"


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_makes_json_in_utf_8(text: str) -> None:
    written = json_bytes({"b": text, "a": [text, None, 1]})
    assert written.endswith(b"}\n")
    read = json.loads(written.decode("utf-8"))
    assert list(read) == ["b", "a"]
    assert len(read["b"]) == len(text)
    if not any("\ud800" <= char <= "\udfff" for char in text):
        assert read["b"] == text
