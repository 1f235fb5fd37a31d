"""The built site as visitors meet it: our publication, and a small one."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from conftest import BASE, CLAIM, NOW, PUBLICATION, MakeSite, at
from crawler import Crawl
from factpress.build import build
from factpress.options import BuildOptions

ROOT = Path(__file__).parent.parent
Parsed = dict[Path, tuple[str, Element]]


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own publication, built."""
    out = tmp_path_factory.mktemp("publication") / "site"
    build(BuildOptions(ROOT / "content", out, NOW))
    return out


@pytest.fixture(scope="module")
def crawl(publication: Path) -> Crawl:
    return Crawl(publication)


@pytest.fixture(scope="module")
def parsed(publication: Path) -> Parsed:
    """Every page: its text and its tree, of a parser that raises where the HTML is not well formed.

    The elements have names without a namespace.
    """
    texts = {path: path.read_text("utf-8") for path in publication.rglob("*.html")}
    return {
        path: (text, html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text))
        for path, text in texts.items()
    }


def no_more() -> list[str]:
    """The ids of the claims that are withdrawn or merged."""
    cards = (ROOT / "content/claims").glob("*.md")
    return [c.stem for c in cards if re.search(r"^(withdrawn|merged_into):", c.read_text(), re.M)]


def without_data(page: str) -> str:
    """A page without what no browser runs: blocks of JSON-LD, and templates."""
    page = re.sub(r'<script type="application/ld\+json">[^<>&]*</script>', "", page)
    return re.sub(r"<template\b.*?</template>", "", page, flags=re.S)


def test_no_link_or_anchor_is_broken_at_any_sub_path(crawl: Crawl) -> None:
    assert crawl.broken() == []


def test_no_request_leaves_the_site(crawl: Crawl) -> None:
    assert crawl.off_site_loads() == []


def test_every_page_is_reached_from_home_and_reaches_every_other(crawl: Crawl) -> None:
    former = {a for a, page in crawl.pages.items() if page.refresh}
    framed = {crawl.base + f"embed/{claim_id}/" for claim_id in no_more()}
    linked = set(crawl.pages) - {crawl.base + "404.html"} - former - framed
    assert crawl.reached_from(crawl.base) == linked
    assert linked <= crawl.reaching(crawl.base)


def test_every_link_between_cards_has_its_way_back(crawl: Crawl) -> None:
    """But to a rating that a claim had once, which its history names."""
    now = [pair for pair in crawl.one_way() if not re.search(r"^claims/.* -> ratings/", pair)]
    assert now == []


def test_ids_are_unique_on_every_page(crawl: Crawl) -> None:
    for address, page in crawl.pages.items():
        assert len(page.ids) == len(set(page.ids)), address


def test_every_passage_leads_to_its_place_on_the_source_page_and_back(crawl: Crawl) -> None:
    passages = 0
    for address, page in crawl.pages.items():
        if not address.startswith(crawl.base + "claims/"):
            continue
        here = [i for i in page.ids if i.startswith("passage-")]
        passages += len(here)
        for anchor in here:
            claim_id = address.removeprefix(crawl.base + "claims/").rstrip("/")
            place = f"{claim_id.replace('/', '.')}--{anchor.removeprefix('passage-')}"
            sources = [a for a in crawl.pages if place in crawl.pages[a].known_ids]
            assert len(sources) == 1, (address, anchor)
            assert f"{sources[0]}#{place}" in page.targets
            assert f"{address}#{anchor}" in crawl.pages[sources[0]].targets
    assert passages >= 90


def test_every_claim_is_in_the_matrix_and_every_document_in_the_lineage(crawl: Crawl) -> None:
    whole, lineage = f"{crawl.base}matrix/", f"{crawl.base}lineage/"
    gone = {crawl.base + f"claims/{claim_id}/" for claim_id in no_more()}
    claims = {a for a in crawl.pages if crawl.is_card(a) and "/claims/" in a} - gone
    assert not gone & crawl.links(whole)
    for claim in claims:
        assert claim in crawl.links(whole), claim
        assert any(a.target.startswith(f"{whole}#claim-") for a in crawl.pages[claim].anchors)
    assert sum(name.startswith("claim-") for name in crawl.pages[whole].ids) == len(claims) > 0
    for source in (a for a in crawl.pages if crawl.is_card(a) and "/sources/" in a):
        assert {whole, lineage} <= crawl.links(source)
        assert source in crawl.links(whole) & crawl.links(lineage)


def test_pages_are_well_formed_and_hold_no_script_of_their_own(parsed: Parsed) -> None:
    """A script is a file of the site, comes after the page, and is allowed by its policy."""
    for path, (text, _) in parsed.items():
        scripts = re.findall(r"<script.*?</script>", without_data(text), re.S)
        for script in scripts:
            assert re.fullmatch(r'<script src="[./]*assets/[^"]+" defer[^>]*></script>', script)
        policy = text.partition("script-src")[2].partition(";")[0]
        assert ("'self'" in policy) == bool(scripts), path
        assert 'style="' not in text, path
        assert text.index("Content-Security-Policy") < text.index("<title>"), path


