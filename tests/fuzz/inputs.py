"""Made-up inputs for properties: any text, any bytes, texts of pieces that mean something.

`FACTPRESS_FUZZ` is the number of examples for each property; `make fuzz` sets 20,000.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

_EXAMPLES = int(os.environ.get("FACTPRESS_FUZZ", "120"))

# Every character, halves of pairs and unassigned ones too.
ANY_CHARACTER = st.characters(exclude_categories=[])
ANY_TEXT = st.text(ANY_CHARACTER, max_size=200)
# What UTF-8 can write.
WHOLE_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
ANY_BYTES = st.binary(max_size=300)


def fuzzed(share: float = 1.0) -> settings:
    """Settings of a test of any input; `share` is below 1 where each example takes long."""
    return settings(
        max_examples=max(1, int(_EXAMPLES * share)),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def texts_of(*pieces: str, most: int = 25) -> st.SearchStrategy[str]:
    """Texts of these pieces and any characters between them."""
    piece = st.sampled_from(pieces) | st.text(ANY_CHARACTER, max_size=3)
    return st.lists(piece, max_size=most).map("".join)


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """The same bytes with some changed, cut out, doubled or put in."""
    place = st.integers(0, len(whole))
    edit = st.tuples(place, place, ANY_BYTES | st.binary(max_size=1))
    return st.lists(edit, min_size=1, max_size=4).map(lambda edits: _edited(whole, edits))


def _edited(whole: bytes, edits: Sequence[tuple[int, int, bytes]]) -> bytes:
    for start, end, new in edits:
        first, last = sorted((start, end))
        # A long cut leaves little to test: most edits are short.
        whole = whole[:first] + new + whole[min(last, first + len(new) + 1) :]
    return whole


def as_text(content: bytes) -> str:
    """Bytes of a fuzzer as a text with any character."""
    return content.decode("utf-8", "surrogateescape")


def of_text(check: Callable[[str], object]) -> Callable[[bytes], object]:
    """A property of texts as one of bytes."""
    return lambda content: check(as_text(content))
