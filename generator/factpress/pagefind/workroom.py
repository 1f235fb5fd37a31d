"""The workroom: a folder in which a tool finds files and leaves others.

In: where files stand. Out: what the tool left. The folder is empty when work begins, and gone when
it ends; what a build that died has left there is cleared away by the next.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from factpress.model.problems import DiskError
from factpress.output.disk import reason_of, refuse_link


class Workroom:
    """A folder for the time of a `with` block. Raises DiskError when the disk will not."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()

    def __enter__(self) -> Workroom:
        self._clear()
        try:
            (self._root / "pages").mkdir(parents=True)
        except OSError as error:
            raise DiskError(f"{self._root}: cannot be used: {reason_of(error)}") from error
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()

    def _clear(self) -> None:
        try:
            refuse_link(str(self._root))
            if self._root.is_dir():
                shutil.rmtree(self._root)
        except OSError as error:
            raise DiskError(f"{self._root}: cannot be cleared: {reason_of(error)}") from error

    def path(self, name: str) -> str:
        """Where something stands in the room."""
        return f"{self._root}/{name}"

    def lay(self, files: Mapping[str, str]) -> None:
        """Lays files out by path, from where they stand now; the tool must only read them."""
        for path, source in files.items():
            target = self._root / path
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                _lay(source, target)
            except OSError as error:
                raise DiskError(f"{target}: cannot be written: {reason_of(error)}") from error

    def below(self, folder: str) -> Iterator[str]:
        """The paths of all files below a folder of the room, in order."""
        root = self._root / folder
        yield from sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())

    def read(self, path: str) -> bytes:
        """The bytes of a file of the room."""
        try:
            return (self._root / path).read_bytes()
        except OSError as error:
            raise DiskError(f"{path}: cannot be read: {reason_of(error)}") from error


def _lay(source: str, target: Path) -> None:
    """A second name for the file where the file system has such, else a copy."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copyfile(source, target)
