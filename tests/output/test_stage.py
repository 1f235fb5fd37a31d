"""Files made ready, and put in their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from factpress.model.problems import DiskError
from factpress.output.staging import Stage
from small_site import files_in


def stage_of(root: Path) -> Stage:
    """A stage beside the site `root`."""
    return Stage(root.parent / "new", root)


def put(stage: Stage, root: Path, files: dict[str, bytes]) -> list[tuple[int, int]]:
    names = {path: stage.add(str(n), path, text) for n, (path, text) in enumerate(files.items())}
    steps: list[tuple[int, int]] = []
    stage.put(root, names, lambda done, total: steps.append((done, total)))
    return steps


_FIRST = {"claims/a/index.html": b"a", "claims/b/index.html": b"b", "index.html": b"home"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An empty site, beside which nothing is."""
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def test_a_folder_that_the_site_lacks_is_put_as_a_whole(site: Path) -> None:
    stage = stage_of(site)
    assert put(stage, site, _FIRST) == [(2, 3), (3, 3)]
    assert files_in(site) == _FIRST
    assert files_in(stage.folder) == {}


def test_in_a_folder_that_is_there_each_file_is_put_by_itself(site: Path) -> None:
    (site / "claims/mine").mkdir(parents=True)
    (site / "claims/mine/notes.txt").write_bytes(b"mine")
    assert put(stage_of(site), site, _FIRST) == [(1, 3), (2, 3), (3, 3)]
    assert files_in(site) == {**_FIRST, "claims/mine/notes.txt": b"mine"}


def test_a_folder_that_came_meanwhile_keeps_what_it_holds(site: Path) -> None:
    stage = stage_of(site)
    names = {path: stage.add(path[-6:], path, text) for path, text in _FIRST.items()}
    (site / "claims").mkdir()
    (site / "claims/notes.txt").write_bytes(b"mine")
    stage.put(site, names, lambda done, total: None)
    assert files_in(site) == {**_FIRST, "claims/notes.txt": b"mine"}


def test_a_link_that_came_meanwhile_is_not_followed(site: Path) -> None:
    elsewhere = site.parent / "elsewhere"
    elsewhere.mkdir()
    stage = stage_of(site)
    names = {path: stage.add(path[-6:], path, text) for path, text in _FIRST.items()}
    (site / "claims").symlink_to(elsewhere)
    with pytest.raises(DiskError, match="claims: is a symbolic link"):
        stage.put(site, names, lambda done, total: None)
    assert files_in(elsewhere) == {}


def test_what_a_process_left_half_written_is_written_again(site: Path) -> None:
    stage = stage_of(site)
    stage.add("0-1", "claims/a/index.html", b"only half of what was to come")
    put(stage, site, _FIRST)
    assert files_in(site) == _FIRST


def test_assets_are_put_before_the_pages_that_link_them(site: Path) -> None:
    stage = stage_of(site)
    files = {"a/deep/down/index.html": b"", "index.html": b"", "assets/site.css": b""}
    names = {path: stage.add(path[-5:], path, text) for path, text in files.items()}
    there: list[set[str]] = []
    stage.put(site, names, lambda done, total: there.append(files.keys() & files_in(site)))
    assert [len(each) for each in there] == [1, 2, 3]
    assert there[0] == {"assets/site.css"}
    assert "index.html" not in there[1]
