"""Staging: files made ready in the workspace, to be put in their places all at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from factpress.model.problems import DiskError
from factpress.output.disk import open_new, reason_of, refuse_link


class Stage:
    """Files made ready in a folder, to be put in their places in a site or its next generation.

    Files of a folder that the site has not got yet are made ready in a folder of that name, which
    is put in its place as a whole.
    """

    def __init__(self, folder: Path, site: Path) -> None:
        """Makes the folder. Raises DiskError."""
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._there = frozenset(os.listdir(site) if site.is_dir() else ())  # noqa: PTH208
        except OSError as error:
            raise DiskError(f"{folder}: cannot be used: {reason_of(error)}") from error
        self._made = {str(folder)}
        self._mode = _mode()

    def add(self, name: str, path: str, content: bytes) -> str:
        """Makes a file ready for a path, and returns its place in the stage.

        `name` is one that nothing else of this build has.
        """
        top, below, _ = path.partition("/")
        is_new = bool(below) and top not in self._there
        name = f"{_WHOLE}{path}" if is_new else name
        staged = f"{self.folder}/{name}"
        try:
            if is_new:
                make_folder(staged.rpartition("/")[0], self._made)
            # A process may have died in the midst of writing one.
            descriptor = open_new(staged, 0o644)
            try:
                if self._mode is not None:
                    os.fchmod(descriptor, self._mode)
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
        return f"{self.folder}/{name}"

    def put(self, root: Path, names: Mapping[str, str], done: Callable[[int, int], None]) -> None:
        """Puts every file in its place below `root`; a reader meets its old bytes or its new ones.

        `names` maps paths to names in the stage. Assets come first and lists last, so that every
        target of a new page is there.
        """
        folders = {str(root)}
        count = 0
        for together in sorted(_together(names), key=_turn):
            for path in [] if self._is_put_whole(root, together, names) else together:
                put_file(f"{self.folder}/{names[path]}", f"{root}/{path}", folders)
            count += len(together)
            done(count, len(names))

    def _is_put_whole(self, root: Path, paths: Sequence[str], names: Mapping[str, str]) -> bool:
        """Puts a new folder in its place; not where there is one meanwhile."""
        if not names[paths[0]].startswith(_WHOLE):
            return False
        top = paths[0].partition("/")[0]
        try:
            os.rename(f"{self.folder}/{_WHOLE}{top}", f"{root}/{top}")  # noqa: PTH104
        except OSError:
            return False
        return True


def _mode() -> int | None:
    """The mode that files must be given, where the umask would hide them from a web server."""
    umask = os.umask(0o022)
    os.umask(umask)
    return 0o644 if umask & 0o044 and hasattr(os, "fchmod") else None


def put_file(source: str, target: str, folders: set[str]) -> None:
    """Puts a file in its place. `folders` are known to be there, and get those made for it."""
    try:
        make_folder(target.rpartition("/")[0], folders)
        os.replace(source, target)  # noqa: PTH105 (the fast one)
    except OSError as error:
        raise DiskError(f"{target}: cannot be written: {reason_of(error)}") from error


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
    return min(map(turn, paths))


def turn(path: str) -> tuple[bool, int]:
    """When a path is put: assets first, then the deepest."""
    return (not path.startswith("assets/"), -path.count("/"))


def make_site(root: Path) -> None:
    """Makes the folder of a site, if it is not there. Raises DiskError."""
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiskError(f"{root}: cannot be used: {reason_of(error)}") from error


def make_folder(folder: str, known: set[str]) -> None:
    """Makes a folder and those around it, but for those known to be folders, which it adds to."""
    if folder in known:
        return
    make_folder(folder.rpartition("/")[0], known)
    try:
        os.mkdir(folder)  # noqa: PTH102 (the fast one)
        if os.stat(folder).st_mode & 0o055 != 0o055:  # noqa: PTH116 (the fast one)
            # A web server must be able to enter it, whatever the umask.
            os.chmod(folder, 0o755)  # noqa: PTH101, S103 (fast; the site is public)  # nosec B103
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
