"""The picture of a timeline: where each date, line and word of it goes.

In: entries with their dates, in the order in which they are shown; a width. Out: one group for each
date, with its place on the scale of time and its entries below or beside, none on top of another.
Whole numbers, the same for the same input. Knows nothing of cards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from factpress.charts.svg import Drawn
from factpress.charts.text_layout import wrapped
from factpress.charts.time_scale import TimeScale, time_scale
from factpress.model.card_parts import bounds, lower_bound
from factpress.model.site import Plain

LETTERS = 12
_LINE = 16
_TRACK, _HEAD, _BARE_HEAD, _INDENT = 26, 30, 6, 24
_GAP_ENTRY, _GAP_GROUP = 7, 10
_MOST_LINES = 3
_MOST_HEAD = 2
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened: `head` in one line, `text` in some; `kind` names its sign.

    `is_quoted` where the date is only that of the document which quotes the words; `language` is
    that of the text where it is a title in another than the publication's.
    """

    period: str
    kind: str
    head: str
    text: str
    url: str = ""
    is_quoted: bool = False
    language: str | None = None


class Form(NamedTuple):
    """How a timeline is laid out: with `column`, the words stand beside the line from there on."""

    width: int
    column: int = 0


NARROW = Form(340)
WIDE = Form(720, 330)


def picture(entries: Sequence[Entry], form: Form) -> Drawn:
    """The picture of some entries, one at least."""
    days = {e.period: _days(e.period) for e in entries}
    end = (form.column or form.width) - _MARGIN - (12 if form.column else 0)
    scale = time_scale(days.values(), _MARGIN, end)
    ticks = scale.ticks()
    groups: list[Plain] = []
    top = _HEAD if ticks else _BARE_HEAD
    for period, of_one in groupby(entries, key=lambda entry: entry.period):
        group, top = _group(period, days[period], list(of_one), scale, form, top)
        groups.append(group)
    return {
        "width": form.width,
        "height": top + 2,
        "top": 22 if ticks else _BARE_HEAD,
        "start": _MARGIN,
        "end": end,
        "ticks": [_tick(tick.period, tick.x, end) for tick in ticks],
        "breaks": scale.breaks(),
        "groups": groups,
    }


def _days(period: str) -> tuple[int, int]:
    """The days that are drawn; of a lower bound only that day, for its name says what it is."""
    first, last = bounds(lower_bound(period) or period)
    return first.toordinal(), last.toordinal()


def _tick(period: str, x: int, end: int) -> Mapping[str, Plain]:
    """A tick whose name stays within the picture."""
    anchor = "start" if x < 48 else "end" if x > end - 40 else "middle"
    return {"period": period, "x": x, "anchor": anchor}


def _group(
    period: str,
    days: tuple[int, int],
    entries: Sequence[Entry],
    scale: TimeScale,
    form: Form,
    top: int,
) -> tuple[Plain, int]:
    """All that has one date, and where the next group may begin."""
    left, right = scale.place(days[0]), scale.place(days[1])
    line = top + _TRACK // 2
    y = top + 2 if form.column else top + _TRACK
    drawn: list[Plain] = []
    for entry in entries:
        piece, y = _entry(entry, form, y)
        drawn.append(piece)
    bottom = max(y, top + _TRACK) + _GAP_GROUP
    return {
        "period": period,
        "top": top,
        "line": line,
        "left": left - 5 if right - left < 10 else left,
        "width": max(10, right - left),
        **_name(left, right, form.column or form.width),
        "entries": drawn,
    }, bottom


def _name(left: int, right: int, width: int) -> dict[str, Plain]:
    """Where the date is written: on the side of its place that has more room, or above a period."""
    before, after = left, width - right
    if max(before, after) < width * 0.45:
        return {"x": (left + right) // 2, "anchor": "middle", "rises": True}
    if after >= before:
        return {"x": max(right, left + 5) + 7, "anchor": "start", "rises": False}
    return {"x": min(left, right - 5) - 7, "anchor": "end", "rises": False}


def _entry(entry: Entry, form: Form, top: int) -> tuple[Plain, int]:
    """A sign, the head in bold beside it, the text below; and where the next entry may begin."""
    x = form.column + _INDENT
    room = (form.width - x) / LETTERS
    head = wrapped(entry.head, room / 1.06, _MOST_HEAD)
    text = wrapped(entry.text, room, _MOST_LINES)
    lines = [*((line, True) for line in head), *((line, False) for line in text)]
    first = top + LETTERS
    bottom = top + max(1, len(lines)) * _LINE
    return {
        "kind": entry.kind,
        "x": x,
        "sign": form.column + 9,
        "middle": first - 4,
        "top": top - 3,
        "height": bottom - top + 4,
        "url": entry.url,
        "lines": [
            {"text": text, "y": first + n * _LINE, "bold": bold}
            for n, (text, bold) in enumerate(lines)
        ],
    }, bottom + _GAP_ENTRY


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """The entries from the earliest to the latest; those of one date stay in their order.

    A month or a lower bound counts as its first day, after what is known to be of that day.
    """
    return sorted(entries, key=lambda entry: bounds(entry.period))
