"""The preview's connections, asked with raw bytes: hosts, headers, slow clients."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.sync.client import connect
from websockets.typing import Origin

from factpress.preview import connections
from factpress.preview.connections import HEADERS

PATIENCE = 0.6
KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n"


async def page(request: Request) -> PlainTextResponse:
    return PlainTextResponse("secret " * 3)


async def reloads(waiting: WebSocket) -> None:
    await waiting.accept()
    await waiting.send_text("secret")
    await waiting.receive_text()


@contextmanager
def serving() -> Iterator[int]:
    """A server of one page and one socket, in a thread; gives its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    port: int = listener.getsockname()[1]
    routes = [WebSocketRoute("/-preview/reloads", reloads), Route("/{path:path}", page)]
    server = connections.server(Starlette(routes=routes), {f"127.0.0.1:{port}"})
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving() as found:
        yield found


def answer(port: int, request: str) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        link.sendall(request.replace("PORT", str(port)).encode("latin-1"))
        link.shutdown(socket.SHUT_WR)
        found = b""
        while part := link.recv(65536):
            found += part
    return found.decode("latin-1")


def ask(port: int, *lines: str, target: str = "/") -> str:
    return answer(
        port, "\r\n".join((f"GET {target} HTTP/1.1", *lines, "Connection: close", "", ""))
    )


HOSTS = [
    [], ["Host:"], ["Host: "], ["Host: evil.test"], ["Host: 127.evil.test:PORT"],
    ["Host: 127.0.0.1:PORT.evil.test"], ["Host: 127.0.0.1"], ["Host: 127.0.0.1:PORT:80"],
    ["Host: 127.0.0.1:PORT", "Host: evil.test"], ["Host: evil.test", "Host: 127.0.0.1:PORT"],
    ["Host: user@127.0.0.1:PORT"], ["Host: 127.0.0.1:PORT/"], ["Host: [::1"], ["Host: a b"],
    ["Host: 127.0.0.1:0PORT"], ["Host: 2130706433:PORT"], ["Host: 127.0.0.1:PORT, evil.test"],
    ["Host: \u00e9vil.test"], ["X-Forwarded-Host: 127.0.0.1:PORT"], ["Host: 127.1:PORT"],
    ["Host: localhost.:PORT"], ["Host: %31%32%37.0.0.1:PORT"], ["Host: *"], ["Host: null"],
]  # fmt: skip
TARGETS = ["/", "/-preview/client.js", "/-preview/reloads", "//evil.test", "/%2e%2e/x"]


@pytest.mark.parametrize("lines", HOSTS, ids=str)
def test_no_other_host_is_answered(port: int, lines: list[str]) -> None:
    for target in TARGETS:
        found = ask(port, *lines, target=target)
        assert found[:12] in ("HTTP/1.1 400", "HTTP/1.1 403"), found
        assert "secret" not in found
        assert "location" not in found.lower()


def test_our_own_host_is_answered_in_any_case(port: int) -> None:
    assert ask(port, f"HOST: 127.0.0.1:{port}").startswith("HTTP/1.1 200")


@pytest.mark.parametrize(
    "request_lines",
    [
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", "GET / HTTP/1.1\r\nHost: evil\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 0\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n", "\x00\x01\r\n\r\n", "GET  HTTP/1.1\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: a\r\n\r\n", "GET /\x1b[31m HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET /-preview/reloads HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n{UPGRADE}{KEY}\r\n",
        f"GET /-preview/reloads HTTP/1.1\r\nHost: evil\r\n{UPGRADE}{KEY}\r\n",
        f"GET /-preview/reloads HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n{UPGRADE}\r\n",
        f"GET /-preview/reloads HTTP/1.1\r\n{UPGRADE}{KEY}\r\n",
        f"GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT\r\n"
        f"{UPGRADE}{KEY}\r\n",
    ],
)  # fmt: skip
def test_every_answer_has_the_same_headers(port: int, request_lines: str) -> None:
    found = answer(port, request_lines)
    head = found.partition("\r\n\r\n")[0].lower()
    assert found.startswith("HTTP/1.1 ")
    assert not found.startswith("HTTP/1.1 5")
    for name, value in HEADERS:
        assert head.count(f"{name}: {value}".lower()) == 1, (name, found)
    assert "access-control" not in head
    assert "server:" not in head


@pytest.mark.parametrize(
    "origin",
    ["http://evil.test", "127.0.0.1:PORT", "https://127.0.0.1:PORT", "null", "",
     "http://127.0.0.1:PORT.evil.test", "http://127.0.0.1:PORT/", "http://localhost"],
)  # fmt: skip
def test_a_socket_of_another_page_is_refused(port: int, origin: str) -> None:
    lines = [f"Host: 127.0.0.1:{port}", f"Origin: {origin}", *(UPGRADE + KEY).split("\r\n")]
    found = answer(
        port, "\r\n".join(("GET /-preview/reloads HTTP/1.1", *filter(None, lines), "", ""))
    )
    assert found.startswith("HTTP/1.1 403")
    assert "secret" not in found


def test_a_socket_of_our_own_page_is_answered(port: int) -> None:
    url = f"ws://127.0.0.1:{port}/-preview/reloads"
    with connect(url, origin=Origin(f"http://127.0.0.1:{port}")) as link:
        assert link.recv() == "secret"


SLOW = {
    "nothing": "",
    "half a line": "GET / HT",
    "half a head": "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-A: b",
    "no body": "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 1000\r\n\r\nab",
    "half an upgrade": f"GET /-preview/reloads HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n{UPGRADE}",
    "second half": "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\nGET / HT",
    "silent socket": "GET /-preview/reloads HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n"
    f"Origin: http://127.0.0.1:PORT\r\n{UPGRADE}{KEY}\r\n",
}


def test_slow_clients_are_closed_and_a_page_is_still_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "PATIENCE", PATIENCE)
    monkeypatch.setattr(connections, "_PING", PATIENCE / 2)
    with serving() as port:
        links = {}
        for name, request in list(SLOW.items()) * 10:
            link = socket.create_connection(("127.0.0.1", port), timeout=10)
            link.sendall(request.replace("PORT", str(port)).encode())
            links[link] = name
        assert ask(port, f"Host: 127.0.0.1:{port}").startswith("HTTP/1.1 200")
        started = time.monotonic()
        for link, name in links.items():
            with link:
                try:
                    while link.recv(65536):
                        assert time.monotonic() - started < 10, name
                except ConnectionResetError:
                    pass
        assert ask(port, f"Host: 127.0.0.1:{port}").startswith("HTTP/1.1 200")


def test_the_real_patience_is_at_most_half_a_minute() -> None:
    assert connections.PATIENCE <= 30
    assert 2 * connections._PING <= connections.PATIENCE
