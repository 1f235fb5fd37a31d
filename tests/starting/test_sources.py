"""`factpress source add`: a file or a fetched page becomes a saved copy with its card."""

from __future__ import annotations

import gzip
import hashlib
import http.server
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from commands import run
from conftest import MakeSite, Site
from factpress.archive.metadata import About, about
from factpress.starting.fetching import AddressRefused, FetchLimits, Unreachable, fetch, is_public
from pdfs import pdf
from serving import answering
from small_site import files_in

PAGE = """\
<!doctype html><html lang="en-GB"><head><title>Bridge opens | Valley Post</title>
<meta property="og:site_name" content="Valley Post">
<meta property="og:title" content="Bridge opens">
<meta property="article:published_time" content="2021-03-04T10:00:00+02:00">
<meta name="author" content="Jo Reed"><link rel="canonical" href="https://post.example/bridge">
</head><body><p>The mayor opened the bridge on Sunday with 140 lanterns.</p></body></html>
"""
LINKED = """\
<html><head><title>x</title><script type="application/ld+json">{"@graph": [
 {"@type": "WebSite", "name": "y"},
 {"@type": ["NewsArticle"], "headline": "Bridge  opens", "datePublished": "2021-03-04",
  "inLanguage": "fr", "author": [{"name": "Jo Reed"}, "Al Mar", {"url": "z"}],
  "publisher": {"name": "Valley Post"}}]}</script></head></html>
"""


def card_of(site: Site, card_id: str) -> dict[str, Any]:
    text = (site.root / f"content/sources/{card_id}.md").read_text("utf-8")
    fields: dict[str, Any] = yaml.safe_load(text.split("---\n")[1])
    return fields


def test_a_saved_page_becomes_a_source(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site()
    page = tmp_path / "Bridge opens?.HTML"
    page.write_text(PAGE)
    done = run(site, "source", "add", str(page))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "archive/Bridge opens.html",
        "content/sources/bridge-opens.md",
        "content/actors/valley-post.md",
    ]
    fields = card_of(site, "bridge-opens")
    assert str(fields.pop("published")) == "2021-03-04"
    assert fields == {
        "title": "Bridge opens",
        "publisher": "valley-post",
        "kind": "web page",
        "dated": "stated",
        "document": "Bridge opens.html",
        "sha256": hashlib.sha256(PAGE.encode()).hexdigest(),
        "language": "en-GB",
        "url": "https://post.example/bridge",
    }
    assert (site.root / "archive/Bridge opens.html").read_bytes() == PAGE.encode()
    assert "# By Jo Reed, as the document says." in (
        site.root / "content/sources/bridge-opens.md"
    ).read_text("utf-8")
    assert site.problems() == [
        "content/sources/bridge-opens.md:1:1: warning: no claim uses this source"
    ]
    assert run(site, "quote", "bridge-opens", "THE MAYOR opened").returncode == 0


