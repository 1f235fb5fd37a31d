"""The output folder: kept to one build at a time, its files put in their places all at once.

In: the folder, and files made ready under names of their own. Out: files in their places, or
DiskError. Refuses folders that hold what is not ours, and never follows a link. Knows nothing of
what the files are.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from factpress.problems import DiskError
from factpress.publishing.disk import MARKER, reason_of


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps other builds out of an output folder; the kernel frees the lock when we die."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise DiskError(f"{folder}: cannot be used: {reason_of(error)}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise DiskError(f"{folder}: another build is writing here; try again later") from None
    else:
        yield
    finally:
        os.close(descriptor)


def refuse_unsafe_output(out: Path, content: Path) -> None:
    """Raises DiskError for an output folder in which we could destroy what is not ours."""
    target, source = out.resolve(), content.resolve()
    if target == Path(target.anchor) or target == Path.home().resolve():
        raise DiskError(f"{out}: is not a folder for a site; choose a folder of its own")
    if target == source or target in source.parents or source in target.parents:
        raise DiskError(f"{out}: holds or lies in the content folder; choose a folder of its own")
    if out.exists() and not out.is_dir():
        raise DiskError(f"{out}: is not a folder")
    if out.is_dir() and not (out / MARKER).is_dir():
        strangers = sorted(e.name for e in out.iterdir() if not e.name.startswith("."))
        if strangers:
            raise DiskError(
                f'{out}: holds "{strangers[0]}" and was not built by factpress; '
                "choose an empty folder"
            )


class Stage:
    """Files made ready below an output folder, to be put in their places all at once.

    A build that dies leaves what it made ready in the stage and nowhere else.
    """

    def __init__(self, root: Path) -> None:
        self._root, self._folder = root, root / MARKER / "new"

    def clear(self) -> None:
        """Empties the stage of what a build that died has left."""
        try:
            for path in self._folder.iterdir() if self._folder.is_dir() else ():
                path.unlink()
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DiskError(f"{self._folder}: cannot be used: {reason_of(error)}") from error

    def add(self, name: str, content: bytes) -> None:
        """Makes a file ready under a name that only this build knows."""
        staged = f"{self._folder}/{name}"
        try:
            descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            try:
                written = 0
                while written < len(content):
                    written += os.write(descriptor, content[written:] if written else content)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise DiskError(f"{staged}: cannot be written: {reason_of(error)}") from error

    def place(self, name: str) -> str:
        """Where a file that is ready stands."""
        return f"{self._folder}/{name}"

    def put(self, names: Mapping[str, str], done: Callable[[int, int], None]) -> None:
        """Puts every file in its place; a reader meets its old bytes or its new ones.

        `names` says what is ready for each path. Assets come first and lists last, so that what a
        new page points at is there.
        """
        folders = {str(self._root)}
        in_order = sorted(names, key=lambda p: (not p.startswith("assets/"), -p.count("/")))
        for count, path in enumerate(in_order, 1):
            target = f"{self._root}/{path}"
            folder = target.rpartition("/")[0]
            try:
                _make(folder, folders)
                os.replace(f"{self._folder}/{names[path]}", target)  # noqa: PTH105 (the fast one)
            except OSError as error:
                raise DiskError(f"{target}: cannot be written: {reason_of(error)}") from error
            done(count, len(names))


def _make(folder: str, known: set[str]) -> None:
    """Makes a folder and those around it, but for those known to be folders, which it adds to."""
    if folder in known:
        return
    _make(folder.rpartition("/")[0], known)
    try:
        os.mkdir(folder)  # noqa: PTH102 (the fast one)
    except FileExistsError:
        # One that was made just now is no link, and there are many on the first build.
        _refuse_link(folder)
    known.add(folder)


def remove(root: Path, path: str) -> None:
    """Removes a file below `root` and the folders that this leaves empty."""
    target = root / path
    _refuse_links(root, path)
    try:
        target.unlink(missing_ok=True)
        for folder in target.parents:
            if folder == root or any(folder.iterdir()):
                break
            folder.rmdir()
    except FileNotFoundError:
        return
    except OSError as error:
        raise DiskError(f"{target}: cannot be removed: {reason_of(error)}") from error


def _refuse_links(root: Path, path: str) -> None:
    """Raises DiskError when a folder on the way to a file is a link, which may lead elsewhere."""
    folder = str(root)
    for part in path.split("/")[:-1]:
        folder = f"{folder}/{part}"
        _refuse_link(folder)


def _refuse_link(folder: str) -> None:
    if os.path.islink(folder):  # noqa: PTH114 (the fast one)
        raise DiskError(f"{folder}: is a symbolic link, which is not followed; remove it")
