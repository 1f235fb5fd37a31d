"""Words of labels: titles, labels without a name, headings that label no speaker.

The words come from lists/labels.txt, and are `folded`: in small letters, without accents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from factpress.text.word_lists import Phrases, lists_of_all

_APOSTROPHES = str.maketrans("\u2019\u2018ʼ\uff07", "''''")


def folded(text: str) -> str:
    """A text in small letters, without accents, its white space single."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(text.casefold().split())


class LabelWords(NamedTuple):
    """The lists, which the file explains; `generic` words give a speaker's part, not a name.

    `spoken` finds a question, or words that people say of themselves or to others; `reports` finds
    a word such as "said", `closings` the beginning of a line after a transcript.
    """

    articles: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    joined_titles: tuple[str, ...]
    honorifics: frozenset[str]
    degrees: frozenset[str]
    deputies: frozenset[str]
    askers: frozenset[str]
    answerers: frozenset[str]
    generic: frozenset[str]
    unknown: frozenset[str]
    headings: frozenset[str]
    asides: frozenset[str]
    parts: frozenset[str]
    speech_verbs: tuple[str, ...]
    spoken: re.Pattern[str]
    reports: re.Pattern[str]
    closings: re.Pattern[str]


@cache
def label_words() -> LabelWords:
    """The words of labels in all languages."""
    lists = dict(lists_of_all("labels"))
    spoken, reports, closings = (lists.pop(name) for name in ("spoken", "reports", "closings"))
    joined_titles, speech_verbs = lists.pop("joined_titles"), lists.pop("speech_verbs")
    sets = {name: frozenset(folded(";".join(words)).split(";")) for name, words in lists.items()}
    return LabelWords(
        generic=sets["askers"] | sets["answerers"] | sets.pop("others"),
        joined_titles=joined_titles,
        speech_verbs=speech_verbs,
        spoken=re.compile(rf"[?\u061f\uff1f]|{_spoken(spoken)}"),
        reports=re.compile(rf"\b(?:{_any(reports)})\b"),
        closings=re.compile(rf"[\s\x00]*(?:{_any(closings)})", re.IGNORECASE),
        **sets,
    )


def _any(phrases: Phrases) -> str:
    return "|".join(map(re.escape, phrases))


def _spoken(phrases: Phrases) -> str:
    """A pattern for any of these phrases; one with `*` on both sides matches inside words too.

    The other phrases share the condition on their edges: with one for each, a search takes ten
    times as long.
    """
    inside = [re.escape(phrase.strip("*")) for phrase in phrases if phrase.startswith("*")]
    whole = map(_whole_words, (phrase for phrase in phrases if not phrase.startswith("*")))
    return "|".join((rf"(?<!\w)(?:{'|'.join(whole)})(?!\w)", *inside))


def _whole_words(phrase: str) -> str:
    case = "?:" if phrase.endswith("=") else "?i:"
    # After an apostrophe there must be a letter: j'ai, but not the initial j'.
    end = r"\w+" if phrase.endswith("'*") else r"\w*" if phrase.endswith("*") else ""
    return f"({case}{re.escape(phrase.strip('*='))}{end})"
