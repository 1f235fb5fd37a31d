"""Amounts that a passage's edge cuts: a number without its unit, magnitude or limiter.

"It cost 5", quoted of "It cost 5 million dollars", is another number; "14 died", quoted of "at
least 14 died", is another claim. The words are in lists/numbers.txt; symbols (%, km, EUR) count in
every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from factpress.text.number_tokens import NumberLexicon, Token, number_lexicon, tokens

_REACH: Final = 80


class CutNumber(NamedTuple):
    """A folded span that an edge cuts: an amount (`unit`), or an amount with its limiter."""

    kind: Literal["unit", "limiter"]
    start: int
    end: int


class _Patterns(NamedTuple):
    """Patterns over the kinds of tokens: an amount, alone and with a limiter."""

    amount: re.Pattern[str]
    limited: re.Pattern[str]
    limited_after: re.Pattern[str]
    ranges: re.Pattern[str]
    year: re.Pattern[str]


class _Window(NamedTuple):
    """The tokens near an edge, and their kinds as a row of characters."""

    letters: str
    row: str
    tokens: list[Token]
    lexicon: NumberLexicon
    patterns: _Patterns


def cut_numbers(
    letters: str, pieces: Iterable[tuple[int, int]], language: str
) -> tuple[CutNumber, ...]:
    """The amounts of a folded text that the edges of these folded pieces cut, in order."""
    primary = re.split("[-_]", language.strip().lower())[0]
    found: dict[CutNumber, None] = {}
    for start, end in pieces:
        for edge, is_start in ((start, True), (end, False)):
            cut = _cut_at(letters, edge, primary, is_start=is_start)
            if cut:
                found[cut] = None
    return tuple(found)


def _window(letters: str, edge: int, language: str) -> _Window:
    low = max(0, edge - _REACH)
    low = letters.find(" ", low, edge) + 1 if low else 0
    lexicon = number_lexicon(language)
    row, found = tokens(letters, low, min(len(letters), edge + _REACH), lexicon)
    return _Window(letters, row, found, lexicon, _patterns(language))


def _cut_at(letters: str, edge: int, language: str, *, is_start: bool) -> CutNumber | None:
    if not 0 < edge < len(letters) or not number_lexicon(language).may_count(letters, edge):
        return None
    window = _window(letters, edge, language)
    for found in window.patterns.amount.finditer(window.row):
        start, end = _span(window, found.span())
        if start < edge < end and not _is_year(window, found):
            return CutNumber("unit", start, end)
    for after, upto, whole in _limits(window, is_start=is_start):
        if after <= edge <= upto:
            return CutNumber("limiter", *whole)
    return None


def _span(window: _Window, numbers: tuple[int, int]) -> tuple[int, int]:
    """The folded span of these tokens, which must not be empty."""
    return window.tokens[numbers[0]].start, window.tokens[numbers[1] - 1].end


def _limits(window: _Window, *, is_start: bool) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """The first and last edge that cut a limiter off, and the span of the whole amount.

    Only a passage's start cuts off a limiter before its number: a passage that ends between the two
    does not give the number.
    """
    patterns = window.patterns
    if is_start:
        for found in patterns.limited.finditer(window.row):
            whole = _span(window, found.span())
            yield whole[0] + 1, _span(window, found.span("number"))[0], whole
    else:
        for found in patterns.limited_after.finditer(window.row):
            whole = _span(window, found.span())
            yield _span(window, found.span("number"))[1], whole[1] - 1, whole
    for found in patterns.ranges.finditer(window.row):
        if not patterns.year.fullmatch(found["number"]) or not patterns.year.match(found["other"]):
            whole = _span(window, found.span())
            number, other = (_span(window, found.span(name)) for name in ("number", "other"))
            yield number[1], other[0], whole


def _is_year(window: _Window, found: re.Match[str]) -> bool:
    """Whether an amount is in truth a year, and a word that happens to follow it."""
    lexicon, row = window.lexicon, window.row
    if found[0][0] not in lexicon.codes("year"):
        return False
    following = row[found.start() + 1 : found.start() + 2]
    if following and following in lexicon.codes("year_units"):
        return True
    start = window.tokens[found.start()].start
    is_opened = lexicon.opener is not None and lexicon.opener.search(
        window.letters, max(0, start - _REACH), start
    )
    return bool(is_opened) and found[0][0] in lexicon.codes("recent_year")


@lru_cache(maxsize=32)
def _patterns(language: str) -> _Patterns:
    lexicon = number_lexicon(language)

    def one(*kinds: str) -> str:
        return f"[{''.join(lexicon.codes(kind) for kind in kinds)}]"

    big, unit, link = one("big"), one("units"), one("links")
    # "Hundreds of millions of dollars".
    bigs = f"{big}(?:{link}{big})*(?:{link}{unit})?"
    joined = f"(?:{big}{one('joins')})?"
    numeral = f"{joined}(?:{one('small')}{one('fractions')}?|{bigs})"
    # The pattern reads each row of tokens in one way only, so no text makes the search slow.
    counted = f"(?:{one('parts')}{bigs}|{one('prefixes')}?{one('digits')})(?:{bigs})*"
    number = f"(?:{counted}|(?:{numeral})+)(?:{one('tails')}(?:{bigs})*)?"
    amount = f"{number}{unit}?"
    # "About one of them" is about them; "about one year" is an amount.
    measured = one("big", "fractions", "tails", "units")
    no_single = f"(?!{one('singles')}(?!{measured}))"
    part = f"{one('parts')}?{one('fractions')}"
    pairs = f"(?P<open>{one('opens')})?(?P<number>{amount})"
    pairs += f"(?(open){one('ranges', 'pairs')}|{one('ranges')})(?P<other>{number})"
    return _Patterns(
        re.compile(amount),
        re.compile(f"{one('before')}{no_single}(?P<number>{number}|{part})(?!{one('months')})"),
        re.compile(f"(?P<number>{amount}){one('other')}?{one('after')}"),
        re.compile(pairs),
        re.compile(f"{one('recent_year')}+"),
    )


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
