"""`factpress doctor`, and the warning of an archive that git would take."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from commands import run
from conftest import MakeSite
from factpress.lock.minisign import new_key
from factpress.starting.git_ignore import is_kept_out

WARNING = "the archive is in a git repository that does not ignore it"


def test_an_archive_in_a_repository_is_warned_of_until_it_is_ignored(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    assert WARNING not in run(site, "build").stderr
    (site.root / ".git").mkdir()
    done = run(site, "build")
    assert done.returncode == 0
    assert f"archive:1:1: warning: {WARNING}" in done.stderr
    assert "add the line /archive/ to .gitignore" in done.stderr
    assert WARNING in run(site, "check").stdout
    found = json.loads(run(site, "build", "--json").stdout)["problems"]
    assert any(WARNING in each["message"] for each in found)
    (site.root / ".gitignore").write_text("/archive/\n")
    assert WARNING not in run(site, "build").stderr


RULES = [
    "archive", "archive/", "/archive", "/archive/", "arch*/", "a?chive", "[a-c]rchive",
    "[!x]rchive",
    "**/archive", "x/archive", "pub/archive/", "/pub/archive", "pub/**", "pub", "**/pub/archive/",
    "archive/*", "*.txt", "# archive", r"\#archive", "archive\n!archive", "!archive\narchive/",
    "pub/\n!pub/archive/", "*", "*\n!*/", "archive   ", r"archive\ ", "pub/*/", "a**e", "[", "",
    "/**/archive", "pub/**/archive", "**",
]  # fmt: skip


@pytest.mark.parametrize("rules", RULES)
def test_ignores_what_git_ignores(tmp_path: Path, rules: str) -> None:
    root = tmp_path / "root"
    (root / "pub/archive").mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / ".gitignore").write_text(f"{rules}\n")
    asked = ["git", "-C", str(root), "check-ignore", "-q", "pub/archive/"]
    by_git = subprocess.run(asked, check=False).returncode == 0
    assert is_kept_out(root / "pub/archive") is by_git


def test_rules_of_deeper_folders_count_more(tmp_path: Path) -> None:
    (tmp_path / ".git/info").mkdir(parents=True)
    (tmp_path / "pub/archive").mkdir(parents=True)
    assert not is_kept_out(tmp_path / "pub/archive")
    (tmp_path / ".git/info/exclude").write_text("archive\n")
    assert is_kept_out(tmp_path / "pub/archive")
    (tmp_path / "pub/.gitignore").write_text("!archive\n")
    assert not is_kept_out(tmp_path / "pub/archive")


def test_doctor_says_what_is_there(make_site: MakeSite) -> None:
    done = run(make_site(), "doctor")
    assert done.returncode == 0, done.stdout
    assert "✓ Python: 3." in done.stdout
    assert "factpress[pdf]" in done.stdout
    assert "✓ cards: 1 claims, 3 actors, 1 sources, 1 topics, 0 events, 1 pages" in done.stdout
    assert "archive is there, in no git repository" in done.stdout
    assert "– lock: there is none yet" in done.stdout
    assert "– key: the publication has none" in done.stdout


def test_doctor_names_what_is_wrong(make_site: MakeSite) -> None:
    site = make_site()
    key = new_key()
    site.lock_with(key)
    path = site.root.parent / f"{site.root.name}.key"
    path.chmod(0o644)
    (site.root / ".git").mkdir()
    done = run(site, "doctor", environment={"FACTPRESS_KEY": str(path)})
    assert done.returncode == 1
    assert f"✗ key: others can read {path}; run: chmod 600 {path}" in done.stdout
    assert f"✗ archive: {WARNING}" in done.stdout
    assert "2 things to mend" in done.stderr
    path.chmod(0o600)
    (site.root / ".gitignore").write_text("archive\n")
    done = run(site, "doctor", environment={"FACTPRESS_KEY": str(path)})
    assert done.returncode == 0
    assert "and git ignores it" in done.stdout


def test_doctor_of_an_empty_folder_says_how_to_begin(make_site: MakeSite) -> None:
    done = run(make_site(), "doctor", "--content", "nowhere")
    assert done.returncode == 0
    assert "`factpress init FOLDER` begins a publication here" in done.stdout
