"""How addresses look from a page."""

from __future__ import annotations

import pytest

from factpress.model.urls import relative, rooted
from factpress.templating.messages import PageLinks

PAGES = ("/", "/404.html", "/claims/", "/claims/dam/", "/claims/2022/dam/", "/claims/page/2/")
URLS = (
    *PAGES,
    *("/claims/dam/#evidence", "/claims/da/", "/claimsmore/", "/actors/ann/", "/style.css"),
    *("//other.example/claims/", "https://other.example/", "#here", "mailto:a@b.example", ""),
)


@pytest.mark.parametrize("page_url", PAGES)
def test_every_address_is_seen_as_from_the_page_alone(page_url: str) -> None:
    page_links = PageLinks()
    page_links.start_page(page_url)
    assert [page_links.rel(url) for url in URLS] == [relative(url, page_url) for url in URLS]


@pytest.mark.parametrize("base", ["https://dam.example/watch/", "https://dam.example"])
def test_a_page_that_stands_anywhere_sees_them_from_the_root(base: str) -> None:
    page_links = PageLinks()
    page_links.start_page("/404.html", base)
    assert [page_links.rel(url) for url in URLS] == [rooted(url, base) for url in URLS]


def test_what_holds_the_page_is_told_from_the_page() -> None:
    page_links = PageLinks()
    page_links.start_page("/claims/dam/")
    asked = ("/claims/dam/", "/claims/", "/claims/da/", "/actors/")
    assert [page_links.current(url) for url in asked] == ["page", "true", "", ""]
