"""Secret keys: where the one that signs is looked for, what is refused, and how one is made."""

from __future__ import annotations

import stat
import subprocess
from base64 import b64decode
from pathlib import Path

import pytest

import commands
from conftest import MakeSite, Site, with_key
from factpress.lock.minisign import (
    SigningError,
    check_signature,
    key_file,
    key_name,
    new_key,
    parsed_key,
    public_part,
)
from factpress.lock.signing import Signing, make_key, secret_key
from factpress.model.problems import BuildRefused, DiskError, FolderRefused
from factpress.write_lock import write_lock
from minisign_files import with_password

LOCK, SIGNATURE = "content/evidence.lock", "content/evidence.lock.minisig"
SETTINGS = "content/publication.yaml"
KEY = new_key()
NAME = key_name(KEY.key_id)


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    """A publication with a key, whose lock is signed with it."""
    made = make_site()
    made.lock_with(KEY)
    return made


def run(site: Site, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    home = str(site.root.parent / "home")
    return commands.run(site, *arguments, environment={"HOME": home, **environment})


def refused(site: Site, signing: Signing) -> str:
    before = {path: (site.root / path).read_bytes() for path in (LOCK, SIGNATURE)}
    with pytest.raises(BuildRefused) as caught:
        write_lock(site.options, site.cache, signing)
    assert {path: (site.root / path).read_bytes() for path in before} == before
    (problem,) = caught.value.problems
    assert problem.path.endswith(SETTINGS)
    assert problem.line > 1
    return problem.message


def test_finds_the_key_by_option_variable_and_folder(site: Site, tmp_path: Path) -> None:
    kept = tmp_path / "home/.config/factpress/keys" / f"{NAME}.key"
    named, wrong = site.keep(KEY), tmp_path / "wrong.key"
    wrong.write_bytes(key_file(new_key()))
    assert run(site, "verify", "--write", "--key", str(named)).returncode == 0
    assert run(site, "verify", "--write", FACTPRESS_KEY=str(named)).returncode == 0
    both = run(site, "verify", "--write", "--key", str(named), FACTPRESS_KEY=str(wrong))
    assert both.returncode == 0, both.stderr
    alone = run(site, "verify", "--write")
    assert alone.returncode == 1
    assert str(kept) in alone.stderr
    kept.parent.mkdir(parents=True)
    kept.write_bytes(key_file(KEY))
    done = run(site, "verify", "--write")
    assert done.returncode == 0
    assert "wrote content/evidence.lock and its signature" in done.stderr
    moved = tmp_path / "elsewhere"
    (tmp_path / "home/.config").rename(moved)
    assert run(site, "verify", "--write", XDG_CONFIG_HOME=str(moved)).returncode == 0


def test_says_how_to_give_a_key_that_is_not_at_hand(site: Site, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    assert refused(site, Signing(environment=home)) == (
        f"the lock is to be signed with the secret key {NAME}, and it is not at hand: name it "
        f"with --key or FACTPRESS_KEY, or put it at {tmp_path}/.config/factpress/keys/{NAME}.key; "
        "nothing was written"
    )
    missing = tmp_path / "missing.key"
    assert f"and {missing} is not there: name it" in refused(site, Signing(missing))
    for nothing in (tmp_path, Path("/dev/zero")):
        assert f"and {nothing} is not there: name it" in refused(site, Signing(nothing))
    named = refused(site, Signing(environment={"FACTPRESS_KEY": str(missing)}))
    assert f"and {missing} is not there: name it" in named


def test_refuses_a_key_that_is_not_the_configured_one(site: Site, tmp_path: Path) -> None:
    other = new_key()
    path = tmp_path / "other.key"
    path.write_bytes(key_file(other))
    assert refused(site, Signing(path)).startswith(
        f"{path} is key {key_name(other.key_id)}, and the publication's is {NAME}: RW"
    )
    path.write_bytes(b"untrusted comment: a key\nnot one\n")
    assert refused(site, Signing(path)) == f"{path} is no secret key of minisign"


@pytest.mark.parametrize(
    "place", ["content/k.key", "site/k.key", "templates/k.key", "k.key", "notes/deep/k.key"]
)
def test_refuses_a_key_inside_the_publication(site: Site, place: str) -> None:
    path = site.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(key_file(KEY))
    if place.startswith("content/"):
        path.rename(site.root / "content/topics" / ".k.key")  # a name that no build reads
        path = site.root / "content/topics/.k.key"
    assert f"{path} is inside a publication, {site.root}" in refused(site, Signing(path))


def test_finds_a_key_beside_the_publication_by_a_way_through_it(site: Site) -> None:
    """`../keys/name.key` is outside, though the publication's folder is named on the way."""
    path = site.root / ".." / f"{site.root.name}-keys" / "k.key"
    path.parent.resolve().mkdir()
    path.write_bytes(key_file(KEY))
    assert secret_key(Signing(path), public_part(KEY), (site.root,)) == KEY


def test_refuses_a_key_that_a_link_leads_to(site: Site, tmp_path: Path) -> None:
    inside, outside = site.root / "k.key", tmp_path / "k.key"
    inside.write_bytes(key_file(KEY))
    outside.symlink_to(inside)
    assert "is inside a publication" in refused(site, Signing(outside))
    inside.unlink()
    outside.unlink()
    outside.write_bytes(key_file(KEY))
    inside.symlink_to(outside)
    assert "is inside a publication" in refused(site, Signing(inside))
    linked = tmp_path / "linked.key"
    linked.symlink_to(outside)
    write_lock(site.options, site.cache, Signing(linked))


def test_a_publication_in_the_home_folder_leaves_room_for_keys(
    site: Site,
) -> None:
    folder = site.root / ".config/factpress/keys"
    folder.mkdir(parents=True)
    (folder / f"{NAME}.key").write_bytes(key_file(KEY))
    write_lock(site.options, site.cache, Signing(environment={"HOME": str(site.root)}))


def test_a_key_for_a_publication_that_has_none_is_told(make_site: MakeSite) -> None:
    site = make_site()
    named = site.keep(KEY)
    with pytest.raises(BuildRefused, match=r"there is no publisher\.key to sign with --key for"):
        write_lock(site.options, site.cache, Signing(named))
    assert not (site.root / LOCK).exists()
    write_lock(site.options, site.cache, Signing(environment={"FACTPRESS_KEY": str(named)}))
    assert not (site.root / SIGNATURE).exists()


@pytest.mark.parametrize("option", [("--accept",), ("--key", "k")])
def test_refuses_options_of_signing_where_nothing_is_written(
    site: Site, option: tuple[str, ...]
) -> None:
    done = run(site, "verify", *option)
    assert done.returncode == 2
    assert "are for --write" in done.stderr


# A new one


def test_makes_a_key_that_its_owner_alone_may_read(tmp_path: Path) -> None:
    path, public = make_key(None, {"HOME": str(tmp_path)})
    assert path == tmp_path / ".config/factpress/keys" / f"{key_name(b64decode(public)[2:10])}.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert public_part(parsed_key(path.read_bytes(), str)) == public
    other, _ = make_key(None, {"HOME": str(tmp_path)})
    assert other != path
    assert sorted(path.parent.iterdir()) == sorted([path, other])


def test_never_overwrites_a_file(tmp_path: Path) -> None:
    path = tmp_path / "k.key"
    path.write_text("mine")
    with pytest.raises(FolderRefused, match="is there already and stays as it is"):
        make_key(path, {})
    link = tmp_path / "link.key"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FolderRefused, match="is there already"):
        make_key(link, {})
    assert path.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()
    with pytest.raises(DiskError, match="cannot be written"):
        make_key(path / "below.key", {})
    with pytest.raises(SigningError, match="no home folder is known"):
        make_key(None, {"HOME": "relative"})


@pytest.mark.parametrize("place", ["k.key", "content/k.key", "a/b/k.key", "link/k.key"])
def test_makes_no_key_inside_a_publication(site: Site, tmp_path: Path, place: str) -> None:
    (site.root / "a").mkdir()
    (tmp_path / "link").symlink_to(site.root / "a")
    path = tmp_path / place if place.startswith("link") else site.root / place
    with pytest.raises(SigningError, match="is inside a publication"):
        make_key(path, {})
    assert not path.exists()
    done = run(site, "key", "new", "--out", str(path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "could be published; keep it elsewhere" in done.stderr


def test_makes_no_key_among_cards_in_a_folder_of_another_name(tmp_path: Path) -> None:
    (tmp_path / "cards/claims").mkdir(parents=True)
    (tmp_path / "cards/publication.yaml").write_text("name: Dam Watch\n")
    with pytest.raises(SigningError, match="is inside a publication"):
        make_key(tmp_path / "cards/claims/k.key", {})


def test_from_no_key_to_a_signed_lock(make_site: MakeSite, tmp_path: Path) -> None:
    """What `key new` prints, done as it says."""
    site = make_site()
    site.lock()
    made = run(site, "key", "new")
    assert made.returncode == 0
    public = next(line for line in made.stdout.splitlines() if "key: RW" in line)
    assert public.startswith("  key: RW")
    assert "publisher:\n" in made.stdout
    settings = site.root / SETTINGS
    settings.write_text(settings.read_text() + f"publisher:\n{public}\n")
    warned = run(site, "verify")
    assert "the lock is not signed; run `factpress lock --accept`" in warned.stderr
    assert run(site, "verify", "--write").returncode == 1
    last = made.stdout.splitlines()[-1]
    assert last.endswith("factpress lock --accept")
    done = run(site, *last.partition("factpress ")[2].split())
    assert done.returncode == 0, done.stderr
    assert "the lock is not signed; --accept takes over what it says" in done.stderr
    lock, signature = ((site.root / path).read_bytes() for path in (LOCK, SIGNATURE))
    assert check_signature(lock, signature, public.split()[1]) is None
    (site.root / "archive").rename(tmp_path / "far")
    assert run(site, "build", "--quiet").returncode == 0


def test_a_key_with_a_password_asks_for_it(make_site: MakeSite) -> None:
    site = make_site()
    path = site.root.parent / "hidden.key"
    path.write_bytes(with_password(KEY, b"weir"))
    settings = site.root / SETTINGS
    settings.write_text(with_key(settings.read_text(), public_part(KEY)))
    asked = run(site, "verify", "--write", "--accept", "--key", str(path))
    assert asked.returncode == 1
    assert "has a password: set FACTPRESS_KEY_PASSWORD, or sign at a terminal" in asked.stderr
    arguments = ("verify", "--write", "--accept", "--key", str(path))
    assert run(site, *arguments, FACTPRESS_KEY_PASSWORD="wier").returncode == 1
    assert run(site, *arguments, FACTPRESS_KEY_PASSWORD="weir").returncode == 0
    for shown in (asked.stdout, asked.stderr):
        assert KEY.seed.hex() not in shown
