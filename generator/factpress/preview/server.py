"""Preview: serves the site on this machine, rebuilds it on every change, reloads the browser.

In: the options of a build. Builds into a folder of its own, never into `site/`; the client that
reloads pages is put in while serving. Serves the files of the last good build and nothing else.
Problems are shown in the page, above the last good build, and the server stays up.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from factpress.model.problems import BuildRefused, DiskError, Problem, as_text, warnings
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk
from factpress.preview.pages import CLIENT_SCRIPT, CLIENT_STYLE, broken_page, served_page
from factpress.preview.watch import watching
from factpress.theme import installed as program
from factpress.update import update

Say = Callable[[str], None]

_HOST = "127.0.0.1"
_PORTS_TRIED = 20
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}
# https://developer.mozilla.org/docs/Web/HTTP/Headers/Cross-Origin-Resource-Policy: keeps other
# sites open in the same browser from reading an unpublished publication.
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


class PreviewError(Exception):
    """The preview cannot start; the message says why."""


@dataclass(slots=True)
class _Desk:
    """What the server knows of the last builds."""

    options: BuildOptions
    cache: CacheOptions
    say: Say
    version: int = 0
    paths: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def rebuild(self) -> None:
        await asyncio.to_thread(self._build)
        async with self.changed:
            self.version += 1
            self.changed.notify_all()

    def _build(self) -> None:
        try:
            report = update(self.options, self.cache)
        except BuildRefused as refused:
            self.problems = refused.problems
            self.say(f"{as_text(refused.problems)}\nnot rebuilt")
        except DiskError as error:
            self.problems = (Problem(str(self.options.content), 1, 1, str(error)),)
            self.say(f"not rebuilt: {error}")
        except Exception:
            # A mistake of ours must stay loud, and must not take the writer's server down.
            self.say(traceback.format_exc())
            self.problems = (Problem("factpress", 1, 1, "internal error; see the terminal"),)
        else:
            self.problems = ()
            self.paths = frozenset(o.path for o in report.outputs if o.status != "removed")
            written = sum(o.status == "written" for o in report.outputs)
            told = as_text(warnings(report.problems))
            self.say(f"{told}\n" * bool(told) + f"{written} written in {report.seconds:.2f} s")


def preview(options: BuildOptions, cache: CacheOptions, port: int, say: Say) -> None:
    """Serves until interrupted. Raises PreviewError when no port can be had."""
    if not options.content.is_dir():
        raise PreviewError(f"{options.content}: there is no such folder of cards")
    listener = _listener(port)
    address = f"http://{_HOST}:{listener.getsockname()[1]}/"
    with tempfile.TemporaryDirectory(prefix="factpress-preview-") as folder:
        out = Path(folder) / "site"
        previewed = options._replace(out=out, stale_lock="warning", to_be_hosted=False)
        desk = _Desk(previewed, cache._replace(jobs=1, records_in=Path(folder) / "records"), say)
        app = _app(desk, listener.getsockname()[1], lambda: say(f"Preview at {address}"))
        config = uvicorn.Config(
            app,
            log_level="warning",
            ws="websockets-sansio",
            lifespan="on",
            timeout_graceful_shutdown=1,
        )
        # A polite end must come to the end of this block too, where the folder is removed.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        uvicorn.Server(config).run(sockets=[listener])


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


def _app(desk: _Desk, port: int, ready: Callable[[], None]) -> Starlette:
    hosts = {f"{name}:{port}" for name in (_HOST, "localhost")}

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await desk.rebuild()
        folders = [desk.options.content, program.default_templates()]
        folders += [desk.options.templates] if desk.options.templates else []
        async with watching(folders, desk.rebuild):
            ready()
            yield

    async def page(request: Request) -> Response:
        if request.headers.get("host", "") not in hosts:
            return PlainTextResponse("This preview answers to its own host only.", 403)
        return _respond(desk, request.url.path)

    async def reloads(socket: WebSocket) -> None:
        origin = socket.headers.get("origin", "")
        if origin.removeprefix("http://") not in hosts:
            await socket.close(1008)
            return
        await _tell_of_reloads(desk, socket)

    def client(content: str, kind: str) -> Callable[[Request], Response]:
        return lambda _: Response(content, media_type=kind, headers=_HEADERS)

    routes = [
        Route("/-preview/client.js", client(CLIENT_SCRIPT, "text/javascript")),
        Route("/-preview/client.css", client(CLIENT_STYLE, "text/css")),
        WebSocketRoute("/-preview/reloads", reloads),
        Route("/{path:path}", page),
    ]
    return Starlette(routes=routes, lifespan=life)


async def _tell_of_reloads(desk: _Desk, socket: WebSocket) -> None:
    """Sends the number of each new build, until the page or the server goes away."""
    await socket.accept()
    telling = asyncio.create_task(_tell(desk, socket))
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        telling.cancel()


async def _tell(desk: _Desk, socket: WebSocket) -> None:
    told = -1
    while True:
        async with desk.changed:
            while desk.version == told:
                await desk.changed.wait()
            told = desk.version
        await socket.send_text(str(told))


def _respond(desk: _Desk, path: str) -> Response:
    wanted = path.lstrip("/")
    if wanted == "" or wanted.endswith("/"):
        wanted += "index.html"
    if wanted not in desk.paths and f"{wanted}/index.html" in desk.paths:
        return RedirectResponse(f"/{wanted}/", headers=_HEADERS)
    found = wanted if wanted in desk.paths else "404.html"
    content = disk.read(desk.options.out / found) if found in desk.paths else None
    status = 200 if found == wanted else 404
    if content is None:
        html = broken_page(desk.problems, desk.version)
        return Response(html, 404, _HEADERS, _TYPES[".html"])
    if found.endswith(".html"):
        content = served_page(content.decode("utf-8"), desk.problems, desk.version).encode("utf-8")
    kind = _TYPES.get(Path(found).suffix, "application/octet-stream")
    return Response(content, status, _HEADERS, kind)
