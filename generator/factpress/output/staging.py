"""The output folder: one build at a time, its files put in their places all at once.

Refuses folders with files of others, and never follows a link.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from factpress.model.problems import DiskError, FolderInUse, FolderRefused
from factpress.output import system
from factpress.output.disk import MARKER, open_new, reason_of, refuse_link, refuse_links


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps other builds out of a folder of ours; the system frees the lock when we die."""
    try:
        refuse_link(str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        unlock = system.lock_folder(folder)
    except BlockingIOError:
        raise FolderInUse(f"{folder}: another build is writing here; try again later") from None
    except OSError as error:
        raise DiskError(f"{folder}: cannot be used: {reason_of(error)}") from error
    try:
        yield
    finally:
        unlock()


def refuse_unsafe_output(out: Path, content: Path) -> None:
    """Raises FolderRefused for an output folder in which we could destroy files of others."""
    refuse_link(str(out))
    target, source = out.resolve(), content.resolve()
    if target == Path(target.anchor) or target == Path.home().resolve():
        raise FolderRefused(f"{out}: is not a folder for a site; choose a folder of its own")
    if target == source or target in source.parents or source in target.parents:
        raise FolderRefused(
            f"{out}: holds or lies in the content folder; choose a folder of its own"
        )
    if out.exists() and not out.is_dir():
        raise FolderRefused(f"{out}: is not a folder")
    if out.is_dir() and not (out / MARKER).is_dir():
        strangers = sorted(e.name for e in out.iterdir() if not e.name.startswith("."))
        if strangers:
            raise FolderRefused(
                f'{out}: holds "{strangers[0]}" and was not built by factpress; '
                "choose an empty folder"
            )


class Stage:
    """Files made ready below an output folder, to be put in their places all at once.

    Files of a folder that the site has not got yet are made ready in a folder of that name, which
    is put in its place as a whole. A build that dies leaves files in the stage and nowhere else.
    """

    def __init__(self, root: Path) -> None:
        self._root, self._folder = root, root / MARKER / "new"
        self._there: frozenset[str] = frozenset()
        self._made: set[str] = set()

    def clear(self) -> None:
        """Removes the files of a build that died. Raises FolderRefused at a link."""
        refuse_links(self._folder.parent)
        try:
            for entry in os.scandir(self._folder) if self._folder.is_dir() else ():
                is_folder = entry.is_dir(follow_symlinks=False)
                shutil.rmtree(entry) if is_folder else os.unlink(entry)  # noqa: PTH108
            self._folder.mkdir(parents=True, exist_ok=True)
            self._there = frozenset(os.listdir(self._root))  # noqa: PTH208 (names are wanted)
        except OSError as error:
            raise DiskError(f"{self._folder}: cannot be used: {reason_of(error)}") from error
        self._made = {str(self._folder)}

    def add(self, name: str, path: str, content: bytes) -> str:
        """Makes a file ready for a path, and returns its place in the stage.

        `name` is one that nothing else of this build has.
        """
        top, below, _ = path.partition("/")
        is_new = bool(below) and top not in self._there
        name = f"{_WHOLE}{path}" if is_new else name
        staged = f"{self._folder}/{name}"
        try:
            if is_new:
                _make(staged.rpartition("/")[0], self._made)
            # A process may have died in the midst of writing one.
            descriptor = open_new(staged, 0o644)
            try:
                written = 0
                while written < len(content):
                    written += os.write(descriptor, content[written:] if written else content)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise DiskError(f"{staged}: cannot be written: {reason_of(error)}") from error
        return name

    def place(self, name: str) -> str:
        """The place of a file that is ready."""
        return f"{self._folder}/{name}"

    def put(self, names: Mapping[str, str], done: Callable[[int, int], None]) -> None:
        """Puts every file in its place; a reader meets its old bytes or its new ones.

        `names` says what is ready for each path. Assets come first and lists last, so that what a
        new page points at is there.
        """
        folders = {str(self._root)}
        count = 0
        for together in sorted(_together(names), key=_turn):
            for path in [] if self._is_put_whole(together, names) else together:
                target = f"{self._root}/{path}"
                folder = target.rpartition("/")[0]
                try:
                    _make(folder, folders)
                    os.replace(f"{self._folder}/{names[path]}", target)  # noqa: PTH105 (the fast one)
                except OSError as error:
                    raise DiskError(f"{target}: cannot be written: {reason_of(error)}") from error
            count += len(together)
            done(count, len(names))
        shutil.rmtree(f"{self._folder}/{_WHOLE}", ignore_errors=True)

    def _is_put_whole(self, paths: Sequence[str], names: Mapping[str, str]) -> bool:
        """Puts a new folder in its place; not where there is one meanwhile."""
        if not names[paths[0]].startswith(_WHOLE):
            return False
        top = paths[0].partition("/")[0]
        try:
            os.rename(f"{self._folder}/{_WHOLE}{top}", f"{self._root}/{top}")  # noqa: PTH104
        except OSError:
            return False
        return True


# The names of files that are made ready in folders begin so.
_WHOLE = "folders/"


def _together(names: Mapping[str, str]) -> Iterable[list[str]]:
    """The paths that are put at once: those of a new folder, and each of all others by itself."""
    folders: dict[str, list[str]] = {}
    for path, name in names.items():
        if name.startswith(_WHOLE):
            folders.setdefault(path.partition("/")[0], []).append(path)
        else:
            yield [path]
    yield from folders.values()


def _turn(paths: Iterable[str]) -> tuple[bool, int]:
    """When paths are put: assets first, then the deepest."""
    return min((not path.startswith("assets/"), -path.count("/")) for path in paths)


def _make(folder: str, known: set[str]) -> None:
    """Makes a folder and those around it, but for those known to be folders, which it adds to."""
    if folder in known:
        return
    _make(folder.rpartition("/")[0], known)
    try:
        os.mkdir(folder)  # noqa: PTH102 (the fast one)
    except FileExistsError:
        # One that was made just now is no link, and there are many on the first build.
        refuse_link(folder)
    known.add(folder)


def remove(root: Path, path: str) -> None:
    """Removes a file below `root` and the folders that this leaves empty."""
    target = root / path
    refuse_linked_folders(root, [path])
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


def refuse_linked_folders(root: Path, paths: Iterable[str]) -> None:
    """Raises FolderRefused when a folder on the way to one of many files is a link."""
    known = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in known:
            refuse_link(f"{root}/{folder}")
            known.add(folder)
            folder = folder.rpartition("/")[0]
