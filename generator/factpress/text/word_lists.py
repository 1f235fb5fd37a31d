"""Word lists: the words of each language that the checks of evidence know, read from `lists/`.

A file has a section for each language (`[en]`), and in it lists of phrases (`units: day; days`).
Comments in the file explain the lists. docs/how-to/languages.md says how to add a language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

Phrases = tuple[str, ...]
Lists = Mapping[str, Phrases]

_FOLDER = Path(__file__).parent / "lists"
_COMMENT = re.compile(r"^#.*$", re.MULTILINE)
_SECTION = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
_LIST = re.compile(r"^(\w+):", re.MULTILINE)


@cache
def word_lists(subject: str) -> Mapping[str, Lists]:
    """The lists of a subject by language and name: {"en": {"units": ("day", "days")}}.

    Raises ValueError for words outside a list, and for two sections or lists of one name.
    """
    return parse_lists((_FOLDER / f"{subject}.txt").read_text("utf-8"))


def parse_lists(text: str) -> Mapping[str, Lists]:
    """The lists in the text of a file."""
    sections = _parts(_SECTION, _COMMENT.sub("", text))
    return MappingProxyType(
        {
            language: MappingProxyType(
                {name: _phrases(words) for name, words in _parts(_LIST, lists).items()}
            )
            for language, lists in sections.items()
        }
    )


def lists_of_all(subject: str) -> Lists:
    """The lists of a subject by name, each with the phrases of all languages."""
    found: dict[str, Phrases] = {}
    for lists in word_lists(subject).values():
        for name, phrases in lists.items():
            found[name] = found.get(name, ()) + phrases
    return found


def primary_subtag(language: str) -> str:
    """The first part of a BCP 47 tag, in small letters, such as "en" for "en-GB"."""
    return re.split("[-_]", language.strip().lower())[0]


def _parts(heading: re.Pattern[str], text: str) -> dict[str, str]:
    """The texts after these headings, by the names in the headings."""
    before, *parts = heading.split(text)
    if before.strip():
        raise ValueError(f"words outside a list: {before.strip()[:80]}")
    names = parts[::2]
    if len(set(names)) < len(names):
        raise ValueError(f"one name twice among {', '.join(names)}")
    return dict(zip(names, parts[1::2], strict=True))


def _phrases(words: str) -> Phrases:
    return tuple(" ".join(words.replace(";", " ; ").split()).strip(" ;").split(" ; "))
