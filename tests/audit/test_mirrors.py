"""A site on a server of this machine, compared with its manifest: whole, defaced, or hostile."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from audits import FILES, KEY, manifest_of, write_site
from factpress.audit.comparison import Audit, audited
from factpress.audit.mirror import Mirror
from factpress.lock.minisign import public_part, sign
from factpress.model.problems import DiskError
from serving import answering, serving

# How long an answer may take: for servers that answer, and for those that are too slow.
ENOUGH, SECONDS = 20, 1
WHOLE = {
    **FILES,
    "manifest.json": manifest_of(FILES),
    "manifest.json.minisig": sign(manifest_of(FILES), KEY, "manifest.json"),
}
DAM = "claims/dam/index.html"
TEXT = FILES[DAM]


class Host(BaseHTTPRequestHandler):
    """Serves the files of a site as hosts do: that of `/dir/` is its `index.html`."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.lstrip("/")
        found = WHOLE.get(path + "index.html" if path.endswith("/") or not path else path)
        self.answer(path, found)

    def answer(self, path: str, found: bytes | None) -> None:
        self.send(200, found) if found is not None else self.send(404, FILES["404.html"])

    def send(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if not headers.keys() & {"Content_Length", "Transfer_Encoding"}:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


Answer = Callable[[Host, str, bytes | None], None]


@contextmanager
def host(answer: Answer) -> Iterator[str]:
    """The address of a host that answers in a way of its own."""
    with answering(type("Hostile", (Host,), {"answer": answer})) as address:
        yield address


def audit(address: str, seconds: float = ENOUGH) -> Audit:
    mirror = Mirror(address, seconds)
    return audited(mirror, public_part(KEY), None, lambda stage, done, total: None)


def found(answer: Answer, seconds: float = ENOUGH) -> list[str]:
    with host(answer) as address:
        result = audit(address, seconds)
    assert result.signature.status == "valid"
    return [f"{each.status} {each.path}: {each.about}" for each in result.findings]


def instead_of(wanted: str, send: Callable[[Host, bytes], None]) -> Answer:
    """An answer for one address; the others are as they should be."""

    def answer(host: Host, path: str, found: bytes | None) -> None:
        send(host, found or b"") if path == wanted else Host.answer(host, path, found)

    return answer


def test_finds_nothing_on_a_host_of_the_site(tmp_path: Path) -> None:
    with host(Host.answer) as address:
        assert audit(address).findings == ()
        assert audit(address.rstrip("/")).findings == ()
    write_site(tmp_path)
    with serving(tmp_path) as address:  # sends gzip unasked
        assert audit(address).findings == ()


@pytest.mark.parametrize(
    ("defaced", "about"),
    [
        (TEXT.replace(b"full", b"void"), "has other bytes: its SHA-256 is "),
        (TEXT + b"\n", "has more than 26 bytes"),
        (TEXT + b"<script src=/x.js></script>", "has more than 26 bytes"),
        (TEXT[:-1], "has 25 bytes instead of 26"),
        (b"", "has 0 bytes instead of 26"),
    ],
)
def test_finds_a_page_that_was_altered(defaced: bytes, about: str) -> None:
    (finding,) = found(instead_of(DAM, lambda host, _: host.send(200, defaced)))
    assert finding.startswith(f"changed {DAM}: {about}")
    (finding,) = found(instead_of("claims/dam/", lambda host, _: host.send(200, defaced)))
    assert finding.startswith(f"changed {DAM}: at claims/dam/: {about}")


def test_finds_a_page_that_was_removed() -> None:
    for status in (404, 410):
        (finding,) = found(instead_of(DAM, lambda host, _, s=status: host.send(s, b"gone")))  # type: ignore[misc]
        assert finding == f"missing {DAM}: the server answers {status}"
    (finding,) = found(instead_of(DAM, lambda host, _: host.send(200, FILES["404.html"])))
    assert finding == f"changed {DAM}: has 18 bytes instead of 26"
    (finding,) = found(instead_of(DAM, lambda host, text: host.send(404, text)))
    assert finding == f"missing {DAM}: the server answers 404"


def test_the_page_for_what_is_not_there_may_come_with_that_status() -> None:
    assert found(instead_of("404.html", lambda host, text: host.send(404, text))) == []


@pytest.mark.parametrize("status", [403, 500, 503, 204])
def test_a_page_that_the_server_does_not_send_is_unreadable(status: int) -> None:
    (finding,) = found(instead_of(DAM, lambda host, _: host.send(status, b"")))
    assert finding == f"unreadable {DAM}: the server answers {status}"


def test_follows_redirects_on_the_same_host_and_shows_them() -> None:
    def answer(host: Host, path: str, found: bytes | None) -> None:
        if path.endswith("index.html"):
            folder = path.removesuffix("index.html")
            host.send(308, b"", Location=f"/{folder}")
        else:
            Host.answer(host, path, found)

    with host(answer) as address:
        result = audit(address)
    assert result.findings == ()
    assert result.redirects == {DAM: f"{address}claims/dam/", "index.html": address}


@pytest.mark.parametrize(
    ("location", "finding"),
    [
        ("https://evil.example/dam", "changed: leads to https://evil.example/dam"),
        ("//evil.example/", "changed: leads to http://evil.example/"),
        ("http://127.0.0.1:1/", "changed: leads to http://127.0.0.1:1/"),
        ("ftp://127.0.0.1/", "changed: leads to ftp://127.0.0.1/"),
        ("file:///etc/passwd", "changed: leads to file:///etc/passwd"),
        ("http://a@127.0.0.1/", "changed: leads to http://a@127.0.0.1/"),
        (f"/{DAM}", "unreadable: has more than 5 redirects, the last to "),
        ("/claims/dam/\x1b[2J", "missing: at /claims/dam/%1B[2J: the server answers 404"),
    ],
)
def test_follows_no_other_redirect(location: str, finding: str) -> None:
    status, about = finding.split(": ", 1)
    (line,) = found(instead_of(DAM, lambda host, _: host.send(302, b"", Location=location)))
    assert line.startswith(f"{status} {DAM}: {about}")


def endless(host: Host, _: bytes) -> None:
    host.send(200, b"", Transfer_Encoding="chunked")
    with suppress(OSError):
        while True:
            host.wfile.write(b"10000\r\n" + bytes(0x10000) + b"\r\n")


def without_end(host: Host, _: bytes) -> None:
    host.send(200, b"1a\r\n" + TEXT + b"\r\n", Transfer_Encoding="chunked")
    time.sleep(3 * SECONDS)


def byte_by_byte(host: Host, _: bytes) -> None:
    host.send(200, b"", Content_Length="26")
    for byte in TEXT:
        host.wfile.write(bytes([byte]))
        time.sleep(SECONDS / 8)


def headers_without_end(host: Host, _: bytes) -> None:
    with suppress(OSError):
        while True:
            host.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def slow_headers(host: Host, _: bytes) -> None:
    for number in range(40):
        host.wfile.write(b"HTTP/1.1 100 Continue\r\nX-%d: 1\r\n\r\n" % number)
        time.sleep(SECONDS / 8)


BOMB = gzip.compress(bytes(50_000_000))


def bomb(host: Host, _: bytes) -> None:
    host.send(200, BOMB, Content_Encoding="gzip")


@pytest.mark.parametrize(
    ("send", "finding"),
    [
        (lambda host, text: host.send(200, text * 1_000_000), "changed: has more than 26 bytes"),
        (endless, "changed: has more than 26 bytes"),
        (headers_without_end, "unreadable: no whole answer came in 1 seconds"),
        (without_end, "unreadable: no whole answer came in 1 seconds"),
        (byte_by_byte, "unreadable: no whole answer came in 1 seconds"),
        (slow_headers, "unreadable: no whole answer came in 1 seconds"),
        (lambda host, text: time.sleep(3 * SECONDS), "unreadable: no whole answer came"),
        (bomb, "changed: has more than 26 bytes"),
        (
            lambda host, text: host.send(200, text, Content_Encoding="br"),
            "unreadable: comes in the encoding br, which was not asked for",
        ),
        (
            lambda host, text: host.send(200, text, Content_Encoding="gzip"),
            "unreadable: error -3 while decompressing data: incorrect header check",
        ),
        (
            lambda host, text: host.send(200, text, Content_Length="30", Connection="close"),
            "unreadable: the answer was cut short",
        ),
        (
            lambda host, text: host.wfile.write(b"HTTP/9\x1b[2J 200 OK\r\n\r\n"),
            r"unreadable: http/9\x1b[2j",
        ),
        (
            lambda host, text: host.send(200, text, Content_Encoding="\x1b[2J"),
            r"unreadable: comes in the encoding \x1b[2j, which was not asked for",
        ),
        (lambda host, text: host.wfile.write(b"\x00\xff\r\n\r\n"), "unreadable: "),
        (lambda host, text: host.wfile.write(b"HTTP/1.1 200 " + b"x" * 100_000), "unreadable: "),
        (lambda host, text: host.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\nx"),
         "changed: has 1 bytes instead of 26"),
    ],
)  # fmt: skip
def test_limits_answers_in_size_and_time(send: Callable[[Host, bytes], None], finding: str) -> None:
    def closing(host: Host, text: bytes) -> None:
        send(host, text)
        host.close_connection = True

    status, about = finding.split(": ", 1)
    started = time.monotonic()
    (line,) = found(instead_of(DAM, closing), SECONDS)
    assert line.startswith(f"{status} {DAM}: {about}")
    assert time.monotonic() - started < 5 * SECONDS


def test_takes_compressed_files_and_their_compressed_copies() -> None:
    def answer(host: Host, path: str, found: bytes | None) -> None:
        if found is None:
            Host.answer(host, path, found)
        elif path.endswith(".gz"):  # as Apache sends them
            host.send(200, found, Content_Encoding="x-gzip")
        else:
            host.send(200, gzip.compress(found), Content_Encoding="gzip")

    copy = gzip.compress(TEXT)
    files = {**FILES, f"{DAM}.gz": copy}
    manifest = manifest_of(files)
    signature = sign(manifest, KEY, "manifest.json")
    with pytest.MonkeyPatch.context() as patch:
        for path, content in (
            (f"{DAM}.gz", copy), ("manifest.json", manifest), ("manifest.json.minisig", signature),
        ):  # fmt: skip
            patch.setitem(WHOLE, path, content)
        assert found(answer) == []


def test_gives_up_a_server_that_no_longer_answers() -> None:
    pages = {f"{number}.html": b"x" for number in range(60)}
    manifest = manifest_of(pages)
    asked = []

    def answer(host: Host, path: str, found: bytes | None) -> None:
        if path == "manifest.json":
            host.send(200, manifest)
        elif path in pages:
            asked.append(path)
            time.sleep(2 * SECONDS)
        else:
            Host.answer(host, path, None)

    with host(answer) as address:
        result = audit(address, SECONDS)
    assert len(result.findings) == 60
    assert {each.status for each in result.findings} == {"unreadable"}
    assert len(asked) < 20
    assert "not asked for" in result.findings[-1].about


def test_a_server_that_cannot_be_reached_cannot_be_read() -> None:
    with host(Host.answer) as address:
        pass
    with pytest.raises(DiskError, match=r"manifest.json: cannot be read: connection refused"):
        audit(address)


@pytest.mark.parametrize(
    ("send", "message"),
    [
        (lambda host, _: host.send(500, b""), "the server answers 500"),
        (lambda host, _: time.sleep(3 * SECONDS), "no whole answer came in 1 seconds"),
        (lambda host, _: host.send(302, b"", Location="https://evil.example/"), "leads to https"),
    ],
)
def test_a_manifest_that_does_not_come_cannot_be_read(
    send: Callable[[Host, bytes], None], message: str
) -> None:
    with host(instead_of("manifest.json", send)) as address, pytest.raises(DiskError) as error:
        audit(address, SECONDS)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"<!doctype html><title>Parked</title>", "is not one that factpress wrote"),
        (WHOLE["manifest.json"].replace(b'"404.html"', b'"../../x"'), "lists '../../x'"),
        (b"[" * 1_000_000, "has more than 8,192 bytes"),
    ],
)
def test_asks_for_nothing_that_a_forged_manifest_names(text: bytes, message: str) -> None:
    asked = []

    def answer(host: Host, path: str, found: bytes | None) -> None:
        asked.append(path)
        host.send(200, text) if path == "manifest.json" else Host.answer(host, path, found)

    with host(answer) as address:
        result = audit(address)
    (finding,) = result.findings
    assert finding.path == "manifest.json"
    assert message in finding.about
    assert asked == ["manifest.json", "manifest.json.minisig"]
    assert result.differs


def test_a_host_may_withhold_its_own_settings() -> None:
    files = {**FILES, "_headers": b"/*\n  X: 1\n", ".htaccess": b"Header set X 1\n"}
    manifest = manifest_of(files)
    for status, wrong in ((403, []), (404, []), (200, [".htaccess", "_headers"])):

        def answer(host: Host, path: str, found: bytes | None, status: int = status) -> None:
            if path == "manifest.json":
                host.send(200, manifest)
            elif path in ("_headers", ".htaccess"):
                host.send(status, b"other")
            else:
                Host.answer(host, path, found)

        with host(answer) as address:
            assert [each.path for each in audit(address).findings] == wrong


def test_asks_for_paths_with_any_character() -> None:
    path = "assets/a b?c#d%20é/x.css"
    files = {**FILES, path: b"p"}
    manifest, asked = manifest_of(files), []

    def answer(host: Host, path: str, found: bytes | None) -> None:
        asked.append(path)
        host.send(200, manifest if path == "manifest.json" else found or b"p")

    with host(answer) as address:
        audit(address)
    assert "assets/a%20b%3Fc%23d%2520%C3%A9/x.css" in asked
