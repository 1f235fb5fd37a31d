"""The result of the last check of a publication, which counts while nothing has changed.

In: options, the scanned files. Out: every problem as it was found, or None when other files were
checked, or not on this machine. Files are compared by digest, never by time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from factpress.cache.build_record import FORMAT, line_of, value_of
from factpress.cache.cache_folder import CacheFolder
from factpress.cache.inputs import Archived, Snapshot, around
from factpress.model.encoding import digest
from factpress.model.instants import is_within
from factpress.model.problems import Problem, restored
from factpress.options import BuildOptions, CacheOptions

_FILE = "last-check"


class _CheckResult(NamedTuple):
    """The problems found; `seen` is a digest of all scanned files.

    `span` is the time in which readers see the same cards; the rest is of the archive.
    """

    format: int
    seen: str
    span: Sequence[str]
    folder: str
    digests: Mapping[str, str] | None
    problems: list[Problem]


def record_check(
    options: BuildOptions,
    cache: CacheOptions,
    now: Snapshot,
    span: tuple[str, str],
    archived: Archived,
    problems: Sequence[Problem],
) -> list[Problem]:
    """Records every problem of what was scanned, as a check found them; gives warnings."""
    files = CacheFolder(cache.records, cache.key)
    result = _CheckResult(FORMAT, _everything(options, now), span, *archived, list(problems))
    files.write(_FILE, [line_of(files.key, _FILE, result)])
    return files.faults


def recorded_check(
    options: BuildOptions, cache: CacheOptions, now: Snapshot
) -> tuple[Problem, ...] | None:
    """Every problem, if the last check saw all that is there now."""
    files = CacheFolder(cache.records, cache.key)
    stored = files.read(_FILE)
    value = value_of(files.key, _FILE, stored) if stored else None
    if not isinstance(value, list) or value[:2] != [FORMAT, _everything(options, now)]:
        return None
    result = _CheckResult(*value)
    is_same = is_within(options.now, result.span)
    is_same = is_same and Archived(result.folder, result.digests).is_unchanged()
    return restored(result.problems) if is_same else None


def _everything(options: BuildOptions, now: Snapshot) -> str:
    parts = [around(options, now), *(f"{file.path}\0{file.digest}" for file in now.content)]
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))
