"""The page of changes, and the ways to it and back."""

from __future__ import annotations

import html
import re

import html5lib
import pytest

from conftest import CLAIM, MakeSite, Site
from crawler import Crawl
from factpress.views.pagination import MOST_ROWS

CHANGES = """\
changes:
  - {date: 2022-02-01, kind: update, note: A second document was added.}
  - {date: 2022-03-05, kind: rating, note: The log came out., from: "true", to: mixed}
  - {date: 2022-02-01, kind: correction, note: 'Was <b>2018</b> & "2017".'}
  - {date: 2022-02-01, kind: update, note: A third document was added.}
  - {date: 2021-12-31, kind: correction, note: A name was spelled wrong.}
"""
CHANGED = CLAIM.replace("topics: [dams]\n", f"topics: [dams]\n{CHANGES}")
POLICY = "---\ntitle: Corrections\n---\nTell us.\n"


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    site = make_site({"content/claims/dam.md": CHANGED, "content/pages/corrections.md": POLICY})
    site.build()
    return site


def test_every_change_is_listed_the_newest_first(site: Site) -> None:
    page = site.read("changes/index.html")
    notes = [
        "The log came out.",
        "A second document was added.",
        html.escape('Was <b>2018</b> & "2017".').replace("&quot;", "&#34;"),
        "A third document was added.",
        "A name was spelled wrong.",
    ]
    places = [page.index(note) for note in notes]
    assert places == sorted(places)
    assert all(page.count(note) == 1 for note in notes)


def test_changes_are_grouped_by_year_and_day(site: Site) -> None:
    tree = html5lib.parse(site.read("changes/index.html"), namespaceHTMLElements=False)
    headings = [
        (element.tag, "".join(element.itertext()))
        for element in tree.iter()
        if element.tag in ("h1", "h2", "h3")
    ]
    assert headings == [
        ("h1", "Changes"),
        ("h2", "2022"),
        ("h3", "5 March 2022"),
        ("h3", "1 February 2022"),
        ("h2", "2021"),
        ("h3", "31 December 2021"),
    ]


def test_a_change_of_rating_shows_both_with_their_marks(site: Site) -> None:
    tree = html5lib.parse(site.read("changes/index.html"), namespaceHTMLElements=False)
    entry = next(e for e in tree.iter() if e.get("id") == "dam--2022-03-05-rating")
    words = " ".join("".join(entry.itertext()).split())
    assert "From True to Mixed as of" in words
    assert words.startswith("Change of rating. The dam was finished in 2019.")


def test_claim_and_page_of_changes_lead_to_each_others_entry(site: Site) -> None:
    crawl = Crawl(site.options.out)
    assert crawl.broken() == []
    listed, claim = crawl.base + "changes/", crawl.base + "claims/dam/"
    names = {
        "2022-03-05-rating",
        "2022-02-01-update",
        "2022-02-01-update-2",
        "2022-02-01-correction",
        "2021-12-31-correction",
    }
    there = {a.target for a in crawl.pages[claim].anchors}
    back = {a.target for a in crawl.pages[listed].anchors}
    assert {f"{listed}{name[:7]}/#dam--{name}" for name in names} <= there
    assert {f"{claim}#change-{name}" for name in names} <= back
    for name in names:
        month = {a.target for a in crawl.pages[f"{listed}{name[:7]}/"].anchors}
        assert f"{claim}#change-{name}" in month


def test_the_latest_stand_on_the_first_page_and_all_with_their_months(make_site: MakeSite) -> None:
    days = [f"2022-{1 + n % 3:02}-{1 + n % 28:02}" for n in range(MOST_ROWS + 20)]
    entries = "".join(f"  - {{date: {day}, kind: update, note: More.}}\n" for day in days)
    dam = CLAIM.replace("topics:", f"changes:\n{entries}topics:")
    site = make_site({"content/claims/dam.md": dam})
    site.build()
    crawl = Crawl(site.options.out)
    assert crawl.broken() == []
    page = site.read("changes/index.html")
    assert page.count('<li id="dam--') == MOST_ROWS
    assert "The latest 50 of 70 changes" in page
    months = [site.read(f"changes/2022-{month}/index.html") for month in ("01", "02", "03")]
    assert sum(text.count('<li id="dam--') for text in months) == len(days)


def test_it_leads_to_the_corrections_policy_where_there_is_one(
    site: Site, make_site: MakeSite
) -> None:
    crawl = Crawl(site.options.out)
    assert crawl.base + "corrections/" in crawl.links(crawl.base + "changes/", main_only=True)
    other = make_site({"content/claims/dam.md": CHANGED}, "other")
    other.build()
    assert "mistakes" not in other.read("changes/index.html")


def test_every_page_leads_to_it(site: Site) -> None:
    crawl = Crawl(site.options.out)
    for address in crawl.pages:
        if "/embed/" in address:
            continue
        assert crawl.base + "changes/" in crawl.links(address), address


def test_a_publication_without_changes_says_so(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert "No changes have been recorded yet." in site.read("changes/index.html")
    assert "History of changes" not in site.read("claims/dam/index.html")
    site.write({"content/claims/dam.md": CHANGED})
    site.build()
    assert "No changes" not in site.read("changes/index.html")


def test_feeds_are_announced_where_readers_look_for_them(site: Site) -> None:
    wanted = {
        "index.html": ["feed.", "changes/feed."],
        "changes/index.html": ["feed."],
        "claims/index.html": ["../feed."],
        "topics/dams/index.html": ["feed."],
        "actors/ministry/index.html": ["feed."],
        "actors/engineer/index.html": [],
        "about/index.html": [],
    }
    for path, feeds in wanted.items():
        page = site.read(path)
        found = re.findall(r'<link rel="alternate" type="(.*?)".*? href="(.*?)">', page)
        assert found == [
            each
            for feed in feeds
            for each in (
                ("application/atom+xml", f"{feed}xml"),
                ("application/feed+json", f"{feed}json"),
            )
        ], path
        for feed in feeds:
            for kind in ("xml", "json"):
                assert (site.options.out / path).parent.joinpath(f"{feed}{kind}").is_file()
                if path != "index.html" and "claims" not in path:
                    assert f'<a href="{feed}{kind}">' in page


def test_claims_with_alike_addresses_keep_their_entries_apart(make_site: MakeSite) -> None:
    other = CHANGED.replace("2019.\nrating", "2019 too.\nrating")
    site = make_site({"content/claims/a/b.md": CHANGED, "content/claims/a-b.md": other})
    site.build()
    page = Crawl(site.options.out).pages["http://site.test/any/sub/path/changes/"]
    assert len(page.ids) == len(set(page.ids))
    assert {"a.b--2022-03-05-rating", "a-b--2022-03-05-rating"} <= set(page.ids)
