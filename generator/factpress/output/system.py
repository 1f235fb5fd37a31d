"""Calls in which operating systems differ: how files are opened, read in part and locked.

Linux and macOS have every call. The code for Windows follows the documentation of Python and of
filelock and was not tried there: https://docs.python.org/3/library/os.html,
https://py-filelock.readthedocs.io/.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

# Windows has no such flags. Without O_BINARY it would change the ends of lines.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_AS_IT_IS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# A file that must be new: nothing else has a name for it.
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | getattr(os, "O_BINARY", 0)


_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_HAS_FOLDERS = os.open in os.supports_dir_fd and os.scandir in os.supports_fd


class OpenFolder:
    """A folder that is open, so that all below it is opened without following a link.

    Where a system cannot open folders, it is known by its path, and links are looked for before.
    """

    def __init__(self, path: str, descriptor: int | None) -> None:
        self._path, self._descriptor = path, descriptor

    @classmethod
    def at(cls, path: Path | str) -> OpenFolder:
        """A folder that the user named, at the end of links too."""
        return cls(str(path), os.open(path, _FOLDER) if _HAS_FOLDERS else None)

    def __enter__(self) -> OpenFolder:
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)

    def entries(self, most: int) -> list[os.DirEntry[str]]:
        """What is in the folder, as far as it is not more than this."""
        with os.scandir(self._path if self._descriptor is None else self._descriptor) as found:
            return list(islice(found, most))

    def file(self, name: str) -> int:
        """Opens a file in the folder to be read."""
        if self._descriptor is None:
            return open_file(f"{self._path}/{name}")
        return os.open(name, os.O_RDONLY | _NO_FOLLOW | _AS_IT_IS, dir_fd=self._descriptor)

    def folder(self, name: str) -> OpenFolder:
        """Opens a folder in the folder."""
        path = f"{self._path}/{name}"
        if self._descriptor is None:
            if os.path.islink(path):  # noqa: PTH114 (a text)
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
            return OpenFolder(path, None)
        return OpenFolder(path, os.open(name, _FOLDER | _NO_FOLLOW, dir_fd=self._descriptor))


def open_below(root: Path | str, path: str) -> int:
    """Opens a file below a folder, without following a link on the way from there."""
    first, _, below = path.partition("/")
    with OpenFolder.at(root) as folder:
        return _open_in(folder, first, below)


def _open_in(folder: OpenFolder, first: str, below: str) -> int:
    if not below:
        return folder.file(first)
    with folder.folder(first) as inner:
        following, _, rest = below.partition("/")
        return _open_in(inner, following, rest)


def open_file(path: Path | str, mode: int = os.O_RDONLY) -> int:
    """Opens a file that is there. Never waits for a FIFO's other end, never follows a link."""
    if not _NO_FOLLOW and os.path.islink(path):  # noqa: PTH114 (a text or a path)
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return os.open(path, mode | _NO_FOLLOW | _AS_IT_IS)


def open_followed(path: Path) -> int:
    """Opens a file that is there, at the end of links too. Never waits for a FIFO's other end."""
    return os.open(path, os.O_RDONLY | _AS_IT_IS)


def read_into(descriptor: int, buffer: memoryview) -> int:
    """Fills a buffer from a file, and returns how many bytes came."""
    if hasattr(os, "readv"):
        return os.readv(descriptor, [buffer])
    content = os.read(descriptor, len(buffer))
    buffer[: len(content)] = content
    return len(content)


def read_at(descriptor: int, length: int, start: int) -> bytes:
    """Bytes of a file from a place on."""
    if hasattr(os, "pread"):
        return os.pread(descriptor, length, start)
    os.lseek(descriptor, start, os.SEEK_SET)
    return os.read(descriptor, length)


def write_at(descriptor: int, content: memoryview, start: int) -> int:
    """Writes bytes into a file from a place on, and returns how many it took."""
    if hasattr(os, "pwrite"):
        return os.pwrite(descriptor, content, start)
    os.lseek(descriptor, start, os.SEEK_SET)
    return os.write(descriptor, content)


def is_of_its_owner_alone(status: os.stat_result) -> bool:
    """Whether nobody else may read or write a file.

    Windows says so in lists of access that Python does not read; there a user's own folder of
    settings is closed to others.
    """
    if not hasattr(os, "geteuid"):
        return True
    return status.st_mode & 0o077 == 0 and status.st_uid == os.geteuid()


def lock_folder(folder: Path) -> Callable[[], None]:
    """Locks a folder; returns the call that frees it. Raises BlockingIOError when it is locked."""
    if sys.platform == "win32":
        return lock_by_file(folder)
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _NO_FOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return partial(os.close, descriptor)


def lock_by_file(folder: Path) -> Callable[[], None]:
    """As `lock_folder`, by a file in the folder, for Windows, which cannot lock a folder."""
    import filelock  # Not above: importing it takes 46 ms, a fifth of the time of an edit.

    lock = filelock.FileLock(folder / ".lock", timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error
    return lock.release
