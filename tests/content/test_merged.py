"""A merged claim: its address leads to another, whose page has both histories."""

from __future__ import annotations

import json
import re

import pytest

from conftest import CLAIM, PUBLICATION, MakeSite, Site
from crawler import Crawl
from factpress.model.cards import CardKey

DAM, OLD, OLDER = (f"content/claims/{name}.md" for name in ("dam", "old", "older"))
MERGER = "changes: [{date: 2022-03-02, kind: merged, note: The same in other words.}]\n"


def merged(into: str = "dam", text: str = "The dam was ready in 2019.", more: str = "") -> str:
    return f"---\nclaim: {text}\nmerged_into: {into}\n{MERGER}{more}---\n"


def built(make_site: MakeSite, files: dict[str, str | bytes | None]) -> Site:
    site = make_site(files)
    site.build()
    return site


def test_its_address_leads_to_the_claim_it_is_a_part_of(make_site: MakeSite) -> None:
    settings = {"content/publication.yaml": f"{PUBLICATION}url: https://dam.example/\n"}
    site = built(make_site, {**settings, OLD: merged(more="aliases: [first]\n")})
    for claim_id in ("old", "first"):
        page = site.read(f"claims/{claim_id}/index.html")
        assert '<meta http-equiv="refresh" content="0; url=../dam/">' in page
        assert '<link rel="canonical" href="https://dam.example/claims/dam/">' in page
        assert "The dam was finished in 2019." in site.read(f"embed/{claim_id}/index.html")
        assert f"claims/{claim_id}/" not in site.read("sitemap.xml")
    assert not (site.options.out / "claims/old/claim.json").exists()


def test_a_chain_leads_to_its_end(make_site: MakeSite) -> None:
    site = built(make_site, {OLD: merged(), OLDER: merged("old", "The dam is ready.")})
    assert "url=../dam/" in site.read("claims/older/index.html")
    page = site.read("claims/dam/index.html")
    assert "Of the former claim “The dam is ready.”, which is now a part of this one." in page
    catalog = site.catalog()
    assert catalog.back.merged == {"dam": ("old", "older")}
    assert catalog.ids["older"] == (CardKey("claim", "dam"),)


def test_a_merged_card_may_keep_all_that_it_had(make_site: MakeSite) -> None:
    whole = CLAIM.replace("in 2019.\n", "late.\n", 1).replace("source: gazette", "source: lost")
    site = make_site({OLD: whole.replace("topics:", f"merged_into: dam\n{MERGER}topics:")})
    assert site.problems() == []
    site.build()
    assert "url=../dam/" in site.read("claims/old/index.html")


def test_both_histories_stand_on_the_page_of_the_target(make_site: MakeSite) -> None:
    own = CLAIM.replace(
        "topics:", "changes: [{date: 2022-03-02, kind: update, note: More.}]\ntopics:"
    )
    site = built(make_site, {DAM: own, OLD: merged()})
    page = site.read("claims/dam/index.html")
    history = page.partition("History of changes")[2].partition("</section>")[0]
    assert re.findall(r'<li id="(.*?)">', history) == [
        "change-2022-03-02-update",
        "change-old--2022-03-02-merged",
    ]
    assert history.count("Of the former claim “The dam was ready in 2019.”") == 1
    listed = site.read("changes/2022-03/index.html")
    assert listed.count("Of the former claim “The dam was ready in 2019.”") == 1
    assert 'href="../../claims/dam/#change-old--2022-03-02-merged"' in listed
    crawl = Crawl(site.options.out)
    assert crawl.broken() == []
    assert crawl.one_way() == []


def test_feeds_and_data_say_of_which_former_claim_an_entry_was(make_site: MakeSite) -> None:
    settings = {"content/publication.yaml": f"{PUBLICATION}url: https://dam.example/\n"}
    site = built(make_site, {**settings, OLD: merged()})
    (item,) = json.loads(site.read("changes/feed.json"))["items"]
    assert item["title"] == "Merged: The dam was ready in 2019."
    assert item["url"] == "https://dam.example/claims/dam/#change-old--2022-03-02-merged"
    # The name that readers of feeds know an entry by outlives the merger.
    assert item["id"] == "https://dam.example/claims/old/#change-2022-03-02-merged"
    assert item["content_text"] == (
        "The same in other words. This claim is now a part of “The dam was finished in 2019.”."
    )
    (change,) = json.loads(site.read("claims/dam/claim.json"))["changes"]
    assert change["former"] == "old"
    data = json.loads(site.read("data/claims.json"))
    assert [each["id"] for each in data["claims"]] == ["dam"]
    assert [(each["id"], each["merged_into"]) for each in data["merged"]] == [("old", "dam")]
    assert json.loads(site.read("data/datafeed.json"))["dateModified"] == "2022-03-02"


