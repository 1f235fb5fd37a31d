"""Long lists go on over several pages, and every link finds the right one."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from conftest import BASE, NOW, PUBLICATION, Site
from crawler import Crawl, first_page
from factpress.build import build
from factpress.options import BuildOptions
from factpress.views.pagination import (
    MOST_ENTRIES,
    PagedList,
    PageNumber,
    page_links,
    page_of,
    part,
    spread,
)

CLAIMS = 230
BASE_URL = "http://site.test/watch/"


def test_short_lists_are_on_one_page() -> None:
    assert spread({}) == [(PageNumber(1, 1), {})]
    assert spread({"a": [1, 2], "b": [], "c": [3]}) == [
        (PageNumber(1, 1), {"a": range(2), "c": range(1)})
    ]


def test_a_list_continues_where_the_page_before_had_no_more_room() -> None:
    lists = {"a": list(range(60)), "b": list(range(190)), "c": list(range(10))}
    pages = spread(lists)
    assert [number for number, _ in pages] == [PageNumber(n, 3) for n in (1, 2, 3)]
    shown = [{name: part(page, name, lists[name]) for name in page} for _, page in pages]
    a, b, c = lists.values()
    assert shown == [
        {
            "a": PagedList(entries=a, continued=False),
            "b": PagedList(entries=b[:40], continued=False),
        },
        {"b": PagedList(entries=b[40:140], continued=True)},
        {
            "b": PagedList(entries=b[140:], continued=True),
            "c": PagedList(entries=c, continued=False),
        },
    ]
    assert part(pages[1][1], "a", a) == PagedList(entries=[], continued=False)


@pytest.mark.parametrize("entries", [1, MOST_ENTRIES, MOST_ENTRIES + 1, 3 * MOST_ENTRIES])
def test_the_page_of_an_entry_is_the_one_it_stands_on(entries: int) -> None:
    every = list(range(1, entries + 1))
    for number, page in spread({"all": every}):
        assert {page_of(entry) for entry in part(page, "all", every).entries} == {number.number}


def test_pages_lead_to_their_neighbours_and_to_both_ends() -> None:
    assert page_links("/a/", PageNumber()) == (None, None, [])
    middle = page_links("/a/", PageNumber(5, 9))
    assert (middle.previous, middle.next) == ("/a/page/4/", "/a/page/6/")
    assert [each.number for each in middle.numbers] == [1, None, 3, 4, 5, 6, 7, None, 9]
    assert page_links("/a/", PageNumber(2, 2)).previous == "/a/"


def claim(number: int) -> str:
    names = "claimants: [ministry]\n" if number % 2 else ""
    return f"""\
---
claim: The Ministry of Works says the gauge read {number} on the day.
rating: {"mixed" if number % 3 else "true"}
reason: The log says so.
checked: 2022-02-{1 + number % 28:02}
topics: [{"dams" if number % 5 else "gauges"}]
changes: [{{date: 2022-03-{1 + number % 28:02}, kind: update, note: More.}}]
{names}appearances: [{{source: gazette, title: "Number {number}"}}]
evidence:
  - id: read
    source: gazette
    passage: gauge {number} read
    stance: asserts
    speaker: ministry
