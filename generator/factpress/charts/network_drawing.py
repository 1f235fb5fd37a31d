"""What a network looks like once its nodes have their places: marks, names and lines.

In: nodes in their places with the lines of their names, connections. Out: plain data for the
template, in whole numbers. The kind of a connection is told by its dashes and its end, besides its
colour; the kind of an actor by its shape. Knows nothing of how places are found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from factpress.charts.svg import Drawn
from factpress.views.connections import KINDS, Kind, Way

RADIUS = 7
_GAP = 4
_HEAD, _HALF = 8, 4
_MANY, _SOME = 5, 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A node in its place; `lines` are texts with their baselines, all anchored at `text_x`."""

    id: str
    name: str
    shape: str
    url: str
    x: int
    y: int
    lines: tuple[tuple[str, int], ...]
    text_x: int
    anchor: str
    box: tuple[int, int, int, int]
    is_centre: bool = False


def drawn(spots: Sequence[Spot], ties: Mapping[Way, int], width: int, height: int) -> Drawn:
    """The picture as a template sees it."""
    by_id = {spot.id: spot for spot in spots}
    return {
        "width": width,
        "height": height,
        "lines": [
            _line(way, count, by_id[way.source], by_id[way.target], _lane(way, ties))
            for way, count in ties.items()
        ],
        "spots": [_spot(spot) for spot in spots],
    }


def _lane(way: Way, ties: Mapping[Way, int]) -> int:
    """How far a line bends: those between the same two actors bend apart, a single one not."""
    if sum(1 for kind in KINDS for w in _both(kind, way) if w in ties) == 1:
        return 0
    return KINDS.index(way.kind) + 1


def _both(kind: Kind, way: Way) -> tuple[Way, Way]:
    return Way(kind, way.source, way.target), Way(kind, way.target, way.source)


def _line(way: Way, count: int, source: Spot, target: Spot, lane: int) -> Drawn:
    """A curve from rim to rim, and the end that it has by its kind."""
    x, y = target.x - source.x, target.y - source.y
    length = max(1.0, sqrt(x * x + y * y))
    bend = lane * min(14.0, length / 8)
    middle = (
        (source.x + target.x) / 2 - y / length * bend,
        (source.y + target.y) / 2 + x / length * bend,
    )
    start = _towards(source, middle, RADIUS + _GAP)
    end = _towards(target, middle, RADIUS + _GAP)
    return {
        "kind": way.kind,
        "weight": 3 if count >= _MANY else 2 if count >= _SOME else 1,
        "path": f"M{_n(start)}Q{_n(middle)} {_n(end)}",
        "end": _end(way.kind, end, middle),
    }


def _towards(spot: Spot, there: tuple[float, float], far: float) -> tuple[float, float]:
    """Where a line to `there` leaves a node: at its rim, or at the frame of the one amidst."""
    x, y = there[0] - spot.x, there[1] - spot.y
    length = max(1.0, sqrt(x * x + y * y))
    if spot.is_centre:
        _, _, width, height = spot.box
        far += min(width / 2 / max(abs(x), 0.1), height / 2 / max(abs(y), 0.1)) * length - RADIUS
    return spot.x + x / length * far, spot.y + y / length * far


def _end(kind: Kind, tip: tuple[float, float], back: tuple[float, float]) -> str:
    """An arrow for a claim, a bar for a denial, an open arrow for a relay, nothing for a part."""
    x, y = back[0] - tip[0], back[1] - tip[1]
    length = max(1.0, sqrt(x * x + y * y))
    x, y = x / length, y / length
    foot = (tip[0] + x * _HEAD, tip[1] + y * _HEAD)
    one = (foot[0] - y * _HALF, foot[1] + x * _HALF)
    other = (foot[0] + y * _HALF, foot[1] - x * _HALF)
    if kind == "claims":
        return f"M{_n(tip)}L{_n(one)} {_n(other)}Z"
    if kind == "denies":
        wide = _HALF + 2
        left = (tip[0] - y * wide, tip[1] + x * wide)
        right = (tip[0] + y * wide, tip[1] - x * wide)
        return f"M{_n(left)}L{_n(right)}"
    return f"M{_n(one)}L{_n(tip)} {_n(other)}" if kind == "relays" else ""


def _n(point: tuple[float, float]) -> str:
    return f"{round(point[0])} {round(point[1])}"


def _spot(spot: Spot) -> Drawn:
    left, top, width, height = spot.box
    return {
        "name": spot.name,
        "shape": spot.shape,
        "url": spot.url,
        "x": spot.x,
        "y": spot.y,
        "centre": spot.is_centre,
        "text_x": spot.text_x,
        "anchor": spot.anchor,
        "lines": [{"text": text, "y": y} for text, y in spot.lines],
        "box": {"x": left, "y": top, "width": width, "height": height},
    }
