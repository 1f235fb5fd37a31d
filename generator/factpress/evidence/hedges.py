"""Negations and hedges: the words whose loss turns a quotation into another statement.

The lists of `hedge_lists` and of the publication are compiled into one pattern per language, and
each phrase has a kind, which says what it can govern (see `governing`). A language without a list
has none: its passages are not guarded, rather than guarded by the wrong words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from factpress.evidence.folding import fold
from factpress.evidence.hedge_lists import HEDGES, Kind

LISTS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        language: tuple(
            phrase for kind, phrases in lists.items() if kind != "affirmation" for phrase in phrases
        )
        for language, lists in HEDGES.items()
    }
)
# What an editor may not put in brackets: every hedge of these languages, and of the others what
# negates: their other words are too often words of English, such as "sin" or "falls".
_WHOLLY_INSERTED = ("en", "fr", "ru")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The negations and hedges of one language as a pattern over folded text; None if it has none.

    `language` is the primary subtag of a BCP 47 tag, such as "en" for "en-GB". `affirmations` are
    phrases that hold a negation and affirm ("no doubt").
    """

    language: str
    pattern: re.Pattern[str] | None
    affirmations: re.Pattern[str] | None = None
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    def kind(self, words: str) -> Kind:
        """What a phrase that the pattern found can govern."""
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


def lexicon(language: str, extra: Mapping[str, Sequence[str]] = MappingProxyType({})) -> Lexicon:
    """The lexicon of a language tag, with the publication's `extra` phrases for that language.

    A phrase matches whole words in any letter case. `*` at its end stands for any further letters,
    at its start for any letters before; `=` at its end means small letters only (may, not May).
    """
    primary = re.split("[-_]", language.strip().lower())[0]
    own = extra.get(language, extra.get(primary, ()))
    lists = HEDGES.get(primary, {})
    kinds: dict[str, Kind] = {
        _key(phrase): kind for kind, phrases in lists.items() for phrase in phrases
    }
    kinds |= dict.fromkeys(map(_key, own), "any")
    phrases = (*LISTS.get(primary, ()), *own)
    return Lexicon(primary, _pattern(phrases), _pattern(lists.get("affirmation", ())), kinds)


def lexicon_of_all(extra: Mapping[str, Sequence[str]] = MappingProxyType({})) -> Lexicon:
    """The lexicons of every language in one: for words that are an editor's, of any language."""
    phrases = [
        phrase
        for language, lists in HEDGES.items()
        for kind, listed in lists.items()
        for phrase in listed
        if _is_inserted(language, kind, phrase)
    ]
    return Lexicon("mul", _pattern([*phrases, *(p for each in extra.values() for p in each)]))


def _is_inserted(language: str, kind: Kind, phrase: str) -> bool:
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
