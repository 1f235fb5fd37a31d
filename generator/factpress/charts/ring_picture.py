"""The picture of one actor with those around it, on an ellipse.

The one in the middle is in a frame. Names are on the outer side, so that none meets another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt

from factpress.charts.network import (
    LETTERS,
    LINE,
    RADIUS,
    NetworkLayout,
    Node,
    Spot,
    baselines,
    drawn,
    widest,
)
from factpress.charts.text_layout import wrapped
from factpress.views.related import Connection

WIDTH = 340
_PITCH, _MARGIN = 66, 6
_TEXT, _MOST_LINES = 104, 3
_CENTRE_TEXT, _CENTRE_LINES, _CENTRE_PADDING = 92, 4, 8
_FAR, _NEAR = 112, 62


def ring(centre: Node, around: Sequence[Node], ties: Mapping[Connection, int]) -> NetworkLayout:
    """One node in the middle, the others on both sides of it, each at a height of its own."""
    half = (len(around) + 1) // 2
    sides = (around[:half], around[half:])
    name = wrapped(centre.name, _CENTRE_TEXT / LETTERS, _CENTRE_LINES)
    spots = [_centre(centre, name)]
    clear = spots[0].box[3] // 2 + RADIUS + _MARGIN
    for side, nodes in zip((-1, 1), sides, strict=True):
        for n, node in enumerate(nodes):
            spots.append(_beside(node, side, n - (len(nodes) - 1) / 2, half, clear))
    top = min(spot.box[1] for spot in spots) - _MARGIN
    bottom = max(spot.box[1] + spot.box[3] for spot in spots) + _MARGIN
    return drawn([_lowered(spot, -top) for spot in spots], ties, WIDTH, bottom - top)


def _centre(node: Node, name: Sequence[str]) -> Spot:
    """The node in the middle, as a frame around its name; heights count from its middle."""
    first = round(LETTERS * 0.36 - (len(name) - 1) * LINE / 2)
    width, height = widest(name) + 2 * _CENTRE_PADDING, len(name) * LINE + 2 * _CENTRE_PADDING
    x = WIDTH // 2
    frame = (x - width // 2, -height // 2, width, height)
    return Spot(*node, x, 0, baselines(name, first), frame, is_centre=True)


def _beside(node: Node, side: int, row: float, rows: int, clear: int) -> Spot:
    """A node so many rows below the middle, or above: the farther, the nearer to the axis.

    None comes nearer that is not `clear` of the frame in the middle.
    """
    y = round(row * _PITCH)
    share = abs(row) / (rows / 2)
    far = max(_NEAR, _FAR * sqrt(max(0.0, 1 - share * share))) if abs(y) > clear else _FAR
    x = WIDTH // 2 + side * round(far)
    name = wrapped(node.name, _TEXT / LETTERS, _MOST_LINES)
    height = len(name) * LINE
    first = y + RADIUS + LETTERS + 2 if row >= 0 else y - RADIUS - 6 - height + LINE
    width = widest(name, 2 * RADIUS)
    top = y - RADIUS if row >= 0 else y - RADIUS - 5 - height
    frame = (x - width // 2, top, width, 2 * RADIUS + 5 + height)
    return Spot(*node, x, y, baselines(name, first), frame)


def _lowered(spot: Spot, by: int) -> Spot:
    left, top, width, height = spot.box
    lines = tuple((text, y + by) for text, y in spot.lines)
    return replace(spot, y=spot.y + by, lines=lines, box=(left, top + by, width, height))
