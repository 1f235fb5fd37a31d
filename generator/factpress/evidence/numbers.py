"""Numbers whole: a cut that parts a number from its unit, its magnitude or its limiter.

In go folded letters, the folded edges of a passage's pieces, and a language; out come the amounts
that an edge cuts. "It cost 5" of "It cost 5 million dollars" is another number, and "14 died" of
"at least 14 died" another claim. The words are those of `number_words`; symbols (%, km, EUR) count
in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from factpress.evidence.number_words import CURRENCY_CODES, LATIN, SYMBOLS, NumberWords
from factpress.evidence.number_words_other_scripts import (
    MONTHS,
    OTHER_SCRIPTS,
    UNSPACED,
    YEAR_OPENERS,
    YEAR_UNITS,
)

_REACH: Final = 120
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
_CHAR = rf"[\w{_MARKS}]"
_BEGIN = rf"(?<!{_CHAR})"
_END = rf"(?!{_CHAR}|['-]{_CHAR})"
_SIGNS = "[$\u00a2-\u00a5\u058f\u060b\u09f3\u0e3f\u17db\u20a0-\u20c0]"
_DIGITS = (
    r"(?<![\d][.,:/])[+\-\u00b1~]?\d[\d\u00bd\u00bc\u00be\u00b2\u00b3]*"
    r"(?:[.,'/\u00b7\u066b\u066c]\d+| \d{3}(?!\d))*(?: [\u00bc-\u00be\u2150-\u215e])?"
)
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_RECENT_YEAR = re.compile(r"(?:19|20)\d\d")


class CutNumber(NamedTuple):
    """A folded span that an edge cuts: an amount (`unit`), or an amount with its limiter."""

    kind: Literal["unit", "limiter"]
    start: int
    end: int


class _Patterns(NamedTuple):
    """The patterns of one language; each names its `number` and what else it holds."""

    amount: re.Pattern[str]
    limited: re.Pattern[str]
    limited_after: re.Pattern[str]
    ranges: re.Pattern[str]
    year_opener: re.Pattern[str] | None


def cut_numbers(
    letters: str, pieces: Iterable[tuple[int, int]], language: str
) -> tuple[CutNumber, ...]:
    """The amounts of a folded text that the edges of these folded pieces cut, in order."""
    patterns = _patterns(re.split("[-_]", language.strip().lower())[0])
    found: dict[CutNumber, None] = {}
    for start, end in pieces:
        for edge, is_start in ((start, True), (end, False)):
            cut = _cut_at(letters, edge, patterns, is_start=is_start)
            if cut:
                found[cut] = None
    return tuple(found)


def _cut_at(letters: str, edge: int, patterns: _Patterns, *, is_start: bool) -> CutNumber | None:
    if not 0 < edge < len(letters):
        return None
    low = max(0, edge - _REACH)
    low = letters.find(" ", low, edge) + 1 if low else 0
    high = min(len(letters), edge + _REACH)
    for found in patterns.amount.finditer(letters, low, high):
        if found.start() < edge < found.end() and not _is_year(letters, found, patterns):
            return CutNumber("unit", found.start(), found.end())
    for start, stop, cut in _limits(letters, low, high, patterns, is_start=is_start):
        if start < edge <= stop:
            return CutNumber("limiter", *cut)
    return None


def _limits(
    letters: str, low: int, high: int, patterns: _Patterns, *, is_start: bool
) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Where an edge cuts a limiter off: after the first position, up to the second; and the whole.

    A limiter before its number is cut off only at a passage's start: a passage that ends between
    the two does not give the number.
    """
    if is_start:
        for found in patterns.limited.finditer(letters, low, high):
            yield found.start(), found.start("number"), found.span()
    else:
        for found in patterns.limited_after.finditer(letters, low, high):
            yield found.end("number") - 1, found.start("after"), found.span()
    for found in patterns.ranges.finditer(letters, low, high):
        years = _RECENT_YEAR.fullmatch(found["number"]) and _RECENT_YEAR.match(found["other"])
        if not years:
            yield found.end("number") - 1, found.start("other"), found.span()


def _is_year(letters: str, found: re.Match[str], patterns: _Patterns) -> bool:
    """Whether what looks like an amount is a year and a word that happens to follow it."""
    year = _YEAR.match(letters, found.start())
    if year is None or letters[year.end() : year.end() + 1].isdigit():
        return False
    if found["year"]:
        return True
    opener = patterns.year_opener
    is_opened = opener is not None and opener.search(letters, 0, found.start()) is not None
    return is_opened and _RECENT_YEAR.fullmatch(year[0]) is not None


