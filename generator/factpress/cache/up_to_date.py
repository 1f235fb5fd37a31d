"""Whether the site is up to date: the files that the last build read and wrote, and those of now.

In: options. Out: the report of a build that would change nothing, without building; or the changed
cards, where nothing else changed. Files are compared by digest, never by time. Imports little, so
that the answer comes at once.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache as once
from pathlib import Path
from typing import NamedTuple

from factpress.cache.build_record import LastBuild, last_build
from factpress.cache.inputs import Snapshot, around, listed
from factpress.model import limits
from factpress.model.cards import InputFile
from factpress.model.encoding import digest
from factpress.model.instants import is_within
from factpress.model.site import BuildReport, OutputStatus
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk
from factpress.output.workspace import Workspace
from factpress.workers import Task, WorkQueue, can_fork, forked, run_as_json, work_queue


class BuildState(NamedTuple):
    """The record of the last build, compared with the files of now.

    `surroundings` are the files that a build reads besides the content. `changed` are the files of
    content that differ, where no other file does and none came or went; else None.
    `are_outputs_unchanged` says whether every output is as it was written.
    """

    last_build: LastBuild
    surroundings: Snapshot
    changed: tuple[InputFile, ...] | None
    are_outputs_unchanged: Callable[[], bool]
    started: float

    def report(self, now: dt.datetime) -> BuildReport | None:
        """The report of a build that has nothing to do, if there is nothing."""
        if self.changed != () or not self.are_outputs_unchanged():
            return None
        outputs = self.last_build.outputs.items()
        statuses = tuple(OutputStatus(path, kind, "unchanged", "") for path, (kind, _) in outputs)
        seconds = time.perf_counter() - self.started
        return BuildReport(statuses, self.last_build.every_problem(), now, seconds)


@contextmanager
def build_state(options: BuildOptions, cache: CacheOptions) -> Iterator[BuildState | None]:
    """The state of the site; None without a record. The outputs are compared meanwhile."""
    started = time.perf_counter()
    found = last_build(options.out, cache)
    if found is None:
        yield None
        return
    read, written = _read(options.content, found), _written(options.out, found)
    with comparison(read, written, cache.jobs) as compared:
        paths, surroundings = listed(options)
        is_same = paths == [*found.content] and found.around == around(options, surroundings)
        is_same = is_same and is_within(options.now, found.span)
        changed = None
        if is_same and found.archive.is_where_it_was():
            changed = _changed(options.content, found, compared.differing())
        yield BuildState(found, surroundings, changed, compared.are_same, started)


def _read(content: Path, found: LastBuild) -> Files:
    """The content and the archive."""
    archived = found.archive.files()
    paths = [f"{content}/{path}" for path in found.content]
    return Files([*paths, *archived], [*found.content.values(), *archived.values()])


def _written(out: Path, found: LastBuild) -> Files:
    """The record of outputs, and the outputs."""
    paths = [str(Workspace.of(out).record), *(f"{out}/{path}" for path in found.outputs)]
    return Files(paths, [found.manifest, *(each for _, each in found.outputs.values())])


def _changed(
    folder: Path, found: LastBuild, differing: frozenset[str]
) -> tuple[InputFile, ...] | None:
    """The files of content that differ; None when other files do, or one cannot be read."""
    changed = []
    for path in found.content if differing else ():
        if f"{folder}/{path}" in differing:
            content = disk.read_below(folder, path, limits.bytes_of_content(path))
            if content is None:
                return None
            changed.append(InputFile(path, content, digest(content)))
    return tuple(changed) if len(changed) == len(differing) else None


# Comparing files with their digests on record, in two processes.

# To compare a file takes no longer than to ask for the next turn.
_SOME = 32


class Files(NamedTuple):
    """Paths, and the digest of each."""

    paths: Sequence[str]
    digests: Sequence[str]

    def differing(self, shared: WorkQueue) -> Iterator[str]:
        """The paths in this process's share whose files do not have their digest."""
        paths, digests = self.paths, self.digests
        return disk.differing((paths[number], digests[number]) for number in shared.take())


class Comparison(NamedTuple):
    """Two calls, to be made in this order; each waits for its answer."""

    differing: Callable[[], frozenset[str]]
    are_same: Callable[[], bool]


@contextmanager
def comparison(first: Files, second: Files, jobs: int) -> Iterator[Comparison]:
    """Which of the first files differ, and whether all of the second are the same.

    If there may be two processes, another one has begun when the block does, and goes on to the
    second files while the block is busy; each call takes a share of the files that are left.
    """
    lengths = len(first.paths), len(second.paths)
    with work_queue(lengths[0], _SOME) as of_first, work_queue(lengths[1], _SOME) as of_second:
        other = None
        if jobs > 1 and can_fork():
            other = forked(
                Task(run_as_json, (_differing, first, of_first)),
                Task(run_as_json, (_are_all_same, second, of_second)),
            )

        @once
        def differing() -> frozenset[str]:
            own = _differing(first, of_first)
            others = other() if other else b"[]"
            # Of a process that died nothing is known.
            return frozenset(first.paths if others is None else [*own, *json.loads(others)])

        @once
        def are_same() -> bool:
            differing()
            own = _are_all_same(second, of_second)
            return (other is None or other() == b"true") and own

        try:
            yield Comparison(differing, are_same)
        finally:
            of_first.end()
            of_second.end()
            are_same()


def _differing(files: Files, shared: WorkQueue) -> list[str]:
    return [*files.differing(shared)]


def _are_all_same(files: Files, shared: WorkQueue) -> bool:
    for _ in files.differing(shared):
        shared.end()
        return False
    return True
