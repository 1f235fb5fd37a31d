"""`factpress theme`, as a writer runs it, and what the build says after an upgrade."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import MakeSite, Site, stands
from factpress.cli import main
from factpress.model.encoding import digest
from factpress.theme import installed as program

THEME = Path(__file__).parents[2] / "templates"


@pytest.fixture
def site(make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A publication in the current folder, and a theme that the tests may upgrade."""
    made = make_site()
    shutil.copytree(THEME, tmp_path / "theme")
    monkeypatch.setattr(program, "default_templates", lambda: tmp_path / "theme")
    monkeypatch.chdir(made.root)
    made.options = made.options._replace(templates=Path("templates"))
    return made


def upgrade(site: Site, name: str, old: str, new: str) -> None:
    path = site.root.parent / "theme" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["theme", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_list_names_every_template_and_whose_it_is(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "copy", "claim.html")
    run(capsys, "copy", "page.html")
    site.write({"templates/home.html": "mine", "templates/extra.html": "mine"})
    upgrade(site, "page.html", "{% extends", "{#- new -#}{% extends")
    code, out, _ = run(capsys, "list")
    assert code == 0
    lines = {line.split(maxsplit=1)[0]: line.split()[1:] for line in out.splitlines()}
    assert set(lines) == {
        "extra.html", *(p.relative_to(THEME).as_posix() for p in THEME.rglob("*") if p.is_file())
    }  # fmt: skip
    assert " ".join(lines["claim.html"]) == "your copy"
    assert " ".join(lines["page.html"]) == "your copy; the original has changed since"
    assert " ".join(lines["home.html"]) == "yours, in place of factpress's"
    assert " ".join(lines["extra.html"]) == "your own"
    assert lines["actor.html"] == []


@pytest.mark.parametrize(
    "name", ["claim.html", "base.html", "components/rating.html", "assets/style.css"]
)
def test_a_copy_renders_the_same_site(
    site: Site, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    site.build()
    before = {p: c for p, c in site.files().items() if p.endswith(".html")}
    code, out, _ = run(capsys, "copy", name)
    assert (code, out) == (0, f"templates/{name}\n")
    first = (site.root / "templates" / name).read_text("utf-8").splitlines()[0]
    assert f"copied from factpress {name} " in first
    site.build()
    after = {p: c for p, c in site.files().items() if p.endswith(".html")}
    if name.endswith(".html"):
        assert after == before
    assert site.problems() == []


def test_a_copy_overwrites_nothing(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({"templates/claim.html": "mine"})
    code, out, err = run(capsys, "copy", "claim.html")
    assert (code, out) == (1, "")
    assert err == "templates/claim.html: is there already and stays as it is\n"
    assert (site.root / "templates/claim.html").read_text() == "mine"


def test_an_unknown_name_gets_a_suggestion(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("clam.html", "../claim.html", "/etc/passwd"):
        code, _, err = run(capsys, "copy", name)
        assert code == 1
        assert err.startswith(f'templates:1:1: template "{name}" is not one of factpress\'s')
    assert 'did you mean "claim.html"?' in run(capsys, "copy", "clam.html")[2]
    assert not (site.root / "templates").exists()
    code, _, err = run(capsys, "diff", "claim.html")
    assert (code, err) == (1, 'templates:1:1: template "claim.html" is not one of your own.\n')


def test_the_theme_itself_is_not_copied_into(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    theme = str(site.root.parent / "theme")
    code, _, err = run(capsys, "copy", "claim.html", "--templates", theme)
    assert code == 1
    assert "this folder is factpress's theme itself; edit its templates as they are" in err


def test_after_an_upgrade_the_build_warns_until_the_copy_says_so(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "copy", "claim.html")
    site.edit("templates/claim.html", '<h2>{{ _("What we found") }}</h2>', "<h2>Our analysis</h2>")
    site.build()
    assert site.problems() == []
    then = digits_in(site)
    upgrade(site, "claim.html", '<h2>{{ _("Related claims") }}</h2>', "<h2>Read next</h2>")
    now = digest((site.root.parent / "theme/claim.html").read_bytes())[:12]
    warning = (
        "templates/claim.html:1:1: warning: was copied from factpress's claim.html, which has "
        'changed since: see "factpress theme diff claim.html", take over what you need, then '
        f"write {now} for {then} here"
    )
    assert site.problems() == [warning]
    report = site.build()
    assert [str(p) for p in report.problems if "copied" in p.message] == [warning]
    again = stands(site.options, site.cache)
    assert again is not None
    assert again.problems == report.problems
    code, out, _ = run(capsys, "diff", "claim.html")
    assert code == 0
    assert out.startswith("--- factpress claim.html\n+++ templates/claim.html\n@@ ")
    changed = [line for line in out.splitlines()[2:] if line[0] in "+-"]
    assert changed == [
        '-<h2>{{ _("What we found") }}</h2>', "+<h2>Our analysis</h2>",
        "-<h2>Read next</h2>", '+<h2>{{ _("Related claims") }}</h2>',
    ]  # fmt: skip
    site.edit("templates/claim.html", then, now)
    assert site.problems() == []


def digits_in(site: Site) -> str:
    first = (site.root / "templates/claim.html").read_text("utf-8").splitlines()[0]
    return first.split()[-2]


def test_a_record_counts_wherever_the_writer_has_moved_it(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "copy", "components/rating.html")
    path = site.root / "templates/components/rating.html"
    path.write_text("{#- Ours. -#}\r\n" + path.read_text("utf-8"), "utf-8")
    upgrade(site, "components/rating.html", "A rating is always", "A rating stays")
    assert site.problems()[0].startswith(
        "templates/components/rating.html:2:1: warning: was copied from factpress's components/rat"
    )


def test_an_original_that_is_gone_is_told_of(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "copy", "topics.html")
    (site.root.parent / "theme/topics.html").unlink()
    assert site.problems() == [
        "templates/topics.html:1:1: warning: was copied from factpress's topics.html, which is no "
        "longer there"
    ]
    code, _, err = run(capsys, "diff", "topics.html")
    assert code == 1
    assert 'template "topics.html" is not one of factpress\'s' in err


def test_a_template_that_was_not_copied_is_left_in_peace(site: Site) -> None:
    site.write({"templates/page.html": '{% extends "default:page.html" %}'})
    assert site.problems() == []