def test_each_page_has_one_title_and_headings_without_a_gap(parsed: Parsed) -> None:
    for path, (_, tree) in parsed.items():
        levels = [int(e.tag[1]) for e in tree.iter() if e.tag in {f"h{n}" for n in range(1, 7)}]
        if levels:
            assert levels.count(1) == 1, path
            assert all(b <= a + 1 for a, b in itertools.pairwise(levels)), path


def test_the_small_site_has_its_ways_back_too(make_site: MakeSite) -> None:
    other = CLAIM.replace("topics: [dams]", "related: [dam]\naliases: [dam-3]").replace(
        "The [[ministry]] says", "[[gazette]], [[dams]], [[about]], [[dam]] and [[ministry]] say"
    )
    site = make_site({"content/claims/dam-2.md": other})
    site.build()
    crawl = Crawl(site.options.out)
    assert crawl.broken() == []
    """But to a rating that a claim had once, which its history names."""
    now = [pair for pair in crawl.one_way() if not re.search(r"^claims/.* -> ratings/", pair)]
    assert now == []
    assert "dam-2" in site.read("claims/dam/index.html")
    assert "../dam-2/" in site.read("claims/dam-3/index.html")
    assert "claims/dam-2/" in site.read("about/index.html")


def test_cards_with_alike_addresses_share_no_anchor(make_site: MakeSite) -> None:
    alike: dict[str, str] = {}
    for name in ("a/b", "a-b"):
        alike[f"content/claims/{name}.md"] = CLAIM.replace("[dams]", f"[{name}]").replace(
            "claimants: [ministry]", f"claimants: [{name}]"
        )
        alike[f"content/topics/{name}.md"] = f"---\nname: About {name}\norder: 2\n---\n"
        alike[f"content/actors/{name}.md"] = f"---\nname: Mr {name}\nkind: person\n---\n"
    alike["content/claims/a-b.md"] = alike["content/claims/a-b.md"].replace("2019.", "2019, too.")
    site = make_site(alike)
    site.build()
    crawl = Crawl(site.options.out)
    for address, page in crawl.pages.items():
        assert len(page.ids) == len(set(page.ids)), address
    assert crawl.broken() == []
    places = {"a.b--done", "a-b--done"}
    assert places <= set(crawl.pages[f"{crawl.base}sources/gazette/"].ids)


def test_every_page_names_its_one_true_address_where_the_site_has_one(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/publication.yaml": f"{PUBLICATION}url: https://dam.example/watch/\n",
            "content/claims/dam.md": CLAIM.replace("topics:", "aliases: [old-dam]\ntopics:"),
        }
    )
    site.build()
    for path in ("dam", "old-dam"):
        page = site.read(f"claims/{path}/index.html")
        found = re.findall(r'rel="canonical" href="(.*?)"', page)
        assert found == ["https://dam.example/watch/claims/dam/"]
    assert "canonical" not in site.read("404.html")
    site.write({"content/publication.yaml": PUBLICATION})
    site.build()
    assert "canonical" not in site.read("claims/dam/index.html")


def test_raw_html_of_a_card_is_shown_as_text(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/topics/dams.md": BASE["content/topics/dams.md"]
            + '\n<script>alert(1)</script> <b onclick="x()">b</b>\n\n<div>x</div>\n'
        }
    )
    site.build()
    page = site.read("topics/dams/index.html")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>" not in without_data(page)
    assert "<b onclick" not in page
    assert "&lt;div&gt;x&lt;/div&gt;" in page


def test_fields_are_escaped(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/claims/dam.md": CLAIM.replace(
                "reason: The", "reason: '<img src=x onerror=alert(1)>\"&' #"
            )
        }
    )
    site.build()
    page = site.read("claims/dam/index.html")
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img" not in page


def test_a_rating_is_never_shown_by_colour_alone(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    page = site.read("claims/dam/index.html")
    assert "Mixed" in page
    assert "◐" in page


def test_no_page_shows_when_it_was_built(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    first = site.files()
    site.build(now=at(dt.date(2031, 2, 3)))
    assert site.files() == first


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("he-IL", "rtl"), ("ku-Latn", "ltr"), ("pa-Arab", "rtl"), ("fr", "ltr")],
)
def test_the_page_runs_as_its_language_does(
    make_site: MakeSite, language: str, direction: str
) -> None:
    settings = BASE["content/publication.yaml"].replace("language: en", f"language: {language}")
    site = make_site({"content/publication.yaml": settings})
    site.build()
    assert f'<html lang="{language}" dir="{direction}">' in site.read("index.html")
