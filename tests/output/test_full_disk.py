"""Full and failing disks: a build ends with the path, or does without its cache and says so."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from commands import run
from conftest import CLAIM, MakeSite, Site
from factpress.cache.card_cache import CardFile, cached_card_file, new_card_file
from factpress.content import parsing
from factpress.model.limits import bytes_of_content
from factpress.model.problems import Damaged, DiskError
from factpress.output import disk, staging
from factpress.output.scanning import scan
from factpress.update import update

DISK = 74
LONG = "\n\n".join(f"Paragraph {n} of a long analysis of the dam." for n in range(4_000))


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A file system of its own in a folder, where root may mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs leave to mount a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Leaves no byte free."""
    with (folder / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 512)


def with_long_claims(number: int = 8) -> dict[str, str]:
    return {
        f"content/claims/dam-{n}.md": CLAIM.replace("in 2019.", f"in {1990 + n}.") + LONG
        for n in range(number)
    }


def clean_files(make_site: MakeSite, site: Site) -> dict[str, bytes]:
    """The files of a build of the same content where the disk has room."""
    update(site.options._replace(out=site.root / "clean"))
    out = site.root / "clean"
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_cache_is_told_and_done_without(make_site: MakeSite, jobs: int) -> None:
    site = make_site(with_long_claims())
    cache = site.cache._replace(jobs=jobs)
    with small_disk(site.root / ".factpress", "64k"):
        fill(site.root / ".factpress")
        for old, new in (("disagrees", "objects"), ("objects", "denies it")):
            for card in (site.root / "content/claims").glob("*.md"):
                card.write_text(card.read_text().replace(old, new))
            site.report = update(site.options, cache)
            told = [str(p) for p in site.report.problems if ".factpress" in p.path]
            assert len(told) == 1
            assert "no space left on device; what builds keep there was done without" in told[0]
            assert site.files() == clean_files(make_site, site)
            assert new in site.read("claims/dam-3/index.html")
            assert "Paragraph 3999 of" in site.read("claims/dam-3/index.html")


