"""The lines of a lock, one for each entry: `kind name JSON check`.

In: entries, or lines. Out: lines, or entries. The check is the beginning of the digest of the text
before it, so that an edit, a cut or a careless merge is noticed in any field. It keeps no forger
out, who can make it anew: the signature does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder, Encoder
from msgspec.structs import astuple

from factpress.model.evidence import (
    ActorRecord,
    AddressRecord,
    Alike,
    ClaimRecord,
    Entries,
    Found,
    PassageName,
    PassageRecord,
    RatingRecord,
    Record,
    SavedCopy,
    SourceRecord,
)

KeyT = TypeVar("KeyT")
EntryT = TypeVar("EntryT")
StructT = TypeVar("StructT", bound=Struct)
# Kinds with a single entry: the history of the scale, and the sources that were compared.
SCALE, COMPARED = ("scale", "changes"), ("compared", "sources")
# Ends the name of the entry of a source's saved copy.
COPY = "#copy"
CONFLICT_MARKS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
_CHECK_LENGTH = 8


class BadLine(ValueError):
    """Raised for a line that is no entry; the message says why."""


class _Alike(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An `Alike` without its sources, which name the entry."""

    shared: int
    words: int
    paragraphs: tuple[int, int]
    same: bool = False


_json = Encoder().encode
_claim = Decoder(ClaimRecord).decode
_passage = Decoder(tuple[PassageRecord, Found]).decode
_defect = Decoder(Found).decode
_source = Decoder(SourceRecord).decode
_copy = Decoder(tuple[str, SavedCopy]).decode
_actor = Decoder(ActorRecord).decode
_rating = Decoder(RatingRecord).decode
_address = Decoder(AddressRecord).decode
_alike = Decoder(_Alike).decode
_digests = Decoder(tuple[str, ...]).decode
_text = Decoder(str).decode


def lines_of(entries: Entries) -> Iterator[bytes]:
    """The lines of all entries, in no order."""
    record = entries.record
    for name, claim in record.claims.items():
        yield _line("claim", name, claim)
    for key, found in entries.passages.items():
        if key in record.passages:
            yield _line("passage", "#".join(key), (record.passages[key], found))
    for key, found in entries.defects.items():
        yield _line("defect", "#".join(key), found)
    for name, copy in entries.copies.items():
        if name in record.sources:
            # Two lines, so that the counts of two sources, which change often, are not neighbours:
            # git would not merge those.
            yield _line("source", name, record.sources[name])
            yield _line("source", f"{name}{COPY}", (record.quotes.get(name, ""), copy))
    for name, actor in record.actors.items():
        yield _line("actor", name, actor)
    for name, rating in record.ratings.items():
        yield _line("rating", name, rating)
    for name, address in record.addresses.items():
        yield _line("address", name, address)
    for pair in entries.alike:
        shared = _Alike(pair.shared, pair.words, pair.paragraphs, pair.is_same)
        yield _line("alike", f"{pair.first},{pair.second}", shared)
    yield _line(*SCALE, record.scale)
    yield _line(*COMPARED, record.compared)


def _line(kind: str, name: str, entry: object) -> bytes:
    text = b"%b %b %b" % (kind.encode(), name.encode(), _json(entry))
    return b"%b %b" % (text, check_of(text))


def check_of(text: bytes) -> bytes:
    """The check that ends a line with this text."""
    return sha256(text).hexdigest()[:_CHECK_LENGTH].encode()


@dataclass(slots=True)
class LineReader:
    """Reads the lines of a lock, one after another."""

    claims: dict[str, ClaimRecord] = field(default_factory=dict)
    passages: dict[PassageName, PassageRecord] = field(default_factory=dict)
    places: dict[PassageName, Found] = field(default_factory=dict)
    defects: dict[PassageName, Found] = field(default_factory=dict)
    sources: dict[str, SourceRecord] = field(default_factory=dict)
    copies: dict[str, SavedCopy] = field(default_factory=dict)
    actors: dict[str, ActorRecord] = field(default_factory=dict)
    ratings: dict[str, RatingRecord] = field(default_factory=dict)
    addresses: dict[str, AddressRecord] = field(default_factory=dict)
    alike: dict[str, Alike] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)
    scale: dict[str, tuple[str, ...]] = field(default_factory=dict)
    compared: dict[str, str] = field(default_factory=dict)

    def take(self, line: bytes) -> None:
        """Reads an entry. Raises BadLine where it is none, not whole, or there already.

        An entry that is not whole is kept if it can be read, so that it is reported once.
        """
        text, _, check = line.rpartition(b" ")
        is_whole = check_of(text) == check
        wrong = ""
        try:
            self._take(*text.split(b" ", 2))
        except (MsgspecError, TypeError, UnicodeDecodeError):
            wrong = "cannot be read"
        except BadLine as found:
            wrong = str(found)
        if line.startswith(CONFLICT_MARKS):
            raise BadLine("is a mark of a merge conflict")
        if wrong or not is_whole:
            raise BadLine(wrong if is_whole else "was edited or cut")

    def _take(self, kind: bytes, name_as_read: bytes, written: bytes) -> None:
        name = name_as_read.decode("utf-8", "replace")
        if kind == b"passage":  # by far the most
            record, place = _passage(written)
            key = PassageName(*name.partition("#")[::2])
            _add(self.passages, key, record)
            self.places[key] = place
        else:
            self._take_other(kind.decode("utf-8", "replace"), name, written)

    def _take_other(self, kind: str, name: str, written: bytes) -> None:
        match kind:
            case "claim":
                _add(self.claims, name, _claim(written))
            case "address":
                _add(self.addresses, name, _address(written))
            case "source":
                self._take_source(name, written)
            case "defect":
                key = PassageName(*name.partition("#")[::2])
                _add(self.defects, key, _defect(written))
            case "actor":
                _add(self.actors, name, _actor(written))
            case "rating":
                _add(self.ratings, name, _rating(written))
            case "alike":
                first, _, second = name.partition(",")
                _add(self.alike, name, Alike(first, second, *astuple(_alike(written))))
            case "scale" if name == SCALE[1]:
                _add(self.scale, name, _digests(written))
            case "compared" if name == COMPARED[1]:
                _add(self.compared, name, _text(written))
            case _:
                raise BadLine("is of no kind that is known")

    def _take_source(self, name: str, written: bytes) -> None:
        if not name.endswith(COPY):
            _add(self.sources, name, _source(written))
            return
        name = name.removesuffix(COPY)
        quotes, copy = _copy(written)
        _add(self.copies, name, copy)
        self.quotes[name] = quotes

    def entries(self) -> Entries:
        """All entries that were read."""
        record = Record(
            self.claims,
            self.passages,
            self.sources,
            self.ratings,
            self.addresses,
            self.scale.get(SCALE[1], ()),
            self.compared.get(COMPARED[1], ""),
            self.quotes,
            self.actors,
        )
        alike = tuple(self.alike.values())
        return Entries(record, self.places, self.defects, self.copies, alike)


def named(line: bytes) -> tuple[str, str]:
    """The kind and the name of the entry in a line, as far as it is one."""
    kind, name, *_ = (*line.split(b" ", 2), b"", b"")
    return kind.decode("utf-8", "replace"), name.decode("utf-8", "replace")


def _add(entries: dict[KeyT, EntryT], key: KeyT, entry: EntryT) -> None:
    if key in entries:
        raise BadLine("is a second one of the same entry")
    entries[key] = entry
