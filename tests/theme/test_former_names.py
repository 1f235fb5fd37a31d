"""A publication's own templates may use former names of templates and macros, with a warning."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from conftest import MakeSite
from factpress.cli import main
from factpress.i18n.translations import words
from factpress.templating.environment import Sources, Theme
from factpress.theme.former_names import MOVED, Moved, present_path

ROOT = Path(__file__).parents[2]
THEME = ROOT / "templates"
LAST = "the next release no longer knows the former names"


def macros_of(path: str) -> dict[str, list[str]]:
    """The parameters of the macros of one of the theme's templates."""
    tree = jinja2.Environment(extensions=["jinja2.ext.i18n"]).parse((THEME / path).read_text())
    return {m.name: [arg.name for arg in m.args] for m in tree.find_all(nodes.Macro)}


@pytest.mark.parametrize("moved", MOVED, ids=lambda moved: moved.present)
def test_every_present_name_is_one_of_the_theme(moved: Moved) -> None:
    assert not (THEME / moved.former).exists()
    macros = macros_of(moved.present)
    assert set(moved.macros.values()) <= set(macros)
    for each in moved.names:
        name, _, parameters = each.partition("=")[2].rstrip(")").partition("(")
        former = [p for p in parameters.split(", ") if p not in ("", "caller")]
        assert not former or len(former) == len(macros[name])


def test_a_former_path_has_all_macros_by_their_former_names() -> None:
    sources = {p.relative_to(THEME).as_posix(): p.read_text() for p in THEME.rglob("*.html")}
    theme = Theme(Sources(sources, {}, "templates"), {}, words("en"))
    for name in {moved.former for moved in MOVED if moved.names}:
        for prefix in ("", "default:"):
            template = theme._environment.get_template(f"{prefix}{name}")
            module = template.make_module({"publication": {}, "page": {}})
            wanted = {old for moved in MOVED if moved.former == name for old in moved.macros}
            assert wanted == {old for old, macro in vars(module).items() if callable(macro)}


def test_an_override_at_a_former_path_is_used_for_the_present_one(make_site: MakeSite) -> None:
    own = (
        '{% from "partials/language.html" import named with context %}'
        "{% macro to(card) -%}<a class=ours href={{ card.url|rel }}>{{ named(card) }}</a>"
        "{%- endmacro %}"
    )
    site = make_site({"templates/partials/links.html": own}).use_templates()
    assert site.problems() == [
        'templates/partials/links.html:1:1: warning: "partials/language.html" is now '
        f'"components/language.html" (named is now card_name); {LAST}',
        'templates/partials/links.html:1:1: warning: "partials/links.html" is now '
        f'"components/card_links.html" (to is now card_link); {LAST}',
    ]
    site.build()
    page = site.read("sources/index.html")
    assert "<a class=ours href=gazette/><bdi>" in page
    # Macros that the override lacks are the theme's.
    assert '<ul class="links">' in site.read("claims/dam/index.html")


def test_an_override_of_a_former_file_without_macros_is_used(make_site: MakeSite) -> None:
    site = make_site({"templates/partials/sections.html": "<p>Ours</p>"}).use_templates()
    assert site.problems() == [
        'templates/partials/sections.html:1:1: warning: "partials/sections.html" is now '
        f'"components/section_links.html"; {LAST}'
    ]
    site.build()
    assert "<p>Ours</p>" in site.read("index.html")


IMPORTS = """{% extends "default:claim.html" %}
{% from "partials/claims.html" import row, facts as facts_of with context %}
{% import "partials/passages.html" as passages with context %}
{% from "partials/picture_frame.html" import frame with context %}
{% block questions %}
[{{ row(by="topic", claim={"url": "/claims/dam/", "title": "T", "rating": claim.rating,
  "topics": ["a"], "as_of": "2022", "reason": "R", "checked": "2022-01-02", "claimants": [],
  "said": ""}, said="2022") }}]
[{{ passages.level(name="exact") }}]
{% call(passage) passages.groups(stances, titles={"asserts": "A", "denies": "D"}) %}
[{{ passage.words }}]
{% endcall %}
{% call frame("x", {"width": 1, "height": 2}, "T", words="W") %}drawn{% endcall %}
{% include "partials/sections.html" %}
{% endblock %}
"""


