"""A site's manifest is signed, but only if the site is as it lists it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from audits import FILES, KEY, manifest_of, write, write_site
from factpress.audit.comparison import Audit
from factpress.audit.signing import sign_site
from factpress.lock.minisign import check_signature, public_part, sign
from factpress.model.problems import DiskError
from factpress.output.site_folder import opened_site

MINISIGN = shutil.which("minisign")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_site(tmp_path / "site", signed=False)
    return tmp_path / "site"


def signed(folder: Path) -> Audit:
    with opened_site(folder) as site:
        return sign_site(site, KEY, lambda stage, done, total: None)


def test_signs_the_manifest_the_same_each_time(folder: Path) -> None:
    assert signed(folder).findings == ()
    signature = (folder / "manifest.json.minisig").read_bytes()
    assert check_signature(manifest_of(FILES), signature, public_part(KEY)) is None
    assert b"\ntrusted comment: factpress manifest.json\n" in signature
    signed(folder)
    assert (folder / "manifest.json.minisig").read_bytes() == signature
    assert signature == sign(manifest_of(FILES), KEY, "manifest.json")
    assert sorted(each.name for each in folder.iterdir()) == [
        "404.html", "assets", "claims", "empty.txt", "index.html", "manifest.json",
        "manifest.json.minisig",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("index.html", b"<h1>Defaced</h1>"),
        ("manifest.json", b"{}"),
        ("manifest.json", None),
        ("404.html", None),
    ],
)
def test_signs_no_site_that_differs_from_its_manifest(
    folder: Path, path: str, content: bytes | None
) -> None:
    if content is None:
        (folder / path).unlink()
    else:
        write(folder, {path: content})
    assert [each.path for each in signed(folder).findings] == [path]
    assert not (folder / "manifest.json.minisig").exists()


def test_signs_beside_files_of_the_owner(folder: Path) -> None:
    write(folder, {"CNAME": b"dam.example", ".gitignore": b"*"})
    assert [each.path for each in signed(folder).findings] == ["CNAME"]
    assert (folder / "manifest.json.minisig").exists()


def test_writes_through_no_link(folder: Path, tmp_path: Path) -> None:
    signed(folder)
    canary = tmp_path / "canary"
    canary.write_bytes(b"safe")
    (folder / ".manifest.json.minisig.new").symlink_to(canary)
    assert [each.path for each in signed(folder).findings] == [".manifest.json.minisig.new"]
    assert canary.read_bytes() == b"safe"
    (folder / "manifest.json.minisig").unlink()
    (folder / "manifest.json.minisig").symlink_to(canary)
    with pytest.raises(DiskError, match=r"minisig: is a symbolic link"):
        signed(folder)
    (folder / "manifest.json.minisig").unlink()
    (folder / "manifest.json.minisig").hardlink_to(canary)
    signed(folder)
    assert canary.read_bytes() == b"safe"


def test_signs_the_folder_that_was_opened(folder: Path, tmp_path: Path) -> None:
    """A build may put a new site in its place meanwhile."""
    with opened_site(folder) as site:
        folder.rename(tmp_path / "old")
        write_site(folder, {"index.html": b"new"}, signed=False)
        assert sign_site(site, KEY, lambda stage, done, total: None).findings == ()
    assert (tmp_path / "old/manifest.json.minisig").exists()
    assert not (folder / "manifest.json.minisig").exists()


@pytest.mark.skipif(MINISIGN is None, reason="minisign is not installed")
def test_minisign_accepts_the_signature(folder: Path) -> None:
    signed(folder)
    command = [str(MINISIGN), "-Vm", str(folder / "manifest.json"), "-P", public_part(KEY)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    write(folder, {"manifest.json": manifest_of({})})
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
