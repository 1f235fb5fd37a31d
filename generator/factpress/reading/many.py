"""Parsing many files: what is remembered is recalled, the rest is shared among processes.

In: files and a memory. Out: for each file its card, set aside, and its problems, in the order of
the files, the same for any number of processes. Other processes are forked, so they need nothing
sent to them; each sets its cards aside on a shelf of its own and sends back only where they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from factpress.forking import can_fork, forked
from factpress.model import AnyCard, InputFile
from factpress.problems import Problem
from factpress.reading.cards import parse
from factpress.reading.markdown import BodyConverter
from factpress.reading.remembered import Entry, Memory, Shelf
from factpress.reading.validators import validator
from factpress.schema import FIELDS_OF
from factpress.urls import card_kind


class Parsed(NamedTuple):
    """What a file came to; `entry` says where its card is set aside, on which shelf."""

    card: AnyCard | None
    problems: tuple[Problem, ...]
    entry: Entry | None = None
    shelf: Shelf | None = None


# Below this many files another process costs more than it saves.
_WORTH_A_PROCESS = 100


def parse_all(
    files: Sequence[InputFile],
    memory: Memory,
    new_shelf: Callable[[], Shelf],
    jobs: int,
    progress: Callable[[int], None],
) -> list[Parsed]:
    """The card and the problems of each file. `progress` is told how many are done."""
    found: list[Parsed | None] = [_recalled(memory, file) for file in files]
    missing = [index for index, known in enumerate(found) if known is None]
    done = len(files) - len(missing)
    # Before others are forked, that each need not make its own.
    for kind in {kind for index in missing if (kind := card_kind(files[index].path))}:
        validator(FIELDS_OF[kind])
    shares = min(jobs, max(1, len(missing) // _WORTH_A_PROCESS)) if can_fork else 1
    others = [_start(files, missing[n::shares], new_shelf()) for n in range(1, shares)]
    shelf, converter = new_shelf(), BodyConverter()
    for index in missing[::shares]:
        found[index] = _set_aside(shelf, *parse(files[index], converter))
        done += 1
        progress(done)
    for share, outcome in others:
        for index, result in zip(share, outcome(), strict=True):
            found[index] = result
        done += len(share)
        progress(done)
    progress(len(files))
    return [result for result in found if result is not None]


def _recalled(memory: Memory, file: InputFile) -> Parsed | None:
    known = memory.recall(file)
    return Parsed(known[0], (), known[1], memory.shelf) if known else None


def _set_aside(shelf: Shelf, card: AnyCard | None, problems: tuple[Problem, ...]) -> Parsed:
    if card is None:
        return Parsed(None, problems)
    entry = shelf.put(card)
    return Parsed(shelf.lighter(card, entry), problems, entry, shelf)


def _start(
    files: Sequence[InputFile], share: list[int], shelf: Shelf
) -> tuple[list[int], Callable[[], list[Parsed]]]:
    other = forked(partial(_parsed_elsewhere, files, share, shelf))
    return share, lambda: _received(other(), files, share, shelf)


def _parsed_elsewhere(files: Sequence[InputFile], share: list[int], shelf: Shelf) -> bytes:
    converter = BodyConverter()
    results = []
    for index in share:
        card, problems = parse(files[index], converter)
        results.append([shelf.put(card) if card else None, problems])
    shelf.pieces.flush()
    return json.dumps(results, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _received(
    text: bytes | None, files: Sequence[InputFile], share: list[int], shelf: Shelf
) -> list[Parsed]:
    if text is None:
        # The other process died, of a mistake that is ours: let it happen here, where it is seen.
        converter = BodyConverter()
        return [_set_aside(shelf, *parse(files[index], converter)) for index in share]
    return [_taken(shelf, entry, problems) for entry, problems in json.loads(text)]


def _taken(shelf: Shelf, stored: list[str] | None, problems: list[list[str]]) -> Parsed:
    told = tuple(Problem(*problem) for problem in problems)  # type: ignore[arg-type]
    if stored is None:
        return Parsed(None, told)
    entry = Entry(*stored)  # type: ignore[arg-type]
    return Parsed(shelf.card(entry), told, entry, shelf)
