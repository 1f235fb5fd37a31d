"""The disk: files found, read and written. Few other modules touch files; a test names them.

Refuses links and devices among inputs, and links in our own folders. A file is replaced by renaming
a finished one over it, so that a reader meets the old bytes or the new, never half.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from factpress.model.encoding import digest
from factpress.model.problems import DiskError, FolderRefused
from factpress.output import system

_MOST_AT_ONCE = 1 << 18
# The names that `replace_parts` gives files until they are whole, with the number of the process.
_UNFINISHED = re.compile(r"\..+\.(\d{1,9})")
# No file of ours comes near; one with a hole in it can have any size.
LARGEST = 1 << 30


def content_of(descriptor: int, size: int) -> bytes:
    """All bytes of a file whose size is known; more, if it grew meanwhile. OSError if fewer come.

    Asking for as much as there is takes half the time of asking for plenty.
    """
    content = os.read(descriptor, size + 1)
    if len(content) != size:
        while len(content) <= LARGEST and (more := os.read(descriptor, _MOST_AT_ONCE)):
            content += more
        if len(content) < size:
            raise OSError(errno.EIO, f"only {len(content)} of its {size} bytes could be read")
    return content


def unreadable(path: Path | str, error: OSError) -> DiskError:
    return DiskError(f"{path}: cannot be read: {reason_of(error)}")


def read(path: Path | str) -> bytes | None:
    """The bytes of a file, or None when there is no such file. Never follows a link.

    Raises FolderRefused for what is neither a file nor a folder, such as a FIFO.
    """
    return _read(path, lambda: system.open_file(path))


def read_below(root: Path, path: str, most: int = LARGEST) -> bytes | None:
    """As `read`, and follows no link on the way from the root; None for more than `most` bytes."""
    return _read(root / path, lambda: system.open_unfollowed(root, path), most)


def _read(path: Path | str, open_it: Callable[[], int], most: int = LARGEST) -> bytes | None:
    try:
        descriptor = open_it()
        try:
            status = os.fstat(descriptor)
            if stat.S_ISDIR(status.st_mode) or status.st_size > most:
                return None
            if not stat.S_ISREG(status.st_mode):
                raise FolderRefused(f"{path}: is not a regular file; remove it")
            return content_of(descriptor, status.st_size)
        finally:
            os.close(descriptor)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR):
            return None
        if error.errno == errno.ENXIO:
            raise FolderRefused(f"{path}: is not a regular file; remove it") from error
        raise unreadable(path, error) from error


def is_there(path: str) -> bool:
    """Whether something can be reached at a path, through links too."""
    return os.access(path, os.F_OK)


def replace(path: Path, content: bytes) -> None:
    """Writes a file so that its readers meet the old bytes or the new."""
    replace_parts(path, [content], "new")


def replace_parts(path: Path, parts: Iterable[bytes], suffix: str = "") -> None:
    """As `replace`, part by part; several processes may do so at once."""
    temporary = path.with_name(f".{path.name}.{suffix or os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_new(temporary, parts)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DiskError(f"{path}: cannot be written: {reason_of(error)}") from error


def _write_new(path: Path, parts: Iterable[bytes]) -> None:
    with os.fdopen(open_new(path, 0o666), "wb") as file:
        file.writelines(parts)


def open_new(path: Path | str, mode: int) -> int:
    """Opens a file of ours that has no other name: a file at its path is removed, not filled.

    A link planted there, symbolic or hard, would lead the bytes to another file.
    """
    try:
        return os.open(path, system.NEW, mode)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108 (the fast one)
        return os.open(path, system.NEW, mode)


def create(path: Path, content: bytes) -> None:
    """Writes a file that must not be there yet. Raises DiskError when anything is."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_new(temporary, [content])
        try:
            # Unlike a rename it fails where something is.
            os.link(temporary, path)
        finally:
            temporary.unlink()
    except FileExistsError as error:
        raise FolderRefused(f"{path}: is there already and stays as it is") from error
    except OSError as error:
        raise DiskError(f"{path}: cannot be written: {reason_of(error)}") from error


