"""The not-found page, which servers show at any address, and the other ends of every page."""

from __future__ import annotations

import re

from conftest import PUBLICATION, MakeSite


def hrefs(html: str) -> list[str]:
    return re.findall(r'href="([^"#][^"]*)"', html)


def test_with_a_known_base_its_links_start_at_the_root(make_site: MakeSite) -> None:
    settings = PUBLICATION + "url: https://dam.example/watch/\n"
    site = make_site({"content/publication.yaml": settings})
    site.build()
    links = hrefs(site.read("404.html"))
    assert "/watch/claims/" in links
    assert "/watch/" in links
    assert all(link.startswith("/watch/") for link in links)
    assert not any(link.startswith("/") for link in hrefs(site.read("claims/dam/index.html")))


def test_a_base_at_the_root_of_its_server(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": PUBLICATION + "url: https://dam.example\n"})
    site.build()
    assert "/claims/" in hrefs(site.read("404.html"))


def test_without_a_base_its_links_are_relative(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert "claims/" in hrefs(site.read("404.html"))


def test_the_footer_names_the_publisher(make_site: MakeSite) -> None:
    publisher = (
        "publisher:\n  name: Dam Watchers\n  url: https://watchers.example/\n"
        "  contact: desk@watchers.example\n  funding: Fees of members.\n"
    )
    site = make_site({"content/publication.yaml": PUBLICATION + publisher})
    site.build()
    page = site.read("claims/dam/index.html")
    footer = " ".join(re.sub(r"<[^>]*>", "", page[page.index("<footer") :]).split())
    assert "Published by Dam Watchers." in footer
    assert "Contact: desk@watchers.example. Funding: Fees of members." in footer
    assert 'href="https://watchers.example/"' in page


def test_without_a_publisher_the_footer_names_none(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert "Published by" not in site.read("index.html")
