"""Templates of a publication's own that only Jinja itself may render."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from conftest import CLAIM, MakeSite
from factpress.i18n.translations import words
from factpress.pages.frame import PublicationView
from factpress.templating.environment import Sources, Theme
from factpress.templating.fast.engine import Engine
from factpress.templating.fast.unusual import USUAL
from factpress.templating.fast.unusual import is_unusual as is_unusual_tree

THEME = Path(__file__).parents[2] / "templates"

UNUSUAL = (
    "{% set asset = page %}",
    "{% with asset = page %}{% endwith %}",
    "{% for asset in page %}{% endfor %}",
    "{% macro dict(a) %}{% endmacro %}",
    "{% macro m(a, asset) %}{% endmacro %}",
    "{% call(asset) m() %}{% endcall %}",
    '{% import "a.html" as _ %}',
    '{% from "a.html" import b as range %}',
    '{% from "a.html" import gettext %}',
    "{% set _trans = 1 %}",
    "{% autoescape false %}{% endautoescape %}",
    "{% set n = namespace(a=1) %}",
    "{% set n.a = 1 %}",
    "{{ cycler(1, 2).next() }}",
    "{% set _x = page.trail.append(1) %}",
    "{{ page.update(a=1) }}",
    "{{ page['update'](a=1) }}",
    "{{ (page|attr('update'))(a=1) }}",
)
USUAL_ONES = (
    "{{ publication.name }}{{ asset('a.css') }}{{ _('Words') }}",
    "{% extends 'default:claim.html' %}{% block notes %}{{ super() }}{% endblock %}",
    "{% set here = page.url %}{% for each in page.trail %}{{ loop.index }}{% endfor %}",
    "{% if change.kind == 'update' %}{{ page['title'] }}{{ claims|map('title') }}{% endif %}",
    "{% trans who=m(page), n=3 %}A {{ who }}{% pluralize n %}B{% endtrans %}",
)


READER = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def is_unusual(source: str) -> bool:
    return is_unusual_tree(source, READER.parse(source))


@pytest.mark.parametrize("source", UNUSUAL)
def test_what_is_unusual(source: str) -> None:
    assert is_unusual(source)


@pytest.mark.parametrize("source", USUAL_ONES)
def test_what_is_not(source: str) -> None:
    assert not is_unusual(source)


def test_no_template_of_the_theme_is() -> None:
    found = [p for p in THEME.rglob("*") if p.suffix in (".html", ".svg")]
    assert found
    assert [path for path in found if is_unusual(path.read_text("utf-8"))] == []


def test_every_name_that_templates_have_in_common_is_known() -> None:
    theme = Theme(Sources({}, {}, "templates"), {}, words("en"))
    environment = theme._environment
    assert isinstance(environment, Engine)
    assert {*environment.globals} <= USUAL


ROW = (
    (THEME / "components/claim_list.html")
    .read_text("utf-8")
    .replace("</div></li>", "{{ publication.tagline }}</div></li>")
)
OTHER = ", ".join(
    f'"{name}": publication.{name}'
    for name in PublicationView.__struct_fields__
    if name != "tagline"
)
LIST = (
    f'{{% if "/true/" in page.url %}}{{% set publication = {{"tagline": "Special", {OTHER}}} %}}'
    "{% endif %}" + (THEME / "rating.html").read_text("utf-8")
)
COUNTED = (
    '{% extends "default:claim.html" %}{% block questions %}{% import "counting.html" as c %}'
    "{{ c.next() }}{{ c.next() }}{% endblock %}"
)
COUNTING = "{% set n = cycler('α', 'β', 'γ') %}{% macro next() %}{{ n.next() }}{% endmacro %}"


def test_a_name_that_a_template_takes_for_its_own_is_its_own(make_site: MakeSite) -> None:
    own = {"templates/components/claim_list.html": ROW, "templates/rating.html": LIST}
    other = CLAIM.replace("The dam was", "The other dam was").replace("mixed", '"true"')
    site = make_site({**own, "content/claims/other.md": other})
    site.use_templates()
    site.build()
    paths = ("ratings/true/index.html", "ratings/mixed/index.html")
    rows = {path: site.read(path) for path in paths}
    assert ["Special" in rows[path].partition("<main")[2] for path in rows] == [True, False]


def test_what_a_template_counts_is_the_same_whatever_was_rendered_before(
    make_site: MakeSite,
) -> None:
    own = {"templates/claim.html": COUNTED, "templates/counting.html": COUNTING}
    other = CLAIM.replace("The dam was", "The other dam was")
    site = make_site({**own, "content/claims/other.md": other})
    site.use_templates()
    site.build()
    site.edit("content/claims/other.md", "The [[ministry]] says", "But the [[ministry]] says")
    site.build()
    pages = [site.read(f"claims/{claim_id}/index.html") for claim_id in ("dam", "other")]
    assert ["αβ" in page for page in pages] == [True, True]
