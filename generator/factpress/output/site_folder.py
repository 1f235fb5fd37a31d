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

_CHUNK = 1 << 18
# A site of ours has few folders in one another. Deeper ones are somebody else's.
_DEEPEST = 100


class NotRegular(OSError):
    """Raised for a link, a folder, a FIFO or a device where a file belongs."""


class SiteFolder:
    """An open folder. Paths are relative to it, with `/` between their parts."""

    def __init__(self, root: Path, descriptor: int) -> None:
        self.root, self._descriptor = root, descriptor

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
            descriptor = self._opened(path)
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

    def _opened(self, path: str, *, folder: bool = False) -> int:
        """A descriptor of a file or folder. No part of its path may be a link."""
        *above, name = path.split("/")
        at = os.dup(self._descriptor)
        try:
            for each in above:
                at, closed = system.open_folder(each, at), at
                os.close(closed)
            if folder:
                return system.open_folder(name, at) if name else os.dup(at)
            return system.open_below(name, at)
        finally:
            os.close(at)

    def paths(self) -> Iterator[tuple[str, str]]:
        """The path of everything but folders, and why it is no file of a site, or "".

        Raises OSError.
        """
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            below = f"{folder}/" if folder else ""
            descriptor = self._opened(folder, folder=True)
            try:
                with os.scandir(descriptor) as entries:
                    for entry in entries:
                        path = f"{below}{entry.name}"
                        if entry.is_file(follow_symlinks=False):
                            yield path, ""
                        elif not entry.is_dir(follow_symlinks=False):
                            yield path, "is not a regular file"
                        elif path.count("/") >= _DEEPEST:
                            yield path, "is a folder too deep"
                        else:
                            waiting.append(path)
            finally:
                os.close(descriptor)

    def replace(self, name: str, content: bytes) -> None:
        """Writes a file right in the folder: readers meet the old bytes or the new, never half."""
        temporary = f".{name}.new"
        try:
            with suppress(FileNotFoundError):
                os.unlink(temporary, dir_fd=self._descriptor)
            descriptor = os.open(temporary, system.NEW, 0o644, dir_fd=self._descriptor)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            at = self._descriptor
            os.replace(temporary, name, src_dir_fd=at, dst_dir_fd=at)
            os.fsync(at)
        except OSError as error:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=self._descriptor)
            raise DiskError(f"{self.root / name}: cannot be written: {reason_of(error)}") from error


@contextmanager
def opened_site(root: Path) -> Iterator[SiteFolder]:
    """The folder of a site. Raises DiskError where there is no folder that can be read."""
    try:
        descriptor = system.open_root(root)
    except OSError as error:
        raise DiskError(f"{root}: cannot be read: {reason_of(error)}") from error
    try:
        yield SiteFolder(root, descriptor)
    finally:
        os.close(descriptor)
