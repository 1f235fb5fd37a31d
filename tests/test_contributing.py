"""CONTRIBUTING.md is true: each recipe, applied to a copy of the code, does as it says.

Each is walked alone, and then all together with their own tests.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import CLAIM, MakeSite

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
RECIPES = re.findall(r"^## (Add [^\n]+)$", TEXT, re.M)
_COPIED = ("generator", "templates", "tests", "docs", "pyproject.toml")
_SKIPPED = shutil.ignore_patterns("benchmarks", "labelled", "standards")
# `In "PATH", after "LINE":` or `New file "PATH":`, each in code marks, and then a fenced block.
_STEP = re.compile(
    r"^ *(?:In `(?P<path>[^`]+)`, (?P<how>after|before|instead of)\s+"
    r"(?P<marks>`{1,2})(?P<line>[^\n]+?)(?P=marks)|New file `(?P<new>[^`]+)`):\n\n"
    r"(?P<indent> *)```\w+\n(?P<block>.*?)^ *```$",
    re.M | re.S,
)


class Step(NamedTuple):
    """One step of a recipe: lines for a file, `after`, `before` or `instead of` a line of it."""

    path: str
    how: str
    line: str
    block: str


def steps(recipe: str) -> Iterator[Step]:
    section = TEXT.partition(f"\n## {recipe}\n")[2].partition("\n## ")[0]
    assert section.count("```") == 2 * len(_STEP.findall(section)), "a block without its place"
    for step in _STEP.finditer(section):
        block = re.sub(rf"^{step['indent']}", "", step["block"], flags=re.M)
        yield Step(step["path"] or step["new"], step["how"] or "", step["line"] or "", block)


def apply(step: Step, root: Path) -> None:
    path = root / step.path
    if not step.how:
        assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.block, "utf-8")
        return
    lines = path.read_text("utf-8").splitlines(keepends=True)
    found = [number for number, line in enumerate(lines) if step.line in line]
    assert len(found) == 1, f"{step.path}: {step.line} is in {len(found)} lines"
    start = found[0] + (step.how == "after")
    lines[start : found[0] + (step.how != "before")] = [step.block]
    path.write_text("".join(lines), "utf-8")


class Copy(NamedTuple):
    """A copy of the code with a recipe applied."""

    root: Path
    recipe: list[Step]

    def run(self, *arguments: str, folder: Path | None = None) -> str:
        """What Python prints with these arguments; fails where it ends with an error."""
        environment = os.environ | {
            "PYTHONPATH": f"{self.root / 'generator'}{os.pathsep}{self.root / 'docs'}",
        }
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=folder or self.root,
            env=environment,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def test(self, *more: str) -> None:
        """Runs the recipe's own tests, and others."""
        own = [step.path for step in self.recipe if step.path.startswith("tests/")]
        assert own
        self.run("-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *own, *more)


@pytest.fixture
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Copy:
    """A copy of the code with the recipes of a section, or of several."""
    root = tmp_path / "copy"
    for name in _COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=_SKIPPED)
        else:
            shutil.copy(ROOT / name, root / name)
    recipe = [step for name in request.param for step in steps(name)]
    for step in recipe:
        apply(step, root)
    return Copy(root, recipe)


def _with(*recipes: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("copy", [recipes], indirect=True, ids=[" and ".join(recipes)])


@_with("Add a field to claims")
def test_a_field_is_added_as_the_recipe_says(copy: Copy, make_site: MakeSite) -> None:
    card = CLAIM.replace("rating: mixed", "subtitle: Said at noon.\nrating: mixed")
    site = make_site({"content/claims/dam.md": card})
    copy.run("-m", "factpress", "build", folder=site.root)
    assert "Said at noon." in site.read("claims/dam/index.html")
    assert '"subtitle": "Said at noon."' in site.read("claims/dam/claim.json")
    assert '"subtitle"' in site.read("data/schemas/claim.schema.json")
    reference = copy.run("docs/generate/front_matter_reference.py")
    assert "| subtitle | text | A second line under the claim on its page. |" in reference
    copy.test("tests/test_golden.py")
    assert len({step.path for step in copy.recipe}) == 7


@_with("Add a check")
def test_a_check_is_added_as_the_recipe_says(copy: Copy, make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": CLAIM.replace("2019.\nrat", "2019?\nrat")})
    said = copy.run("-m", "factpress", "build", folder=site.root)
    assert "claim is a question" in said
    assert len({step.path for step in copy.recipe}) == 2


@_with("Add a kind of page")
def test_a_kind_of_page_is_added_as_the_recipe_says(copy: Copy, make_site: MakeSite) -> None:
    site = make_site()
    site.edit("content/publication.yaml", "archive:", "url: https://dam.example/\narchive:")
    copy.run("-m", "factpress", "build", folder=site.root)
    assert "<dt>Mixed</dt>" in site.read("glossary/index.html")
    assert "https://dam.example/glossary/" in site.read("sitemap.xml")
    assert "fr: " in copy.run("tests/messages.py")
    catalogue = copy.root / "generator/factpress/i18n/locale/fr/LC_MESSAGES/factpress.po"
    assert 'msgid "Glossary"\nmsgstr ""' in catalogue.read_text("utf-8")


@_with("Add a data file")
def test_a_data_file_is_added_as_the_recipe_says(copy: Copy, make_site: MakeSite) -> None:
    site = make_site()
    copy.run("-m", "factpress", "build", folder=site.root)
    assert '{"id": "dams", "name": "Dams", "claims": ["dam"]}' in site.read("data/topics.json")
    assert "Ids of its claims." in site.read("data/schemas/topics.schema.json")


@_with("Add a language")
def test_a_language_is_added_as_the_recipe_says(copy: Copy, make_site: MakeSite) -> None:
    site = make_site()
    site.edit("content/publication.yaml", "language: en", "language: de")
    said = copy.run("-m", "factpress", "build", folder=site.root)
    assert "are English" not in said  # the warning about a language that has no words
    assert "Behauptungen" in site.read("claims/index.html")
    assert re.search(
        r"de: \d+ messages, \d{3} without a translation", copy.run("tests/messages.py")
    )


@_with(*RECIPES)
def test_the_recipes_together_pass_their_own_tests_and_the_linter(copy: Copy) -> None:
    guards = "tests/test_docs.py::test_every_file_of_data_is_documented", "tests/model/test_urls.py"
    copy.test(*guards, "tests/test_docs.py::test_the_languages_of_the_interface_are_documented")
    code = [step.path for step in copy.recipe if step.path.endswith(".py")]
    copy.run("-m", "ruff", "check", "--no-cache", *code)
    copy.run("-m", "ruff", "format", "--no-cache", "--check", *code)


def test_every_recipe_is_walked() -> None:
    walked = re.findall(r'^@_with\("([^"]+)"\)$', Path(__file__).read_text("utf-8"), re.M)
    assert walked == RECIPES
