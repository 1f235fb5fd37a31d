"""axe-core finds nothing to complain of: WCAG 2.2 A and AA, and its best practices."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sites import STRICT, Built

_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
# Dark pages differ from light ones in nothing but colours.
_CHECKED: dict[str, dict[str, list[str]]] = {
    "light": {"runOnly": [*_TAGS]},
    "dark": {"runOnly": ["color-contrast"]},
}


def violations(page: Page, scheme: str = "light") -> list[str]:
    """What axe-core objects to, each with the rule and the elements."""
    if not page.evaluate("typeof axe === 'object'"):
        # Evaluated, not added to the page: the page's policy would not let it run.
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    options = {**_CHECKED[scheme], "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate("o => axe.run(o).then(r => r.violations)", options)
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary']}"
        for each in found
        for node in each["nodes"][:5]
    ]


def complaints(built: Built, browser: Browser, width: int) -> list[str]:
    """What axe-core objects to on every kind of page, light and dark."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wrong = []
    for path in built.paths:
        page.goto(built.address + path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            wrong += [f"{path} {scheme} {each}" for each in violations(page, scheme)]
    context.close()
    return wrong


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_has_a_violation(english: Built, browser: Browser, width: int) -> None:
    assert complaints(english, browser, width) == []


def test_no_page_in_arabic_has_a_violation(arabic: Built, browser: Browser) -> None:
    for width in (360, 1280) if STRICT else (360,):
        assert complaints(arabic, browser, width) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.skipif(not STRICT, reason="takes minutes: `make standards`")
def test_no_page_of_ours_has_a_violation(ours: Built, browser: Browser, width: int) -> None:
    assert complaints(ours, browser, width) == []


def test_axe_sees_what_is_wrong(english: Built, phone: Page) -> None:
    phone.goto(english.address)
    phone.evaluate("document.querySelector('h1').outerHTML = '<h3>x</h3>'")
    phone.evaluate("document.documentElement.lang = ''")
    assert {line.partition(":")[0] for line in violations(phone)} >= {
        "html-has-lang",
        "page-has-heading-one",
    }
