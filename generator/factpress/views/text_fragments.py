"""Text fragments: the part of an address that makes a browser show a passage in a live page.

In: a passage as its card has it, and how it was found. Out: `#:~:text=…`, or nothing when no words
of the passage can be searched for. Knows nothing of the live page, which may be set in other type
than our saved copy; hence no term begins or ends with a quotation mark or a dash.

Rule: https://wicg.github.io/scroll-to-text-fragment/, "Syntax" and "Finding ranges in a document":
terms are whole words within one block, compared without regard to letter case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias
from urllib.parse import quote

from factpress.evidence.words import is_word_char
from factpress.model.evidence import Found

_Run: TypeAlias = Sequence[str]

# A passage of more words is named by its first and last ones: live pages get small corrections.
_MOST_WORDS: Final = 8
_EDGE_WORDS: Final = 4
# One word says too little of where a passage begins or ends, if a longer run is at hand.
_FEWEST_WORDS: Final = 2

_OMISSION = re.compile(r"\[\s*(?:\u2026|\.\.\.)\s*\]")
_CAPITAL = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
# Marks that one text may have where another has none, or another one: quotation marks,
# apostrophes, dashes, hyphens, ellipses and characters that do not show.
_UNSURE = (
    "\"'`\u00b4\u00ab\u00bb\u2018-\u201f\u2032\u2033\u2039\u203a\u2010-\u2015\u2212\u2026"
    "\u00ad\u200b-\u200f\ufeff\uff02\uff07-"
)
_UNSURE_WORD = re.compile(rf"\w+(?:[{_UNSURE}]+\w+)+")
_UNSURE_MARK = re.compile(rf"(?:[{_UNSURE}]|\.\.\.)+")
_BREAK: Final = "\n"


# A claim's page and its files ask for the same, one after the other.
@lru_cache(maxsize=256)
def live_address(url: str, passage: str, found: Found) -> str:
    """The address of a live document, opened at the passage where that can be."""
    fragment = text_fragment(passage, found)
    return url + (fragment.removeprefix("#") if "#" in url else fragment)


def text_fragment(passage: str, found: Found) -> str:
    """The fragment with its `#`, or an empty text."""
    terms = _terms(_runs(passage, found), found)
    if not terms:
        return ""
    before = [f"{_encoded(found.prefix)}-"] if found.prefix else []
    after = [f"-{_encoded(found.suffix)}"] if found.suffix else []
    return "#:~:text=" + ",".join([*before, *map(_encoded, terms), *after])


def _runs(passage: str, found: Found) -> list[_Run]:
    """The words of the document that stand side by side in the passage, in order."""
    lines = _in_document(passage, found).split(_BREAK)
    return [line.split() for line in lines if any(map(is_word_char, line))]


def _in_document(passage: str, found: Found) -> str:
    """What of a passage stands in the document, with a line break wherever words may be missing.

    A changed capital may stay, since letter case does not count. A passage set otherwise than the
    saved copy also breaks at marks that may be the difference; not where words before or after it
    must touch its edges.
    """
    words = passage.strip()
    if found.level in ("omission", "bracketed"):
        words = _OMISSION.sub(_BREAK, words)
    if found.level == "bracketed":
        words = _BRACKETS.sub(_BREAK, _CAPITAL.sub(r"\1", words))
    if found.level == "exact" or found.prefix or found.suffix:
        return words
    sure = _UNSURE_MARK.sub(_BREAK, _UNSURE_WORD.sub(_BREAK, words))
    return sure if any(map(is_word_char, sure)) else words


def _terms(runs: Sequence[_Run], found: Found) -> list[str]:
    """One term for a short passage, or its first and last words."""
    if not runs:
        return []
    long = [n for n, run in enumerate(runs) if len(run) >= _FEWEST_WORDS] or [0, len(runs) - 1]
    first = 0 if found.prefix else long[0]
    last = len(runs) - 1 if found.suffix else long[-1]
    if first == last and len(runs[first]) <= _MOST_WORDS:
        words = " ".join(runs[first])
        return [_bare(words, start=not found.prefix, end=not found.suffix)]
    return [
        _bare(" ".join(runs[first][:_EDGE_WORDS]), start=not found.prefix),
        _bare(" ".join(runs[last][-_EDGE_WORDS:]), end=not found.suffix),
    ]


def _bare(term: str, *, start: bool = True, end: bool = True) -> str:
    """A term without the marks at its edges."""
    first = next((n for n, char in enumerate(term) if is_word_char(char)), None)
    if first is None:
        return term
    past = next(n for n in range(len(term), 0, -1) if is_word_char(term[n - 1]))
    return term[first if start else 0 : past if end else len(term)]


def _encoded(term: str) -> str:
    """A term for an address; a hyphen, too, has a meaning in a text directive."""
    return quote(term, safe="").replace("-", "%2D")