def test_former_macros_render_with_their_former_parameters(make_site: MakeSite) -> None:
    site = make_site({"templates/claim.html": IMPORTS}).use_templates()
    assert site.problems() == [
        'templates/claim.html:2:1: warning: "partials/claims.html" is now '
        '"components/claim_list.html" (facts is now claim_facts, row is now claim_row); ' + LAST,
        'templates/claim.html:3:1: warning: "partials/passages.html" is now '
        '"components/passage.html" (groups is now stance_sections) and '
        f'"components/passage_proof.html" (level is now match_level); {LAST}',
        'templates/claim.html:4:1: warning: "partials/picture_frame.html" is now '
        f'"charts/frame.html" (frame is now chart_frame); {LAST}',
        'templates/claim.html:14:1: warning: "partials/sections.html" is now '
        f'"components/section_links.html"; {LAST}',
    ]
    site.build()
    page = site.read("claims/dam/index.html")
    assert re.search(r'\[\s*<li data-in="a">\s*<p class="claim"><a href="[^"]*">T</a></p>', page)
    assert "[Word for word in our saved copy]" in page
    assert re.search(
        r'<h3><span class="stance asserts">A</span></h3>\s*<div class="passages">', page
    )
    assert "[the dam was finished in 2019]" in page
    assert re.search(r'<desc id="x-words">W</desc>\s*drawn\s*</g>', page)
    # In the masthead and where it is included.
    assert page.count('<li><a href="../../ratings/">') == 2


def test_a_present_override_comes_before_a_former_one(make_site: MakeSite) -> None:
    files = {
        "templates/partials/sections.html": "<p>Former</p>",
        "templates/components/section_links.html": "<p>Present</p>",
    }
    site = make_site(files).use_templates()
    site.build()
    assert "<p>Present</p>" in site.read("index.html")
    assert "<p>Former</p>" not in site.read("index.html")


def test_a_copy_of_a_former_file_names_the_present_one(make_site: MakeSite) -> None:
    record = "{#- copied from factpress partials/sections.html 0123456789ab -#}\n"
    site = make_site({"templates/partials/sections.html": record}).use_templates()
    _, copied = sorted(site.problems(), key=lambda problem: "copied" in problem)
    assert re.fullmatch(
        r"templates/partials/sections\.html:1:1: warning: was copied from factpress's "
        r"partials/sections\.html, which is now components/section_links\.html and has changed "
        r'since: see "factpress theme diff partials/sections\.html", take over what you need, '
        r"then write components/section_links\.html [0-9a-f]{12} for partials/sections\.html "
        r"0123456789ab here",
        copied,
    )


def test_the_command_line_knows_former_names(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site({"templates/partials/time.html": "{% macro when(x) %}{% endmacro %}\n"})
    monkeypatch.chdir(site.root)
    assert main(["theme", "list"]) == 0
    listed = capsys.readouterr().out
    assert re.search(
        r"^partials/time.html +yours, in place of factpress's components/time.html$", listed, re.M
    )
    assert main(["theme", "diff", "partials/time.html"]) == 0
    assert "--- factpress components/time.html" in capsys.readouterr().out
    assert main(["theme", "copy", "partials/time.html"]) == 1
    said = capsys.readouterr()
    assert '"partials/time.html" is now "components/time.html"' in said.out + said.err


def test_the_documentation_has_every_former_name() -> None:
    document = (ROOT / "docs/how-to/theming.md").read_text("utf-8")
    table = document.partition("## Names that changed")[2].partition("\n## ")[0]
    for moved in MOVED:
        assert f"| `{moved.former}` | `{moved.present}` |" in table
        assert present_path(moved.former) != moved.former
        row = table.partition(f"| `{moved.former}` | `{moved.present}` |")[2].partition("\n")[0]
        for former, present in moved.macros.items():
            assert former == present or f"`{former}` → `{present}`" in row
