"""The nearest stretch of a document to a passage that it does not hold.

In go a Document and a passage; out comes the stretch most like it and the difference, word by
word, so that a writer can see what to correct. Likeness serves the message only: it never makes a
match.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match as Block
from difflib import SequenceMatcher
from itertools import islice
from math import log
from typing import Final, Literal, NamedTuple

from factpress.evidence.document import Document
from factpress.evidence.editorial_marks import has_words, without_marks
from factpress.evidence.folding import fold
from factpress.evidence.words import TOKEN, WORD

# Of the passage's words, the share that must stand in the stretch in the same order.
MIN_COMMON: Final = 0.4
MIN_COMMON_WORDS: Final = 2
# A passage is compared by its first words only: alignment is quadratic.
MAX_WORDS: Final = 200
_SEED_WORDS = 12
_MAX_SEED_PLACES = 20_000
_WINDOWS = 4
# How many more words than the passage the document may have between two common words.
_SLACK = 6
_LONGEST_TIGHT = 40
_TIGHT_BEFORE = re.compile(r"\S*\Z")
_TIGHT_AFTER = re.compile(r"\S*")

Kind = Literal["same", "document", "passage"]


class Difference(NamedTuple):
    """Words that both have (as the document writes them), or only the document or the passage."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """Characters [start, end) of the original text, and how the passage differs from them.

    `paragraph` is counted from 1; `common` is the share, 0 to 1, of the passage's words that stand
    there in the same order.
    """

    start: int
    end: int
    paragraph: int
    common: float
    difference: tuple[Difference, ...]


class _Aligned(NamedTuple):
    """How many words a folded span of the document has in common with the passage."""

    common: int
    start: int
    end: int


def nearest(document: Document, passage: str) -> Nearest | None:
    """The stretch most like the passage; None if none has 40 % of its words in the same order.

    For a passage with omission marks ask for the piece that is missing.
    """
    asked = _beginning(without_marks(fold(passage).text).strip())
    wanted = [word[0] for word in WORD.finditer(asked)]
    best = _Aligned(0, 0, 0)
    for start, end in _windows(document, asked):
        best = max(best, _align(document, wanted, start, end), key=lambda found: found.common)
    if best.common < max(MIN_COMMON_WORDS, MIN_COMMON * len(wanted)):
        return None
    start, end = _widened(document.letters, best.start, best.end, asked)
    return Nearest(
        *document.original(start, end),
        document.paragraph(start),
        best.common / len(wanted),
        tuple(_difference(document, (start, end), asked)),
    )


def _beginning(asked: str) -> str:
    """The passage as far as it is compared."""
    words = list(islice(WORD.finditer(asked), MAX_WORDS + 1))
    return asked[: words[MAX_WORDS - 1].end()] if len(words) > MAX_WORDS else asked


def _windows(document: Document, asked: str) -> list[tuple[int, int]]:
    """Folded spans of the document that hold most of the passage's rarer words where expected."""
    width = max(len(asked), 100)
    votes: defaultdict[int, float] = defaultdict(float)
    for word, offset in _seeds(asked):
        places = list(_places(document.letters, word))
        if places and len(places) <= _MAX_SEED_PLACES:
            weight = log(2 + len(document.letters) / len(places))
            for window in {(place - offset) // width for place in places}:
                votes[window] += weight
    # A stretch begins in one window and ends in the next, so neighbours are counted together.
    together = {window: votes[window] + votes.get(window + 1, 0.0) for window in votes}
    likeliest = sorted(together, key=lambda window: (-together[window], window))[:_WINDOWS]
    return [(max(0, (at - 1) * width), (at + 3) * width) for at in likeliest]


def _seeds(asked: str) -> Iterator[tuple[str, int]]:
    """The longest words of the passage, each with its offset: the likeliest to be rare."""
    words = {found[0]: found.start() for found in reversed(list(WORD.finditer(asked)))}
    longest = sorted(words, key=lambda word: (-len(word), words[word]))[:_SEED_WORDS]
    return ((word, words[word]) for word in longest)


def _places(letters: str, word: str) -> Iterator[int]:
    start = letters.find(word)
    for _ in range(_MAX_SEED_PLACES + 1):
        if start < 0:
            return
        yield start
        start = letters.find(word, start + len(word))


def _align(document: Document, wanted: Sequence[str], start: int, end: int) -> _Aligned:
    """The words that a folded span has in common with the passage, and the stretch they stand in.

    The stretch takes in as many words before and after them as the passage has of its own.
    """
    words = list(WORD.finditer(document.letters, start, end))
    blocks = _close_blocks(wanted, [word[0] for word in words])
    if not blocks:
        return _Aligned(0, 0, 0)
    first, last = blocks[0], blocks[-1]
    ahead = len(wanted) - last.a - last.size
    from_word = words[max(0, first.b - first.a)]
    to_word = words[min(len(words), last.b + last.size + ahead) - 1]
    low, _ = document.paragraph_bounds(words[first.b].start())
    _, high = document.paragraph_bounds(words[last.b + last.size - 1].start())
    common = sum(block.size for block in blocks)
    return _Aligned(common, max(low, from_word.start()), min(high, to_word.end()))


def _close_blocks(wanted: Sequence[str], words: Sequence[str]) -> list[Block]:
    """Runs of common words in order: the longest, and those not much further off than wanted."""
    matcher = SequenceMatcher(None, wanted, words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
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


def _widened(letters: str, start: int, end: int, asked: str) -> tuple[int, int]:
    """The span with what is set tight to its edges: marks only where the passage has some too."""
    before = _TIGHT_BEFORE.search(letters, max(0, start - _LONGEST_TIGHT), start)
    after = _TIGHT_AFTER.match(letters, end, end + _LONGEST_TIGHT)
    words = list(WORD.finditer(asked))
    lead, trail = asked[: words[0].start()], asked[words[-1].end() :]
    if before and (has_words(before[0]) or not letters.endswith(lead, 0, start)):
        start = before.start()
    else:
        start -= len(lead)
    if after and (has_words(after[0]) or not letters.startswith(trail, end)):
        end = after.end()
    else:
        end += len(trail)
    return start, end


def _difference(document: Document, span: tuple[int, int], asked: str) -> Iterator[Difference]:
    there = list(TOKEN.finditer(document.letters, *span))
    here = list(TOKEN.finditer(asked))
    matcher = SequenceMatcher(
        None, [token[0] for token in there], [token[0] for token in here], autojunk=False
    )
    for tag, from_there, to_there, from_here, to_here in matcher.get_opcodes():
        if to_there > from_there:
            start, end = document.original(there[from_there].start(), there[to_there - 1].end())
            words = " ".join(document.text[start:end].split())
            yield Difference("same" if tag == "equal" else "document", words)
        if to_here > from_here and tag != "equal":
            yield Difference("passage", asked[here[from_here].start() : here[to_here - 1].end()])
