"""The picture of lineage: boxes that never overlap, and curves between their sides.

Whole numbers, the same for the same input.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import mean
from typing import Literal, NamedTuple

from factpress.charts.svg import LabelLine, Picture, label_lines
from factpress.charts.text_layout import wrapped
from factpress.model.contexts import View

Column = Literal["origin", "document", "publisher"]

_TOP, _GAP, _PADDING = 32, 14, 10
_MOST_LINES = 4


class Form(NamedTuple):
    """How broad the picture and its columns are, and how high its letters and lines."""

    width: int
    spans: Mapping[Column, tuple[int, int]]
    letters: int
    line: int


WIDE = Form(704, {"origin": (1, 166), "document": (231, 262), "publisher": (557, 146)}, 14, 18)
# Without a column of publishers: there is no room for one on a narrow screen.
NARROW = Form(328, {"origin": (1, 104), "document": (135, 192)}, 13, 16)
WIDTH = WIDE.width


class Label(View, frozen=True):
    """A document, an actor or a publisher."""

    key: str  #: By which lines join it
    column: Column  #: `origin`, `document` or `publisher`
    title: str
    url: str
    day: str = ""  #: The date of a document, which is its first line; of the others an empty text


class BoxView(Label, frozen=True, kw_only=True):
    """A document, an actor or a publisher in its place."""

    x: int
    y: int
    width: int
    height: int
    lines: Sequence[LabelLine]


class Tie(NamedTuple):
    """A line between two boxes of neighbouring columns, by their keys, left end first."""

    left: str
    right: str
    manner: str


class Curve(NamedTuple):
    """A tie in its place."""

    tie: Tie
    start: tuple[int, int]
    end: tuple[int, int]


class CurveView(View, frozen=True, kw_only=True):
    """A line between two boxes, as path data of SVG."""

    path: str
    #: `published`, or `relays` with `earliest` and `inferred` where they hold, and `main` for the
    #: origin that the title names, or for all where it names none
    manner: str


class Dot(View, frozen=True, kw_only=True):
    """The mark of the earliest document known to relay an actor."""

    x: int
    y: int


class LineagePicture(Picture, frozen=True, kw_only=True):
    """Who relays whom, as a picture."""

    letters: int  #: How high its letters are
    columns: Mapping[str, int]  #: Where each column begins, by name
    curves: Sequence[CurveView]
    dots: Sequence[Dot]
    boxes: Sequence[BoxView]


def picture(labels: Sequence[Label], ties: Sequence[Tie], form: Form = WIDE) -> LineagePicture:
    """The picture of documents in the order given, with origins and publishers beside them."""
    boxes = placed(labels, ties, form)
    drawn = curves(boxes, ties)
    return LineagePicture(
        width=form.width,
        height=max((box.y + box.height for box in boxes), default=_TOP) + 1,
        letters=form.letters,
        columns={str(column): x for column, (x, _) in form.spans.items()},
        curves=[CurveView(path=_path(*c.start, *c.end), manner=c.tie.manner) for c in drawn],
        dots=[Dot(x=c.end[0], y=c.end[1]) for c in drawn if "earliest" in c.tie.manner],
        boxes=boxes,
    )


def _path(x1: int, y1: int, x2: int, y2: int) -> str:
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


def placed(labels: Sequence[Label], ties: Sequence[Tie], form: Form = WIDE) -> list[BoxView]:
    """Documents in the order given; origins and publishers beside the documents they belong to."""
    documents = _stacked([label for label in labels if label.column == "document"], form)
    bottom = max((box.y + box.height for box in documents), default=_TOP)
    boxes = list(documents)
    centres = {box.key: _centre(box) for box in documents}
    wishes = _wishes(ties, centres)
    for column in (column for column in form.spans if column != "document"):
        beside = [label for label in labels if label.column == column]
        beside.sort(key=lambda label: (wishes.get(label.key, 0), label.title, label.key))
        boxes += _levelled(_stacked(beside, form, wishes), bottom, form)
    return boxes


def _wishes(ties: Iterable[Tie], centres: Mapping[str, int]) -> dict[str, int]:
    """The best height of each box beside the documents: the mean of the documents tied to it."""
    heights: dict[str, list[int]] = {}
    for tie in ties:
        for one, other in ((tie.left, tie.right), (tie.right, tie.left)):
            if other in centres:
                heights.setdefault(one, []).append(centres[other])
    return {key: round(mean(of_one)) for key, of_one in heights.items()}


def _stacked(
    labels: Iterable[Label], form: Form, wishes: Mapping[str, int] | None = None
) -> list[BoxView]:
    """Boxes one below the other, each at the height it wishes for or below the last."""
    boxes: list[BoxView] = []
    free = _TOP
    for label in labels:
        box = _box(label, free, form)
        wish = (wishes or {}).get(label.key, 0) - box.height // 2
        box = _box(label, max(free, wish), form)
        boxes.append(box)
        free = box.y + box.height + _GAP
    return boxes


def _levelled(boxes: Sequence[BoxView], bottom: int, form: Form) -> list[BoxView]:
    """The same boxes, moved up as far as needed for the last to end where the documents end."""
    needed = sum(box.height + _GAP for box in boxes) - _GAP
    floor = max(bottom, _TOP + needed)
    lifted: list[BoxView] = []
    for box in reversed(boxes):
        moved = _box(box, min(box.y, floor - box.height), form)
        lifted.append(moved)
        floor = moved.y - _GAP
    return lifted[::-1]


def _box(label: Label, y: int, form: Form) -> BoxView:
    x, width = form.spans[label.column]
    texts = wrapped(label.title, (width - 2 * _PADDING) / form.letters, _MOST_LINES)
    if label.day:
        texts = [label.day, *texts]
    first = y + _PADDING + form.letters
    lines = label_lines(texts, first, form.line)
    height = 2 * _PADDING + form.letters + (len(texts) - 1) * form.line + 4
    own = {name: getattr(label, name) for name in Label.__struct_fields__}
    return BoxView(**own, x=x, y=y, width=width, height=height, lines=lines)


def _centre(box: BoxView) -> int:
    return box.y + box.height // 2


def curves(boxes: Sequence[BoxView], ties: Iterable[Tie]) -> list[Curve]:
    """Lines from the right side of one box to the left side of another, spread over both."""
    by_key = {box.key: box for box in boxes}
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
    ties: Sequence[Tie], boxes: Mapping[str, BoxView], *, arriving: bool = False
) -> dict[Tie, int]:
    """The height at which each tie meets its box, in the order of their other ends."""
    sides: dict[str, list[tuple[int, Tie]]] = {}
    for tie in ties:
        here, there = (tie.right, tie.left) if arriving else (tie.left, tie.right)
        sides.setdefault(here, []).append((_centre(boxes[there]), tie))
    ports: dict[Tie, int] = {}
    for key, ends in sides.items():
        box = boxes[key]
        ends.sort(key=lambda end: (end[0], end[1].left, end[1].right))
        for n, (_, tie) in enumerate(ends, 1):
            ports[tie] = box.y + box.height * n // (len(ends) + 1)
    return ports