def test_one_claim_edited_with_a_cache_that_fills_up(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    with small_disk(site.root / ".factpress", "256k"):
        done = run(site, "build", "--quiet")
        assert (done.returncode, done.stderr) == (0, "")
        fill(site.root / ".factpress")
        site.edit("content/claims/dam.md", "disagrees", "objects")
        for _ in range(2):
            done = run(site, "build", "--quiet")
            assert done.returncode == 0
            # The record of an edit is short: it may fit into the last block of its file.
            assert done.stderr == "" or "no space left on device" in done.stderr
            assert "objects" in site.read("claims/dam/index.html")
        assert site.files() == clean_files(make_site, site)


def test_a_full_site_ends_the_build_with_the_path(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    with small_disk(site.workspace.folder, "96k"):
        done = run(site, "build", "--quiet")
        assert done.returncode == DISK
        assert done.stderr.count("\n") == 1
        assert ".site.factpress/new-" in done.stderr
        assert "cannot be written: no space left on device" in done.stderr
        assert not (site.options.out / "index.html").exists()


def _limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_limit_on_the_size_of_files_ends_the_build_with_the_path(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    done = subprocess.run(
        [sys.executable, "-m", "factpress", "build", "--quiet"],
        cwd=site.root, capture_output=True, text=True, check=False,
        preexec_fn=_limited(4_000),
    )  # fmt: skip
    assert done.returncode == DISK
    assert "cannot be written: file too large" in done.stderr
    assert not (site.options.out / "index.html").exists()


def failing(code: int, only: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """A function of `os` that fails where it is asked about some path."""

    def fail(path: Any, *rest: Any, **more: Any) -> Any:
        folder = more.get("dir_fd")
        whole = path if folder is None else Path(f"/proc/self/fd/{folder}").readlink() / path
        if isinstance(path, (str, Path)) and str(whole).endswith(only):
            raise OSError(code, os.strerror(code), str(whole))
        return call(path, *rest, **more)

    return fail


def outputs(site: Site) -> dict[str, bytes]:
    """The site without what was made ready and not put in its place."""
    return site.files()


READ = [
    "content/claims/dam.md", "content/publication.yaml", "content/evidence.lock",
    "site/index.html", "site/manifest.json", ".site.factpress/outputs.json", "templates/claim.html",
]  # fmt: skip


@pytest.mark.parametrize("path", READ)
def test_a_file_that_the_disk_does_not_give_ends_the_build(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    site = make_site()
    site.lock()
    update(site.options, site.cache)
    before = outputs(site)
    site.edit("content/topics/dams.md", "name: Dams", "name: All dams")
    monkeypatch.setattr(os, "open", failing(errno.EIO, path, os.open))
    with pytest.raises(DiskError, match=f"{path}: cannot be read: input/output error"):
        update(site.options, site.cache)
    monkeypatch.undo()
    assert outputs(site) == before


@pytest.mark.parametrize("name", ["cards", "cards.index", "last-build", "catalog"])
def test_a_cache_that_cannot_be_read_changes_no_page(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    site = make_site()
    site.lock()
    update(site.options, site.cache)
    site.edit("content/claims/dam.md", "disagrees", "objects")
    monkeypatch.setattr(os, "open", failing(errno.EIO, f".factpress/{name}", os.open))
    site.report = update(site.options, site.cache)
    assert site.files() == clean_files(make_site, site)


def test_a_cache_that_cannot_be_written_is_told(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    site.lock()
    shutil.rmtree(site.root / ".factpress")
    place = ".factpress/.cards.index.new"
    monkeypatch.setattr(os, "open", failing(errno.EROFS, place, os.open))
    site.report = update(site.options, site.cache)
    assert [str(p).removeprefix(f"{site.root}/") for p in site.report.problems] == [
        ".factpress/cards.index:1:1: warning: cannot be written: read-only file system; what "
        "builds keep there was done without, which costs time only"
    ]
    assert site.files() == clean_files(make_site, site)


def test_fewer_bytes_than_a_file_has_are_an_error(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    read = os.read

    def cut_short(descriptor: int, count: int) -> bytes:
        return b"" if count > 1_000_000 or os.fstat(descriptor).st_size else read(descriptor, count)

    monkeypatch.setattr(os, "read", cut_short)
    with pytest.raises(DiskError, match=r"only 0 of its \d+ bytes could be read"):
        disk.read(site.root / "content/claims/dam.md")
    with pytest.raises(DiskError, match=r"only 0 of its \d+ bytes could be read"):
        scan(site.root / "content", bytes_of_content)


def test_a_piece_cut_short_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "cards").write_bytes(b"0123456789")
    file = cached_card_file(tmp_path / "cards")
    assert file
    assert file.read(2, 8) == b"23456789"
    for start, length in ((2, 9), (11, 1), (0, 1 << 40), (1 << 70, 1)):
        with pytest.raises(DiskError):
            file.read(start, length)
    (tmp_path / "cards").write_bytes(b"01234")
    with pytest.raises(Damaged, match="cards: only 3 of 8 bytes could be read"):
        file.read(2, 8)


def test_what_the_disk_does_not_take_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []

    def once(descriptor: int, content: Any, place: int) -> int:
        written.append(place)
        if len(written) > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        # Half of what is asked: the rest comes with the next call.
        return pwrite(descriptor, bytes(content)[: max(1, len(content) // 2)], place)

    pwrite = os.pwrite
    file = new_card_file(None)
    monkeypatch.setattr(os, "pwrite", once)
    stored = [(file.add(bytes([n]) * 60_000), bytes([n]) * 60_000) for n in range(12)]
    file.flush()
    assert "no space left on device" in file.fault
    assert all(file.read(start, len(piece)) == piece for start, piece in stored)


def test_a_file_of_pieces_that_cannot_be_made_is_kept_in_memory(tmp_path: Path) -> None:
    file = CardFile("a folder", None, "a folder: cannot be written")
    start = file.add(b"some piece")
    assert file.read(start + 5, 5) == b"piece"
    with pytest.raises(Damaged):
        file.read(start + 5, 6)


def test_a_process_whose_pieces_are_lost_leaves_its_work_to_the_first(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    site = make_site(with_long_claims(12))
    site.cache = site.cache._replace(jobs=3)
    first, pwrite = os.getpid(), os.pwrite

    def of_first(*given: Any) -> int:
        if os.getpid() != first:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return pwrite(*given)

    monkeypatch.setattr(parsing, "_WORTH_A_FORK", 1)
    monkeypatch.setattr(os, "pwrite", of_first)
    site.report = update(site.options, site.cache)
    monkeypatch.undo()
    assert site.files() == clean_files(make_site, site)
    assert "Traceback" not in capfd.readouterr().err


def test_a_write_that_ends_early_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    stage = staging.Stage(tmp_path / "new", tmp_path)
    monkeypatch.setattr(os, "write", lambda d, content: write(d, bytes(content)[:7]))
    name = stage.add("0-1", "index.html", b"a page of more than seven bytes")
    assert Path(stage.place(name)).read_bytes() == b"a page of more than seven bytes"


def test_output_that_cannot_be_printed_is_an_error_of_the_disk(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "factpress", "verify"],
            cwd=site.root, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == DISK
    assert "no space left on device" in done.stderr.lower()
    assert "Traceback" not in done.stderr
