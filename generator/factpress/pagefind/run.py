"""Runs Pagefind, which reads a folder of pages and writes the files of their index.

Pagefind answers that all is written when the last part of a file (64 KiB, or a whole smaller file)
may still be on its way, and its Python side then ends it, so that files came out cut short. So it
runs until they are whole. https://docs.rs/tokio, `tokio::fs::File`: a file that is dropped may not
have been written.
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
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from factpress.model.problems import DiskError
from factpress.output.disk import reason_of, refuse_link

# Labels, buttons and pictures: no words of a page, and they run into the words beside them.
_NOT_WORDS = ["dt", "nav", "button", "svg", "summary", "[hidden]:not([data-pagefind-filter])"]
_PART = 1 << 16
_Files: TypeAlias = Mapping[str, bytes]
_TRIES = 200
_SECONDS_BETWEEN = 0.05


def indexed(room: Path, pages: Mapping[str, str], is_wanted: Callable[[str], object]) -> _Files:
    """The wanted files of an index by path, from `pages`: the places of pages now, by path.

    Raises DiskError when they are never whole.
    """
    with _workroom(room):
        for path, source in pages.items():
            _lay(source, room / "pages" / path)
        # In a thread of its own: the caller may be running a loop of events already.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, _indexed(room, is_wanted)).result()


async def _indexed(room: Path, is_wanted: Callable[[str], object]) -> _Files:
    from pagefind.service import PagefindService

    async with PagefindService() as service:
        made = await service.create_index({"exclude_selectors": _NOT_WORDS})
        await made.add_directory(str(room / "pages"))
        await made.write_files(str(room / "index"))
        return await whole(lambda: _read(room / "index", is_wanted))


async def whole(read: Callable[[], _Files]) -> _Files:
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


@contextmanager
def _workroom(root: Path) -> Iterator[None]:
    """A folder for the time of a `with` block. Raises DiskError when the disk fails."""
    _clear(root)
    try:
        (root / "pages").mkdir(parents=True)
    except OSError as error:
        raise DiskError(f"{root}: cannot be used: {reason_of(error)}") from error
    try:
        yield
    finally:
        _clear(root)


def _clear(root: Path) -> None:
    try:
        refuse_link(str(root))
        if root.is_dir():
            shutil.rmtree(root)
    except OSError as error:
        raise DiskError(f"{root}: cannot be cleared: {reason_of(error)}") from error


def _lay(source: str, target: Path) -> None:
    """Makes a second name for a file where the file system has such, else a copy; only to read."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target, follow_symlinks=False)
        # Not every system can leave links alone here.
        except (OSError, NotImplementedError):
            shutil.copyfile(source, target)
    except OSError as error:
        raise DiskError(f"{target}: cannot be written: {reason_of(error)}") from error


def _below(folder: Path) -> Iterator[Path]:
    """Every file below a folder. Raises OSError, where `rglob` would leave a folder out."""
    for each in folder.iterdir():
        yield from _below(each) if each.is_dir() else (each,)


def _read(index: Path, is_wanted: Callable[[str], object]) -> _Files:
    try:
        files = sorted(each for each in _below(index) if is_wanted(each.name))
        return {each.relative_to(index).as_posix(): each.read_bytes() for each in files}
    except OSError as error:
        raise DiskError(f"{index}: cannot be read: {reason_of(error)}") from error
