"""Flushing: waits until files and the names in folders are on the disk.

Before a generation is published, all of it must be there: else a power cut could leave a site
whose files are empty. https://lwn.net/Articles/457667/
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from factpress.model.problems import DiskError
from factpress.output import system
from factpress.output.disk import reason_of

# From so many on, to flush all of the file system is quicker.
_MANY = 256
# The file system joins the waits of several threads.
_THREADS = 16


def flush(folder: Path, files: Iterable[str], folders: Iterable[str]) -> None:
    """Flushes these files, then these folders, all on the file system of `folder`.

    Raises DiskError.
    """
    first, second = list(files), sorted(set(folders), reverse=True)
    try:
        if len(first) + len(second) > _MANY and system.flush_file_system(folder):
            return
        for paths in (first, second):
            if len(paths) < _THREADS:
                for path in paths:
                    flush_one(path)
            else:
                with ThreadPoolExecutor(_THREADS) as pool:
                    for _ in pool.map(flush_one, paths):
                        pass
    except OSError as error:
        raise DiskError(
            f"{error.filename or folder}: cannot be flushed: {reason_of(error)}"
        ) from error


def flush_one(path: str | Path) -> None:
    """Flushes a file or a folder. Raises OSError with its name."""
    try:
        system.flush_path(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
