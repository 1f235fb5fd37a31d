"""The writer of outputs: makes an output ready if the site has no such file yet.

A record that another machine wrote proves nothing. Then every output is made anew and compared. An
old file is removed only if the site's manifest lists it with the digest of its bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from factpress import __version__
from factpress.model.cards import Phase
from factpress.model.encoding import digest
from factpress.model.headers import TEXT_TYPES
from factpress.model.problems import DiskError
from factpress.model.site import Manifest, Written
from factpress.model.urls import COMPRESSED, LOCK_PATH, MANIFEST_NAME, SIGNATURE_PATH
from factpress.output import disk
from factpress.output.kept_files import KEPT
from factpress.output.output_record import (
    claimed,
    is_like_ours,
    parsed,
    sealed,
    unsealed,
    why_stale,
)
from factpress.output.render import Made
from factpress.output.site_manifest import FORMAT, FileEntry, SiteManifest
from factpress.output.site_manifest import serialised as manifest_text
from factpress.output.staging import Stage
from factpress.output.workspace import Workspace


class Wanted(NamedTuple):
    """An output of the site. `make` gives its bytes, and is called only if they are needed."""

    path: str
    kind: str
    fingerprint: str
    make: Callable[[], bytes]
    phase: Phase = "rendering"


class Change(NamedTuple):
    """The outputs on record before a build and after.

    `gone` are the paths of files that are no longer part of the site; those in `after.kept` stay
    reachable. `left` are the paths of files that may not be ours, and stay.
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


class OutputWriter:
    """Makes stale outputs ready. An output is stale if the site has no such file.

    `proved` are outputs that this machine recorded. `claims` are outputs that only the site names.
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
        return cls(workspace, proved, claimed(workspace.out, workspace.record, proved), key)

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
        """The outputs of a folder that have a fingerprint; none if one of them was changed."""
        before = self._proved.outputs
        paths = [p for p in before if p.startswith(folder) and before[p].fingerprint == fingerprint]
        if any(why_stale(p, fingerprint, self._proved, self._on_disk(p)) for p in paths):
            return []
        return [Made(path, kind, *before[path], "", "", False) for path in paths]

    def change(self, after: Manifest) -> Change:
        """The change from the outputs on record to others.

        If only the site names a file, it is removed only where its path is like one of ours and
        its bytes have the digest that the site gives.
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
        """The files that stay reachable though they are gone, with their digests.

        There are none without a key, since no record would say when they are to go.
        """
        if not self.key:
            return {}
        known = {**self._claims.outputs, **self._proved.outputs}
        return {
            path: known[path].digest
            for path in gone
            if KEPT.fullmatch(path) and self._on_disk(path) == known[path].digest
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


def content_digest(digests: Mapping[str, str]) -> str:
    """One digest of the cards and settings, from the digests of files by path.

    The lock follows from them and the archive; where it changes alone, no page does.
    """
    paths = sorted(digests.keys() - {LOCK_PATH, SIGNATURE_PATH})
    lines = "\n".join(f"{digests[path]} {path}" for path in paths)
    return digest(lines.encode("utf-8", "surrogatepass"))


def manifest_wanted(text: bytes) -> Wanted:
    """The public manifest as an output."""
    return Wanted(MANIFEST_NAME, "manifest", f"{digest(text)}.manifest", partial(bytes, text))


_KIND = "compressed copies"
_TEXTS = tuple(TEXT_TYPES)
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
