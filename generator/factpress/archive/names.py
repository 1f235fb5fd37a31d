"""Names: the actors of a publication that a speaker's label may mean.

Letter case, accents, titles and parentheses do not count. A surname alone, or a name shortened to
initials, is enough. If several actors fit equally well, the label means each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from factpress.model.cards import Card
from factpress.model.schema import ActorFields
from factpress.text.label_words import folded, label_words

Tokens = tuple[str, ...]

_TOKEN = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
# How well a name fits a label.
_SAME: Final = 3
_SURNAME: Final = 2
_GIVEN_NAME: Final = 1
_PEOPLE: Final = ("person", "unnamed speaker")
_LONG: Final = 4


class Speaker(NamedTuple):
    """The speaker that a label means: its name as `written`, and the ids of the actors that fit.

    Labels with the same `key` mean the same speaker. A generic label, such as Q or MODERATOR, names
    nobody.
    """

    written: str
    key: Tokens
    actors: frozenset[str]
    is_generic: bool = False


def tokens_of(name: str) -> Tokens:
    """The words of a name, folded, without articles."""
    found = tuple(_TOKEN.findall(folded(name)))
    return tuple(word for word in found if word not in label_words().articles) or found


def name_of(label: str) -> str:
    """A label without its parentheses, and without the description after a comma."""
    bare = " ".join(_ASIDE.sub(" ", label).split())
    return bare.partition(",")[0].strip(" *_\"'\u201c\u201d\u00ab\u00bb.-\u2013\u2014") or bare


def is_asker(speaker: Speaker) -> bool:
    return speaker.is_generic and not label_words().askers.isdisjoint(speaker.key)


def are_others(one: Speaker, other: Speaker) -> bool:
    """Whether two labels certainly mean different speakers.

    The label of an answer may mean any speaker that the document names.
    """
    if one.key == other.key or not one.actors.isdisjoint(other.actors):
        return False
    if one.is_generic and other.is_generic:
        return is_asker(one) != is_asker(other) or any(map(str.isdigit, one.key + other.key))
    if one.is_generic or other.is_generic:
        generic = one if one.is_generic else other
        return label_words().answerers.isdisjoint(generic.key)
    if one.actors and other.actors:
        return True
    return not _fit(_untitled(one.key), _untitled(other.key))


class Names:
    """The names of a publication's actors, to find the actors that labels mean."""

    def __init__(self, actors: Mapping[str, Card[ActorFields]]) -> None:
        self._actors = actors

    @cached_property
    def _exact(self) -> dict[Tokens, frozenset[str]]:
        found: dict[Tokens, set[str]] = {}
        for actor_id, names in self._named.items():
            for name in names:
                found.setdefault(name, set()).add(actor_id)
        return {name: frozenset(ids) for name, ids in found.items()}

    @cached_property
    def _named(self) -> dict[str, list[Tokens]]:
        return {
            actor_id: [tokens_of(name) for name in (actor.fields.name, *actor.fields.aliases)]
            for actor_id, actor in self._actors.items()
        }

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """The actors by each word of their names."""
        found: dict[str, dict[str, None]] = {}
        for actor_id, names in self._named.items():
            for word in {word for name in names for word in name}:
                found.setdefault(word, {})[actor_id] = None
        return {word: list(ids) for word, ids in found.items()}

    @cached_property
    def _roles(self) -> list[tuple[str, frozenset[str]]]:
        return [
            (actor_id, frozenset(tokens_of(actor.fields.role)))
            for actor_id, actor in self._actors.items()
            if actor.fields.role
        ]

    def speaker(self, label: str) -> Speaker:
        """The speaker that a label means."""
        written = name_of(label)
        key = tokens_of(written)
        actors = self._exact.get(key) or self._of_name(_untitled(key))
        is_known = bool(actors) or not is_generic(key)
        if not actors and is_known:
            actors = self._of_name(_after_title(key))
        actors = actors or frozenset(self._with_role(key))
        return Speaker(written, key, actors, is_generic=not actors and not is_known)

    def _of_name(self, bare: Tokens) -> frozenset[str]:
        """The actors whose names fit best; a given name counts if no surname fits."""
        ranked: dict[int, set[str]] = {}
        for actor_id in dict.fromkeys(i for word in bare for i in self._by_word.get(word, ())):
            ranked.setdefault(self._rank(actor_id, bare), set()).add(actor_id)
        best = max(ranked, default=0)
        return frozenset(ranked[best]) if best else frozenset()

    def _rank(self, actor_id: str, bare: Tokens) -> int:
        names = [_untitled(name) for name in self._named[actor_id]]
        if bare in names:
            return _SAME
        if self._actors[actor_id].fields.kind not in ("person", "publication"):
            return 0
        if len(bare) > 1 and any(len(name) > 1 for name in names):
            # With a surname as alias, not every bearer of it is this actor.
            names = [name for name in names if len(name) > 1]
        return max(_fit(bare, name) for name in names)

    def _with_role(self, key: Tokens) -> Iterator[str]:
        """The actors whose role has all words of a label that names an office."""
        words = frozenset(key) - label_words().particles - label_words().honorifics
        if words.isdisjoint(label_words().titles):
            return
        for actor_id, role in self._roles:
            if words <= role and not (role & label_words().deputies) - words:
                yield actor_id

    def shown(self, actor_id: str) -> str:
        """An actor's name as the site shows it."""
        return self._actors[actor_id].fields.name

    def is_person(self, actor_id: str) -> bool:
        return self._actors[actor_id].fields.kind in _PEOPLE

    def is_name(self, label: str) -> bool:
        """Whether a label is an actor's name or alias; letter case and accents do not count."""
        return tokens_of(name_of(label)) in self._exact

    def has_surname(self, label: str) -> bool:
        """Whether a label names a person."""
        actors = self.speaker(label).actors
        return any(self._actors[actor_id].fields.kind == "person" for actor_id in actors)

    def can_be_heard(self, actor_id: str) -> bool:
        """Whether an actor speaks for itself: states and armed groups do not."""
        return self._actors[actor_id].fields.kind not in ("state", "armed group")

    def may_be(self, speaker: Speaker, actor_id: str) -> bool:
        """Whether a label may mean this actor.

        A label that names no actor may mean any actor but a person with a long word of it.
        """
        if actor_id in speaker.actors:
            return True
        if speaker.actors or speaker.is_generic or actor_id not in self._actors:
            return False
        fields = self._actors[actor_id].fields
        if fields.kind == "person":
            return False
        words = {word for name in self._named[actor_id] for word in name}
        words |= set(tokens_of(fields.role or ""))
        return any(len(word) >= _LONG and word in words for word in _untitled(speaker.key))


