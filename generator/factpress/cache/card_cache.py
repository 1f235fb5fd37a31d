"""The card cache: parsed cards of earlier builds, and the stores for those of this one.

In: the cache folder, if there is one, and the key that signs it. Out: the `CacheIndex` of earlier
builds, new stores, and after parsing an index of the present cards: a file of cards and its index,
which only grow until too much of them is dead.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from factpress.cache.kept_files import KeptFiles, fault_told
from factpress.cache.pieces import PieceFile, kept_pieces, spare_pieces
from factpress.content.card_store import CacheIndex, CardStore, StoredCard, index_lines
from factpress.model.cards import AnyCard, Read
from factpress.model.encoding import derived_key
from factpress.model.problems import DiskError, FolderInUse, FolderRefused, Problem
from factpress.output import disk
from factpress.output.staging import locked
from factpress.theme import installed as program

CARDS, INDEX = "cards", "cards.index"
# So many dead bytes are let lie before the file is written anew.
_IDLE = 1 << 20


class NotCached(Exception):
    """Something that an edit needs is not cached, or not whole: a whole build is needed."""


class CardCache:
    """The cached cards, and the stores of one build. `reads` gathers the parts of cards read."""

    def __init__(self, folder: Path | None, key: bytes | None) -> None:
        self.reads: set[Read] = set()
        self._files = KeptFiles(folder, key)
        self._folder = self._files.folder
        self._spare: list[PieceFile] = []
        digest = program.program_digest()
        # What another version has made of a card is not signed with this one's key.
        self._key = derived_key(key or os.urandom(32), f"cards of {digest}")
        self._index_text = self._files.read(INDEX)
        self.index = CacheIndex(self._kept(), self._index_text or b"", digest, self._files.note)

    def _kept(self) -> CardStore | None:
        if self._folder is None or not self._index_text:
            return None
        try:
            pieces = kept_pieces(self._folder / CARDS)
        except DiskError as error:
            self._files.note(str(error))
            return None
        return CardStore(pieces, self.reads, self._key, is_kept=True) if pieces else None

    def new_store(self) -> CardStore:
        """A store that lasts as long as this build."""
        self._spare.append(spare_pieces(self._folder))
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
        return [*self._files.faults, *(p for each in self._spare for p in fault_told(each.fault))]

    def remember(self, found: Iterable[tuple[StoredCard, CardStore]]) -> None:
        """Keeps these cards, and no others, for the next build.

        A disk that will not is told of; another build at the same time is no reason to fail.
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
