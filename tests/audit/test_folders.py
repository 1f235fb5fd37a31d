"""A site in a folder, compared with its manifest."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from audits import ASSET, FILES, KEY, OLD_ASSET, OLD_ASSET_PATH, manifest_of, write, write_site
from factpress.audit.comparison import Audit, Folder, audited
from factpress.lock.minisign import new_key, public_part, sign
from factpress.model.encoding import digest
from factpress.model.problems import DiskError, FolderRefused
from factpress.output.site_folder import opened_site

PUBLIC = public_part(KEY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_site(tmp_path / "site")
    return tmp_path / "site"


def audit(folder: Path, key: str | None = PUBLIC, expected: str | None = None) -> Audit:
    with opened_site(folder) as site:
        return audited(Folder(site), key, expected, lambda stage, done, total: None)


def found(folder: Path) -> list[str]:
    return [f"{each.status} {each.path}: {each.about}" for each in audit(folder).findings]


def test_finds_nothing_in_a_site_as_it_was_signed(folder: Path) -> None:
    result = audit(folder)
    assert result.findings == ()
    assert result.signature.status == "valid"
    assert not result.differs
    assert result.manifest is not None
    assert result.manifest.generator == "factpress 1.2.3"
    assert len(result.manifest.files) == len(FILES)
    assert result.digest == digest(manifest_of(FILES))


def test_lists_missing_changed_and_added_files(folder: Path) -> None:
    (folder / "404.html").unlink()
    (folder / "index.html").write_bytes(FILES["index.html"].replace(b"Dam", b"Mad"))
    (folder / "claims/dam/index.html").write_bytes(FILES["claims/dam/index.html"] + b"\n")
    (folder / "claims/dam/claim.json").write_bytes(b"{}")
    (folder / "empty.txt").write_bytes(b"x")
    write(folder, {"claims/new/index.html": b"<p>", ".hidden": b"", "manifest.json.bak": b""})
    sha256 = digest(FILES["index.html"].replace(b"Dam", b"Mad"))
    assert found(folder) == [
        "added .hidden: is not in the manifest",
        "missing 404.html: is not there",
        "changed claims/dam/claim.json: has 2 bytes instead of 20",
        "changed claims/dam/index.html: has more than 26 bytes",
        "added claims/new/index.html: is not in the manifest",
        "changed empty.txt: has more than 0 bytes",
        f"changed index.html: has other bytes: its SHA-256 is {sha256}",
        "added manifest.json.bak: is not in the manifest",
    ]
    assert audit(folder).differs


def test_follows_no_link_and_waits_for_no_fifo(folder: Path, tmp_path: Path) -> None:
    same = tmp_path / "same.html"
    same.write_bytes(FILES["index.html"])
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(same)
    (folder / "404.html").unlink()
    os.mkfifo(folder / "404.html")
    os.mkfifo(folder / "added.html")
    (folder / "claims").rename(tmp_path / "claims")
    (folder / "claims").symlink_to(tmp_path / "claims")
    (folder / "empty.txt").unlink()
    (folder / "empty.txt").mkdir()
    assert set(found(folder)) == {
        "changed 404.html: is not a regular file",
        "added added.html: is not a regular file",
        "added claims: is not a regular file",
        "missing claims/dam/claim.json: is not there",
        "missing claims/dam/index.html: is not there",
        "missing claims/dam/index.html.gz: is not there",
        "changed empty.txt: is not a regular file",
        "changed index.html: is a symbolic link",
    }


@pytest.mark.parametrize("name", ["manifest.json", "manifest.json.minisig"])
def test_refuses_a_manifest_or_signature_that_is_a_link(folder: Path, name: str) -> None:
    (folder / name).rename(folder.parent / name)
    (folder / name).symlink_to(folder.parent / name)
    with pytest.raises(FolderRefused, match=f"{name}: is a symbolic link"):
        audit(folder)


def test_assets_of_an_earlier_build_are_no_difference(folder: Path) -> None:
    kept = {
        OLD_ASSET_PATH: OLD_ASSET,
        f"{OLD_ASSET_PATH}.gz": gzip.compress(OLD_ASSET),
        "pagefind/index/en_1234567.pf_index": gzip.compress(b"pagefind_dcd" + bytes(9)),
        f"search/index.{digest(b'list')[:12]}.js": b"list",
    }
    write(folder, kept)
    result = audit(folder)
    assert result.findings == ()
    assert result.kept == tuple(sorted(kept))


@pytest.mark.parametrize(
    "path",
    [
        f"assets/style.{digest(ASSET)[:12]}.js",
        f"assets/style.{digest(OLD_ASSET)[:11]}.css",
        f"assets/style.{digest(OLD_ASSET)[:12]}.css.gz",
        "pagefind/index/en_1234567.pf_index",
        f"style.{digest(OLD_ASSET)[:12]}.css",
        f"claims/style.{digest(OLD_ASSET)[:12]}.css",
        f"assets/page.{digest(OLD_ASSET)[:12]}.html",
        f"assets/page.{digest(OLD_ASSET)[:12]}.XHTML",
        "assets/style.css",
    ],
)
def test_other_files_are_no_assets_of_an_earlier_build(folder: Path, path: str) -> None:
    write(folder, {path: OLD_ASSET})
    assert found(folder) == [f"added {path}: is not in the manifest"]


def test_a_folder_without_a_manifest_differs(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    result = audit(folder)
    assert [each[:2] for each in result.findings] == [("missing", "manifest.json")]
    assert result.differs


def test_reads_nothing_outside_by_a_manifest_that_names_it(folder: Path) -> None:
    text = (folder / "manifest.json").read_bytes()
    manifest = text.replace(b'"404.html"', b'"../secret"')
    write(folder, {"manifest.json": manifest})
    write(folder, {"manifest.json.minisig": sign(manifest, KEY, "manifest.json")})
    (folder.parent / "secret").write_bytes(FILES["404.html"])
    assert found(folder) == [
        "changed manifest.json: lists '../secret': the path does not lead to a file below the "
        "site's root; nothing was compared with it"
    ]


def test_a_manifest_that_was_altered_is_not_validly_signed(folder: Path) -> None:
    altered = {**FILES, "index.html": b"<h1>Defaced</h1>"}
    write(folder, {**altered, "manifest.json": manifest_of(altered)})
    result = audit(folder)
    assert result.findings == ()
    assert result.signature == ("invalid", "the signature is not that of this manifest")
    assert result.differs
    assert not audit(folder, None).differs
    assert audit(folder, None).signature.status == "unchecked"


def test_a_signature_of_another_key_does_not_count(folder: Path) -> None:
    forged = sign(manifest_of(FILES), new_key(), "manifest.json")
    write(folder, {"manifest.json.minisig": forged})
    assert audit(folder).signature.status == "invalid"
    (folder / "manifest.json.minisig").unlink()
    assert audit(folder).signature == ("missing", "the manifest is not signed")
    assert audit(folder).differs
    assert audit(folder, None).signature.status == "unsigned"
    assert not audit(folder, None).differs
    write(folder, {"manifest.json.minisig": b"x" * 1_000_000})
    assert audit(folder).signature.status == "invalid"


def test_an_old_copy_is_known_by_the_digest_that_is_expected(folder: Path) -> None:
    old = digest((folder / "manifest.json").read_bytes())
    assert audit(folder, expected=old).findings == ()
    new = "0" * 64
    (finding,) = audit(folder, expected=new).findings
    assert finding == ("changed", "manifest.json", f"its SHA-256 is {old}, and {new} is expected")
    assert audit(folder, expected=new).differs


def test_a_folder_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="cannot be read: no such file"):
        audit(tmp_path / "none")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiskError, match="cannot be read: not a directory"):
        audit(tmp_path / "file")


def test_folders_in_one_another_without_end_are_given_up(folder: Path) -> None:
    path = folder
    for _ in range(150):
        path = path / "d"
        path.mkdir()
    assert found(folder) == [f"added {'/'.join(['d'] * 101)}: is a folder too deep"]
