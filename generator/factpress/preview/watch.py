"""Watches folders, and calls a function after every burst of changes in them.

A folder may come only later, go, and come again. It uses the operating system's notifications and,
since these get lost (network disks, overfull queues, a folder replaced), looks for itself every two
seconds.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from factpress.output.scanning import is_leftover

# Editors save in several steps; a burst is over when nothing has happened for this long.
_SETTLED = 0.05
_LOOK_EVERY = 2.0
_READING = {"opened", "closed_no_write"}
# The folders to watch, which may be others after a change of the settings.
Folders: TypeAlias = Callable[[], Sequence[Path]]


@asynccontextmanager
async def watching(
    folders: Folders, changed: Callable[[], Awaitable[None]]
) -> AsyncIterator[asyncio.Task[None]]:
    """Calls `changed` once, then after each burst of changes, until the context ends.

    One call at a time. What changes during a call leads to another one. Gives the task that
    watches, which ends only by a mistake of ours.
    """
    stirred = asyncio.Event()
    watches = _Watches(_Handler(asyncio.get_running_loop(), stirred))
    task = asyncio.create_task(_watch(folders, stirred, changed, watches))
    try:
        yield task
    finally:
        task.cancel()
        watches.end()


class _Handler(FileSystemEventHandler):
    def __init__(self, loop: asyncio.AbstractEventLoop, stirred: asyncio.Event) -> None:
        self._loop, self._stirred = loop, stirred

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _READING:
            # The loop may have ended.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._stirred.set)


class _Watches:
    """What the system is asked to notify of: the folders, and those in which they may appear."""

    def __init__(self, handler: _Handler) -> None:
        self._handler = handler
        self._observer = Observer()
        self._observer.start()
        self._watched: dict[str, tuple[bool, int]] = {}

    def renew(self, roots: Sequence[Path]) -> None:
        """Asks anew where a folder has come, gone, or was replaced."""
        wanted: dict[str, tuple[bool, int]] = {}
        for root in roots:
            found = _resolved(root)
            if found.is_dir():
                wanted[str(found)] = True, _inode(found)
            around = _nearest(root.absolute().parent)
            wanted.setdefault(str(around), (False, _inode(around)))
        if wanted != self._watched:
            self._watched = wanted
            self._observer.unschedule_all()
            for path, (is_recursive, _) in wanted.items():
                with suppress(OSError, RuntimeError):
                    self._observer.schedule(self._handler, path, recursive=is_recursive)

    def end(self) -> None:
        """Ends all notifications."""
        self._observer.stop()


def _resolved(folder: Path) -> Path:
    """A folder at the end of links; itself where these lead nowhere."""
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder.absolute()


def _nearest(folder: Path) -> Path:
    """A folder, or the nearest above it that there is."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), folder)


def _inode(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_ino
    return 0


async def _watch(
    folders: Folders,
    stirred: asyncio.Event,
    changed: Callable[[], Awaitable[None]],
    watches: _Watches,
) -> None:
    seen: _Seen | None = None
    while True:
        roots = folders()
        await asyncio.to_thread(watches.renew, roots)
        now = await asyncio.to_thread(_look, roots)
        if now != seen:
            seen = now
            await changed()
            # What this call has just read needs no other one.
            found = [root for root in folders() if root not in roots]
            seen |= await asyncio.to_thread(_look, found)
        with suppress(TimeoutError):
            await asyncio.wait_for(stirred.wait(), _LOOK_EVERY)
        while stirred.is_set():
            stirred.clear()
            await asyncio.sleep(_SETTLED)


_Seen: TypeAlias = dict[str, tuple[int, int, int]]


def _look(roots: Sequence[Path]) -> _Seen:
    """Inode, size and modification time of every file: a hint to look closer, never a proof.

    What editors leave behind, and hidden folders, are passed over.
    """
    # A folder without a file is another thing than none.
    seen: _Seen = {str(root): (0, 0, 0) for root in roots if root.is_dir()}
    waiting = [str(root) for root in roots]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            if is_leftover(entry.name):
                continue
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    status = entry.stat(follow_symlinks=False)
                    seen[entry.path] = (status.st_ino, status.st_size, status.st_mtime_ns)
    return seen
