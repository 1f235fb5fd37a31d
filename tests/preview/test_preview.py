"""The preview as a server: what it serves, and to whom."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from conftest import CLAIM, MakeSite, Site, site_in
from previewing import previewing

TRAVERSALS = (
    "/../canary.txt", "/%2e%2e/canary.txt", "/..%2fcanary.txt", "/%252e%252e/canary.txt",
    "/..\\canary.txt", "/..%5ccanary.txt", "//canary.txt", "///etc/passwd", "/./../canary.txt",
    "/claims/../../canary.txt", "/claims/%2e%2e/%2e%2e/canary.txt", "/canary.txt%00.html",
    "/%00", "/index.html%00", "/#/../canary.txt", "/index.html?raw??", "/?/../../canary.txt",
    "/.factpress/manifest.json", "/site-secret/canary.txt", "/../site-secret/canary.txt",
    "/%c0%ae%c0%ae/canary.txt", "/..;/canary.txt", "/content/publication.yaml", "/%", "/%zz",
    "http://evil.test/../canary.txt", "*", "/" + "a" * 5000, "/" + "../" * 200 + "etc/passwd",
    *(
        f"{start}{step * 3}{name}"
        for start in ("/", "//", "/claims/", "/assets/", "/-preview/", "")
        for step in ("../", "..%2f", "%2e%2e/", "..\\", ".%2e/", "%252e%252e%252f")
        for name in ("canary.txt", "site-secret/canary.txt")
        if start or step.startswith("/")
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A site that no test changes, and the address of its preview."""
    files = {"canary.txt": "CANARY", "site-secret/canary.txt": "CANARY"}
    site = site_in(tmp_path_factory.mktemp("served") / "site-1", files)
    with previewing(site) as address:
        yield site, address


def ask(address: str, target: str, headers: str = "", host: str | None = None) -> bytes:
    """Sends one request as it stands, without any client's tidying; gives the whole answer."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as link:
        name = parts.netloc if host is None else host
        request = f"GET {target} HTTP/1.1\r\nHost: {name}\r\n{headers}Connection: close\r\n\r\n"
        link.sendall(request.encode("latin-1"))
        answer = b""
        while part := link.recv(65536):
            answer += part
    return answer


def test_pages_are_served_with_the_client_and_without_it_in_site(
    served: tuple[Site, str],
) -> None:
    site, address = served
    answer = ask(address, "/claims/dam/").decode()
    assert answer.startswith("HTTP/1.1 200")
    assert "/-preview/client.js" in answer
    assert "cross-origin-resource-policy: same-origin" in answer.lower()
    assert "access-control-allow-origin" not in answer.lower()
    assert not site.options.out.exists()


def test_addresses_without_their_slash_and_unknown_ones(served: tuple[Site, str]) -> None:
    _, address = served
    moved = ask(address, "/claims/dam").decode()
    assert moved.startswith("HTTP/1.1 307")
    assert "location: /claims/dam/" in moved
    assert ask(address, "/nowhere/").startswith(b"HTTP/1.1 404")


def test_no_request_target_leads_out_of_the_site(served: tuple[Site, str]) -> None:
    _, address = served
    for target in TRAVERSALS:
        answer = ask(address, target)
        assert b"CANARY" not in answer, target
        assert b"root:" not in answer, target
        assert not answer.startswith(b"HTTP/1.1 5"), target
    assert ask(address, "/").startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("host", ["evil.test", "127.evil.test", "", "127.0.0.1", "[::1", "a b"])
def test_other_hosts_are_turned_away(served: tuple[Site, str], host: str) -> None:
    _, address = served
    assert ask(address, "/", host=host)[:12] in (b"HTTP/1.1 403", b"HTTP/1.1 400")


@pytest.mark.parametrize("origin", ["http://evil.test", None, "null"])
def test_reloads_are_told_to_our_own_pages_only(
    served: tuple[Site, str], origin: str | None
) -> None:
    _, address = served
    url = address.replace("http", "ws") + "-preview/reloads"
    with pytest.raises(InvalidStatus) as refused, connect(url, origin=origin):  # type: ignore[arg-type]
        pass
    assert refused.value.response.status_code == 403


def test_problem_texts_are_escaped(make_site: MakeSite) -> None:
    broken = CLAIM.replace("rating: mixed", "rating: <script>alert(1)</script>")
    with previewing(make_site({"content/claims/dam.md": broken})) as address:
        answer = ask(address, "/").decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer
    assert "<script>alert" not in answer