@lru_cache(maxsize=32)
def _patterns(language: str) -> _Patterns:
    words = {**LATIN, **OTHER_SCRIPTS}.get(language, NumberWords())
    begin, end, gap = ("", "", " ?") if language in UNSPACED else (_BEGIN, _END, r"\.? ")
    amount, number = _amount(words, begin, end, gap, YEAR_UNITS.get(language, ""))
    comma = gap.replace(r"\.", ",")
    months = _any(MONTHS.get(language, ""))
    no_month = rf"(?!\.? (?i:{months}){_END})" if months else ""
    singles = _any(words.singles)
    # "About one of them" is about them; "about one year" is an amount.
    no_single = rf"(?!(?i:{singles}){end}(?!{gap}{_unit(words, end)}))" if singles else ""
    limiters = rf"{begin}(?i:{_any(words.before) or '(?!)'}){gap if gap != ' ?' else ''}"
    after = rf"(?i:{_any(words.after) or '(?!)'}){end}"
    opened = rf"(?:{begin}(?i:{_any(words.opens) or '(?!)'}){gap})?"
    between = rf"(?i:{_any(f'{words.ranges}; {words.pairs}')})"
    ranges = rf"(?i:{_any(words.ranges) or '(?!)'})"
    return _Patterns(
        re.compile(amount),
        re.compile(rf"{limiters}{no_single}(?P<number>{_plain(number)}){no_month}"),
        re.compile(rf"(?P<number>{_plain(amount)})(?: {_CHAR}+)?{comma}(?P<after>{after})"),
        re.compile(
            rf"(?P<open>{opened})(?P<number>{_plain(amount)}){comma}"
            rf"(?(open){between}|{ranges}){gap}(?P<other>{_plain(number)})"
        ),
        _openers(language),
    )


def _amount(words: NumberWords, begin: str, end: str, gap: str, years: str) -> tuple[str, str]:
    """The pattern of a number with its magnitudes and unit, and that of a number alone."""
    big = rf"(?i:{_any(words.big) or '(?!)'}){end}"
    unit = _unit(words, end)
    links = _any(words.links)
    # "Hundreds of millions of dollars"; the French d' is written to its word.
    link = rf"(?: (?i:{links})(?:(?<=') ?| ))" if links else "(?!)"
    bigs = rf"{big}(?:{link}{big})*(?:{link}(?i:{_any(words.units) or '(?!)'}){end})?"
    small_end = rf"(?!{_CHAR})" if begin else ""
    numeral = rf"(?:{bigs}|(?i:{_any(words.small) or '(?!)'}){small_end})"
    spelled = _spelled(words, numeral, begin, gap)
    parts = rf"{begin}(?i:{_any(words.parts) or '(?!)'}) (?:{bigs})"
    prefix = (
        rf"(?:(?:{_any(CURRENCY_CODES)}|(?i:{_any(words.prefixes) or '(?!)'})) |\b(?:US|A|C)(?=\$))"
    )
    digits = rf"(?:(?<!{_CHAR}){prefix})?(?:{_SIGNS} ?)?{begin}{_DIGITS}{end}"
    tails = _any(words.tails)
    tail = rf"(?:{gap}(?i:{tails}){end})?" if tails else ""
    fractions = _any(words.fractions)
    fraction = rf"(?:[ -](?i:{fractions}){end})?" if fractions else ""
    number = rf"(?:{parts}|{spelled}|{digits})(?:{gap}{bigs})*{fraction}{tail}(?:{gap}{bigs})*"
    year = rf"(?P<year>{gap}(?i:{_any(years)}){end})|" if years else "(?P<year>(?!))|"
    return rf"{number}(?:{year}{gap}{unit})?(?: ?{_SIGNS}(?!\d))?", number


def _spelled(words: NumberWords, numeral: str, begin: str, gap: str) -> str:
    """Numerals in a row, such as "two hundred and fifty"."""
    if not begin:
        return rf"{numeral}(?:{numeral})*"
    joins = words.joins
    if joins.endswith("+"):
        return rf"{begin}(?:{joins[:-1]})?{numeral}(?:{gap}(?:{joins[:-1]})?{numeral})*"
    big = rf"(?i:{_any(words.big) or '(?!)'})"
    joined = rf"(?:{big}(?i: {_any(joins)}) )?" if joins else ""
    return rf"{begin}{joined}{numeral}(?:[ -]{joined}{numeral})*"


def _unit(words: NumberWords, end: str) -> str:
    return rf"(?:(?i:{_any(words.units) or '(?!)'})|{_any(SYMBOLS)}){end}"


def _plain(pattern: str) -> str:
    """The pattern without its named groups, to be used inside another."""
    return pattern.replace("(?P<year>", "(?:")


def _openers(language: str) -> re.Pattern[str] | None:
    words = _any(YEAR_OPENERS.get(language, ""))
    return re.compile(rf"(?<!\w)(?i:{words}) \Z") if words else None


def _any(phrases: str) -> str:
    """A list of phrases as alternatives, the longest first."""
    kept = {phrase.strip() for phrase in phrases.split(";") if phrase.strip()}
    ordered = sorted(kept, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(_reading(phrase) for phrase in ordered)


def _reading(phrase: str) -> str:
    words = re.escape(phrase.strip("*")).replace(r"\ ", " ")
    before = rf"{_CHAR}*" if phrase.startswith("*") else ""
    after = rf"{_CHAR}*" if phrase.endswith("*") else ""
    return f"{before}{words}{after}"


def edges_of_insertions(passage: str, insertions: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """A folded passage without the brackets round these insertions, and where their edges are."""
    left = ""
    edges: list[int] = []
    read = 0
    for mark in re.finditer(r"\[([^\[\]]*)\]", passage):
        if mark[1] in insertions:
            left += passage[read : mark.start()]
            edges += [len(left), len(left) + len(mark[1])]
            left += mark[1]
            read = mark.end()
    return left + passage[read:], tuple(edges)
