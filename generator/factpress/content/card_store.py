"""The card store: cards in a file, with their fields in memory and their bodies read when needed.

In: cards. Out: equal cards that hold less, and the place of each, for the next build. An index
knows a card by its path and digest, and counts only for the program that made it. A card that is
damaged, or was signed with another key, counts as none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple, Protocol

import msgspec

from factpress.content.noted_fields import noted_fields
from factpress.model.cards import (
    BODY_PART,
    AnyCard,
    Card,
    CardKey,
    Citation,
    Heading,
    InputFile,
    Link,
    Place,
    Read,
)
from factpress.model.encoding import signed
from factpress.model.problems import Damaged, DiskError
from factpress.model.urls import card_id, card_kind, meant_id


class AppendFile(Protocol):
    """A file that only grows; a piece of it is read by its first byte."""

    def add(self, piece: bytes) -> int: ...

    def read(self, start: int, length: int) -> bytes: ...

    def flush(self) -> None: ...


class StoredCard(NamedTuple):
    """The place of a card in a store: the piece's first byte, the bytes of its parts, and a check.

    The parts are the fields with the marks, the HTML, the text, the headings, and the places of
    fields; `check` is their signature, which covers the path and the digest of the card's file too.
    """

    path: str
    digest: str
    start: int
    fields: int
    html: int
    text: int
    headings: int
    places: int
    check: str

    @property
    def length(self) -> int:
        """All bytes of the piece."""
        return self.fields + self.html + self.text + self.headings + self.places


class CardStore:
    """Cards in one file. `reads` gathers the bodies and the shown-only fields that were read.

    `key` signs the pieces. Where `is_kept`, another process may have written them, and each reading
    proves its piece.
    """

    def __init__(
        self, pieces: AppendFile, reads: set[Read], key: bytes, *, is_kept: bool = False
    ) -> None:
        self.file, self.reads, self.is_kept = pieces, reads, is_kept
        self._key = key

    def put(self, card: AnyCard) -> StoredCard:
        """Writes a card."""
        return self.put_parts(card.path, card.digest, parts_of(card))

    def put_parts(self, path: str, file_digest: str, parts: Sequence[bytes]) -> StoredCard:
        """Writes the parts of a card whose file has this path and digest."""
        piece = b"".join(parts)
        fields, html, text, headings, places = sizes = tuple(map(len, parts))
        check = self._check(path, file_digest, sizes, piece)
        start = self.file.add(piece)
        return StoredCard(path, file_digest, start, fields, html, text, headings, places, check)

    def card(self, entry: StoredCard) -> AnyCard:
        """The card at a place. Raises Damaged where it is not whole."""
        return self._card(entry, self.proved(entry)[: entry.fields])

    def proved(self, entry: StoredCard) -> bytes:
        """The whole piece of a card. Raises Damaged where it is not as it was signed."""
        piece = self.file.read(entry.start, entry.length)
        if self._check(entry.path, entry.digest, entry[3:8], piece) != entry.check:
            raise Damaged(f"{entry.path}: what is kept of this card is damaged")
        return piece

    def _check(self, path: str, file_digest: str, sizes: Sequence[int], piece: bytes) -> str:
        named = "\0".join((path, file_digest, *map(str, sizes), ""))
        return signed(self._key, b"card", named.encode("utf-8", "surrogatepass") + piece)

    def fresh(self, entry: StoredCard) -> AnyCard:
        """The card that this program has just written, which cannot be damaged yet."""
        return self._card(entry, self.file.read(entry.start, entry.fields))

    def _card(self, entry: StoredCard, stored: bytes) -> AnyCard:
        kind = card_kind(entry.path)
        if kind is None:
            raise ValueError("not a card")
        key = CardKey(kind, meant_id(kind, card_id(entry.path)))
        head, written, listed = stored.split(b"\n")
        fields = noted_fields(kind, written, partial(_note, self.reads, entry.path))
        marks = tuple([_mark(mark) for mark in msgspec.json.decode(listed)])
        body = _KeptBody(self, entry, marks)
        return Card(key, entry.path, entry.digest, head.decode(), fields, body, body.places)


def _note(reads: set[Read], path: str, part: str) -> None:
    reads.add(Read(path, part))


class _KeptBody:
    """A body that is read from its store whenever it is needed."""

    __slots__ = ("_entry", "_noted", "_store", "marks")

    def __init__(
        self, store: CardStore, entry: StoredCard, marks: tuple[Link | Citation, ...]
    ) -> None:
        self._store, self._entry, self.marks = store, entry, marks
        self._noted = Read(entry.path, BODY_PART)

    def _read(self, before: int, length: int) -> str:
        if self._store.is_kept:
            content = self._store.proved(self._entry)[before : before + length]
        else:
            content = self._store.file.read(self._entry.start + before, length)
        return content.decode("utf-8", "surrogatepass")

    @property
    def html(self) -> str:
        self._store.reads.add(self._noted)
        return self._read(self._entry.fields, self._entry.html)

    @property
    def headings(self) -> tuple[Heading, ...]:
        self._store.reads.add(self._noted)
        entry = self._entry
        stored = self._read(entry.fields + entry.html + entry.text, entry.headings)
        return msgspec.json.decode(stored, type=tuple[Heading, ...])

    @property
    def text(self) -> str:
        self._store.reads.add(self._noted)
        return self._read(self._entry.fields + self._entry.html, self._entry.text)

    def places(self) -> str:
        """The places of the card's fields. No page shows them, so `reads` does not count them."""
        return self._read(self._entry.length - self._entry.places, self._entry.places)


