"""No link is followed in the folders that are ours: each is refused by its name."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from commands import run
from conftest import MakeSite, Site
from factpress.model.problems import FolderRefused
from factpress.output import disk
from factpress.output.staging import Stage
from factpress.update import every_problem, update
from small_site import files_in

# What becomes a link, and whether it is a folder.
OURS = {
    ".factpress": True,
    ".factpress/cards": False,
    ".factpress/cards.index": False,
    ".factpress/last-build": False,
    ".factpress/catalog": False,
    ".factpress/.gitignore": False,
    "site": True,
    ".site.factpress": True,
    ".site.factpress/new-1": True,
    ".site.factpress/next": True,
    ".site.factpress/previous": True,
    ".site.factpress/workroom": True,
    ".site.factpress/outputs.json": False,
    ".site.factpress/journal": False,
    ".site.factpress/lock": False,
    "site/claims": True,
    "site/claims/dam": True,
    "site/assets": True,
}


def elsewhere(site: Site) -> Path:
    """A folder of somebody's, with all the names that could be hit."""
    folder = site.root / "elsewhere"
    (folder / "new").mkdir(parents=True)
    for name in ("thesis.doc", "index.html", "new/thesis.doc", "cards", "manifest.json"):
        (folder / name).write_text("precious")
    return folder


def linked(site: Site, path: str, *, is_folder: bool) -> Path:
    """Makes a path of ours a link to a folder elsewhere, or to a file in it."""
    target, place = elsewhere(site), site.root / path
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target if is_folder else target / "thesis.doc")
    return target


@pytest.mark.parametrize("path", OURS)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_link_in_our_folders_is_refused_by_name(
    make_site: MakeSite, path: str, *, is_first: bool
) -> None:
    site = make_site()
    site.lock()
    if not is_first or path.startswith("site/"):
        update(site.options, site.cache)
        site.edit("content/topics/dams.md", "name: Dams", "name: All dams")
        site.edit("content/claims/dam.md", "disagrees", "objects")
    target = linked(site, path, is_folder=OURS[path])
    before = files_in(target)
    with pytest.raises(FolderRefused, match=f"{path}: is a symbolic link, which is not followed"):
        update(site.options, site.cache)
    assert files_in(target) == before


@pytest.mark.parametrize("path", [p for p in OURS if p.startswith(".site.factpress")])
def test_a_link_is_refused_when_only_words_changed(make_site: MakeSite, path: str) -> None:
    site = make_site()
    site.lock()
    update(site.options, site.cache)
    site.edit("content/claims/dam.md", "disagrees", "objects")
    target = linked(site, path, is_folder=OURS[path])
    before = files_in(target)
    with pytest.raises(FolderRefused, match=f"{path}: is a symbolic link"):
        update(site.options, site.cache)
    assert files_in(target) == before


def test_a_check_refuses_a_linked_cache(make_site: MakeSite) -> None:
    site = make_site()
    linked(site, ".factpress", is_folder=True)
    with pytest.raises(FolderRefused, match=r"\.factpress: is a symbolic link"):
        every_problem(site.options, site.cache)


def test_the_command_says_so_in_a_line_and_exits_1(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()
    shutil.rmtree(site.root / ".factpress")
    target = linked(site, ".site.factpress/next", is_folder=True)
    before = files_in(target)
    done = run(site, "build", "--quiet")
    assert done.returncode == 1
    assert done.stderr == (
        ".site.factpress/next: is a symbolic link, which is not followed; remove it\n"
    )
    assert files_in(target) == before


def test_the_link_may_be_to_an_empty_folder_or_to_nothing(make_site: MakeSite) -> None:
    site = make_site()
    (site.root / "empty").mkdir()
    for target in ("empty", "nothing"):
        (site.root / ".factpress").symlink_to(site.root / target)
        with pytest.raises(FolderRefused):
            update(site.options, site.cache)
        (site.root / ".factpress").unlink()
    assert not (site.root / "nothing").exists()
    assert [*(site.root / "empty").iterdir()] == []


@pytest.mark.parametrize("name", ["cards", "cards.index", "last-build"])
def test_nothing_is_written_through_a_hard_link(make_site: MakeSite, name: str) -> None:
    site = make_site()
    site.lock()
    update(site.options, site.cache)
    precious = site.root / "precious"
    os.link(site.root / ".factpress" / name, precious)
    before = precious.read_bytes()
    site.edit("content/claims/dam.md", "disagrees", "objects")
    with pytest.raises(FolderRefused, match=f"{name}: has a second name .a hard link.; remove it"):
        update(site.options, site.cache)
    assert precious.read_bytes() == before


def test_nothing_is_written_through_names_that_are_planted(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    for plant in (os.link, os.symlink):
        plant(precious, tmp_path / ".lock.new")
        disk.replace(tmp_path / "lock", b"ours")
        plant(precious, tmp_path / ".template.new")
        disk.create(tmp_path / "template", b"ours")
        (tmp_path / "template").unlink()
        stage = Stage(tmp_path / "new", tmp_path)
        (tmp_path / "new/0-1").unlink(missing_ok=True)
        plant(precious, tmp_path / "new/0-1")
        stage.add("0-1", "index.html", b"ours")
        assert precious.read_text() == "precious"
        assert (tmp_path / "lock").read_bytes() == b"ours"


def test_a_template_is_never_copied_over_one_that_is_there(tmp_path: Path) -> None:
    disk.create(tmp_path / "claim.html", b"first")
    with pytest.raises(FolderRefused, match="is there already and stays as it is"):
        disk.create(tmp_path / "claim.html", b"second")
    assert [p.name for p in tmp_path.iterdir()] == ["claim.html"]
    assert (tmp_path / "claim.html").read_bytes() == b"first"
