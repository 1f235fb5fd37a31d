"""Publish: the outputs that differ are put into the next generation of the site, or in place.

Every stale output is ready before anything else is done, so a template's mistake leaves the site as
it was. Only files that are ours are removed. A record that another machine wrote proves nothing:
then every output is made anew and compared, and a file that is no longer part of the site is
removed only if its bytes have the digest that the site's manifest gives.
"""

from __future__ import annotations

import re
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from factpress import __version__
from factpress.model.cards import Phase
from factpress.model.encoding import digest
from factpress.model.problems import BuildRefused, DiskError, Problem
from factpress.model.site import Manifest, OutputStatus, Written
from factpress.model.urls import COMPRESSED
from factpress.output import disk, system
from factpress.output.generation import Generation, NotExchangeable
from factpress.output.journal import Changes, Put, change_in_place
from factpress.output.output_record import (
    claimed,
    edited,
    is_like_ours,
    kept_in,
    parsed,
    sealed,
    serialised,
    unsealed,
    why_stale,
)
from factpress.output.render import Made, MadeGroup, Progress, Rendered
from factpress.output.site_manifest import (
    FORMAT,
    MANIFEST_NAME,
    SIGNATURE_NAME,
    FileEntry,
    SiteManifest,
)
from factpress.output.site_manifest import edited as edited_text
from factpress.output.site_manifest import serialised as manifest_text
from factpress.output.staging import Stage, refuse_linked_folders, remove
from factpress.output.workspace import Workspace


class Wanted(NamedTuple):
    """An output that the site must hold; `make` gives its bytes and is called only if needed."""

    path: str
    kind: str
    fingerprint: str
    make: Callable[[], bytes]
    phase: Phase = "rendering"


class Published(NamedTuple):
    """The status of every output.

    `outputs` are all that the site has now, `groups` those that were rendered. `seconds` is the
    time of writing. `left` are the paths of files that are no longer part of the site, but may not
    be ours. `in_place` says why the site was changed in place though it should have been exchanged,
    or "".
    """

    groups: Sequence[MadeGroup]
    outputs: Sequence[Made]
    statuses: tuple[OutputStatus, ...]
    seconds: float
    left: Sequence[str] = ()
    in_place: str = ""


# How a site changes: exchanged as a whole; file by file, with a journal; file by file without one
# and without waiting for the disk, as suits a preview.
Method = Literal["exchange", "in place", "direct"]


def publish(
    rendered: Rendered, writer: OutputWriter, content: str, method: Method, progress: Progress
) -> Published:
    """Writes the outputs that differ, and removes those that are gone.

    `content` is the digest of the content. The caller holds the lock on the workspace.
    """
    started = time.perf_counter()
    outputs = [*rendered.outputs, writer.site_manifest(rendered.outputs, content)]
    change = writer.change(_manifest_of(writer.out, outputs))
    ready = {o.path: o.staged for o in outputs if o.staged}
    in_place = ""
    if ready or change.gone:
        in_place = put_in_place(writer, change, ready, method, progress)
    elif change.before.outputs != change.after.outputs:
        writer.keep_record(serialised(change.after._replace(kept=change.before.kept)))
    why = "no longer part of the site"
    removed = [OutputStatus(path, "removed", "removed", why) for path in change.gone]
    statuses = (*map(status_of, outputs), *removed)
    seconds = time.perf_counter() - started
    return Published(rendered.groups, outputs, statuses, seconds, change.left, in_place)


def status_of(made: Made) -> OutputStatus:
    """The status of an output that the site holds."""
    status: Literal["written", "unchanged"] = "written" if made.staged else "unchanged"
    return OutputStatus(made.path, made.kind, status, made.reason)


def _manifest_of(out: Path, outputs: Sequence[Made]) -> Manifest:
    """The outputs to be on record.

    Raises BuildRefused if somebody else's file is in the way, FolderRefused if a folder is a link.
    """
    refuse_linked_folders(out, (o.path for o in outputs))
    message = "was not written by factpress and is where a page belongs; move it away"
    foreign = [Problem((out / o.path).as_posix(), 1, 1, message) for o in outputs if o.is_foreign]
    if foreign:
        raise BuildRefused(foreign)
    manifest = Manifest({o.path: o.written for o in outputs})
    if len(manifest.outputs) < len(outputs):
        repeated = [path for path, n in Counter(o.path for o in outputs).items() if n > 1]
        raise AssertionError(f"two outputs at one path: {repeated}")
    return manifest