# A search for one path takes a hundredth of the time of reading the whole index, or less.
_FEW = 50
_LONGEST_NUMBER = 15


class CacheIndex:
    """The cards that an earlier build kept: `index` has a line for each, the last for its path.

    `program` is a digest of everything but their files that the cards depend on; the index of
    another program counts as empty. `note` takes a message when a piece cannot be read.
    """

    def __init__(
        self,
        store: CardStore | None,
        index: bytes,
        program: str,
        note: Callable[[str], None] = lambda fault: None,
    ) -> None:
        head, _, _ = index.partition(b"\n")
        self.store, self._note = store, note
        self._index = index if head == program.encode() else b""
        self._looked_for = 0

    @cached_property
    def entries(self) -> Mapping[str, StoredCard]:
        """Every entry, by path."""
        lines = self._index.decode("utf-8", "replace").split("\n")
        return {entry.path: entry for line in lines[1:] if (entry := _entry(line))}

    def entry(self, path: str) -> StoredCard | None:
        """The entry of one path; the first few are found without reading the others."""
        self._looked_for += 1
        if self._looked_for > _FEW:
            return self.entries.get(path)
        start = self._index.rfind(f"\n{path}\t".encode("utf-8", "surrogatepass")) + 1
        line = self._index[start : self._index.find(b"\n", start)] if start else b""
        return _entry(line.decode("utf-8", "replace"))

    def recall(self, file: InputFile) -> tuple[AnyCard, StoredCard] | None:
        """The card that parsing this file would give, if it is kept whole."""
        return self.kept(self.entries.get(file.path), file.digest)

    def kept(self, entry: StoredCard | None, file_digest: str) -> tuple[AnyCard, StoredCard] | None:
        """The card of an entry, if it is that of a file with this digest and whole."""
        if self.store is None or entry is None or entry.digest != file_digest:
            return None
        try:
            return self.store.card(entry), entry
        except (Damaged, ValueError, KeyError, TypeError, IndexError, msgspec.MsgspecError):
            return None
        except DiskError as error:
            self._note(str(error))
            return None


def _entry(line: str) -> StoredCard | None:
    path, *rest = line.split("\t")
    numbers = rest[1:-1]
    if len(rest) != len(StoredCard._fields) - 1 or not all(map(_is_number, numbers)):
        return None
    start, fields, html, text, headings, places = map(int, numbers)
    return StoredCard(path, rest[0], start, fields, html, text, headings, places, rest[-1])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER


def index_lines(entries: Iterable[StoredCard]) -> bytes:
    """The lines of an index, without its head."""
    return "".join("\t".join(map(str, entry)) + "\n" for entry in entries).encode()


_json = msgspec.json.Encoder().encode


def parts_of(card: AnyCard) -> list[bytes]:
    """The parts of a card's piece, in the order of an entry's."""
    body = card.body
    marks = [_stored_mark(mark) for mark in body.marks]
    return [
        b"\n".join((card.head.encode(), _json(card.fields), _json(marks))),
        body.html.encode("utf-8", "surrogatepass"),
        body.text.encode("utf-8", "surrogatepass"),
        _json(body.headings),
        card.places().encode("utf-8", "surrogatepass"),
    ]


def _stored_mark(mark: Link | Citation) -> list[Any]:
    if isinstance(mark, Link):
        return ["link", mark.kind, mark.id, mark.words, mark.place]
    return ["citation", mark.evidence_id, mark.number, mark.place]


def _mark(stored: list[Any]) -> Link | Citation:
    if stored[0] == "link":
        return Link(stored[1], stored[2], stored[3], Place(*stored[4]))
    return Citation(stored[1], stored[2], Place(*stored[3]))
