"""The tutorial and the how-tos, done as their reader does them: see `walkthrough`."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from walkthrough import CommandStep, EditStep, FileStep, Walk, steps_of

DOCS = Path(__file__).parent.parent / "docs"
TUTORIAL = (DOCS / "tutorial.md").read_text("utf-8")


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """A reader in an empty folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    return Walk(folder, tmp_path / "home")


def _page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode("utf-8"))


def test_the_tutorial_leads_to_a_published_locked_and_corrected_claim(walk: Walk) -> None:
    with walk:
        walk.steps(TUTORIAL)
        published = _page(f"{walk.addresses['python3']}claims/mill-bridge/")
        assert "The bridge was closed to lorries from 1 March to 17 May 2024" in published
        assert "The council published the engineer’s report" in published
        previewed = _page(f"{walk.addresses['factpress']}claims/mill-bridge/")
        assert "The bridge has been shut to us all spring" in previewed
    assert (walk.folder / "content/evidence.lock").is_file()
