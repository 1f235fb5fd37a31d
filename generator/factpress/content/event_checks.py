"""Checks of events that need the day of the build: none may be dated after it.

In: the catalog and the day. Out: problems at their fields.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from factpress.content.places import place_of
from factpress.model.cards import Catalog
from factpress.model.field_types import period_bounds
from factpress.model.problems import Problem, Severity


def check_events(catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    """Events whose date, or the end of whose period, begins after today."""
    for event in catalog.events.values():
        last = event.fields.date.rpartition("/")[2]
        if period_bounds(last)[0] > today:
            severity: Severity = "warning" if event.key in catalog.held_back else "error"
            message = (
                f"the event is dated {event.fields.date}, which is after today, {today}; correct "
                "the date, or make the card a draft until it has happened"
            )
            yield Problem(event.path, *place_of(event, "date"), message, severity)
