"""The documentation is true: fields, commands and ratings are in it, its example runs."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from conftest import MakeSite
from factpress.cli import _parser
from factpress.desk.reference import reference

ROOT = Path(__file__).parent.parent


def test_the_reference_of_front_matter_is_the_schemas() -> None:
    written = (ROOT / "docs/front-matter.md").read_text("utf-8")
    assert written == reference(), "run `make docs`"


def test_every_command_is_documented() -> None:
    documented = (ROOT / "docs/commands.md").read_text("utf-8")
    actions = [a for a in _parser()._actions if a.choices]
    commands = dict(actions[0].choices or {})
    assert commands
    for name, parser in commands.items():
        assert f"## factpress {name}" in documented
        section = documented.partition(f"## factpress {name}")[2].partition("\n## ")[0]
        options = {o for a in parser._actions for o in a.option_strings if o.startswith("--")}
        for option in options - {"--help"}:
            assert f"`{option}" in section, f"{option} of {name} is not documented"


def test_every_rating_of_our_scale_is_explained_to_readers() -> None:
    settings = yaml.safe_load((ROOT / "content/publication.yaml").read_text("utf-8"))
    page = (ROOT / "content/pages/ratings-explained.md").read_text("utf-8")
    for rating in settings["ratings"]:
        assert rating["label"].lower() in page.lower()


def test_the_readmes_example_is_a_publication_that_builds(make_site: MakeSite) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^`(content/[^`]+)`\n\n```\w+\n(.*?)^```$", readme, re.M | re.S)
    assert len(blocks) >= 4
    nothing = dict.fromkeys(
        f"content/{name}.md"
        for name in (
            "claims/dam", "actors/ministry", "actors/engineer", "actors/gazette-press",
            "sources/gazette", "topics/dams", "pages/about",
        )
    )  # fmt: skip
    site = make_site({**nothing, **dict(blocks)})
    assert site.problems() == []
    site.build()


def test_both_commands_are_on_the_readmes_first_screen() -> None:
    first_screen = (ROOT / "README.md").read_text("utf-8").splitlines()[:25]
    assert any("make site" in line for line in first_screen)
    assert any("make test" in line for line in first_screen)
