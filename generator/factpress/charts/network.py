"""The picture of a whole network: its nodes, and which of them are connected.

In: actors as nodes, connections. Out: nodes in places where neither marks nor names cover one
another: names are broken into lines, and the picture grows downwards until all of them fit. Knows
nothing of cards, and no font: lettering reckons with wide letters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from factpress.charts.force_layout import Point, at_rest
from factpress.charts.network_drawing import RADIUS, Spot, drawn
from factpress.charts.svg import Drawn
from factpress.charts.text_layout import measured, wrapped
from factpress.views.connections import Way

LETTERS = 12
_LINE = 14
_EDGE = 4
_GAP = 6
_ROUNDS = 60
# How much more room a network gets than its names need, so that lines can be followed.
_SLACK = 2.6


class Node(NamedTuple):
    """An actor to be drawn."""

    id: str
    name: str
    shape: str
    url: str


class _Box(NamedTuple):
    """A node's mark with its name below it: its size, and the lines of the name."""

    node: Node
    lines: tuple[str, ...]
    width: int
    height: int


def network(nodes: Sequence[Node], ties: Mapping[Way, int], width: int, text: int) -> Drawn:
    """All nodes; `text` is the widest that a line of a name may be, in the units of `width`."""
    order = {node.id: n for n, node in enumerate(nodes)}
    pairs = {(min(a, b), max(a, b)) for a, b in ((order[w.source], order[w.target]) for w in ties)}
    boxes = [_box(node, text) for node in nodes]
    area = sum(box.width * box.height for box in boxes)
    height = max(200, round(area * _SLACK / width))
    places = _fitted(at_rest(len(nodes), sorted(pairs)), boxes, width, height)
    spots = [
        _below(box, x, y) for box, (x, y) in zip(boxes, _settled(boxes, places, width), strict=True)
    ]
    bottom = max((spot.box[1] + spot.box[3] for spot in spots), default=0)
    return drawn(spots, ties, width, bottom + _EDGE)


def _box(node: Node, text: int) -> _Box:
    lines = tuple(wrapped(node.name, text / LETTERS, 3))
    width = max([2 * RADIUS, *(round(LETTERS * measured(line)) for line in lines)])
    return _Box(node, lines, width + _GAP, 2 * RADIUS + _LINE * len(lines) + _GAP + 3)


def _fitted(places: Sequence[Point], boxes: Sequence[_Box], width: int, height: int) -> list[Point]:
    """The places stretched to the picture, the longer side along its longer side."""
    if not places:
        return []
    turned = height > width
    points = [(y, x) if turned else (x, y) for x, y in places]
    axes = [_even([point[n] for point in points]) for n in (0, 1)]
    return [
        (
            box.width / 2 + x * (width - box.width),
            box.height / 2 + y * max(0, height - box.height),
        )
        for box, x, y in zip(boxes, *axes, strict=True)
    ]


def _even(values: Sequence[float]) -> list[float]:
    """The values between 0 and 1, partly as they lie and partly by rank, to use all the room."""
    low, high = min(values), max(values)
    span = high - low or 1.0
    order = sorted(range(len(values)), key=lambda n: (values[n], n))
    last = max(1, len(values) - 1)
    ranks = [0.0] * len(values)
    for rank, n in enumerate(order):
        ranks[n] = rank / last
    return [
        0.4 * (value - low) / span + 0.6 * rank for value, rank in zip(values, ranks, strict=True)
    ]


def _settled(boxes: Sequence[_Box], places: Sequence[Point], width: int) -> list[tuple[int, int]]:
    """The centres of the boxes once they have pushed each other aside and none covers another."""
    xs, ys = [x for x, _ in places], [y for _, y in places]
    for _ in range(_ROUNDS):
        if not _pushed_apart(boxes, xs, ys, width):
            break
    placed: list[tuple[int, int, _Box]] = []
    found: dict[int, tuple[int, int]] = {}
    for n in sorted(range(len(boxes)), key=lambda n: (ys[n], xs[n])):
        x, y = round(xs[n]), round(max(ys[n], boxes[n].height / 2 + 1))
        y = _free(boxes[n], x, y, placed)
        placed.append((x, y, boxes[n]))
        found[n] = (x, y)
    return [found[n] for n in range(len(boxes))]


def _pushed_apart(boxes: Sequence[_Box], xs: list[float], ys: list[float], width: int) -> bool:
    """Pushes boxes that overlap apart, along the shorter way; whether any did."""
    moved = False
    for n, box in enumerate(boxes):
        for m in range(n):
            other = boxes[m]
            x = (box.width + other.width) / 2 - abs(xs[n] - xs[m])
            y = (box.height + other.height) / 2 - abs(ys[n] - ys[m])
            if x <= 0 or y <= 0:
                continue
            moved = True
            along, by = (xs, x) if x < y else (ys, y)
            sign = 1 if along[n] >= along[m] else -1
            along[n] += sign * (by / 2 + 0.5)
            along[m] -= sign * (by / 2 + 0.5)
    for n, box in enumerate(boxes):
        xs[n] = min(max(xs[n], box.width / 2), width - box.width / 2)
        ys[n] = max(ys[n], box.height / 2)
    return moved


def _free(box: _Box, x: int, y: int, placed: Sequence[tuple[int, int, _Box]]) -> int:
    """The nearest height below, or at, the one wished for, at which a box covers no other."""
    while True:
        covered = [
            (there_y, other)
            for there_x, there_y, other in placed
            if 2 * abs(x - there_x) < box.width + other.width
            and 2 * abs(y - there_y) < box.height + other.height
        ]
        if not covered:
            return y
        y = max(there + (box.height + other.height + 1) // 2 for there, other in covered)


def _below(box: _Box, x: int, y: int) -> Spot:
    """A node with its name centred below its mark."""
    top = y - box.height // 2
    middle = top + _GAP // 2 + RADIUS
    first = middle + RADIUS + LETTERS + 1
    lines = tuple((line, first + n * _LINE) for n, line in enumerate(box.lines))
    frame = (x - box.width // 2, top, box.width, box.height)
    return Spot(*box.node, x, middle, lines, x, "middle", frame)
