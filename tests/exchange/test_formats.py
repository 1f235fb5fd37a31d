"""Bytes of XML and JSON, whatever the characters."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from factpress.exchange.formats import json_bytes, xml_bytes, xml_text


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_makes_a_document_that_xml_parsers_accept(text: str) -> None:
    root = ElementTree.Element("a", {"b": xml_text(text)})
    root.text = xml_text(text)
    read = ElementTree.fromstring(xml_bytes(root))
    assert (read.text or "") == xml_text(text).replace("\r\n", "\n").replace("\r", "\n")
    assert read.get("b") == xml_text(text) or "\r" in text


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
