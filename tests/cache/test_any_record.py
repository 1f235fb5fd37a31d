"""Any bytes in place of what builds keep."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from fuzz import caches
from fuzz.inputs import ANY_BYTES, damaged, fuzzed


@st.composite
def _records(draw: st.DrawFn) -> bytes:
    """The number of a file that is kept, and other bytes for it."""
    number = draw(st.integers(0, len(caches.FILES) - 1))
    return bytes([number]) + draw(damaged(caches.genuine(caches.FILES[number])) | ANY_BYTES)


@fuzzed(0.4)
@given(_records())
@example(b"\0")
@example(b"\0 8 0 0 0 0 0 0\n")
def test_a_damaged_record_counts_as_none(content: bytes) -> None:
    caches.record(content)


@fuzzed()
@given(ANY_BYTES)
def test_a_line_counts_only_where_it_was_signed(content: bytes) -> None:
    caches.line(content)


@fuzzed()
@given(
    st.lists(st.sampled_from([b"claims/a.md", b"\t", b"\n", b"12", b"-1", b"c" * 32, b"\xff"])).map(
        b"".join
    )
    | damaged(caches.genuine("cards.index").partition(b"\n")[2])
)
def test_the_index_of_cards_reads_the_same_again(content: bytes) -> None:
    caches.index(content)


@fuzzed()
@given(
    st.lists(st.tuples(st.integers(0, 39), st.sampled_from(["body", "reason"])), max_size=20),
    st.sets(st.integers(0, 39), max_size=5),
)
def test_what_a_group_read_is_what_was_written(
    numbers: list[tuple[int, str]], asked: set[int]
) -> None:
    caches.reads(numbers, asked)
