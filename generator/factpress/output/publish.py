"""Publish: writes the outputs under `site/` that differ, and removes those that are gone.

Every stale output is ready before the first byte is written, so a template's mistake leaves the
site as it was. Only files that the manifest owns are removed. A manifest that another machine wrote
proves nothing. Then every output is made anew and compared, and a file that is no longer part of
the site is removed only if its bytes have the digest in that manifest.
"""

from __future__ import annotations

import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from factpress.model.cards import Phase
from factpress.model.encoding import digest
from factpress.model.problems import BuildRefused, DiskError, Problem
from factpress.model.site import Manifest, OutputStatus, Written
from factpress.model.urls import COMPRESSED
from factpress.output import disk
from factpress.output.manifest import (
    MANIFEST,
    Seals,
    is_like_ours,
    parsed,
    serialised,
    why_stale,
    with_entries,
)
from factpress.output.render import Made, Progress, Rendered
from factpress.output.staging import Stage, refuse_linked_folders, remove


class Wanted(NamedTuple):
    """An output that the site must hold; `make` gives its bytes and is called only if needed."""

    path: str
    kind: str
    fingerprint: str
    make: Callable[[], bytes]
    phase: Phase = "rendering"


class Published(NamedTuple):
    """The status of every output.

    `seconds` is the time of writing. `left` are the paths of files that are no longer part of the
    site, but may not be ours. `fault` says why the next build will not trust this manifest.
    """

    statuses: tuple[OutputStatus, ...]
    seconds: float
    left: Sequence[str] = ()
    fault: str = ""


def publish(
    rendered: Rendered, writer: OutputWriter, seals: Seals, progress: Progress
) -> Published:
    """Writes the outputs that differ, and removes those that are gone.

    The caller holds the lock on the output folder.
    """
    started = time.perf_counter()
    outputs = rendered.outputs
    change = writer.change(_manifest_of(writer.out, outputs))
    ready = {o.path: o.staged for o in outputs if o.staged}
    fault = ""
    if ready or change.before != change.after or not writer.is_ours:
        fault = _put(writer, change, seals, ready, progress)
    why = "no longer part of the site"
    removed = [OutputStatus(path, "removed", "removed", why) for path in change.gone]
    statuses = (*map(status_of, outputs), *removed)
    return Published(statuses, time.perf_counter() - started, change.left, fault)


def status_of(made: Made) -> OutputStatus:
    """The status of an output that the site holds."""
    status: Literal["written", "unchanged"] = "written" if made.staged else "unchanged"
    return OutputStatus(made.path, made.kind, status, made.reason)


def _manifest_of(out: Path, outputs: Sequence[Made]) -> Manifest:
    """The manifest of these outputs.

    Raises BuildRefused if somebody else's file is in the way, FolderRefused if a folder is a link.
    """
    refuse_linked_folders(out, (o.path for o in outputs))
    message = "was not written by factpress and is where a page belongs; move it away"
    foreign = [Problem((out / o.path).as_posix(), 1, 1, message) for o in outputs if o.is_foreign]
    if foreign:
        raise BuildRefused(foreign)
    manifest = Manifest({o.path: Written(o.fingerprint, o.digest) for o in outputs})
    if len(manifest.outputs) < len(outputs):
        repeated = [path for path, n in Counter(o.path for o in outputs).items() if n > 1]
        raise AssertionError(f"two outputs at one path: {repeated}")
    return manifest


class _Change(NamedTuple):
    """The manifest before a build and after; the paths of files to remove, and to leave."""

    before: Manifest
    after: Manifest
    gone: list[str]
    left: list[str]


