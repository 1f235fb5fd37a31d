"""Negations and hedges: the words whose loss turns a quotation into another statement.

The phrases of lists/hedges.txt and the publication's own make one pattern per language. Each has a
kind, which says what it can govern (see `governing`). A language without lists has no hedges: the
wrong words would guard its passages badly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Literal, cast

from factpress.text.folding import fold
from factpress.text.word_lists import word_lists

HedgeKind = Literal[
    "negation", "privation", "modal", "adverb", "focus", "adjective", "denial", "claim",
    "predicate", "question", "condition", "attribution", "affirmation", "any",
]  # fmt: skip

# An editor's brackets may hold no hedge of these languages, and no negation of the others: other
# hedges are too often words of English, such as "sin" or "falls".
_WHOLLY_INSERTED = ("en", "fr", "ru")


@dataclass(frozen=True, slots=True)
class HedgeLexicon:
    """The hedges of one language; `pattern` finds them in folded text, and is None without any.

    `language` is the primary subtag of a BCP 47 tag, such as "en" for "en-GB". `affirmations` finds
    phrases with a negation that affirm ("no doubt"). `kinds` gives each phrase's kind.
    """

    language: str
    pattern: re.Pattern[str] | None
    affirmations: re.Pattern[str] | None = None
    kinds: Mapping[str, HedgeKind] = field(default_factory=dict)

    def kind(self, words: str) -> HedgeKind:
        """The kind of a phrase that the pattern found."""
        small = words.lower()
        kind = self.kinds.get(words) or self.kinds.get(small)
        if kind:
            return kind
        for length in range(len(small), 0, -1):
            kind = self.kinds.get(f"{small[:length]}*")
            if kind:
                return kind
        endings = (self.kinds.get(f"*{small[start:]}") for start in range(len(small)))
        return next((kind for kind in endings if kind), "any")


def lexicon(
    language: str, extra: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> HedgeLexicon:
    """The lexicon of a language tag, with the publication's `extra` phrases for that language.

    A phrase matches whole words in any letter case. `*` at its end matches any further letters, at
    its start any letters before. `=` at its end means this letter case only (may, not May).
    """
    primary = re.split("[-_]", language.strip().lower())[0]
    own = extra.get(language, extra.get(primary, ()))
    lists = word_lists("hedges").get(primary, {})
    kinds = {
        _key(phrase): cast(HedgeKind, kind) for kind, phrases in lists.items() for phrase in phrases
    }
    kinds |= dict.fromkeys(map(_key, own), "any")
    phrases = chain(*(lists[kind] for kind in lists if kind != "affirmation"), own)
    return HedgeLexicon(primary, _pattern(phrases), _pattern(lists.get("affirmation", ())), kinds)


def lexicon_of_all(extra: Mapping[str, Sequence[str]] = MappingProxyType({})) -> HedgeLexicon:
    """The lexicons of all languages in one, for the words of an editor."""
    phrases = [
        phrase
        for language, lists in word_lists("hedges").items()
        for kind, listed in lists.items()
        for phrase in listed
        if _is_inserted(language, kind, phrase)
    ]
    return HedgeLexicon("mul", _pattern([*phrases, *(p for each in extra.values() for p in each)]))


def _is_inserted(language: str, kind: str, phrase: str) -> bool:
    """Whether an editor's brackets may not hold this phrase; "far from" may be said of a place."""
    if kind == "affirmation" or (kind == "privation" and " " in phrase):
        return False
    return language in _WHOLLY_INSERTED or kind == "negation"


def _key(phrase: str) -> str:
    words = phrase.strip().removesuffix("=")
    return (words if words.isascii() else fold(words).text).lower()


def _pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    readings = {_reading(phrase.strip()) for phrase in phrases if phrase.strip(" *=")}
    if not readings:
        return None
    # The longest first: "said to be" is one hedge, and "to" none.
    ordered = sorted(readings, key=lambda reading: (-len(reading), reading))
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)")


def _reading(phrase: str) -> str:
    is_small = phrase.endswith("=")
    words = phrase.strip("*=")
    words = words if words.isascii() else fold(words).text
    before = r"\w*" if phrase.startswith("*") else ""
    after = r"\w*" if phrase.endswith("*") else ""
    folded = re.escape(words).replace(r"\ ", r"\s")
    return f"{before}{folded}{after}" if is_small else f"(?i:{before}{folded}{after})"
