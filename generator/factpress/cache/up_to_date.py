"""Standing: how the site stands, against what the last build read and wrote.

In: options. Out: the report of a build that would change nothing, without building; or which cards
are all that changed. Everything the last build read is compared by digest, and every file it wrote:
contents only, never times. Imports little, so that the answer comes at once.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from factpress.cache.build_record import Kept, kept
from factpress.cache.comparing import Files, comparison
from factpress.cache.inputs import Snapshot, around, listed
from factpress.model.cards import InputFile
from factpress.model.encoding import digest
from factpress.model.site import BuildReport, OutputStatus
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk
from factpress.output.manifest import MANIFEST


class Standing(NamedTuple):
    """What was kept of the last build, and what there is now.

    `surroundings` are the files that a build reads besides the content. `changed` are the files of
    content that differ, when nothing else that was read does and none came or went; else None.
    `outputs_stand` tells whether every output is as it was written.
    """

    kept: Kept
    surroundings: Snapshot
    changed: tuple[InputFile, ...] | None
    outputs_stand: Callable[[], bool]
    started: float

    def report(self, now: dt.datetime) -> BuildReport | None:
        """The report of a build that has nothing to do, if there is nothing."""
        if self.changed != () or not self.outputs_stand():
            return None
        outputs = self.kept.outputs.items()
        statuses = tuple(OutputStatus(path, kind, "unchanged", "") for path, (kind, _) in outputs)
        seconds = time.perf_counter() - self.started
        return BuildReport(statuses, self.kept.every_problem(), now, seconds)


@contextmanager
def standing(options: BuildOptions, cache: CacheOptions) -> Iterator[Standing | None]:
    """How the site stands; None when nothing was kept. The outputs are compared meanwhile."""
    started = time.perf_counter()
    found = kept(options.out, cache)
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
        yield Standing(found, surroundings, changed, compared.stands, started)


def _read(content: Path, found: Kept) -> Files:
    """The content and the archive."""
    archived = found.archive.files()
    paths = [f"{content}/{path}" for path in found.content]
    return Files([*paths, *archived], [*found.content.values(), *archived.values()])


def _written(out: Path, found: Kept) -> Files:
    """The manifest and the outputs."""
    paths = [f"{out}/{path}" for path in (MANIFEST, *found.outputs)]
    return Files(paths, [found.manifest, *(told for _, told in found.outputs.values())])


def _changed(folder: Path, found: Kept, differing: frozenset[str]) -> tuple[InputFile, ...] | None:
    """The files of content that differ; None when other files do, or one cannot be read."""
    changed = []
    for path in found.content if differing else ():
        if f"{folder}/{path}" in differing:
            content = disk.read(folder / path)
            if content is None:
                return None
            changed.append(InputFile(path, content, digest(content)))
    return tuple(changed) if len(changed) == len(differing) else None
