"""Hostile inputs in the settings that pages show, and as the names of files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from conftest import BASE, MakeSite, Site
from exercising import exercising
from factpress.model.problems import BuildRefused
from hostile_inputs import WHOLE, own, sample
from hostile_sites import BELOW, hostile_site
from serving import serving

FOLDERS = {
    "claims": BASE["content/claims/dam.md"],
    "actors": BASE["content/actors/ministry.md"],
    "topics": BASE["content/topics/dams.md"],
    "pages": BASE["content/pages/about.md"],
    "documents": "x",
    "stray": "x",
}
LONGEST = 200


@pytest.mark.parametrize("given", own() if WHOLE else sample(40)[::7])
def test_hostile_settings_are_refused_or_text(given: str, tmp_path: Path, browser: Browser) -> None:
    """Of a site with one of each card, since each setting is there once."""
    site = hostile_site(tmp_path, [given])
    site.build()
    settings = [each for each in site.shown() if each.path.endswith("publication.yaml")]
    assert settings or site.refused()
    with serving(site.served) as root, exercising(browser, root + BELOW) as reader:
        for path in ("", "data/", "ratings/", "claims/c0/") if WHOLE else ("",):
            reader.open(path)
            reader.exercise(12)
    assert reader.heard.wrong == []


def _name(given: str) -> str | None:
    """The input as the name of a file, where a system could have it."""
    name = given.replace("/", "\u2215").replace("\0", "").strip("\n")[:LONGEST]
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return None
    return name if 0 < size <= LONGEST and name not in (".", "..") else None


def test_hostile_names_of_files_are_refused_by_name(make_site: MakeSite) -> None:
    site = make_site()
    names = dict.fromkeys(filter(None, map(_name, own())))
    for folder, text in FOLDERS.items():
        for name in names:
            site.write({f"content/{folder}/{name}.md": text})
    before = set((site.root / "content").rglob("*.md"))
    messages = list(_refusals(site))
    refused = before - set((site.root / "content").rglob("*.md"))
    print(f"{len(before)} names of files, {len(refused)} refused")
    assert len(refused) > len(names)
    # A message has one line, and nothing in it that acts on a terminal.
    assert all(each.isprintable() for each in messages)
    for path in site.files():
        assert re.fullmatch(r"[\w./-]+", path), path


def _refusals(site: Site) -> Iterator[str]:
    """Each problem for which the site is refused, until it is built without the files at fault."""
    for _ in range(6):
        try:
            site.build()
        except BuildRefused as refused:
            for each in refused.problems:
                if each.severity == "error":
                    Path(each.path).unlink(missing_ok=True)
                    yield each.message
        else:
            return
    pytest.fail(str(site.problems()[:5]))
