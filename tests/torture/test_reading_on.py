"""Readers in the middle of rebuilds meet one generation, then the next, each with its assets."""

from __future__ import annotations

import hashlib
import http.client
import http.server
import random
import re
import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest

from attempts import IN_FULL
from dam_site import dam_site
from serving import answering
from traced import run_plain

_CLAIMS, _READERS, _REBUILDS = (64, 50, 50) if IN_FULL else (8, 8, 3)
_PAGES = 5
_ASSETS = re.compile(r'(?:href|src)="([^"]+\.(?:css|js|svg|webmanifest))"')
_GENERATION = re.compile(r"generation (\d+)")
_SETTINGS = "content/publication.yaml"


class _Handler(http.server.BaseHTTPRequestHandler):
    """Serves a folder; each request opens its path anew, as plain web servers do."""

    protocol_version = "HTTP/1.1"
    folder: Path

    def do_GET(self) -> None:
        path = f"{self.path[1:]}index.html" if self.path.endswith("/") else self.path[1:]
        try:
            content = (self.folder / path).read_bytes()
        except OSError:
            content = b""
        self.send_response(HTTPStatus.OK if content else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class _Seen(NamedTuple):
    """An answer to a reader."""

    path: str
    status: int
    digest: str


class _Session(NamedTuple):
    """The answers of one reader, in order, and the generations of the pages."""

    seen: list[_Seen]
    generations: list[int]


def _generation(root: Path, number: int) -> None:
    """Makes the next generation: every page and the style sheet change."""
    path = root / _SETTINGS
    named = re.sub(r"(?m)^name: .*", f"name: In generation {number}", path.read_text())
    path.write_text(named)
    style = root / "templates/assets/style.css"
    style.parent.mkdir(parents=True, exist_ok=True)
    style.write_text(f"body {{ width: {number}px }}\n")
    ran = run_plain(root, 2)
    assert ran.code == 0, ran.errors


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found = tmp_path / "publication"
    dam_site(found, _CLAIMS)
    _generation(found, 0)
    return found


def _get(connection: http.client.HTTPConnection, path: str) -> tuple[_Seen, str]:
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    seen = _Seen(path, answer.status, hashlib.sha256(content).hexdigest())
    return seen, content.decode("utf-8", "replace")


def _read(address: str, pages: list[str], seed: int) -> _Session:
    """A session of five pages, each with all of its assets."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    session = _Session([], [])
    for page in random.Random(seed).sample(pages, _PAGES):
        seen, text = _get(connection, page)
        session.seen.append(seen)
        session.generations.append(int((_GENERATION.search(text) or [0, -1])[1]))
        assets = {urljoin(page, each) for each in _ASSETS.findall(text)}
        session.seen.extend(_get(connection, each)[0] for each in sorted(assets))
    connection.close()
    return session


def _pages(site: Path) -> list[str]:
    found = (p.relative_to(site).as_posix() for p in site.rglob("index.html"))
    shown = (p for p in found if "generation 0" in (site / p).read_text())
    return sorted(f"/{path.removesuffix('index.html')}" for path in shown)


def _remember(site: Path, known: dict[str, set[str]]) -> None:
    for path in site.rglob("*"):
        if path.is_file():
            address = f"/{path.relative_to(site).as_posix()}".removesuffix("index.html")
            known[address].add(hashlib.sha256(path.read_bytes()).hexdigest())


def test_readers_meet_no_torn_site(root: Path) -> None:
    site, known, stop = root / "site", defaultdict[str, set[str]](set), threading.Event()
    pages = _pages(site)
    assert len(pages) > _CLAIMS
    _remember(site, known)
    handler = type("_SiteHandler", (_Handler,), {"folder": site})

    def read_on(reader: int) -> list[_Session]:
        sessions: list[_Session] = []
        while not stop.is_set():
            sessions.append(_read(address, pages, reader * 100_000 + len(sessions)))
            stop.wait(0.2)
        return sessions

    with answering(handler) as address, ThreadPoolExecutor(_READERS) as threads:
        running = [threads.submit(read_on, reader) for reader in range(_READERS)]
        try:
            for number in range(1, _REBUILDS + 1):
                _generation(root, number)
                _remember(site, known)
        finally:
            stop.set()
        sessions = [session for each in running for session in each.result()]
    _judge(sessions, known)


def _judge(sessions: list[_Session], known: dict[str, set[str]]) -> None:
    seen = [each for session in sessions for each in session.seen]
    print(f"{len(sessions)} sessions, {len(seen)} answers")
    assert len(sessions) > _READERS
    assert len({each for session in sessions for each in session.generations}) > _REBUILDS // 2
    assert [each for each in seen if each.status != HTTPStatus.OK] == []
    assert [each for each in seen if each.digest not in known[each.path]] == []
    assert [s.generations for s in sessions if s.generations != sorted(s.generations)] == []
    assert [s.generations for s in sessions if -1 in s.generations] == []
    is_asset = re.compile(r"/assets/")
    assert sum(bool(is_asset.match(each.path)) for each in seen) > len(sessions)