class Change(NamedTuple):
    """The outputs on record before a build and after.

    `gone` are the paths of files that are no longer part of the site, of which those that are kept
    after it stay reachable; `left` are those that may not be ours.
    """

    before: Manifest
    after: Manifest
    gone: Sequence[str]
    left: Sequence[str] = ()

    @property
    def removed(self) -> frozenset[str]:
        """The paths of files that are removed, and of those kept until now."""
        return frozenset({*self.gone, *self.before.kept}) - (
            self.after.kept.keys() | self.after.outputs.keys()
        )


# Names with a digest of the content: an open page of the last generation asks for them.
_KEPT = re.compile(
    r"(assets/.+\.[0-9a-f]{12}\.\w+|search/index\.[0-9a-f]{12}\.js|pagefind/.+\.pf_\w+)(\.gz)?"
)


class OutputWriter:
    """Makes stale outputs ready; an output is stale if the site has no such file.

    `proved` are the outputs that this machine recorded, `claims` those that only the site names.
    """

    def __init__(
        self, workspace: Workspace, proved: Manifest, claims: Manifest, key: bytes | None
    ) -> None:
        self.workspace, self.out, self.key = workspace, workspace.out, key
        self._proved, self._claims = proved, claims
        self._known = proved.outputs.keys() | claims.outputs.keys()
        self.stage = Stage(workspace.staging, workspace.out)

    @classmethod
    def of(cls, workspace: Workspace, key: bytes | None) -> OutputWriter:
        """A writer for a site, in a workspace that the caller has locked."""
        proved = parsed(unsealed(key, workspace.out, disk.read(workspace.record)))
        return cls(workspace, proved, claimed(workspace.out), key)

    def ready(self, wanted: Wanted, name: str) -> Made:
        """Makes an output. If it must be written, its file is ready under `name`."""
        path, kind, fingerprint, make, _ = wanted
        on_disk = self._on_disk(path)
        reason = why_stale(path, fingerprint, self._proved, on_disk)
        if reason == "new" and path in self._claims.outputs:
            reason = "not known to be made on this machine"
        if not reason:
            return Made(path, kind, *self._proved.outputs[path], "", "", False)
        content = make()
        written = Written(fingerprint, digest(content), len(content))
        if written.digest == on_disk:
            return Made(path, kind, *written, reason, "", False)
        staged = self.stage.add(name, path, content)
        is_foreign = on_disk is not None and path not in self._known
        return Made(path, kind, *written, reason, staged, is_foreign)

    def ready_with_copy(
        self, wanted: Wanted, name: str, *, has_copy: bool
    ) -> Iterator[tuple[Phase, Made]]:
        """An output in its phase, and its compressed copy if it is to have one."""
        made = self.ready(wanted, name)
        yield wanted.phase, made
        copy = _copy_of(self, made) if has_copy else None
        if copy:
            yield copy.phase, self.ready(copy, f"{name}b")

    def site_manifest(self, outputs: Sequence[Made], content: str) -> Made:
        """The public manifest of these outputs, ready."""
        files = {each.path: FileEntry(each.size, each.digest) for each in outputs}
        text = manifest_text(SiteManifest(FORMAT, f"factpress {__version__}", content, files))
        return self.ready(manifest_wanted(text), "manifest")

    def _on_disk(self, path: str) -> str | None:
        target = f"{self.out}/{path}"
        # Asking costs a fifth of an error, and most new files are not there.
        if path not in self._known and not disk.is_there(target):
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

    def change(self, after: Manifest) -> Change:
        """The change from the outputs of now to others.

        A file that only the site names is removed only if it is where outputs are and has the
        digest that the site gives.
        """
        gone, left = [], []
        for path in sorted(self._known - after.outputs.keys()):
            is_ours = path in self._proved.outputs
            was = (self._proved if is_ours else self._claims).outputs[path]
            if is_ours or (is_like_ours(path) and self._on_disk(path) == was.digest):
                gone.append(path)
            elif disk.is_there(f"{self.out}/{path}"):
                left.append(path)
        return Change(self._proved, after._replace(kept=self.kept(gone)), gone, left)

    def kept(self, gone: Iterable[str]) -> dict[str, str]:
        """The files of those that are gone which stay reachable, with their digests."""
        known = {**self._claims.outputs, **self._proved.outputs}
        return {
            path: known[path].digest
            for path in gone
            if _KEPT.fullmatch(path) and self._on_disk(path) == known[path].digest
        }

    def place(self, made: Made) -> str:
        """The file with an output's bytes: the ready one, or the one in the site."""
        return self.stage.place(made.staged) if made.staged else f"{self.out}/{made.path}"

    @property
    def workplace(self) -> Path:
        """A folder for tools that need one."""
        return self.workspace.folder / "workroom"

    def keep_record(self, body: bytes) -> None:
        """Writes the record of outputs; none without a key, for it could not be trusted."""
        if self.key:
            disk.replace(self.workspace.record, sealed(self.key, self.out, body))


