"""The words of the interface for what cards name by a keyword: kinds, stances, changes.

In: the publication's language. Out: words by keyword, in the order readers meet them. Each table
is said once in a language. Knows nothing of cards.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from factpress.languages.words import message, words
from factpress.schema import ActorKind, CardKind, ChangeKind, Stance

Keyword = TypeVar("Keyword", bound=str)

_KINDS: Mapping[CardKind, str] = {
    "claim": message("Claims"),
    "actor": message("Actors"),
    "source": message("Sources"),
    "topic": message("Topics"),
    "page": message("Pages"),
}
_STANCES: Mapping[Stance, str] = {
    "asserts": message("asserts"),
    "denies": message("denies"),
    "qualifies": message("qualifies"),
    "reports": message("reports"),
}
_STANCES_ON_IT: Mapping[Stance, str] = {
    "asserts": message("asserts it"),
    "denies": message("denies it"),
    "qualifies": message("qualifies it"),
    "reports": message("reports it"),
}
_ACTOR_KINDS: Mapping[ActorKind, str] = {
    "person": message("person"),
    "organisation": message("organisation"),
    "state": message("state"),
    "armed group": message("armed group"),
    "publication": message("publication"),
    "unnamed speaker": message("unnamed speaker"),
}
_CHANGES: Mapping[ChangeKind, str] = {
    "update": message("update"),
    "correction": message("correction"),
    "rating": message("change of rating"),
}


def said(language: str, table: Mapping[Keyword, str]) -> Mapping[Keyword, str]:
    """A table of messages in a language."""
    say = words(language)
    return {keyword: say(text) for keyword, text in table.items()}


@cache
def kinds(language: str) -> Mapping[CardKind, str]:
    """The headings of what there is of each kind of card."""
    return said(language, _KINDS)


@cache
def stances(language: str) -> Mapping[Stance, str]:
    """What a speaker does, such as `denies`."""
    return said(language, _STANCES)


@cache
def stances_on_it(language: str) -> Mapping[Stance, str]:
    """What a speaker does to the claim at hand, such as `denies it`."""
    return said(language, _STANCES_ON_IT)


@cache
def actor_kinds(language: str) -> Mapping[ActorKind, str]:
    """What an actor is."""
    return said(language, _ACTOR_KINDS)


@cache
def changes(language: str) -> Mapping[ChangeKind, str]:
    """What an entry of a claim's history is."""
    return said(language, _CHANGES)
