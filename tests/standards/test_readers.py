"""Every kind of page for every reader: magnified, by keyboard, without scripts, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from sites import Built

# Whatever reaches over the edge must be in a region that scrolls by itself, has a name and can
# be reached by keyboard.
_OVER_THE_EDGE = """() => {
    const width = document.documentElement.clientWidth, wrong = [];
    if (document.documentElement.scrollWidth > width) wrong.push('the page');
    for (const each of document.body.querySelectorAll('*')) {
        const style = getComputedStyle(each);
        if (!['auto', 'scroll'].includes(style.overflowX)) continue;
        if (each.scrollWidth <= each.clientWidth + 1 || !each.checkVisibility()) continue;
        const name = each.getAttribute('aria-label') || each.getAttribute('aria-labelledby');
        if (each.tabIndex < 0 || !(name || each.matches('textarea, input')))
            wrong.push(each.outerHTML.slice(0, 120));
    }
    return wrong;
}"""
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


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(320, 640, 1), (320, 256, 4), (768, 1024, 1)]
)
def test_no_page_scrolls_sideways(
    built: Built, browser: Browser, width: int, height: int, scale: int
) -> None:
    """320 by 256 at a scale of 4 is a window of 1280 by 1024 at 400 % zoom."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale
    )
    page = context.new_page()
    wrong = {}
    for path in built.paths:
        page.goto(built.address + path)
        if found := page.evaluate(_OVER_THE_EDGE):
            wrong[path] = found
    context.close()
    assert wrong == {}


def test_letters_twice_as_large_stay_on_the_page(english: Built, phone: Page) -> None:
    phone.set_viewport_size({"width": 640, "height": 800})
    session = phone.context.new_cdp_session(phone)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    for path in english.paths:
        phone.goto(english.address + path)
        assert phone.evaluate(_OVER_THE_EDGE) == [], path


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


def test_without_scripts_no_word_is_missing(built: Built, browser: Browser) -> None:
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        read = {}
        for path in built.kinds.values():
            page.goto(built.address + path)
            read[path] = page.locator("main").inner_text()
            if path.startswith("search/"):
                # A script looks for words; the ways to everything are there without one.
                read[path] = "\n".join(page.locator("main a").all_inner_texts())
        texts.append(read)
        context.close()
    assert texts[0] == texts[1]


def test_no_request_leaves_the_site(built: Built, phone: Page) -> None:
    asked: set[str] = set()
    phone.on("request", lambda request: asked.add(request.url))
    for path in built.kinds.values():
        phone.goto(built.address + path)
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
    built: Built, phone: Page
) -> None:
    phone.emulate_media(media="print")
    phone.set_viewport_size({"width": 640, "height": 900})  # A4 within its margins
    for path in built.kinds.values():
        phone.goto(built.address + path)
        assert phone.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), path
        silent = phone.locator("main a[href^=http]:visible:not(.address)").evaluate_all(
            "es => es.filter(e => !getComputedStyle(e, '::after').content.includes('attr')"
            " && !getComputedStyle(e, '::after').content.includes('http')).length"
        )
        assert silent == 0, path
        assert phone.locator("[popover]:visible").count() == phone.locator(".note").count(), path
