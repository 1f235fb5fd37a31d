"""Moments as fields hold them: a day, or a day with a time of the clock; time codes of recordings.

In: the text the writer wrote. Out: the same text, checked; its day, its time, its seconds.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from factpress.model.field_types import After, Token, Wrong

_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
# As other tools write it: 2022-01-31T14:30:00.000Z, 2022-01-31 14:30:00 +0100.
_FRACTION = re.compile(r"(:[0-9]{2}:[0-9]{2})\.[0-9]+")
_ZONE = re.compile(r"(:[0-9]{2}) ?([+-][0-9]{2}):?([0-9]{2})$")
_TIME_CODE = re.compile(r"([0-9]{1,2}:)?[0-9]{1,3}:[0-5][0-9]")


def _moment(text: str) -> str:
    text = _ZONE.sub(r"\1\2:\3", _FRACTION.sub(r"\1", text))
    if not _MOMENT.fullmatch(text):
        raise Wrong(
            "is not a day, with or without a time; write 2022-01-31, 2022-01-31T14:30 or, with the "
            "time zone, 2022-01-31T14:30+01:00"
        )
    try:
        instant = dt.datetime.fromisoformat(text)
        if instant.tzinfo:
            instant.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise Wrong("is not a day of the calendar with a time of the clock") from None
    return text.replace(" ", "T")


def _instant(text: str) -> str:
    moment = _moment(text)
    if dt.datetime.fromisoformat(moment).tzinfo is None:
        time = moment[11:] or "06:00"
        raise Wrong(
            f"has no time with its zone; write it as {moment[:10]}T{time}+01:00 with your own "
            "zone, or ending in Z for UTC"
        )
    return moment


def _dateline(text: str) -> str:
    moment = _moment(text)
    return _instant(moment) if "T" in moment else moment


def _time_code(text: str) -> str:
    if not _TIME_CODE.fullmatch(text):
        raise Wrong("is not a time code; write minutes and seconds as 2:14, or 1:02:14 with hours")
    return text


Moment = Annotated[str, After(_moment), Token()]
Instant = Annotated[str, After(_instant), Token()]
Dateline = Annotated[str, After(_dateline), Token()]
TimeCode = Annotated[str, After(_time_code), Token()]


def day_of(moment: str) -> dt.date:
    """The day of a moment."""
    return dt.date.fromisoformat(moment[:10])


def clock_of(moment: str) -> str | None:
    """Its time of the clock as `14:30`, with `UTC+01:00` after it where the zone is given."""
    parts = _MOMENT.fullmatch(moment)
    if parts is None or parts[3] is None:
        return None
    zone = {None: "", "Z": " UTC"}.get(parts[5], f" UTC{parts[5]}")
    return f"{parts[3]}{zone}"


def seconds_of(time_code: str) -> int:
    """The seconds from the beginning of a recording to a time code."""
    seconds = 0
    for part in time_code.split(":"):
        seconds = 60 * seconds + int(part)
    return seconds
