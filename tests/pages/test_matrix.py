"""The matrix: who says what, and which voices are one."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import html5lib
import pytest
from playwright.sync_api import Page

from conftest import BASE, CLAIM, MakeSite, Site
from crawler import Crawl
from factpress.views import matrix_table, places

_SVG = "{http://www.w3.org/2000/svg}"

ECHO_TEXT = """\
The dam was finished in 2019, the paper says. Others say it was finished in 2019 too.

The valley has waited for it for two decades, through three ministers, two floods and one trial.
Its people were promised water, light and a road, in that order, and have the road so far.
"""


def source(publisher: str, day: str, origins: str = "", title: str = "Dam done") -> str:
    return f"""\
---
title: {title}
publisher: {publisher}
kind: news report
published: {day}
dated: stated
document: echo.txt
sha256: SHA256
{origins}
---
"""


RELAYS = "origins: [{actor: ministry, note: It names the ministry.}]"
PASSAGE = """\
  - id: {id}
    source: {source}
    passage: dam was finished in 2019, the paper says
    stance: {stance}
"""
TWO_RELAY: dict[str, str] = {
    "archive/echo.txt": ECHO_TEXT,
    "content/actors/echo-press.md": "---\nname: Echo\nkind: publication\n---\n",
    "content/actors/mirror-press.md": "---\nname: Mirror\nkind: publication\n---\n",
    "content/sources/echo.md": source("echo-press", "2022-01-08", RELAYS),
    "content/sources/mirror.md": source("mirror-press", "2022-01-09", RELAYS),
    "content/claims/dam.md": CLAIM.replace(
        "---\nThe [[ministry]]",
        PASSAGE.format(id="echoed", source="echo", stance="asserts")
        + PASSAGE.format(id="mirrored", source="mirror", stance="asserts")
        + "---\nThe [[ministry]]",
    ),
}


def of_mirror(words: str, stance: str, origin: str) -> str:
    """A passage of its own, with its own origin."""
    told = f"  - source: mirror\n    passage: {words}\n    stance: {stance}\n"
    return f"{told}    origin: {origin}\n"


def rows(site: Site, path: str = "matrix/index.html") -> list[list[str]]:
    """The texts of the table's cells, row by row, headings included."""
    tree = html5lib.parse(site.read(path), namespaceHTMLElements=False)
    return [
        [
            " ".join("".join(c for c in _heard(cell)).split())
            for cell in row
            if cell.tag in ("th", "td")
        ]
        for row in tree.iter("tr")
    ]


def _heard(element: object) -> list[str]:
    """The text of an element without what is hidden from those who listen to a wide table."""
    found = [element.text or ""]  # type: ignore[attr-defined]
    for child in element:  # type: ignore[attr-defined]
        if child.get("aria-hidden") != "true" and child.get("class") != "of":
            found += _heard(child)
        found.append(child.tail or "")
    return found


