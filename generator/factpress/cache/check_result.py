"""Verdict: what the last check of a publication found, told again while nothing has changed.

In: options, what was scanned. Out: every problem as it was found, or None when the check did not
see what is there now, or was none of this machine's. Contents are compared, never times. Knows
nothing of the site.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from factpress.cache.build_record import FORMAT, line_of, value_of
from factpress.cache.inputs import Archived, Snapshot, around
from factpress.cache.kept_files import KeptFiles
from factpress.model.encoding import digest
from factpress.model.problems import Problem, restored
from factpress.options import BuildOptions, CacheOptions

_FILE = "verdict"


class _Verdict(NamedTuple):
    """What was found; `seen` stands for all that was scanned, the rest for the archive."""

    format: int
    seen: str
    folder: str
    digests: Mapping[str, str] | None
    problems: list[Problem]


def keep_verdict(
    options: BuildOptions,
    cache: CacheOptions,
    now: Snapshot,
    archived: Archived,
    problems: Sequence[Problem],
) -> list[Problem]:
    """Records every problem of what was scanned, as a check found them; gives warnings."""
    files = KeptFiles(cache.records, cache.key)
    verdict = _Verdict(FORMAT, _everything(options, now), *archived, list(problems))
    files.write(_FILE, [line_of(files.key, _FILE, verdict)])
    return files.faults


def kept_verdict(
    options: BuildOptions, cache: CacheOptions, now: Snapshot
) -> tuple[Problem, ...] | None:
    """Every problem, if the last check saw all that is there now."""
    files = KeptFiles(cache.records, cache.key)
    stored = files.read(_FILE)
    value = value_of(files.key, _FILE, stored) if stored else None
    if not isinstance(value, list) or value[:2] != [FORMAT, _everything(options, now)]:
        return None
    verdict = _Verdict(*value)
    stands = Archived(verdict.folder, verdict.digests).stands()
    return restored(verdict.problems) if stands else None


def _everything(options: BuildOptions, now: Snapshot) -> str:
    parts = [around(options, now), *(f"{file.path}\0{file.digest}" for file in now.content)]
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))
