"""Places of problems: their lines, their links to an editor, and their pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from factpress.model.problems import Problem
from factpress.preview.overlay import overlay
from factpress.preview.places import EDITORS, Places, editor_address
from factpress.preview.site import ShownSite


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "content/claims").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("a secret\n")
    return Places(tmp_path / "content", tmp_path / "templates", EDITORS["vscode"])


def excerpt(places: Places, text: str, line: int, column: int) -> list[str]:
    card = places.content / "claims/dam.md"
    card.write_text(text)
    shown = places.excerpt(Problem(str(card), line, column, ""))
    return [f"{each.before}[{each.marked}]{each.after}" for each in shown]


def test_the_word_at_a_place_is_marked(places: Places) -> None:
    text = "---\nclaim: A\nrating: mixd\n---\nBody."
    assert excerpt(places, text, 3, 9) == [
        "---[]",
        "claim: A[]",
        "rating: [mixd]",
        "---[]",
        "Body.[]",
    ]
    assert excerpt(places, text, 1, 1) == ["[---]", "claim: A[]", "rating: mixd[]"]
    assert excerpt(places, text, 5, 99)[-1] == "Body.[]"
    assert excerpt(places, "\ufeffa\r\nb: {c}\r\n", 2, 4)[1] == "b: [{]c}"


def test_a_long_line_is_cut_around_the_place(places: Places) -> None:
    (line,) = excerpt(places, f"{'river ' * 500}dam{' river' * 500}", 1, 3001)
    assert len(line) < 400
    assert "[dam]" in line
    assert line.startswith("…")
    assert line.endswith("…")


@pytest.mark.parametrize("line", [0, 9, 10**9])
def test_a_line_that_is_gone_has_none_around_it(places: Places, line: int) -> None:
    assert excerpt(places, "one\ntwo\n", line, 1) == []


def test_only_texts_of_ours_are_read(places: Places, tmp_path: Path) -> None:
    (places.content / "picture.md").write_bytes(b"\x89PNG\0\xff")
    (places.content / "link.md").symlink_to(tmp_path / "secret.md")
    for path in ("picture.md", "link.md", "../secret.md", "none.md", ""):
        assert places.excerpt(Problem(f"{places.content}/{path}", 1, 1, "")) == ()
    for path in ("secret.md", "/etc/passwd", str(tmp_path / "secret.md")):
        problem = Problem(path, 1, 1, "")
        assert places.excerpt(problem) == ()
        assert places.link(problem) == ""


def test_a_link_opens_the_place(places: Places) -> None:
    problem = Problem(f"{places.content}/claims/a b\"<&'%.md", 3, 9, "")
    link = places.link(problem)
    path = f"{places.content}/claims/a%20b%22%3C%26%27%25.md"
    assert link == f"vscode://file{path}:3:9"
    assert places._replace(editor="").link(problem) == ""
    other = editor_address("idea")
    assert places._replace(editor=other).link(problem) == f"idea://open?file={path}&line=3&column=9"


@pytest.mark.parametrize("name", EDITORS)
def test_editors_that_are_known(name: str) -> None:
    assert "{path}" in editor_address(name)
    assert editor_address(EDITORS[name]) == EDITORS[name]


@pytest.mark.parametrize(
    "asked",
    ["vim", "javascript:alert('{path}')", "JavaScript:{path}", "data:text/html,{path}", "my:open",
     "{path}", "my:{path} x", 'my:"{path}', "my:<{path}>", "\njava:{path}", "vscode-"],
)  # fmt: skip
def test_an_editor_that_is_none_is_refused(asked: str) -> None:
    with pytest.raises(ValueError, match="editor"):
        editor_address(asked)


def test_an_address_of_an_own_editor() -> None:
    assert editor_address("my-editor:{path}#{line}") == "my-editor:{path}#{line}"


def test_warnings_belong_to_the_page_of_their_card(places: Places) -> None:
    content = places.content.as_posix()
    problems = tuple(
        Problem(f"{content}/{path}", 1, 1, "odd <b>", "warning")
        for path in ("claims/dam.md", "pages/about.md", "publication.yaml", "topics/gone.md")
    )
    paths = frozenset(("index.html", "claims/dam/index.html", "about/index.html"))
    site = ShownSite(places.content, paths, problems=problems)
    counts = {
        url: overlay(site, places, url).html.count("odd &lt;b&gt;")
        for url in ("/", "/claims/dam/", "/about/", "/claims/", "/topics/gone/")
    }
    assert counts == {"/": 2, "/claims/dam/": 1, "/about/": 1, "/claims/": 0, "/topics/gone/": 0}
    site.is_built = False
    site.problems = (*problems, Problem(f"{content}/claims/dam.md", 1, 1, "wrong"))
    for url in counts:
        assert "Not rebuilt: 1 error, 4 warnings" in overlay(site, places, url).html


def test_of_very_many_problems_some_are_shown(places: Places) -> None:
    problems = tuple(Problem("x", n, 1, "wrong") for n in range(1, 2001))
    site = ShownSite(places.content, is_built=False, problems=problems)
    html = overlay(site, places, "/").html
    assert html.count("<li") == 50
    assert "2,000 errors" in html
    assert "And 1,950 more" in html
