"""Cards set aside: their fields at hand, their bodies and places in a file until asked for.

In: cards. Out: equal cards that hold less; where each is kept, so that the next build can take it
up again. A card is known by its path and digest within one memory, and a memory counts only for the
program that made it. What is damaged is as good as none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple, Protocol

from factpress.digests import digest
from factpress.model import AnyCard, Card, CardKey, Citation, Heading, InputFile, Link, Place
from factpress.schema import FIELDS_OF
from factpress.urls import card_id, card_kind


class Pieces(Protocol):
    """A file that grows by pieces, each found again by where it begins."""

    def add(self, piece: bytes) -> int: ...

    def read(self, start: int, length: int) -> bytes: ...

    def flush(self) -> None: ...


class Entry(NamedTuple):
    """Where a card is kept: the piece's first byte, the bytes of its fields, and all its bytes.

    `check` tells a damaged piece from a whole one.
    """

    path: str
    digest: str
    start: int
    fields: int
    length: int
    check: str


class Shelf:
    """Cards set aside in one file. `asked` gathers the cards whose bodies were read."""

    def __init__(self, pieces: Pieces, asked: set[CardKey]) -> None:
        self.pieces, self.asked = pieces, asked

    def put(self, card: AnyCard) -> Entry:
        """Sets a card aside."""
        fields, rest = _fields_of(card), _rest_of(card)
        piece = fields + rest
        check = _check(card.path, card.digest, len(fields), piece)
        start = self.pieces.add(piece)
        return Entry(card.path, card.digest, start, len(fields), len(piece), check)

    def lighter(self, card: AnyCard, entry: Entry) -> AnyCard:
        """A card that was set aside, without what can be read back."""
        body = _KeptBody(self, card.key, entry, card.body.marks)
        return replace(card, body=body, places=body.places)

    def card(self, entry: Entry) -> AnyCard:
        """The card kept in a place. Raises ValueError or KeyError where it is damaged."""
        piece = self.pieces.read(entry.start, entry.length)
        if _check(entry.path, entry.digest, entry.fields, piece) != entry.check:
            raise ValueError("damaged")
        stored = json.loads(piece[: entry.fields])
        kind = card_kind(entry.path)
        if kind is None:
            raise ValueError("not a card")
        key = CardKey(kind, card_id(entry.path))
        fields = FIELDS_OF[kind].model_validate(stored["fields"])
        marks = tuple(_mark(mark) for mark in stored["marks"])
        body = _KeptBody(self, key, entry, marks)
        return Card(key, entry.path, entry.digest, fields, body, body.places)


class _KeptBody:
    """A body that is read from its shelf whenever it is asked for."""

    __slots__ = ("_entry", "_key", "_shelf", "marks")

    def __init__(
        self, shelf: Shelf, key: CardKey, entry: Entry, marks: tuple[Link | Citation, ...]
    ) -> None:
        self._shelf, self._key, self._entry, self.marks = shelf, key, entry, marks

    def _rest(self) -> dict[str, Any]:
        entry = self._entry
        start, length = entry.start + entry.fields, entry.length - entry.fields
        rest: dict[str, Any] = json.loads(self._shelf.pieces.read(start, length))
        return rest

    def _asked(self) -> dict[str, Any]:
        self._shelf.asked.add(self._key)
        return self._rest()

    @property
    def html(self) -> str:
        return str(self._asked()["html"])

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(Heading(*heading) for heading in self._asked()["headings"])

    @property
    def text(self) -> str:
        return str(self._asked()["text"])

    def places(self) -> str:
        """Where the card's fields stand: no page shows that, so nobody need know who asked."""
        return str(self._rest()["places"])


class Memory:
    """The cards that an earlier build kept, by path."""

    def __init__(self, shelf: Shelf | None = None, entries: Iterable[Entry] = ()) -> None:
        self.shelf = shelf
        self.entries: Mapping[str, Entry] = {entry.path: entry for entry in entries}

    def recall(self, file: InputFile) -> tuple[AnyCard, Entry] | None:
        """The card that parsing this file would give, if it is kept whole."""
        entry = self.entries.get(file.path)
        if self.shelf is None or entry is None or entry.digest != file.digest:
            return None
        try:
            return self.shelf.card(entry), entry
        except (ValueError, KeyError, TypeError, IndexError):
            return None


def entries_from(text: bytes | None, program: str) -> Iterator[Entry]:
    """What an index holds; of several lines for one path, the last counts.

    Nothing when it is another program's. `program` is a digest of all that the cards depend on
    besides their files' bytes.
    """
    head, _, rest = (text or b"").decode("utf-8", "replace").partition("\n")
    for line in rest.split("\n") if head == program else ():
        parts = line.split("\t")
        numbers = parts[2:5]
        if len(parts) == len(Entry._fields) and all(n.isascii() and n.isdigit() for n in numbers):
            start, fields, length = map(int, numbers)
            yield Entry(parts[0], parts[1], start, fields, length, parts[5])


def index_lines(entries: Iterable[Entry]) -> bytes:
    """The lines of an index, without its head."""
    return "".join("\t".join(map(str, entry)) + "\n" for entry in entries).encode()


def _check(path: str, file_digest: str, fields: int, piece: bytes) -> str:
    return digest(f"{path}\0{file_digest}\0{fields}\0".encode() + piece)[:32]


_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _fields_of(card: AnyCard) -> bytes:
    fields = card.fields.model_dump(mode="json", by_alias=True, exclude_unset=True)
    marks = [_stored_mark(mark) for mark in card.body.marks]
    return _json({"fields": fields, "marks": marks}).encode("utf-8", "surrogatepass")


def _rest_of(card: AnyCard) -> bytes:
    body = card.body
    rest = {
        "html": body.html,
        "headings": [[h.level, h.anchor, h.text] for h in body.headings],
        "text": body.text,
        "places": card.places(),
    }
    return _json(rest).encode("utf-8", "surrogatepass")


def _stored_mark(mark: Link | Citation) -> list[Any]:
    if isinstance(mark, Link):
        return ["link", mark.kind, mark.id, mark.words, mark.place]
    return ["citation", mark.evidence_id, mark.number, mark.place]


def _mark(stored: list[Any]) -> Link | Citation:
    if stored[0] == "link":
        return Link(stored[1], stored[2], stored[3], Place(*stored[4]))
    return Citation(stored[1], stored[2], Place(*stored[3]))
