"""Offsets: where each character of a rewritten text came from, and where each old one went.

The second part composes text (NFC) and gives the offsets of that rewriting.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import accumulate
from typing import Final, NamedTuple, Protocol


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
    """Corresponding positions of two texts, in order: `new[i]` in one is `old[i]` in the other.

    Between two knots at the same distance in both texts, characters correspond one to one.
    Otherwise the stretch between the knots was rewritten, and is mapped as a whole.
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
    """The old start of every new character, and the old end of the last one."""

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
    """Blocks of two texts, in order; the offsets in a block are computed at the first request.

    Block i begins at `new[i]` in one text and at `old[i]` in the other; the last entries are the
    texts' ends. `inside` computes the offsets in an old span, counted from its start.
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
    """The rewritten text and its offsets; rewrites are in order and do not overlap."""
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


# Unicode composition (NFC) with offsets.

# Offsets are computed by block, since few positions are ever requested.
BLOCK: Final = 4096
# The last plane with letters ends before this; private use, tags and variation selectors follow.
_LAST_COMPOSING = 0x32000
_HANGUL_VOWELS_AND_FINALS = "\u1160-\u11ff"
_HANGUL_BEGINNINGS = "\u1100-\u1112\uac00-\ud7a3"
_AFTER_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_ASCII = re.compile(r"[\x00-\x7f]")


def composed(text: str) -> tuple[str, Offsets | None]:
    """The text in NFC and its offsets, or None if it was in NFC already."""
    parts: list[str] = []
    new, old = array("I", [0]), array("I", [0])
    is_composed = True
    for start, end in _blocks(text):
        block = text[start:end]
        # Checking first whether a block is in NFC takes as long as composing it.
        whole = unicodedata.normalize("NFC", block)
        is_composed = is_composed and whole == block
        parts.append(whole)
        new.append(new[-1] + len(whole))
        old.append(end)
    if is_composed:
        return text, None
    return "".join(parts), Blocks(new, old, partial(_inside, text))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of a text that compose independently: no ASCII character composes with one before."""
    start = 0
    while start < len(text):
        edge = _ASCII.search(text, start + BLOCK)
        end = edge.start() if edge else len(text)
        yield start, end
        start = end


def _inside(text: str, start: int, end: int) -> Offsets:
    """The offsets in a block of a text."""
    block = text[start:end]
    whole = unicodedata.normalize("NFC", block)
    if unicodedata.normalize("NFD", whole) == block:
        length = {char: len(unicodedata.normalize("NFD", char)) for char in set(whole)}
        return Starts(array("I", accumulate(map(length.__getitem__, whole), initial=0)))
    finely, offsets = rewrite(block, _clusters(_cluster_pattern(), block))
    if finely == whole:
        return offsets
    # A newer Unicode may compose characters that the pattern separates: then map whole runs.
    return rewrite(block, _clusters(_AFTER_ASCII, block))[1]


def _clusters(pattern: re.Pattern[str], text: str) -> Iterator[Rewrite]:
    for found in pattern.finditer(text):
        whole = unicodedata.normalize("NFC", found[0])
        if whole != found[0]:
            yield Rewrite(found.start(), found.end(), whole)


@cache
def _cluster_pattern() -> re.Pattern[str]:
    """Matches a character with all marks that may compose with it, or one that NFC changes."""
    beginning: set[str] = set()
    joining: set[str] = set()
    changing: set[str] = set()
    for code in range(0x80, _LAST_COMPOSING):
        char = chr(code)
        if unicodedata.combining(char):
            joining.add(char)
        parts = unicodedata.decomposition(char)
        if parts and not parts.startswith("<"):
            first, *others = (chr(int(part, 16)) for part in parts.split())
            beginning.update((first, char))
            joining.update(others)
            if unicodedata.normalize("NFC", char) != char:
                changing.add(char)
    # A character that composes with no mark, such as a space, is not part of a cluster.
    before = f"[{re.escape(''.join(sorted(beginning)))}{_HANGUL_BEGINNINGS}]"
    after = f"[{''.join(sorted(joining))}{_HANGUL_VOWELS_AND_FINALS}]"
    alone = f"[{''.join(sorted(joining | changing))}{_HANGUL_VOWELS_AND_FINALS}]"
    # Few characters have a mark after them, so test that first.
    return re.compile(f"(?s:.)(?={after})(?<={before}){after}+|{alone}{after}*")
