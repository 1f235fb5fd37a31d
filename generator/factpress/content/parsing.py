"""Parsing many files: cached cards are read back, workers parse the rest.

In: files and the cards of earlier builds. Out: for each file its card, stored, and its problems, in
the order of the files, the same for any number of processes. A forked worker writes its cards to a
store of its own and sends their places; a spawned one sends the cards.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

import msgspec

from factpress.content.card_store import CacheIndex, CardStore, StoredCard, parts_of
from factpress.content.cards import parse
from factpress.content.markdown.converter import BodyConverter
from factpress.content.validation import validator
from factpress.model.cards import AnyCard, InputFile
from factpress.model.problems import Problem, restored
from factpress.model.schema import FIELDS_OF
from factpress.model.urls import card_kind
from factpress.workers import (
    StartMethod,
    Task,
    WorkQueue,
    as_json,
    forked,
    shares,
    spawned,
    start_method,
    work_queue,
)


class Parsed(NamedTuple):
    """The outcome for one file; `entry` is the place of its card on a store."""

    card: AnyCard | None
    problems: tuple[Problem, ...]
    entry: StoredCard | None = None
    store: CardStore | None = None


# Below this many files another process costs more than it saves: a spawned one imports all anew.
_WORTH_A_FORK = 100
_WORTH_A_SPAWN = 500


class _Worker(NamedTuple):
    """Another process that parses files, by their indices, for a store; its answer, when asked."""

    store: CardStore
    indices: Sequence[int]
    answer: Callable[[], bytes | None]
    method: StartMethod


class Parsing(NamedTuple):
    """Files that are being parsed: those in `own` by this process, with others where it forks."""

    files: Sequence[InputFile]
    found: list[Parsed | None]
    own: Sequence[int]
    queue: WorkQueue
    converter: BodyConverter
    store: CardStore
    workers: list[_Worker]

    @property
    def is_shared(self) -> bool:
        """Whether other processes have begun."""
        return bool(self.workers)

    def finish(self, progress: Callable[[int], None]) -> list[Parsed]:
        """The card and the problems of each file; `progress` gets how many files are done."""
        known = sum(1 for each in self.found if each is not None)
        for number in self.queue.take(lambda done: progress(known + done)):
            self._parse(self.own[number])
        for worker in self.workers:
            for index, parsed in _received(worker, self.files):
                self.found[index] = parsed
        # A process may have died of a mistake of ours; its files are parsed here, to show it.
        for index, result in enumerate(self.found):
            if result is None:
                self._parse(index)
        progress(len(self.files))
        return [result for result in self.found if result is not None]

    def _parse(self, index: int) -> None:
        card, problems = parse(self.files[index], self.converter)
        self.found[index] = _stored(self.store, card, problems)


@contextmanager
def parsing(
    files: Sequence[InputFile],
    known_cards: CacheIndex,
    new_store: Callable[[], CardStore],
    jobs: int,
) -> Iterator[Parsing]:
    """Reads the cached cards of some files, and has other processes begin with the rest."""
    found = [_recalled(known_cards, file) for file in files]
    missing = [index for index, known in enumerate(found) if known is None]
    # Before others are forked, that each need not make its own.
    for kind in {kind for index in missing if (kind := card_kind(files[index].path))}:
        validator(FIELDS_OF[kind])
    method = start_method()
    processes = min(jobs, max(1, len(missing) // _worth_a_process(method)))
    # Forked processes take from one queue as they get on; spawned ones get a share at once.
    own, *others = shares(missing, processes) if method == "spawn" else [missing]
    with work_queue(len(own)) as queue:
        work = Parsing(files, found, own, queue, BodyConverter(), new_store(), [])
        if method == "fork":
            work.workers.extend(_fork(work, new_store()) for _ in range(1, processes))
        work.workers.extend(_spawn(files, share, new_store()) for share in others)
        try:
            yield work
        finally:
            queue.end()
            for worker in work.workers:
                worker.answer()


def _worth_a_process(method: StartMethod) -> int:
    return {"fork": _WORTH_A_FORK, "spawn": _WORTH_A_SPAWN, "none": sys.maxsize}[method]


def _recalled(known_cards: CacheIndex, file: InputFile) -> Parsed | None:
    known = known_cards.recall(file)
    return Parsed(known[0], (), known[1], known_cards.store) if known else None


def _stored(store: CardStore, card: AnyCard | None, problems: tuple[Problem, ...]) -> Parsed:
    if card is None:
        return Parsed(None, problems)
    entry = store.put(card)
    return Parsed(store.fresh(entry), problems, entry, store)


def _received(worker: _Worker, files: Sequence[InputFile]) -> Iterator[tuple[int, Parsed]]:
    """The outcomes of another process, by the indices of files; nothing when it died."""
    answer = worker.answer()
    if answer is None:
        return
    if worker.method == "fork":
        for index, place, problems in json.loads(answer):
            file = files[index]
            entry = place and StoredCard(file.path, file.digest, *place)
            yield index, _taken(worker.store, entry, problems)
        return
    results = msgspec.msgpack.decode(answer)
    for index, (parts, problems) in zip(worker.indices, results, strict=True):
        file = files[index]
        entry = worker.store.put_parts(file.path, file.digest, parts) if parts else None
        yield index, _taken(worker.store, entry, json.loads(problems))


def _taken(store: CardStore, entry: StoredCard | None, problems: list[list[Any]]) -> Parsed:
    card = store.fresh(entry) if entry else None
    return Parsed(card, restored(problems), entry, store if entry else None)


# Forked workers: they have the files, and the first process can read what they write.


def _fork(work: Parsing, store: CardStore) -> _Worker:
    return _Worker(store, (), cache(forked(Task(_parse_share, (work, store)))), "fork")


def _parse_share(work: Parsing, store: CardStore) -> bytes:
    """The share of a forked process: for each file its index, its card's place, its problems."""
    results = []
    for number in work.queue.take():
        index = work.own[number]
        card, problems = parse(work.files[index], work.converter)
        # The first process knows the path and the digest.
        results.append([index, store.put(card)[2:] if card else None, problems])
    store.file.flush()
    return as_json(results)


# Spawned workers: they get the files and send the cards.


def _spawn(files: Sequence[InputFile], indices: Sequence[int], store: CardStore) -> _Worker:
    task = Task(parse_sent, ([files[index] for index in indices],))
    return _Worker(store, indices, cache(spawned(task)), "spawn")


def parse_sent(files: Sequence[Sequence[Any]]) -> bytes:
    """The work of a spawned process: for each file its card's parts, if it is one, its problems."""
    converter, results = BodyConverter(), []
    for file in files:
        card, problems = parse(InputFile(*file), converter)
        results.append([parts_of(card) if card else None, as_json(problems)])
    return msgspec.msgpack.encode(results)
