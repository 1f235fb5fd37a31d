"""Open claims: shown without a rating, in no list or count of rated ones; and drafts with gaps."""

from __future__ import annotations

import csv
import io
import json

import pytest

from conftest import CLAIM, MakeSite
from crawler import Crawl, text_of
from data_files import validated
from small_site import Site

OPEN = "content/claims/bridge.md"
LEAST = "---\nclaim: The bridge is closed.\nstatus: open\n---\n"
WHOLE = """\
---
claim: The bridge is closed.
status: open
said: 2022-01-06
claimants: [ministry]
topics: [dams]
appearances:
  - {url: "https://example.org/post", medium: post, by: ministry}
open_questions: [Who closed it?]
related: [dam]
evidence:
  - id: log
    source: gazette
    passage: Nobody has published the building log
    stance: reports
---
So far nobody has shown a log [@log]. See [[dam]].
"""


def site_of(make_site: MakeSite, card: str = WHOLE) -> Site:
    return make_site({OPEN: card})


@pytest.mark.parametrize("card", [LEAST, WHOLE])
def test_an_open_claim_needs_no_rating_and_gives_no_warning(make_site: MakeSite, card: str) -> None:
    site = site_of(make_site, card)
    assert site.problems() == []
    site.build()
    page = site.read("claims/bridge/index.html")
    assert "We are looking into it." in text_of(page)
    assert "ClaimReview" not in page
    assert Crawl(site.options.out).broken() == []


def test_its_page_shows_what_is_known(make_site: MakeSite) -> None:
    site = site_of(make_site)
    site.build()
    words = text_of(site.read("claims/bridge/index.html"))
    for expected in ("Nobody has published the building log", "Who closed it?", "example.org/post"):
        assert expected in words
    data = json.loads(site.read("claims/bridge/claim.json"))
    assert data["status"] == "open"
    assert "rating" not in data
    assert [each["passage"] for each in data["passages"]] == [
        "Nobody has published the building log"
    ]


def test_no_list_count_feed_or_data_file_of_rated_claims_has_it(make_site: MakeSite) -> None:
    site, without = site_of(make_site), make_site(name="without")
    site.build()
    without.build()
    for path in ("feed.xml", "feed.json", "data/datafeed.json", "ratings/index.html"):
        assert "bridge" not in site.read(path)
    assert [each["id"] for each in json.loads(site.read("data/claims.json"))["claims"]] == ["dam"]
    assert "We are looking into these" in text_of(site.read("claims/index.html"))
    assert "1 claim" in text_of(site.read("claims/index.html"))


def test_data_files_have_it_apart_from_rated_claims(make_site: MakeSite) -> None:
    site = site_of(make_site)
    site.build()
    validated(site, "data/claims.json", "claims")
    validated(site, "claims/bridge/claim.json", "open")
    (record,) = json.loads(site.read("data/claims.json"))["open"]
    assert record["id"] == "bridge"
    assert "rating" not in record
    table = csv.DictReader(io.StringIO(site.read("data/claims.csv")))
    rows = [(row["id"], row["status"], row["rating"], row["checked"]) for row in table]
    assert rows == [("dam", "rated", "mixed", "2022-01-31"), ("bridge", "open", "", "")]


@pytest.mark.parametrize(
    "page", ["actors/ministry", "actors/gazette-press", "topics/dams", "sources/gazette"]
)
def test_pages_of_what_it_names_lead_to_it(make_site: MakeSite, page: str) -> None:
    card = WHOLE.replace("by: ministry", "by: [ministry, gazette-press]")
    site = site_of(make_site, card)
    site.build()
    shown = site.read(f"{page}/index.html")
    assert "Claims that we are looking into" in text_of(shown)
    assert shown.count('href="../../claims/bridge/"') == 1


def test_the_search_finds_it(make_site: MakeSite) -> None:
    site = site_of(make_site)
    site.build()
    titles = json.loads(site.read("search/titles.json"))["cards"]
    assert [0, "The bridge is closed.", "bridge", "", -1, [0]] in titles
    (listed,) = [path for path in site.files() if path.startswith("search/index.") and "js" in path]
    assert "The bridge is closed." in site.read(listed)


