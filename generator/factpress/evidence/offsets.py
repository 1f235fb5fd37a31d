"""Offsets: where each character of a rewritten text came from.

In go the places at which a rewriting changed the length of a text; out come positions, mapped both
ways. Knows nothing of what was rewritten or why.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Rewrite(NamedTuple):
    """The characters [start, end) of a text become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Offsets:
    """Knots between two texts, in order: `new[i]` in one is the position of `old[i]` in the other.

    Between two knots equally far apart in both texts characters correspond one to one; otherwise
    the stretch between them was rewritten as a whole and is mapped as a whole.
    """

    new: array[int]
    old: array[int]

    def start(self, position: int) -> int:
        """The old position of the character at this new position."""
        knot = bisect_right(self.new, position) - 1
        within = 0 if self._is_whole(knot) else position - self.new[knot]
        return self.old[knot] + within

    def end(self, position: int) -> int:
        """The old position just after the character before this new position."""
        knot = bisect_right(self.new, position - 1) - 1
        if self._is_whole(knot):
            return self.old[knot + 1]
        return self.old[knot] + position - self.new[knot]

    def new_start(self, position: int) -> int:
        """The new position of the character at this old position."""
        return Offsets(self.old, self.new).start(position)

    def new_end(self, position: int) -> int:
        """The new position just after the character before this old position."""
        return Offsets(self.old, self.new).end(position)

    def _is_whole(self, knot: int) -> bool:
        if knot + 1 >= len(self.new):
            return False
        return self.new[knot + 1] - self.new[knot] != self.old[knot + 1] - self.old[knot]


def rewrite(text: str, rewrites: Iterable[Rewrite]) -> tuple[str, Offsets]:
    """The text with the rewrites made, and its offsets; rewrites are in order and never overlap."""
    parts: list[str] = []
    new, old = array("I", [0]), array("I", [0])
    length = copied = 0
    for start, end, replacement in rewrites:
        parts += (text[copied:start], replacement)
        length += start - copied
        copied = end
        if len(replacement) != end - start:
            new.append(length)
            old.append(start)
            new.append(length + len(replacement))
            old.append(end)
        length += len(replacement)
    parts.append(text[copied:])
    return "".join(parts), Offsets(new, old)
