"""What changes in a browser after a save, and what stays as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import opened
from conftest import CLAIM, GAZETTE, MakeSite
from previewing import previewing, running

OTHER = CLAIM.replace("The dam was", "The second dam was").replace("disagrees", "differs")


pytestmark = pytest.mark.usefixtures("patient")


def mark(page: Page) -> None:
    """Leaves a mark in a page that is gone when it is loaded again."""
    page.evaluate("globalThis.isMarked = true")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("globalThis.isMarked === true"))


def saved_beside(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(text)
    temporary.replace(path)


def test_only_pages_whose_bytes_changed_are_loaded_again(
    make_site: MakeSite, page: Page, browser: Browser
) -> None:
    site = make_site({"content/claims/second.md": OTHER})
    card = site.root / "content/claims/dam.md"
    with running(site.root) as preview, opened(browser, 900, 700) as second:
        page.goto(preview.address + "claims/dam/")
        second.goto(preview.address + "claims/second/")
        mark(page)
        mark(second)
        before = preview.printed()
        card.write_text(CLAIM.replace("disagrees", "objects"))
        expect(page.locator("main")).to_contain_text("objects")
        assert not is_marked(page)
        printed = preview.wait_for("changed /claims/dam/").removeprefix(before)
        assert "warning" not in printed.partition("; 1 warning")[0]
        assert is_marked(second)
        # A problem is shown without loading a page again, and goes so.
        mark(page)
        card.write_text(CLAIM.replace("rating: mixed", "rating: mixd"))
        for each in (page, second):
            expect(each.locator("#factpress-problems")).to_contain_text("mixd")
        card.write_text(CLAIM.replace("disagrees", "objects"))
        for each in (page, second):
            expect(each.locator("#factpress-problems")).to_have_count(0)
            assert is_marked(each)
        printed = preview.wait_for("1 mended").removeprefix(before)
        assert printed.count("there is no lock yet") == 0
        assert "not rebuilt" in printed
        assert "1 new, 1 as before" in printed


def test_styles_are_swapped_in_place(make_site: MakeSite, page: Page) -> None:
    site = make_site()
    with previewing(site) as address:
        page.goto(address + "claims/dam/")
        mark(page)
        for red in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
            site.write({"templates/assets/theme.css": f"main {{ outline: 1px solid {red}; }}"})
            expect(page.locator("main")).to_have_css("outline-color", red)
            assert is_marked(page)
        styles = page.locator('link[rel="stylesheet"]:not([href^="/-preview/"])')
        expect(styles).to_have_count(1)


def test_what_was_open_and_where_stays(make_site: MakeSite, browser: Browser) -> None:
    """On a small screen, so that the page has a middle."""
    long = "\n\n".join(f"Paragraph {number} of the site." for number in range(40))
    site = make_site({"content/claims/dam.md": CLAIM + long})
    card = site.root / "content/claims/dam.md"
    with previewing(site) as address, opened(browser, 500, 400) as page:
        page.goto(address + "claims/dam/")
        page.evaluate("""() => {
          for (const each of document.querySelectorAll("main details")) each.open = true;
          const last = [...document.querySelectorAll("main details")].at(-1);
          if (last) last.open = false;
          document.querySelector("[popover]").showPopover();
          scrollTo(0, 500);
        }""")
        state = """() => [
          scrollY,
          [...document.querySelectorAll("main details")].map((each) => each.open),
          [...document.querySelectorAll("[popover]")].map((each) => each.matches(":popover-open")),
        ]"""
        before = page.evaluate(state)
        assert before[0] == 500
        assert any(before[1])
        assert any(before[2])
        mark(page)
        card.write_text(CLAIM + long + "\n\nThe last word.\n")
        expect(page.locator("main")).to_contain_text("The last word.")
        page.wait_for_load_state()
        assert not is_marked(page)
        assert page.evaluate(state) == before


def test_a_saved_copy_that_changes_is_no_longer_called_found(
    make_site: MakeSite, page: Page
) -> None:
    site = make_site()
    copy = site.root / "archive/gazette.txt"
    with previewing(site) as address:
        page.goto(address + "claims/dam/")
        proofs = page.locator("main", has_text="Verbatim")
        expect(proofs).to_have_count(1)
        saved_beside(copy, GAZETTE.replace("in 2019", "in 2020"))
        problems = page.locator("#factpress-problems")
        expect(problems).to_contain_text("content/sources/gazette.md")
        expect(problems).to_contain_text("1 error")
        expect(proofs).to_have_count(0)
        expect(page.locator("main")).not_to_contain_text("verbatim")
        copy.write_text(GAZETTE)
        expect(proofs).to_have_count(1)
        expect(problems).to_have_count(0)
        # The folder goes, and comes again.
        shutil.move(site.root / "archive", site.root / "elsewhere")
        expect(proofs).to_have_count(0)
        shutil.move(site.root / "elsewhere", site.root / "archive")
        expect(proofs).to_have_count(1)


def test_an_archive_that_comes_later_is_seen(make_site: MakeSite, page: Page) -> None:
    site = make_site()
    site.lock()
    shutil.move(site.root / "archive", site.root / "elsewhere")
    with previewing(site) as address:
        page.goto(address + "claims/dam/")
        expect(page.locator("main")).to_contain_text("not checked in this build")
        (site.root / "archive").mkdir()
        shutil.copy(site.root / "elsewhere/gazette.txt", site.root / "archive/gazette.txt")
        expect(page.locator("main")).to_contain_text("Verbatim")


def test_templates_that_come_later_go_and_come_again(make_site: MakeSite, page: Page) -> None:
    site = make_site()
    own = (
        '{% extends "default:claims.html" %}{% block imprint %}<p>Our own imprint</p>{% endblock %}'
    )
    with previewing(site) as address:
        page.goto(address + "claims/")
        footer = page.locator("footer.colophon")
        for words in ("Our own imprint", "Another imprint"):
            site.write({"templates/claims.html": own.replace("Our own imprint", words)})
            expect(footer).to_contain_text(words)
            shutil.rmtree(site.root / "templates")
            expect(footer).not_to_contain_text(words)


def test_content_that_is_deleted_and_made_again_is_seen(make_site: MakeSite, page: Page) -> None:
    site = make_site()
    with previewing(site) as address:
        page.goto(address + "claims/dam/")
        mark(page)
        shutil.copytree(site.root / "content", site.root / "copy")
        shutil.rmtree(site.root / "content")
        expect(page.locator("#factpress-problems")).to_contain_text("Not rebuilt")
        shutil.move(site.root / "copy", site.root / "content")
        expect(page.locator("#factpress-problems")).to_have_count(0)
        card = site.root / "content/claims/dam.md"
        card.write_text(CLAIM.replace("disagrees", "objects"))
        expect(page.locator("main")).to_contain_text("objects")


def test_a_page_that_goes_and_comes_again(make_site: MakeSite, page: Page) -> None:
    site = make_site({"content/claims/second.md": OTHER})
    card = site.root / "content/claims/second.md"
    with previewing(site) as address:
        page.goto(address + "claims/second/")
        expect(page.locator("main")).to_contain_text("differs")
        card.unlink()
        expect(page.locator("main")).not_to_contain_text("differs")
        card.write_text(OTHER)
        expect(page.locator("main")).to_contain_text("differs")


def test_a_page_that_stays_open_follows_the_next_preview(make_site: MakeSite, page: Page) -> None:
    site = make_site()
    with running(site.root) as preview:
        address = preview.address
        page.goto(address + "claims/dam/")
    site.edit("content/claims/dam.md", "disagrees", "objects")
    port = address.rstrip("/").rpartition(":")[2]
    with running(site.root, "--port", port) as preview:
        assert preview.address == address
        expect(page.locator("main")).to_contain_text("objects")
