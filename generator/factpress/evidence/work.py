"""Work: how much a search may do before it is given up.

Counted in steps and not in seconds, so that a search comes to the same end on every machine and in
every build. A step takes a few microseconds at most: all of them are well under two seconds.
"""

from __future__ import annotations

from typing import Final

MAX_STEPS: Final = 200_000


class GivenUp(Exception):
    """A search has taken all the steps that it may take."""


class Work:
    """The steps that one search may still take."""

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Counts these steps. Raises GivenUp when they are more than are left."""
        self.left -= steps
        if self.left < 0:
            raise GivenUp
