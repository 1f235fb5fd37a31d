"""The picture of a timeline: where each date, line and word of it goes, and its SVG.

Each date has its place on the scale of time, its entries below or beside it, none on top of
another. Whole numbers, the same for the same input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup, escape

from factpress.charts.svg import PENS, SIGNS, hits, mirrored
from factpress.charts.text_layout import wrapped
from factpress.charts.time_scale import Tick, TimeScale, time_scale
from factpress.model.card_parts import bounds, lower_bound
from factpress.model.contexts import View
from factpress.model.urls import relative

LETTERS = 12
_LINE = 16
_TRACK, _HEAD, _BARE_HEAD, _INDENT = 26, 30, 6, 24
_GAP_ENTRY, _GAP_GROUP = 7, 10
_MOST_LINES = 3
_MOST_HEAD = 2
_MARGIN = 8


class TimelineEntry(View, frozen=True):
    """An entry of a timeline."""

    period: str
    #: What happened, by keyword: a stance, `claimed`, `published`, `checked` or `appeared`
    kind: str
    head: str
    text: str
    url: str = ""
    is_quoted: bool = False  #: Whether the date is only that of the document quoting the words
    #: The language of the text, where it is a title whose card names it
    language: str | None = None


class Form(NamedTuple):
    """How a timeline is laid out: with `column`, the words stand beside the line from there on."""

    width: int
    column: int = 0


class _Line(NamedTuple):
    """A line of words and the place of its baseline."""

    text: str
    y: int
    bold: bool


class _Entry(NamedTuple):
    """An entry in its place: its words begin at `x`, its sign is at `sign` and `middle`."""

    entry: TimelineEntry
    x: int
    sign: int
    middle: int
    top: int
    height: int
    lines: Sequence[_Line]


class _Name(NamedTuple):
    """Where a date is written; `rises` says that it is above the line."""

    x: int
    anchor: str
    rises: bool


class _Group(NamedTuple):
    """All entries of one date, at `line`; the date covers the scale from `left` on."""

    period: str
    top: int
    line: int
    left: int
    width: int
    name: _Name
    entries: Sequence[_Entry]


class TimelineLayout(NamedTuple):
    """A timeline with every place worked out; the scale goes from `start` to `end`."""

    width: int
    height: int
    top: int
    start: int
    end: int
    ticks: Sequence[Tick]
    breaks: Sequence[int]
    groups: Sequence[_Group]


NARROW = Form(340)
WIDE = Form(720, 330)


def picture(entries: Sequence[TimelineEntry], form: Form) -> TimelineLayout:
    """The picture of some entries, one at least."""
    days = {e.period: _days(e.period) for e in entries}
    end = (form.column or form.width) - _MARGIN - (12 if form.column else 0)
    scale = time_scale(days.values(), _MARGIN, end)
    ticks = scale.ticks()
    groups: list[_Group] = []
    top = _HEAD if ticks else _BARE_HEAD
    for period, of_one in groupby(entries, key=lambda entry: entry.period):
        group, top = _group(days[period], list(of_one), scale, form, top)
        groups.append(group)
    return TimelineLayout(
        width=form.width,
        height=top + 2,
        top=22 if ticks else _BARE_HEAD,
        start=_MARGIN,
        end=end,
        ticks=ticks,
        breaks=scale.breaks(),
        groups=groups,
    )


def _days(period: str) -> tuple[int, int]:
    """The days that are drawn; of a lower bound only that day, for its name says what it is."""
    first, last = bounds(lower_bound(period) or period)
    return first.toordinal(), last.toordinal()


def _group(
    days: tuple[int, int], entries: Sequence[TimelineEntry], scale: TimeScale, form: Form, top: int
) -> tuple[_Group, int]:
    """All that has one date, and where the next group may begin."""
    left, right = scale.place(days[0]), scale.place(days[1])
    y = top + 2 if form.column else top + _TRACK
    drawn: list[_Entry] = []
    for each in entries:
        entry, y = _entry(each, form, y)
        drawn.append(entry)
    group = _Group(
        period=entries[0].period,
        top=top,
        line=top + _TRACK // 2,
        left=left - 5 if right - left < 10 else left,
        width=max(10, right - left),
        name=_name(left, right, form.column or form.width),
        entries=drawn,
    )
    return group, max(y, top + _TRACK) + _GAP_GROUP


def _name(left: int, right: int, width: int) -> _Name:
    """Where the date is written: on the side of its place that has more room, or above a period."""
    before, after = left, width - right
    if max(before, after) < width * 0.45:
        return _Name((left + right) // 2, "middle", rises=True)
    if after >= before:
        return _Name(max(right, left + 5) + 7, "start", rises=False)
    return _Name(min(left, right - 5) - 7, "end", rises=False)


def _entry(entry: TimelineEntry, form: Form, top: int) -> tuple[_Entry, int]:
    """A sign, the head in bold beside it, the text below; and where the next entry may begin."""
    x = form.column + _INDENT
    room = (form.width - x) / LETTERS
    head = wrapped(entry.head, room / 1.06, _MOST_HEAD)
    text = wrapped(entry.text, room, _MOST_LINES)
    lines = [*((line, True) for line in head), *((line, False) for line in text)]
    first = top + LETTERS
    bottom = top + max(1, len(lines)) * _LINE
    drawn = _Entry(
        entry=entry,
        x=x,
        sign=form.column + 9,
        middle=first - 4,
        top=top - 3,
        height=bottom - top + 4,
        lines=[_Line(words, first + n * _LINE, bold) for n, (words, bold) in enumerate(lines)],
    )
    return drawn, bottom + _GAP_ENTRY


def ordered(entries: Iterable[TimelineEntry]) -> list[TimelineEntry]:
    """The entries from the earliest to the latest; those of one date stay in their order.

    A month or a lower bound counts as its first day, after what is known to be of that day.
    """
    return sorted(entries, key=lambda entry: bounds(entry.period))


# About as wide as the name of a day gets.
_MOST_NAME = 120


def drawing(picture: TimelineLayout, *, rtl: bool) -> list[str]:
    """The drawing of a timeline: markup and periods by turns, markup first and last.

    Where the language runs from right to left, shapes are mirrored and words are on their right.
    """
    width = picture.width
    shapes = [f"<g {PENS}{mirrored(width, rtl=rtl)}>", *_shapes(picture), "</g>"]
    turns: list[str] = ["".join([*shapes, '<g class="halo">'])]
    for tick in picture.ticks:
        x = width - tick.x if rtl else tick.x
        # A name stays within the picture.
        anchor = "start" if tick.x < 48 else "end" if tick.x > picture.end - 40 else "middle"
        turns[-1] += f'<text class="soft" font-size="11.5" text-anchor="{anchor}" x="{x}" y="14">'
        turns += [tick.period, "</text>"]
    for group in picture.groups:
        x = width - group.name.x if rtl else group.name.x
        y = group.line - 9 if group.name.rises else group.line + 4
        turns[-1] += f'<text font-weight="700" text-anchor="{group.name.anchor}" x="{x}" y="{y}">'
        turns += [group.period, "</text>" + "".join(_words(group.entries, width, rtl=rtl))]
    turns[-1] += "</g>"
    return [Markup(each) if n % 2 == 0 else each for n, each in enumerate(turns)]  # noqa: S704 (ours, or escaped by Jinja)


def _shapes(picture: TimelineLayout) -> Iterator[str]:
    """The scale, then each date's place on it with the signs of its entries."""
    top, bottom = picture.top, picture.height - 4
    rules = "".join(f"M{tick.x} {top}V{bottom}" for tick in picture.ticks)
    rules += "".join(f"M{picture.start} {group.line}H{picture.end}" for group in picture.groups)
    yield f'<path class="rule" stroke-width="1" d="{rules}"/>'
    for x in picture.breaks:
        dots = 'stroke-width="1" stroke-dasharray="2 5"'
        yield f'<path class="rule" {dots} d="M{x} {top}V{bottom}"/>'
        bare = [group for group in picture.groups if not _is_named_at(group, x)]
        cuts = [f"M{x - 5} {group.line - 5}h10v10h-10z" for group in bare]
        yield f'<path class="paper" d="{"".join(cuts)}"/>'
        bars = [f"M{x - 5} {group.line + 5}l4-10M{x + 1} {group.line + 5}l4-10" for group in bare]
        yield f'<path class="line" d="{"".join(bars)}"/>'
    for group in picture.groups:
        yield (
            f'<rect class="ink" x="{group.left}" y="{group.line - 5}" '
            f'width="{group.width}" height="10" rx="5"/>'
        )
        for entry in group.entries:
            place = f"translate({entry.sign} {entry.middle})"
            yield f'<g transform="{place}">{SIGNS[entry.entry.kind]}</g>'


def _is_named_at(group: _Group, x: int) -> bool:
    """Whether the date of a group is written where the line is broken."""
    far = x - group.name.x if group.name.anchor == "start" else group.name.x - x
    return bool(group.name.anchor != "middle" and -8 < far < _MOST_NAME)


def _words(entries: Iterable[_Entry], width: int, *, rtl: bool) -> Iterator[str]:
    for entry in entries:
        x = width - entry.x if rtl else entry.x
        for line in entry.lines:
            weight = ' font-weight="700"' if line.bold else ""
            yield f'<text{weight} x="{x}" y="{line.y}">{escape(line.text)}</text>'


def links(picture: TimelineLayout, page_url: str, *, rtl: bool) -> Markup:
    """Where the mouse finds the entries of a timeline that lead somewhere."""
    return hits(
        (
            (0 if rtl else entry.sign - 9, entry.top),
            (picture.width - entry.sign + 9, entry.height),
            relative(entry.entry.url, page_url),
        )
        for group in picture.groups
        for entry in group.entries
        if entry.entry.url
    )
