"""Names in texts: which actors a text names.

In: actors and their names; a text. Out: the actors named. Whole words only, letter for letter
except that runs of white space are one space, that straight and curly quotation marks are one, and
that a text may put a name in the genitive; where one name holds another, the longer counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+(?:'\w+)*|[^\w\s]")
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    actor_id: str
    spelling: str


class NameIndex:
    """Finds the names of many actors in one pass over a text's words."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        """`names` maps an actor's id to its names."""
        self._by_first: dict[str, list[_Name]] = {}
        for actor_id, spellings in names.items():
            for spelling in spellings:
                words = tuple(_WORD.findall(spelling.translate(_STRAIGHT)))
                if words:
                    name = _Name(words, actor_id, spelling)
                    self._by_first.setdefault(words[0], []).append(name)
        for candidates in self._by_first.values():
            candidates.sort(key=lambda name: (-len(name.words), name.actor_id))

    def named_in(self, text: str) -> dict[str, str]:
        """The actors that a text names, each with that name of the actor's which comes first."""
        text = text.translate(_STRAIGHT)
        words = _WORD.findall(text)
        bare = [word.removesuffix("'s") for word in words] if "'s" in text else words
        firsts = self._by_first.keys()
        if firsts.isdisjoint(words) and (bare is words or firsts.isdisjoint(bare)):
            return {}
        found: dict[str, str] = {}
        at = 0
        while at < len(words):
            if words[at] not in firsts and bare[at] not in firsts:
                at += 1
                continue
            # A name that ends in 's itself goes before one that stands in the genitive.
            names = self._longest(words[at], words, bare, at) or self._longest(
                bare[at], words, bare, at
            )
            for name in names:
                found.setdefault(name.actor_id, name.spelling)
            at += len(names[0].words) if names else 1
        return found

    def _longest(
        self, first: str, words: Sequence[str], bare: Sequence[str], at: int
    ) -> list[_Name]:
        """The names of most words that stand at a word: one, or several that are the same."""
        longest: list[_Name] = []
        for name in self._by_first.get(first, ()):
            if longest and len(name.words) < len(longest[0].words):
                break
            end = at + len(name.words)
            forms = zip(name.words, words[at:end], bare[at:end], strict=False)
            if end <= len(words) and all(n in (w, b) for n, w, b in forms):
                longest.append(name)
        return longest


def as_written(name: str) -> re.Pattern[str]:
    """Finds a name in a text as its writer typed it: with any white space and quotation marks."""
    words = _WORD.findall(name.translate(_STRAIGHT))
    parts = [re.escape(word).replace("'", "['‘’]").replace('"', '["“”]') for word in words]
    pattern = parts[0] if parts else "$^"
    for before, word, part in zip(words, words[1:], parts[1:], strict=False):
        gap = r"\s+" if _ends_word(before) and _ends_word(word) else r"\s*"
        pattern += gap + part
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


def _ends_word(word: str) -> bool:
    return word[-1].isalnum() or word[-1] == "_"
