"""The shape of pages: no hole, no broken word, no list that must be read to be scanned.

Screenshots were looked at by eye; what was found wrong in them is held here.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from sites import Built

_LEFT = "e => e.getBoundingClientRect().left"
_LINES = """e => { const range = document.createRange(); range.selectNodeContents(e);
    return new Set([...range.getClientRects()].map(each => each.top)).size; }"""


@pytest.fixture
def wide(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def test_facts_of_an_actor_stand_beside_its_name(english: Built, wide: Page) -> None:
    wide.goto(english.address + "actors/gazette-press/index.html")
    facts, heading = wide.locator(".facts"), wide.locator("h1")
    assert facts.evaluate(_LEFT) > 640
    bottoms = [each.bounding_box() for each in (facts, wide.locator(".sum"))]
    assert bottoms[0]
    assert bottoms[1]
    assert bottoms[0]["y"] + bottoms[0]["height"] < bottoms[1]["y"]
    assert heading.evaluate(_LEFT) < 100


def test_what_an_actor_denies_faces_what_it_says(ours: Built, wide: Page) -> None:
    wide.goto(ours.address + "actors/government-of-mali/index.html")
    tops = wide.locator(".facing > .standing:not(.unclear)").evaluate_all(
        "es => es.map(e => e.getBoundingClientRect().top)"
    )
    assert len(tops) == 2
    assert tops[0] == pytest.approx(tops[1], abs=1)


def test_no_heading_of_a_table_is_broken_within_a_word(ours: Built, phone: Page) -> None:
    phone.set_viewport_size({"width": 768, "height": 800})
    phone.goto(ours.address + ours.kinds["contradictions.html"])
    for heading in phone.locator("thead th").all():
        assert heading.evaluate(_LINES) == 1, heading.inner_text()


def test_a_contested_claim_takes_few_lines_of_a_telephone(english: Built, phone: Page) -> None:
    phone.goto(english.address + english.kinds["contradictions.html"])
    row = phone.locator(".contest tbody tr").first.bounding_box()
    assert row
    assert row["height"] < 240


def test_ratings_on_the_search_page_stand_in_a_column(ours: Built, wide: Page) -> None:
    wide.goto(ours.address + ours.kinds["search.html"])
    wide.locator("main details").evaluate_all("all => all.forEach(each => (each.open = true))")
    lefts = {each.evaluate(_LEFT) for each in wide.locator(".rated-index .rating:visible").all()}
    assert len(lefts) == 1


def test_the_search_page_is_short_with_and_without_a_script(ours: Built, browser: Browser) -> None:
    for runs in (True, False):
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, java_script_enabled=runs
        )
        page = context.new_page()
        page.goto(ours.address + ours.kinds["search.html"])
        box = page.locator("html").bounding_box()
        assert box
        assert box["height"] <= 3 * 740
        context.close()


def test_the_two_pictures_of_an_actor_stand_side_by_side(ours: Built, wide: Page) -> None:
    wide.goto(ours.address + "actors/government-of-mali/index.html")
    tops = wide.locator(".pictures > section").evaluate_all(
        "es => es.map(e => e.getBoundingClientRect().top)"
    )
    assert len(tops) == 2
    assert tops[0] == pytest.approx(tops[1], abs=1)


def test_no_part_of_the_masthead_is_in_sight_before_it_has_its_place(
    english: Built, phone: Page
) -> None:
    phone.goto(english.address)
    parts = phone.locator(".masthead > .to-search, .masthead > .menu")
    assert [each.is_visible() for each in parts.all()] == [True, True]
    phone.evaluate("document.querySelectorAll('.masthead ~ *').forEach(each => each.remove())")
    assert [each.is_visible() for each in parts.all()] == [False, False]
    assert phone.locator(".masthead > .name").is_visible()


def test_a_table_in_arabic_begins_at_the_edge(arabic: Built, wide: Page) -> None:
    wide.goto(arabic.address + arabic.kinds["contradictions.html"])
    assert (
        wide.locator(".stack tbody th").first.evaluate("e => getComputedStyle(e).paddingRight")
        == "0px"
    )