---
The [[ministry]] wrote it in the [[gazette]] [@read]. It is about [[dams]].
"""


def document() -> str:
    filler = "and then the rest of that day went by without anything else worth an entry in the log"
    lines = [f"The Ministry of Works says gauge {n} read high, {filler}." for n in range(CLAIMS)]
    return "\n\n".join(["Log", *lines, "An engineer agrees."]) + "\n"


def long_publication() -> dict[str, str]:
    files = {path: text for path, text in BASE.items() if path != "content/claims/dam.md"}
    files["archive/gazette.txt"] = document()
    files["content/actors/ministry.md"] = (
        "---\nname: Ministry of Works\nkind: organisation\naliases: [Works]\n---\n"
    )
    files["content/publication.yaml"] = f"{PUBLICATION}url: https://dam.example/watch/\n"
    files["content/topics/gauges.md"] = "---\nname: Gauges\norder: 2\n---\n"
    for number in range(CLAIMS):
        # `a-7` and `a/7` are two claims.
        folder = "a/" if number % 2 else "a-"
        files[f"content/claims/{folder}{number // 2}.md"] = claim(number)
    for number in range(130):
        name = f"{'ABCDEFG'[number % 7]}lice {number}"
        files[f"content/topics/t{number}.md"] = f"---\nname: Topic {number}\norder: 3\n---\n"
        files[f"content/actors/p{number}.md"] = f"---\nname: {name}\nkind: person\n---\n"
        files[f"archive/s{number}.txt"] = f"Document {number}.\n"
        files[f"content/sources/s{number}.md"] = BASE["content/sources/gazette.md"].replace(
            "gazette.txt", f"s{number}.txt"
        )
    return files


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("long")
    site = Site(root, BuildOptions(root / "content", root / "site", NOW))
    site.write(long_publication())
    site.sign()
    build(site.options, site.cache)
    return site


@pytest.fixture(scope="module")
def crawl(site: Site) -> Crawl:
    return Crawl(site.options.out, BASE_URL)


def pages_of(crawl: Crawl, path: str) -> list[str]:
    """The paths of a page and of those on which its lists go on, in order."""
    found = [a.removeprefix(BASE_URL) for a in crawl.pages if first_page(a) == BASE_URL + path]
    return sorted(found, key=lambda each: [int(n) for n in re.findall(r"page/(\d+)/$", each)])


def test_every_long_list_goes_on_over_several_pages(crawl: Crawl) -> None:
    for path, number in {
        "claims/": 5,
        "actors/": 2,
        "actors/ministry/": 5,
        "sources/": 2,
        "sources/gazette/": 7,
        "topics/": 2,
        "changes/": 1,
        "changes/2022-03/": 5,
        "topics/dams/": 9,
        "topics/gauges/": 1,
        "ratings/mixed/": 4,
        "ratings/true/": 1,
    }.items():
        pages = pages_of(crawl, path)
        assert len(pages) == number, path
        assert pages[1:] == [f"{path}page/{n}/" for n in range(2, number + 1)]


def test_no_page_lists_more_than_there_is_room_for(site: Site) -> None:
    for path in site.options.out.rglob("*.html"):
        if path.parts[len(site.options.out.parts)] in ("claims", "actors", "sources", "topics"):
            entries = re.findall(
                r'<p class="claim" dir="auto">|<figure class="passage', path.read_text()
            )
            assert len(entries) <= MOST_ENTRIES, path


def test_every_claim_is_listed_once(site: Site, crawl: Crawl) -> None:
    every = {a for a in crawl.pages if crawl.is_card(a) and a.startswith(BASE_URL + "claims/")}
    assert len(every) == CLAIMS
    listed = [
        anchor.target
        for path in pages_of(crawl, "claims/")
        for anchor in crawl.pages[BASE_URL + path].anchors
        if anchor.in_main and anchor.target in every
    ]
    assert sorted(listed) == sorted(every)


def test_no_link_is_broken_and_every_one_between_cards_has_its_way_back(crawl: Crawl) -> None:
    assert crawl.broken() == []
    assert crawl.one_way() == []
    moved = {address for address, page in crawl.pages.items() if page.refresh}
    assert crawl.reached_from(BASE_URL) == set(crawl.pages) - moved - {BASE_URL + "404.html"}
    for address, page in crawl.pages.items():
        assert len(page.ids) == len(set(page.ids)), address


def test_every_passage_has_its_place_on_one_of_its_sources_pages(crawl: Crawl) -> None:
    used = set()
    for address in [a for a in crawl.pages if crawl.is_card(a) and "/claims/" in a]:
        claim_id = address.removeprefix(f"{BASE_URL}claims/").rstrip("/")
        place = f"{claim_id.replace('/', '.')}--read"
        there = [a for a in crawl.pages if place in crawl.pages[a].ids]
        assert len(there) == 1, address
        assert f"{there[0]}#{place}" in {a.target for a in crawl.pages[address].anchors}
        assert f"{address}#passage-read" in {a.target for a in crawl.pages[there[0]].anchors}
        used |= set(there)
    assert used == {BASE_URL + path for path in pages_of(crawl, "sources/gazette/")[:3]}


def test_each_page_knows_its_address_its_number_and_its_neighbours(site: Site) -> None:
    first, second = (site.read(f"claims/{path}index.html") for path in ("", "page/2/"))
    base = "https://dam.example/watch/claims/"
    assert f'<link rel="canonical" href="{base}">' in first
    assert f'<link rel="canonical" href="{base}page/2/">' in second
    assert "<title>Claims | Dam Watch</title>" in first
    assert "<title>Claims, page 2 | Dam Watch</title>" in second
    assert '<h1 dir="auto">Claims, page 2</h1>' in second
    assert '<a rel="next" href="page/2/">' in first
    assert '<a rel="prev" href="../../">' in second
    assert '<a rel="next" href="../3/">' in second
    assert '<a href="./" aria-label="Page 2" aria-current="page">2</a>' in second
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in site.read("claims/page/5/index.html")


def headings(site: Site, path: str) -> list[str]:
    tree = html5lib.parse(site.read(path), namespaceHTMLElements=False)
    return [" ".join("".join(e.itertext()).split()) for e in tree.iter() if e.tag in ("h2", "h3")]


def test_a_group_says_that_it_continues(site: Site) -> None:
    assert headings(site, "claims/page/2/index.html") == ["Newest first (continued)"]
    assert headings(site, "actors/ministry/page/2/index.html")[:2] == [
        "Where it stands",
        "Says (continued)",
    ]
    second = headings(site, "actors/ministry/page/2/index.html")
    assert second[-3:] == ["Where it stands", "Says (continued)", "Also on this site"]
    second = headings(site, "sources/gazette/page/2/index.html")
    assert second == ["What we quote from it (continued)"]


def test_what_a_card_says_of_itself_stands_on_its_first_page_alone(site: Site) -> None:
    source = site.read("sources/gazette/index.html")
    assert "SHA-256" in source
    assert "SHA-256" not in site.read("sources/gazette/page/2/index.html")
    feed = 'feed.xml">Atom feed</a>'
    assert feed in site.read("actors/ministry/index.html")
    assert feed not in site.read("actors/ministry/page/2/index.html")
    assert "About dams." not in site.read("topics/dams/page/2/index.html")


def test_groups_are_reached_on_whatever_page_they_begin(site: Site) -> None:
    letters = site.read("actors/index.html")
    assert re.search(r'href="page/2/#letter-\w+"><bdi>G<', letters)
    assert re.search(r'href="#letter-61"|href="#letter-41"', letters)


def test_pages_on_which_nothing_is_left_are_removed(site: Site, tmp_path: Path) -> None:
    other = Site(tmp_path, BuildOptions(tmp_path / "content", tmp_path / "site", site.options.now))
    files = long_publication()
    other.write(files)
    other.sign()
    other.build()
    for path in files:
        if path.startswith("content/claims/a/"):
            (tmp_path / path).unlink()
    other.build()
    assert (tmp_path / "site/claims/page/3/index.html").is_file()
    assert not (tmp_path / "site/claims/page/4/index.html").exists()
