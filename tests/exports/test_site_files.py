"""Icon, manifest, robots.txt, search description and sitemap."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from conftest import CLAIM, PUBLICATION, MakeSite, Site
from crawler import Crawl
from factpress.exports.site_files import sitemaps

BASE = "https://dam.example/watch"
WITH_BASE = f"{PUBLICATION}url: {BASE}/\n"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
CHANGED = CLAIM.replace(
    "topics: [dams]\n",
    "topics: [dams]\naliases: [old]\nchanges: [{date: 2022-03-01, kind: update, note: More.}]\n",
)


def built(make_site: MakeSite, settings: str = PUBLICATION) -> Site:
    site = make_site({"content/publication.yaml": settings, "content/claims/dam.md": CHANGED})
    site.build()
    return site


def test_the_sitemap_has_every_page_with_its_day(make_site: MakeSite) -> None:
    site = built(make_site, WITH_BASE)
    root = ElementTree.fromstring(site.read("sitemap.xml"))
    assert root.tag == f"{MAPS}urlset"
    days = {u.findtext(f"{MAPS}loc"): u.findtext(f"{MAPS}lastmod") for u in root}
    pages = Crawl(site.options.out, f"{BASE}/").pages
    left_out = {f"{BASE}/404.html", *(address for address in pages if pages[address].refresh)}
    left_out |= {f"{BASE}/embed/dam/", f"{BASE}/embed/old/"}
    left_out.add(f"{BASE}/actors/by-kind/")  # the same list in another order
    assert days.keys() == pages.keys() - left_out
    assert days[f"{BASE}/claims/dam/"] == days[f"{BASE}/actors/engineer/"] == "2022-03-01"
    assert days[f"{BASE}/about/"] is None


def test_long_sitemaps_are_split_under_an_index(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": WITH_BASE})
    catalog = site.catalog()
    whole = ElementTree.fromstring(dict(sitemaps(catalog, BASE))["/sitemap.xml"])
    parts = dict(sitemaps(catalog, BASE, most=10))
    index = ElementTree.fromstring(parts.pop("/sitemap.xml"))
    assert index.tag == f"{MAPS}sitemapindex"
    named = [each.findtext(f"{MAPS}loc") for each in index]
    assert named == [f"{BASE}{url}" for url in parts]
    trees = [ElementTree.fromstring(content) for content in parts.values()]
    assert all(1 <= len(tree) <= 10 for tree in trees)
    locations = [u.findtext(f"{MAPS}loc") for tree in trees for u in tree]
    assert locations == [u.findtext(f"{MAPS}loc") for u in whole]


def test_robots_are_let_in_and_told_of_the_sitemap(make_site: MakeSite) -> None:
    site = built(make_site, WITH_BASE)
    expected = f"User-agent: *\nAllow: /\n\nSitemap: {BASE}/sitemap.xml\n"
    assert site.read("robots.txt") == expected
    site.write({"content/publication.yaml": PUBLICATION})
    site.build()
    assert site.read("robots.txt") == "User-agent: *\nAllow: /\n"
    assert not (site.options.out / "sitemap.xml").exists()
    assert not (site.options.out / "search.xml").exists()
    assert "opensearchdescription" not in site.read("index.html")


def test_browsers_can_search_where_there_is_an_address(make_site: MakeSite) -> None:
    name = "Dam & <Watch> of the whole river"
    site = built(make_site, WITH_BASE.replace("Dam Watch", f"'{name}'"))
    root = ElementTree.fromstring(site.read("search.xml"))
    assert root.tag == f"{SEARCH}OpenSearchDescription"
    assert len(root.findtext(f"{SEARCH}ShortName") or "") <= 16
    assert root.findtext(f"{SEARCH}LongName") == name
    url = root.find(f"{SEARCH}Url")
    assert url is not None
    assert url.attrib["template"] == f"{BASE}/search/?q={{searchTerms}}"
    link = '<link rel="search" type="application/opensearchdescription+xml"'
    assert f'{link} title="Dam &amp; &lt;Watch&gt; of the whole river" href="search.xml">' in (
        site.read("index.html")
    )


@pytest.mark.parametrize(
    ("settings", "mark"),
    [
        (PUBLICATION, "D"),
        (f"{PUBLICATION}mark: ≠\n", "≠"),
        (f"{PUBLICATION}mark: <&>\n", "<&>"),
        (PUBLICATION.replace("Dam Watch", "“عين على السد”"), "ع"),
        (PUBLICATION.replace("Dam Watch", "«œil»"), "Œ"),
    ],
)
def test_the_icon_shows_the_mark(make_site: MakeSite, settings: str, mark: str) -> None:
    site = built(make_site, settings)
    root = ElementTree.fromstring(site.read("icon.svg"))
    assert root.findtext("{http://www.w3.org/2000/svg}text") == mark
    assert 'href="../../icon.svg"' in site.read("claims/dam/index.html")


def test_a_mark_that_fits_in_no_icon_is_refused(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": f"{PUBLICATION}mark: Dams\n"})
    (problem,) = site.refused()
    assert problem.endswith('mark "Dams" has 4 characters; at most 3 fit in an icon')


def test_the_manifest_is_relative_to_itself(make_site: MakeSite) -> None:
    site = built(make_site, PUBLICATION.replace("language: en", "language: ar"))
    manifest = json.loads(site.read("site.webmanifest"))
    assert manifest["name"] == "Dam Watch"
    assert manifest["description"] == "Claims about one dam"
    assert (manifest["lang"], manifest["dir"]) == ("ar", "rtl")
    assert (manifest["start_url"], manifest["scope"]) == ("./", "./")
    assert manifest["icons"][0]["src"] == "icon.svg"
    page = site.read("claims/dam/index.html")
    assert '<link rel="manifest" href="../../site.webmanifest">' in page
    assert "manifest-src 'self'" in page
