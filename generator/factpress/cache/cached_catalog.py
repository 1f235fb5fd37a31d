"""The catalog of the last build: its cards, cross-links and proof, each read when it is needed.

In: a catalog; or the lines of one, and a function that reads a card. Out: lines; or a catalog equal
to the one that they were made from. Each line is JSON and begins with its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from factpress.model.cards import AnyCard, Backlinks, CardKey, Catalog, Deferred, Joined, Memo
from factpress.model.evidence import Alike, Found, PassageKey, Proof, SavedCopy
from factpress.model.schema import CardKind
from factpress.model.settings import PublicationFields

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")

_KIND_OF: dict[CardKind, str] = {
    "claim": "claims",
    "actor": "actors",
    "source": "sources",
    "topic": "topics",
    "event": "events",
    "page": "pages",
    "person": "people",
}
_FORMER = ("open", "withdrawn", "merged")
_CARDS = (*_KIND_OF.values(), *_FORMER)
_PICTURES = ("social_cards", "icons")
_MEMO = "memo."
# A proof as a line has it.
_Passages = tuple[tuple[PassageKey, Found], ...]
_Proof = tuple[_Passages, _Passages, tuple[tuple[str, SavedCopy], ...], tuple[Alike, ...]]


class _Lazy(Mapping[KeyT, ValueT]):
    """A mapping that is made when it is first used."""

    def __init__(self, make: Callable[[], Mapping[KeyT, ValueT]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[KeyT, ValueT]:
        return self._make()

    def __getitem__(self, key: KeyT) -> ValueT:
        return self._made[key]

    def __iter__(self) -> Iterator[KeyT]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class _CachedCards(Mapping[str, AnyCard]):
    """The cards of one kind, in order, each read when it is needed."""

    def __init__(self, paths: Mapping[str, str], read: Callable[[str], AnyCard]) -> None:
        self._paths, self._read = paths, read
        self._cards: dict[str, AnyCard] = {}

    def __getitem__(self, card_id: str) -> AnyCard:
        if card_id not in self._cards:
            self._cards[card_id] = self._read(self._paths[card_id])
        return self._cards[card_id]

    def __contains__(self, card_id: object) -> bool:
        return card_id in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


class _CachedIds(Mapping[str, tuple[CardKey, ...]]):
    """The cards of every id."""

    def __init__(
        self,
        cards: Mapping[CardKind, Mapping[str, AnyCard]],
        apart: Sequence[Mapping[str, AnyCard]],
        ends: Callable[[], Mapping[str, str]],
    ) -> None:
        """`apart` are open and withdrawn claims; `ends` gives what others were merged into."""
        self._cards, self._apart, self._ends = cards, apart, _Lazy(ends)

    def __getitem__(self, card_id: str) -> tuple[CardKey, ...]:
        keys = [CardKey(kind, card_id) for kind, cards in self._cards.items() if card_id in cards]
        if any(card_id in claims for claims in self._apart):
            keys.append(CardKey("claim", card_id))
        if card_id in self._ends:
            keys.append(CardKey("claim", self._ends[card_id]))
        if not keys:
            raise KeyError(card_id)
        return tuple(keys)

    def __iter__(self) -> Iterator[str]:
        every = (*self._cards.values(), *self._apart, self._ends)
        return iter({card_id: None for cards in every for card_id in cards})

    def __len__(self) -> int:
        return sum(1 for _ in self)


def names_of(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """The names of every actor, by its id."""
    return {a.key.id: (a.fields.name, *a.fields.aliases) for a in catalog.actors.values()}


def lines_of(catalog: Catalog) -> Iterator[bytes]:
    """The lines of a catalog."""
    for kind in _CARDS:
        cards: Mapping[str, AnyCard] = getattr(catalog, kind)
        yield _line(kind, {card_id: card.path for card_id, card in cards.items()})
    yield _line("publication", catalog.publication)
    yield _line("proof", tuple(_items(each) for each in catalog.proof))
    yield _line("proven", catalog.is_proven)
    yield _line("names", names_of(catalog))
    yield _line("joined", catalog.joined)
    for pictures in _PICTURES:
        yield _line(pictures, {k: d[:3] for k, d in getattr(catalog, pictures).items()})
    for relation in Backlinks._fields:
        yield _line(f"back.{relation}", list(getattr(catalog.back, relation).items()))
    for name, value in catalog.memo.computed.items() if catalog.memo else ():
        yield _line(f"{_MEMO}{name}", value)


def _items(part: Any) -> Any:
    """A part of a proof; a mapping as its items, for its keys are no texts."""
    return list(part.items()) if isinstance(part, Mapping) else part


def _line(name: str, value: Any) -> bytes:
    return b"%b %b" % (name.encode(), msgspec.json.encode(value))


def _never_made() -> bytes:
    raise AssertionError("a picture of a cached catalog is there already")


class CachedCatalog:
    """The catalog of the last build, from its lines."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        self._lines = {line[: line.index(b" ")].decode(): line for line in lines}

    def _json(self, name: str) -> memoryview:
        return memoryview(self._lines[name])[len(name) + 1 :]

    def _stored(self, name: str) -> Any:
        return msgspec.json.decode(self._json(name))

    @cached_property
    def publication(self) -> PublicationFields:
        """The settings."""
        return msgspec.json.decode(self._json("publication"), type=PublicationFields)

    def names(self) -> dict[str, tuple[str, ...]]:
        """The names of every actor, by its id."""
        return {actor_id: tuple(names) for actor_id, names in self._stored("names").items()}

    @cached_property
    def _proof(self) -> Proof:
        passages, defects, copies, alike = msgspec.json.decode(self._json("proof"), type=_Proof)
        return Proof(dict(passages), dict(defects), dict(copies), alike)

    def catalog(self, read: Callable[[str], AnyCard]) -> Catalog:
        """The catalog; `read` gives the card at a path."""
        cards: dict[str, Any] = {k: _CachedCards(self._stored(k), read) for k in _CARDS}
        back: dict[str, Any] = {
            relation: _Lazy(lambda name=relation: self._relation(name))  # type: ignore[misc]
            for relation in Backlinks._fields
        }
        return Catalog(
            publication=self.publication,
            **cards,
            ids=_CachedIds(
                {kind: cards[of] for kind, of in _KIND_OF.items()},
                (cards["open"], cards["withdrawn"]),
                lambda: {a: end for end, ids in self._relation("merged").items() for a in ids},
            ),
            back=Backlinks(**back),
            proof=Proof(
                passages=_Lazy(lambda: self._proof.passages),
                defects=_Lazy(lambda: self._proof.defects),
                copies=_Lazy(lambda: self._proof.copies),
            ),
            is_proven=self._stored("proven"),
            joined=Joined(*self._stored("joined")),
            memo=Memo(self._memo()),
            social_cards=self._pictures("social_cards"),
            icons={int(size): icon for size, icon in self._pictures("icons").items()},
        )

    def _memo(self) -> dict[str, memoryview]:
        names = [name for name in self._lines if name.startswith(_MEMO)]
        return {name.removeprefix(_MEMO): self._json(name) for name in names}

    def _pictures(self, name: str) -> dict[str, Deferred]:
        """The pictures: where an edit changes one, `cache.edits` asks for a whole build."""
        stored: dict[str, tuple[str, str, str]] = self._stored(name)
        return {
            key: Deferred(url, kind, fingerprint, _never_made)
            for key, (url, kind, fingerprint) in stored.items()
        }

    def _relation(self, name: str) -> dict[Any, tuple[Any, ...]]:
        stored = self._stored(f"back.{name}")
        if name in ("linked", "unrated"):
            return {CardKey(*key): tuple(CardKey(*k) for k in keys) for key, keys in stored}
        if name in ("spoken", "quoted"):
            return {key: tuple(PassageKey(*k) for k in keys) for key, keys in stored}
        return {key: tuple(ids) for key, ids in stored}
