"""Pagefind's index: files of the site like all others, made anew only when a page has changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from conftest import CLAIM, PUBLICATION, MakeSite, Site, stands
from factpress.cache.up_to_date import build_state
from factpress.model.problems import DiskError
from factpress.model.urls import MANIFEST_NAME
from factpress.options import BuildOptions
from factpress.output.staging import Stage
from factpress.pagefind import index as search_index
from factpress.update import apply_edits, update

SETTINGS = {"content/publication.yaml": f"{PUBLICATION}search: pagefind\n"}


def index_of(site: Site) -> dict[str, bytes]:
    return {path: content for path, content in site.files().items() if path.startswith("pagefind/")}


def owned(site: Site) -> set[str]:
    outputs = json.loads(site.read(MANIFEST_NAME))["files"]
    return {path for path in outputs if path.startswith("pagefind/")}


def test_without_the_setting_there_is_no_index(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert index_of(site) == {}
    assert "pagefind" not in "".join(p.read_text() for p in site.options.out.rglob("*.html"))


def test_the_index_is_the_same_for_the_same_pages_and_the_manifest_owns_it(
    make_site: MakeSite,
) -> None:
    one, other = make_site(SETTINGS), make_site(SETTINGS, name="site-2")
    report = one.build()
    other.build(jobs=2)
    assert index_of(one) == index_of(other)
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json"} <= owned(one)
    assert owned(one) == index_of(one).keys()
    assert not [path for path in owned(one) if "ui" in path or "playground" in path]
    assert sum("/fragment/" in path for path in owned(one)) == 7, "a page for each card"
    assert report.phases["searching"] > 0
    assert one.files() == other.files()


def test_a_second_build_writes_nothing_and_asks_nobody(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(SETTINGS)
    site.build()
    monkeypatch.setattr(search_index, "_indexed", None)
    site.build()
    assert site.statuses().keys() == {"unchanged"}
    site.write({"templates/assets/extra.txt": "x"})
    site.build(templates=site.root / "templates")
    assert len(site.written()) == 1


def test_what_no_longer_belongs_to_the_index_is_removed(make_site: MakeSite) -> None:
    site = make_site(SETTINGS)
    site.build()
    before = owned(site)
    site.edit("content/pages/about.md", "Who we are.", "Who we were.")
    site.build()
    assert len(before - owned(site)) >= 1
    assert owned(site) == index_of(site).keys()
    clean = make_site(SETTINGS, name="clean")
    clean.edit("content/pages/about.md", "Who we are.", "Who we were.")
    clean.build()
    assert site.files() == clean.files()
    site.write({"content/publication.yaml": PUBLICATION})
    site.build()
    assert index_of(site) == {}
    # The fragments stay reachable until the next build that changes anything.
    assert not [*(site.options.out / "pagefind").glob("*.js")]
    site.edit("content/pages/about.md", "Who we were.", "Who we will be.")
    site.build()
    assert not (site.options.out / "pagefind").exists()


DAMAGE = {
    "changed": lambda folder: (folder / "pagefind.js").write_text("x"),
    "gone": lambda folder: (folder / "pagefind-entry.json").unlink(),
    "all gone": shutil.rmtree,
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_index_is_made_again(make_site: MakeSite, how: str) -> None:
    site = make_site(SETTINGS)
    update(site.options, site.cache)
    before = site.files()
    assert stands(site.options, site.cache)
    DAMAGE[how](site.options.out / "pagefind")  # type: ignore[operator]
    assert stands(site.options, site.cache) is None
    update(site.options, site.cache)
    assert site.files() == before


@pytest.mark.parametrize("allowed", [0, 1, 5, 12])
def test_a_build_that_dies_on_the_way_is_made_good_by_the_next(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    site = make_site(SETTINGS)
    site.build()
    site.edit("content/pages/about.md", "Who we are.", "Who we were.")
    put = Stage.put

    def dies(stage: Stage, root: Path, names: dict[str, str], done: object) -> None:
        put(stage, root, dict(sorted(names.items())[:allowed]), lambda *_: None)
        raise DiskError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(Stage, "put", dies)
        with pytest.raises(DiskError):
            site.build()
    site.build()
    clean = make_site(SETTINGS, name="clean")
    clean.edit("content/pages/about.md", "Who we are.", "Who we were.")
    clean.build()
    assert site.files() == clean.files()


def test_what_a_tool_left_when_a_build_died_is_cleared(make_site: MakeSite) -> None:
    site = make_site(SETTINGS)
    site.write(
        {".site.factpress/workroom/pages/ghost/index.html": "<main data-pagefind-body>Ghost"}
    )
    site.build()
    assert not (site.root / ".site.factpress/workroom").exists()
    assert site.files() == _clean(make_site).files()


def _clean(make_site: MakeSite) -> Site:
    clean = make_site(SETTINGS, name="clean")
    clean.build()
    return clean


def test_pages_that_are_not_ours_are_not_searched(make_site: MakeSite) -> None:
    site = make_site(SETTINGS)
    site.build()
    ghost = site.options.out / "claims/ghost/index.html"
    ghost.parent.mkdir()
    ghost.write_text("<main data-pagefind-body><h1>Ghost</h1></main>")
    site.edit("content/pages/about.md", "Who we are.", "Who we were.")
    site.build()
    assert sum("/fragment/" in path for path in owned(site)) == 7


def test_an_edit_of_words_is_a_whole_build_where_there_is_an_index(make_site: MakeSite) -> None:
    site = make_site({**SETTINGS, "content/claims/dam.md": CLAIM})
    options = site.options._replace(stale_lock="warning")
    site.lock()
    update(options, site.cache)
    before = index_of(site)
    path = site.root / "content/claims/dam.md"
    path.write_text(f"{path.read_text()}\nA quagmire.\n")
    with build_state(options, site.cache) as found:
        assert found
        assert apply_edits(options, site.cache, found, "factpress.plan") is None
    update(options, site.cache)
    assert index_of(site) != before
    assert stands(options, site.cache)


def test_the_setting_without_pagefind_is_a_problem_that_says_what_to_install(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(SETTINGS)
    monkeypatch.setattr(search_index, "_is_installed", lambda: False)
    line = PUBLICATION.count("\n") + 1
    assert site.refused() == [
        f"content/publication.yaml:{line}:9: search needs Pagefind, which is not installed: "
        'pip install "factpress[search]"'
    ]


@pytest.mark.parametrize(("language", "has_words", "count"), [
    ("zh", False, 1), ("ja-JP", False, 1), ("zh", True, 0), ("ar", False, 0),
])  # fmt: skip
def test_refuses_a_language_without_the_extended_pagefind(
    make_site: MakeSite,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    has_words: bool,
    count: int,
) -> None:
    settings = SETTINGS["content/publication.yaml"].replace("language: en", f"language: {language}")
    site = make_site({"content/publication.yaml": settings})
    monkeypatch.setattr(search_index, "_divides_words", lambda: has_words)
    told = [line for line in site.problems() if 'pip install "pagefind[extended]"' in line]
    assert len(told) == count
    assert not any(": warning:" in line for line in told)


def test_another_word_for_the_setting_is_a_problem(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": f"{PUBLICATION}search: pagefnd\n"})
    (problem,) = site.refused()
    assert 'search "pagefnd"' in problem
    assert 'did you mean "pagefind"?' in problem


def test_the_preview_has_the_list_alone(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(SETTINGS)
    options: BuildOptions = site.options._replace(to_be_hosted=False)
    site.build(to_be_hosted=False)
    assert index_of(site) == {}
    assert "data-engine" not in site.read("search/index.html")
    assert options.to_be_hosted is False
