"""Composing: NFC by blocks gives the text that NFC of the whole gives, and the way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import match_of
from factpress.archive.document import prepare
from factpress.text import offsets
from factpress.text.offsets import Blocks, composed

MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("abe .\n\u0301\u0323\u0327\u212a\u037e\u1fef\u0344\u0958각中"),
        st.sampled_from("\u1100\u1161\u11a8\u0e01\u0e33é\u1e69"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)


def check(text: str) -> None:
    """The text is composed as a whole, and every character leads back to what it is made of."""
    whole, offsets = composed(text)
    assert whole == unicodedata.normalize("NFC", text)
    if offsets is None:
        assert whole == text
        return
    assert (offsets.start(0), offsets.end(len(whole))) == (0, len(text))
    for at in range(len(whole)):
        start, end = offsets.start(at), offsets.end(at + 1)
        assert start < end
        assert whole[at] in unicodedata.normalize("NFC", text[start:end])
        assert offsets.new_start(start) <= at < offsets.new_end(end)
        assert at == 0 or offsets.start(at - 1) <= start


@settings(max_examples=1500, deadline=None)
@given(MIXED, st.sampled_from((1, 5, offsets.BLOCK)))
def test_blocks_compose_as_the_whole_does(text: str, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(offsets, "BLOCK", block)
        check(text)


def test_decomposed_text_leads_back_in_every_block() -> None:
    text = unicodedata.normalize("NFD", "L'été, à Séléné, ça gèle où ő ệ ṩ 각하. " * 500)
    check(text)


def test_preparing_decomposed_text_looks_into_no_block() -> None:
    line = "L'été à Séléné. " * 2000 + "Rien n’a gelé là."
    document = prepare(unicodedata.normalize("NFD", line))
    blocks = next(step for step in document.folded.steps if isinstance(step, Blocks))
    assert len(blocks.looked_into) == 0
    match = match_of(document, "Rien n'a gelé là")
    quoted = document.text[match.start : match.end]
    assert unicodedata.normalize("NFC", quoted) == "Rien n’a gelé là"
    assert len(blocks.looked_into) <= 2
