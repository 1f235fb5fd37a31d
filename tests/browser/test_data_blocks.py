"""A browser meets JSON-LD under our policy: it complains of nothing and runs nothing."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page

from conftest import CLAIM, MakeSite

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
PAGES = ("", "claims/dam/", "actors/ministry/", "topics/dams/", "changes/", "data/")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


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
    with _served(site.order.out) as server:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def _served(folder: Path) -> http.server.ThreadingHTTPServer:
    handler = partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


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
