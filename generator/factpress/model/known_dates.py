"""When a source was published, as far as is known: a day, a month, a year, or not before a day.

In: the `published` of a source. Out: its date in one notation, and days to sort and compare by. The
notation is that of periods, and for a lower bound EDTF's for "this day or some later one":
`[2022-01-12..]` (https://www.loc.gov/standards/datetime/).
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from factpress.model.card_parts import Published
from factpress.model.field_types import period_bounds

_OPEN, _END = "[", "..]"


def written(published: Published) -> str:
    """Its date in the notation of this module."""
    if published.not_before:
        return f"{_OPEN}{published.not_before.isoformat()}{_END}"
    return published.date or ""


def lower_bound(period: str) -> str | None:
    """The day before which it cannot have been; None where more than that is known."""
    return period[len(_OPEN) : -len(_END)] if period.startswith(_OPEN) else None


@lru_cache(maxsize=4096)
def bounds(period: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that a date can stand for; without an upper bound, `date.max`."""
    day = lower_bound(period)
    return (dt.date.fromisoformat(day), dt.date.max) if day else period_bounds(period)


def first_day(published: Published) -> dt.date:
    """The first day on which it can have been published."""
    return bounds(written(published))[0]


def last_day(published: Published) -> dt.date:
    """The last day on which it can have been published, as far as its date tells."""
    return bounds(written(published))[1]


def by_date(published: Published) -> tuple[dt.date, dt.date]:
    """What sources are sorted by: their first day; of one day, what is known best comes first."""
    return bounds(written(published))


def in_plain_words(published: Published) -> str:
    """Its date for a message to writers, with the word before it."""
    if published.not_before:
        return f"not before {published.not_before}"
    period = written(published)
    return f"on {period}" if len(period) == len("2022-01-07") else f"in {period}"


def single_date(period: str) -> str | None:
    """A date, a month or a year; None for a span of two, or where only a bound is known."""
    return None if "/" in period or lower_bound(period) else period
