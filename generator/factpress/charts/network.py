"""The drawing of actors that have to do with each other: nodes, lines between them, their SVG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from markupsafe import Markup, escape

from factpress.charts.svg import PENS, hits, mirrored
from factpress.charts.text_layout import measured
from factpress.model.urls import relative
from factpress.views.related import KINDS, Connection, Kind

RADIUS = 7
_LABEL_GAP = 4
_HEAD, _HALF = 8, 4
_MANY, _SOME = 5, 2
MARKS: Mapping[str, str] = {
    "person": '<circle class="f5 s5" r="6"/>',
    "unnamed": '<circle class="paper s5" r="6" stroke-dasharray="3 2"/>',
    "state": '<path class="f4 s4" d="M0-8L8 0L0 8L-8 0Z"/>',
    "publication": '<path class="f6 s6" d="M0-7L7 6H-7Z"/>',
    "organisation": '<path class="f1 s1" d="M-6-6H6V6H-6Z"/>',
}
# By kind of connection: the tone, the dashes, whether its end is filled and how thick that is.
_TIES: Mapping[str, tuple[int, str, str]] = {
    "claims": (5, "", ' class="s5 f5" stroke-width="1.75"'),
    "denies": (0, ' stroke-dasharray="7 4"', ' class="s0" stroke-width="3"'),
    "part": (3, ' stroke-dasharray="1 4"', ""),
    "relays": (6, ' stroke-dasharray="12 3 2 3"', ' class="s6" stroke-width="1.75"'),
}
_IN_KEY: Mapping[str, tuple[str, str]] = {
    "claims": ("M2 8H38", "M46 8L37 3.5V12.5Z"),
    "denies": ("M2 8H40", "M43 2V14"),
    "part": ("M2 8H46", ""),
    "relays": ("M2 8H43", "M37 3L45 8L37 13"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A node in its place; `lines` are texts with their baselines, centred at `x`."""

    id: str
    name: str
    shape: str
    url: str
    x: int
    y: int
    lines: tuple[tuple[str, int], ...]
    box: tuple[int, int, int, int]
    is_centre: bool = False


class TieLine(NamedTuple):
    """A connection in its place, as path data of SVG; `end` has the shape at its end."""

    kind: Kind
    weight: int
    path: str
    end: str


class NetworkLayout(NamedTuple):
    """A network with every place worked out."""

    width: int
    height: int
    lines: Sequence[TieLine]
    spots: Sequence[Spot]


def drawn(
    spots: Sequence[Spot], ties: Mapping[Connection, int], width: int, height: int
) -> NetworkLayout:
    """The nodes with the lines between them."""
    by_id = {spot.id: spot for spot in spots}
    lines = [
        _line(way, count, by_id[way.source], by_id[way.target], _lane(way, ties))
        for way, count in ties.items()
    ]
    return NetworkLayout(width, height, lines, spots)


def _lane(way: Connection, ties: Mapping[Connection, int]) -> int:
    """How far a line bends: those between the same two actors bend apart, a single one not."""
    actors = {way.source, way.target}
    is_single = sum({other.source, other.target} == actors for other in ties) == 1
    return 0 if is_single else KINDS.index(way.kind) + 1


def _line(way: Connection, count: int, source: Spot, target: Spot, lane: int) -> TieLine:
    """A curve from rim to rim, and the end that it has by its kind."""
    x, y = target.x - source.x, target.y - source.y
    length = max(1.0, sqrt(x * x + y * y))
    bend = lane * min(14.0, length / 8)
    middle = (
        (source.x + target.x) / 2 - y / length * bend,
        (source.y + target.y) / 2 + x / length * bend,
    )
    start = _towards(source, middle, RADIUS + _LABEL_GAP)
    end = _towards(target, middle, RADIUS + _LABEL_GAP)
    weight = 3 if count >= _MANY else 2 if count >= _SOME else 1
    path = f"M{_n(start)}Q{_n(middle)} {_n(end)}"
    return TieLine(way.kind, weight, path, _end(way.kind, end, middle))


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


LETTERS = 12
LINE = 14


class Node(NamedTuple):
    """An actor to be drawn."""

    id: str
    name: str
    shape: str
    url: str


def widest(lines: Iterable[str], least: int = 0) -> int:
    """How wide the widest line of a name is."""
    return max([least, *(round(LETTERS * measured(line)) for line in lines)])


def baselines(lines: Iterable[str], first: int) -> tuple[tuple[str, int], ...]:
    """The lines of a name with their baselines, the first at `first`."""
    return tuple((line, first + n * LINE) for n, line in enumerate(lines))


def mark(shape: str) -> Markup:
    """The mark of a kind of actor, around its middle."""
    return Markup(MARKS[shape])  # noqa: S704 (ours)


def tie_in_key(kind: str) -> Markup:
    """A kind of connection as the key shows it, 48 by 16."""
    line, end = _IN_KEY[kind]
    return Markup(_tie(kind, 1.6, line, end))  # noqa: S704 (ours)


def drawing(picture: NetworkLayout, *, rtl: bool) -> Markup:
    """The drawing of a network: lines with their ends, marks, names."""
    width = picture.width
    parts = [f"<g {PENS}{mirrored(width, rtl=rtl)}>"]
    parts += (
        _tie(line.kind, 0.5 + 0.75 * line.weight, line.path, line.end) for line in picture.lines
    )
    parts += map(_spot, picture.spots)
    parts.append('</g><g class="halo" text-anchor="middle">')
    for spot in picture.spots:
        x = width - spot.x if rtl else spot.x
        weight = ' font-weight="700"' if spot.is_centre else ""
        parts += (f'<text{weight} x="{x}" y="{y}">{escape(text)}</text>' for text, y in spot.lines)
    return Markup("".join([*parts, "</g>"]))  # noqa: S704 (ours, with every word escaped)


def _tie(kind: str, thick: float, line: str, end: str) -> str:
    tone, dashes, ending = _TIES[kind]
    drawn = (
        f'<path class="s{tone}" stroke-width="{thick}" stroke-opacity="0.75"{dashes} d="{line}"/>'
    )
    return f'{drawn}<path{ending} d="{end}"/>' if end else drawn


def _spot(spot: Spot) -> str:
    if not spot.is_centre:
        return f'<g transform="translate({spot.x} {spot.y})">{MARKS[spot.shape]}</g>'
    x, y, width, height = spot.box
    return f'<rect class="paper ring" x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>'


def links(picture: NetworkLayout, page_url: str, *, rtl: bool) -> Markup:
    """Where the mouse finds the actors of a network, but the one in the middle."""
    return hits(
        (
            (picture.width - x - width if rtl else x, y),
            (width, height),
            relative(spot.url, page_url),
        )
        for spot in picture.spots
        for x, y, width, height in [spot.box]
        if not spot.is_centre
    )
