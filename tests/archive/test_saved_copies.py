"""Saved copies that crash, hang or exhaust what reads them are problems at their cards."""

from __future__ import annotations

import hashlib
import os
import socket
import stat
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from commands import run
from conftest import BASE, PUBLICATION, MakeSite
from factpress.archive.extraction import ExtractionError
from factpress.archive.saved_copies import CopyReader
from factpress.model.problems import BuildRefused
from factpress.model.settings import Limits
from factpress.update import update

PAGE = b"<p>The mayor opened the bridge on Monday.</p>"
ENDLESS = b"<!--" * 40_000
QUICK = Limits(document_seconds=1, document_memory_mb=256)


def bomb_of_pdf() -> bytes:
    """A PDF whose one page is 400 MB of spaces, packed."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(400)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + content + b"endobj\n"
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a broken marked section": ("a.html", lambda: b"<p>text<![a>x"),
    "comments without an end": ("a.html", lambda: b"<!--" * 40_000),
    "tags without an end": ("a.html", lambda: b"<a " * 1_400_000),
    "attributes without an end": ("a.html", lambda: b'<a b="' * 800_000),
    "deeply nested": ("a.html", lambda: b"<b>" * 200_000),
    "deeply nested lists": ("a.xhtml", lambda: b"<ul><li>" * 100_000),
    "character references": ("a.htm", lambda: b"&#" * 2_000_000),
    "a PDF that swells": ("a.pdf", bomb_of_pdf),
    "a PDF of nothing": ("a.pdf", lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 200_000),
    "bytes of no PDF": ("a.pdf", lambda: bytes(range(256)) * 400),
}


def told(name: str, content: bytes, limits: Limits = QUICK) -> str:
    """Why a document cannot be read; "" when it can."""
    with CopyReader(limits) as reader:
        try:
            reader.read(name, content)
        except ExtractionError as error:
            return str(error)
    return ""


@pytest.mark.parametrize("name", ["comments without an end", "deeply nested", "a PDF of nothing"])
def test_what_a_hostile_document_says_is_read_or_refused_in_time(name: str) -> None:
    document, content = HOSTILE[name]
    started = time.monotonic()
    with CopyReader(QUICK) as reader, suppress(ExtractionError):
        assert reader.about(document, content()).title == ""
    assert time.monotonic() - started < 25


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_read_or_refused_in_time(name: str) -> None:
    document, content = HOSTILE[name]
    started = time.monotonic()
    why = told(document, content())
    assert not why or 'document "a.' in why or why.startswith(("PDF cannot", "HTML cannot"))
    assert time.monotonic() - started < 25


def test_after_a_document_that_nothing_survives_the_next_is_read() -> None:
    with CopyReader(QUICK) as reader:
        assert "opened the bridge" in str(reader.read("first.html", PAGE))
        for _ in range(2):
            with pytest.raises(ExtractionError, match="takes more than 1 s to read"):
                reader.read("a.html", ENDLESS)
            assert "opened the bridge" in str(reader.read("next.html", PAGE))


def test_each_limit_is_named_with_its_setting() -> None:
    small = Limits(document_mb=1, document_seconds=1, document_memory_mb=64)
    assert told("a.html", b"<p>x" * 300_000, small) == (
        'document "a.html" has 1,200,000 bytes, and no more than 1 MB are read; save only its '
        "text, or set document_mb under limits: in publication.yaml"
    )
    assert told("a.txt", b"x" * 1_200_000, small).startswith('document "a.txt" has 1,200,000')
    assert told("a.html", ENDLESS) == (
        'document "a.html" takes more than 1 s to read; save only its text, as .txt, or set '
        "document_seconds under limits: in publication.yaml"
    )
    assert told("a.html", b"<p>x" * 250_000, small) == (
        'document "a.html" needs more than 64 MB of memory to be read; save only its text, '
        "as .txt, or set document_memory_mb under limits: in publication.yaml"
    )


def test_each_document_has_its_own_seconds() -> None:
    """A process that has read many for a while has not used up the time of the next."""
    page = b"<p>The mayor opened a bridge.</p>" * 12_000
    with CopyReader(Limits(document_seconds=2)) as reader:
        for _ in range(8):
            assert "bridge" in str(reader.read("a.html", page))


def test_the_reader_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTPRESS_CACHE_KEY", "a secret of the tests")
    with CopyReader(QUICK) as reader:
        reader.read("a.html", PAGE)
        child = reader._child
        assert child
        environment = Path(f"/proc/{child.pid}/environ")
        if environment.exists():
            assert b"a secret of the tests" not in environment.read_bytes()
    assert child.returncode == 0


def test_plain_text_starts_no_process() -> None:
    with CopyReader(QUICK) as reader:
        assert "bridge" in str(reader.read("a.txt", b"The mayor opened the bridge."))
        assert reader._child is None


def unusual(folder: Path, kind: str) -> None:
    place = folder / "gazette.txt"
    (folder / "gazette.txt").rename(folder / "other.txt")
    match kind:
        case "a FIFO":
            os.mkfifo(place)
        case "a folder":
            place.mkdir()
        case "a symbolic link, which is not followed":
            place.symlink_to(folder / "other.txt")
        case "a socket":
            listener = socket.socket(socket.AF_UNIX)
            here = os.open(folder, os.O_RDONLY)
            listener.bind(f"/proc/self/fd/{here}/gazette.txt")
            os.close(here)
            listener.close()
        case "a device":
            os.mknod(place, 0o600 | stat.S_IFCHR, os.makedev(1, 5))


@pytest.mark.parametrize(
    "kind",
    ["a FIFO", "a folder", "a symbolic link, which is not followed", "a socket", "a device"],
)
def test_only_a_regular_file_is_a_document(make_site: MakeSite, kind: str) -> None:
    site = make_site()
    try:
        unusual(site.root / "archive", kind)
    except (PermissionError, OSError) as error:
        pytest.skip(f"cannot be made here: {error}")
    started = time.monotonic()
    assert site.refused() == [
        f'content/sources/gazette.md:7:11: document "gazette.txt" is {kind}; put the file itself '
        "in the archive"
    ]
    assert time.monotonic() - started < 3


def test_what_was_a_document_and_is_none_any_more_is_told(make_site: MakeSite) -> None:
    """Also where a build had nothing to do before."""
    site = make_site()
    site.lock()
    update(site.options, site.cache)
    place = site.root / "archive/gazette.txt"
    place.unlink()
    os.mkfifo(place)
    with pytest.raises(BuildRefused) as refused:
        update(site.options, site.cache)
    assert 'document "gazette.txt" is a FIFO' in str(refused.value.problems[0])
    place.unlink()
    with place.open("wb") as file:
        file.truncate(6 << 30)
    started = time.monotonic()
    with pytest.raises(BuildRefused) as refused:
        update(site.options, site.cache)
    assert "has 6,442,450,944 bytes, and no more than 20 MB are read" in str(
        refused.value.problems[0]
    )
    assert time.monotonic() - started < 3


def with_page(content: bytes, settings: str = "") -> dict[str, str | bytes]:
    return {
        "content/publication.yaml": f"{PUBLICATION}{settings}",
        "content/sources/gazette.md": BASE["content/sources/gazette.md"]
        .replace("gazette.txt", "gazette.html")
        .replace("SHA256", hashlib.sha256(content).hexdigest()),
        "archive/gazette.html": content,
    }


def test_every_failure_is_a_problem_at_the_card(make_site: MakeSite) -> None:
    site = make_site(with_page(b"<p>text<![a>x"))
    done = run(site, "build", "--quiet")
    assert done.returncode == 1
    assert "\ncontent/sources/gazette.md:7:11: " in done.stderr
    assert "cannot be read" in done.stderr
    assert "Traceback" not in done.stderr
    for setting, content in (
        ("document_seconds: 1", ENDLESS),
        ("document_mb: 1", b"x" * 1_200_000),
    ):
        site = make_site(with_page(content, f"limits: {{{setting}}}\n"), name=setting[:10])
        problems = site.refused()
        assert problems[0].startswith('content/sources/gazette.md:7:11: document "gazette.html" ')
        assert setting.partition(":")[0] in problems[0]


def test_a_document_in_the_content_has_the_same_limits(make_site: MakeSite) -> None:
    files = with_page(ENDLESS, "limits: {document_seconds: 1}\n")
    files["content/documents/gazette.html"] = files.pop("archive/gazette.html")
    card = str(files["content/sources/gazette.md"])
    files["content/sources/gazette.md"] = card.replace("kind:", "republish: full\nkind:")
    problems = make_site(files).refused()
    assert any("takes more than 1 s to read" in problem for problem in problems)
    huge = make_site(name="huge")
    with (huge.root / "content/claims/huge.md").open("wb") as file:
        file.truncate(6 << 30)
    problems = huge.refused()
    assert problems[0] == (
        "content/claims/huge.md:1:1: file has 6,442,450,944 bytes, and at most 256 kB are read"
    )
