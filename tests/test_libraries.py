"""Which releases of libraries will do, and when what is peculiar to them is asked for."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from conftest import MakeSite
from factpress.content.markdown.known_releases import fast_dialect
from factpress.templating.jinja import fast_jinja
from oldest import oldest


def test_the_engine_is_taken_with_the_jinja_that_it_was_written_for() -> None:
    if not version("jinja2").startswith("3.1."):
        pytest.skip(f"Jinja {version('jinja2')} is rendered by its own environment, slower")
    assert fast_jinja()


KNOWN = ("3.10", "3.10.1", "3.10.2", "3.10.3", "3.11", "3.11.1", "3.11.2", "3.11.3")


def test_the_fast_dialect_is_taken_with_the_markdown_that_it_was_written_for() -> None:
    if version("markdown") not in KNOWN:
        pytest.skip(f"Python-Markdown {version('markdown')} converts bodies by itself, slower")
    assert fast_dialect()


IMPORTED = """
import sys
from factpress.cli import main
code = main(["build", "--quiet"])
print(sorted({"jinja2", "markdown", "babel"} & {name.split(".")[0] for name in sys.modules}))
sys.exit(code)
"""


def test_a_build_with_nothing_to_do_asks_no_library(make_site: MakeSite) -> None:
    site = make_site()
    site.lock()

    def imported() -> str:
        command = [sys.executable, "-c", IMPORTED]
        done = subprocess.run(command, cwd=site.root, check=True, capture_output=True, text=True)
        return done.stdout.splitlines()[-1]

    assert imported() == "['jinja2', 'markdown']"
    assert imported() == "[]"


def test_the_oldest_libraries_are_those_of_the_floors() -> None:
    settings = {
        "project": {
            "dependencies": ["babel>=2.14", "nh3>=0.3"],
            "optional-dependencies": {"search": ["pagefind[bin]>=1.5"]},
        },
        "dependency-groups": {"dev": ["nh3>=0.3", "types-PyYAML"]},
    }
    assert oldest(settings) == ["babel==2.14", "nh3==0.3", "pagefind[bin]==1.5", "types-PyYAML"]


def test_all_that_we_need_has_a_floor_but_stubs() -> None:
    settings = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
    without = [each for each in oldest(settings) if "==" not in each]
    assert [each for each in without if not each.startswith("types-")] == []
