"""The picture of who contradicts whom: a row a claim, those who say so on one side, those who deny
it on the other, one dot a voice. A voice that denies in several rows is tied by a thick line.

Whole numbers, the same for the same input; drawn twice, because narrow screens need another layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from factpress.charts.svg import LabelLine, Picture, label_lines
from factpress.charts.text_layout import wrapped
from factpress.model.contexts import View
from factpress.views.cards import RatingView

DotStance = Literal["asserts", "denies", "qualifies"]

MOST_A_SIDE = 8
MOST_TIED = 2
_TOP, _PAD, _RING = 28, 15, 15
_HEAD, _HEAD_LINE, _MOST_HEAD = 17, 20, 6
# The reckoning of widths is for the widest faces; ours are narrower.
_FACE, _HEAD_FACE = 0.84, 0.78


class Form(NamedTuple):
    """Where the columns are: names end at `left`, the mark is at `mark`, dots begin at `right`.

    Heads are beside their rows where they have a width, else above them, as the claim alone.
    """

    width: int
    head: int
    left: int
    mark: int
    right: int
    lane: int
    letters: int
    line: int
    small: float


BROAD = Form(780, 196, 390, 500, 610, 11, 14, 17, 13)
NARROW = Form(328, 0, 130, 169, 199, 9, 13, 16, 12.5)


class Dot(View, frozen=True):
    """A voice to draw."""

    name: str
    url: str
    is_named: bool
    stance: DotStance


class Row(View, frozen=True):
    """A claim to draw; where a question heads it, a broad picture has `claim` below that."""

    head: str
    claim: str
    url: str
    rating: RatingView
    left: Sequence[Dot]
    right: Sequence[Dot]


class Words(NamedTuple):
    """The words of a picture: for a side where nobody is, and for a number of voices left out."""

    nobody: str
    more: Mapping[int, str]


class DotView(Dot, frozen=True, kw_only=True):
    """A voice in its place, as a dot with a line to its row's mark."""

    x: int
    y: int
    path: str
    text: int  #: Where its name begins, or ends on the left
    lines: Sequence[LabelLine]
    is_tied: bool  #: Whether it denies in several rows


class RowView(View, frozen=True, kw_only=True):
    """A claim in its place."""

    url: str
    rating: RatingView
    top: int
    bottom: int
    middle: int
    head: Sequence[LabelLine]
    claim: Sequence[LabelLine]
    left: Sequence[DotView]
    right: Sequence[DotView]
    left_note: LabelLine | None  #: How many more say so
    right_note: LabelLine | None  #: How many more deny it, or that nobody does


class SpineView(View, frozen=True, kw_only=True):
    """The line that ties the denials of one voice."""

    x: int
    top: int
    bottom: int


class ContradictionPicture(Picture, frozen=True, kw_only=True):
    """Who contradicts whom, as a picture."""

    letters: int
    small: float  #: How high small letters are
    left: int  #: Where the names on the left end
    right: int  #: Where the names on the right begin
    mark: int  #: The middle of the marks
    rows: Sequence[RowView]
    spines: Sequence[SpineView]


class _Side(NamedTuple):
    """One side of a row: its voices, each with its name in lines, and a note below them."""

    dots: Sequence[tuple[Dot, Sequence[str]]]
    note: str
    height: int


class _Head(NamedTuple):
    """The words that head a row, in lines."""

    head: Sequence[str]
    claim: Sequence[str]
    height: int


class _Frame(NamedTuple):
    """What all rows of a picture share; `tied` are addresses of voices with a line of their own."""

    form: Form
    words: Words
    tied: Sequence[str]

    @property
    def names(self) -> int:
        """Where the names on the right begin."""
        return self.form.right + self.form.lane * len(self.tied) + 11


def picture(rows: Sequence[Row], words: Words, form: Form) -> ContradictionPicture:
    """The picture of some rows, from the first down."""
    frame = _Frame(form, words, _tied(rows))
    drawn: list[RowView] = []
    top = _TOP
    for row in rows:
        drawn.append(_row(row, frame, top))
        top = drawn[-1].bottom
    return ContradictionPicture(
        width=form.width,
        height=top,
        letters=form.letters,
        small=form.small,
        left=form.left,
        right=frame.names,
        mark=form.mark,
        rows=drawn,
        spines=list(_spines(drawn, frame)),
    )


