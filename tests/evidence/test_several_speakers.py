"""Words that several share: each is held to the turn, and has the passage on his own page."""

from __future__ import annotations

import json
import re

import pytest

from conftest import CLAIM, PUBLICATION, MakeSite, Site
from factpress.load import load

DAM = "content/claims/dam.md"
MAYOR = "---\nname: Mayor of Millbrook\nkind: person\n---\n"
JOINT = """\
Dam row deepens

The Ministry of Works and the Mayor of Millbrook wrote together that the dam was finished in 2019.

An engineer on the site disagrees. “We were late: we were still pouring concrete in 2020,” the
engineer said on Monday.

Nobody has published the building log. The ministry did not answer questions about it.
"""
SHARED = {
    DAM: CLAIM.replace("speaker: ministry", "speaker: [ministry, mayor]").replace(
        "claimants: [ministry]", "claimants: [ministry, mayor]"
    ),
    "content/actors/mayor.md": MAYOR,
    "archive/gazette.txt": JOINT,
}
COUNCIL = """\
Public session of the council

MINISTRY OF WORKS: the dam was finished in 2019 and we all say so here.

ENGINEER: we were still pouring concrete in 2020 and nobody came to look.

MAYOR OF MILLBROOK: I have nothing to add to any of this today.
"""


def test_one_word_is_a_list_of_one(make_site: MakeSite) -> None:
    catalog, _ = load(
        make_site({DAM: CLAIM.replace("speaker: ministry", "speaker: [ministry]")}).options
    )
    plain, _ = load(make_site(name="plain").options)
    assert catalog
    assert plain
    assert catalog.claims["dam"].fields == plain.claims["dam"].fields


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    site = make_site({**SHARED, "content/publication.yaml": PUBLICATION})
    assert site.problems() == []
    site.build()
    return site


def test_the_claims_page_names_all(site: Site) -> None:
    page = re.sub(r"<[^>]+>", "", site.read("claims/dam/index.html"))
    assert "Ministry of Works and Mayor of Millbrook" in page.partition("Evidence")[2]
    note = page.partition("What we found")[2].partition("Evidence")[0]
    assert "Ministry of Works and Mayor of Millbrook asserts it" in " ".join(note.split())


@pytest.mark.parametrize("actor", ["ministry", "mayor"])
def test_each_has_the_passage_on_his_page(site: Site, actor: str) -> None:
    page = site.read(f"actors/{actor}/index.html")
    assert "the dam was finished in 2019" in page


def test_data_lists_all_in_order(site: Site) -> None:
    wanted = [
        {"id": "ministry", "name": "Ministry of Works"},
        {"id": "mayor", "name": "Mayor of Millbrook"},
    ]
    (first, *_) = json.loads(site.read("claims/dam/claim.json"))["passages"]
    assert first["speakers"] == wanted
    assert "speaker" not in first
    (every, *_) = json.loads(site.read("data/evidence.json"))["evidence"]
    assert every["speakers"] == wanted
    (annotation, *_) = json.loads(site.read("claims/dam/evidence.json"))["items"]
    found = [each["factpress:id"] for each in annotation["factpress:speakers"]]
    assert found == ["ministry", "mayor"]
    actors = json.loads(site.read("data/actors.json"))["actors"]
    told = {each["id"]: each["stances"]["asserts"] for each in actors}
    assert (told["ministry"], told["mayor"], told["engineer"]) == (1, 1, 0)


def test_source_and_timeline_know_all(site: Site) -> None:
    source = site.read("sources/gazette/index.html").partition("Who speaks in it")[2]
    assert "Mayor of Millbrook" in source
    timeline = site.read("topics/dams/index.html")
    assert "Mayor of Millbrook (quoted)" in timeline
    assert "Ministry of Works (quoted)" in timeline


def test_a_denial_that_two_share_is_of_both(make_site: MakeSite) -> None:
    text = CLAIM.replace("speaker: engineer", "speaker: [engineer, mayor]")
    site = make_site({DAM: text, "content/actors/mayor.md": MAYOR})
    site.build()
    page = site.read("contradictions/index.html")
    denied = page.rpartition("<td>")[2]
    assert "Mayor of Millbrook" in denied
    assert "The engineer" in denied


def test_speakers_are_counted_one_by_one(make_site: MakeSite) -> None:
    needs = PUBLICATION.replace("mark: ◐", "mark: ◐, needs: {speakers: 3}")
    files = {"content/publication.yaml": needs}
    (line,) = [p for p in make_site(files).problems() if "speakers" in p]
    assert "at least 3 different speakers; the evidence has 2" in line
    assert not [p for p in make_site({**SHARED, **files}, "three").problems() if "speakers" in p]


@pytest.mark.parametrize(
    ("speaker", "problem"),
    [
        ("[ministry, ministry]", f'{DAM}:14:25: speaker "ministry" is there twice; keep one'),
        ("[ministry, nobody]", f'{DAM}:14:25: actor "nobody" has no card'),
    ],
)
def test_a_list_with_a_mistake_is_told_at_its_item(
    make_site: MakeSite, speaker: str, problem: str
) -> None:
    site = make_site({DAM: CLAIM.replace("speaker: ministry", f"speaker: {speaker}")})
    assert next(line for line in site.problems() if ":14:" in line).startswith(problem)


@pytest.mark.parametrize(
    ("speaker", "wrong"),
    [
        ("[ministry]", []),
        ("[ministry, guild]", []),
        ("[guild, ministry]", []),
        ("[ministry, engineer]", ["25"]),
        ("[engineer, ministry]", ["15"]),
        ("[engineer, mayor]", ["15", "25"]),
    ],
)
def test_none_of_them_may_be_contradicted_by_the_turn(
    make_site: MakeSite, speaker: str, wrong: list[str]
) -> None:
    site = make_site(
        {
            DAM: CLAIM.replace("speaker: ministry", f"speaker: {speaker}"),
            "content/actors/mayor.md": MAYOR,
            "content/actors/guild.md": "---\nname: Public session\nkind: organisation\n---\n",
            "archive/gazette.txt": COUNCIL,
        }
    )
    found = [line for line in site.problems() if "these words are" in line]
    assert [line.split(":")[2] for line in found] == wrong
    assert all('write "speaker: ministry"' in line for line in found)
