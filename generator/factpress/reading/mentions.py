"""Names in texts: which actors a text names.

In: actors and their names; a text. Out: the actors named. Whole words only, letter for letter
except that runs of white space are one space; where one name holds another, the longer counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


class NameIndex:
    """Finds the names of many actors in one pass over a text's words."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        """`names` maps an actor's id to its names."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for actor_id, spellings in names.items():
            for spelling in spellings:
                words = tuple(_WORD.findall(spelling))
                if words:
                    self._by_first.setdefault(words[0], []).append((words, actor_id))
        for candidates in self._by_first.values():
            candidates.sort(key=lambda c: (-len(c[0]), c[1]))

    def named_in(self, text: str) -> dict[str, str]:
        """The actors that a text names, each with the name it uses first."""
        words = [_without_genitive(word) for word in _WORD.findall(text)]
        found: dict[str, str] = {}
        at = 0
        while at < len(words):
            length = 1
            for name, actor_id in self._by_first.get(words[at], ()):
                if length > 1 and len(name) < length:
                    break
                if tuple(words[at : at + len(name)]) == name:
                    found.setdefault(actor_id, " ".join(name))
                    length = len(name)
            at += length
        return found


def _without_genitive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word
