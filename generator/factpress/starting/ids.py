"""Ids of new cards, proposed from titles in any script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factpress.model.schema import CardKind
from factpress.model.urls import path_mistake, suggested_slug

# Longer ids are cut after a whole word: an address should fit on a line.
_MOST = 60


def proposed_id(kind: CardKind, title: str) -> str:
    """An id made of a title's words in Latin letters; empty where none can be made."""
    words = suggested_slug(_latin(title))
    if len(words) > _MOST:
        words = words[: _MOST + 1].rpartition("-")[0] or words[:_MOST]
    candidates = (words, f"the-{words}") if words else ()
    return next((each for each in candidates if path_mistake(kind, each) is None), "")


def _latin(title: str) -> str:
    """A title in ASCII, by the tables of anyascii."""
    if title.isascii():
        return _without_apostrophes(title)
    return _without_apostrophes("".join(_latin_letters(title)))


def _latin_letters(title: str) -> Iterator[str]:
    from anyascii import anyascii  # its tables are read when they are needed

    for char in title:
        written = anyascii(char)
        # A letter without case that is written with a capital is a syllable: a word of its own.
        is_syllable = char.lower() == char.upper() and written[:1].isupper()
        yield f" {written} " if is_syllable else written


def _without_apostrophes(title: str) -> str:
    """`the mayor's dam` without its apostrophe, which is no end of a word."""
    return re.sub(r"(?<=\w)['’](?=\w)", "", title)
