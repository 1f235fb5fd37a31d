"""Gathering: the files scanned, and their parsing begun by other processes.

In: an order. Out: what was scanned, where cards are set aside, and the parsing, which goes on while
the first process imports what comes after it. Knows nothing of what cards say.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from factpress.cache.card_cache import Shelves
from factpress.cache.inputs import Snapshot, snapshot
from factpress.content.parsing import Parsing, parsing
from factpress.options import Order


class Gathered(NamedTuple):
    """What was scanned and is being parsed, and since when, by `time.perf_counter`."""

    now: Snapshot
    shelves: Shelves
    parsing: Parsing
    started: float


@contextmanager
def gathering(order: Order, now: Snapshot | None = None) -> Iterator[Gathered]:
    """Begins to read what is to be built; `now` is what was scanned already.

    Raises BuildRefused when there is no content folder.
    """
    started = time.perf_counter()
    now = now or snapshot(order)
    shelves = Shelves(order.memory, order.cache_key)
    with parsing(now.content, shelves.memory, shelves.new, order.jobs) as begun:
        yield Gathered(now, shelves, begun, started)
