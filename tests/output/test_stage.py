"""Files made ready, and put in their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from factpress.model.problems import DiskError
from factpress.output.staging import Stage
from small_site import files_in


def put(stage: Stage, files: dict[str, bytes]) -> list[tuple[int, int]]:
    names = {path: stage.add(str(n), path, text) for n, (path, text) in enumerate(files.items())}
    steps: list[tuple[int, int]] = []
    stage.put(names, lambda done, total: steps.append((done, total)))
    return steps


_FIRST = {"claims/a/index.html": b"a", "claims/b/index.html": b"b", "index.html": b"home"}


def test_a_folder_that_the_site_lacks_is_put_as_a_whole(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.clear()
    assert put(stage, _FIRST) == [(2, 3), (3, 3)]
    assert files_in(tmp_path) == _FIRST
    assert not any((tmp_path / ".factpress/new").iterdir())


def test_in_a_folder_that_is_there_each_file_is_put_by_itself(tmp_path: Path) -> None:
    (tmp_path / "claims/mine").mkdir(parents=True)
    (tmp_path / "claims/mine/notes.txt").write_bytes(b"mine")
    stage = Stage(tmp_path)
    stage.clear()
    assert put(stage, _FIRST) == [(1, 3), (2, 3), (3, 3)]
    assert files_in(tmp_path) == {**_FIRST, "claims/mine/notes.txt": b"mine"}


def test_a_folder_that_came_meanwhile_keeps_what_it_holds(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.clear()
    names = {path: stage.add(path[-6:], path, text) for path, text in _FIRST.items()}
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/notes.txt").write_bytes(b"mine")
    stage.put(names, lambda done, total: None)
    assert files_in(tmp_path) == {**_FIRST, "claims/notes.txt": b"mine"}


def test_a_link_that_came_meanwhile_is_not_followed(tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    site.mkdir()
    elsewhere.mkdir()
    stage = Stage(site)
    stage.clear()
    names = {path: stage.add(path[-6:], path, text) for path, text in _FIRST.items()}
    (site / "claims").symlink_to(elsewhere)
    with pytest.raises(DiskError, match="claims: is a symbolic link"):
        stage.put(names, lambda done, total: None)
    assert files_in(elsewhere) == {}


def test_what_a_process_left_half_written_is_written_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.clear()
    stage.add("0-1", "claims/a/index.html", b"only half of what was to come")
    put(stage, _FIRST)
    assert files_in(tmp_path) == _FIRST


def test_a_build_that_died_leaves_nothing_in_the_stage(tmp_path: Path) -> None:
    for _ in range(2):
        stage = Stage(tmp_path)
        stage.clear()
        stage.add("0-1", "claims/a/index.html", b"")
        stage.add("0-2", "index.html", b"")
        (tmp_path / ".factpress/new/link").symlink_to(tmp_path)
    Stage(tmp_path).clear()
    assert files_in(tmp_path) == {}
    assert [*tmp_path.iterdir()] == [tmp_path / ".factpress"]


def test_assets_are_put_before_the_pages_that_link_them(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.clear()
    files = {"a/deep/down/index.html": b"", "index.html": b"", "assets/site.css": b""}
    names = {path: stage.add(path[-5:], path, text) for path, text in files.items()}
    there: list[set[str]] = []
    stage.put(names, lambda done, total: there.append(files.keys() & files_in(tmp_path)))
    assert [len(each) for each in there] == [1, 2, 3]
    assert there[0] == {"assets/site.css"}
    assert "index.html" not in there[1]
