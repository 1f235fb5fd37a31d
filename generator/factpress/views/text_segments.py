"""A full text cut where its quotations begin and end: segments, which joined are the text."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeAlias, TypeVar

NameT = TypeVar("NameT")
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment(Generic[NameT]):
    """Characters [start, end) of a text, all of them covered by the same quotations.

    `begins` are the quotations whose first character is the segment's first.
    """

    start: int
    end: int
    text: str
    covered_by: tuple[NameT, ...]
    begins: tuple[NameT, ...]


def segments(
    text: str, quoted: Mapping[NameT, Sequence[Span]], cuts: Iterable[int] = ()
) -> Iterator[Segment[NameT]]:
    """The text cut at every edge of a quotation and at `cuts`; joined, the segments are the text.

    A quotation's spans are in order; names come in the order of the mapping.
    """
    opened: dict[int, list[NameT]] = {}
    closed: dict[int, list[NameT]] = {}
    for name, spans in quoted.items():
        for start, end in spans:
            opened.setdefault(start, []).append(name)
            closed.setdefault(end, []).append(name)
    firsts = {name: spans[0][0] for name, spans in quoted.items() if spans}
    order = {name: number for number, name in enumerate(quoted)}
    covering: frozenset[NameT] = frozenset()
    edges = sorted({0, len(text), *opened, *closed, *cuts})
    for start, end in pairwise(edges):
        covering = (covering - set(closed.get(start, ()))) | set(opened.get(start, ()))
        names = tuple(sorted(covering, key=order.__getitem__))
        begins = tuple(name for name in names if firsts[name] == start)
        yield Segment(start, end, text[start:end], names, begins)


def is_in(segment: Segment[NameT], spans: Sequence[Span]) -> bool:
    """Whether one of these spans, in order, holds a segment."""
    last = bisect_right(spans, (segment.start, sys.maxsize)) - 1
    return last >= 0 and segment.end <= spans[last][1]


def paragraphs(
    text: str,
    spans: Iterable[Span],
    quoted: Mapping[NameT, Sequence[Span]],
    apart: Iterable[Span] = (),
) -> Iterator[tuple[Segment[NameT], ...]]:
    """The segments of each paragraph; `spans` are those of the paragraphs, in order and apart.

    At the edges of the spans `apart` the text is cut too.
    """
    wanted = list(spans)
    cut = iter(segments(text, quoted, (edge for span in (*wanted, *apart) for edge in span)))
    for start, end in wanted:
        inside: list[Segment[NameT]] = []
        for segment in cut:
            if segment.start >= start:
                inside.append(segment)
            if segment.end >= end:
                break
        yield tuple(inside)
