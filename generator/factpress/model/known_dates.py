"""When a source was published, as far as is known: a day, a month, a year, or not before a day.

In: the `published` of a source. Out: days to sort and compare by.
"""

from __future__ import annotations

import datetime as dt

from factpress.model.card_parts import Published
from factpress.model.field_types import period_bounds


def first_day(published: Published) -> dt.date:
    """The first day on which it can have been published."""
    return published.not_before or period_bounds(published.date or "")[0]
