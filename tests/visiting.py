"""What a browser finds on the pages of a built site: each page is loaded once for many tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from browsing import opened
from sites import Built

# Width, height and scale of windows; the second is one of 1280 by 1024 at 400 % zoom.
WINDOWS = ((320, 640, 1), (320, 256, 4), (768, 1024, 1))
WIDTHS = (360, 1280)
# Whatever reaches over the edge must be in a region that scrolls by itself, has a name and can
# be reached by keyboard.
OVER_THE_EDGE = """() => {
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
_ON_PAPER = """() => {
    const visible = selector => [...document.querySelectorAll(selector)].filter(
        each => each.checkVisibility({visibilityProperty: true}) && each.getClientRects().length);
    const after = each => getComputedStyle(each, '::after').content;
    return {
        is_cut: document.documentElement.scrollWidth > document.documentElement.clientWidth,
        silent: visible('main a[href^=http]:not(.address, [href*="#"])').filter(
            each => !after(each).includes('attr') && !after(each).includes('http')).length,
        popovers: visible('[popover]').length,
    };
}"""


_WITHOUT_COPYING = """main => {
    const button = main.querySelector('.copy');
    if (!button) return main.innerText;
    button.style.display = 'none';
    const text = main.innerText;
    button.style.display = '';
    return text;
}"""


class Heard(NamedTuple):
    """An element as a screen reader announces it."""

    role: str
    name: str
    description: str


class Paper(NamedTuple):
    """A printed page: whether it is cut off, and how many addresses it lacks and notes it shows."""

    is_cut: bool
    silent: int
    popovers: int


@dataclass(frozen=True)
class Visit:
    """One page, with scripts: its requests, its text, and what a screen reader announces."""

    requests: frozenset[str]
    text: str
    over_the_edge: dict[tuple[int, int, int], list[str]]
    heard: dict[int, list[Heard]]  # by width, in reading order
    paper: Paper


Visits = Callable[[Built], dict[str, Visit]]


@pytest.fixture(scope="session")
def visits(browser: Browser) -> Visits:
    """`visits(site)`: a visit of a page of every kind, by path."""

    @cache
    def of_site(address: str, paths: tuple[str, ...]) -> dict[str, Visit]:
        with opened(browser, WIDTHS[0], 800) as page:
            return {path: _visit(page, address, path) for path in paths}

    return lambda built: of_site(built.address, tuple(built.kinds.values()))


def text_of(page: Page, path: str) -> str:
    """The text of a page's main part; of the search page, where a script shows more, its links.

    Without the button that copies the address, which only a script can do.
    """
    if path.startswith("search/"):
        return "\n".join(page.locator("main a").all_inner_texts())
    return str(page.locator("main").evaluate(_WITHOUT_COPYING))


def _visit(page: Page, address: str, path: str) -> Visit:
    requests: set[str] = set()
    session = page.context.new_cdp_session(page)
    page.on("request", lambda request: requests.add(request.url))
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    page.goto(address + path)
    text = text_of(page, path)
    heard = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        heard[width] = _heard(session)
    over_the_edge = {window: _over_the_edge(page, session, window) for window in WINDOWS}
    page.set_viewport_size({"width": 640, "height": 900})  # A4 within its margins
    page.emulate_media(media="print")
    paper = Paper(**page.evaluate(_ON_PAPER))
    page.emulate_media(media="screen")
    session.detach()
    return Visit(frozenset(requests), text, over_the_edge, heard, paper)


def _over_the_edge(page: Page, session: CDPSession, window: tuple[int, int, int]) -> list[str]:
    width, height, scale = window
    session.send(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False},
    )
    found: list[str] = page.evaluate(OVER_THE_EDGE)
    return found


def _heard(session: CDPSession) -> list[Heard]:
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        Heard(each["role"]["value"], _value(each, "name"), _value(each, "description"))
        for each in nodes
        if not each.get("ignored")
    ]


def _value(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", "")).strip()
