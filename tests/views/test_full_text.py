"""A text cut at the edges of its quotations."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factpress.views.quotations import Segment, paragraphs, segments


@st.composite
def quoted_texts(draw: st.DrawFn) -> tuple[str, dict[int, list[tuple[int, int]]]]:
    """A text, and quotations of one or more spans that overlap as they like."""
    text = draw(st.text(alphabet="abcé ", min_size=1, max_size=40))
    names = draw(st.integers(0, 6))
    quoted: dict[int, list[tuple[int, int]]] = {}
    for name in range(names):
        edges = draw(
            st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).filter(
                lambda found: len(found) % 2 == 0
            )
        )
        in_order = sorted(edges)
        quoted[name] = list(zip(in_order[::2], in_order[1::2], strict=True))
    return text, quoted


@given(quoted_texts())
def test_joined_the_segments_are_the_text(
    given_text: tuple[str, dict[int, list[tuple[int, int]]]],
) -> None:
    text, quoted = given_text
    found = list(segments(text, quoted))
    assert "".join(segment.text for segment in found) == text
    assert all(segment.text for segment in found)
    assert all(segment.text == text[segment.start : segment.end] for segment in found)


@given(quoted_texts())
def test_what_a_quotation_covers_is_its_spans(
    given_text: tuple[str, dict[int, list[tuple[int, int]]]],
) -> None:
    text, quoted = given_text
    found = list(segments(text, quoted))
    for name, spans in quoted.items():
        covered = "".join(s.text for s in found if name in s.covered_by)
        assert covered == "".join(text[start:end] for start, end in spans)
        begins = [s.start for s in found if name in s.begins]
        assert begins == [spans[0][0]]


@given(quoted_texts(), st.lists(st.integers(0, 40), max_size=8, unique=True))
def test_paragraphs_hold_their_own_text_and_no_quotation_is_lost(
    given_text: tuple[str, dict[int, list[tuple[int, int]]]], edges: list[int]
) -> None:
    text, quoted = given_text
    inside = sorted(edge for edge in edges if edge <= len(text))
    spans = [(a, b) for a, b in zip(inside[::2], inside[1::2], strict=False) if a < b]
    found = list(paragraphs(text, spans, quoted))
    assert ["".join(s.text for s in each) for each in found] == [text[a:b] for a, b in spans]
    for (start, end), each in zip(spans, found, strict=True):
        for name, pieces in quoted.items():
            covered = sum(len(s.text) for s in each if name in s.covered_by)
            assert covered == sum(max(0, min(b, end) - max(a, start)) for a, b in pieces)


def test_nested_and_overlapping_quotations_share_their_segments() -> None:
    text = "the dam was done in 2019"
    quoted = {"whole": [(0, 24)], "inner": [(4, 16)], "late": [(12, 24)]}
    assert list(segments(text, quoted)) == [
        Segment(0, 4, "the ", ("whole",), ("whole",)),
        Segment(4, 12, "dam was ", ("whole", "inner"), ("inner",)),
        Segment(12, 16, "done", ("whole", "inner", "late"), ("late",)),
        Segment(16, 24, " in 2019", ("whole", "late"), ()),
    ]


def test_a_quotation_with_an_omission_begins_once() -> None:
    found = list(segments("one two three", {1: [(0, 3), (8, 13)]}))
    assert [(s.text, s.covered_by, s.begins) for s in found] == [
        ("one", (1,), (1,)),
        (" two ", (), ()),
        ("three", (1,), ()),
    ]


def test_an_empty_text_has_no_segments() -> None:
    assert list(segments("", {})) == []
    assert list(paragraphs("", [], {})) == []
