"""The axis of events and statements: squares with words above it, dots with words below it.

Where all are of one kind, words are above and below by turns. The picture is for broad screens;
narrow ones show the list. Long gaps are cut, so that busy days have room. Whole numbers, the same
for the same input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from factpress.charts.svg import LabelLine, Picture, label_lines
from factpress.charts.text_layout import measured, wrapped
from factpress.content.voices import Side
from factpress.model.card_parts import bounds, lower_bound
from factpress.model.contexts import View
from factpress.views.dated import Crowd, DatedEntry

WIDTH = 1040
LETTERS = 14
_LINE = 17
_START = 12
_END = WIDTH - 204
_APART = 15
_CUT = 56
_MOST_CUTS = 3
# A gap is cut where it is this share of all that are not cut yet, and longer than so many days.
_LONG, _LEAST_DAYS = 0.4, 45
_FACE = 0.84
_SHORT, _ROOM = 136, 192
_GAP = 10


class LabelView(View, frozen=True, kw_only=True):
    """An entry in its place on the axis, with its words and the line that leads to them."""

    x: int
    side: Side | None  #: As of the entry: None for an event
    is_named: bool
    url: str
    dates: Sequence[LabelLine]  #: When it was, in words
    lines: Sequence[LabelLine]
    notes: Sequence[LabelLine]
    top: int  #: Where its words begin
    end: int  #: Where the line to them ends, far from the axis
    width: int
    height: int


class AxisPicture(Picture, frozen=True, kw_only=True):
    """Events and statements on an axis."""

    axis: int  #: How far down the axis is
    letters: int
    labels: Sequence[LabelView]
    cuts: Sequence[int]  #: Where the axis is cut
    cut_after: Sequence[int]  #: The numbers, from 0, of the labels after which that is
    crowd: tuple[int, int] | None  #: From where to where most entries are


class _Words(NamedTuple):
    """The words of an entry, its date first, in lines; and how broad they are."""

    dates: Sequence[str]
    lines: Sequence[str]
    notes: Sequence[str]
    width: int

    @property
    def height(self) -> int:
        return _LINE * (len(self.dates) + len(self.lines) + len(self.notes))


def axis_picture(
    entries: Sequence[DatedEntry], crowd: Crowd | None, day: Callable[[str], str]
) -> AxisPicture:
    """The picture of entries, at least one, the oldest first; `day` words a date."""
    places, cut_after = _places([_first(each.period) for each in entries])
    words = [_words(each, day) for each in entries]
    sides = _above(entries)
    above = _levels([n for n, rises in enumerate(sides) if rises], places, words)
    below = _levels([n for n, rises in enumerate(sides) if not rises], places, words)
    axis = 14 + max((level + words[n].height for n, level in above.items()), default=0) + _GAP
    levels = {**above, **below}
    labels = [
        _label(each, places[n], words[n], axis, levels[n] if sides[n] else -levels[n])
        for n, each in enumerate(entries)
    ]
    depth = max((level + words[n].height for n, level in below.items()), default=0)
    return AxisPicture(
        width=WIDTH,
        height=axis + depth + 2 * _GAP,
        axis=axis,
        letters=LETTERS,
        labels=labels,
        cuts=[(places[n] + places[n + 1]) // 2 for n in cut_after],
        cut_after=cut_after,
        crowd=_crowd(entries, places, crowd),
    )


def _first(period: str) -> int:
    return bounds(lower_bound(period) or period)[0].toordinal()


def _places(days: Sequence[int]) -> tuple[list[int], list[int]]:
    """The place of each day, and the numbers of those after which the axis is cut."""
    gaps = [later - earlier for earlier, later in pairwise(days)]
    cut = _long(gaps)
    uncut = sum(gap for n, gap in enumerate(gaps) if n not in cut)
    room = _END - _START - _CUT * len(cut)
    places = [float(_START)]
    for n, gap in enumerate(gaps):
        step = _CUT if n in cut else gap / uncut * room if uncut else 0
        places.append(places[-1] + max(_APART, step))
    over = max(0.0, places[-1] - _END)
    share = 1 - over / max(1.0, places[-1] - _START)
    fitted = [round(_START + (x - _START) * share) for x in places]
    return fitted, sorted(cut)


def _long(gaps: Sequence[int]) -> set[int]:
    """The gaps that are cut: each much of what remains, the longest first."""
    cut: set[int] = set()
    rest = sum(gaps)
    for n in sorted(range(len(gaps)), key=lambda n: -gaps[n])[:_MOST_CUTS]:
        if gaps[n] < _LEAST_DAYS or gaps[n] < _LONG * rest or len(gaps) < 3:
            break
        cut.add(n)
        rest -= gaps[n]
    return cut


def _words(entry: DatedEntry, day: Callable[[str], str]) -> _Words:
    room = (_SHORT if entry.side is None else _ROOM) / (LETTERS * _FACE)
    lines = wrapped(entry.short, room, 3 if entry.side is None else 4)
    notes = wrapped(entry.note, room, 3)
    dates = wrapped(day(entry.period), room, 2)
    broadest = max(map(measured, [*dates, *lines, *notes]))
    return _Words(dates, lines, notes, round(broadest * LETTERS * _FACE) + 12)


def _above(entries: Sequence[DatedEntry]) -> list[bool]:
    """Whether the words of each entry are above the axis."""
    are_events = [each.side is None for each in entries]
    if len(set(are_events)) > 1:
        return are_events
    return [n % 2 == 0 for n in range(len(entries))]


def _levels(here: Sequence[int], places: Sequence[int], words: Sequence[_Words]) -> dict[int, int]:
    """How far the words of the entries with these numbers are from the axis, all on one side.

    From the last to the first, so that no line to later words runs through earlier ones: words are
    farther out than all that begin below them.
    """
    levels: dict[int, int] = {}
    for n in reversed(here):
        reach = places[n] + words[n].width
        met = [levels[m] + words[m].height + _GAP for m in levels if places[m] < reach]
        levels[n] = max(met, default=_GAP)
    return levels


def _label(entry: DatedEntry, x: int, words: _Words, axis: int, level: int) -> LabelView:
    """An entry in its place, its words so far above the axis, or below it if that is negative."""
    is_above = level > 0
    top = axis - level - words.height if is_above else axis - level + _GAP
    first = top + LETTERS - 2
    second = first + _LINE * len(words.dates)
    return LabelView(
        x=x,
        side=entry.side,
        is_named=entry.is_named,
        url=entry.url,
        dates=label_lines(words.dates, first, _LINE),
        lines=label_lines(words.lines, second, _LINE),
        notes=label_lines(words.notes, second + _LINE * len(words.lines), _LINE),
        top=top,
        end=top if is_above else top + words.height - 4,
        width=words.width,
        height=words.height,
    )


def _crowd(
    entries: Sequence[DatedEntry], places: Sequence[int], crowd: Crowd | None
) -> tuple[int, int] | None:
    """The stretch of the axis from the first to the last day of a crowd, as far as it is shown."""
    if crowd is None:
        return None
    first, last = bounds(crowd.first)[0], bounds(crowd.last)[1]
    inside = list(_between(entries, places, first.toordinal(), last.toordinal()))
    return (inside[0], inside[-1]) if len(inside) > 1 else None


def _between(
    entries: Sequence[DatedEntry], places: Sequence[int], first: int, last: int
) -> Iterator[int]:
    for each, x in zip(entries, places, strict=True):
        if first <= _first(each.period) <= last:
            yield x
