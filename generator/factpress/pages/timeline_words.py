"""The words of timelines: what each kind of entry is called.

In: the publication's language. Out: heads by stance, each table made once for a language, and names
in a sentence. Knows nothing of cards or dates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from factpress.languages.words import words
from factpress.schema import Stance

_MOST_NAMES = 3


@cache
def by(language: str) -> Mapping[Stance, str]:
    """What happened to a claim, with names after it."""
    say = words(language)
    return {
        "asserts": say("Asserted by"),
        "denies": say("Denied by"),
        "qualifies": say("Qualified by"),
        "reports": say("Reported by"),
    }


@cache
def does(language: str) -> Mapping[Stance, str]:
    """What an actor does, with a claim after it."""
    say = words(language)
    return {
        "asserts": say("Asserts"),
        "denies": say("Denies"),
        "qualifies": say("Qualifies"),
        "reports": say("Reports"),
    }


def done_by(language: str, stance: Stance, names: str) -> str:
    """What a document quotes of whom."""
    say = words(language)
    match stance:
        case "asserts":
            return say("asserted by %(names)s", names=names)
        case "denies":
            return say("denied by %(names)s", names=names)
        case "qualifies":
            return say("qualified by %(names)s", names=names)
        case "reports":
            return say("reported by %(names)s", names=names)


def quoted(language: str, head: str) -> str:
    """A head whose date is only that of the document which quotes the words."""
    say = words(language)
    return say("%(head)s (quoted)", head=head)


def more(language: str, number: int) -> str:
    """What stands for those that there is no room for."""
    say = words(language)
    return say.plural("%(num)s more", "%(num)s more", number)


def some(language: str, names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B, C and 4 more`."""
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], more(language, len(names) - _MOST_NAMES)]
    return words(language).listed(names)
