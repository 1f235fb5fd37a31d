"""Similarity of two texts, by words or by characters: for messages and searches, not for matches.

It has alignments in bounded time, look-alike characters, the index of a document's words, and the
steps that a search may take.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import Match as Block
from difflib import SequenceMatcher
from functools import cache, cached_property
from itertools import islice
from types import MappingProxyType
from typing import Final, NamedTuple

from factpress.text.words import SPACED_WORD

# A comparison has at most this many pairs of equal words; frequent words are left out above it.
MAX_PAIRS: Final = 10_000
# How many more words than the passage the document may have between two common words.
_SLACK = 6
# Costs of an edit: a letter that only the document has is likelier than one that it lacks.
_CHANGE: Final = 4
_ADD: Final = 3
_DROP: Final = 5
# The cost of another mark, such as a stop for a comma.
_SLIGHT: Final = 1


def matcher(one: Sequence[str], other: Sequence[str]) -> SequenceMatcher[str]:
    """A comparison of two rows of words, in bounded time."""
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
    """Runs of common words in order: the longest one and its close neighbours."""
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
    """The part [start, end) of a text that is most similar to another; `unlike` is 0 if equal."""

    unlike: float
    start: int
    end: int


def fewest_edits(text: str, wanted: str) -> tuple[int, int]:
    """The fewest edits that make a part of a text into the wanted characters, and the part's end.

    The bits of one number hold all columns of the comparison (Myers, 1999).
    """
    full = (1 << len(wanted)) - 1
    last = 1 << (len(wanted) - 1)
    bits_of: dict[str, int] = {}
    for at, char in enumerate(wanted):
        bits_of[char] = bits_of.get(char, 0) | 1 << at
    more, fewer, edits = full, 0, len(wanted)
    best = (edits, 0)
    for position, char in enumerate(text, 1):
        equal = bits_of.get(char, 0)
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

    `unlike` is the share of edited characters. Only the text near the likeliest end is compared.
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
        # Of equally similar parts take the first.
        if costs[-1] < best[0]:
            best = (costs[-1], starts[-1], position)
    return Likest(best[0] / (_CHANGE * max(1, len(wanted))), best[1], best[2])


# Look-alikes: letters of Cyrillic and Greek, each before the Latin one that it looks like.
_LATIN: Final = (
    "аa ɑa αa аa ΑA ВB ΒB сc ϲc СC ԁd еe ЕE ΕE НH ΗH һh іi ІI ΙI јj ЈJ КK ΚK κk кk МM ΜM ΝN пn "
    "оo ОO οo ΟO σo рp РP ρp ΡP ԛq ѕs ЅS ТT тt ΤT τt υu νv ѵv ԝw хx ХX χx ΧX уy УY үy ΥY ΖZ ѐè "
    "ёë Ёë їï Їï άá όó ѳo"
)
_DIGITS_AND_LETTERS = (("0", "o"), ("1", "l"), ("|", "l"), ("i", "l"), ("ı", "l"))
# Arabic letters as keyboards of several languages type them; kana and radicals like an ideograph.
_ARABIC = (("ی", "ي"), ("ى", "ي"), ("ک", "ك"), ("ہ", "ه"), ("ھ", "ه"), ("ۀ", "ه"))
_IDEOGRAPHS = (
    ("ニ", "二"), ("ロ", "口"), ("カ", "力"), ("タ", "夕"), ("ト", "卜"), ("エ", "工"),
    ("ハ", "八"), ("ー", "一"), ("ヘ", "へ"), ("ベ", "べ"), ("ペ", "ぺ"), ("リ", "り"),
)  # fmt: skip


def alike(text: str) -> str:
    """The text with one character in place of all that look like it; positions stay the same."""
    key = _keys()
    table = {ord(char): key.get(char) or _key(char) for char in set(text) if not char.isspace()}
    return text.translate(table)


def _key(char: str) -> str:
    wide = unicodedata.normalize("NFKC", char)
    small = (wide if len(wide) == 1 else char).lower()
    return _keys().get(small, small if len(small) == 1 else char)


@cache
def _keys() -> Mapping[str, str]:
    keys = dict(_pairs())
    return MappingProxyType({char: keys.get(key, key) for char, key in keys.items()})


def _pairs() -> Iterator[tuple[str, str]]:
    for pair in _LATIN.split():
        yield pair[0], pair[1].lower()
    yield from (*_DIGITS_AND_LETTERS, *_ARABIC, *_IDEOGRAPHS)
    for first in (0x0660, 0x06F0):
        yield from ((chr(first + digit), "ol23456789"[digit]) for digit in range(10))


def searched(letters: str) -> str:
    """Folded characters as a browser compares them: without letter case and accents."""
    if letters.isascii():
        return letters.lower()
    table = {char: _base(char) for char in set(letters)}
    changed = {ord(char): base for char, base in table.items() if base != char}
    return letters.translate(changed)


def _base(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    # The parts of a Korean syllable are letters, not accents.
    base = parts[0].lower() if all(map(unicodedata.combining, parts[1:])) else char
    return base if len(base) == 1 else char


# The index of a longer text would take seconds: there each word is searched for.
MAX_INDEXED: Final = 6_000_000
# A more frequent word or run of characters does not show where a passage may be.
MAX_PLACES: Final = 2000


class WordIndex:
    """The positions of each word in a text, made once for all misquotations."""

    def __init__(self, text: str) -> None:
        self.text = text

    def words(self, word: str) -> Sequence[int]:
        """The positions of a whole word, or of its letters in a very long text."""
        if len(self.text) > MAX_INDEXED:
            return self.letters(word)
        return self._places.get(word, ())

    def letters(self, letters: str, most: int = MAX_PLACES) -> Sequence[int]:
        """The first positions of a run of characters."""
        return list(islice(self._find(letters), most))

    def _find(self, letters: str) -> Iterator[int]:
        start = self.text.find(letters)
        while start >= 0:
            yield start
            start = self.text.find(letters, start + len(letters))

    @cached_property
    def _places(self) -> dict[str, array[int]]:
        places: dict[str, array[int]] = {}
        for found in SPACED_WORD.finditer(self.text):
            word = found[0]
            if word in places:
                places[word].append(found.start())
            else:
                places[word] = array("I", (found.start(),))
        return places


MAX_STEPS: Final = 200_000


class GivenUp(Exception):
    """A search has no steps left."""


class Work:
    """The steps that one search may still take."""

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Count these steps. Raises GivenUp when fewer are left."""
        self.left -= steps
        if self.left < 0:
            raise GivenUp
