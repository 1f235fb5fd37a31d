"""The application of the preview's server: pages of the site, its client, and news of builds."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from factpress.model.headers import MEDIA_TYPES
from factpress.preview import pages
from factpress.preview.connections import RELOADS_PATH
from factpress.preview.overlay import overlay
from factpress.preview.places import Places
from factpress.preview.site import ShownSite

_HTML = MEDIA_TYPES[".html"]


def application(site: ShownSite, places: Places) -> Starlette:
    """The application that shows a site, with the places of its problems."""

    async def page(request: Request) -> Response:
        return _respond(site, places, request.url.path)

    async def problems(request: Request) -> Response:
        path = request.query_params.get("page", "/")
        html = overlay(site, places, pages.address(path)).html
        return Response(f"<!doctype html><title>Problems</title>{html}", 200, None, _HTML)

    async def reloads(socket: WebSocket) -> None:
        await _send_news(site, places, socket)

    def client(name: str) -> Callable[[Request], Response]:
        content, kind = pages.client_file(name), MEDIA_TYPES[Path(name).suffix]
        return lambda _: Response(content, media_type=kind)

    routes = [
        Route("/-preview/client.js", client("client.js")),
        Route("/-preview/client.css", client("client.css")),
        Route("/-preview/problems", problems),
        WebSocketRoute(RELOADS_PATH, reloads),
        Route("/{path:path}", page),
    ]
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False  # to no address of a request
    return app


def _respond(site: ShownSite, places: Places, path: str) -> Response:
    to = site.redirect(path)
    if to:
        return RedirectResponse(to)
    found = site.find(path)
    if found and not found.path.endswith(".html"):
        kind = MEDIA_TYPES.get(Path(found.path).suffix, "application/octet-stream")
        return Response(found.content, 200, None, kind)
    html = pages.served(pages.page_of(found, site), site, places, path)
    is_there = found is not None and found.is_there
    # A browser gives up on a site that is not built yet less soon than on a page that is not there.
    status = 200 if is_there else 404 if site.paths else 503
    return Response(html, status, None, _HTML)


async def _send_news(site: ShownSite, places: Places, socket: WebSocket) -> None:
    """Sends what becomes of a page and of builds, until the page or the server goes away."""
    await socket.accept()
    sending = asyncio.create_task(_send_states(site, places, socket))
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        sending.cancel()


async def _send_states(site: ShownSite, places: Places, socket: WebSocket) -> None:
    path = socket.query_params.get("page", "/")
    sent, told = -1, ""
    while True:
        version, words = site.version, pages.building_words(site)
        if words != told:
            await socket.send_text(json.dumps({"building": words}))
        if version != sent:
            await socket.send_text(pages.state_message(site, places, path))
        sent, told = version, words
        if (sent, told) == (site.version, pages.building_words(site)):
            await site.news()
