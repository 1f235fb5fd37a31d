"""What those hear who listen to a page: the browser's own tree of what it tells a screen reader."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page

from sites import Built

_NAMED = {"image", "region", "navigation", "table", "note"}


def heard(page: Page, address: str) -> list[tuple[str, str, str]]:
    """Everything told of a page in reading order: its role, its name and its description."""
    page.goto(address)
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        (each["role"]["value"], _value(each, "name"), _value(each, "description"))
        for each in nodes
        if not each.get("ignored")
    ]


def _value(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", "")).strip()


def _names(told: list[tuple[str, str, str]], role: str) -> list[str]:
    return [name for each, name, _ in told if each == role]


@pytest.mark.parametrize("width", [360, 1280])
def test_every_region_picture_and_table_has_a_name(built: Built, phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 800})
    for path in built.kinds.values():
        told = heard(phone, built.address + path)
        # The figures of a claim's page are its passages.
        named = _NAMED | {"figure"} if path == built.kinds["claim.html"] else _NAMED
        assert [each for each in told if each[0] in named and not each[1]] == [], path
        ways = Counter(_names(told, "navigation"))
        assert max(ways.values(), default=1) == 1, path


def test_a_picture_is_not_told_twice(built: Built, phone: Page) -> None:
    for path in built.kinds.values():
        for role, name, description in heard(phone, built.address + path):
            if role == "image" and description:
                assert description not in name, path


def test_a_link_heard_alone_says_where_it_leads(built: Built, phone: Page) -> None:
    for kind, path in built.kinds.items():
        told = _names(heard(phone, built.address + path), "link")
        assert max(Counter(n for n in told if "SVG" in n).values(), default=1) == 1, path
        if kind in ("claim.html", "matrix.html", "source.html"):
            # Passages and their citations are numbered and lettered for the eye.
            assert [name for name in told if len(name) < 2 or name.isdigit()] == [], path


@pytest.mark.parametrize("width", [360, 1280])
def test_every_voice_in_the_matrix_is_heard_with_its_document(
    english: Built, phone: Page, width: int
) -> None:
    """A narrow table has no row of headings, and so each cell says its document by itself."""
    phone.set_viewport_size({"width": width, "height": 800})
    told = heard(phone, english.address + english.kinds["matrix.html"])
    headings = " ".join(_names(told, "columnheader"))
    cells = [name for name in _names(told, "gridcell") + _names(told, "cell") if "asserts" in name]
    assert cells
    for cell in cells:
        assert "Gazette on the dam" in (cell if width == 360 else headings), cell
