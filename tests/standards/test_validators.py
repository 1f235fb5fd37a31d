"""The Nu HTML checker accepts every page, picture and stylesheet."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from nu_checker import checker
from sites import STRICT, Built

# Files have no origin, so 'self' means nothing in them, and the checker takes the files beside a
# page to be blocked. It still reports every address with a scheme or a host.
_OF_FILES = re.compile(
    r"Resource violates Content Security Policy \(meta tag\): external (stylesheet|script) "
    r"“/?(\.\./)*assets/[\w.-]+” blocked by “(style|script)-src” directive\."
)
# It guesses at languages, and most words of the cards of our Arabic publication are English.
_GUESSED = 'appears to be written in English but the “html” start tag has “lang="ar"”'
# Properties of W3C documents that the checker's list of CSS does not have yet.
_NEWER = frozenset(
    {
        # CSS Anchor Positioning: beside an @supports; without it the note is below.
        "“position-area”: Property “position-area” doesn't exist.",
        "“justify-self”: “anchor-center” is not a “justify-self” value.",
        "“position-try-fallbacks”: Property “position-try-fallbacks” doesn't exist.",
        # A property of SVG 2, which browsers have known for ten years.
        "“paint-order”: Property “paint-order” doesn't exist.",
    }
)


@pytest.fixture(scope="session")
def nu() -> list[str]:
    command = checker()
    if command is None:
        if STRICT:
            pytest.fail("The Nu HTML checker is not there.")
        pytest.skip("needs Java and the Nu HTML checker: `make standards` sets it up")
    return command


def _messages(nu: list[str], files: Iterable[Path], *options: str) -> list[str]:
    done = subprocess.run(
        [*nu, "--format", "json", "--exit-zero-always", *options, *map(str, files)],
        capture_output=True,
        text=True,
    )
    found = json.loads(done.stderr)["messages"]
    return [
        f"{Path(each.get('url', '')).as_posix()}:{each.get('lastLine')}: {each['message']}"
        for each in found
    ]


@pytest.fixture
def folders(english: Built, arabic: Built, ours: Built) -> list[Path]:
    return [built.folder for built in (english, arabic, ours)]


def test_every_page_is_accepted_without_a_warning(nu: list[str], folders: list[Path]) -> None:
    told = _messages(nu, (page for folder in folders for page in folder.rglob("*.html")))
    assert [each for each in told if not _OF_FILES.search(each) and _GUESSED not in each] == []


def test_every_picture_is_accepted(nu: list[str], folders: list[Path]) -> None:
    pictures = [picture for folder in folders for picture in folder.rglob("*.svg")]
    assert len(pictures) > 10
    assert _messages(nu, pictures, "--svg") == []


def test_the_stylesheet_is_accepted(nu: list[str], english: Built) -> None:
    told = _messages(nu, (english.folder / "assets").glob("*.css"), "--css")
    assert [each for each in told if each.partition(": CSS: ")[2] not in _NEWER] == []
    named = {each.partition(": CSS: ")[2] for each in told}
    assert named == _NEWER, "the checker has come to know one: take it off the list"


def test_the_checker_sees_what_is_wrong(nu: list[str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=en><title>x</title><p><div>y</div></p>")
    assert any("“p”" in each for each in _messages(nu, [page]))
    style = tmp_path / "style.css"
    style.write_text("a { colour: red }")
    assert len(_messages(nu, [style], "--css")) == 1
