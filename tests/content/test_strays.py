"""Files that programs and people leave beside cards are ignored, with one warning."""

from __future__ import annotations

import json

import pytest

from conftest import CLAIM, MakeSite

STRAYS = (
    "claims/~$dam.md",
    "claims/dam (conflicted copy 2022-01-31 120000).md",
    "claims/dam (Jane's conflicted copy 2022-01-31).md",
    "claims/dam.sync-conflict-20220131-120000-ABCDEFG.md",
    "claims/dam (1).md",
    "claims/dam.md.orig",
    "claims/2022/notes.txt",
    "actors/portrait.jpg",
    "todo.txt",
    "README.md",
    "claims/README.md",
    "media/photo.jpg",
)


def test_they_are_ignored_with_one_warning(make_site: MakeSite) -> None:
    site = make_site({**{f"content/{path}": CLAIM for path in STRAYS}, "content/Icon\r": ""})
    (warning,) = site.problems()
    assert warning.startswith("content/README.md:1:1: warning: file is no card, and is ")
    assert warning.endswith("and 6 more; keep such files outside of content/")
    site.build()
    data = json.loads(site.read("data/claims.json"))
    assert [each["id"] for each in data["claims"]] == ["dam"]


def test_a_build_with_strays_is_up_to_date(make_site: MakeSite) -> None:
    site = make_site({"content/claims/notes.txt": "Ask the mayor."})
    site.build()
    site.build()
    assert site.written() == []


@pytest.mark.parametrize(
    "path", ["content/notes.md", "content/claim/dam.md", "content/publication.yml"]
)
def test_a_card_in_a_wrong_place_is_still_an_error(make_site: MakeSite, path: str) -> None:
    site = make_site({path: CLAIM})
    assert any("neither publication.yaml nor a card" in line for line in site.refused())
