"""People: who checked a claim, who read the check, and how pages, data and feeds say so."""

from __future__ import annotations

import json

from conftest import CLAIM, MakeSite
from crawler import Crawl, text_of
from data_files import validated
from small_site import PUBLICATION, Site

DAM = "content/claims/dam.md"
SETTINGS = PUBLICATION + "url: https://dam.example/\n"
PEOPLE: dict[str, str | bytes | None] = {
    "content/people/ana.md": (
        "---\nname: Ana Lund\nrole: Reporter\nsame_as: [https://example.org/ana]\n---\n"
        "Ana writes about rivers.\n"
    ),
    "content/people/bo.md": "---\nname: Bo Reyes\nurl: https://bo.example/\n---\n",
}


def site_of(make_site: MakeSite, fields: str, settings: str = SETTINGS) -> Site:
    card = CLAIM.replace("topics:", f"{fields}\ntopics:")
    return make_site({**PEOPLE, DAM: card, "content/publication.yaml": settings})


BOTH = "authors: [ana]\nreviewed_by: [bo]"


def test_the_claims_page_names_them_and_theirs_list_the_claim(make_site: MakeSite) -> None:
    site = site_of(make_site, BOTH)
    assert site.problems() == []
    site.build()
    words = " ".join(text_of(site.read("claims/dam/index.html")).split())
    assert "Checked31 January 2022, by Ana Lund Second readerBo Reyes" in words
    ana = text_of(site.read("people/ana/index.html"))
    for expected in ("Reporter", "Ana writes about rivers.", "Claims checked"):
        assert expected in ana
    assert "Checks read as a second reader" in text_of(site.read("people/bo/index.html"))
    assert Crawl(site.options.out, "https://dam.example/").broken() == []
    assert "people/ana/" in site.read("sitemap.xml")


def test_an_index_lists_all_people(make_site: MakeSite) -> None:
    site = site_of(make_site, BOTH)
    site.build()
    index = site.read("people/index.html")
    words = " ".join(text_of(index).split())
    assert "Ana Lund Reporter · 1 claim checked" in words
    assert "Bo Reyes 1 check read" in words
    assert 'href="ana/"' in index
    assert "https://dam.example/people/</loc>" in site.read("sitemap.xml")
    assert 'href="../"' in site.read("people/ana/index.html")
    assert '<a href="people/">Fact-checkers</a>' in site.read("index.html")
    alone = make_site(name="alone")
    alone.build()
    assert "Fact-checkers" not in alone.read("index.html")


def test_data_and_feeds_name_them(make_site: MakeSite) -> None:
    site = site_of(make_site, BOTH)
    site.build()
    ana, bo = validated(site, "data/people.json", "people")["people"]
    assert (ana["name"], ana["role"], ana["checked"]) == ("Ana Lund", "Reporter", ["dam"])
    assert (bo["own_page"], bo["checked"], bo["reviewed"]) == ("https://bo.example/", [], ["dam"])
    record = json.loads(site.read("claims/dam/claim.json"))
    assert [each["title"] for each in record["authors"]] == ["Ana Lund"]
    assert [each["title"] for each in record["reviewed_by"]] == ["Bo Reyes"]
    feed = json.loads(site.read("feed.json"))
    assert feed["items"][0]["authors"] == [{"name": "Ana Lund"}]
    assert "<name>Ana Lund</name>" in site.read("feed.xml")
    page = site.read("claims/dam/index.html")
    ana = '"author":{"@type":"Person","name":"Ana Lund","url":"https://dam.example/people/ana/"'
    assert ana in page
    assert '"reviewedBy":{"@type":"Person","name":"Bo Reyes","url":"https://bo.example/"}' in page
    assert '"publisher":{"@type":"Organization","name":"Dam Watch"' in page


def test_a_second_reader_is_no_author(make_site: MakeSite) -> None:
    site = site_of(make_site, "authors: [ana, bo]\nreviewed_by: [bo]")
    assert site.refused() == [
        f'{DAM}:9:15: reviewed_by names "bo", who is an author of this check; a second reader is '
        "somebody else"
    ]


def test_a_publication_can_require_a_second_reader(make_site: MakeSite) -> None:
    required = SETTINGS + "require_review: true\n"
    assert site_of(make_site, BOTH, required).problems() == []
    site = site_of(make_site, "authors: [ana]", required)
    assert site.refused() == [
        f"{DAM}:2:8: claim has no reviewed_by, and publication.yaml has require_review: true; name "
        "who read the check besides its authors"
    ]


def test_an_unknown_person_is_told(make_site: MakeSite) -> None:
    site = site_of(make_site, "authors: [anna]")
    assert f'{DAM}:8:11: person "anna" has no card in people/; did you mean "ana"?' in " ".join(
        site.refused()
    )


def test_a_person_whom_only_drafts_name_is_held_back(make_site: MakeSite) -> None:
    site = site_of(make_site, "reviewed_by: [bo]")
    draft = CLAIM.replace("topics:", "authors: [ana]\ndraft: true\ntopics:")
    site.write({"content/claims/other.md": draft.replace("The dam was", "The mill was")})
    site.build()
    assert not (site.options.out / "people/ana").exists()
    assert not any(b"Ana Lund" in each for each in site.files().values())
