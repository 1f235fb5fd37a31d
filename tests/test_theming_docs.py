"""The docs on templates are true: their reference, their examples.

`make docs` writes docs/reference/templates.md anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from msgspec import Struct

from conftest import PUBLICATION, MakeSite
from factpress.cli import main
from factpress.cli.describe import blocks, field_types, page_contexts
from factpress.pages.frame import Frame
from factpress.theme.overrides import template_sources
from generate.template_reference import templates_reference

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs/how-to/theming.md"
REFERENCE = ROOT / "docs/reference/templates.md"
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def test_the_reference_is_that_of_the_templates_and_the_types() -> None:
    assert REFERENCE.read_text("utf-8") == templates_reference(), "run `make docs`"


def test_every_template_of_a_page_has_a_context() -> None:
    whole = {name for name in template_sources() if "/" not in name}
    assert {*page_contexts(), "base.html"} == whole


def test_the_reference_names_every_field_with_its_type_and_comment() -> None:
    text = REFERENCE.read_text("utf-8")
    kinds: list[type[Struct]] = [Frame, *page_contexts().values()]
    for context in kinds:
        for name in field_types(context):
            assert f"\n- `{name}`: " in text, (context, name)
    rating = text.partition("\n### RatingView\n")[2].partition("\n### ")[0]
    assert "- `rank`: number. Its place on the scale, from 1\n" in rating
    assert "- `value`: number or nothing. " in rating
    letters = text.partition("\n### ActorGroup\n")[2].partition("\n### ")[0]
    assert "- `entries`: list of ActorRow\n" in letters
    change = text.partition("\n### ChangeView\n")[2].partition("\n### ")[0]
    assert "- `from`: RatingView or nothing. " in change
    note = text.partition("\n### OutsideNote\n")[2].partition("\n### ")[0]
    assert "- `url`: text. Address of what says so." in note


def test_describe_prints_one_template_and_the_values_it_reaches(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["theme", "describe", "moved.html"]) == 0
    printed = capsys.readouterr().out
    assert "- `target`: Link\n" in printed
    assert "- `canonical`\n" in printed
    assert "### Link\n" in printed
    assert "### ClaimView" not in printed
    assert main(["theme", "describe", "base.html"]) == 0
    assert "### PublicationView" in capsys.readouterr().out
    assert main(["theme", "describe", "components/rating.html"]) == 0
    assert "- `rating_badge`" in capsys.readouterr().out


def test_describe_suggests_a_template_for_a_name_that_is_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["theme", "describe", "clam.html"]) == 1
    assert 'did you mean "claim.html"?' in capsys.readouterr().err


def test_blocks_are_listed_with_those_around_them() -> None:
    assert blocks(
        "{% block a %}{% if x %}{% block b %}{% endblock %}{% endif %}{% endblock %}"
    ) == [
        (0, "a"),
        (1, "b"),
    ]


def test_the_examples_of_settings_are_settings_that_build(make_site: MakeSite) -> None:
    document = DOCUMENT.read_text("utf-8")
    examples = [text for kind, text in FENCED.findall(document) if kind == "yaml"]
    assert len(examples) == 6
    for number, example in enumerate(examples):
        site = make_site(
            {
                "content/publication.yaml": PUBLICATION + example,
                "templates/assets/fonts/Mine.ttf": _any_font(),
                "templates/assets/brand/logo.svg": _LOGO,
                "templates/assets/brand/logo-dark.svg": _LOGO,
            },
            name=f"site-{number}",
        )
        site.use_templates()
        allowed = [line for line in site.problems() if 'without "url"' not in line]
        assert allowed == []
        site.build()
        assert yaml.safe_load(example)


_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M0 0h9"/></svg>'


def _any_font() -> bytes:
    from factpress.social_cards.fonts import faces

    return faces([]).of["head"][2].content


def test_the_examples_of_templates_render(make_site: MakeSite) -> None:
    document = DOCUMENT.read_text("utf-8")
    examples = [text for kind, text in FENCED.findall(document) if kind == "jinja"]
    claim, base, record = examples
    style = next(text for kind, text in FENCED.findall(document) if kind == "css")
    site = make_site(
        {
            "templates/claim.html": claim,
            "templates/base.html": base,
            "templates/page.html": record + template_sources()["page.html"],
            "templates/assets/theme.css": style,
            "templates/assets/fonts/mine.woff2": "any",
        }
    )
    site.use_templates()
    (warning,) = site.problems()
    assert "was copied from factpress's claim.html, which has changed since" in warning
    site.build()
    page = site.read("claims/dam/index.html")
    assert '<p>Know more? <a href="../../about/">Write to us</a>.</p>' in page
    assert "<p>Set in our own words.</p>" in page
    assert "<p>Set in our own words.</p>" in site.read("index.html")
