"""A browser meets JSON-LD under our policy: it complains of nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from conftest import CLAIM, MakeSite
from serving import serving

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
PAGES = ("", "claims/dam/", "actors/ministry/", "topics/dams/", "changes/", "data/")


@pytest.fixture
def address(make_site: MakeSite) -> Iterator[str]:
    name = f"---\nname: '{HOSTILE}'\nkind: organisation\n---\n"
    site = make_site(
        {
            "content/claims/dam.md": CLAIM.replace("The dam was finished in 2019.", f"'{HOSTILE}'"),
            "content/actors/ministry.md": name,
        }
    )
    site.build()
    with serving(site.options.out) as served:
        yield served


def test_no_complaint_and_no_script(address: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    for path in PAGES:
        page.goto(f"{address}{path}")
        manifest = page.context.new_cdp_session(page).send("Page.getAppManifest")
        assert manifest["url"] == f"{address}site.webmanifest"
        assert manifest["errors"] == []
    assert said == []
