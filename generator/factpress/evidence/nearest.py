"""The nearest stretch of a document to a passage that it does not have, and the difference.

It serves the message to the writer; similarity never makes a match. Short passages are compared by
characters, longer ones by words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log
from typing import Final, Literal, NamedTuple

from factpress.archive.document import Document
from factpress.evidence.editorial_marks import has_words, without_marks
from factpress.text.folding import PARAGRAPH_BREAK, fold
from factpress.text.similarity import (
    MAX_PLACES,
    Likest,
    alike,
    close_blocks,
    fewest_edits,
    likest,
    matcher,
)
from factpress.text.words import SPACED_WORD, TIGHT, TOKEN, UNSPACED_RUN, WORD

# The least share of the passage's words that the stretch must have in the same order.
MIN_COMMON: Final = 0.4
MIN_COMMON_WORDS: Final = 2
# The greatest share of a short passage's characters that may differ.
MAX_UNLIKE: Final = 0.4
# A passage of so many characters is short.
SHORT: Final = 80
# Only a passage's first words are compared, since alignment is quadratic.
MAX_WORDS: Final = 200
MAX_LENGTH: Final = 4000
_SEED_WORDS = 12
_GRAMS = 16
_WINDOWS = 4
_LONGEST_TIGHT = 40
_TIGHT_BEFORE = re.compile(rf"{TIGHT}*\Z")
_TIGHT_AFTER = re.compile(f"{TIGHT}*")

DifferenceKind = Literal["same", "document", "passage"]


class Difference(NamedTuple):
    """Words of both (as the document writes them), or of the document or the passage only."""

    kind: DifferenceKind
    words: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """Characters [start, end) of the original text, and the passage's difference from them.

    `paragraph` is its number, from 1. `common` is the share, 0 to 1, of the passage's words that it
    has in the same order.
    """

    start: int
    end: int
    paragraph: int
    common: float
    difference: tuple[Difference, ...]


class _Seed(NamedTuple):
    """The positions of some characters of the passage in the document, and their offset in it."""

    places: Sequence[int]
    offset: int


class _Aligned(NamedTuple):
    """A folded span of the document, and the number of words it shares with the passage."""

    common: int
    start: int
    end: int


def nearest(document: Document, passage: str) -> Nearest | None:
    """The stretch most similar to the passage, with at least 40 % of its words in the same order.

    For a passage of at most 80 characters 60 % of the characters are enough. Of a passage with
    omission marks, give the missing piece only.
    """
    asked = _asked(passage)
    if asked is None:
        return None
    span = _likest_span(document, asked) if len(asked) <= SHORT else None
    span = span or _common_span(document, asked)
    return _compared(document, span, asked) if span else None


def nearest_in_windows(document: Document, passage: str) -> list[Nearest]:
    """One stretch of each part of the document that may have the passage, the best first.

    Each has three fifths of the passage's words in the same order, or of a short passage four
    fifths of the characters.
    """
    asked = _asked(passage)
    if asked is None:
        return []
    wanted, found = alike(asked), []
    for window in _windows(document, _word_seeds(document, wanted), asked):
        if len(asked) <= SHORT:
            text = document.index.text[slice(*window)].replace(PARAGRAPH_BREAK, " ")
            near = likest(text, wanted)
            if near.unlike <= MAX_UNLIKE / 2:
                span = (window[0] + near.start, window[0] + near.end)
                found.append(_compared(document, span, asked))
        else:
            aligned = _align(document, _words(wanted), *window)
            if aligned.common >= 1.5 * MIN_COMMON * len(_words(wanted)):
                found.append(_compared(document, (aligned.start, aligned.end), asked))
    return sorted(found, key=lambda near: (-near.common, near.start))


def _compared(document: Document, span: tuple[int, int], asked: str) -> Nearest:
    """A folded span of the document beside the passage."""
    start, end = _widened(document.letters, *span, asked)
    wanted = _words(asked)
    common = sum(block.size for block in close_blocks(wanted, _words(document.letters[start:end])))
    return Nearest(
        *document.original(start, end),
        document.paragraph(start),
        common / len(wanted),
        tuple(_difference(document, (start, end), asked)),
    )


def _words(letters: str) -> list[str]:
    return [word[0] for word in islice(WORD.finditer(letters), 4 * MAX_WORDS)]


def _asked(passage: str) -> str | None:
    """The folded passage as far as it is compared; None without a word."""
    asked = without_marks(fold(passage).text).strip()[:MAX_LENGTH]
    words = list(islice(WORD.finditer(asked), MAX_WORDS + 1))
    if len(words) > MAX_WORDS:
        asked = asked[: words[MAX_WORDS - 1].end()]
    return asked if has_words(asked) else None


def _likest_span(document: Document, asked: str) -> tuple[int, int] | None:
    """The folded span with the characters most similar to a short passage's."""
    wanted = alike(asked)
    best = Likest(1.0, 0, 0)
    for seeds in (_word_seeds, _gram_seeds):
        windows = _windows(document, seeds(document, wanted), asked)
        texts = [document.index.text[slice(*w)].replace(PARAGRAPH_BREAK, " ") for w in windows]
        edits = [fewest_edits(text, wanted)[0] for text in texts]
        if edits:
            number = edits.index(min(edits))
            found, low = likest(texts[number], wanted), windows[number][0]
            best = min(best, Likest(found.unlike, low + found.start, low + found.end))
        # A wrong word is seldom most of a passage: no other stretch can be nearer.
        if best.unlike <= MAX_UNLIKE / 2:
            break
    if best.unlike > MAX_UNLIKE:
        return None
    if best.unlike > MAX_UNLIKE / 2:
        return _longest_paragraph(document.letters, best.start, best.end)
    return best.start, best.end


