"""A finished site on the disk: its files, opened by descriptor from its root, without links.

The folder is opened once. Whatever is put in its place meanwhile, all reads and writes are in the
folder that was opened.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from factpress.model.problems import DiskError
from factpress.output import system
from factpress.output.disk import reason_of
from factpress.output.site_manifest import FileEntry
from factpress.output.system import OpenFolder

_CHUNK = 1 << 18
# A site of ours has few folders in one another. Deeper ones are somebody else's.
_DEEPEST = 100


class NotRegular(OSError):
    """Raised for a link, a folder, a FIFO or a device where a file belongs."""


class SiteFolder:
    """An open folder. Paths are relative to it, with `/` between their parts."""

    def __init__(self, root: Path, folder: OpenFolder) -> None:
        self.root, self._folder = root, folder

    def read(self, path: str, most: int) -> bytes:
        """The bytes of a file, at the most one more than given. Raises OSError."""
        return b"".join(self._chunks(path, most))

    def entry(self, path: str, most: int) -> FileEntry:
        """Size and SHA-256 of what `read` reads. Raises OSError."""
        size, sha256 = 0, hashlib.sha256()
        for chunk in self._chunks(path, most):
            size += len(chunk)
            sha256.update(chunk)
        return FileEntry(size, sha256.hexdigest())

    def _chunks(self, path: str, most: int) -> Iterator[bytes]:
        try:
            descriptor = self._folder.file_below(path)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise NotRegular(errno.ELOOP, "is a symbolic link") from error
            raise
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise NotRegular(errno.EINVAL, "is not a regular file")
            left = most + 1
            while left and (chunk := os.read(descriptor, min(left, _CHUNK))):
                yield chunk
                left -= len(chunk)
        finally:
            os.close(descriptor)

    def paths(self) -> Iterator[tuple[str, str]]:
        """The path of everything but folders, and why it is no file of a site, or "".

        Raises OSError.
        """
        return _paths(self._folder, "")

    def replace(self, name: str, content: bytes) -> None:
        """Writes a file right in the folder: readers meet the old bytes or the new, never half."""
        temporary, at = f".{name}.new", self._folder.descriptor
        if at is None:
            raise DiskError(f"{self.root / name}: this system opens no folders to write safely in")
        try:
            with suppress(FileNotFoundError):
                os.unlink(temporary, dir_fd=at)
            descriptor = os.open(temporary, system.NEW, 0o644, dir_fd=at)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            os.replace(temporary, name, src_dir_fd=at, dst_dir_fd=at)
            os.fsync(at)
        except OSError as error:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=at)
            raise DiskError(f"{self.root / name}: cannot be written: {reason_of(error)}") from error


def _paths(folder: OpenFolder, below: str) -> Iterator[tuple[str, str]]:
    """As `SiteFolder.paths`, for an open folder and its path with a slash, or empty."""
    for entry in folder.entries():
        path = f"{below}{entry.name}"
        if entry.is_file(follow_symlinks=False):
            yield path, ""
        elif not entry.is_dir(follow_symlinks=False):
            yield path, "is not a regular file"
        elif path.count("/") >= _DEEPEST:
            yield path, "is a folder too deep"
        else:
            with folder.folder(entry.name) as inner:
                yield from _paths(inner, f"{path}/")


@contextmanager
def opened_site(root: Path) -> Iterator[SiteFolder]:
    """The folder of a site. Raises DiskError where there is no folder that can be read."""
    try:
        opened = OpenFolder.at(root)
    except OSError as error:
        raise DiskError(f"{root}: cannot be read: {reason_of(error)}") from error
    with opened as folder:
        yield SiteFolder(root, folder)
