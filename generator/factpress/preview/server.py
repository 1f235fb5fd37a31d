"""Preview: serves the site on this machine, rebuilds it on every change, reloads the browser.

It builds into a folder of its own, never into `site/`, and serves the files of the last good build
alone. Each page gets the client that reloads it, and the problems of the last build, if any.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from factpress.model.characters import LINES, visible
from factpress.model.headers import MEDIA_TYPES
from factpress.model.problems import BuildRefused, DiskError, Problem, as_text, warnings
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk
from factpress.preview.connections import RELOADS_PATH, server
from factpress.preview.watch import watching
from factpress.theme import installed as program
from factpress.update import update

Say = Callable[[str], None]

_HOST = "127.0.0.1"
_PORTS_TRIED = 20

_CLIENT_SCRIPT = """\
(() => {
  const shown = document.currentScript.dataset.version;
  const connect = () => {
    const socket = new WebSocket(`ws://${location.host}/-preview/reloads`);
    socket.onmessage = (event) => { if (event.data !== shown) location.reload(); };
    socket.onclose = () => setTimeout(connect, 500);
  };
  connect();
})();
"""

_CLIENT_STYLE = """\
#factpress-problems {
  position: fixed; inset: auto 0 0 0; z-index: 1000; max-height: 60vh; overflow: auto;
  margin: 0; padding: 1rem 1.25rem; border-top: 4px solid #b3261e;
  background: #fff; color: #1c1b1a; font: 14px/1.5 ui-monospace, monospace;
}
#factpress-problems h2 { font: 600 16px/1.5 system-ui, sans-serif; margin: 0 0 .5rem; }
#factpress-problems ol { margin: 0; padding-inline-start: 1.5rem; }
#factpress-problems li { overflow-wrap: anywhere; margin-block: .35rem; }
#factpress-problems b { color: #b3261e; }
"""

_CLIENT = Markup(
    '<link rel="stylesheet" href="/-preview/client.css">'
    '<script src="/-preview/client.js" data-version="{}"></script>'
)
_PROBLEMS = Markup(
    '<section id="factpress-problems" role="alert" aria-label="Problems">'
    "<h2>Not rebuilt: {}</h2><ol>{}</ol></section>"
)
_ROW = Markup("<li><b>{}:{}:{}</b> {}</li>")
_POLICY = "default-src 'none'"
_POLICY_HERE = f"{_POLICY}; script-src 'self'; connect-src 'self'"


class PreviewError(Exception):
    """The preview cannot start; the message says why."""


@dataclass(slots=True)
class _Preview:
    """The outcome of the last builds."""

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
            warned = as_text(warnings(report.problems))
            self.say(f"{warned}\n" * bool(warned) + f"{written} written in {report.seconds:.2f} s")


def preview(options: BuildOptions, cache: CacheOptions, port: int, say: Say) -> None:
    """Serves until interrupted. Raises PreviewError when no port can be had."""
    if not options.content.is_dir():
        raise PreviewError(f"{options.content}: {disk.NO_FOLDER}")
    listener = _listener(port)
    address = f"http://{_HOST}:{listener.getsockname()[1]}/"
    with tempfile.TemporaryDirectory(prefix="factpress-preview-") as folder:
        out = Path(folder) / "site"
        previewed = options._replace(out=out, stale_lock="warning", to_be_hosted=False)
        state = _Preview(
            previewed, cache._replace(jobs=1, records_in=Path(folder) / "records"), say
        )
        app = _app(state, lambda: say(f"Preview at {address}"))
        hosts = {f"{name}:{listener.getsockname()[1]}" for name in (_HOST, "localhost")}
        # A polite end must come to the end of this block too, where the folder is removed.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        server(app, hosts).run(sockets=[listener])


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


def _app(state: _Preview, ready: Callable[[], None]) -> Starlette:
    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await state.rebuild()
        folders = [state.options.content, program.default_templates()]
        folders += [state.options.templates] if state.options.templates else []
        async with watching(folders, state.rebuild):
            ready()
            yield

    async def page(request: Request) -> Response:
        return _respond(state, request.url.path)

    async def reloads(socket: WebSocket) -> None:
        await _send_reloads(state, socket)

    def client(content: str, kind: str) -> Callable[[Request], Response]:
        return lambda _: Response(content, media_type=kind)

    routes = [
        Route("/-preview/client.js", client(_CLIENT_SCRIPT, "text/javascript")),
        Route("/-preview/client.css", client(_CLIENT_STYLE, "text/css")),
        WebSocketRoute(RELOADS_PATH, reloads),
        Route("/{path:path}", page),
    ]
    app = Starlette(routes=routes, lifespan=life)
    app.router.redirect_slashes = False  # to no address of a request
    return app


async def _send_reloads(state: _Preview, socket: WebSocket) -> None:
    """Sends the number of each new build, until the page or the server goes away."""
    await socket.accept()
    sending = asyncio.create_task(_send_versions(state, socket))
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        sending.cancel()


async def _send_versions(state: _Preview, socket: WebSocket) -> None:
    sent = -1
    while True:
        async with state.changed:
            while state.version == sent:
                await state.changed.wait()
            sent = state.version
        await socket.send_text(str(sent))


def _respond(state: _Preview, path: str) -> Response:
    wanted = path.lstrip("/")
    if wanted == "" or wanted.endswith("/"):
        wanted += "index.html"
    if wanted not in state.paths and f"{wanted}/index.html" in state.paths:
        return RedirectResponse(f"/{wanted}/")
    found = wanted if wanted in state.paths else "404.html"
    content = disk.read(state.options.out / found) if found in state.paths else None
    status = 200 if found == wanted else 404
    if content is None:
        html = _broken_page(state.problems, state.version)
        return Response(html, 404, None, MEDIA_TYPES[".html"])
    if found.endswith(".html"):
        content = _served_page(content.decode("utf-8"), state.problems, state.version).encode(
            "utf-8"
        )
    kind = MEDIA_TYPES.get(Path(found).suffix, "application/octet-stream")
    return Response(content, status, None, kind)


def _served_page(page: str, problems: Sequence[Problem], version: int) -> str:
    """A built page with the client, and with the problems of the last build if it was refused."""
    page = page.replace(_POLICY, _POLICY_HERE, 1)
    before, end, after = page.rpartition("</body>")
    if not end:
        before, after = page, ""
    shown = Markup("")
    if problems:
        rows = Markup("").join(
            _ROW.format(visible(p.path), p.line, p.column, visible(p.message, keep=LINES))
            for p in problems
        )
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        shown = _PROBLEMS.format(count, rows)
    return f"{before}{shown}{_CLIENT.format(version)}{end}{after}"


def _broken_page(problems: Sequence[Problem], version: int) -> str:
    """A page for the time before the first good build, or where there is no page."""
    title = "Not built yet" if problems else "Page not found"
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1></body></html>"
    )
    return _served_page(page, problems, version)
