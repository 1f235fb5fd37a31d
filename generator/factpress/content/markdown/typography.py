"""Typographic punctuation: straight quotation marks, double hyphens and triple dots set in type.

In: a stretch of text and the character before it. Out: the same words; quotation marks are private
characters, since their shape depends on the page's language. Knows nothing of markup.
"""

from __future__ import annotations

import re

from factpress.i18n.quotation_marks import CLOSE, CLOSE_INNER, OPEN, OPEN_INNER

_STRAIGHT = re.compile(r"""---?|\.\.\.|["']""")
_OPENS_AFTER = re.compile(
    rf"[\s(\[{{<\u2010-\u2015/\u201c\u2018\u201e\u201a\u00ab{OPEN}{OPEN_INNER}-]"
)
# Feet and inches, or minutes and seconds, as in 5' 10"; and a number behind feet.
_PRIME = re.compile(r"""'\s?[0-9]{1,3}(?:[.,][0-9]{1,3})?\"""")
_BEHIND_PRIME = re.compile(r"[0-9]'\s?[0-9]{1,3}(?:[.,][0-9]{1,3})?\Z")
_PLAIN = {"---": "—", "--": "–", "...": "…"}


def educated(text: str, before: str) -> str:
    """`text` with quotation marks as private characters, apostrophes, dashes and ellipses.

    A quotation mark opens at the start of a block and after white space, an opening bracket, a
    dash or another opening mark; elsewhere it closes, and a single one is an apostrophe. Behind a
    digit, where none is open, it is a prime and stays.
    """
    # Four searches for fixed texts take a fraction of one for the expression.
    if "'" not in text and '"' not in text and "--" not in text and "..." not in text:
        return text
    typeset = _Typeset(text, before)
    return _STRAIGHT.sub(typeset.mark, text)


class _Typeset:
    """The marks of one stretch, one after another; it counts those that are open."""

    def __init__(self, text: str, before: str) -> None:
        self._text, self._before = text, before
        # Behind other text of the block, one may be open that is not in this stretch.
        self._double = 1 if before else 0
        self._single = 0

    def mark(self, match: re.Match[str]) -> str:
        found, start = match[0], match.start()
        if found in _PLAIN:
            return _PLAIN[found]
        text = self._text
        previous = text[start - 1] if start else self._before
        following = text[match.end() : match.end() + 1]
        opens = not previous or bool(_OPENS_AFTER.match(previous)) or previous in "\"'"
        if previous in "\"'" and previous and start > 1:
            opens = bool(_OPENS_AFTER.match(text[start - 2]))
        if found == '"':
            return self._as_double(start, previous, opens=opens)
        return self._as_single(start, previous, following, opens=opens)

    def _as_double(self, start: int, previous: str, *, opens: bool) -> str:
        if opens:
            self._double += 1
            return OPEN
        is_prime = _BEHIND_PRIME.search(self._text, max(0, start - 12), start)
        if is_prime or (previous.isdigit() and not self._double):
            return '"'
        self._double = max(0, self._double - 1)
        return CLOSE

    def _as_single(self, start: int, previous: str, following: str, *, opens: bool) -> str:
        if opens and not following.isdigit():
            self._single += 1
            return OPEN_INNER
        if previous.isdigit() and (
            _PRIME.match(self._text, start) or not (self._single or following.isalpha())
        ):
            return "'"
        if self._single and not following.isalnum() and not opens:
            self._single -= 1
            return CLOSE_INNER
        return "’"
