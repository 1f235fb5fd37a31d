"""Offsets: where each character of a rewritten text came from.

In go the places at which a rewriting changed the length of a text, or the lengths of the rewritten
blocks of one; out come positions, mapped both ways. Knows nothing of what was rewritten or why.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class Rewrite(NamedTuple):
    """The characters [start, end) of a text become `text`."""

    start: int
    end: int
    text: str


class Offsets(Protocol):
    """Positions of two texts, of which one was made by rewriting the other."""

    def start(self, position: int) -> int:
        """The old position of the character at this new position."""

    def end(self, position: int) -> int:
        """The old position just after the character before this new position."""

    def new_start(self, position: int) -> int:
        """The new position of the character at this old position."""

    def new_end(self, position: int) -> int:
        """The new position just after the character before this old position."""


@dataclass(frozen=True, slots=True, eq=False)
class Knots:
    """Knots between two texts, in order: `new[i]` in one is the position of `old[i]` in the other.

    Between two knots equally far apart in both texts characters correspond one to one; otherwise
    the stretch between them was rewritten as a whole and is mapped as a whole.
    """

    new: array[int]
    old: array[int]

    def start(self, position: int) -> int:
        knot = bisect_right(self.new, position) - 1
        within = 0 if self._is_whole(knot) else position - self.new[knot]
        return self.old[knot] + within

    def end(self, position: int) -> int:
        knot = bisect_right(self.new, position - 1) - 1
        if self._is_whole(knot):
            return self.old[knot + 1]
        return self.old[knot] + position - self.new[knot]

    def new_start(self, position: int) -> int:
        return Knots(self.old, self.new).start(position)

    def new_end(self, position: int) -> int:
        return Knots(self.old, self.new).end(position)

    def _is_whole(self, knot: int) -> bool:
        if knot + 1 >= len(self.new):
            return False
        return self.new[knot + 1] - self.new[knot] != self.old[knot + 1] - self.old[knot]


@dataclass(frozen=True, slots=True, eq=False)
class Starts:
    """The old start of every new character, and the old end of the last: each is mapped whole."""

    old: array[int]

    def start(self, position: int) -> int:
        return self.old[min(position, len(self.old) - 1)]

    def end(self, position: int) -> int:
        return self.old[position]

    def new_start(self, position: int) -> int:
        return bisect_right(self.old, position) - 1

    def new_end(self, position: int) -> int:
        return bisect_right(self.old, position - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """Blocks of two texts, in order, each looked into only when a position in it is asked for.

    Block i begins at `new[i]` in one text and at `old[i]` in the other; the last entries are the
    texts' ends. `inside` gives the offsets in an old span, counted from its start.
    """

    new: array[int]
    old: array[int]
    inside: Callable[[int, int], Offsets]
    looked_into: dict[int, Offsets] = field(default_factory=dict)

    def start(self, position: int) -> int:
        block = self._block(self.new, position)
        return self.old[block] + self._inside(block).start(position - self.new[block])

    def end(self, position: int) -> int:
        block = self._block(self.new, position - 1)
        return self.old[block] + self._inside(block).end(position - self.new[block])

    def new_start(self, position: int) -> int:
        block = self._block(self.old, position)
        return self.new[block] + self._inside(block).new_start(position - self.old[block])

    def new_end(self, position: int) -> int:
        block = self._block(self.old, position - 1)
        return self.new[block] + self._inside(block).new_end(position - self.old[block])

    @staticmethod
    def _block(starts: array[int], position: int) -> int:
        return min(bisect_right(starts, position), len(starts) - 1) - 1

    def _inside(self, block: int) -> Offsets:
        if block not in self.looked_into:
            self.looked_into[block] = self.inside(self.old[block], self.old[block + 1])
        return self.looked_into[block]


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
    return "".join(parts), Knots(new, old)
