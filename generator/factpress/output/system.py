"""Calls in which operating systems differ: how files are opened, locked, exchanged and flushed.

Linux and macOS have every call. The code for Windows follows the documentation of Python and of
filelock and was not tried there: https://docs.python.org/3/library/os.html,
https://py-filelock.readthedocs.io/.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
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
        self._path, self.descriptor = path, descriptor

    @classmethod
    def at(cls, path: Path | str) -> OpenFolder:
        """A folder that the user named, at the end of links too."""
        return cls(str(path), os.open(path, _FOLDER) if _HAS_FOLDERS else None)

    def __enter__(self) -> OpenFolder:
        return self

    def __exit__(self, *_: object) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)

    def entries(self, most: int | None = None) -> list[os.DirEntry[str]]:
        """What is in the folder, as far as it is not more than this."""
        with os.scandir(self._path if self.descriptor is None else self.descriptor) as found:
            return list(islice(found, most))

    def file(self, name: str) -> int:
        """Opens a file in the folder to be read."""
        if self.descriptor is None:
            return open_file(f"{self._path}/{name}")
        return os.open(name, os.O_RDONLY | _NO_FOLLOW | _AS_IT_IS, dir_fd=self.descriptor)

    def file_below(self, path: str) -> int:
        """Opens a file below the folder to be read, without following a link on the way."""
        first, _, below = path.partition("/")
        if not below:
            return self.file(first)
        with self.folder(first) as inner:
            return inner.file_below(below)

    def folder(self, name: str) -> OpenFolder:
        """Opens a folder in the folder."""
        path = f"{self._path}/{name}"
        if self.descriptor is None:
            if os.path.islink(path):  # noqa: PTH114 (a text)
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
            return OpenFolder(path, None)
        return OpenFolder(path, open_folder(name, self.descriptor))


def open_unfollowed(root: Path | str, path: str) -> int:
    """Opens a file below a folder, without following a link on the way from there."""
    with OpenFolder.at(root) as folder:
        return folder.file_below(path)


def open_folder(path: Path | str, folder: int | None = None) -> int:
    """Opens a folder, in an open one if that is given. Never follows a link."""
    return os.open(path, _FOLDER | _NO_FOLLOW, dir_fd=folder)


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


def is_running(process: int) -> bool:
    """Whether there is a process of this number; True where nothing says so."""
    if sys.platform == "win32":
        return True  # to ask would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def can_lock() -> bool:
    """Whether this system has locks of files that we know."""
    if sys.platform == "win32":
        return find_spec("filelock") is not None
    try:
        import fcntl
    except ImportError:
        return False
    return hasattr(fcntl, "lockf")


def lock_file(path: Path) -> Callable[[], None]:
    """Locks a file, which is made if needed; returns the call that frees it.

    Raises BlockingIOError when another process has locked it. The system frees the lock when this
    process ends; a worker that it forked does not hold it.
    """
    if sys.platform == "win32":
        return lock_by_library(path)
    import fcntl

    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _NO_FOLLOW | _AS_IT_IS, 0o600)
    try:
        # Not flock: forked workers would hold it after our death.
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        # EACCES means the same: https://pubs.opengroup.org/onlinepubs/9699919799/functions/fcntl.html
        if error.errno in (errno.EACCES, errno.EAGAIN):
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error
        raise
    return partial(os.close, descriptor)


def lock_by_library(path: Path) -> Callable[[], None]:
    """As `lock_file`, by the locks of filelock, for Windows."""
    import filelock  # Not above: importing it takes 46 ms, a fifth of the time of an edit.

    lock = filelock.FileLock(path, timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error
    return lock.release


# https://man7.org/linux/man-pages/man2/rename.2.html, and "man 2 renamex_np" of macOS.
_RENAME_EXCHANGE = _RENAME_SWAP = 2
_HERE = -100


def can_exchange() -> bool:
    """Whether this kind of system has a call that exchanges folders, and opens folders."""
    return sys.platform in ("linux", "darwin") and _HAS_FOLDERS


def exchange(one: Path, other: Path) -> None:
    """Exchanges two folders in one step. Raises OSError; ENOSYS where no system call does it."""
    import ctypes  # Not above: an edit that changes no page needs none.

    library = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, a, _HERE, b, _RENAME_EXCHANGE)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(a, b, _RENAME_SWAP)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one), None, str(other))


@contextmanager
def signals_held() -> Iterator[None]:
    """Holds back the signals that end a command, until the block ends."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# Signals by which somebody ends a command; Windows has no SIGHUP.
ENDING = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


def flush_path(path: Path | str) -> None:
    """Waits until a file or a folder is on the disk. Windows flushes files alone."""
    if sys.platform == "win32":
        if os.path.isdir(path):  # noqa: PTH112 (a text or a path)
            return
        descriptor = open_file(path, os.O_RDWR)
    else:
        descriptor = open_file(path)
    try:
        _flush_file(descriptor)
    finally:
        os.close(descriptor)


def _flush_file(descriptor: int) -> None:
    """Waits until the bytes of a file are on the disk, and the names in a folder."""
    if sys.platform == "darwin":
        import fcntl

        # https://developer.apple.com/library/archive/documentation/System/Conceptual/ManPages_iPhoneOS/man2/fsync.2.html
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


# The file systems whose syncfs waits for all, and tells of what could not be written.
_WHOLE_AT_ONCE = frozenset(("ext4", "xfs", "btrfs", "f2fs", "tmpfs"))


def flush_file_system(folder: Path) -> bool:
    """Waits until all of the file system with a folder is on the disk.

    Returns False where that is not known to be so: https://man7.org/linux/man-pages/man2/sync.2.html
    """
    if sys.platform != "linux" or _file_system(folder) not in _WHOLE_AT_ONCE:
        return False
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        return False
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _NO_FOLLOW)
    try:
        if library.syncfs(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
    return True


def has_exact_entries(folder: Path) -> bool:
    """Whether the number of a file in a listing is the file's own, as on no union of file systems.

    https://docs.kernel.org/filesystems/overlayfs.html#inode-properties
    """
    return sys.platform == "linux" and _file_system(folder) in ("ext4", "xfs", "tmpfs")


_MOUNTS = "/proc/self/mountinfo"


def _file_system(folder: Path) -> str:
    """The type of the file system with a folder: man7.org/linux/man-pages/man5/proc.5.html."""
    device = os.stat(folder).st_dev  # noqa: PTH116 (beside its kin)
    wanted = f"{os.major(device)}:{os.minor(device)}"
    if not os.path.exists(_MOUNTS):  # noqa: PTH110 (as above)
        return ""
    with open(_MOUNTS, encoding="utf-8", errors="surrogateescape") as mounts:  # noqa: PTH123
        for line in mounts:
            fields = line.split(" ")
            if fields[2] == wanted:
                return fields[fields.index("-") + 1]
    return ""