class OutputWriter:
    """Makes stale outputs ready; an output is stale if the site has no such file.

    `is_ours` says that this machine wrote the manifest. Otherwise the manifest proves nothing.
    """

    def __init__(self, out: Path, before: Manifest, stage: Stage, *, is_ours: bool) -> None:
        self.out, self._before, self.stage = out, before, stage
        self.is_ours, self._proved = is_ours, before if is_ours else Manifest()

    @classmethod
    def of(cls, out: Path, seals: Seals) -> OutputWriter:
        """A writer for an output folder, on which the caller holds the lock."""
        stage = Stage(out)
        stage.clear()
        text = disk.read(out / MANIFEST)
        return cls(out, parsed(text), stage, is_ours=seals.hold(text))

    def ready(self, wanted: Wanted, name: str) -> Made:
        """Makes an output. If it must be written, its file is ready under `name`."""
        path, kind, fingerprint, make, _ = wanted
        on_disk = self._on_disk(path)
        reason = why_stale(path, fingerprint, self._proved, on_disk)
        if not self.is_ours and path in self._before.outputs:
            reason = "not known to be made on this machine"
        if not reason:
            return Made(path, kind, *self._proved.outputs[path], "", "", False)
        content = make()
        made = digest(content)
        if made == on_disk:
            return Made(path, kind, fingerprint, made, reason, "", False)
        staged = self.stage.add(name, path, content)
        is_foreign = on_disk is not None and path not in self._before.outputs
        return Made(path, kind, fingerprint, made, reason, staged, is_foreign)

    def ready_with_copy(
        self, wanted: Wanted, name: str, *, has_copy: bool
    ) -> Iterator[tuple[Phase, Made]]:
        """An output in its phase, and its compressed copy if it is to have one."""
        made = self.ready(wanted, name)
        yield wanted.phase, made
        copy = _copy_of(self, made) if has_copy else None
        if copy:
            yield copy.phase, self.ready(copy, f"{name}b")

    def _on_disk(self, path: str) -> str | None:
        target = f"{self.out}/{path}"
        # Asking costs a fifth of an error, and most new files are not there.
        if path not in self._before.outputs and not disk.is_there(target):
            return None
        present = disk.read(target)
        return None if present is None else digest(present)

    def unchanged(self, folder: str, kind: str, fingerprint: str) -> list[Made]:
        """The outputs of a folder that have a fingerprint, if none was changed since; else none."""
        before = self._proved.outputs
        paths = [p for p in before if p.startswith(folder) and before[p].fingerprint == fingerprint]
        if any(why_stale(p, fingerprint, self._proved, self._on_disk(p)) for p in paths):
            return []
        return [Made(path, kind, *before[path], "", "", False) for path in paths]

    def change(self, after: Manifest) -> _Change:
        """The change from the manifest in place to another one.

        If the manifest in place may be forged, a file is removed only if it is where outputs are
        and has the digest in that manifest.
        """
        gone, left = [], []
        for path in sorted(self._before.outputs.keys() - after.outputs.keys()):
            digest_then = self._before.outputs[path].digest
            if self.is_ours or (is_like_ours(path) and self._on_disk(path) == digest_then):
                gone.append(path)
            elif disk.is_there(f"{self.out}/{path}"):
                left.append(path)
        return _Change(self._before, after, gone, left)

    def place(self, made: Made) -> str:
        """The file with an output's bytes: the ready one, or the one in the site."""
        return self.stage.place(made.staged) if made.staged else f"{self.out}/{made.path}"

    @property
    def workplace(self) -> Path:
        """A folder for tools that need one, below the site's own folder of records."""
        return self.out / disk.MARKER / "workroom"


def _put(
    writer: OutputWriter,
    change: _Change,
    seals: Seals,
    ready: Mapping[str, str],
    progress: Progress,
) -> str:
    """Puts stale outputs in their places, then removes those that are gone.

    The manifest first names every file that is about to be written: if the build dies, none is
    orphaned. It gets its final form last. Returns why the manifests could not be sealed, or "".
    """
    before, after, out = change.before, change.after, writer.out
    both = serialised(Manifest({**before.outputs, **after.outputs}))
    is_less = change.gone or before.outputs.keys() - after.outputs.keys()
    final = serialised(after) if is_less else both
    fault = seals.keep(final, both)
    disk.replace(out / MANIFEST, both)
    writer.stage.put(ready, lambda done, total: progress("writing", done, total))
    for path in change.gone:
        remove(out, path)
    if final is not both:
        disk.replace(out / MANIFEST, final)
    return fault


def publish_some(
    writer: OutputWriter, before: bytes, made: Mapping[str, Made], seals: Seals
) -> tuple[bytes, str]:
    """Replaces some outputs; `made` has the new ones by the paths of the old. The others stay.

    `before` is the manifest in place. Returns the new one, and why it could not be sealed, or "".
    The caller holds the lock on the output folder.
    """
    out, paths = writer.out, {each.path for each in made.values()}
    gone = made.keys() - paths
    refuse_linked_folders(out, paths - made.keys())
    written = {o.path: Written(o.fingerprint, o.digest) for o in made.values() if o.reason}
    both, after = with_entries(before, written, gone)
    fault = ""
    if both != before:
        fault = seals.keep(after, both, before)
        disk.replace(out / MANIFEST, both)
    ready = {o.path: o.staged for o in made.values() if o.staged}
    writer.stage.put(ready, lambda done, total: None)
    for path in gone:
        remove(out, path)
    if after != both:
        disk.replace(out / MANIFEST, after)
    return after, fault


_KIND = "compressed copies"
_TEXTS = tuple(".html .css .js .json .xml .svg .txt .csv .bib .webmanifest".split())
# The smallest that zlib makes: a copy is made once and sent often.
_LEVEL = 9
# With this for its window bits zlib writes a header of gzip: https://zlib.net/manual.html
_GZIP = 31
_MAKER = digest(f"zlib {zlib.ZLIB_RUNTIME_VERSION}, level {_LEVEL}".encode())


def _copy_of(writer: OutputWriter, made: Made) -> Wanted | None:
    """The gzip copy of a text, for servers that send it as it is; None for other outputs."""
    if not made.path.endswith(_TEXTS):
        return None
    path, fingerprint = f"{made.path}{COMPRESSED}", f"{made.digest}.{_MAKER}"
    compress = partial(_compressed, writer.place(made))
    return Wanted(path, _KIND, fingerprint, compress, "compressing")


def _compressed(path: str) -> bytes:
    content = disk.read(path)
    if content is None:
        raise DiskError(f"{path}: was removed while its compressed copy was made; build again")
    return zlib.compress(content, _LEVEL, _GZIP)
