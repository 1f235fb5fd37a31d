"""Connections of the preview: whom it answers, with which headers, and how long it waits.

Any page that is open in the browser of a writer can send requests here, so each is hostile until
its Host says that it is for this preview, and nobody may keep a connection busy.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

# https://developer.mozilla.org/docs/Web/HTTP/Headers/Cross-Origin-Resource-Policy: keeps other
# sites open in the same browser from reading an unpublished publication.
HEADERS: Final = (
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
)
RELOADS_PATH: Final = "/-preview/reloads"
# Seconds within which a client must have sent a whole request and taken the answer.
PATIENCE: Final = 30
# Half of it each, for a client of the reloads that answers no ping.
_PING = 15
# https://datatracker.ietf.org/doc/html/rfc6455#section-4.2.1: 16 bytes in Base64.
_KEY = re.compile(rb"[A-Za-z0-9+/]{22}==")
# https://datatracker.ietf.org/doc/html/rfc9110#section-7.2: a name or an address, and a port.
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_Headers = Iterable[tuple[bytes, bytes]]


def server(app: ASGIApp, hosts: Collection[str]) -> uvicorn.Server:
    """A server of an application, for requests to one of these hosts, each with its port."""
    config = uvicorn.Config(
        Guarded(app, hosts),
        log_level="warning",
        http=Connection,
        ws="websockets-sansio",
        ws_ping_interval=_PING,
        ws_ping_timeout=_PING,
        lifespan="off",
        timeout_graceful_shutdown=1,
        server_header=False,
        headers=list(HEADERS),
    )
    return _Server(config)


class _Server(uvicorn.Server):
    """uvicorn's own, but that signals are not its affair: the preview ends at once."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Guarded:
    """An application that answers to its own hosts alone, and to its own pages' sockets."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = None if scope["type"] == "lifespan" else self._refusal(scope)
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """The answer to a request that is not for this preview; None to others."""
        is_socket = scope["type"] == "websocket"
        # The server adds the headers to the answers of pages alone.
        headers = dict(HEADERS) if is_socket else None
        named = _values(scope["headers"], b"host")
        if len(named) != 1 or not _HOST.fullmatch(named[0]):
            return PlainTextResponse("The request needs one Host.", 400, headers)
        allowed = named[0].lower() in self._hosts
        if is_socket:
            origins = [f"http://{host}" for host in self._hosts]
            origin = _values(scope["headers"], b"origin")
            allowed = allowed and len(origin) == 1 and origin[0] in origins
        if allowed and is_socket and scope["path"] != RELOADS_PATH:
            return PlainTextResponse("There is no such socket.", 404, headers)
        if allowed:
            return None
        return PlainTextResponse("This preview answers to its own host only.", 403, headers)


def _values(headers: _Headers, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key.lower() == name]


class Connection(H11Protocol):
    """uvicorn's own, but that it closes a client that is slow to send or to take."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def on_response_complete(self) -> None:
        self._wait()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait(is_over=True)
        super().connection_lost(exc)

    def _wait(self, *, is_over: bool = False) -> None:
        """Gives the client its time from now on."""
        if self._timer:
            self._timer.cancel()
        self._timer = None if is_over else self.loop.call_later(PATIENCE, self._end)

    def _end(self) -> None:
        # A socket has taken the connection over, and pings its client.
        if self.transport.get_protocol() is self:
            self.transport.abort()

    def _should_upgrade(self) -> bool:
        """Whether a request asks for a socket as it must; others are answered as pages are."""
        keys = [value for name, value in self.headers if name == b"sec-websocket-key"]
        is_right = len(keys) == 1 and _KEY.fullmatch(keys[0])
        is_known = (b"sec-websocket-version", b"13") in self.headers
        return bool(is_right) and is_known and super()._should_upgrade()

    def send_400_response(self, msg: str) -> None:
        """The answer to bytes that are no request."""
        lines = ["HTTP/1.1 400 Bad Request", "Content-Type: text/plain; charset=utf-8"]
        lines += [f"{name}: {value}" for name, value in HEADERS]
        head = "\r\n".join([*lines, f"Content-Length: {len(msg)}", "Connection: close", "", ""])
        self.transport.write((head + msg).encode("ascii"))
        self.transport.close()
