"""Same names: actors on two cards that are one by their names.

In: the actors. Out: pairs of them, each with the names that say so: the same name, short name or
alias, letter case, accents, punctuation and an article aside; or a name and its initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factpress.evidence.label_words import folded
from factpress.model.cards import Actor

# Two letters are the initials of too much.
_FEWEST_INITIALS = 3
_WORD = re.compile(r"[^\W_]+")
# A name without it is the same; of two names with different ones, each is its own.
_ARTICLE = re.compile(r"(?:the|le|la|les|der|die|das|el|los|las|il|lo|gli)\s+|[ld]['’]", re.I)
_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")


class SameName(NamedTuple):
    """Two actors, by id, and the name of each that makes them one."""

    first: str
    second: str
    name: str
    other: str

    @property
    def is_by_initials(self) -> bool:
        """Whether one name is the initials of the other."""
        return _is_initials(self.name) and bare_name(self.name) in _initials(self.other)


def same_names(actors: Mapping[str, Actor]) -> Iterator[SameName]:
    """Two actors that are one, once for each two: by a name, or else by its initials."""
    told: set[frozenset[str]] = set()
    for pair in (*_by_name(actors), *_by_initials(actors)):
        ids = frozenset(pair[:2])
        if ids not in told:
            told.add(ids)
            yield pair


def _by_name(actors: Mapping[str, Actor]) -> Iterator[SameName]:
    """Actors with a name of an earlier one, as it is or but for an article."""
    first: dict[str, tuple[str, str]] = {}
    for actor_id, actor in actors.items():
        for name in _names(actor):
            other, written = first.setdefault(bare_name(name), (actor_id, name))
            if other != actor_id:
                yield SameName(other, actor_id, written, name)
    for actor_id, actor in actors.items():
        for name in _names(actor):
            other, written = first.get(bare_name(_without_article(name)), (actor_id, name))
            if other != actor_id and bare_name(name) != bare_name(written):
                yield SameName(other, actor_id, written, name)


def bare_name(name: str) -> str:
    """A name folded, its letters and digits only."""
    return "".join(char for char in folded(name) if char.isalnum())


def _without_article(name: str) -> str:
    article = _ARTICLE.match(name)
    return name[article.end() :] if article else name


def _names(actor: Actor) -> list[str]:
    fields = actor.fields
    names = [fields.name, *fields.aliases, *([fields.short] if fields.short else ())]
    for name in tuple(names):
        parts = _IN_BRACKETS.fullmatch(name)
        if parts and _is_initials(parts[2]) and bare_name(parts[2]) in _initials(parts[1]):
            names += parts.groups()
    return [name for name in names if bare_name(name)]


def _by_initials(actors: Mapping[str, Actor]) -> Iterator[SameName]:
    """Actors known by initials alone, each with every actor whose name has these.

    Who has the whole name on its card is no other of the same initials.
    """
    whole: dict[str, list[tuple[str, str]]] = {}
    for actor_id, actor in actors.items():
        if actor.fields.kind not in ("person", "unnamed speaker"):
            for name in _names(actor):
                for initials in _initials(name):
                    whole.setdefault(initials, []).append((actor_id, name))
    for actor_id, actor in actors.items():
        for name in _names(actor):
            found = whole.get(bare_name(name), ()) if _is_initials(name) else ()
            if all(other != actor_id for other, _ in found):
                yield from (SameName(actor_id, other, name, long) for other, long in found)


def _is_initials(name: str) -> bool:
    return name.isupper() and " " not in name and len(bare_name(name)) >= _FEWEST_INITIALS


def _initials(name: str) -> set[str]:
    """The initials of a name's words: of all of them, and without the small ones (of, de la)."""
    if _is_initials(name):
        return set()
    words = _WORD.findall(_without_article(name))
    kept = [words, [word for word in words if word[0].isupper()]]
    initials = (bare_name("".join(word[0] for word in each)) for each in kept)
    return {each for each in initials if len(each) >= _FEWEST_INITIALS}
