"""A withdrawn claim: its address keeps a notice, and nothing counts it as a claim."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from conftest import BASE, CLAIM, PUBLICATION, MakeSite, Site, stands
from crawler import Crawl
from factpress.update import update
from locks import with_and_without_archive

DAM, GONE = "content/claims/dam.md", "content/claims/gone.md"
WITHDRAWAL = "withdrawn: {date: 2022-03-01, note: The saved copy was forged.}\n"
NOTICE = f"""\
---
claim: The weir leaks at night.
{WITHDRAWAL}---
"""
# As it was, with the withdrawal added: nobody need take a card apart.
WHOLE = (
    CLAIM.replace("The dam was finished in 2019.", "The weir leaks at night.")
    .replace("topics:", f"{WITHDRAWAL}aliases: [weir]\ntopics:")
    .replace("checked: 2022-01-31", "checked: 2022-02-15")
)
ABSOLUTE = f"{PUBLICATION}url: https://dam.example/\n"


def withdrawn(make_site: MakeSite, card: str = NOTICE) -> Site:
    site = make_site({GONE: card})
    site.build()
    return site


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("card", [NOTICE, WHOLE], ids=["short", "whole"])
def test_the_address_keeps_a_notice_in_words(make_site: MakeSite, card: str) -> None:
    site = withdrawn(make_site, card)
    page = main_of(site.read("claims/gone/index.html"))
    assert '<h1 dir="auto">Withdrawn: The weir leaks at night.</h1>' in page
    assert "We withdrew our check of this claim on" in page
    assert '<time datetime="2022-03-01">1 March 2022</time>' in page
    assert "The saved copy was forged." in page
    assert ", withdrawal</a>" in page
    assert "<title>Withdrawn: The weir leaks" in site.read("claims/gone/index.html")


def test_the_notice_says_nothing_of_the_check(make_site: MakeSite) -> None:
    site = withdrawn(make_site, WHOLE)
    page = site.read("claims/gone/index.html")
    for said in ("Mixed", "denies it", "pouring concrete", "disagrees", "ClaimReview"):
        assert said not in page, said


def test_the_body_of_a_card_without_evidence_is_the_text_of_the_notice(
    make_site: MakeSite,
) -> None:
    card = f"{NOTICE}We wrote to the [[ministry]]. See [[dam]].\n"
    site = withdrawn(make_site, card)
    page = main_of(site.read("claims/gone/index.html"))
    assert '<a href="../../actors/ministry/">Ministry of Works</a>' in page
    assert '<a href="../dam/">The dam was finished in 2019.</a>' in page
    assert "Withdrawn claims" in site.read("actors/ministry/index.html")
    record = json.loads(site.read("claims/gone/claim.json"))
    assert "We wrote to the" in record["text"]


def test_nothing_counts_or_lists_it(make_site: MakeSite) -> None:
    settings = {"content/publication.yaml": ABSOLUTE}
    without = make_site(settings, "without")
    without.build()
    site = make_site({**settings, GONE: WHOLE})
    site.build()
    before, after = without.files(), site.files()
    new = {path for path in after if path not in before}
    assert {path.split("/")[0] for path in new} == {"claims", "embed", "changes"}
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {
        "manifest.json",
        "changes/feed.json",
        "changes/feed.xml",
        "changes/index.html",
        "data/claims.json",
        "sitemap.xml",
    }


def test_the_list_of_changes_and_the_feeds_have_it(make_site: MakeSite) -> None:
    site = withdrawn(make_site)
    for page in ("changes/index.html", "changes/2022-03/index.html"):
        listed = main_of(site.read(page))
        assert '<p class="claim" dir="auto">The weir leaks at night. (withdrawn)</p>' in listed
        link = (
            r'<li id="[^"]+"><a href="[^"]*claims/gone/#[^"]+">Withdrawal\.<span class="unseen"> '
            r"The weir leaks at night\. \(withdrawn\)</span></a>\s*"
            r"<bdi>The saved copy was forged\.</bdi>"
        )
        assert re.search(link, listed)
        day = listed.partition("The weir leaks")[0].rpartition("<h3>")[2]
        assert day.startswith('<time datetime="2022-03-01">1 March 2022</time></h3>')
    (item,) = json.loads(site.read("changes/feed.json"))["items"]
    assert item["title"] == "Withdrawn: The weir leaks at night."
    assert item["content_text"] == "The saved copy was forged."
    assert item["_factpress"]["claim"] == "gone"
    assert "Withdrawn: The weir leaks at night." in site.read("changes/feed.xml")


def test_programs_learn_of_it(make_site: MakeSite) -> None:
    site = withdrawn(make_site, WHOLE)
    told = {"date": "2022-03-01", "note": "The saved copy was forged."}
    record = json.loads(site.read("claims/gone/claim.json"))
    assert record["withdrawn"] == told
    assert [change["kind"] for change in record["changes"]] == ["withdrawn"]
    assert "rating" not in record
    data = json.loads(site.read("data/claims.json"))
    assert [each["id"] for each in data["claims"]] == ["dam"]
    assert [(each["id"], each["withdrawn"]) for each in data["withdrawn"]] == [("gone", told)]
    for name in ("evidence", "datafeed", "factchecktools", "actors", "sources"):
        assert "weir" not in site.read(f"data/{name}.json")
    assert "weir" not in site.read("data/claims.csv")


def test_the_files_beside_the_page_keep_to_their_schemas(make_site: MakeSite) -> None:
    import jsonschema

    site = withdrawn(make_site, f"{NOTICE}See [[dam]].\n")
    for path, schema in (("claims/gone/claim", "withdrawn"), ("data/claims", "claims")):
        shape = json.loads(site.read(f"data/schemas/{schema}.schema.json"))
        jsonschema.validate(json.loads(site.read(f"{path}.json")), shape)


def test_those_who_frame_it_are_told_at_every_address(make_site: MakeSite) -> None:
    site = withdrawn(make_site, WHOLE)
    for claim_id in ("gone", "weir"):
        page = site.read(f"embed/{claim_id}/index.html")
        assert '<h1 dir="auto">Withdrawn: The weir leaks at night.</h1>' in page
        assert "Mixed" not in page
    assert 'url=../gone/"' in site.read("claims/weir/index.html")


def test_it_has_no_picture_and_stays_in_the_sitemap(make_site: MakeSite) -> None:
    settings = f"{ABSOLUTE}social_cards: true\n"
    site = make_site({"content/publication.yaml": settings, GONE: WHOLE})
    site.build()
    assert [p for p in site.files() if p.startswith("claims/gone/") and p.endswith(".png")] == []
    assert "og:image" not in site.read("claims/gone/index.html")
    assert "<loc>https://dam.example/claims/gone/</loc>" in site.read("sitemap.xml")
    assert "claims/weir/" not in site.read("sitemap.xml")


def test_links_in_bodies_lead_to_the_notice_and_say_what_it_is(make_site: MakeSite) -> None:
    site = make_site({GONE: NOTICE, DAM: f"{CLAIM}See [[gone]] and [[claim:gone|the weir]].\n"})
    site.build()
    page = site.read("claims/dam/index.html")
    assert '<a href="../gone/">The weir leaks at night. (withdrawn)</a>' in page
    assert '<a href="../gone/">the weir</a>' in page
    assert "Linked from" in site.read("claims/gone/index.html")
    crawl = Crawl(site.options.out)
    assert crawl.broken() == []
    assert crawl.one_way() == []


def test_related_claims_of_the_card_are_what_to_read_instead(make_site: MakeSite) -> None:
    site = withdrawn(make_site, NOTICE.replace("withdrawn:", "related: [dam]\nwithdrawn:"))
    page = main_of(site.read("claims/gone/index.html"))
    assert re.search(r"Read instead</h2>.*?href=\"\.\./dam/\"", page, re.S)
    assert Crawl(site.options.out).one_way() == []


def test_reports_a_related_claim_that_is_withdrawn(make_site: MakeSite) -> None:
    site = make_site({GONE: NOTICE, DAM: CLAIM.replace("topics:", "related: [gone]\ntopics:")})
    assert site.refused() == [f'{DAM}:8:11: claim "gone" is withdrawn; remove it']


def test_reports_a_finding_that_cites_a_withdrawn_claim(make_site: MakeSite) -> None:
    findings = "findings:\n  - text: The weir leaks.\n    claims: {gone: mixed}\n"
    site = make_site({GONE: NOTICE, "content/publication.yaml": PUBLICATION + findings})
    (told,) = [line for line in site.refused() if "withdrawn" in line]
    assert told == 'content/publication.yaml:11:14: claim "gone" is withdrawn; remove it'


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("2022-03-01", "2031-01-01",
         f"{GONE}:3:19: claim is withdrawn on 2031-01-01, which is after today, 2026-11-27; a "
         "withdrawal is written down when it is made"),
        ("---\nclaim", "---\ndraft: true\nclaim",
         f"{GONE}:2:8: a claim that is withdrawn cannot be a draft: its address stays public; "
         "remove draft"),
        ("---\nclaim", "---\nmerged_into: dam\n"
         "changes: [{date: 2022-03-01, kind: merged, note: One.}]\nclaim",
         f"{GONE}:2:14: a claim is either withdrawn, and its address keeps a notice, or merged, "
         "and its address leads to another claim; remove merged_into or withdrawn"),
        (", note: The saved copy was forged.", "",
         f'{GONE}:3:12: field "note" is missing in withdrawn: Why the claim is withdrawn, for '
         "readers."),
        ("withdrawn:", "changes: [{date: 2031-02-03, kind: update, note: New.}]\nwithdrawn:",
         f"{GONE}:3:18: change is dated 2031-02-03, which is after today, 2026-11-27; a change is "
         "written down when it is made"),
        ("withdrawn:", "related: [nowhere]\nwithdrawn:",
         f'{GONE}:3:11: claim "nowhere" has no card in claims/. Allowed: dam.'),
    ],
)  # fmt: skip
def test_reports_what_a_withdrawal_cannot_say(
    make_site: MakeSite, old: str, new: str, problem: str
) -> None:
    site = make_site({GONE: NOTICE.replace(old, new)})
    assert site.refused() == [problem]


def test_reports_what_is_missing_of_a_claim_that_stands(make_site: MakeSite) -> None:
    site = make_site({GONE: "---\nclaim: The weir leaks at night.\nwithdrawn:\n---\n"})
    missing = [line for line in site.refused() if line.startswith(GONE)]
    named = {name for name in ("rating", "reason", "checked", "evidence") if name in str(missing)}
    assert len(missing) == 4
    assert named == {"rating", "reason", "checked", "evidence"}
    assert (
        f'{GONE}:1:1: field "rating" is missing: Id of a rating on the publication\'s scale.'
        in missing
    )


def test_what_a_withdrawn_card_keeps_of_its_check_is_not_looked_up(make_site: MakeSite) -> None:
    """Its passage is in no saved copy, its source and topic are no more: that is why."""
    card = WHOLE.replace("source: gazette", "source: lost").replace("[dams]", "[lost]")
    site = make_site({GONE: card})
    assert site.problems() == []
    site.build()
    catalog = site.catalog()
    assert [*catalog.withdrawn] == ["gone"]
    assert {key.claim_id for key in catalog.proof.passages} == {"dam"}


def test_its_passages_do_not_count_in_the_share(make_site: MakeSite) -> None:
    alone = make_site(name="alone")
    both = make_site({GONE: WHOLE.replace("the dam was finished in 2019", "on time")}, "both")
    counts = []
    for site in (alone, both):
        catalog = site.catalog()
        counts.append(catalog.proof.copies["gazette"].quoted)
    assert counts[0] == counts[1]


def test_an_edit_of_the_notice_alone_gives_what_a_whole_build_gives(make_site: MakeSite) -> None:
    site = make_site(
        {GONE: f"{NOTICE}See [[dam]].\n", "content/actors/x.md": BASE["content/actors/engineer.md"]}
    )
    options = site.options._replace(stale_lock="warning")
    site.lock()
    update(options, site.cache)
    site.edit(GONE, "See [[dam]].", "Do see [[dam]].")
    site.report = update(options, site.cache)
    assert site.written() == ["claims/gone/claim.json", "claims/gone/index.html"]
    edited = site.files()
    shutil.rmtree(site.root / "site")
    shutil.rmtree(site.root / ".factpress")
    update(options, site.cache)
    assert site.files() == edited
    assert stands(options, site.cache)


def test_the_lock_alone_gives_the_same_site(make_site: MakeSite) -> None:
    site = withdrawn(make_site, WHOLE)
    with_archive, without = with_and_without_archive(site)
    assert without == with_archive
