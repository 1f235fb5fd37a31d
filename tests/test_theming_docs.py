"""docs/theming.md is true: its blocks, what templates are given, its examples.

`pytest tests/test_theming_docs.py --update-golden` writes its reference anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from conftest import BASE, CLAIM, PUBLICATION, MakeSite, Site
from factpress.desk.theming_reference import BEGIN, blocks, keys, templates_reference
from factpress.loading import load
from factpress.model import Catalog, Page
from factpress.pages.plan import plan

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs/theming.md"
BARE = PUBLICATION.replace("tagline: Claims about one dam\n", "")
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
    """The small publication with at least one of everything that a template can be given."""
    claim = CLAIM.replace(
        "topics: [dams]\n",
        """\
topics: [dams]
aliases: [old-dam]
related: [later]
open_questions: [Where is the log?]
appearances:
  - {source: gazette, date: 2022-01-06}
  - {url: "https://dam.example/x", title: A speech}
changes:
  - {date: 2022-02-01, kind: rating, note: New words., from: "true", to: mixed}
  - {date: 2022-02-02, kind: update, note: More.}
""",
    )
    claim = claim.replace(
        "    speaker: ministry\n",
        "    speaker: ministry\n    said: 2022-01-05\n    note: Read twice.\n    crop_ok: Fair.\n",
    )
    gazette = BASE["content/sources/gazette.md"].replace(
        "document: gazette.txt\n",
        """\
language: en
url: https://gazette.example/dam
archived_url: https://archive.example/dam
origins: [{actor: ministry, note: "Inferred: it says so."}]
rights: Free.
defects:
  - {note: No log., passage: Nobody has published the building log}
document: gazette.txt
""",
    )
    site = make_site(
        {
            "content/publication.yaml": PUBLICATION
            + "url: https://dam.example/\nsocial_cards: true\n"
            "publisher: {name: Us, url: 'https://us.example/', contact: Here, funding: None}\n",
            "content/claims/dam.md": claim,
            "content/claims/later.md": CLAIM.replace("in 2019.\n", "late.\n").replace(
                "[[ministry]]", "[[dam]] [[ministry]]"
            ),
            "content/sources/gazette.md": gazette,
            "content/actors/ministry.md": "---\nname: Ministry of Works\nkind: organisation\n"
            "aliases: [dam]\nrole: Builds\nsame_as: ['https://m.example/']\npart_of: [state]\n---\n"
            "About [[gazette-press]].\n",
            "content/actors/state.md": "---\nname: The State\nkind: state\n---\n",
            # More than one page holds.
            **{
                f"content/actors/actor-{n}.md": f"---\nname: Actor {n}\nkind: person\n---\n"
                for n in range(250)
            },
        }
    )
    return site


def every_page(catalog: Catalog) -> Iterator[Page]:
    for group in plan(catalog):
        yield from (output for output in group.make() if isinstance(output, Page))


def written(*sites: Site) -> str:
    catalogs = [load(site.order)[0] for site in sites]
    pages = [page for catalog in catalogs if catalog for page in every_page(catalog)]
    return templates_reference(sources(), pages)


def test_the_reference_is_that_of_the_templates_and_the_plan(
    rich: Site, make_site: MakeSite, request: pytest.FixtureRequest
) -> None:
    bare = make_site({"content/publication.yaml": BARE}, name="bare")
    before, _, _ = DOCUMENT.read_text("utf-8").partition(BEGIN)
    text = before + written(rich, bare)
    if request.config.getoption("--update-golden"):
        DOCUMENT.write_text(text, "utf-8")
    assert DOCUMENT.read_text("utf-8") == text, "run `make docs`"


def test_every_template_of_a_page_is_in_it(rich: Site) -> None:
    catalog, _ = load(rich.order)
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
    catalog, _ = load(make_site().order)
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
        site.order = replace(site.order, templates=site.root / "templates")
        allowed = [line for line in site.problems() if 'without "url"' not in line]
        assert allowed == []
        site.build()
        assert yaml.safe_load(example)


def _any_font() -> bytes:
    from factpress.publishing.card_fonts import faces

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
    site.order = replace(site.order, templates=site.root / "templates")
    (warning,) = site.problems()
    assert "was copied from factpress's claim.html, which has changed since" in warning
    site.build()
    page = site.read("claims/dam/index.html")
    assert '<p>Know more? <a href="../../about/">Write to us</a>.</p>' in page
    assert "<p>Set in our own words.</p>" in page
    assert "<p>Set in our own words.</p>" in site.read("index.html")
