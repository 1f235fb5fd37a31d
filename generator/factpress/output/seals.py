"""Seals: which manifests of a site this machine has written.

In: the folder of what builds keep, the cache key, the site's folder. Out: whether a manifest, as
stored, is one of ours. The seals are kept beside the site and not in it, since a site has the same
bytes whoever built it.
"""

from __future__ import annotations

from pathlib import Path

from factpress.model.encoding import digest, signed
from factpress.model.problems import DiskError, FolderRefused
from factpress.output import disk

_FILE = "seals"
# A site has up to three at a time, of the states between which a build may die.
_MOST = 24


class Seals:
    """The seals of one site's manifests. Without a folder or a key, none is known and none kept."""

    def __init__(self, folder: Path | None, key: bytes | None, out: Path) -> None:
        self._folder, self._key = folder, key
        self._site = str(out.absolute())

    def hold(self, manifest: bytes | None) -> bool:
        """Whether a manifest was written by this machine, for this site."""
        if manifest is None or self._key is None:
            return False
        return self._seal(self._key, manifest) in self._kept()

    def keep(self, *manifests: bytes) -> str:
        """Seals manifests that are about to be written; says what kept it from it, if anything."""
        if self._folder is None or self._key is None:
            return ""
        seals = [self._seal(self._key, each) for each in manifests]
        every = list(dict.fromkeys([*seals, *self._kept()]))[:_MOST]
        try:
            disk.remember(self._folder / _FILE, ["\n".join([*every, ""]).encode()])
        except DiskError as error:
            return str(error)
        return ""

    def _seal(self, key: bytes, manifest: bytes) -> str:
        text = f"{digest(manifest)}\0{self._site}".encode("utf-8", "surrogateescape")
        return signed(key, b"manifest", text)

    def _kept(self) -> list[str]:
        if self._folder is None:
            return []
        try:
            disk.refuse_links(self._folder)
            stored = disk.read(self._folder / _FILE) or b""
        except FolderRefused:
            raise
        except DiskError:
            return []
        return stored.decode("latin-1").split()
