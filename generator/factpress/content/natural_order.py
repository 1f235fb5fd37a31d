"""The order of names as readers expect it: blind to case and accents, numbers by their value."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

_RUN = re.compile(r"\d+|\D+")

#: Runs of a name: a number as the count of its digits and the digits, other text after numbers.
NaturalKey: TypeAlias = tuple[tuple[tuple[int, int, str], ...], str]


def natural_key(name: str) -> NaturalKey:
    """The sort key of a name; names that differ only in case or accents follow each other.

    Quotation marks and other signs before the first letter or digit do not count.
    """
    first = next((at for at, character in enumerate(name) if character.isalnum()), 0)
    folded = unicodedata.normalize("NFKD", name[first:].casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return tuple(_part(run) for run in _RUN.findall(plain)), name


def _part(run: str) -> tuple[int, int, str]:
    if not run.isdecimal():
        return 1, 0, run
    digits = "".join(str(unicodedata.decimal(each)) for each in run).lstrip("0")
    return 0, len(digits), digits
