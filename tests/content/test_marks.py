"""Links and citations may not stand in addresses; headings have ids of their own."""

from __future__ import annotations

import re

import pytest

from factpress.content.markdown.converter import BodyConverter
from factpress.content.markdown.marks import with_marks

_CONVERTER = BodyConverter()


@pytest.mark.parametrize(
    ("text", "column"),
    [("See <https://x.y/[[dam]]>.", 18), ("See [a](https://x.y/[[dam]]).", 21),
     ('See [a](https://x.y "[[dam]]").', 22)],
)  # fmt: skip
def test_a_link_in_an_address_is_told_at_its_place(text: str, column: int) -> None:
    _, mistakes = _CONVERTER.convert(text, 3, top_level=2, numbers={})
    assert [(m.place, m.message) for m in mistakes] == [
        ((3, column), '"[[dam]]" is in another link\'s address or title; take it out')
    ]


def test_a_marker_of_nobody_is_dropped() -> None:
    assert with_marks("a \ue0029\ue003 \ue0009\ue001 b", {}) == ("a   b", ())


def test_headings_have_different_ids() -> None:
    text = "# A\n\n# A\n\n# A 2\n\n# A\n\n# A 2\n\n# A 2 2\n"
    body, _ = _CONVERTER.convert(text, 1, top_level=2, numbers={})
    anchors = [heading.anchor for heading in body.headings]
    assert len(set(anchors)) == 6
    assert anchors[:3] == ["body-a", "body-a-2", "body-a-2-2"]
    assert re.findall(r'id="([^"]*)"', body.html) == anchors
