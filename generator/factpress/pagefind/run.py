"""Pagefind at work: it reads a folder of pages and leaves the files of their index.

In: where the pages are and where the index is to be, and a way to read what is there. Out: the
files, each of them whole. Knows nothing of the site.

Pagefind answers that all is written when the last part of a file (64 KiB, or a whole smaller file)
may still be on its way, and its Python side then ends it, so that files came out cut short. It is
therefore kept until they are whole. https://docs.rs/tokio, `tokio::fs::File`: a file that is
dropped may not have been written.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from factpress.model.problems import DiskError
from factpress.output.disk import reason_of, refuse_link

# Labels, buttons and pictures: not what a page says, and they run into the words beside them.
_NOT_WORDS = ["dt", "nav", "button", "svg", "summary", "[hidden]:not([data-pagefind-filter])"]
_PART = 1 << 16
_TRIES = 200
_SECONDS_BETWEEN = 0.05


def indexed(pages: str, index: str, read: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
    """The files that `read` finds once Pagefind has written them. Raises DiskError as `whole`."""
    # In a thread of its own: the caller may be running a loop of events already.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _indexed(pages, index, read)).result()


async def _indexed(
    pages: str, index: str, read: Callable[[], Mapping[str, bytes]]
) -> Mapping[str, bytes]:
    from pagefind.service import PagefindService

    async with PagefindService() as service:
        made = await service.create_index({"exclude_selectors": _NOT_WORDS})
        await made.add_directory(pages)
        await made.write_files(index)
        return await whole(read)


async def whole(read: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
    """The files, read again until none is cut short. Raises DiskError when that never comes."""
    cut: list[str] = []
    for _ in range(_TRIES):
        files = read()
        cut = [path for path, content in files.items() if not _is_whole(path, content)]
        if files and not cut:
            return files
        await asyncio.sleep(_SECONDS_BETWEEN)
    names = ", ".join(cut[:3]) or "nothing"
    raise DiskError(f"Pagefind left an index that is not whole ({names}); build again")


def _is_whole(path: str, content: bytes) -> bool:
    try:
        if path.endswith(".json"):
            json.loads(content)
        elif not path.endswith(".js"):
            gzip.decompress(content)
    except (ValueError, EOFError, OSError, zlib.error):
        return False
    return len(content) % _PART > 0


# The workroom: a folder in which a tool finds files and leaves others.


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
    # Not every system can leave links alone here.
    except (OSError, NotImplementedError):
        shutil.copyfile(source, target)
