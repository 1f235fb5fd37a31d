"""Standing: whether the site stands as the last build left it, made from what is there now.

In: an order. Out: the report of a build that would change nothing, without building; or what was
scanned, for the build that has to be. Everything the last build read is compared by digest, and
every file it wrote: contents only, never times. Imports little, so that the answer comes at once.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import NamedTuple

from factpress.digests import digest
from factpress.model import BuildReport, InputFile, OutputFate
from factpress.order import Order
from factpress.problems import DiskError, Problem, Severity
from factpress.publishing import disk
from factpress.publishing.manifest import MANIFEST, parsed

_FILE = "standing"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every file a build reads, but the archive's; `problems` are those of reading them."""

    content: tuple[InputFile, ...]
    theme: tuple[InputFile, ...]
    own_templates: tuple[InputFile, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Archived:
    """The folder of saved copies that a build looked for, and the digests of those it read.

    `folder` is empty when there is none to look for; `digests` is None when it was not there.
    """

    folder: str
    digests: Mapping[str, str] | None


class _Kept(NamedTuple):
    """What the last build left: digests of all it read and wrote, and what it said."""

    format: int
    out: str
    inputs: str
    folder: str
    digests: dict[str, str] | None
    manifest: str
    outputs: list[tuple[str, str, str]]
    problems: list[tuple[str, int, int, str, Severity]]


def snapshot(order: Order) -> Snapshot:
    """The files as they are now. Raises BuildRefused when there is no content folder."""
    content, problems = disk.scan(disk.content_folder(order.content))
    theme, _ = disk.scan(disk.default_templates())
    has_own = order.templates is not None and disk.is_folder(order.templates)
    own, wrong = disk.scan(order.templates) if order.templates and has_own else ((), ())
    shown = [_shown(order.content, problem) for problem in problems]
    shown += [_shown(order.templates, problem) for problem in wrong if order.templates]
    return Snapshot(content, theme, own, tuple(shown))


def _shown(root: Path, problem: Problem) -> Problem:
    return replace(problem, path=(root / problem.path).as_posix())


def standing_report(order: Order) -> tuple[BuildReport | None, Snapshot]:
    """The report of a build that has nothing to do, or None; and what was scanned."""
    started = time.perf_counter()
    kept = _kept(order)
    if kept is None:
        return None, snapshot(order)
    with disk.meanwhile(lambda: _outputs_stand(order, kept), order.jobs) as outputs_stand:
        now = snapshot(order)
        stands = kept.inputs == _inputs(order, now) and _archive_stands(kept)
    if not (stands and outputs_stand()):
        return None, now
    fates = tuple(OutputFate(path, kind, "unchanged", "") for path, kind, _ in kept.outputs)
    problems = tuple(Problem(*problem) for problem in kept.problems)
    return BuildReport(fates, problems, order.as_of, time.perf_counter() - started), now


def keep(order: Order, now: Snapshot, archived: Archived, report: BuildReport) -> None:
    """Records the site as it stands after a build. A disk that will not is no reason to fail."""
    if order.memory is None:
        return
    manifest = disk.read(order.out / MANIFEST) or b""
    written = parsed(manifest).outputs
    kept = _Kept(
        _FORMAT,
        str(order.out.absolute()),
        _inputs(order, now),
        archived.folder,
        None if archived.digests is None else dict(archived.digests),
        digest(manifest),
        [(o.path, o.kind, written[o.path].digest) for o in report.outputs if o.fate != "removed"],
        [astuple(problem) for problem in report.problems],
    )
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(DiskError):
        disk.remember(order.memory / _FILE, [f"{digest(text)}\n".encode(), text])


def _kept(order: Order) -> _Kept | None:
    """The record of the last build of this site, if it is there and whole."""
    stored = disk.read(order.memory / _FILE) if order.memory else None
    check, _, text = (stored or b"").partition(b"\n")
    if check.decode("latin-1") != digest(text):
        return None
    values = json.loads(text)
    if not isinstance(values, list) or values[:1] != [_FORMAT] or len(values) != len(_Kept._fields):
        return None
    kept = _Kept(*values)
    return kept if kept.out == str(order.out.absolute()) else None


def _inputs(order: Order, now: Snapshot) -> str:
    """One digest of all that a build's outcome depends on, but the archive."""
    folders = (order.content.as_posix(), str(order.templates), str(order.archive))
    asked = (order.as_of.isoformat(), order.drafts, order.stale_lock, folders)
    parts = [disk.program_digest(), repr(asked), repr(now.problems)]
    for files in (now.content, now.theme, now.own_templates):
        parts.append(f"{len(files)} files")
        parts += [f"{file.path}\0{file.digest}" for file in files]
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def _archive_stands(kept: _Kept) -> bool:
    if kept.digests is None:
        return not kept.folder or not disk.is_folder(Path(kept.folder))
    return disk.holds(Path(kept.folder), kept.digests.items())


def _outputs_stand(order: Order, kept: _Kept) -> bool:
    outputs = [(path, digest) for path, _, digest in kept.outputs]
    return disk.holds(order.out, [(MANIFEST, kept.manifest), *outputs])
