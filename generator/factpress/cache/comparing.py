"""Comparing: whether files still have the bytes that are on record, in two processes.

In: two lists of files with their digests. Out: which of the first differ, and, as soon as that is
asked, whether all of the second are as they were. Knows nothing of what the files are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from factpress.output import disk
from factpress.workers import Task, WorkQueue, as_json, can_fork, forked, work_queue

# To compare a file takes no longer than to ask for the next turn.
_SOME = 32


class Files(NamedTuple):
    """Paths, and the digest of each."""

    paths: Sequence[str]
    digests: Sequence[str]

    def differing(self, shared: WorkQueue) -> Iterator[str]:
        """The paths of those that fall to this process and have not the bytes of their digest."""
        paths, digests = self.paths, self.digests
        return disk.differing((paths[number], digests[number]) for number in shared.take())


class Comparison(NamedTuple):
    """Two questions, to be asked in this order; each waits for its answer."""

    differing: Callable[[], frozenset[str]]
    stands: Callable[[], bool]


@contextmanager
def comparison(first: Files, second: Files, jobs: int) -> Iterator[Comparison]:
    """Which of the first files differ, and whether all of the second stand.

    If there may be two processes, another one has begun when the block does, and goes on to the
    second files while the block is busy; whoever asks takes a share of what is left.
    """
    lengths = len(first.paths), len(second.paths)
    with work_queue(lengths[0], _SOME) as of_first, work_queue(lengths[1], _SOME) as of_second:
        other = None
        if jobs > 1 and can_fork():
            other = forked(
                Task(_differing, (first, of_first)), Task(_all_stand_as_json, (second, of_second))
            )

        @cache
        def differing() -> frozenset[str]:
            own = [*first.differing(of_first)]
            told = other() if other else b"[]"
            # Of a process that died nothing is known.
            return frozenset(first.paths if told is None else [*own, *json.loads(told)])

        @cache
        def stands() -> bool:
            differing()
            own = _all_stand(second, of_second)
            return (other is None or other() == b"true") and own

        try:
            yield Comparison(differing, stands)
        finally:
            of_first.end()
            of_second.end()
            stands()


def _differing(files: Files, shared: WorkQueue) -> bytes:
    return as_json([*files.differing(shared)])


def _all_stand_as_json(files: Files, shared: WorkQueue) -> bytes:
    return as_json(_all_stand(files, shared))


def _all_stand(files: Files, shared: WorkQueue) -> bool:
    for _ in files.differing(shared):
        shared.end()
        return False
    return True