def is_generic(key: Tokens) -> bool:
    """Whether a label gives only a speaker's part, such as Q, or M1."""
    words = {re.sub(r"\A([a-z])\d+\Z", r"\1", word) for word in key if not word.isdigit()}
    if not label_words().unknown.isdisjoint(words):
        return True
    words -= label_words().particles
    return bool(words) and words <= label_words().generic


def _untitled(key: Tokens) -> Tokens:
    """The words of a name without the titles before it and the degrees after it."""
    start, end = 0, len(key)
    while start < end - 1 and (
        key[start] in label_words().titles or key[start] in label_words().particles
    ):
        start += 1
    while end > start + 1 and key[end - 1] in label_words().degrees:
        end -= 1
    return tuple(map(_without_east_asian_title, key[start:end]))


def _after_title(key: Tokens) -> Tokens:
    """The words after the last title of a label, as in `FRENCH PRESIDENT ADAM KAY`."""
    last = max(
        (at for at, word in enumerate(key) if word in label_words().titles), default=len(key)
    )
    following = key[last + 1 :]
    return (
        following[-2:] if following[:1] and following[0] in label_words().particles else following
    )


def _without_east_asian_title(word: str) -> str:
    for title in label_words().joined_titles:
        if len(word) > len(title) + 1:
            word = word.removesuffix(title).removeprefix(title)
    return word


def _fit(label: Sequence[str], name: Sequence[str]) -> int:
    """How well two names fit: the longer has all words of the shorter, or their initials."""
    if not label or not name:
        return 0
    shorter, longer = (label, name) if len(label) <= len(name) else (name, label)
    left = list(longer)
    matched: list[str] = []
    for word in shorter:
        found = next((other for other in left if _are_same(word, other)), None)
        if found is None:
            return 0
        left.remove(found)
        matched.append(max(word, found, key=len) if len(word) > 1 and len(found) > 1 else "")
    full = [word for word in matched if word]
    if not full:
        return 0
    if len(matched) > 1 or name[-1] in full:
        return _SURNAME
    return _GIVEN_NAME if len(name) > 1 and full[0] == name[0] else 0


def _are_same(one: str, other: str) -> bool:
    has_initial = len(one) == 1 or len(other) == 1
    is_initial = has_initial and one[0] == other[0] and one.isascii() == other.isascii()
    return one == other or is_initial
