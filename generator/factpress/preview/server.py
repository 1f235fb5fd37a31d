"""Preview: serves the site on this machine, rebuilds it on every change, updates the browser.

It builds into a folder of its own, never into `site/`, and serves the files of the last good build
alone. Each page gets a client, which follows the builds, and the problems that concern it.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from factpress.cache.build_record import LastBuild, last_build
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk, system
from factpress.output.content_folder import no_content
from factpress.preview.builder import Builder, Outcome, Progress, Task
from factpress.preview.places import Places
from factpress.preview.report import report
from factpress.preview.site import ShownSite
from factpress.preview.workplace import workplace
from factpress.theme import installed as program

_HOST = "127.0.0.1"
_PORTS_TRIED = 20
# Seconds after which a build shows how far it has come.
_LONG = 1.0
_ENOUGH = 50
ShowProgress = Callable[[str, int, int], None]


class PreviewError(Exception):
    """The preview cannot start; the message says why."""


class Terminal(NamedTuple):
    """What the preview writes to: lines, and how far the first build, or a later one, has come."""

    say: Callable[[str], None]
    progress: Callable[[bool], AbstractContextManager[ShowProgress]]


def preview(
    options: BuildOptions, cache: CacheOptions, port: int, editor: str, terminal: Terminal
) -> None:
    """Serves until a signal ends it, which is then raised again.

    `editor` is an address as `places.editor_address` gives it, or "". Raises PreviewError when no
    port can be had, or DiskError.
    """
    if not options.content.is_dir():
        raise PreviewError(f"{options.content}: {no_content(options.content)}")
    templates = options.templates or program.templates_beside(options.content)
    places = Places(options.content, templates, editor)
    watched = [options.content, places.templates, *filter(None, [options.archive])]
    # Folders of cards that lie side by side share their caches.
    shown = "drafts" if options.drafts else "readers"
    kept = cache.folder and cache.folder / "preview" / options.content.absolute().name / shown
    with ExitStack() as stack:
        place = stack.enter_context(workplace(kept, watched))
        how = cache._replace(records_in=place.records)
        what = options._replace(out=place.site, stale_lock="warning", to_be_hosted=False)
        builder = Builder(Task(what, how))
        stack.callback(builder.end)
        site, archive = _last_good((what, how), (options, cache))
        bar = stack.enter_context(ExitStack())
        state = _Preview(what, builder, site, places, terminal, bar, archive)
        number = _serve(state, port)
    signal.raise_signal(number)


def _last_good(*builds: tuple[BuildOptions, CacheOptions]) -> tuple[ShownSite, str]:
    """The site of the first of these builds that there was, and its folder of saved copies.

    It has no files where there was none.
    """
    for options, cache in builds:
        found = last_build(options.out, cache)
        if found and found.outputs and _is_of(found, options.content):
            return ShownSite(options.out, frozenset(found.outputs)), found.archive.folder
    return ShownSite(builds[0][0].out), ""


def _is_of(found: LastBuild, content: Path) -> bool:
    """Whether a build was of this folder of cards: some of its first files are as they were."""
    files = [(f"{content}/{path}", each) for path, each in found.content.items()][:_ENOUGH]
    return sum(1 for _ in disk.differing(files)) < len(files)


@dataclass(slots=True)
class _Preview:
    """A preview at work; `archive` is the folder of saved copies, as far as it is known."""

    options: BuildOptions
    builder: Builder
    site: ShownSite
    places: Places
    terminal: Terminal
    bar: ExitStack
    archive: str
    is_first: bool = True
    built: asyncio.Event = field(default_factory=asyncio.Event)

    def folders(self) -> list[Path]:
        """The folders to watch, whether they are there or not."""
        archive = self.options.archive or (Path(self.archive) if self.archive else None)
        found = [self.options.content, self.places.templates, program.default_templates()]
        return [*found, archive] if archive else found

    async def rebuild(self) -> None:
        """Builds, and shows and prints the outcome."""
        loop = asyncio.get_running_loop()
        show = self._show_from(loop.time() + (0 if self.is_first else _LONG))
        if self.is_first:
            self._tell("The site is being built.")

        def told(message: Progress) -> None:
            loop.call_soon_threadsafe(show, message)

        outcome = await asyncio.to_thread(self.builder.build, told)
        self.bar.close()
        for line in report(self.site.problems, outcome, is_first=self.is_first):
            self.terminal.say(line)
        self.is_first = False
        self._take(outcome)
        self.built.set()

    def _show_from(self, start: float) -> Callable[[Progress], None]:
        """A function that shows the progress of a build from a time on."""
        loop = asyncio.get_running_loop()
        bars: list[ShowProgress] = []

        def show(message: Progress) -> None:
            if loop.time() < start:
                return
            if not bars:
                bars.append(self.bar.enter_context(self.terminal.progress(self.is_first)))
            bars[0](message.stage, message.done, message.total)
            far = f" {message.done:,} of {message.total:,}" if message.total else ""
            self._tell(f"Building: {message.stage}{far}.")

        return show

    def _tell(self, words: str) -> None:
        self.site.building = words
        self.site.notify()

    def _take(self, outcome: Outcome) -> None:
        """Takes over the outcome of a build."""
        site = self.site
        if outcome.is_built:
            site.root, site.is_old = self.options.out, False
        if outcome.paths is not None:
            site.paths = frozenset(outcome.paths)
        site.is_built, site.problems, site.building = outcome.is_built, outcome.problems, ""
        site.version += 1
        site.notify()
        self.archive = outcome.archive


def _serve(state: _Preview, port: int) -> int:
    """Serves until a signal comes, and returns its number."""
    listener = _listener(port)
    loop = asyncio.new_event_loop()
    try:
        with _signals(loop) as ended:
            return loop.run_until_complete(_until(ended, state, listener))
    finally:
        # The process ends with the preview. To end each task politely would take half a second.
        loop.set_exception_handler(lambda *_: None)


@contextmanager
def _signals(loop: asyncio.AbstractEventLoop) -> Iterator[asyncio.Future[int]]:
    """The number of the first signal that comes to end this process."""
    ended = loop.create_future()

    def end(number: int, _: object) -> None:
        loop.call_soon_threadsafe(lambda: None if ended.done() else ended.set_result(number))

    before = {
        each: signal.signal(each, end)
        for each in system.ENDING
        if signal.getsignal(each) is not signal.SIG_IGN
    }
    try:
        yield ended
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


async def _until(ended: asyncio.Future[int], state: _Preview, listener: socket.socket) -> int:
    # Here, while the builder starts: they take as long to import as it does.
    from factpress.preview.app import application
    from factpress.preview.connections import server
    from factpress.preview.watch import watching

    number = listener.getsockname()[1]
    hosts = {f"{name}:{number}" for name in (_HOST, "localhost")}
    app = application(state.site, state.places)
    serving = asyncio.create_task(server(app, hosts).serve(sockets=[listener]))
    async with watching(state.folders, state.rebuild) as watch:
        if not state.site.paths:
            await _first(ended, watch, asyncio.create_task(state.built.wait()))
        if not ended.done():
            state.terminal.say(f"Preview at http://{_HOST}:{number}/")
        await _first(ended, serving, watch)
        return ended.result()


async def _first(*tasks: asyncio.Future[Any]) -> None:
    """Waits for the first of these to end. A mistake of ours stays loud."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()


def _listener(port: int) -> socket.socket:
    for candidate in range(port, port + _PORTS_TRIED) if port else [0]:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_HOST, candidate))
        except (OSError, OverflowError):
            listener.close()
        else:
            listener.listen(128)
            return listener
    raise PreviewError(f"no free port from {port} to {port + _PORTS_TRIED - 1}; choose --port")
