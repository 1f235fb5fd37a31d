"""Hostile searches, and hostile titles among what is found, with both kinds of search."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from exercising import exercising
from hostile_inputs import WHOLE, own, own_by_kind, sample
from hostile_sites import BELOW, hostile_site
from serving import serving

TITLES = own()[::2] if WHOLE else [each for each in sample(20) if "alert" in each][:5]
# Typed by the reader, or in an address that somebody sent.
QUERIES = own() if WHOLE else [*own_by_kind()["searches"], *sample(60)[:7]]


@pytest.mark.parametrize("search", ["list", "pagefind"])
def test_hostile_searches_and_results_are_text(
    search: str, tmp_path: Path, browser: Browser
) -> None:
    site = hostile_site(tmp_path, TITLES, search)
    site.build()
    titles = {
        " ".join(value.split())
        for field, value in site.shown().items()
        if field.key in ("claim", "title", "name", "what")
    }
    seen: set[str] = set()
    with serving(site.served) as root, exercising(browser, root + BELOW) as reader:
        box, links = reader.page.locator("#q"), reader.page.locator(".found a")
        status = reader.page.get_by_role("status")
        for word in ("alert", "img", "log"):
            reader.open(f"search/?q={word}")
            expect(status).to_have_text(re.compile("result|Nothing"))
            seen |= {" ".join(each.split()) for each in links.all_inner_texts()}
            reader.exercise(5)
        for query in QUERIES:
            reader.open(f"search/?q={quote(query)}&rating={quote(query)}&topic={quote(query)}")
            box.fill(query)
            box.press("Enter")
            expect(status).not_to_be_empty()
        reader.exercise(4)
    print(f"{search}: {len(seen & titles)} hostile titles found, {len(QUERIES)} searches")
    assert len(seen & titles) >= 3
    assert reader.heard.wrong == []
