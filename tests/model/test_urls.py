"""Addresses as seen from other pages."""

from __future__ import annotations

from itertools import product
from urllib.parse import urljoin

import pytest

from factpress.model.urls import SITE_PAGES, is_kept_for_generator, path_mistake, relative

PAGES = ("/", "/404.html", "/a/", "/ab/", "/a/b/", "/a/b/c/", "/a/b.x", "/b/c/page/2/")
PLACES = (*PAGES, "/#x", "/a/#y", "/a/b/#q", "/style.css", "/b/c.svg", "/claims/x/#passage-1")
SITE = "https://site.example"


@pytest.mark.parametrize(("url", "page_url"), list(product(PLACES, PAGES)))
def test_a_relative_address_leads_where_the_absolute_one_does(url: str, page_url: str) -> None:
    seen = relative(url, page_url)
    assert not seen.startswith("/")
    assert urljoin(SITE + page_url, seen) == SITE + url


@pytest.mark.parametrize("url", ["https://a.example/b", "//a.example", "#here", "mailto:a@b.c"])
def test_what_is_no_address_of_the_site_is_left_alone(url: str) -> None:
    assert relative(url, "/a/b/") == url


@pytest.mark.parametrize("url", SITE_PAGES)
def test_no_card_can_have_the_address_of_a_page_of_the_whole_site(url: str) -> None:
    assert is_kept_for_generator(url)
    mistake = path_mistake("page", url.strip("/"))
    assert mistake is not None
    assert "reserved" in mistake
