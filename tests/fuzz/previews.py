"""Properties of the preview: no request target and no header leads it to anything but the site."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from factpress.model.problems import Problem
from factpress.preview.app import application
from factpress.preview.connections import Guarded
from factpress.preview.places import Places
from factpress.preview.site import ShownSite
from small_site import site_in

_PORT = 8000
_CANARY = b"CANARY"
_OWN = (b"127.0.0.1:8000", b"localhost:8000")
_PAGES = {
    "index.html": b"<html><head></head><body>Home</body></html>",
    "404.html": b"<html><body>Nothing here</body></html>",
    "claims/dam/index.html": b"<html><body>Dam</body></html>",
    "feed.xml": b"<feed/>",
    "icon.svg": b"<svg/>",
}
Headers = Sequence[tuple[bytes, bytes]]


class _Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    content: bytes


@cache
def _served() -> tuple[tempfile.TemporaryDirectory[str], Any]:
    """The folder of a site with canaries in it and beside it, and its server."""
    folder: tempfile.TemporaryDirectory[str] = tempfile.TemporaryDirectory()
    site = site_in(Path(folder.name) / "site-1", {})
    for path, content in _PAGES.items():
        target = site.options.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    for path in ("canary.txt", "site-secret/canary.txt", "site/.factpress/canary.txt"):
        target = site.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_CANARY)
    problems = (Problem("claims/dam.md", 1, 1, "<script>alert(1)</script>"),)
    shown = ShownSite(site.options.out, frozenset(_PAGES), is_built=False, problems=problems)
    app = application(shown, Places(site.options.content, site.root / "templates"))
    return folder, Guarded(app, {own.decode() for own in _OWN})


def _answered(target: str, headers: Headers) -> _Answer:
    """The answer to a request target, which the server gets as uvicorn reads it."""
    way, _, query = target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(way),
        "raw_path": way.encode("utf-8", "replace"),
        "query_string": query.encode("utf-8", "replace"),
        "root_path": "",
        "headers": list(headers),
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", _PORT),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    # In a thread: a test that drives a browser may have left a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _served()[1](scope, receive, send)).result()
    content = b"".join(message.get("body", b"") for message in sent)
    named = {key.decode("latin-1"): value.decode("latin-1") for key, value in sent[0]["headers"]}
    return _Answer(sent[0]["status"], named, content)


def target(text: str) -> None:
    """A request target gives a page of the site, a move within it, or an error of the client."""
    answer = _answered(text, [(b"host", _OWN[0])])
    assert answer.status in (200, 307, 400, 404)
    assert _CANARY not in answer.content
    assert b"<script>alert" not in answer.content
    assert "access-control-allow-origin" not in answer.headers
    if answer.status == 307:
        location = answer.headers["location"]
        assert location.startswith("/")
        assert f"{unquote(location)[1:]}index.html" in _PAGES


def host(name: bytes) -> None:
    """Only the preview's own names are answered, given once."""
    assert _answered("/", []).status == 400
    assert _answered("/", [(b"host", each) for each in _OWN]).status == 400
    for path in ("/", "/-preview/client.js"):
        answer = _answered(path, [(b"host", name)])
        assert (answer.status == 200) == (name.lower() in _OWN)
        assert answer.status in (200, 400, 403)
        assert answer.status == 200 or b"Home" not in answer.content
