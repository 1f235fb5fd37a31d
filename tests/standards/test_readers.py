"""Every kind of page for every reader: magnified, by keyboard, without scripts, printed, heard."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Browser, Page

from sites import Built
from visiting import OVER_THE_EDGE, WIDTHS, WINDOWS, Heard, Visits, text_of

_MOVING = """() => [...document.querySelectorAll('*')].filter(each => {
    const style = getComputedStyle(each);
    return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0
        || style.scrollBehavior !== 'auto';
}).map(each => each.outerHTML.slice(0, 120))"""
_FOCUSABLE = """() => [...document.querySelectorAll(
    'a[href], button, summary, input, textarea, select, [tabindex="0"]'
)].filter(each => each.tabIndex >= 0 && each.checkVisibility({visibilityProperty: true})).length"""
_FOCUSED = """() => {
    const each = document.activeElement, style = getComputedStyle(each);
    const box = each.getBoundingClientRect();
    if (each === document.body) return null;
    window.walked = (window.walked || new Set()).add(each);
    return {
        number: window.walked.size,
        words: each.outerHTML.slice(0, 120),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


_PARTS = {"image", "region", "navigation", "table", "note"}


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: "-".join(map(str, window)))
def test_no_page_scrolls_sideways(
    built: Built, visits: Visits, browser: Browser, window: tuple[int, int, int]
) -> None:
    found = {path: visit.over_the_edge[window] for path, visit in visits(built).items()}
    width, height, scale = window
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale
    )
    page = context.new_page()
    for path in built.paths:
        if path not in found:
            page.goto(built.address + path)
            found[path] = page.evaluate(OVER_THE_EDGE)
    context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_letters_twice_as_large_stay_on_the_page(english: Built, phone: Page) -> None:
    phone.set_viewport_size({"width": 640, "height": 800})
    session = phone.context.new_cdp_session(phone)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    for path in english.paths:
        phone.goto(english.address + path)
        assert phone.evaluate(OVER_THE_EDGE) == [], path


@pytest.mark.parametrize("width", [360, 1280])
def test_a_claim_page_is_walked_by_keyboard(ours: Built, phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 800})
    phone.goto(ours.address + ours.kinds["claim.html"])
    expected = phone.evaluate(_FOCUSABLE)
    seen = 0
    while True:
        phone.keyboard.press("Tab")
        focused = phone.evaluate(_FOCUSED)
        if focused is None or focused["number"] == seen:
            break
        seen = focused["number"]
        assert focused["outlined"], focused["words"]
        assert focused["inside"], focused["words"]
    assert seen == expected > 30


def test_without_scripts_no_word_is_missing(built: Built, visits: Visits, browser: Browser) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": WIDTHS[0], "height": 800}
    )
    page = context.new_page()
    for path, visit in visits(built).items():
        page.goto(built.address + path)
        assert text_of(page, path) == visit.text, path
    context.close()


def test_no_request_leaves_the_site(built: Built, visits: Visits) -> None:
    asked = {url for visit in visits(built).values() for url in visit.requests}
    assert len(asked) > len(built.kinds)
    assert {url for url in asked if not url.startswith(built.address)} == set()


def test_nothing_moves_for_those_who_ask_for_less_motion(english: Built, phone: Page) -> None:
    phone.emulate_media(reduced_motion="reduce")
    for path in english.kinds.values():
        phone.goto(english.address + path)
        assert phone.evaluate(_MOVING) == [], path


def test_in_forced_colours_ratings_and_the_focus_are_seen(english: Built, phone: Page) -> None:
    phone.emulate_media(forced_colors="active")
    for path in english.kinds.values():
        phone.goto(english.address + path)
        lacking = phone.locator(".rating").evaluate_all(
            "es => es.filter(e => e.checkVisibility() && e.innerText.trim().length < 3).length"
        )
        assert lacking == 0, path
        phone.keyboard.press("Tab")
        assert phone.evaluate(_FOCUSED)["outlined"], path
    _pictures_are_seen(phone, english.address + english.kinds["claim.html"])


def _pictures_are_seen(page: Page, address: str) -> None:
    """Words of pictures take the system's colour for text."""
    page.goto(address)
    colors = page.evaluate(
        """() => {
            const probe = document.body.appendChild(document.createElement('p'));
            const ink = getComputedStyle(probe).color;
            return [...document.querySelectorAll('.drawn text')]
                .filter(e => e.checkVisibility() && !e.closest('a'))
                .map(e => getComputedStyle(e).fill).filter(fill => fill !== ink);
        }"""
    )
    assert colors == []


def test_on_paper_nothing_is_cut_off_and_addresses_are_written_out(
    built: Built, visits: Visits
) -> None:
    for path, visit in visits(built).items():
        assert not visit.paper.is_cut, path
        assert visit.paper.silent == 0, path
        # The ledger has what the notes repeat.
        assert visit.paper.popovers == 0, path


# For readers who listen: the pages as a screen reader announces them.


@pytest.mark.parametrize("width", WIDTHS)
def test_every_region_picture_and_table_has_a_name(
    built: Built, visits: Visits, width: int
) -> None:
    for path, visit in visits(built).items():
        heard = visit.heard[width]
        # The figures of a claim's page are its passages.
        named = _PARTS | {"figure"} if path == built.kinds["claim.html"] else _PARTS
        assert [each for each in heard if each.role in named and not each.name] == [], path
        ways = Counter(_names(heard, "navigation"))
        assert max(ways.values(), default=1) == 1, path


def test_a_picture_is_not_told_twice(built: Built, visits: Visits) -> None:
    for path, visit in visits(built).items():
        for role, name, description in visit.heard[360]:
            if role == "image" and description:
                assert description not in name, path


def test_a_link_heard_alone_says_where_it_leads(built: Built, visits: Visits) -> None:
    found = visits(built)
    for kind, path in built.kinds.items():
        links = _names(found[path].heard[360], "link")
        assert max(Counter(n for n in links if "SVG" in n).values(), default=1) == 1, path
        if kind in ("claim.html", "matrix.html", "source.html"):
            # Passages and their citations are numbered and lettered for the eye.
            assert [name for name in links if len(name) < 2 or name.isdigit()] == [], path


@pytest.mark.parametrize("width", WIDTHS)
def test_every_voice_in_the_matrix_is_heard_with_its_document(
    english: Built, visits: Visits, width: int
) -> None:
    """A narrow table has no row of headings, and so each cell says its document by itself."""
    heard = visits(english)[english.kinds["matrix.html"]].heard[width]
    headings = " ".join(_names(heard, "columnheader"))
    cells = [n for n in _names(heard, "gridcell") + _names(heard, "cell") if "asserts" in n]
    assert cells
    for cell in cells:
        assert "Gazette on the dam" in (cell if width == 360 else headings), cell


def _names(heard: list[Heard], role: str) -> list[str]:
    return [each.name for each in heard if each.role == role]
