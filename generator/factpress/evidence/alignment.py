"""Alignment: how two texts that are alike fit together, by words or by characters.

In go words or characters; out come what they have in common and where. The work is bounded by the
lengths that callers allow: words that stand too often are left out of a comparison.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import Match as Block
from difflib import SequenceMatcher
from typing import Final, NamedTuple

# As many pairs of equal words are compared: more, and words that stand often are left out.
MAX_PAIRS: Final = 10_000
# How many more words than the passage the document may have between two common words.
_SLACK = 6
# What it costs to change a letter; what only the document has is likelier than what it has not.
_CHANGE: Final = 4
_ADD: Final = 3
_DROP: Final = 5
# Unlike characters that are no letters, such as a stop for a comma, and a letter that looks alike.
_SLIGHT: Final = 1


def matcher(one: Sequence[str], other: Sequence[str]) -> SequenceMatcher[str]:
    """A comparison of two rows of words that takes bounded time."""
    there = Counter(other)
    pairs = Counter({word: times * there[word] for word, times in Counter(one).items()})
    left = pairs.total()
    frequent: set[str] = set()
    for word, times in pairs.most_common():
        if left <= MAX_PAIRS:
            break
        frequent.add(word)
        left -= times
    return SequenceMatcher(frequent.__contains__, one, other, autojunk=False)


def close_blocks(wanted: Sequence[str], words: Sequence[str]) -> list[Block]:
    """Runs of common words in order: the longest, and those not much further off than wanted."""
    blocks = [block for block in matcher(wanted, words).get_matching_blocks() if block.size]
    if not blocks:
        return []
    first = last = blocks.index(max(blocks, key=lambda block: block.size))
    while first and _are_close(blocks[first - 1], blocks[first]):
        first -= 1
    while last + 1 < len(blocks) and _are_close(blocks[last], blocks[last + 1]):
        last += 1
    return blocks[first : last + 1]


def _are_close(left: Block, right: Block) -> bool:
    in_passage = right.a - left.a - left.size
    in_document = right.b - left.b - left.size
    return in_document <= 2 * in_passage + _SLACK


class Likest(NamedTuple):
    """The part [start, end) of a text that is most like another: `unlike` is 0 when it is equal."""

    unlike: float
    start: int
    end: int


def fewest_edits(text: str, wanted: str) -> tuple[int, int]:
    """The fewest edits that make a part of a text into the wanted characters, and its end.

    All columns of the comparison are kept as the bits of one number (Myers, 1999).
    """
    full = (1 << len(wanted)) - 1
    last = 1 << (len(wanted) - 1)
    stands: dict[str, int] = {}
    for at, char in enumerate(wanted):
        stands[char] = stands.get(char, 0) | 1 << at
    more, fewer, edits = full, 0, len(wanted)
    best = (edits, 0)
    for position, char in enumerate(text, 1):
        equal = stands.get(char, 0)
        across = (((equal & more) + more) ^ more) | equal
        up = (fewer | ~(across | more)) & full
        down = more & across
        edits += bool(up & last) - bool(down & last)
        if edits < best[0]:
            best = (edits, position)
        up, down, equal = up << 1, down << 1, equal | fewer
        more, fewer = (down | ~(equal | up)) & full, up & equal & full
    return best


def likest(text: str, wanted: str) -> Likest:
    """The part of a text that the fewest edits make into the wanted characters (Sellers, 1980).

    `unlike` counts edited characters by wanted ones. Only the text round the likeliest end is read.
    """
    end = fewest_edits(text, wanted)[1]
    low, high = max(0, end - 2 * len(wanted)), end + len(wanted) // 2
    costs = [_DROP * at for at in range(len(wanted) + 1)]
    starts = [low] * (len(wanted) + 1)
    best = (costs[-1], low, low)
    slight = [_CHANGE if char.isalnum() else _SLIGHT for char in wanted]
    for position, char in enumerate(text[low:high], low + 1):
        before, before_start = costs[0], starts[0]
        starts[0] = position
        is_letter = char.isalnum()
        for at, asked in enumerate(wanted, 1):
            kept, kept_start = costs[at], starts[at]
            if asked == char:
                cost, start = before, before_start
            else:
                change = _CHANGE if is_letter else slight[at - 1]
                cost, start = before + change, before_start
            if kept + _ADD < cost:
                cost, start = kept + _ADD, kept_start
            if costs[at - 1] + _DROP < cost:
                cost, start = costs[at - 1] + _DROP, starts[at - 1]
            before, before_start = kept, kept_start
            costs[at], starts[at] = cost, start
        # Of stretches that are equally like, the first.
        if costs[-1] < best[0]:
            best = (costs[-1], starts[-1], position)
    return Likest(best[0] / (_CHANGE * max(1, len(wanted))), best[1], best[2])
