"""Number tokens: a text as a row of numerals, units, limiters and other words.

Each token has the kinds of the lists in lists/numbers.txt that hold it. One character writes its
kinds, so that `numbers` can describe an amount as a pattern over kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from factpress.text.word_lists import Phrases, word_lists


class NumberWords(NamedTuple):
    """The words of one language that belong to a number; lists/numbers.txt explains them."""

    small: Phrases = ()
    singles: Phrases = ()
    big: Phrases = ()
    fractions: Phrases = ()
    tails: Phrases = ()
    joins: Phrases = ()
    parts: Phrases = ()
    links: Phrases = ()
    units: Phrases = ()
    prefixes: Phrases = ()
    before: Phrases = ()
    after: Phrases = ()
    ranges: Phrases = ()
    opens: Phrases = ()
    pairs: Phrases = ()
    year_units: Phrases = ()
    months: Phrases = ()
    year_openers: Phrases = ()


# Languages written without spaces: their words follow one another directly.
_UNSPACED: Final = frozenset({"zh", "ja"})
# Each kind is one bit: a token that several lists hold has several kinds.
_LISTS: Final = tuple(name for name in NumberWords._fields if name != "year_openers")
KINDS: Final = (*_LISTS, "digits", "year", "recent_year", "other")
_BITS: Final[Mapping[str, int]] = {kind: 1 << number for number, kind in enumerate(KINDS)}
_FIRST_CODE: Final = 0x10000
BREAK: Final = "#"

_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
_CHAR = rf"[\w{_MARKS}]"
_BEGIN = rf"(?<!{_CHAR})"
_END = rf"(?!{_CHAR}|['-]{_CHAR})"
_SIGN = "[$\u00a2-\u00a5\u058f\u060b\u09f3\u0e3f\u17db\u20a0-\u20c0]"
_DIGITS = (
    r"(?<![\d][.,:/])[+\-\u00b1~]?\d[\d\u00bd\u00bc\u00be]*"
    r"(?:[.,'/\u00b7\u066b\u066c]\d+| \d{3}(?!\d))*(?: [\u00bc-\u00be\u2150-\u215e])?"
)
_WORD = rf"{_CHAR}+(?:['-]{_CHAR}+)*"
_AHEAD = re.compile(rf"[ .]{{0,2}}({_WORD}'?|{_SIGN}|[%\u2030\u00b0~+\u00b1-])")
_BEHIND = re.compile(rf"(?:({_WORD}'?|{_SIGN})[ .]{{1,2}})?({_WORD}'?|{_SIGN})[ .]{{0,2}}\Z")
_STARTS_WORD = re.compile(_CHAR)
_LONGEST_WORDS = 80
_LONGEST_ABBREVIATION = 6
_YEAR = re.compile(r"(?:1\d|20)\d\d")


class Token(NamedTuple):
    """A folded span and its kinds, as bits."""

    start: int
    end: int
    kinds: int


class NumberLexicon(NamedTuple):
    """The number words of one language.

    `pattern` finds a token. `words` gives the kinds of a word or phrase; `beginnings` and `endings`
    those of stems. `joined` is the conjunction that is written to its word, `opener` finds words
    that make the number after them a year. `code_of` gives the character of a set of kinds.
    """

    is_unspaced: bool
    pattern: re.Pattern[str]
    words: Mapping[str, int]
    beginnings: tuple[tuple[str, int], ...]
    endings: tuple[tuple[str, int], ...]
    joined: str
    code_of: Mapping[int, str]
    opener: re.Pattern[str] | None
    vocabulary: frozenset[str]

    def may_count(self, letters: str, edge: int) -> bool:
        """Whether an edge may be inside an amount: the word after it, and one of two before it."""
        if self.is_unspaced:
            return True
        after = _AHEAD.match(letters, edge)
        if after is None or not self._is_known(after[1]):
            return False
        before = _BEHIND.search(letters, max(0, edge - _LONGEST_WORDS), edge)
        return before is not None and any(
            self._is_known(word) for word in before.groups() if word is not None
        )

    def _is_known(self, word: str) -> bool:
        small = word.lower()
        return (
            small in self.vocabulary
            or not small[0].isalpha()
            or not small.isalnum()
            or bool(_listed(small, self))
        )

    def codes(self, kind: str) -> str:
        """Every character that a token of this kind may be written as."""
        return "".join(code for kinds, code in self.code_of.items() if kinds & _BITS[kind])


_DIGIT_KINDS: Final = tuple(
    _BITS["digits"] | kinds for kinds in (0, _BITS["year"], _BITS["year"] | _BITS["recent_year"])
)


@lru_cache(maxsize=32)
def number_lexicon(language: str) -> NumberLexicon:
    """The lexicon of a language, by its primary subtag; without lists it has only the symbols."""
    lists = word_lists("numbers")
    words = NumberWords(**lists.get(language, {}))
    joined = "".join(phrase[:-1] for phrase in words.joins if phrase.endswith("+"))
    kinds: dict[str, int] = {}
    for kind in _LISTS:
        for phrase in (*getattr(words, kind), *lists["any"].get(kind, ())):
            if not phrase.endswith("+"):
                kinds[phrase.lower()] = kinds.get(phrase.lower(), 0) | _BITS[kind]
    stems = [(phrase[:-1], bits) for phrase, bits in kinds.items() if phrase.endswith("*")]
    for phrase in kinds:
        for stem, bits in stems:
            kinds[phrase] |= bits if phrase.startswith(stem) else 0
    is_unspaced = language in _UNSPACED
    odd = [phrase for phrase in kinds if is_unspaced or not re.fullmatch(rf"\*?{_WORD}\*?", phrase)]
    return NumberLexicon(
        is_unspaced,
        _pattern(odd, is_unspaced=is_unspaced),
        kinds,
        tuple(stems),
        tuple((phrase[1:], bits) for phrase, bits in kinds.items() if phrase.startswith("*")),
        joined,
        _codes(kinds.values()),
        _opener(words.year_openers),
        frozenset(word.strip(".*") for phrase in kinds for word in phrase.split(" ")),
    )


def _codes(listed: Iterable[int]) -> dict[int, str]:
    """A character for each kind, and for each set of kinds that a token may have."""
    sign = _BITS["units"] | _BITS["prefixes"]
    every = dict.fromkeys([*_BITS.values(), *_DIGIT_KINDS, sign, *listed])
    return {kinds: chr(_FIRST_CODE + number) for number, kinds in enumerate(every)}


def _opener(phrases: Phrases) -> re.Pattern[str] | None:
    alternatives = "|".join(map(re.escape, phrases))
    return re.compile(rf"(?<!\w)(?i:{alternatives}) \Z") if alternatives else None


def _pattern(phrases: list[str], *, is_unspaced: bool) -> re.Pattern[str]:
    """One token: a phrase of the lists that is no single word, digits, a sign, or a word."""
    begin = "" if is_unspaced else _BEGIN
    word = _CHAR if is_unspaced else _WORD
    end = "" if is_unspaced else _END
    phrase = _phrases(phrases, begin, end)
    return re.compile(
        rf"(?P<phrase>(?i:{phrase}))|(?P<digits>{begin}{_DIGITS}){end}"
        rf"|(?P<sign>{_SIGN})|(?P<word>{word})"
    )


def _phrases(phrases: list[str], begin: str, end: str) -> str:
    """Any of these phrases, the longest first; a phrase of words matches whole words only.

    Phrases with the same condition on their edges share it: it takes the most time to compile.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        is_open = phrase.endswith("'")
        edges = (begin if _STARTS_WORD.match(phrase) else "", "" if is_open else end)
        more = f"{_CHAR}*" if phrase.endswith("*") else ""
        reading = re.escape(phrase.rstrip("*")).replace(r"\ ", " ") + more
        groups.setdefault(edges, []).append(reading)
    # A phrase that ends in an apostrophe begins a word: longer phrases come before it.
    ordered = sorted(groups.items(), key=lambda group: not group[0][1])
    found = (f"{edges[0]}(?:{'|'.join(readings)}){edges[1]}" for edges, readings in ordered)
    return "|".join(found) or "(?!)"