def _tied(rows: Iterable[Row]) -> tuple[str, ...]:
    """The voices that deny in several rows, by address, those that deny most first."""
    counts = Counter(dot.url for row in rows for dot in row.right if dot.stance == "denies")
    several = sorted((-count, url) for url, count in counts.items() if count > 1)
    return tuple(url for _, url in several[:MOST_TIED])


def _row(row: Row, frame: _Frame, top: int) -> RowView:
    """A row from `top` on: both sides, and a head beside them, are centred on the mark."""
    form, head = frame.form, _head(row, frame)
    left = _side(row.left, frame, form.left - form.head - 6, "")
    right = _side(row.right, frame, form.width - frame.names, frame.words.nobody)
    is_beside = form.head > 0
    body = max(left.height, right.height, head.height if is_beside else 0, 2 * _RING)
    start = top + _PAD + (0 if is_beside else head.height + 6)
    middle = start + body // 2
    first = middle - head.height // 2 if is_beside else start - head.height - 9
    return RowView(
        url=row.url,
        rating=row.rating,
        top=top,
        bottom=start + body + _PAD,
        middle=middle,
        head=label_lines(head.head, first + 14, _HEAD_LINE),
        claim=label_lines(head.claim, first + 14 + _HEAD_LINE * len(head.head), form.line),
        left=list(_dots(left, middle, frame, is_right=False)),
        right=list(_dots(right, middle, frame, is_right=True)),
        left_note=_note(left, middle),
        right_note=_note(right, middle),
    )


def _head(row: Row, frame: _Frame) -> _Head:
    """The head's words, which keep clear of the lines that tie voices."""
    form = frame.form
    above = form.right - 8 if frame.tied else form.width
    room = form.head - 14 if form.head else above
    above_row = row.claim or row.head
    head = wrapped(row.head if form.head else above_row, room / (_HEAD * _HEAD_FACE), _MOST_HEAD)
    claim = wrapped(row.claim if form.head else "", room / (form.small * _FACE), _MOST_HEAD)
    return _Head(head, claim, _HEAD_LINE * len(head) + form.line * len(claim))


def _side(dots: Sequence[Dot], frame: _Frame, room: int, nobody: str) -> _Side:
    """The first voices of a side; a voice that is tied to other rows is never left out."""
    form = frame.form
    shown = sorted(dots, key=lambda each: each.url not in frame.tied)[:MOST_A_SIDE]
    kept = [each for each in dots if each in shown]
    names = [(each, wrapped(each.name, room / (form.letters * _FACE), 2)) for each in kept]
    note = frame.words.more.get(len(dots) - len(kept), "") if dots else nobody
    height = sum(_height(lines, form) for _, lines in names) + (form.line + 4 if note else 0)
    return _Side(names, note, height)


def _height(lines: Sequence[str], form: Form) -> int:
    return form.line * len(lines) + 4


def _dots(side: _Side, middle: int, frame: _Frame, *, is_right: bool) -> Iterator[DotView]:
    """The voices of a side in their places, from the top down, around the middle of their row."""
    form = frame.form
    top = middle - side.height // 2
    for dot, lines in side.dots:
        lane = frame.tied.index(dot.url) if dot.url in frame.tied else len(frame.tied)
        x = form.right + form.lane * lane if is_right else form.left + 10
        y = top + _height(lines, form) // 2
        own = {name: getattr(dot, name) for name in Dot.__struct_fields__}
        yield DotView(
            **own,
            x=x,
            y=y,
            path=_curve(x, y, form.mark + (12 if is_right else -12), middle),
            text=frame.names if is_right else form.left,
            lines=label_lines(lines, top + form.line - 2, form.line),
            is_tied=dot.url in frame.tied,
        )
        top += _height(lines, form)


def _curve(x1: int, y1: int, x2: int, y2: int) -> str:
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


def _note(side: _Side, middle: int) -> LabelLine | None:
    y = middle + side.height // 2 - 6 if side.dots else middle + 5
    return LabelLine(text=side.note, y=y) if side.note else None


def _spines(rows: Sequence[RowView], frame: _Frame) -> Iterator[SpineView]:
    for url in frame.tied:
        found = [dot for row in rows for dot in row.right if dot.url == url]
        yield SpineView(x=found[0].x, top=found[0].y, bottom=found[-1].y)
