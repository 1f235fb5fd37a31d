"""Any words in a picture."""

from __future__ import annotations

from hypothesis import given

from fuzz import exports
from fuzz.inputs import ANY_TEXT, fuzzed, texts_of


@fuzzed()
@given(texts_of("<", ">", "&", '"', "'", "-", " ", "M" * 20, "i", "é", "漢", "́") | ANY_TEXT)
def test_words_keep_to_their_lines_and_end_no_element(text: str) -> None:
    exports.picture(text)
