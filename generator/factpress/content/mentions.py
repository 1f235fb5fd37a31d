"""Mentions: the actors that a text names.

In: actors and their names; a text. Out: the actors named. Whole words count, letter for letter, but
any white space is one space, straight and curly quotation marks are alike, and a name may be in the
genitive. Where one name holds another, the longer counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:'\w+)*|[^\w\s]")
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_RUN = re.compile(r"\w+")


class _Name(NamedTuple):
    words: tuple[str, ...]
    actor_id: str
    spelling: str


class NameIndex:
    """Finds the names of many actors in one pass over a text's words."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        """`names` maps an actor's id to its names."""
        self._by_first: dict[str, list[_Name]] = {}
        self._runs = _Runs()
        for actor_id, spellings in names.items():
            for spelling in spellings:
                words = tuple(_WORD.findall(spelling.translate(_STRAIGHT)))
                if words:
                    name = _Name(words, actor_id, spelling)
                    self._by_first.setdefault(words[0], []).append(name)
                    self._runs.add(words)
        self._runs.ready()
        for candidates in self._by_first.values():
            candidates.sort(key=lambda name: (-len(name.words), name.actor_id))

    def named_in(self, text: str) -> dict[str, str]:
        """The actors that a text names, each with the first of its names there."""
        if not self._runs.may_be_in(text):
            return {}
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
            # A name that itself ends in 's comes before one in the genitive.
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
        """The names with the most words at a place: one, or several that are the same."""
        longest: list[_Name] = []
        for name in self._by_first.get(first, ()):
            if longest and len(name.words) < len(longest[0].words):
                break
            end = at + len(name.words)
            forms = zip(name.words, words[at:end], bare[at:end], strict=False)
            if end <= len(words) and all(n in (w, b) for n, w, b in forms):
                longest.append(name)
        return longest


class _Runs:
    """A quick test that a text names nobody: it lacks a run of word characters of each name.

    Every text with a name has the name's runs, whatever marks and white space are between them. A
    name is looked up by one of its runs, with a capital if it has one, since few words of a text
    begin with one.
    """

    def __init__(self) -> None:
        self._runs_by_one: dict[str, list[list[str]]] = {}
        self._always = False
        self._one = re.compile("(?!)")

    def add(self, words: Sequence[str]) -> None:
        """Takes in a name; `ready` comes after the last."""
        runs = _RUN.findall(" ".join(words))
        if not runs:
            self._always = True
            return
        runs.sort(key=len, reverse=True)
        one = next((run for run in runs if run[0].isupper()), runs[0])
        self._runs_by_one.setdefault(one, []).append(runs)

    def ready(self) -> None:
        begins = "".join(sorted({one[0] for one in self._runs_by_one}))
        if begins:
            self._one = re.compile(rf"[{re.escape(begins)}]\w*")

    def may_be_in(self, text: str) -> bool:
        """Whether all runs of some name are in a text."""
        if self._always:
            return True
        known = self._runs_by_one
        for one in [run for run in self._one.findall(text) if run in known]:
            if any(all(run in text for run in runs) for runs in known[one]):
                return True
        return False


def possible(
    names: Mapping[str, Iterable[str]], texts: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The names that one of some texts may hold: quicker than an index where texts are few."""
    runs = {run for text in texts for run in _RUN.findall(text)}

    def may_name(name: str) -> bool:
        return runs.issuperset(_RUN.findall(name))

    found = {actor_id: tuple(filter(may_name, each)) for actor_id, each in names.items()}
    return {actor_id: each for actor_id, each in found.items() if each}


def as_written(name: str) -> re.Pattern[str]:
    """The pattern of a name as a writer may type it: with any white space and quotation marks."""
    words = _WORD.findall(name.translate(_STRAIGHT))
    parts = [re.escape(word).replace("'", "['‘’]").replace('"', '["“”]') for word in words]
    pattern = parts[0] if parts else "$^"
    for before, word, part in zip(words, words[1:], parts[1:], strict=False):
        gap = r"\s+" if _ends_word(before) and _ends_word(word) else r"\s*"
        pattern += gap + part
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


def _ends_word(word: str) -> bool:
    return word[-1].isalnum() or word[-1] == "_"
