"""Folders are read without following links, regular files only, within limits."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import run
from conftest import MakeSite, Site
from factpress.model import limits
from factpress.model.limits import bytes_of_content
from factpress.model.problems import DiskError, FolderRefused
from factpress.output import disk, scanning, system
from factpress.output.scanning import scan
from factpress.update import update

CANARY = "canary of somebody else"


def fifo(path: Path) -> None:
    os.mkfifo(path)


def bound_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # an address has at most 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(here)


STRANGE: dict[str, Callable[[Path], None]] = {"fifo": fifo, "socket": bound_socket}
PLACES = [
    "content/claims/other.md", "content/claims/dam.md", "content/documents/paper.txt",
    "content/evidence.lock", "templates/claim.html", "templates/assets/theme.css",
    "archive/gazette.txt", "archive", "templates", ".factpress/cards", ".factpress/last-build",
    "site/index.html", "site/claims/dam/index.html", "site/manifest.json",
]  # fmt: skip


def put(site: Site, place: str, make: Callable[[Path], None]) -> None:
    path = site.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        path.rename(site.root / "moved")
    path.unlink(missing_ok=True)
    make(path)


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_regular_file_is_refused_by_name(
    make_site: MakeSite, place: str, kind: str
) -> None:
    site = make_site()
    site.lock()
    update(site.options, site.cache)
    put(site, place, STRANGE[kind])
    started = time.process_time()
    done = run(site, "build", "--quiet")
    assert time.process_time() - started < 1
    assert done.returncode == 1
    assert Path(place).name in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("quote", "gazette", "dam"), ("lock",), ("verify",)])
def test_no_command_waits_for_a_fifo_in_the_archive(
    make_site: MakeSite, command: tuple[str, ...]
) -> None:
    site = make_site()
    put(site, "archive/gazette.txt", fifo)
    done = run(site, *command)
    assert done.returncode == 1
    assert '"gazette.txt" is a FIFO' in done.stderr


@pytest.mark.parametrize("folder", ["content/claims/more", "content/claims", "content"])
def test_no_link_to_a_folder_is_followed_below_the_root(tmp_path: Path, folder: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.md").write_text(CANARY)
    path = tmp_path / "root" / folder
    path.parent.mkdir(parents=True)
    path.symlink_to(outside)
    files, problems = scan(tmp_path / "root", bytes_of_content)
    assert files == ()
    assert [(p.path, p.message.partition(",")[0]) for p in problems] == [
        (folder, "is a symbolic link")
    ]
    with pytest.raises(OSError, match=r"Not a directory|Too many levels"):
        system.open_unfollowed(tmp_path / "root", f"{folder}/x.md")
    assert disk.read_below(tmp_path / "root", f"{folder}/x.md") is None


def test_a_folder_that_becomes_a_link_between_listing_and_reading_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, outside = tmp_path / "content", tmp_path / "outside"
    for folder in (root / "claims", outside):
        folder.mkdir(parents=True)
    (root / "claims/dam.md").write_text("ours")
    (outside / "dam.md").write_text(CANARY)
    entries = system.OpenFolder.entries

    def swapped(folder: system.OpenFolder, most: int) -> list[os.DirEntry[str]]:
        found = entries(folder, most)
        if [entry.name for entry in found] == ["dam.md"]:
            (root / "claims").rename(tmp_path / "old")
            (root / "claims").symlink_to(outside)
        return found

    monkeypatch.setattr(system.OpenFolder, "entries", swapped)
    files, _ = scan(root, bytes_of_content)
    assert [file.content for file in files] == [b"ours"]


def test_a_file_that_becomes_a_link_between_listing_and_reading_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "content"
    root.mkdir()
    (root / "a.md").write_text("ours")
    (tmp_path / "secret").write_text(CANARY)
    entries = system.OpenFolder.entries

    def swapped(folder: system.OpenFolder, most: int) -> list[os.DirEntry[str]]:
        found = entries(folder, most)
        (root / "a.md").unlink()
        (root / "a.md").symlink_to(tmp_path / "secret")
        return found

    monkeypatch.setattr(system.OpenFolder, "entries", swapped)
    files, problems = scan(root, bytes_of_content)
    assert files == ()
    assert "too many levels of symbolic links" in problems[0].message


def test_folders_are_closed_also_when_reading_ends_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c.md").write_text("x")
    monkeypatch.setattr(scanning, "digest", lambda _: 1 / 0)
    before = len([*Path("/proc/self/fd").iterdir()])
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            scan(tmp_path, bytes_of_content)
    assert len([*Path("/proc/self/fd").iterdir()]) == before


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("claims/big.md", limits.CARD_BYTES), ("publication.yaml", limits.SETTINGS_BYTES),
        ("evidence.lock", limits.LOCK_BYTES), ("documents/a.txt", limits.DOCUMENT_BYTES),
        ("evidence.lock.minisig", limits.SIGNATURE_BYTES), ("stray.yaml", limits.CARD_BYTES),
    ],
)  # fmt: skip
def test_a_file_above_its_limit_is_not_read(make_site: MakeSite, path: str, size: int) -> None:
    site = make_site({f"content/{path}": ""})
    os.truncate(site.root / "content" / path, size + 1)
    expected = f"content/{path}:1:1: file has {size + 1:,} bytes, and at most"
    assert any(problem.startswith(expected) for problem in site.refused())


def test_a_template_above_its_limit_is_not_read(make_site: MakeSite) -> None:
    site = make_site({"templates/claim.html": "x" * (limits.TEMPLATE_BYTES + 1)}).use_templates()
    assert any("claim.html:1:1: file has 1,048,577 bytes" in each for each in site.refused())


def test_folders_that_are_too_deep_or_hold_too_many_files_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deep" / "/".join("a" * limits.FOLDERS) / "a").mkdir(parents=True)
    _, problems = scan(tmp_path / "deep", bytes_of_content)
    assert [p.message for p in problems] == ["is more than 16 folders deep; move it up"]
    monkeypatch.setattr(limits, "FILES", 3)
    for number in range(5):
        (tmp_path / f"{number}.md").write_text("")
    _, problems = scan(tmp_path, bytes_of_content)
    assert any("holds more than 3 files" in p.message for p in problems)


@pytest.mark.parametrize("name", ["a\u202eb.md", "a\nb.md", "a\x1b[31mb.md", "a\u200bb.md"])
def test_a_deceptive_file_name_is_refused_and_printed_by_code(
    make_site: MakeSite, name: str
) -> None:
    site = make_site()
    (site.root / "content/claims" / name).write_text("x")
    for form in ("text", "github", "json"):
        done = run(site, "check", "--format", form)
        assert done.returncode == 1
        assert not set(done.stdout + done.stderr) & {"\x1b", "\u202e", "\u200b"}
        assert "b.md" in done.stdout
        if form != "json":
            place = next(line for line in done.stdout.split("\n") if "b.md" in line)
            assert "file name holds" in place


def test_a_device_or_a_fifo_is_no_output_to_compare(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(FolderRefused, match="fifo: is not a regular file; remove it"):
        disk.read(tmp_path / "fifo")
    with pytest.raises(DiskError):
        disk.refuse_links(tmp_path)
