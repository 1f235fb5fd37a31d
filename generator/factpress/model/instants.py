"""Instants: the build's clock compared with the days and times of cards.

In: what `moments` checked. Out: instants in UTC, and texts of them in their order. Imports little,
for a build that has nothing to do needs it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

FIRST_INSTANT = dt.datetime.min.replace(tzinfo=dt.UTC)
LAST_INSTANT = dt.datetime.max.replace(microsecond=0, tzinfo=dt.UTC)


def begin_of(day: dt.date, zone: dt.tzinfo = dt.UTC) -> dt.datetime:
    """The first instant of a day, in UTC."""
    try:
        return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
    except OverflowError:
        return FIRST_INSTANT


def instant_of(moment: str, zone: dt.tzinfo = dt.UTC) -> dt.datetime:
    """The instant of a moment with its zone; of a bare day, or a time without zone, in `zone`."""
    found = dt.datetime.fromisoformat(moment)
    return begin_of(found.date(), zone) if found.tzinfo is None else found.astimezone(dt.UTC)


def zone_of(moment: str) -> dt.tzinfo | None:
    """The time zone of a moment, where it is given."""
    return dt.datetime.fromisoformat(moment).tzinfo


def is_within(instant: dt.datetime, span: Sequence[str]) -> bool:
    """Whether an instant is in a span, of which the end is the first instant after it."""
    return span[0] <= in_utc(instant) < span[1]


def in_utc(instant: dt.datetime) -> str:
    """An instant of UTC to the second; the first of a day as the day alone.

    Such texts are in the order of their instants.
    """
    utc = instant.astimezone(dt.UTC)
    text = utc.strftime("%H:%M:%S")
    day = utc.date().isoformat()
    return day if text == "00:00:00" else f"{day}T{text}Z"
