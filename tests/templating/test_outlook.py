"""How addresses look from a page; and what is noted of that."""

from __future__ import annotations

import pytest

from factpress.model.urls import relative, rooted
from factpress.templating.links import Asked, Outlook

PAGES = ("/", "/404.html", "/claims/", "/claims/dam/", "/claims/2022/dam/", "/claims/page/2/")
URLS = (
    *PAGES,
    *("/claims/dam/#evidence", "/claims/da/", "/claimsmore/", "/actors/ann/", "/style.css"),
    *("//other.example/claims/", "https://other.example/", "#here", "mailto:a@b.example", ""),
)


@pytest.mark.parametrize("page_url", PAGES)
def test_every_address_is_seen_as_from_the_page_alone(page_url: str) -> None:
    outlook = Outlook()
    outlook.stand_at(page_url)
    assert [outlook.rel(url) for url in URLS] == [relative(url, page_url) for url in URLS]


@pytest.mark.parametrize("base", ["https://dam.example/watch/", "https://dam.example"])
def test_a_page_that_stands_anywhere_sees_them_from_the_root(base: str) -> None:
    outlook = Outlook()
    outlook.stand_at("/404.html", base)
    assert [outlook.rel(url) for url in URLS] == [rooted(url, base) for url in URLS]


def test_what_holds_the_page_is_told_from_the_page() -> None:
    outlook = Outlook()
    outlook.stand_at("/claims/dam/")
    asked = ("/claims/dam/", "/claims/", "/claims/da/", "/actors/")
    assert [outlook.current(url) for url in asked] == ["page", "true", "", ""]


def test_questions_are_noted_for_everybody_who_notes() -> None:
    outlook = Outlook()
    outlook.stand_at("/claims/dam/")
    outlook.rel("/a/")
    with outlook.noting() as outer:
        outlook.rel("/b/")
        with outlook.noting() as inner:
            outlook.current("/c/")
    assert inner == [Asked(outlook.current, "/c/", "")]
    assert outer == [Asked(outlook.rel, "/b/", "../../b/"), *inner]


@pytest.mark.parametrize(
    ("page_url", "is_the_same"),
    [("/claims/mine/", True), ("/claims/dam/", False), ("/actors/ann/", False), ("/b/", False)],
)
def test_another_page_may_see_the_same(page_url: str, is_the_same: bool) -> None:
    outlook = Outlook()
    outlook.stand_at("/claims/road/")
    with outlook.noting() as asked:
        outlook.rel("/claims/dam/")
        outlook.current("/claims/")
    outlook.stand_at(page_url)
    assert outlook.is_the_same(asked) == is_the_same
