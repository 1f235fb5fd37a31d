"""Unicode composition (NFC) that remembers positions.

In goes any text; out come its NFC form and the offsets between the two. The public source is
Unicode Standard Annex 15, "Unicode Normalization Forms". Knows nothing of typography.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cache, partial
from itertools import accumulate
from typing import Final

from factpress.evidence.offsets import Blocks, Offsets, Rewrite, Starts, rewrite

# Offsets are worked out for a block when a position in it is asked for: few ever are.
BLOCK: Final = 4096
# Past the last plane with letters stand only private use, tags and variation selectors.
_LAST_COMPOSING = 0x32000
_HANGUL_VOWELS_AND_FINALS = "\u1160-\u11ff"
_HANGUL_BEGINNINGS = "\u1100-\u1112\uac00-\ud7a3"
_AFTER_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_ASCII = re.compile(r"[\x00-\x7f]")


def composed(text: str) -> tuple[str, Offsets | None]:
    """The text in NFC, and its offsets; None when the text was in NFC already."""
    parts: list[str] = []
    new, old = array("I", [0]), array("I", [0])
    is_composed = True
    for start, end in _blocks(text):
        block = text[start:end]
        # To ask first whether a block is in NFC takes as long as to make it so.
        whole = unicodedata.normalize("NFC", block)
        is_composed = is_composed and whole == block
        parts.append(whole)
        new.append(new[-1] + len(whole))
        old.append(end)
    if is_composed:
        return text, None
    return "".join(parts), Blocks(new, old, partial(_inside, text))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of a text that compose each by itself: an ASCII character joins none before it."""
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
    # A newer Unicode may join characters that the pattern keeps apart: then whole runs are mapped.
    return rewrite(block, _clusters(_AFTER_ASCII, block))[1]


def _clusters(pattern: re.Pattern[str], text: str) -> Iterator[Rewrite]:
    for found in pattern.finditer(text):
        whole = unicodedata.normalize("NFC", found[0])
        if whole != found[0]:
            yield Rewrite(found.start(), found.end(), whole)


@cache
def _cluster_pattern() -> re.Pattern[str]:
    """Matches a character with all that may compose with it, or one that NFC changes by itself."""
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
    # What stands before a mark and composes with none, such as a space, is no part of its cluster.
    before = f"[{re.escape(''.join(sorted(beginning)))}{_HANGUL_BEGINNINGS}]"
    after = f"[{''.join(sorted(joining))}{_HANGUL_VOWELS_AND_FINALS}]"
    alone = f"[{''.join(sorted(joining | changing))}{_HANGUL_VOWELS_AND_FINALS}]"
    # Few characters have a mark behind them, so that is asked first.
    return re.compile(f"(?s:.)(?={after})(?<={before}){after}+|{alone}{after}*")