def test_its_passages_are_searched_for(make_site: MakeSite) -> None:
    site = site_of(make_site, WHOLE.replace("the building log", "the log of all buildings"))
    assert any(line.startswith(f"{OPEN}:14:14: passage is not in") for line in site.refused())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "status: open",
            "status: open\nrating: mixed",
            "4:9: a claim whose status is open has no rating; remove status once the claim is "
            "rated, or remove rating",
        ),
        ("status: open", "status: shut", '3:9: status "shut" is not allowed'),
    ],
)
def test_mistakes_are_told(make_site: MakeSite, old: str, new: str, problem: str) -> None:
    site = site_of(make_site, WHOLE.replace(old, new))
    assert any(line.startswith(f"{OPEN}:{problem}") for line in site.refused())


@pytest.mark.parametrize("field", ["related: [bridge]", "merged_into: bridge"])
def test_nothing_can_rest_on_an_open_claim(make_site: MakeSite, field: str) -> None:
    site = site_of(make_site)
    site.edit("content/claims/dam.md", "topics:", f"{field}\ntopics:")
    assert any('claim "bridge" is open' in line for line in site.refused())


def test_a_text_can_link_to_an_open_claim(make_site: MakeSite) -> None:
    site = site_of(make_site)
    site.edit("content/topics/dams.md", "About dams.", "About dams, and [[bridge]].")
    site.build()
    assert '<a href="../../claims/bridge/">' in site.read("topics/dams/index.html")


def test_a_rating_cannot_be_taken_back_in_silence_but_a_first_one_can_come(
    make_site: MakeSite,
) -> None:
    site = site_of(make_site)
    site.lock()
    rated = CLAIM.replace("The dam was finished in 2019.", "The bridge is closed.")
    site.write({OPEN: rated})
    assert not any("changes" in line for line in site.problems())
    site.lock()
    site.write({OPEN: WHOLE})
    assert any('rating was "mixed"' in line and "changes" in line for line in site.problems())


def test_the_lock_is_the_same_without_the_archive(make_site: MakeSite) -> None:
    site = site_of(make_site)
    site.lock()
    assert '"status":"open"' in (site.root / "content/evidence.lock").read_text()
    site.hide_archive().build()
    assert "Nobody has published" in site.read("claims/bridge/index.html")


# Drafts with gaps.

DRAFTS = {
    "no rating": "---\nclaim: The bridge is closed.\ndraft: true\n---\n",
    "no passages": CLAIM.partition("evidence:")[0] + "evidence: []\ndraft: true\n---\n",
    "an unknown field": "---\nclaim: It is closed.\nratng: mixed\ndraft: true\n---\n",
    "a passage with gaps": (
        "---\nclaim: It is closed.\ndraft: true\nevidence:\n  - {source: gazette}\n---\n"
    ),
    "broken front matter": "---\nclaim: [It is\ndraft: true\n---\n",
}


@pytest.mark.parametrize("card", DRAFTS.values(), ids=DRAFTS)
def test_a_draft_with_gaps_never_stops_a_build(make_site: MakeSite, card: str) -> None:
    site = site_of(make_site, card)
    found = site.problems()
    assert found
    assert all("warning:" in line and line.startswith(OPEN) for line in found)
    site.build()
    assert not (site.options.out / "claims/bridge").exists()


@pytest.mark.parametrize("name", ["no rating", "no passages"])
def test_a_preview_shows_a_draft_without_a_rating_as_open(make_site: MakeSite, name: str) -> None:
    site = site_of(make_site, DRAFTS[name])
    site.build(drafts=True)
    assert "no rating yet" in text_of(site.read("claims/bridge/index.html"))


def test_a_shown_card_cannot_link_to_a_draft_with_gaps(make_site: MakeSite) -> None:
    site = site_of(make_site, DRAFTS["a passage with gaps"])
    site.edit("content/topics/dams.md", "About dams.", "About [[bridge]].")
    assert site.refused() == [
        'content/topics/dams.md:5:7: link "bridge" leads to a draft, which is not published; '
        "publish it, or make this card a draft too"
    ]


KINDS = {
    "actors/guild": "name: The guild\nkind: sect\n",
    "sources/paper": "title: A paper\n",
    "topics/bridges": "order: 3\n",
    "events/opening": "what: The dam was opened.\n",
    "pages/funding": "order: 2\n",
}


@pytest.mark.parametrize(("name", "fields"), KINDS.items())
def test_every_kind_of_card_can_be_a_draft_with_gaps(
    make_site: MakeSite, name: str, fields: str
) -> None:
    site = make_site({f"content/{name}.md": f"---\n{fields}draft: true\n---\n"})
    assert all("warning:" in line for line in site.problems())
    site.build()
