"""The card cache: parsed cards of earlier builds, and the stores for those of this one.

In: the cache folder, if there is one, and the key that signs it. Out: the `CacheIndex` of earlier
builds, new stores, and after parsing an index of the present cards: a file of cards and its index,
which only grow until too much of them is dead.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from factpress.cache.cache_folder import CacheFolder, warnings_of
from factpress.content.card_store import CacheIndex, CardStore, StoredCard, index_lines
from factpress.model.cards import AnyCard, Read
from factpress.model.encoding import derived_key
from factpress.model.problems import Damaged, DiskError, FolderInUse, FolderRefused, Problem
from factpress.output import disk, system
from factpress.output.disk import reason_of
from factpress.output.workspace import locked
from factpress.theme import installed as program

CARDS, INDEX = "cards", "cards.index"
# The most dead bytes besides the live ones; with more the file is written anew.
_IDLE = 1 << 20


class NotCached(Exception):
    """Something that an edit needs is not cached, or not whole: a whole build is needed."""


class CardCache:
    """The cached cards, and the stores of one build. `reads` gathers the parts of cards read."""

    def __init__(self, folder: Path | None, key: bytes | None) -> None:
        self.reads: set[Read] = set()
        self._files = CacheFolder(folder, key)
        self._folder = self._files.folder
        self._spare: list[CardFile] = []
        digest = program.program_digest()
        # A card that another version made is not signed with the key of this one.
        self._key = derived_key(key or os.urandom(32), f"cards of {digest}")
        self._index_text = self._files.read(INDEX)
        self.index = CacheIndex(self._kept(), self._index_text or b"", digest, self._files.note)

    def _kept(self) -> CardStore | None:
        if self._folder is None or not self._index_text:
            return None
        try:
            pieces = cached_card_file(self._folder / CARDS)
        except DiskError as error:
            self._files.note(str(error))
            return None
        return CardStore(pieces, self.reads, self._key, is_kept=True) if pieces else None

    def new_store(self) -> CardStore:
        """A store that lasts as long as this build."""
        self._spare.append(new_card_file(self._folder))
        return CardStore(self._spare[-1], self.reads, self._key)

    def card_at(self, path: str, digests: Mapping[str, str]) -> AnyCard:
        """The card that a build read from a path, given the digests of its files.

        Raises NotCached where it is no card, or not cached whole.
        """
        known = self.index.kept(self.index.entry(path), digests[path])
        if known is None:
            raise NotCached
        return known[0]

    def faults(self) -> list[Problem]:
        """Warnings of what could not be kept."""
        return [*self._files.faults, *(p for each in self._spare for p in warnings_of(each.fault))]

    def remember(self, found: Iterable[tuple[StoredCard, CardStore]]) -> None:
        """Keeps these cards, and no others, for the next build.

        A failed write is a warning; another build at the same time is no reason to fail.
        """
        cards = list(found)
        is_known = {entry.path: entry for entry, _ in cards} == self.index.entries
        if self._folder is None or is_known:
            return
        self._locked(self._write, cards)

    def add(self, cards: Iterable[tuple[StoredCard, CardStore]]) -> None:
        """Keeps cards that were parsed anew besides those that are kept."""
        self._locked(self._append, list(cards))

    def _locked(
        self,
        write: Callable[[Path, list[tuple[StoredCard, CardStore]]], None],
        cards: list[tuple[StoredCard, CardStore]],
    ) -> None:
        """Writes cards, unless another build has written some meanwhile, or is about to."""
        folder = self._folder
        if folder is None:
            return
        try:
            disk.keep_out_of_git(folder)
            with locked(folder):
                if disk.read(folder / INDEX) == self._index_text:
                    write(folder, cards)
        except FolderInUse:
            return
        except FolderRefused:
            raise
        except DiskError as error:
            self._files.note(str(error))

    def _append(self, folder: Path, cards: list[tuple[StoredCard, CardStore]]) -> None:
        start = disk.extend(folder / CARDS, [_piece(*each) for each in cards])
        disk.extend(folder / INDEX, [index_lines(_placed(cards, start))])

    def _write(self, folder: Path, cards: list[tuple[StoredCard, CardStore]]) -> None:
        """Adds what is new, or writes all anew when too much of what is kept is dead."""
        kept = sum(entry.length for entry, store in cards if store is self.index.store)
        if kept and disk.size(folder / CARDS) - kept <= kept + _IDLE:
            self._append(folder, [each for each in cards if each[1] is not self.index.store])
            return
        disk.replace_parts(folder / CARDS, (_piece(*each) for each in cards))
        head = f"{program.program_digest()}\n".encode()
        disk.replace(folder / INDEX, head + index_lines(_placed(cards, 0)))


def _piece(entry: StoredCard, store: CardStore) -> bytes:
    return store.file.read(entry.start, entry.length)


def _placed(cards: Iterable[tuple[StoredCard, CardStore]], start: int) -> Iterator[StoredCard]:
    """The entries of cards whose pieces follow one another from a place on."""
    for entry, _ in cards:
        yield entry._replace(start=start)
        start += entry.length


# Files of cards. Bytes that the disk does not take stay in memory; other processes read the bytes
# that were flushed before they were forked.

# The most bytes that wait to be written.
_MOST_WAITING = 1 << 18
# From so many bytes on, the size of the file is looked up before room is made for them.
_MANY = 1 << 20


class CardFile:
    """A file that grows by pieces, each found by its first byte. Closed when nothing refers to it.

    Without a descriptor all stays in memory. `fault` says why it does, "" while it need not.
    """

    def __init__(self, name: str, descriptor: int | None, fault: str = "") -> None:
        self.name, self.fault = name, fault
        self._maker = os.getpid()
        self._descriptor = descriptor
        self._end = 0
        self._waiting = bytearray()
        if descriptor is not None:
            self._end = os.fstat(descriptor).st_size
            weakref.finalize(self, os.close, descriptor)

    def add(self, piece: bytes) -> int:
        """Adds a piece at the end, and returns the place of its first byte."""
        start = self._end + len(self._waiting)
        self._waiting += piece
        if len(self._waiting) > _MOST_WAITING:
            self._write()
        return start

    def flush(self) -> None:
        """Writes the waiting bytes, so that the process that made this can read them.

        Raises DiskError where that process would find nothing.
        """
        self._write()
        if self._waiting and os.getpid() != self._maker:
            raise DiskError(self.fault)

    def _write(self) -> None:
        """Writes the waiting bytes; those that the disk does not take stay in memory."""
        if self.fault or self._descriptor is None:
            return
        end = self._end
        try:
            with memoryview(self._waiting) as rest:
                while end < self._end + len(rest):
                    end += system.write_at(self._descriptor, rest[end - self._end :], end)
        except OSError as error:
            self.fault = f"{self.name}: a temporary file cannot be written: {reason_of(error)}"
            return
        self._end = end
        self._waiting = bytearray()

    def read(self, start: int, length: int) -> bytes:
        """The bytes of a piece. Raises Damaged where there are fewer."""
        if self._waiting and start >= self._end:
            found = bytes(self._waiting[start - self._end : start - self._end + length])
        else:
            found = self._read(start, length)
        if len(found) != length:
            raise Damaged(f"{self.name}: only {len(found)} of {length} bytes could be read")
        return found

    def _read(self, start: int, length: int) -> bytes:
        if self._descriptor is None:
            return b""
        try:
            if length > _MANY and start + length > os.fstat(self._descriptor).st_size:
                return b""
            return system.read_at(self._descriptor, length, start)
        except (OSError, OverflowError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else "no such place"
            raise DiskError(f"{self.name}: cannot be read: {reason}") from error


def new_card_file(folder: Path | None) -> CardFile:
    """A file of pieces without a name, gone when it is let go; in a folder if that is there."""
    beside = folder if folder is not None and folder.is_dir() else None
    name = str(beside or "the folder of temporary files")
    try:
        with tempfile.TemporaryFile(dir=beside, prefix=".", suffix=f".{os.getpid()}") as file:
            return CardFile(name, os.dup(file.fileno()))
    except OSError as error:
        fault = f"{name}: a temporary file cannot be made: {reason_of(error)}"
        return CardFile(name, None, fault)


def cached_card_file(path: Path) -> CardFile | None:
    """The pieces of an earlier build, to be read; None when there are none."""
    try:
        return CardFile(str(path), system.open_file(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DiskError(f"{path}: cannot be read: {reason_of(error)}") from error