def test_each_cell_says_the_stance_and_opens_its_passage(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    head, names, row = rows(site)
    assert head == ["Claim", "Own reporting"]
    assert names == ["River Gazette 6 January 2022"]
    assert row == ["The dam was finished in 2019. Mixed as of 6 January 2022", "asserts denies"]
    page = site.read("matrix/index.html")
    assert 'href="../claims/dam/#passage-done"' in page
    assert 'href="../claims/dam/#passage-not-done"' in page


def test_two_sources_relaying_the_same_actor_share_one_group(make_site: MakeSite) -> None:
    site = make_site(TWO_RELAY)
    site.build()
    head, names, row = rows(site)
    assert head == ["Claim", "Own reporting", "2 documents, one origin: Ministry of Works"]
    assert names == [
        "River Gazette 6 January 2022",
        "Echo 8 January 2022",
        "Mirror 9 January 2022",
    ]
    assert row[1:] == ["asserts denies", "asserts", "asserts same origin as Echo"]
    page = site.read("matrix/index.html")
    assert page.count('class="voice asserts repeat"') == 1
    assert re.search(r'<th scope="colgroup" colspan="2"', page)


def test_a_denial_is_no_copy_of_an_assertion_from_the_same_origin(make_site: MakeSite) -> None:
    other = TWO_RELAY["content/claims/dam.md"].replace(
        PASSAGE.format(id="mirrored", source="mirror", stance="asserts"),
        PASSAGE.format(id="mirrored", source="mirror", stance="denies"),
    )
    site = make_site({**TWO_RELAY, "content/claims/dam.md": other})
    site.build()
    assert rows(site)[2][3] == "denies"


def test_a_passage_with_an_origin_of_its_own_says_so(make_site: MakeSite) -> None:
    both = "origins: [{actor: ministry}, {actor: engineer}]"
    site = make_site(
        {
            **TWO_RELAY,
            "content/sources/mirror.md": source("mirror-press", "2022-01-09", both),
            "content/claims/dam.md": TWO_RELAY["content/claims/dam.md"].replace(
                "---\nThe [[ministry]]",
                "    origin: ministry\n"
                + of_mirror("it was finished in 2019 too", "reports", "engineer")
                + of_mirror("valley has waited for it", "qualifies", "mirror-press")
                + "---\nThe [[ministry]]",
            ),
        }
    )
    site.build()
    head, _, row = rows(site)
    assert head[2] == "2 documents, one origin: Ministry of Works"
    assert row[3] == (
        "asserts same origin as Echo qualifies own reporting reports via The engineer"
    )


def test_several_passages_of_one_stance_are_each_a_link(make_site: MakeSite) -> None:
    twice = CLAIM.replace(
        "---\nThe [[ministry]]",
        "  - {id: again, source: gazette, passage: dam was finished in 2019, stance: asserts, "
        "speaker: ministry}\n---\nThe [[ministry]]",
    )
    site = make_site({"content/claims/dam.md": twice})
    site.build()
    page = site.read("matrix/index.html")
    assert 'href="../claims/dam/#passage-again" aria-label="asserts, passage 2"' in page
    assert rows(site)[2][1] == "asserts also 2 denies"


def test_silence_is_said_and_explained(make_site: MakeSite) -> None:
    other = CLAIM.replace("topics: [dams]", "topics: []").replace("gazette", "echo")
    other = other.replace("we were still pouring concrete in 2020", "was finished in 2019 too")
    other = other.replace("the dam was finished in 2019", "dam was finished in 2019")
    files = {k: v for k, v in TWO_RELAY.items() if "mirror" not in k and "claims" not in k}
    site = make_site({**files, "content/claims/dam-2.md": other})
    site.build()
    assert [row[1:] for row in rows(site)[2:]] == [
        ["asserts denies", "nothing quoted"],
        ["nothing quoted", "asserts denies"],
    ]
    assert "It is not a denial." in site.read("matrix/index.html")


def test_topics_and_actors_have_matrices_and_links_both_ways(make_site: MakeSite) -> None:
    site = make_site(TWO_RELAY)
    site.build()
    crawl = Crawl(site.options.out)
    whole = f"{crawl.base}matrix/"
    pairs = {
        f"{crawl.base}topics/dams/": f"{whole}topics/dams/",
        f"{crawl.base}actors/ministry/": f"{whole}actors/ministry/",
        f"{crawl.base}actors/engineer/": f"{whole}actors/engineer/",
        f"{crawl.base}claims/dam/": whole,
        f"{crawl.base}sources/mirror/": whole,
    }
    for card, its_matrix in pairs.items():
        assert its_matrix in crawl.links(card, main_only=True)
        assert card in crawl.links(its_matrix, main_only=True)
    parts = {page for page in crawl.pages if page.startswith(whole)} - {whole}
    assert parts == set(pairs.values()) - {whole}, "actors without claims have none"
    assert parts <= crawl.links(whole, main_only=True)
    assert crawl.broken() == []


def test_an_actors_own_words_are_marked_in_its_matrix(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert rows(site, "matrix/actors/engineer/index.html")[2][1] == "asserts denies own words"
    assert "own words" not in site.read("matrix/index.html")


def test_the_table_is_well_headed_and_counts_no_votes(make_site: MakeSite) -> None:
    site = make_site(TWO_RELAY)
    site.build()
    page = site.read("matrix/index.html")
    assert "<caption>1 claim by 3 documents</caption>" in page
    assert page.count('scope="col"') == 1 + 3
    assert page.count('scope="colgroup"') == 2
    assert page.count('scope="row"') == 1
    for row in rows(site)[2:]:
        assert not any(re.search(r"\d", cell) for cell in row[1:])


@pytest.fixture
def large(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Five claims, one too many for a page, which shows three; four documents, two in columns."""
    monkeypatch.setattr(places, "MOST_CLAIMS", 4)
    monkeypatch.setattr(places, "SELECTED", 3)
    monkeypatch.setattr(matrix_table, "MOST_COLUMNS", 2)
    more = {
        f"content/claims/dam-{n}.md": CLAIM.replace("stance: denies", "stance: qualifies").replace(
            "2022-01-31", f"2022-02-0{n}"
        )
        for n in range(1, 5)
    }
    files = {**TWO_RELAY, **more, "content/topics/none.md": "---\nname: None\n---\n"}
    site = make_site(files)
    site.build()
    return site


def test_a_large_matrix_shows_the_contested_and_the_newest_and_says_so(large: Site) -> None:
    page = " ".join(large.read("matrix/index.html").split())
    shown = re.findall(r'<tr id="claim-([a-z0-9-]+)"', page)
    assert shown == ["dam", "dam-4", "dam-3"]
    assert "Showing 3 of 5 claims" in page
    assert 'href="topics/dams/"' in page
    assert "../../matrix/#claim-dam-4" in large.read("claims/dam-4/index.html")
    assert "matrix" not in large.read("claims/dam-1/index.html").partition("<main")[2].replace(
        "/matrix/topics", ""
    )
    assert Crawl(large.options.out).broken() == []


def test_documents_beyond_the_columns_are_named_in_one_more(large: Site) -> None:
    head, names, row, *_ = rows(large)
    assert head[-1] == "Other documents"
    assert [name.partition(" 8")[0] for name in names] == ["River Gazette 6 January 2022", "Echo"]
    assert row[-1] == "Mirror asserts same origin as Echo"


def test_a_wide_matrix_scrolls_in_its_own_region_with_the_claims_in_sight(
    make_site: MakeSite, page: Page
) -> None:
    papers = {
        f"content/actors/paper-{n}.md": f"---\nname: Paper {n}\nkind: publication\n---\n"
        for n in range(11)
    }
    sources = {
        f"content/sources/paper-{n}.md": source(f"paper-{n}", "2022-02-01") for n in range(11)
    }
    passages = "".join(
        PASSAGE.format(id=f"of-{n}", source=f"paper-{n}", stance="reports") for n in range(11)
    )
    claim = CLAIM.replace("---\nThe [[ministry]]", f"{passages}---\nThe [[ministry]]")
    quiet = CLAIM.replace("2019.", "2019, they say.")
    files = {"archive/echo.txt": ECHO_TEXT, "content/claims/dam.md": claim}
    site = make_site({**papers, **sources, **files, "content/claims/dam-2.md": quiet})
    site.build()
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((site.options.out / "matrix/index.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    region = page.get_by_role("region")
    region.evaluate("e => { e.scrollLeft = 400 }")
    assert region.evaluate("e => e.scrollLeft") > 100
    claim_box = page.locator("tbody th").first.bounding_box()
    region_box = region.bounding_box()
    assert claim_box
    assert region_box
    assert abs(claim_box["x"] - region_box["x"]) <= 1


def test_a_publication_without_claims_has_no_matrix(make_site: MakeSite) -> None:
    without = [p for p in BASE if "claims/" in p or "topics/" in p]
    site = make_site(dict.fromkeys(without))
    site.build()
    assert not (site.options.out / "matrix").exists()


def test_in_a_browser_every_row_becomes_a_block_and_the_page_stays_in_the_window(
    make_site: MakeSite, page: Page
) -> None:
    site = make_site(TWO_RELAY)
    site.build()
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((site.options.out / "matrix/index.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        has_blocks = page.locator("td").first.evaluate("e => getComputedStyle(e).display") == "grid"
        assert has_blocks == (width < 768)
        assert page.locator("td .of").first.is_visible() == (width < 768)


def test_the_matrix_is_there_as_a_picture(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    for folder in ("matrix", "matrix/topics/dams", "matrix/actors/ministry"):
        page = site.read(f"{folder}/index.html")
        assert 'href="matrix.svg" download' in page
        root = ElementTree.fromstring(site.read(f"{folder}/matrix.svg"))
        texts = [text.text or "" for text in root.iter(f"{_SVG}text")]
        assert "The dam was finished" in " ".join(texts)
        words = next(root.iter(f"{_SVG}desc")).text or ""
        stances = set(re.findall(r'class="voice (\w+)', page.partition("<tbody>")[2]))
        drawn = [use.get("href") for use in root.iter(f"{_SVG}use")]
        assert set(drawn[:-4]) == {f"#{stance}" for stance in stances}
        assert all(stance in words for stance in stances)
        assert {each.get("id") for each in root.iter(f"{_SVG}g")} >= {h[1:] for h in drawn if h}


def test_without_claims_there_is_no_picture_of_a_matrix(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": None})
    site.build()
    assert not [path for path in site.files() if path.endswith("matrix.svg")]
