"""The picture of lineage: where each box and line of it goes.

In: labels of origins, documents and publishers, and which is linked to which. Out: boxes that never
overlap, their texts broken into lines, curves between their sides; whole numbers, the same for the
same input. Knows nothing of cards, and no font: it reckons with letters wider than most.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Literal, NamedTuple

Column = Literal["origin", "document", "publisher"]

WIDTH = 704
_SPANS: dict[Column, tuple[int, int]] = {
    "origin": (1, 166),
    "document": (231, 262),
    "publisher": (557, 146),
}
_TOP, _GAP, _PADDING = 32, 14, 10
_LETTERS, _LINE = 14, 18
_MOST_LINES = 4
_THIN = frozenset(" ijltfrI.,:;'’|!()[]-")
_BROAD = frozenset("mwMW@%&—…")


@dataclass(frozen=True, slots=True)
class Label:
    """What a box says: `title` may be long and is broken into lines, `aside` is one short line."""

    key: str
    column: Column
    title: str
    url: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two boxes of neighbouring columns, by their keys, left end first."""

    left: str
    right: str
    manner: str


class Line(NamedTuple):
    """One line of text and the place of its baseline."""

    text: str
    y: int


@dataclass(frozen=True, slots=True)
class Box:
    """A label in its place."""

    label: Label
    x: int
    y: int
    width: int
    height: int
    lines: tuple[Line, ...]

    @property
    def centre(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Curve:
    """A tie in its place, as the path data of SVG."""

    tie: Tie
    start: tuple[int, int]
    end: tuple[int, int]

    @property
    def path(self) -> str:
        (x1, y1), (x2, y2) = self.start, self.end
        middle = (x1 + x2) // 2
        return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


@dataclass(frozen=True, slots=True)
class Picture:
    """All boxes and curves, and how high the whole is; its width is always `WIDTH`."""

    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    height: int


def column_starts() -> dict[Column, int]:
    """Where each column begins, from the left."""
    return {column: x for column, (x, _) in _SPANS.items()}


def picture(labels: Sequence[Label], ties: Sequence[Tie]) -> Picture:
    """Documents in the order given; origins and publishers beside the documents they belong to."""
    documents = _stacked([label for label in labels if label.column == "document"])
    bottom = max((box.y + box.height for box in documents), default=_TOP)
    boxes = list(documents)
    centres = {box.label.key: box.centre for box in documents}
    wishes = _wishes(ties, centres)
    sides: tuple[Column, ...] = ("origin", "publisher")
    for column in sides:
        beside = [label for label in labels if label.column == column]
        beside.sort(key=lambda label: (wishes.get(label.key, 0), label.title, label.key))
        boxes += _levelled(_stacked(beside, wishes), bottom)
    height = max((box.y + box.height for box in boxes), default=_TOP) + 1
    return Picture(tuple(boxes), tuple(_curves(boxes, ties)), height)


def _wishes(ties: Iterable[Tie], centres: Mapping[str, int]) -> dict[str, int]:
    """The height at which a box beside the documents would stand best: the mean of its own."""
    heights: dict[str, list[int]] = {}
    for tie in ties:
        for one, other in ((tie.left, tie.right), (tie.right, tie.left)):
            if other in centres:
                heights.setdefault(one, []).append(centres[other])
    return {key: round(mean(of_one)) for key, of_one in heights.items()}


def _stacked(labels: Iterable[Label], wishes: Mapping[str, int] | None = None) -> list[Box]:
    """Boxes one below the other, each at the height it wishes for or below the last."""
    boxes: list[Box] = []
    free = _TOP
    for label in labels:
        box = _box(label, free)
        wish = (wishes or {}).get(label.key, 0) - box.height // 2
        box = _box(label, max(free, wish))
        boxes.append(box)
        free = box.y + box.height + _GAP
    return boxes


def _levelled(boxes: Sequence[Box], bottom: int) -> list[Box]:
    """The same boxes, moved up as far as needed for the last to end where the documents end."""
    needed = sum(box.height + _GAP for box in boxes) - _GAP
    floor = max(bottom, _TOP + needed)
    lifted: list[Box] = []
    for box in reversed(boxes):
        moved = _box(box.label, min(box.y, floor - box.height))
        lifted.append(moved)
        floor = moved.y - _GAP
    return lifted[::-1]


def _box(label: Label, y: int) -> Box:
    x, width = _SPANS[label.column]
    texts = wrapped(label.title, (width - 2 * _PADDING) / _LETTERS, _MOST_LINES)
    if label.aside:
        texts = [label.aside, *texts]
    first = y + _PADDING + _LETTERS
    lines = tuple(Line(text, first + n * _LINE) for n, text in enumerate(texts))
    height = 2 * _PADDING + _LETTERS + (len(texts) - 1) * _LINE + 4
    return Box(label, x, y, width, height, lines)


def _curves(boxes: Sequence[Box], ties: Iterable[Tie]) -> list[Curve]:
    """Lines from the right side of one box to the left side of another, spread over both."""
    by_key = {box.label.key: box for box in boxes}
    drawn = [tie for tie in ties if tie.left in by_key and tie.right in by_key]
    leaving, arriving = _ports(drawn, by_key), _ports(drawn, by_key, arriving=True)
    return [
        Curve(
            tie,
            (by_key[tie.left].x + by_key[tie.left].width, leaving[tie]),
            (by_key[tie.right].x, arriving[tie]),
        )
        for tie in drawn
    ]


def _ports(
    ties: Sequence[Tie], boxes: Mapping[str, Box], *, arriving: bool = False
) -> dict[Tie, int]:
    """The height at which each tie meets its box, in the order of their other ends."""
    sides: dict[str, list[tuple[int, Tie]]] = {}
    for tie in ties:
        here, there = (tie.right, tie.left) if arriving else (tie.left, tie.right)
        sides.setdefault(here, []).append((boxes[there].centre, tie))
    ports: dict[Tie, int] = {}
    for key, ends in sides.items():
        box = boxes[key]
        ends.sort(key=lambda end: (end[0], end[1].left, end[1].right))
        for n, (_, tie) in enumerate(ends, 1):
            ports[tie] = box.y + box.height * n // (len(ends) + 1)
    return ports


def wrapped(text: str, width: float, most: int) -> list[str]:
    """The text in at most so many lines, none wider than `width` letters' heights (em)."""
    lines: list[str] = []
    for word in text.split():
        for part in _parts(word, width):
            if lines and measured(f"{lines[-1]} {part}") <= width:
                lines[-1] = f"{lines[-1]} {part}"
            else:
                lines.append(part)
    return lines if len(lines) <= most else [*lines[: most - 1], _cut(lines[most - 1], width)]


def _parts(word: str, width: float) -> list[str]:
    """The word, cut where it would be wider than a line."""
    parts = [""]
    for letter in word:
        if parts[-1] and measured(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _cut(line: str, width: float) -> str:
    while line and measured(line + "…") > width:
        line = line[:-1]
    return line.rstrip() + "…"


def measured(text: str) -> float:
    """About how wide the text is, in em, for a sans of the wider sort."""
    return sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if letter in _THIN:
        return 0.38
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.78 if letter.isupper() else 0.64