def manifest_wanted(text: bytes) -> Wanted:
    """The public manifest as an output."""
    return Wanted(MANIFEST_NAME, "manifest", f"{digest(text)}.manifest", partial(bytes, text))


def put_in_place(
    writer: OutputWriter,
    change: Change,
    ready: Mapping[str, str],
    method: Method,
    progress: Progress,
) -> str:
    """Publishes outputs that are ready, and removes those that are gone.

    The record first names every file that is about to be written: if the build dies, none is
    orphaned. It gets its final form last. Returns why the site was changed in place, or "".
    """
    before, after = change.before, change.after
    both = serialised(Manifest({**before.outputs, **after.outputs}, {**before.kept, **after.kept}))
    final = serialised(after)
    return put_with_records(writer, change.removed, ready, (both, final), method, progress)


def edited_manifest(writer: OutputWriter, made: Mapping[str, Made], content: str) -> Made:
    """The public manifest after an edit, ready; `made` has outputs by the paths before.

    Raises DiskError where the one in place is gone.
    """
    before = disk.read(writer.out / MANIFEST_NAME)
    if before is None:
        raise DiskError(f"{writer.out / MANIFEST_NAME}: is gone; build again")
    files = {each.path: FileEntry(each.size, each.digest) for each in made.values()}
    text = edited_text(before, content, files, made.keys() - files.keys())
    return writer.ready(manifest_wanted(text), "manifest")


def publish_some(
    writer: OutputWriter, before: bytes, made: Mapping[str, Made], method: Method
) -> str:
    """Replaces some outputs; `made` has the new ones by the paths of the old. The others stay.

    `before` is the record of outputs. Returns why the site was changed in place, or "". The caller
    holds the lock on the workspace.
    """
    paths = {each.path for each in made.values()}
    gone = made.keys() - paths
    refuse_linked_folders(writer.out, paths - made.keys())
    kept = writer.kept(gone)
    records = edited(before, {o.path: o.written for o in made.values() if o.reason}, gone, kept)
    removed = frozenset({*gone, *kept_in(before)}) - kept.keys() - paths
    ready = {o.path: o.staged for o in made.values() if o.staged}
    if not ready and not gone:
        return ""
    return put_with_records(writer, removed, ready, records, method, lambda *_: None)


def put_with_records(
    writer: OutputWriter,
    removed: frozenset[str],
    ready: Mapping[str, str],
    records: tuple[bytes, bytes],
    method: Method,
    progress: Progress,
) -> str:
    """As `put_in_place`, with the record for the time between, and the final one."""
    between, final = records
    writer.keep_record(between)
    if MANIFEST_NAME in ready:
        removed |= {SIGNATURE_NAME}
    in_place = ""
    if method == "exchange":
        try:
            _exchange(writer, removed, ready, progress)
        except NotExchangeable as error:
            in_place, method = str(error), "in place"
    if method == "in place":
        _change_in_place(writer, removed, ready, progress)
    elif method == "direct":
        writer.stage.put(writer.out, ready, partial(progress, "writing"))
        for path in removed:
            remove(writer.out, path)
    if final != between:
        writer.keep_record(final)
    return in_place


def _exchange(
    writer: OutputWriter, removed: frozenset[str], ready: Mapping[str, str], progress: Progress
) -> None:
    generation = Generation(writer.workspace, ready, removed, set())
    generation.begin()
    writer.stage.put(writer.workspace.next, ready, partial(progress, "writing"))
    generation.flush()
    with system.signals_held():
        generation.exchange()


def _change_in_place(
    writer: OutputWriter, removed: frozenset[str], ready: Mapping[str, str], progress: Progress
) -> None:
    workspace = writer.workspace
    puts = [Put(path, _source(writer, path, name), "") for path, name in ready.items()]
    digests = [each._replace(digest=_digest(workspace.folder / each.source)) for each in puts]
    changes = Changes(tuple(digests), tuple(sorted(removed)))
    with system.signals_held():
        change_in_place(workspace, changes, writer.key, partial(progress, "writing"))


def _source(writer: OutputWriter, path: str, name: str) -> str:
    """The place in the workspace of a file that is ready: staged, or in a generation not used."""
    workspace = writer.workspace
    staged = workspace.staging / name
    found = staged if disk.is_there(str(staged)) else workspace.next / path
    return found.relative_to(workspace.folder).as_posix()


def _digest(path: Path) -> str:
    content = disk.read(path)
    if content is None:
        raise DiskError(f"{path}: was removed while the site was published; build again")
    return digest(content)


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
