"""The scale of a timeline: from days to places along a line.

The line is broken where nothing happened for long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# The line is broken where one stretch without anything is longer than this share of the whole.
_LONG = 0.5
_LEAST_DAYS = 45
_MOST_BREAKS = 2
_BREAK, _LEAST = 34, 26
_TICK_ROOM = 92
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)


class Stretch(NamedTuple):
    """A part of the line without a break: its days, its ends."""

    first: int
    last: int
    start: float
    end: float


class Tick(NamedTuple):
    """Where a month or a year begins: `period` is `2022-01` or `2022`."""

    period: str
    x: int


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A line of time. Days are counted as by `date.toordinal`."""

    stretches: tuple[Stretch, ...]

    def place(self, day: int) -> int:
        """The place of a day; a day outside of all stretches is at the nearest end."""
        for stretch in self.stretches:
            if day <= stretch.last:
                break
        first, last, start, end = stretch
        if first == last:
            return round((start + end) / 2)
        share = (max(day, first) - first) / (last - first)
        return round(start + min(1.0, share) * (end - start))

    def breaks(self) -> list[int]:
        """Where the line is broken."""
        ends = zip(self.stretches, self.stretches[1:], strict=False)
        return [round((one.end + other.start) / 2) for one, other in ends]

    def ticks(self) -> list[Tick]:
        """The beginnings of months or years, with room between them for their names."""
        found: list[Tick] = []
        for stretch in self.stretches:
            for period, day in _beginnings(stretch):
                x = self.place(day)
                if not found or x - found[-1].x >= _TICK_ROOM:
                    found.append(Tick(period, x))
        return found


def time_scale(days: Iterable[tuple[int, int]], start: int, end: int) -> TimeScale:
    """The scale for stretches of days, at least one, on a line from `start` to `end`."""
    clusters = _clusters(sorted(days))
    free = end - start - _BREAK * (len(clusters) - 1) - _LEAST * len(clusters)
    whole = sum(last - first for first, last in clusters)
    stretches: list[Stretch] = []
    x = float(start)
    for first, last in clusters:
        share = (last - first) / whole if whole else 1 / len(clusters)
        width = _LEAST + free * share
        stretches.append(Stretch(first, last, x, x + width))
        x += width + _BREAK
    return TimeScale(tuple(stretches))


def _clusters(days: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The days in as many parts as there are long stretches between them, and one."""
    merged: list[tuple[int, int]] = []
    for first, last in days:
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    whole = merged[-1][1] - merged[0][0]
    gaps = [(merged[n + 1][0] - merged[n][1], n) for n in range(len(merged) - 1)]
    broken: list[int] = []
    for gap, n in sorted(gaps, reverse=True)[:_MOST_BREAKS]:
        if gap < _LEAST_DAYS or gap < _LONG * whole:
            break
        broken.append(n)
        whole -= gap
    clusters: list[tuple[int, int]] = []
    begin = 0
    for n in [*sorted(broken), len(merged) - 1]:
        clusters.append((merged[begin][0], merged[n][1]))
        begin = n + 1
    return clusters


def _beginnings(stretch: Stretch) -> Iterator[tuple[str, int]]:
    """Each month or year that begins in a stretch, as often as there is room for."""
    span = max(1, stretch.last - stretch.first)
    months = span / 30.4
    room = max(1.0, (stretch.end - stretch.start) / _TICK_ROOM)
    step = next((s for s in _STEPS if months / s <= room), _STEPS[-1])
    first = dt.date.fromordinal(stretch.first)
    month = -(-(first.year * 12 + first.month - 1) // step) * step
    while True:
        year, rest = divmod(month, 12)
        if not 1 <= year <= 9999:
            return
        day = dt.date(year, rest + 1, 1).toordinal()
        if day > stretch.last:
            return
        if day >= stretch.first:
            yield (f"{year:04}" if step >= 12 else f"{year:04}-{rest + 1:02}"), day
        month += step
