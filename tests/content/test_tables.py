"""Tables of bodies: each in a region of its own that scrolls, also by keyboard."""

from __future__ import annotations

from factpress.content.markdown.converter import BodyConverter

FRAME = '<div aria-label="Table" class="table-scroll" role="region" tabindex="0">'


def html(text: str) -> str:
    body, mistakes = BodyConverter().convert(text, 1, top_level=2, numbers={})
    assert not mistakes
    return body.html


def test_a_table_stands_in_a_region_that_scrolls() -> None:
    found = html("Before.\n\n| a | b |\n|---|--:|\n| 1 | [[dam]] |\n\nAfter.\n")
    assert found.count(FRAME) == 1
    framed = found.partition(FRAME)[2].partition("</div>")[0]
    assert framed.strip().startswith("<table>")
    assert framed.strip().endswith("</table>")
    assert 'class="align-right"' in framed
    assert found.partition("</div>")[2].strip() == "<p>After.</p>"


def test_a_table_in_a_list_is_framed_too() -> None:
    found = html("- item\n\n    | a |\n    |---|\n    | 1 |\n\n    after\n")
    assert found.count(FRAME) == found.count("<table>") == 1


def test_a_writer_cannot_make_regions() -> None:
    body, _ = BodyConverter().convert(
        '<div role="region" tabindex="0">x</div>\n', 7, top_level=2, numbers={}
    )
    assert "<div" not in body.html
