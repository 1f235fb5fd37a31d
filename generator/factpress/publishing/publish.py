"""Publish: from outputs that are wanted to files under `site/`, writing only what differs.

In: for each output its path, its fingerprint, and a way to make its bytes. Out: what became of
each, and why. Everything stale is made before the first byte is written, so a template's mistake
leaves the site as it was. Removes what the manifest owns and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from factpress.digests import digest
from factpress.model import Manifest, OutputFate, Written
from factpress.problems import BuildRefused, Problem
from factpress.publishing import disk
from factpress.publishing.manifest import MANIFEST, parsed, serialised, why_stale

# Told of each stage how much is done, and of how much in all; 0 when that is not known yet.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An output that the site must hold; `make` gives its bytes and is called only if needed."""

    path: str
    kind: str
    fingerprint: str
    make: Callable[[], bytes]


@dataclass(slots=True)
class _Weighed:
    """What the wanted outputs come to, against the site as it stands."""

    recorded: dict[str, Written] = field(default_factory=dict)
    stale: int = 0
    fates: list[OutputFate] = field(default_factory=list)
    foreign: list[Problem] = field(default_factory=list)


def publish(out: Path, wanted: Iterable[Wanted], progress: Progress) -> list[OutputFate]:
    """Brings the site up to date. The caller holds the lock on `out`."""
    stage = disk.Stage(out)
    before = parsed(disk.read(out / MANIFEST))
    weighed = _Weighed()
    for done, each in enumerate(wanted, 1):
        if each.path in weighed.recorded:
            raise AssertionError(f"two outputs at {each.path}")
        _weigh(out, each, before, weighed, stage)
        progress("rendering", done, max(done, len(before.outputs)) if before.outputs else 0)
    if weighed.foreign:
        raise BuildRefused(weighed.foreign)
    after = Manifest(weighed.recorded)
    gone = sorted(before.outputs.keys() - after.outputs.keys())
    if weighed.stale or before != after:
        _put(out, before, after, stage, gone, progress)
    removed = [OutputFate(path, "removed", "removed", "no card asks for it") for path in gone]
    return [*weighed.fates, *removed]


def _weigh(out: Path, each: Wanted, before: Manifest, weighed: _Weighed, stage: disk.Stage) -> None:
    present = disk.read(out / each.path)
    on_disk = None if present is None else digest(present)
    reason = why_stale(each.path, each.fingerprint, before, on_disk)
    if not reason:
        weighed.recorded[each.path] = before.outputs[each.path]
        weighed.fates.append(OutputFate(each.path, each.kind, "unchanged", ""))
        return
    content = each.make()
    made = digest(content)
    weighed.recorded[each.path] = Written(each.fingerprint, made)
    if made == on_disk:
        weighed.fates.append(OutputFate(each.path, each.kind, "unchanged", reason))
        return
    if present is not None and each.path not in before.outputs:
        message = "was not written by factpress and stands where a page belongs; move it away"
        weighed.foreign.append(Problem((out / each.path).as_posix(), 1, 1, message))
    if not weighed.stale:
        stage.clear()
    weighed.stale += 1
    stage.add(each.path, content)
    weighed.fates.append(OutputFate(each.path, each.kind, "written", reason))


def _put(
    out: Path,
    before: Manifest,
    after: Manifest,
    stage: disk.Stage,
    gone: list[str],
    progress: Progress,
) -> None:
    """Puts what is stale in its place, then removes what is gone.

    The manifest first names all that is about to be written, so that nothing is orphaned when the
    build dies on the way; it takes its final form last.
    """
    both = Manifest({**before.outputs, **after.outputs})
    disk.replace(out / MANIFEST, serialised(both))
    stage.put(lambda done, total: progress("writing", done, total))
    for path in gone:
        disk.remove(out, path)
    if gone:
        disk.replace(out / MANIFEST, serialised(after))
