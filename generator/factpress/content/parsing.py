"""Parsing many files: what is remembered is recalled, the rest is shared among processes.

In: files and a memory. Out: for each file its card, set aside, and its problems, in the order of
the files, the same for any number of processes. Other processes are forked, so they need nothing
sent to them; each sets its cards aside on a shelf of its own and sends back only where they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from factpress.content.card_store import Entry, Memory, Shelf
from factpress.content.cards import parse
from factpress.content.markdown.converter import BodyConverter
from factpress.content.validation import validator
from factpress.model.cards import AnyCard, InputFile
from factpress.model.problems import Problem, restored
from factpress.model.schema import FIELDS_OF
from factpress.model.urls import card_kind
from factpress.workers import Turns, as_json, can_fork, forked, turns


class Parsed(NamedTuple):
    """What a file came to; `entry` says where its card is set aside, on which shelf."""

    card: AnyCard | None
    problems: tuple[Problem, ...]
    entry: Entry | None = None
    shelf: Shelf | None = None


# Below this many files another process costs more than it saves.
_WORTH_A_PROCESS = 100


class Parsing(NamedTuple):
    """Files that are being parsed; `is_shared` says that other processes have begun.

    `finished` waits for the card and the problems of each file; what it is given is told how many
    are done.
    """

    is_shared: bool
    finished: Callable[[Callable[[int], None]], list[Parsed]]


@contextmanager
def parsing(
    files: Sequence[InputFile], memory: Memory, new_shelf: Callable[[], Shelf], jobs: int
) -> Iterator[Parsing]:
    """Recalls what is remembered of some files, and has other processes begin with the rest."""
    found = [_recalled(memory, file) for file in files]
    missing = [index for index, known in enumerate(found) if known is None]
    # Before others are forked, that each need not make its own.
    for kind in {kind for index in missing if (kind := card_kind(files[index].path))}:
        validator(FIELDS_OF[kind])
    processes = min(jobs, max(1, len(missing) // _WORTH_A_PROCESS)) if can_fork else 1
    with turns(len(missing)) as shared:
        work = _Work(files, missing, BodyConverter(), shared)
        others = [_start(work, new_shelf()) for _ in range(1, processes)]

        def finished(progress: Callable[[int], None]) -> list[Parsed]:
            shelf, known = new_shelf(), len(files) - len(missing)
            for index in work.indices(lambda done: progress(known + done)):
                found[index] = _set_aside(shelf, *parse(files[index], work.converter))
            while others:
                for index, parsed in _received(work, others.pop()):
                    found[index] = parsed
            # What a process that died of a mistake of ours has left is parsed here, to be seen.
            for index in (index for index in missing if found[index] is None):
                found[index] = _set_aside(shelf, *parse(files[index], work.converter))
            progress(len(files))
            return [result for result in found if result is not None]

        try:
            yield Parsing(bool(others), finished)
        finally:
            shared.end()
            for other in others:
                other.outcome()


class _Work(NamedTuple):
    """The files that are to be parsed, by their places in a list of files, in turns."""

    files: Sequence[InputFile]
    missing: Sequence[int]
    converter: BodyConverter
    shared: Turns

    def indices(self, progress: Callable[[int], None] = lambda done: None) -> Iterator[int]:
        """The places of those that fall to this process."""
        return (self.missing[number] for number in self.shared.take(progress))


def _recalled(memory: Memory, file: InputFile) -> Parsed | None:
    known = memory.recall(file)
    return Parsed(known[0], (), known[1], memory.shelf) if known else None


def _set_aside(shelf: Shelf, card: AnyCard | None, problems: tuple[Problem, ...]) -> Parsed:
    if card is None:
        return Parsed(None, problems)
    entry = shelf.put(card)
    return Parsed(shelf.lighter(card, entry), problems, entry, shelf)


class _Other(NamedTuple):
    """Another process that parses, and the shelf on which it sets cards aside."""

    shelf: Shelf
    outcome: Callable[[], bytes | None]


def _start(work: _Work, shelf: Shelf) -> _Other:
    return _Other(shelf, forked(partial(_parsed_elsewhere, work, shelf)))


def _received(work: _Work, other: _Other) -> Iterator[tuple[int, Parsed]]:
    """What another process parsed, with its places; nothing when it died."""
    for index, place, problems in json.loads(other.outcome() or b"[]"):
        yield index, _taken(other.shelf, work.files[index], place, problems)


def _parsed_elsewhere(work: _Work, shelf: Shelf) -> bytes:
    results = []
    for index in work.indices():
        card, problems = parse(work.files[index], work.converter)
        # Path and digest are known to whoever receives this.
        results.append([index, shelf.put(card)[2:] if card else None, problems])
    shelf.pieces.flush()
    return as_json(results)


def _taken(
    shelf: Shelf, file: InputFile, place: list[Any] | None, problems: list[list[Any]]
) -> Parsed:
    if place is None:
        return Parsed(None, restored(problems))
    entry = Entry(file.path, file.digest, *place)
    return Parsed(shelf.fresh(entry), restored(problems), entry, shelf)
