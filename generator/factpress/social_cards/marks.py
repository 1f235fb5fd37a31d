"""Marks of ratings as pictures: a path of `model.marks` on 24 units, at a size in pixels."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_UNITS = 24
# Each side is drawn four times as large, and made small with soft edges.
_FINE = 4
_STEPS = 12

Point = tuple[float, float]


@lru_cache(maxsize=64)
def shape(path: str, size: int) -> Image:
    """The mark as a mask of a size; holes are cut by the even-odd rule."""
    from PIL import Image, ImageChops
    from PIL.ImageDraw import Draw

    side = size * _FINE
    whole = Image.new("1", (side, side))
    for contour in contours(path, side / _UNITS):
        part = Image.new("1", (side, side))
        Draw(part).polygon(contour, fill=1)
        whole = ImageChops.logical_xor(whole, part)
    return whole.convert("L").resize((size, size), Image.Resampling.BOX)


def contours(path: str, scale: float = 1.0) -> Iterator[list[Point]]:
    """The closed lines of a path as points, curves as many short lines."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    pen = RecordingPen()
    parse_path(path, pen)
    points: list[Point] = []
    for name, given in pen.value:
        if name == "moveTo" and points:
            yield points
            points = []
        points += _line(name, points[-1] if points else (0.0, 0.0), given, scale)
    if points:
        yield points


def _line(name: str, start: Point, given: tuple[Any, ...], scale: float) -> list[Point]:
    """The points that one command adds, scaled."""
    ends = [(x * scale, y * scale) for x, y in given]
    if name != "curveTo":
        return ends
    return [_on_curve((start, *ends), step / _STEPS) for step in range(1, _STEPS + 1)]


def _on_curve(points: tuple[Point, ...], at: float) -> Point:
    """The point of a Bézier curve at a share of it. Formula: Bernstein's polynomial of degree 3."""
    shares = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
    x = sum(share * point[0] for share, point in zip(shares, points, strict=True))
    y = sum(share * point[1] for share, point in zip(shares, points, strict=True))
    return x, y
