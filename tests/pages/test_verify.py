"""The page that says how to verify the site."""

from __future__ import annotations

import html
from pathlib import Path

from conftest import PUBLICATION, MakeSite
from factpress.lock.minisign import new_key, public_part
from factpress.pages.verify import CHECK_FILES

ROOT = Path(__file__).parent.parent.parent


def test_has_the_commands_with_the_key_of_the_publication(make_site: MakeSite) -> None:
    settings = f"{PUBLICATION}url: https://dam.example/watch/\n"
    site = make_site({"content/publication.yaml": settings})
    secret = new_key()
    key = public_part(secret)
    site.lock_with(secret)
    site.build()
    page = html.unescape(site.read("verify/index.html"))
    assert f"<code>{key}</code>" in page
    assert f"<code>minisign -Vm manifest.json -P {key}</code>" in page
    assert f"<code>{CHECK_FILES}</code>" in page
    assert f"<code>factpress audit https://dam.example/watch/ --key {key}</code>" in page
    assert "no key" not in page
    assert 'href="../manifest.json"' in page


def test_says_that_a_publication_without_a_key_signs_nothing(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    page = html.unescape(site.read("verify/index.html"))
    assert "This publication has no key, so its manifest is not signed." in page
    assert "<code>factpress audit ADDRESS</code>" in page
    assert f"<code>{CHECK_FILES}</code>" in page
    assert "minisig" not in page
    assert "that a claim is true" in page


def test_can_be_reached_from_the_page_of_data(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert 'href="../verify/"' in site.read("data/index.html")


def test_the_documentation_has_the_same_command() -> None:
    assert f"$ {CHECK_FILES}\n" in (ROOT / "docs/how-to/verify.md").read_text("utf-8")
