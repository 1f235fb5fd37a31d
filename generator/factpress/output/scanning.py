"""Scanning: every file below a folder, read within limits and without following a link.

In: a folder that the user named. Out: its files in order of path, and a problem for each that is no
regular file, is too large, or has a deceptive name. Folders are kept open while their files are
read, so that a link that is put in the way meanwhile leads nowhere.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from factpress.model import limits
from factpress.model.cards import UNREAD, InputFile
from factpress.model.characters import deceptive
from factpress.model.encoding import digest
from factpress.model.problems import Problem
from factpress.output import system
from factpress.output.disk import content_of, reason_of, unreadable

# Errors that a writer can mend: a file that may not be read, a link, a device, a file that is gone.
# All others are the disk's.
_OF_WRITERS = frozenset(
    (errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EINVAL, errno.ENXIO)
)
# Backups and lock files of editors (Emacs, Vim, JetBrains, Office) and of operating systems.
_NOT_CONTENT = re.compile(
    r"\..*|.*~|#.*#|.*\.(swp|swx|tmp|bak)|4913|Thumbs\.db|desktop\.ini|Icon\r"
)
_PLAIN = re.compile(r"[\w.-]+", re.A)


def listing(root: Path) -> tuple[list[str], list[Problem]]:
    """The paths of every file below `root`, in order, without what editors leave behind."""
    problems: list[Problem] = []
    return sorted(path for path, _, _ in _walk(root, problems)), problems


def scan(
    root: Path, most_bytes: Callable[[str], int]
) -> tuple[tuple[InputFile, ...], tuple[Problem, ...]]:
    """Every file below `root` in order of path, without what editors leave behind.

    `most_bytes` gives the limit of a file by its path; a larger one has no content, a problem, and
    `UNREAD` for its digest. Raises DiskError where the disk fails.
    """
    files: list[InputFile] = []
    problems: list[Problem] = []
    for path, folder, name in _walk(root, problems):
        try:
            content = _regular_content(folder.file(name), path, most_bytes)
            files.append(InputFile(path, content, digest(content)))
        except TooLarge as error:
            problems.append(Problem(path, 1, 1, str(error)))
            files.append(InputFile(path, b"", UNREAD))
        except OSError as error:
            if error.errno not in _OF_WRITERS:
                raise unreadable(f"{root}/{path}", error) from error
            problems.append(Problem(path, 1, 1, f"file cannot be read: {reason_of(error)}"))
    return tuple(sorted(files)), tuple(problems)


def is_leftover(name: str) -> bool:
    """Whether a file or folder has a name of those that editors and systems leave behind."""
    return bool(_NOT_CONTENT.fullmatch(name))


class TooLarge(Exception):
    """Raised when a file is larger than its limit; the message says by how much."""


_Entry: TypeAlias = tuple[str, system.OpenFolder, str]


def _walk(root: Path, problems: list[Problem]) -> Iterator[_Entry]:
    """Each file below `root`: its path from there, its folder, which is open, and its name."""
    left = [limits.FILES]
    try:
        with system.OpenFolder.at(root) as folder:
            yield from _walk_in(folder, "", left, problems)
    except NotADirectoryError:
        problems.append(Problem(".", 1, 1, "folder cannot be read: not a directory"))
    except OSError as error:
        if error.errno not in _OF_WRITERS:
            raise unreadable(root, error) from error
        problems.append(Problem(".", 1, 1, f"folder cannot be read: {reason_of(error)}"))


def _walk_in(
    folder: system.OpenFolder, below: str, left: list[int], problems: list[Problem]
) -> Iterator[_Entry]:
    """As `_walk`, for an open folder and its path with a slash; `left` says how many may come."""
    for entry in folder.entries(left[0] + 1):
        left[0] -= 1
        path, name = below + entry.name, entry.name
        if left[0] < 0:
            if left[0] == -1:
                message = f"folder holds more than {limits.FILES:,} files; remove some"
                problems.append(Problem(below.removesuffix("/") or ".", 1, 1, message))
            return
        if is_leftover(name):
            continue
        # Nearly all are such files.
        if _PLAIN.fullmatch(name) and entry.is_file(follow_symlinks=False):
            yield path, folder, name
        elif mistake := _mistake_in(entry, path):
            problems.append(Problem(path if _is_text(name) else ascii(path), 1, 1, mistake))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk_below(folder, path, left, problems)
        else:
            yield path, folder, name


def _walk_below(
    folder: system.OpenFolder, path: str, left: list[int], problems: list[Problem]
) -> Iterator[_Entry]:
    try:
        inner = folder.folder(path.rpartition("/")[2])
    except OSError as error:
        if error.errno not in _OF_WRITERS:
            raise unreadable(path, error) from error
        problems.append(Problem(path, 1, 1, f"folder cannot be read: {reason_of(error)}"))
        return
    with inner:
        yield from _walk_in(inner, f"{path}/", left, problems)


def _is_text(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= each <= "\udfff" for each in name)


def _mistake_in(entry: os.DirEntry[str], path: str) -> str:
    """Why an entry of a folder is not read; empty where it is a file or a folder that is."""
    if not _is_text(entry.name):
        return "file name is not UTF-8; rename the file"
    if reason := next((reason for _, reason in deceptive(entry.name)), ""):
        return f"file name {reason}"
    if not entry.name.isprintable() and any(c in "\n\t" for c in entry.name):
        return "file name holds a line break or a tab; rename the file"
    if entry.is_symlink():
        return "is a symbolic link, which is not followed; put the file here"
    if entry.is_file(follow_symlinks=False):
        return ""
    if not entry.is_dir(follow_symlinks=False):
        return "is not a regular file; remove it"
    if path.count("/") >= limits.FOLDERS:
        return f"is more than {limits.FOLDERS} folders deep; move it up"
    return ""


def _regular_content(descriptor: int, path: str, most_bytes: Callable[[str], int]) -> bytes:
    """All bytes of a regular file, which is closed. Raises TooLarge for more than the limit."""
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        if status.st_size > limits.LEAST_BYTES and status.st_size > most_bytes(path):
            allowed = limits.in_words(most_bytes(path))
            raise TooLarge(f"file has {status.st_size:,} bytes, and at most {allowed} are read")
        return content_of(descriptor, status.st_size)
    finally:
        os.close(descriptor)
