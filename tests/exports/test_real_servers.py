"""The rules for Apache, nginx and Caddy, with the servers themselves where they are installed.

Each answers for every address of a site, with compressed copies and without.
"""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from conftest import Site, site_in
from factpress.cli.server_lines import server_lines
from factpress.model.headers import ALWAYS, FOREVER, MEDIA_TYPES, REVALIDATED
from plenty import RICH

SETTINGS = "precompress: true\nhosting: {https_only: true}\n"
MODULES = "authz_core mime dir headers rewrite deflate filter unixd".split()


class Answer(NamedTuple):
    status: int
    headers: dict[str, list[str]]
    body: bytes

    def one(self, name: str) -> str:
        (value,) = self.headers.get(name.lower(), [""])
        return value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def program(*names: str) -> str:
    folders = ("/usr/sbin", "/usr/local/sbin")
    found = [shutil.which(n) or shutil.which(n, path=":".join(folders)) for n in names]
    present = [each for each in found if each]
    if not present:
        pytest.skip(f"{names[0]} is not installed")
    return present[0]


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[int]:
    """A server in the foreground, from when it listens."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def apache(site: Site, folder: Path) -> Iterator[int]:
    """Apache as Debian has it, which also compresses by itself."""
    binary = program("apache2", "httpd")
    modules = Path(binary).parents[1] / "lib/apache2/modules"
    port = free_port()
    named = [f"LoadModule mpm_event_module {modules}/mod_mpm_event.so"]
    named += [
        f"<IfModule !mod_{name}.c>\nLoadModule {name}_module {modules}/mod_{name}.so\n</IfModule>"
        for name in MODULES
    ]
    (folder / "types").write_text("application/gzip gz\n")
    lines = [
        f'ServerRoot "{folder}"', f"Listen 127.0.0.1:{port}", "ServerName localhost", *named,
        f'PidFile "{folder}/pid"', f'ErrorLog "{folder}/errors"', f'TypesConfig "{folder}/types"',
        f"Mutex file:{folder}", "User nobody", "Group nogroup",
        "AddType application/x-gzip .gz", "AddEncoding x-gzip .gz", 
        "AddOutputFilterByType DEFLATE text/html text/css",
        'Header set X-Content-Type-Options "nosniff"',
        f'DocumentRoot "{site.options.out}"', f'<Directory "{site.options.out}">',
        "Options FollowSymLinks", "AllowOverride FileInfo", "Require all granted", "</Directory>",
    ]  # fmt: skip
    configuration = folder / "httpd.conf"
    configuration.write_text("\n".join(lines) + "\n")
    with running([binary, "-f", str(configuration), "-DFOREGROUND"], port, folder):
        yield port


@contextmanager
def nginx(site: Site, folder: Path) -> Iterator[int]:
    binary = program("nginx")
    port = free_port()
    rules = server_lines("nginx", site.options.content, None)
    text = (
        f"daemon off; pid {folder}/pid; error_log {folder}/errors;\n"
        "events {}\nhttp {\naccess_log off;\n"
        + "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + f"server {{ listen 127.0.0.1:{port}; root {site.options.out};\n{rules}\n}}\n}}\n"
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(text)
    command = [binary, "-c", str(configuration), "-p", str(folder), "-e", str(folder / "errors")]
    with running(command, port, folder):
        yield port


@contextmanager
def caddy(site: Site, folder: Path) -> Iterator[int]:
    binary = program("caddy")
    port = free_port()
    rules = server_lines("caddy", site.options.content, None)
    configuration = folder / "Caddyfile"
    text = (
        f"{{\nadmin off\n}}\nhttp://127.0.0.1:{port} {{\nroot * {site.options.out}\n{rules}\n}}\n"
    )
    configuration.write_text(text)
    command = [binary, "run", "--config", str(configuration), "--adapter", "caddyfile"]
    with running(command, port, folder):
        yield port


Serve: TypeAlias = Callable[[Site, Path], AbstractContextManager[int]]
SERVERS: list[Serve] = [apache, nginx, caddy]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A site in a folder that a server can read after it has given up the rights of root."""
    files = {**RICH, "content/publication.yaml": RICH["content/publication.yaml"] + SETTINGS}
    with tempfile.TemporaryDirectory(prefix="factpress-hosted-") as folder:
        made = site_in(Path(folder), files)
        made.build()
        for path in (made.root, *made.root.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield made


def ask(connection: http.client.HTTPConnection, path: str, accepted: str) -> Answer:
    headers = {"Accept-Encoding": accepted} if accepted else {}
    connection.putrequest("GET", path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    found: dict[str, list[str]] = {}
    for name, value in answer.getheaders():
        found.setdefault(name.lower(), []).append(value)
    return Answer(answer.status, found, answer.read())


def addresses(site: Site) -> Iterator[tuple[str, Path]]:
    """Every address of the site with its file, pages by their folders and by their names."""
    for path in sorted(p for p in site.options.out.rglob("*") if p.is_file()):
        name = f"/{path.relative_to(site.options.out).as_posix()}"
        if "/." in name or name.endswith(".gz"):
            continue
        yield name, path
        if path.name == "index.html":
            yield name.removesuffix("index.html"), path


@pytest.mark.parametrize("serve", SERVERS, ids=["apache", "nginx", "caddy"])
@pytest.mark.parametrize("accepted", ["", "gzip, deflate, br", "gzip;q=0"])
def test_each_address_has_its_bytes_type_and_headers(
    site: Site, tmp_path: Path, serve: Serve, accepted: str
) -> None:
    with serve(site, tmp_path) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        wrong = [
            (name, why)
            for name, path in addresses(site)
            for why in _mistakes(ask(connection, name, accepted), name, path, accepted)
        ]
        connection.close()
    assert not wrong, wrong[:20]


def _mistakes(answer: Answer, name: str, path: Path, accepted: str) -> Iterator[str]:
    """The ways in which an answer is not that of the file."""
    if answer.status != 200:
        yield f"status {answer.status}"
        return
    copy = Path(f"{path}.gz")
    is_packed = accepted.startswith("gzip,") and copy.exists()
    if answer.one("content-encoding") != ("gzip" if is_packed else ""):
        yield f"encoded as {answer.headers.get('content-encoding')}"
        return
    body = gzip.decompress(answer.body) if is_packed else answer.body
    if body != path.read_bytes():
        yield "other bytes"
    if is_packed and answer.body != copy.read_bytes():
        yield "not the copy that was made"
    wanted = MEDIA_TYPES.get(path.suffix)
    if wanted and answer.one("content-type") != wanted:
        yield f"type {answer.headers.get('content-type')}"
    if copy.exists() and "Accept-Encoding" not in ", ".join(answer.headers.get("vary", [])):
        yield "no Vary"
    hashed = re.search(r"\.[0-9a-f]{12}\.\w+$", name)
    if answer.one("cache-control") != (FOREVER if hashed else REVALIDATED):
        yield f"kept {answer.headers.get('cache-control')}"
    policy = answer.one("content-security-policy")
    is_framed = "frame-ancestors 'none'" not in policy
    if is_framed != name.startswith("/embed/") or "script-src 'self'" not in policy:
        yield f"policy {policy}"
    for header, value in {**ALWAYS, "Strict-Transport-Security": "max-age=31536000"}.items():
        if answer.headers.get(header.lower()) != [value]:
            yield f"{header} {answer.headers.get(header.lower())}"


@pytest.mark.parametrize("serve", SERVERS, ids=["apache", "nginx", "caddy"])
@pytest.mark.parametrize("accepted", ["", "gzip"])
def test_an_address_that_leads_nowhere_has_the_not_found_page(
    site: Site, tmp_path: Path, serve: Serve, accepted: str
) -> None:
    page = (site.options.out / "404.html").read_bytes()
    with serve(site, tmp_path) as port:
        for path in (
            "/nowhere/",
            "/claims/nothing.css",
            "/embed/none/",
            "/assets/x.0123456789ab.js",
        ):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            answer = ask(connection, path, accepted)
            connection.close()
            body = gzip.decompress(answer.body) if answer.one("content-encoding") else answer.body
            assert (answer.status, body == page) == (404, True), path
            assert answer.one("content-type") == "text/html; charset=utf-8", path
            assert answer.headers["x-content-type-options"] == ["nosniff"], path
            assert "immutable" not in answer.one("cache-control"), path
