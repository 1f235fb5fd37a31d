"""A writer at work: a card is edited, broken and mended while the browser shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import CLAIM, MakeSite
from previewing import previewing

pytestmark = pytest.mark.usefixtures("patient")


def save_like_vim(path: Path, text: str) -> None:
    """Writes a backup beside the file, then a new file in its place."""
    path.rename(path.with_name(path.name + "~"))
    path.write_text(text)
    path.with_name(path.name + "~").unlink()


def save_atomically(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(text)
    temporary.replace(path)


def test_the_browser_follows_edits_breaks_and_mends(make_site: MakeSite, page: Page) -> None:
    site = make_site()
    card = site.root / "content/claims/dam.md"
    with previewing(site) as address:
        page.goto(address + "claims/dam/")
        expect(page.locator("main")).to_contain_text("disagrees")
        card.write_text(CLAIM.replace("disagrees", "objects"))
        expect(page.locator("main")).to_contain_text("objects")
        save_like_vim(card, CLAIM.replace("rating: mixed", "rating: mixd"))
        problems = page.locator("#factpress-problems")
        expect(problems).to_contain_text('rating "mixd" is not on the scale')
        expect(problems).to_contain_text("content/claims/dam.md:3:9")
        expect(page.locator("main")).to_contain_text("objects")
        save_atomically(card, CLAIM.replace("disagrees", "protests"))
        expect(page.locator("main")).to_contain_text("protests")
        expect(problems).to_have_count(0)


def test_a_broken_publication_is_shown_and_can_be_mended(make_site: MakeSite, page: Page) -> None:
    site = make_site({"content/publication.yaml": "name: [\n"})
    with previewing(site) as address:
        page.goto(address)
        expect(page.locator("#factpress-problems")).to_contain_text("publication.yaml")
        fresh = make_site(name="fresh")
        text = (fresh.root / "content/publication.yaml").read_text()
        (site.root / "content/publication.yaml").write_text(text)
        expect(page.locator(".name").first).to_contain_text("Dam Watch")


def test_new_and_deleted_cards_and_own_templates(make_site: MakeSite, page: Page) -> None:
    site = make_site({"templates/none.html": ""})
    with previewing(site) as address:
        page.goto(address + "claims/")
        expect(page.locator("main")).not_to_contain_text("second dam")
        site.write({"content/claims/dam-2.md": CLAIM.replace("The dam was", "The second dam was")})
        expect(page.locator("main")).to_contain_text("second dam")
        (site.root / "content/claims/dam-2.md").unlink()
        expect(page.locator("main")).not_to_contain_text("second dam")
        site.write(
            {
                "templates/claims.html": '{% extends "default:claims.html" %}'
                "{% block imprint %}<p>Our own imprint</p>{% endblock %}"
            }
        )
        expect(page.locator("footer")).to_contain_text("Our own imprint")
