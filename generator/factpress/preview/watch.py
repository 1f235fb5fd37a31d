"""Watches folders, and calls a function after every burst of changes in them.

It uses the operating system's notifications and, since these get lost (network disks, overfull
queues, a folder replaced), looks for itself every two seconds.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

# Editors save in several steps; a burst is over when nothing has happened for this long.
_SETTLED = 0.05
_LOOK_EVERY = 2.0
_READING = {"opened", "closed_no_write"}


@asynccontextmanager
async def watching(
    folders: Iterable[Path], changed: Callable[[], Awaitable[None]]
) -> AsyncIterator[None]:
    """Calls `changed` after each burst of changes, one call at a time, until the context ends."""
    roots = [folder.resolve() for folder in folders]
    stirred = asyncio.Event()
    observer = Observer()
    handler = _Handler(asyncio.get_running_loop(), stirred)

    def arm() -> None:
        observer.unschedule_all()
        for root in roots:
            with suppress(OSError):
                observer.schedule(handler, str(root), recursive=True)

    arm()
    observer.start()
    task = asyncio.create_task(_watch(roots, stirred, changed, arm))
    try:
        yield
    finally:
        task.cancel()
        observer.stop()
        await asyncio.to_thread(observer.join)


class _Handler(FileSystemEventHandler):
    def __init__(self, loop: asyncio.AbstractEventLoop, stirred: asyncio.Event) -> None:
        self._loop, self._stirred = loop, stirred

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _READING:
            self._loop.call_soon_threadsafe(self._stirred.set)


async def _watch(
    roots: list[Path],
    stirred: asyncio.Event,
    changed: Callable[[], Awaitable[None]],
    arm: Callable[[], None],
) -> None:
    seen = await asyncio.to_thread(_look, roots)
    while True:
        is_notified = True
        try:
            await asyncio.wait_for(stirred.wait(), _LOOK_EVERY)
        except TimeoutError:
            is_notified = False
        while stirred.is_set():
            stirred.clear()
            await asyncio.sleep(_SETTLED)
        now = await asyncio.to_thread(_look, roots)
        if now != seen:
            seen = now
            if not is_notified:
                # Without a notification a watched folder was replaced, most likely.
                await asyncio.to_thread(arm)
            await changed()


def _look(roots: list[Path]) -> dict[str, tuple[int, int, int]]:
    """Inode, size and modification time of every file: a hint to look closer, never a proof."""
    seen: dict[str, tuple[int, int, int]] = {}
    waiting = [str(root) for root in roots]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    status = entry.stat(follow_symlinks=False)
                    seen[entry.path] = (status.st_ino, status.st_size, status.st_mtime_ns)
    return seen