def test_a_copy_and_cards_are_never_overwritten(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site()
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    assert run(site, "source", "add", str(page)).returncode == 0
    before = files_in(site.root)
    again = run(site, "source", "add", str(page))
    assert again.returncode == 1
    assert "bridge-opens.md: is there already" in again.stderr
    page.write_text(PAGE.replace("140", "150"))
    other = run(site, "source", "add", str(page), "--id", "other")
    assert other.returncode == 1
    assert "is there already with other bytes" in other.stderr
    assert files_in(site.root) == before


def test_a_publisher_that_has_a_card_is_named(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site()
    note = tmp_path / "note.txt"
    note.write_text("The minutes of May\n\nThe council met.\n")
    done = run(site, "source", "add", str(note), "--publisher", "gazette-press")
    assert done.stdout.splitlines() == ["archive/note.txt", "content/sources/the-minutes-of-may.md"]
    fields = card_of(site, "the-minutes-of-may")
    assert (fields["publisher"], fields["published"]) == ("gazette-press", None)
    assert fields["draft"] is True
    assert "it is a draft until you fill in: published, dated" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"PK", "cannot be read; save it as"),
        ("a.txt", b"\xff\xfe\x00", "document is not UTF-8"),
        ("a.pdf", b"no pdf", "PDF cannot be read"),
    ],
)
def test_a_document_that_cannot_be_read_is_not_kept(
    make_site: MakeSite, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    site = make_site()
    before = files_in(site.root)
    (tmp_path / name).write_bytes(content)
    done = run(site, "source", "add", str(tmp_path / name))
    assert done.returncode == 1
    assert said in done.stderr
    assert files_in(site.root) == before
    assert run(site, "source", "add", "nowhere.txt").returncode == 74


def test_a_document_says_what_it_is() -> None:
    assert about("a.html", PAGE.encode()) == About(
        "Bridge opens", "2021-03-04", "en-GB", ("Jo Reed",), "Valley Post",
        "https://post.example/bridge",
    )  # fmt: skip
    assert about("a.html", LINKED.encode()) == About(
        "Bridge opens", "2021-03-04", "fr", ("Jo Reed", "Al Mar"), "Valley Post", "", "news report"
    )
    assert about("a.txt", b"\n# Minutes\n\nx").title == "Minutes"
    assert about("a.html", b"<h1>Only <b>this</b></h1>").title == "Only this"
    assert about("a.pdf", pdf(["The dam."])).published == ""


@pytest.mark.parametrize(
    "page",
    [
        "<script type='application/ld+json'>" + "[" * 5000 + "</script>",
        '<script type=\'application/ld+json\'>{"@type": {"a": 1}}</script>',
        "<meta name=author content='https://profile.example/x'><meta content=x><meta name=title>",
        "<title>\u202egnp.\x07exe</title>",
    ],
)
def test_hostile_metadata_is_passed_over(page: str) -> None:
    found = about("a.html", page.encode())
    assert found.title.isprintable()
    assert "\u202e" not in found.title
    assert found.authors == ()


class Pages(http.server.BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        answers: dict[str, Callable[[], None]] = {
            "/page": lambda: self.send("text/html", PAGE.encode()),
            "/gzip": lambda: self.send("text/html", gzip.compress(PAGE.encode()), encoding="gzip"),
            "/latin": lambda: self.send("text/plain; charset=windows-1251", "Мэр".encode("cp1251")),
            "/png": lambda: self.send("image/png", b"x"),
            "/big": lambda: self.send("text/plain", b"x" * 3000),
            "/slow": lambda: time.sleep(3),
            "/to/page": lambda: self.lead("/page"),
            "/round": lambda: self.lead("/round"),
            "/file": lambda: self.lead("file:///etc/passwd"),
        }
        answers.get(self.path, lambda: self.send_error(404))()

    def send(self, kind: str, content: bytes, encoding: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def lead(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def test_a_page_is_fetched_with_its_redirects_shown(make_site: MakeSite) -> None:
    site = make_site()
    with answering(Pages) as address:
        done = run(site, "source", "add", f"{address}to/page", "--allow-private")
    assert done.returncode == 0, done.stderr
    assert f"redirected to {address}page" in done.stderr
    assert (site.root / "archive/page.html").read_bytes() == PAGE.encode()
    # The page names an address of another host, which nobody has checked.
    assert card_of(site, "bridge-opens")["url"] == f"{address}page"


def test_a_private_address_is_refused(make_site: MakeSite) -> None:
    site = make_site()
    before = files_in(site.root)
    with answering(Pages) as address:
        done = run(site, "source", "add", f"{address}page")
    assert done.returncode == 1
    assert "--allow-private" in done.stderr
    assert files_in(site.root) == before


def test_a_text_of_another_encoding_is_kept_as_utf_8(make_site: MakeSite) -> None:
    site = make_site()
    with answering(Pages) as address:
        asked = (f"{address}latin", "--allow-private", "--id", "mayor", "--publisher", "ministry")
        assert run(site, "source", "add", *asked).returncode == 0
    assert (site.root / "archive/latin.txt").read_text("utf-8") == "Мэр"


LIMITS = FetchLimits(1, 2000, allow_private=True)


def test_gzip_is_unpacked() -> None:
    with answering(Pages) as address:
        assert fetch(f"{address}gzip", LIMITS, print).content == PAGE.encode()


@pytest.mark.parametrize(
    ("path", "error", "said"),
    [
        ("png", AddressRefused, "comes as image/png"),
        ("big", AddressRefused, "has more than"),
        ("file", AddressRefused, "only addresses that begin with http"),
        ("none", Unreachable, "answers 404"),
        ("round", Unreachable, "more than 5 redirects"),
        ("slow", Unreachable, "no whole answer came in 1 s"),
    ],
)
def test_a_fetch_has_limits(path: str, error: type[Exception], said: str) -> None:
    with answering(Pages) as address, pytest.raises(error, match=said):
        fetch(f"{address}{path}", LIMITS, lambda url: None)


def test_each_redirect_is_checked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public host may lead to a private one; here the names of hosts are ours."""
    import socket

    real = socket.getaddrinfo

    def resolved(host: str, port: int, **how: Any) -> Any:
        return real("127.0.0.1", port, **how) if host == "localhost" else real(host, port, **how)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    with answering(Pages) as address:
        public = FetchLimits(1, 2000, allow_private=False)
        with pytest.raises(AddressRefused, match="private network"):
            fetch(address.replace("127.0.0.1", "localhost"), public, print)


@pytest.mark.parametrize("url", ["ftp://a/b", "http://u:p@a/b", "http://", "https:///x", "x://a"])
def test_other_addresses_are_not_asked(url: str) -> None:
    with pytest.raises(AddressRefused):
        fetch(url, LIMITS, print)


def test_without_a_network_the_message_says_so(make_site: MakeSite) -> None:
    done = run(make_site(), "source", "add", "https://dam.invalid/page")
    assert done.returncode == 74
    assert "dam.invalid: the name cannot be resolved" in done.stderr


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses_are_told_from_others(address: str, wanted: bool) -> None:
    assert is_public(address) is wanted
