"""Notes: what was worked out of a catalog without its bodies, for the next build with an equal one.

In: what an earlier build noted. Out: the value, read back or made; and those that were made, to be
kept. A value must come to the same for equal catalogs. Knows nothing of what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

NotedT = TypeVar("NotedT")


class Notes:
    """What is noted of one catalog; `made` gathers what this process worked out itself."""

    def __init__(self, kept: Mapping[str, memoryview] | None = None) -> None:
        self.made: dict[str, Any] = {}
        self._kept = kept or {}

    def noted(self, name: str, kind: type[NotedT], make: Callable[[], NotedT]) -> NotedT:
        """What is noted under a name, as a value of a kind that JSON can hold."""
        if name in self._kept:
            return msgspec.json.decode(self._kept[name], type=kind)
        made = self.made[name] = make()
        return made
