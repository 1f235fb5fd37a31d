"""The tutorial and the how-tos, done as their reader does them: see `walkthrough`."""

from __future__ import annotations

import io
import os
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from browsing import opened
from pdfs import pdf
from walkthrough import Look, Walk

Failed = pytest.fail.Exception

DOCS = Path(__file__).parent.parent / "docs"
# `make pictures` sets it.
TAKES_PICTURES = bool(os.environ.get("FACTPRESS_PICTURES"))
_WIDTH = 1180
# Of each picture what of the page is opened, and how high the window is.
_VIEWS = {"claim": ("", 780), "corrected": ("#change-2024-05-28-rating", 400)}
_COLOURS = 48
_MOST_BYTES = 60_000

BeginWalk = Callable[[Look], Walk]


@pytest.fixture
def begin(tmp_path: Path) -> BeginWalk:
    """A reader in an empty folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    return lambda look: Walk(folder, tmp_path / "home", look)


def _page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode("utf-8"))


def _published(walk: Walk) -> str:
    return f"{walk.addresses['python3']}claims/mill-bridge/"


def _is_there(walk: Walk, path: str) -> None:
    assert (DOCS / path).stat().st_size <= _MOST_BYTES
    assert "mill-bridge" in _page(_published(walk))


def _take(browser: Browser) -> Look:
    """Takes a picture of the page that is published, with few colours so that it is small."""

    def look(walk: Walk, path: str) -> None:
        part, height = _VIEWS[path.removesuffix(".png").rpartition("-")[2]]
        with opened(browser, _WIDTH, height) as page:
            page.goto(_published(walk))
            page.wait_for_function("document.fonts.status === 'loaded'")
            page.evaluate("part => { location.hash = part }", part)
            page.wait_for_timeout(500)
            shot = Image.open(io.BytesIO(page.screenshot()))
        shot.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(
            DOCS / path, optimize=True
        )

    return look


def test_the_tutorial_leads_to_a_published_locked_and_corrected_claim(
    begin: BeginWalk, request: pytest.FixtureRequest
) -> None:
    look = _take(request.getfixturevalue("browser")) if TAKES_PICTURES else _is_there
    with begin(look) as walk:
        walk.steps((DOCS / "tutorial.md").read_text("utf-8"))
        published = _page(_published(walk))
        assert "The bridge was closed to lorries from 1 March to 17 May 2024" in published
        assert "The council published the report of its engineer" in published
        previewed = _page(f"{walk.addresses['factpress']}claims/mill-bridge/")
        assert "The bridge has been shut to us all spring" in previewed
    assert (walk.folder / "content/evidence.lock").is_file()


# The pages whose commands are run in the example of `factpress init`, and what their reader has.
_REPORT = ["Report of the engineer on the dam", "The gauges were read", "every morning in January."]
_HOW_TOS: dict[str, dict[str, bytes]] = {
    "archive": {},
    "correction": {},
    "debate": {},
    "pdf": {"report.pdf": pdf(_REPORT)},
    "post": {},
    "work-as-two": {},
}
# Those that correct what was published.
_LOCKED = ("correction",)


@pytest.mark.parametrize("name", _HOW_TOS)
def test_a_how_to_leads_where_it_says(begin: BeginWalk, name: str) -> None:
    with begin(_is_there) as walk:
        walk.steps("```console\n$ factpress init .\n…\n```\n")
        for path, content in _HOW_TOS[name].items():
            (walk.folder / path).write_bytes(content)
        if name in _LOCKED:
            walk.steps("```console\n$ factpress lock\n…\n```\n")
        walk.steps((DOCS / f"how-to/{name}.md").read_text("utf-8"))


@pytest.mark.parametrize(
    "broken",
    [
        "```console\n$ factpress --version\nfactpress 9\n```\n",
        "```console\n$ factpress bild\n```\n",
        "`README.md`\n\n```diff\n-words that are not there\n+others\n```\n",
        "`lines.txt`\n\n```text\none\none\n```\n\n`lines.txt`\n\n```diff\n-one\n+two\n```\n",
        "```console\n$ cd nowhere\n$ factpress --version\n…\n```\n",
        "![A picture](images/tutorial-none.png)\n",
    ],
)
def test_a_page_that_does_not_print_what_is_so_fails(begin: BeginWalk, broken: str) -> None:
    with begin(_is_there) as walk, pytest.raises((AssertionError, OSError, Failed)):
        walk.steps(broken)