def _longest_paragraph(letters: str, start: int, end: int) -> tuple[int, int]:
    """The longest part of a span within one paragraph."""
    parts = letters[start:end].split(PARAGRAPH_BREAK)
    longest = max(range(len(parts)), key=lambda number: len(parts[number]))
    start += sum(len(part) + 1 for part in parts[:longest])
    return start, start + len(parts[longest])


def _common_span(document: Document, asked: str) -> tuple[int, int] | None:
    """The folded span with the most words of the passage in the same order."""
    wanted = _words(alike(asked))
    best = _Aligned(0, 0, 0)
    for start, end in _windows(document, _word_seeds(document, alike(asked)), asked):
        best = max(best, _align(document, wanted, start, end), key=lambda found: found.common)
    if best.common < max(MIN_COMMON_WORDS, MIN_COMMON * len(wanted)):
        return None
    return best.start, best.end


def _windows(document: Document, seeds: Sequence[_Seed], asked: str) -> list[tuple[int, int]]:
    """The folded spans of the document with most of the passage's rarer words as expected."""
    width = max(len(asked), 100)
    votes: defaultdict[int, float] = defaultdict(float)
    for places, offset in seeds:
        weight = log(2 + len(document.letters) / len(places))
        for window in {(place - offset) // width for place in places[:MAX_PLACES]}:
            votes[window] += weight
    # A stretch begins in one window and ends in the next, so neighbours are counted together.
    together = {window: votes[window] + votes.get(window + 1, 0.0) for window in votes}
    likeliest = sorted(together, key=lambda window: (-together[window], window))[:_WINDOWS]
    return [(max(0, (at - 1) * width), (at + 3) * width) for at in likeliest]


def _word_seeds(document: Document, wanted: str) -> list[_Seed]:
    """The words of the passage that are rarest in the document.

    In scripts without spaces, pairs of characters.
    """
    index = document.index
    seeds = {
        found[0]: _Seed(index.words(found[0]), found.start())
        for found in reversed(list(SPACED_WORD.finditer(wanted)))
    }
    runs = [found for found in UNSPACED_RUN.finditer(wanted) if len(found[0]) > 1]
    pairs = [at for found in runs for at in range(found.start(), found.end() - 1)]
    for at in reversed(_spread(pairs)):
        seeds[wanted[at : at + 2]] = _Seed(index.letters(wanted[at : at + 2]), at)
    return _rarest_first(seeds.values())[:_SEED_WORDS]


def _gram_seeds(document: Document, wanted: str) -> list[_Seed]:
    """Runs of four characters of the passage, for misspelt words; else single characters."""
    size = 4 if len(wanted) > 4 else max(1, len(wanted) // 2)
    if UNSPACED_RUN.search(wanted):
        size = 1
    grams = [at for at in range(len(wanted) - size + 1) if has_words(wanted[at : at + size])]
    return _rarest_first(
        _Seed(document.index.letters(wanted[at : at + size]), at) for at in _spread(grams)
    )


def _spread(places: Sequence[int]) -> Sequence[int]:
    """At most _GRAMS of these places, evenly spread."""
    if len(places) <= _GRAMS:
        return places
    return [places[number * len(places) // _GRAMS] for number in range(_GRAMS)]


def _rarest_first(seeds: Iterable[_Seed]) -> list[_Seed]:
    present = (seed for seed in seeds if len(seed.places))
    return sorted(present, key=lambda seed: (len(seed.places), seed.offset))


def _align(document: Document, wanted: Sequence[str], start: int, end: int) -> _Aligned:
    """The number of words that a folded span shares with the passage, and their stretch.

    The stretch has as many words before and after them as the passage has.
    """
    found = WORD.finditer(document.index.text, start, end)
    words = list(islice(found, 4 * MAX_WORDS))
    blocks = close_blocks(wanted, [word[0] for word in words])
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


def _widened(letters: str, start: int, end: int, asked: str) -> tuple[int, int]:
    """The span with the characters that touch its edges: marks only if the passage has some too."""
    start, end = _with_whole_words(letters, start, end)
    words = list(WORD.finditer(asked))
    lead, trail = asked[: words[0].start()], asked[words[-1].end() :]
    if letters.endswith(lead, 0, start):
        start -= len(lead)
    elif before := _before(letters, start):
        start = before.start()
    if letters.startswith(trail, end):
        end += len(trail)
    elif after := _after(letters, end):
        end = after.end()
    return start, end


def _with_whole_words(letters: str, start: int, end: int) -> tuple[int, int]:
    """The span with the rest of the words that it cuts, and no mark beyond them."""
    before, after = _before(letters, start), _after(letters, end)
    if before and (cut := WORD.search(before[0])):
        start = before.start() + cut.start()
    if after and (rest := list(WORD.finditer(after[0]))):
        end += rest[-1].end()
    return start, end


def _before(letters: str, start: int) -> re.Match[str] | None:
    """The characters that touch the beginning of a span."""
    return _TIGHT_BEFORE.search(letters, max(0, start - _LONGEST_TIGHT), start)


def _after(letters: str, end: int) -> re.Match[str] | None:
    """The characters that touch the end of a span."""
    return _TIGHT_AFTER.match(letters, end, end + _LONGEST_TIGHT)


def _difference(document: Document, span: tuple[int, int], asked: str) -> Iterator[Difference]:
    there = list(TOKEN.finditer(document.letters, *span))
    here = list(TOKEN.finditer(asked))
    compared = matcher([token[0] for token in there], [token[0] for token in here])
    for tag, from_there, to_there, from_here, to_here in compared.get_opcodes():
        if to_there > from_there:
            words = document.text_of(there[from_there].start(), there[to_there - 1].end())
            words = " ".join(words.split())
            yield Difference("same" if tag == "equal" else "document", words)
        if to_here > from_here and tag != "equal":
            yield Difference("passage", asked[here[from_here].start() : here[to_here - 1].end()])
