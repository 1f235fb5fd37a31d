"""The build's clock: the instant that a command takes for now, from `--date` or the environment.

Public sources: RFC 3339; https://reproducible-builds.org/specs/source-date-epoch/.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Mapping

VARIABLE = "SOURCE_DATE_EPOCH"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = r"[Tt ](?:[01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
_WITHOUT_ZONE = re.compile(_DAY.pattern + _TIME)
_INSTANT = re.compile(_WITHOUT_ZONE.pattern + r"([Zz]|[+-][0-9]{2}:[0-9]{2})")
_LEAP_SECOND = re.compile(r"(:[0-9]{2}):60(\.[0-9]+)?")
_SECONDS = re.compile(r"-?[0-9]+")


def instant(text: str) -> dt.datetime:
    """An instant in UTC; a bare day is its first moment there. For options of the command line."""
    if _WITHOUT_ZONE.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} has no time zone, so nobody knows which instant it is; write {text}Z for "
            f"UTC, or {text}+02:00"
        )
    try:
        if _DAY.fullmatch(text):
            return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
        if _INSTANT.fullmatch(text):
            return _with_leap_second(text.upper())
    except (ValueError, OverflowError):
        pass
    raise argparse.ArgumentTypeError(
        f"{text!r} is neither a day nor an instant; write 2026-11-27, which is 00:00 UTC, or "
        "2026-11-27T09:00:00Z"
    )


def _with_leap_second(text: str) -> dt.datetime:
    """An instant; a leap second, which only ever ends a day of UTC, is the second before it.

    Raises ValueError for a text that is no instant.
    """
    usual, leaps = _LEAP_SECOND.subn(r"\1:59\2", text)
    found = dt.datetime.fromisoformat(usual).astimezone(dt.UTC)
    if leaps and (found.hour, found.minute) != (23, 59):
        raise ValueError(f"{text} is no leap second")
    return found


def instant_of(environment: Mapping[str, str]) -> dt.datetime:
    """The instant of SOURCE_DATE_EPOCH; the present where it is not set.

    Raises ValueError, with words for the user, where it is no number of seconds.
    """
    epoch = environment.get(VARIABLE)
    if epoch is None:
        return dt.datetime.now(dt.UTC)
    try:
        if _SECONDS.fullmatch(epoch):
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise ValueError(
        f"{VARIABLE} is {epoch!r}, not a whole number of seconds, as `date +%s` writes it, of the "
        "years 1 to 9999"
    )
