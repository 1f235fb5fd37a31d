"""The words of the interface for what cards name by a keyword: kinds, stances, changes.

In: the publication's language. Out: words by keyword, in the order readers meet them. Each table
is made once for a language. Knows nothing of cards.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from factpress.languages.words import words
from factpress.schema import ActorKind, CardKind, ChangeKind, Stance


@cache
def kinds(language: str) -> Mapping[CardKind, str]:
    """The headings of what there is of each kind of card."""
    say = words(language)
    return {
        "claim": say("Claims"),
        "actor": say("Actors"),
        "source": say("Sources"),
        "topic": say("Topics"),
        "page": say("Pages"),
    }


@cache
def stances(language: str) -> Mapping[Stance, str]:
    """What a speaker does, such as `denies`."""
    say = words(language)
    return {
        "asserts": say("asserts"),
        "denies": say("denies"),
        "qualifies": say("qualifies"),
        "reports": say("reports"),
    }


@cache
def stances_on_it(language: str) -> Mapping[Stance, str]:
    """What a speaker does to the claim at hand, such as `denies it`."""
    say = words(language)
    return {
        "asserts": say("asserts it"),
        "denies": say("denies it"),
        "qualifies": say("qualifies it"),
        "reports": say("reports it"),
    }


@cache
def actor_kinds(language: str) -> Mapping[ActorKind, str]:
    """What an actor is."""
    say = words(language)
    return {
        "person": say("person"),
        "organisation": say("organisation"),
        "state": say("state"),
        "armed group": say("armed group"),
        "publication": say("publication"),
        "unnamed speaker": say("unnamed speaker"),
    }


@cache
def changes(language: str) -> Mapping[ChangeKind, str]:
    """What an entry of a claim's history is."""
    say = words(language)
    return {
        "update": say("update"),
        "correction": say("correction"),
        "rating": say("change of rating"),
    }
