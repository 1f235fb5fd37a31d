"""docs/how-to/theming.md is true: its blocks, what templates are given, its examples.

`pytest tests/test_theming_docs.py --update-golden` writes its reference anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from conftest import BASE, CLAIM, PUBLICATION, MakeSite, Site
from factpress.load import load
from factpress.model.cards import Catalog
from factpress.model.site import Page
from factpress.plan import outputs_of, plan
from factpress.views.site_index import Prepared
from generate.template_reference import BEGIN, blocks, keys, templates_reference
from pdfs import pdf
from plenty import RICH

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs/how-to/theming.md"
BARE = PUBLICATION.replace("tagline: Claims about one dam\n", "")
# Passages of which readers are told all that can be known.
PLACED = {
    "content/publication.yaml": f"{BARE}limits: {{context_share: 1}}\n",
    "archive/gazette.vtt": "WEBVTT\n\n00:01.000 --> 00:09.000\n<v Ministry of Works>I tell you "
    "that the dam was finished in 2019, and it holds.\n",
    "archive/report.pdf": pdf(["The engineer said that we were still pouring concrete in 2020."]),
    "content/sources/gazette.md": BASE["content/sources/gazette.md"].replace(
        "gazette.txt", "gazette.vtt"
    ),
    "content/sources/report.md": BASE["content/sources/gazette.md"].replace(
        "gazette.txt", "report.pdf\ndefects: [{note: It is short., passage: The engineer said}]"
    ),
    "content/claims/dam.md": CLAIM.replace("in 2019\n", "in 2019\n    context: true\n").replace(
        "source: gazette\n    passage: we", "source: report\n    passage: we"
    ),
}
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def sources() -> dict[str, str]:
    folder = ROOT / "templates"
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.suffix in (".html", ".svg")
    }


@pytest.fixture
def rich(make_site: MakeSite) -> Site:
    return make_site(RICH)


def every_page(catalog: Catalog) -> Iterator[Page]:
    index = Prepared(catalog)
    for group in plan(catalog):
        yield from (output for output in outputs_of(group, index) if isinstance(output, Page))


def written(*sites: Site) -> str:
    catalogs = [load(site.options, site.cache)[0] for site in sites]
    pages = [page for catalog in catalogs if catalog for page in every_page(catalog)]
    return templates_reference(sources(), pages)


def test_the_reference_is_that_of_the_templates_and_the_plan(
    rich: Site, make_site: MakeSite, request: pytest.FixtureRequest
) -> None:
    bare = make_site({"content/publication.yaml": BARE}, name="bare")
    placed = make_site(PLACED, name="placed")
    before, _, _ = DOCUMENT.read_text("utf-8").partition(BEGIN)
    text = before + written(rich, bare, placed)
    if request.config.getoption("--update-golden"):
        DOCUMENT.write_text(text, "utf-8")
    assert DOCUMENT.read_text("utf-8") == text, "run `make docs`"


def test_every_template_of_a_page_is_in_it(rich: Site) -> None:
    catalog, _ = load(rich.options, rich.cache)
    assert catalog
    named = {page.template for page in every_page(catalog)}
    document = DOCUMENT.read_text("utf-8")
    for name in named:
        assert f"\n## {name}\n" in document
    whole = {n for n in sources() if "/" not in n}
    assert named | {"base.html"} == whole


def test_the_small_publication_is_given_nothing_that_is_not_documented(
    make_site: MakeSite,
) -> None:
    catalog, _ = load(make_site().options)
    assert catalog
    document = DOCUMENT.read_text("utf-8")
    everywhere = document.partition("## What every template is given")[2].partition("\n## ")[0]
    for page in every_page(catalog):
        section = document.partition(f"\n## {page.template}\n")[2].partition("\n## ")[0]
        for path in keys([page.context]):
            told = re.compile(rf"\| `{re.escape(path)}[`.\[]")
            assert told.search(section + everywhere), f"{page.template}: {path}"


def test_blocks_are_told_with_those_around_them() -> None:
    assert blocks(
        "{% block a %}{% if x %}{% block b %}{% endblock %}{% endif %}{% endblock %}"
    ) == [
        (0, "a"),
        (1, "b"),
    ]


def test_the_examples_of_settings_are_settings_that_build(make_site: MakeSite) -> None:
    document = DOCUMENT.read_text("utf-8")
    examples = [text for kind, text in FENCED.findall(document) if kind == "yaml"]
    assert len(examples) == 3
    for number, example in enumerate(examples):
        site = make_site(
            {
                "content/publication.yaml": PUBLICATION + example,
                "templates/assets/fonts/Mine.ttf": _any_font(),
            },
            name=f"site-{number}",
        )
        site.options = site.options._replace(templates=site.root / "templates")
        allowed = [line for line in site.problems() if 'without "url"' not in line]
        assert allowed == []
        site.build()
        assert yaml.safe_load(example)


def _any_font() -> bytes:
    from factpress.social_cards.fonts import faces

    return faces([]).of["display"][0].content


def test_the_examples_of_templates_render(make_site: MakeSite) -> None:
    document = DOCUMENT.read_text("utf-8")
    examples = [text for kind, text in FENCED.findall(document) if kind == "jinja"]
    claim, base, record = examples
    style = next(text for kind, text in FENCED.findall(document) if kind == "css")
    site = make_site(
        {
            "templates/claim.html": claim,
            "templates/base.html": base,
            "templates/page.html": record + sources()["page.html"],
            "templates/assets/theme.css": style,
            "templates/assets/fonts/mine.woff2": "any",
        }
    )
    site.options = site.options._replace(templates=site.root / "templates")
    (warning,) = site.problems()
    assert "was copied from factpress's claim.html, which has changed since" in warning
    site.build()
    page = site.read("claims/dam/index.html")
    assert '<p>Know more? <a href="../../about/">Write to us</a>.</p>' in page
    assert "<p>Set in our own words.</p>" in page
    assert "<p>Set in our own words.</p>" in site.read("index.html")