def test_links_in_bodies_lead_to_the_target(make_site: MakeSite) -> None:
    other = CLAIM.replace("in 2019.\n", "late.\n", 1) + "See [[old]], [[claim:old|it]].\n"
    site = built(make_site, {OLD: merged(), "content/claims/late.md": other})
    page = site.read("claims/late/index.html")
    assert '<a href="../dam/">The dam was finished in 2019.</a>, <a href="../dam/">it</a>' in page
    assert 'href="../late/"' in site.read("claims/dam/index.html")


def test_nothing_counts_or_lists_it(make_site: MakeSite) -> None:
    without = built(lambda files: make_site(files, "without"), {})
    site = built(make_site, {OLD: merged()})
    before, after = without.files(), site.files()
    changed = {path for path in before if before[path] != after[path]}
    assert {path for path in changed if path.split("/")[0] not in ("changes", "claims")} == {
        "manifest.json",
        "data/claims.json",
        "data/datafeed.json",
        "data/index.html",
        "feed.json",
        "feed.xml",
        "actors/ministry/feed.json",
        "actors/ministry/feed.xml",
        "topics/dams/feed.json",
        "topics/dams/feed.xml",
    }


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({OLD: merged("dan")},
         f'{OLD}:3:14: claim "dan" has no card in claims/; did you mean "dam"? Allowed: dam.'),
        ({OLD: merged("old")},
         f"{OLD}:3:14: merged_into names this card itself; name the claim it is now a part of"),
        ({OLD: merged("older"), OLDER: merged("old", "The dam is ready.")},
         f"{OLD}:3:14: merged_into leads back to this card (old → older → old); break the circle"),
        ({OLD: merged("gone"),
          "content/claims/gone.md":
          "---\nclaim: It leaks.\nwithdrawn: {date: 2022-03-01, note: Forged.}\n---\n"},
         f'{OLD}:3:14: merged_into names "gone", which is withdrawn; name a published claim, or '
         "withdraw this one too"),
        ({OLD: merged("later"),
          "content/claims/later.md": CLAIM.replace("topics:", "draft: true\ntopics:")},
         f'{OLD}:3:14: claim "later" is a draft, which is not published; publish it, or make this '
         "card a draft too"),
        ({OLD: merged("later"), "content/claims/later.md":
          CLAIM.replace("2022-01-31", "2027-01-05")},
         f'{OLD}:3:14: claim "later" is held back until 2027-01-05, and this card is shown before; '
         "leave it out until then"),
        ({OLD: merged().replace(MERGER, "")},
         f"{OLD}:3:14: a merger needs a dated entry; fill in and paste changes: ["
         "{date: YYYY-MM-DD, kind: merged, note: \"\"}]"),
        ({OLD: merged(more="draft: true\n")},
         f"{OLD}:5:8: a claim that is merged cannot be a draft: its address stays public; remove "
         "draft"),
        ({OLD: merged().replace("2022-03-02", "2031-03-02")},
         f"{OLD}:4:18: change is dated 2031-03-02, which is after today, 2026-11-27; a change is "
         "written down when it is made"),
        ({OLD: merged(), "content/claims/late.md":
          CLAIM.replace("in 2019.\n", "late.\n", 1).replace("topics:", "related: [old]\ntopics:")},
         'content/claims/late.md:8:11: claim "old" is merged into "dam"; name that instead'),
        ({OLD: merged(), "content/claims/late.md":
          CLAIM.replace("in 2019.\n", "late.\n", 1)
          .replace("topics:", "related: [dam, old]\ntopics:")},
         'content/claims/late.md:8:16: claim "old" is merged into "dam"; remove it'),
        ({OLD: merged(), DAM: CLAIM.replace("topics:", "related: [old]\ntopics:")},
         f'{DAM}:8:11: claim "old" is merged into "dam"; remove it'),
        ({OLD: merged(), "content/publication.yaml": PUBLICATION
          + "findings:\n  - text: It is done.\n    claims: {old: mixed}\n"},
         'content/publication.yaml:11:14: claim "old" is merged into "dam"; name that instead'),
    ],
)  # fmt: skip
def test_reports_a_merger_that_leads_astray(
    make_site: MakeSite, files: dict[str, str | bytes | None], problem: str
) -> None:
    assert problem in make_site(files).refused()


def test_in_a_preview_a_claim_may_be_merged_into_a_draft(make_site: MakeSite) -> None:
    draft = CLAIM.replace("in 2019.\n", "late.\n", 1).replace("topics:", "draft: true\ntopics:")
    site = make_site({OLD: merged("later"), "content/claims/later.md": draft})
    site.build(drafts=True)
    assert "url=../later/" in site.read("claims/old/index.html")
