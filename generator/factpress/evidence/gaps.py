"""Gaps: what stands in a text for the stretches of it that are passed over.

In: a text and its stretches. Out: rewrites. What is left out never brings two words together, nor
the digits on either side of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from factpress.evidence.folding import BARRIER
from factpress.evidence.offsets import Rewrite
from factpress.evidence.runs import Kind, Stretch

# Set beside one another, these make one number of the digits on either side.
_IN_NUMBERS: Final = ".,:/'\u2019\u00b7\u066b\u066c"


def gaps(text: str, passed: Iterable[Stretch]) -> Iterator[Rewrite]:
    """What stands for each row of stretches that are passed over: nothing, or a barrier."""
    row: list[Stretch] = []
    for each in passed:
        if row and each.start > row[-1].end:
            yield _gap(text, row)
            row = []
        row.append(each)
    if row:
        yield _gap(text, row)


def _gap(text: str, row: Sequence[Stretch]) -> Rewrite:
    start, end = row[0].start, row[-1].end
    is_seen = any(each.kind in _SEEN for each in row)
    is_struck = any(each.kind is Kind.STRUCK for each in row)
    joins = is_seen and _would_join(text, start, end, is_struck=is_struck)
    return Rewrite(start, end, BARRIER if joins else "")


# What readers of the document see between its words, so that these do not touch.
_SEEN: Final = frozenset({Kind.NOTE, Kind.STRUCK, Kind.RAISED, Kind.FURNITURE})


def _would_join(text: str, start: int, end: int, *, is_struck: bool) -> bool:
    """Whether leaving out [start, end) would make one word or number of what is around it."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if not before or not after:
        return False
    if before[-1].isalnum() and after[0].isalnum():
        return True
    if not is_struck:
        return False
    opens = before[-1].isdecimal() and after[0] in _IN_NUMBERS and after[1:].isdecimal()
    closes = before[:1].isdecimal() and before[-1] in _IN_NUMBERS and after[0].isdecimal()
    return opens or closes
