"""Shelves: where a build's cards are set aside, and what of them the next build finds again.

In: the folder of what builds remember, if there is one. Out: the `Memory` of earlier builds, new
shelves, and after parsing a memory that holds the present cards: a file of pieces and its index,
which only grow until too much of them is dead. Knows nothing of what the cards say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from factpress.cache.pieces import kept_pieces, spare_pieces
from factpress.content.card_store import Entry, Memory, Shelf, index_lines
from factpress.model.cards import AnyCard, CardKey, InputFile
from factpress.model.problems import DiskError
from factpress.output import disk
from factpress.output.staging import locked
from factpress.theme import installed as program

CARDS, INDEX = "cards", "cards.index"
# So many dead bytes are let lie before the file is written anew.
_IDLE = 1 << 20


class NotKept(Exception):
    """Something that is needed is not kept, or not whole."""


class Edit(NamedTuple):
    """A card whose body changed, and nothing else of it; where it is set aside."""

    card: AnyCard
    file: InputFile
    entry: Entry
    shelf: Shelf


def card_at(path: str, digests: Mapping[str, str], memory: Memory) -> AnyCard:
    """The card that a build read from a path, given the digests of its files.

    Raises NotKept where it is no card, or not kept whole.
    """
    known = memory.kept(memory.entry(path), digests[path])
    if known is None:
        raise NotKept
    return known[0]


class Shelves:
    """The shelves of one build. `asked` gathers the cards whose bodies are read."""

    def __init__(self, folder: Path | None) -> None:
        self.asked: set[CardKey] = set()
        self._folder = folder
        self._index = disk.read(folder / INDEX) if folder else None
        pieces = kept_pieces(folder / CARDS) if folder and self._index else None
        shelf = Shelf(pieces, self.asked) if pieces else None
        self.memory = Memory(shelf, self._index or b"", program.program_digest())

    def new(self) -> Shelf:
        """A shelf that lasts as long as this build."""
        return Shelf(spare_pieces(self._folder), self.asked)

    def remember(self, found: Iterable[tuple[Entry, Shelf]]) -> None:
        """Keeps these cards, and no others, for the next build.

        A disk that will not, or another build at the same time, is no reason to fail.
        """
        cards = list(found)
        is_known = {entry.path: entry for entry, _ in cards} == self.memory.entries
        if self._folder is None or is_known:
            return
        with suppress(DiskError):
            disk.keep_out_of_git(self._folder)
            with locked(self._folder):
                if disk.read(self._folder / INDEX) == self._index:
                    self._write(self._folder, cards)

    def add(self, cards: Iterable[tuple[Entry, Shelf]]) -> None:
        """Keeps cards that were parsed anew besides those that are kept."""
        folder = self._folder
        if folder is not None:
            with suppress(DiskError), locked(folder):
                if disk.read(folder / INDEX) == self._index:
                    self._append(folder, list(cards))

    def _append(self, folder: Path, cards: list[tuple[Entry, Shelf]]) -> None:
        start = disk.extend(folder / CARDS, [_piece(*each) for each in cards])
        disk.extend(folder / INDEX, [index_lines(_placed(cards, start))])

    def _write(self, folder: Path, cards: list[tuple[Entry, Shelf]]) -> None:
        """Adds what is new, or writes all anew when too much of what is kept is dead."""
        kept = sum(entry.length for entry, shelf in cards if shelf is self.memory.shelf)
        if kept and disk.size(folder / CARDS) - kept <= kept + _IDLE:
            self._append(folder, [each for each in cards if each[1] is not self.memory.shelf])
            return
        disk.replace_parts(folder / CARDS, (_piece(*each) for each in cards))
        head = f"{program.program_digest()}\n".encode()
        disk.replace(folder / INDEX, head + index_lines(_placed(cards, 0)))


def _piece(entry: Entry, shelf: Shelf) -> bytes:
    return shelf.pieces.read(entry.start, entry.length)


def _placed(cards: Iterable[tuple[Entry, Shelf]], start: int) -> Iterator[Entry]:
    """The entries of cards whose pieces follow one another from a place on."""
    for entry, _ in cards:
        yield entry._replace(start=start)
        start += entry.length
