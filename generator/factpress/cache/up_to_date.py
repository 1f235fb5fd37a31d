"""Whether the site is up to date: the files that the last build read and wrote, and those of now.

In: options. Out: the report of a build that would change nothing, without building; or the changed
cards, where nothing else changed. Files are compared by digest, never by time. Imports little, so
that the answer comes at once.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from factpress.cache.build_record import LastBuild, last_build
from factpress.cache.comparing import Files, comparison
from factpress.cache.inputs import Snapshot, around, listed
from factpress.model.cards import InputFile
from factpress.model.encoding import digest
from factpress.model.site import BuildReport, OutputStatus
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk
from factpress.output.manifest import MANIFEST


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
        changed = None
        if is_same and found.archive.is_where_it_was():
            changed = _changed(options.content, found, compared.differing())
        yield BuildState(found, surroundings, changed, compared.stands, started)


def _read(content: Path, found: LastBuild) -> Files:
    """The content and the archive."""
    archived = found.archive.files()
    paths = [f"{content}/{path}" for path in found.content]
    return Files([*paths, *archived], [*found.content.values(), *archived.values()])


def _written(out: Path, found: LastBuild) -> Files:
    """The manifest and the outputs."""
    paths = [f"{out}/{path}" for path in (MANIFEST, *found.outputs)]
    return Files(paths, [found.manifest, *(each for _, each in found.outputs.values())])


def _changed(
    folder: Path, found: LastBuild, differing: frozenset[str]
) -> tuple[InputFile, ...] | None:
    """The files of content that differ; None when other files do, or one cannot be read."""
    changed = []
    for path in found.content if differing else ():
        if f"{folder}/{path}" in differing:
            content = disk.read(folder / path)
            if content is None:
                return None
            changed.append(InputFile(path, content, digest(content)))
    return tuple(changed) if len(changed) == len(differing) else None