def remove(path: Path) -> None:
    """Removes a file that is there."""
    try:
        path.unlink()
    except OSError as error:
        raise DiskError(f"{path}: cannot be removed: {reason_of(error)}") from error


def differing(wanted: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The paths of those files, given as (path, digest), whose bytes have another digest."""
    # One buffer for all: to make room for each file anew takes as long as to read it.
    buffer = memoryview(bytearray(_MOST_AT_ONCE))
    for path, expected in wanted:
        try:
            descriptor = system.open_file(path)
            try:
                size = system.read_into(descriptor, buffer)
            finally:
                os.close(descriptor)
        except OSError:
            yield path
            continue
        if digest(buffer[:size]) != expected and _digest_of(path, size) != expected:
            yield path


def _digest_of(path: str, known: int) -> str | None:
    """The digest of a regular file of more bytes than are known, if there are more."""
    if known < _MOST_AT_ONCE:
        return None
    try:
        with os.fdopen(system.open_file(path), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
                return None
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def is_folder(path: Path) -> bool:
    """Whether there is a folder at a path. Raises FolderRefused for anything else there.

    Raises DiskError where the disk fails: `Path.is_dir` would take such a folder for none from
    Python 3.14 on, and a site would lose the templates or the archive in it.
    """
    try:
        status = path.lstat()
        with suppress(FileNotFoundError):  # a link that leads nowhere
            status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise unreadable(path, error) from error
    if not stat.S_ISDIR(status.st_mode):
        raise FolderRefused(f"{path}: is not a folder; remove it, or name another")
    return True


def extend(path: Path, parts: Iterable[bytes]) -> int:
    """Adds to the end of a file that is there, and returns where the addition begins.

    Refuses a file that has a second name (a hard link), by which it may be anybody's.
    """
    try:
        descriptor = system.open_file(path, os.O_WRONLY | os.O_APPEND)
        with os.fdopen(descriptor, "ab") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
                raise FolderRefused(f"{path}: has a second name (a hard link); remove it")
            start = status.st_size
            file.writelines(parts)
            return start
    except OSError as error:
        raise DiskError(f"{path}: cannot be written: {reason_of(error)}") from error


def size(path: Path) -> int:
    """The bytes of a file; 0 when there is none."""
    with suppress(OSError):
        return path.lstat().st_size
    return 0


def refuse_links(folder: Path) -> None:
    """Raises FolderRefused when a folder of ours is a link, or holds a link, a FIFO or a device."""
    refuse_link(str(folder))
    try:
        with os.scandir(folder) as entries:
            strange = [entry.path for entry in entries if not _is_plain(entry)]
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise FolderRefused(f"{folder}: is not a folder; remove it") from None
    except OSError as error:
        raise unreadable(folder, error) from error
    for path in strange:
        refuse_link(path)
        raise FolderRefused(f"{path}: is not a regular file; remove it")


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file or a folder, and no link."""
    return entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)


def remove_unfinished(folder: Path) -> None:
    """Removes the files of `replace_parts` whose writer was killed."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 (names are wanted)
            found = _UNFINISHED.fullmatch(name)
            if found and not system.is_running(int(found[1])):
                (folder / name).unlink(missing_ok=True)


def refuse_link(path: str) -> None:
    """Raises FolderRefused when a path is a symbolic link, which may lead anywhere."""
    if os.path.islink(path):  # noqa: PTH114 (the fast one)
        raise FolderRefused(f"{path}: is a symbolic link, which is not followed; remove it")


def keep_out_of_git(folder: Path) -> None:
    """Makes a folder of caches and records, which git ignores."""
    ignore = folder / ".gitignore"
    if not os.path.lexists(ignore):
        replace(ignore, b"*\n")


def remember(path: Path, parts: Iterable[bytes]) -> None:
    """Writes a file of caches or records."""
    keep_out_of_git(path.parent)
    replace_parts(path, parts)


def reason_of(error: OSError) -> str:
    """The reason of an error, in the words of the system."""
    return (error.strerror or str(error)).lower()


def short(path: Path) -> Path:
    """A path as it is written from here, if it is below this folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