def tokens(letters: str, low: int, high: int, lexicon: NumberLexicon) -> tuple[str, list[Token]]:
    """The tokens between two folded positions, after a row with the character of each.

    BREAK separates two tokens with more than a space, or an abbreviation's stop, between them.
    """
    row: list[str] = []
    found: list[Token] = []
    reached = low
    for match in lexicon.pattern.finditer(letters, low, high):
        gap = letters[reached : match.start()]
        is_tight = not gap and (lexicon.is_unspaced or _joins_tight(letters, match, found))
        is_short = gap == ". " and bool(found) and _is_abbreviation(found[-1])
        if found and not (is_tight or gap == " " or is_short):
            row.append(BREAK)
            found.append(Token(reached, reached, 0))
        kinds = _kinds(match, lexicon)
        row.append(lexicon.code_of[kinds])
        found.append(Token(match.start(), match.end(), kinds))
        reached = match.end()
    return "".join(row), found


def _is_abbreviation(token: Token) -> bool:
    """Whether a stop after this token may be that of an abbreviation, such as Mio. or ca."""
    may_be_short = token.kinds & (_BITS["big"] | _BITS["before"])
    return bool(may_be_short) and token.end - token.start <= _LONGEST_ABBREVIATION


def _joins_tight(letters: str, match: re.Match[str], found: list[Token]) -> bool:
    """Whether a token without a space before it belongs to the last: a sign's digits, or d'."""
    before = letters[found[-1].start : match.start()] if found else ""
    return before.endswith("'") or match.lastgroup == "sign" or bool(re.search(_SIGN, before))


def _kinds(match: re.Match[str], lexicon: NumberLexicon) -> int:
    text = match[0].lower()
    if match.lastgroup == "digits":
        kinds = _BITS["digits"]
        if _YEAR.fullmatch(text):
            kinds |= _BITS["year"] | (_BITS["recent_year"] if text[:2] in ("19", "20") else 0)
        return kinds
    if match.lastgroup == "sign":
        return lexicon.words.get(text, _BITS["units"] | _BITS["prefixes"])
    return _listed(text, lexicon) or _BITS["other"]


def _listed(text: str, lexicon: NumberLexicon) -> int:
    kinds = lexicon.words.get(text, 0)
    if kinds:
        return kinds
    if lexicon.joined and text.startswith(lexicon.joined):
        kinds = lexicon.words.get(text[len(lexicon.joined) :], 0)
        if kinds:
            return kinds
    numerals = _BITS["small"] | _BITS["big"] | _BITS["fractions"]
    parts = text.split("-")
    if len(parts) > 1 and all(lexicon.words.get(part, 0) & numerals for part in parts):
        return _BITS["small"]
    begun = (bits for beginning, bits in lexicon.beginnings if text.startswith(beginning))
    ended = (bits for ending, bits in lexicon.endings if text.endswith(ending))
    return next(chain(begun, ended), 0)
