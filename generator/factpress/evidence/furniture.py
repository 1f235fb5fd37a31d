"""Page furniture: the headers, footers and page numbers of text that is set in pages.

In: text whose pages end in form feeds. Out: runs. A line at a page's edge is furniture when it is
a page number, or when other pages have the same there but for the number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import chain
from typing import Final, NamedTuple

from factpress.evidence.runs import Kind, Run

_PAGE: Final = "\f"
# So many lines at each edge of a page may be furniture.
_MOST_LINES: Final = 3
_LONGEST: Final = 120
_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|s\.|\u0441\u0442\u0440\.?|\u0441\u0442\u0440\u0430\u043d\u0438\u0446\u0430"
    r"|p\u00e1gina|p\u00e1g\.)\s*)?[0-9]{1,4}(?:\s*(?:/|of|sur|de|von|\u0438\u0437)\s*[0-9]{1,4})?\W*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9]+")
_LINE = re.compile(r"[^\n]*\n?")


class _Line(NamedTuple):
    """A line of a page's edge: what it says but for numbers, and its number on the page."""

    says: str
    number: int


def page_runs(text: str) -> tuple[Run, ...]:
    """The runs of a text; one without form feeds is all body."""
    if _PAGE not in text:
        return (Run(Kind.BODY, text),)
    pages = [_LINE.findall(page) for page in text.split(_PAGE)]
    edges = [list(_edge_lines(lines)) for lines in pages]
    counts = Counter(chain.from_iterable({line.says for line in page} for page in edges))
    least = max(2, len(pages) // 3)
    repeated = {says for says, count in counts.items() if count >= least}
    runs: list[Run] = []
    for number, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        if number:
            runs.append(Run(Kind.BODY, _PAGE))
        runs += _apart(lines, sorted(set(_furniture(lines, edge, repeated))))
    return tuple(runs)


def _apart(lines: Sequence[str], furniture: Sequence[int]) -> Iterator[Run]:
    """The runs of a page, given the numbers of the lines that are furniture."""
    copied = 0
    for at in furniture:
        yield Run(Kind.BODY, "".join(lines[copied:at]))
        yield Run(Kind.FURNITURE, lines[at])
        copied = at + 1
    yield Run(Kind.BODY, "".join(lines[copied:]))


def _edge_lines(lines: Sequence[str]) -> Iterator[_Line]:
    """The first and last lines of a page that say anything."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for at in dict.fromkeys((*filled[:_MOST_LINES], *filled[-_MOST_LINES:])):
        if len(lines[at]) <= _LONGEST:
            yield _Line(_DIGITS.sub("#", " ".join(lines[at].split())), at)


def _furniture(lines: Sequence[str], edge: Sequence[_Line], repeated: Set[str]) -> Iterator[int]:
    """The numbers of the lines that are furniture: from either edge as far as all of them are."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    known = {
        line.number for line in edge if line.says in repeated or _is_number(lines[line.number])
    }
    for order in (filled, filled[::-1]):
        for at in order[:_MOST_LINES]:
            if at not in known:
                break
            yield at


def _is_number(line: str) -> bool:
    return line.strip() != "" and _NUMBER.fullmatch(line.strip()) is not None
