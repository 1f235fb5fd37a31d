"""`factpress sign` and `factpress audit` at the command line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import commands
from audits import FILES, KEY, OLD_ASSET, OLD_ASSET_PATH, manifest_of, write, write_site
from conftest import PUBLICATION, MakeSite, Site
from factpress.lock.minisign import new_key, public_part
from factpress.model.encoding import digest
from factpress.output.workspace import Workspace, locked
from serving import serving

PUBLIC = public_part(KEY)
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    """A publication with a key, and a site beside it that is not signed."""
    made = make_site({"content/publication.yaml": f"{PUBLICATION}publisher: {{key: {PUBLIC}}}\n"})
    write_site(made.root / "site", signed=False)
    return made


def run(site: Site, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    home = str(site.root.parent / "home")
    return commands.run(site, *arguments, environment={"HOME": home, **environment})


def keep(site: Site) -> str:
    """The file with the secret key, outside of the publication."""
    return str(site.keep(KEY))


def test_signs_and_then_finds_the_site_as_it_was_signed(site: Site) -> None:
    done = run(site, "sign", "site", "--key", keep(site))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "generator: factpress 1.2.3",
        f"content: {digest(b'content')}",
        f"files: 7, {sum(map(len, FILES.values()))} bytes",
        f"manifest: {digest(manifest_of(FILES))}",
    ]
    audited = run(site, "audit", "site")
    assert audited.returncode == 0, audited.stderr
    assert audited.stdout == done.stdout
    assert audited.stderr.endswith("all files are as they were signed\n")
    with serving(site.root / "site") as address:
        audited = run(site, "audit", address)
    assert audited.returncode == 0, audited.stderr
    assert audited.stdout == done.stdout


def test_finds_the_key_in_the_environment(site: Site) -> None:
    assert run(site, "sign", "site", FACTPRESS_KEY=keep(site)).returncode == 0


def test_signs_nothing_without_the_key_of_the_publication(site: Site, tmp_path: Path) -> None:
    for arguments in ((), ("--key", str(site.keep(new_key()))), ("--key", "none.key")):
        refused = run(site, "sign", "site", *arguments)
        assert refused.returncode == 1
        assert "key" in refused.stderr
        assert not (site.root / "site/manifest.json.minisig").exists()
    missing = run(site, "sign", "none", "--key", keep(site))
    assert (missing.returncode, missing.stderr.count("\n")) == (74, 1)


def test_signs_nothing_that_differs(site: Site) -> None:
    write(site.root / "site", {"index.html": b"<p>"})
    refused = run(site, "sign", "site", "--key", keep(site))
    assert refused.returncode == 1
    assert refused.stdout.startswith("changed: index.html: has 3 bytes instead of 19\n")
    assert "site: not signed; build the site anew" in refused.stderr
    assert not (site.root / "site/manifest.json.minisig").exists()


def test_signs_nothing_while_a_build_changes_the_site(site: Site) -> None:
    with locked(Workspace.of(site.root / "site").folder):
        busy = run(site, "sign", "site", "--key", keep(site))
    assert busy.returncode == 75
    assert "another build is writing here" in busy.stderr
    assert run(site, "sign", "site", "--key", keep(site)).returncode == 0


def test_signs_with_a_named_key_where_no_publication_has_one(make_site: MakeSite) -> None:
    site = make_site()
    write_site(site.root / "site", signed=False)
    refused = run(site, "sign", "site")
    assert refused.returncode == 1
    assert "no key to sign with" in refused.stderr
    done = run(site, "sign", "site", "--key", keep(site))
    assert done.returncode == 0
    assert f"warning: no publication names this key: {PUBLIC}" in done.stderr


def test_refuses_settings_that_cannot_be_read(site: Site) -> None:
    site.edit("content/publication.yaml", PUBLIC, "RWQ")
    for command in ("sign", "audit"):
        refused = run(site, command, "site")
        assert refused.returncode == 1
        assert "content/publication.yaml:" in refused.stderr
    unknown = run(site, "audit", "site", "--content", "cards")
    assert unknown.returncode == 1
    assert "cards/publication.yaml:1:1: there is no such file" in unknown.stderr


def test_lists_differences_a_line_each_without_control_characters(site: Site) -> None:
    run(site, "sign", "site", "--key", keep(site))
    (site.root / "site/404.html").unlink()
    hostile = "a\x1b[2J\n\u202e\x9b.html"
    write(site.root / "site", {hostile: b"", OLD_ASSET_PATH: OLD_ASSET})
    audited = run(site, "audit", "site")
    assert audited.returncode == 1
    assert audited.stdout.splitlines()[:3] == [
        "missing: 404.html: is not there",
        r"added: a\x1b[2J\n\u202e\x9b.html: is not in the manifest",
        f"kept: {OLD_ASSET_PATH}: an asset of an earlier build",
    ]
    assert audited.stderr.endswith("2 files differ\n")


def test_says_that_a_signature_was_not_checked_or_is_not_there(make_site: MakeSite) -> None:
    site = make_site()
    write_site(site.root / "site")
    unchecked = run(site, "audit", "site")
    assert unchecked.returncode == 0
    assert "signature not checked: there is one, and no key is known" in unchecked.stderr
    assert "this proves only that they agree" in unchecked.stderr
    (site.root / "site/manifest.json.minisig").unlink()
    unsigned = run(site, "audit", "site")
    assert unsigned.returncode == 0
    assert "not signed: no key is known, and there is no signature" in unsigned.stderr
    missing = run(site, "audit", "site", "--key", PUBLIC)
    assert missing.returncode == 1
    assert "NOT signed: the manifest is not signed" in missing.stderr
    write_site(site.root / "site")
    other = run(site, "audit", "site", "--key", public_part(new_key()))
    assert other.returncode == 1
    assert "NOT validly signed: the signature is one of key" in other.stderr


def test_says_that_no_signature_can_be_checked_without_the_library(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(site.root / "site")
    secret = keep(site)
    for name in [name for name in sys.modules if name.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    audited = run(site, "audit", "site")
    assert audited.returncode == 74
    assert "signature NOT checked: signatures need the extra `sign`" in audited.stderr
    refused = run(site, "sign", "site", "--key", secret)
    assert refused.returncode == 1
    assert "signatures need the extra `sign`" in refused.stderr


def test_tells_an_old_copy_by_its_digest(site: Site) -> None:
    write_site(site.root / "site")
    known = digest(manifest_of(FILES))
    assert run(site, "audit", "site", "--expect", known.upper()).returncode == 0
    old = run(site, "audit", "site", "--expect", "0" * 64)
    assert old.returncode == 1
    assert f"changed: manifest.json: its SHA-256 is {known}, and 000" in old.stdout


def test_prints_the_result_as_json(site: Site) -> None:
    write_site(site.root / "site")
    write(site.root / "site", {"index.html": b"<p>"})
    done = run(site, "audit", "site", "--json")
    assert done.returncode == 1
    assert done.stderr == ""
    result = json.loads(done.stdout)
    assert result["as_listed"] is False
    assert result["signature"]["status"] == "valid"
    assert result["findings"] == [
        {"status": "changed", "path": "index.html", "about": "has 3 bytes instead of 19"}
    ]
    assert (result["files"], result["kept"], result["redirects"]) == (7, [], {})
    documented = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    assert all(f"`{key}`" in documented for key in result)


def test_says_what_cannot_be_read(site: Site) -> None:
    for named in ("none", "http://127.0.0.1:1/"):
        done = run(site, "audit", named)
        assert done.returncode == 74
        assert "cannot be read" in done.stderr
    (site.root / "site/index.html").chmod(0)
    if sys.platform != "win32" and not _reads_everything(site.root / "site/index.html"):
        assert run(site, "audit", "site").returncode == 74


def _reads_everything(path: Path) -> bool:
    try:
        path.read_bytes()
    except PermissionError:
        return False
    return True


@pytest.mark.parametrize(
    "arguments",
    [
        ("ftp://dam.example/",),
        ("https://",),
        ("https://user@dam.example/",),
        ("https://dam.example/?x",),
        ("site", "--key", "RWQ"),
        ("site", "--expect", "abc"),
        ("site", "--seconds", "0"),
    ],
)
def test_refuses_wrong_usage(site: Site, arguments: tuple[str, ...]) -> None:
    assert run(site, "audit", *arguments).returncode == 2


def test_the_documented_check_without_factpress_works(site: Site) -> None:
    write_site(site.root / "site")
    page = (ROOT / "docs/how-to/verify.md").read_text("utf-8")
    (program,) = re.findall(r'^\$ python3 -c "(.*)" \|', page, re.M)
    folder = site.root / "site"
    listed = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, check=True
    ).stdout
    checker = shutil.which("sha256sum")
    assert listed.decode().splitlines()[0] == f"{digest(FILES['404.html'])}  404.html"
    if checker:
        command = [checker, "--check", "--quiet"]
        assert subprocess.run(command, input=listed, cwd=folder, check=False).returncode == 0
        (folder / "404.html").write_bytes(b"")
        assert subprocess.run(command, input=listed, cwd=folder, check=False).returncode == 1
