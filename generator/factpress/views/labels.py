"""The words of the interface for keywords of cards: kinds, stances, changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TypeAlias, TypeVar

from factpress.i18n.translations import message, words
from factpress.model.card_parts import ChangeKind, Stance
from factpress.model.schema import ActorKind, CardKind

Keyword = TypeVar("Keyword", bound=str)
# Gives the words by keyword in a language.
Spoken: TypeAlias = Callable[[str], Mapping[Keyword, str]]


def spoken(table: Mapping[Keyword, str]) -> Spoken[Keyword]:
    """A function that gives a table of messages in a language."""

    @cache
    def said(language: str) -> Mapping[Keyword, str]:
        say = words(language)
        return {keyword: say(text) for keyword, text in table.items()}

    return said


# The headings of lists of cards, by kind.
kinds: Spoken[CardKind] = spoken(
    {
        "claim": message("Claims"),
        "actor": message("People and bodies"),
        "source": message("Documents"),
        "topic": message("Topics"),
        "event": message("Events"),
        "page": message("Pages"),
    }
)
# What a speaker does, such as `denies`.
stances: Spoken[Stance] = spoken(
    {
        "asserts": message("asserts"),
        "denies": message("denies"),
        "qualifies": message("qualifies"),
        "reports": message("reports"),
    }
)
# What a speaker does to the claim at hand, such as `denies it`.
stances_on_it: Spoken[Stance] = spoken(
    {
        "asserts": message("asserts it"),
        "denies": message("denies it"),
        "qualifies": message("qualifies it"),
        "reports": message("reports it"),
    }
)
# The kinds of actors.
actor_kinds: Spoken[ActorKind] = spoken(
    {
        "person": message("person"),
        "organisation": message("organisation"),
        "state": message("state"),
        "armed group": message("armed group"),
        "publication": message("publication"),
        "unnamed speaker": message("unnamed speaker"),
    }
)
# The headings of lists of actors, by kind.
actor_groups: Spoken[ActorKind] = spoken(
    {
        "person": message("People"),
        "organisation": message("Bodies"),
        "state": message("States"),
        "armed group": message("Armed groups"),
        "publication": message("Publications"),
        "unnamed speaker": message("Unnamed speakers"),
    }
)
# The kinds of entries in a claim's history.
changes: Spoken[ChangeKind] = spoken(
    {
        "update": message("update"),
        "correction": message("correction"),
        "rating": message("change of rating"),
        "scale": message("change of the rating scale"),
        "withdrawn": message("withdrawal"),
        "merged": message("merger"),
    }
)


_MOST_NAMES = 3
# The stance of a document's passages, with the speakers after it.
DONE_BY: Mapping[Stance, str] = {
    "asserts": message("asserted by %(names)s"),
    "denies": message("denied by %(names)s"),
    "qualifies": message("qualified by %(names)s"),
    "reports": message("reported by %(names)s"),
}
# The stance of passages on a claim, as a heading with names after it.
by: Spoken[Stance] = spoken(
    {
        "asserts": message("Asserted by"),
        "denies": message("Denied by"),
        "qualifies": message("Qualified by"),
        "reports": message("Reported by"),
    }
)
# The stance of an actor, as a heading with a claim after it.
does: Spoken[Stance] = spoken(
    {
        "asserts": message("Asserts"),
        "denies": message("Denies"),
        "qualifies": message("Qualifies"),
        "reports": message("Reports"),
    }
)


def quoted(language: str, head: str) -> str:
    """A head whose date is only that of the document which quotes the words."""
    say = words(language)
    return say("%(head)s (quoted)", head=head)


def more(language: str, number: int) -> str:
    """`4 more`: the entries that there is no room for."""
    say = words(language)
    return say.plural("%(num)s more", "%(num)s more", number)


def some(language: str, names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """`A`, `A and B`, `A, B, C and 4 more`."""
    if len(names) > most:
        names = [*names[:most], more(language, len(names) - most)]
    return words(language).listed(names)
