"""The problems of a publication in its pages, as a writer meets them in the preview."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from conftest import CLAIM, MakeSite
from previewing import previewing, running

pytestmark = pytest.mark.usefixtures("patient")
MISSPELT = CLAIM.replace("rating: mixed", "rating: mixd")


def test_errors_and_warnings_are_told_apart_with_their_lines(
    make_site: MakeSite, page: Page
) -> None:
    site = make_site()
    with previewing(site, "--editor", "vscode") as address:
        page.goto(address + "claims/dam/")
        problems = page.locator("#factpress-problems")
        expect(problems).to_have_count(0)
        (site.root / "content/claims/dam.md").write_text(MISSPELT)
        expect(problems.locator("> details > summary")).to_have_text(
            "Not rebuilt: 1 error, 1 warning"
        )
        wrong = problems.locator("li.error")
        expect(wrong).to_have_count(1)
        expect(wrong).to_contain_text('rating "mixd" is not on the scale')
        expect(wrong.locator(".line")).to_have_count(5)
        expect(wrong.locator(".line.marked code")).to_have_text("rating: mixd\n")
        expect(wrong.locator("mark")).to_have_text("mixd")
        path = site.root / "content/claims/dam.md"
        expect(wrong.locator("a")).to_have_attribute("href", f"vscode://file{path}:3:9")
        expect(problems.locator("li.warning")).not_to_be_visible()
        problems.locator(".warnings > summary").click()
        expect(problems.locator("li.warning")).to_contain_text("there is no lock yet")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
            found = page.evaluate(
                "axe.run({include: ['#factpress-problems']}).then((r) => r.violations)"
            )
            assert [(each["id"], each["nodes"]) for each in found] == []
        # The page stays in sight, and can be scrolled to its end.
        box = problems.bounding_box()
        assert box
        assert box["height"] < 900 * 0.55
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        end = page.locator("footer").bounding_box()
        assert end
        assert end["y"] + end["height"] <= box["y"] + 1


def test_it_folds_and_closes_by_keys_until_something_else_is_wrong(
    make_site: MakeSite, page: Page
) -> None:
    site = make_site({"content/claims/dam.md": CLAIM})
    card = site.root / "content/claims/dam.md"
    with previewing(site) as address:
        page.goto(address + "claims/dam/")
        card.write_text(MISSPELT)
        problems = page.locator("#factpress-problems")
        expect(problems.get_by_role("alert")).to_contain_text("Not rebuilt: 1 error")
        rows = problems.locator("li.error")
        expect(rows).to_be_visible()
        problems.locator("> details > summary").focus()
        page.keyboard.press("Escape")
        expect(rows).not_to_be_visible()
        page.reload()
        expect(problems).to_be_visible()
        expect(rows).not_to_be_visible()
        problems.locator("> details > summary").press("Enter")
        expect(rows).to_be_visible()
        page.get_by_role("button", name="Close").press("Enter")
        expect(problems).not_to_be_visible()
        page.reload()
        expect(problems).not_to_be_visible()
        card.write_text(MISSPELT.replace("mixd", "mixxd"))
        expect(rows).to_contain_text("mixxd")
        expect(problems).to_be_visible()
        card.write_text(CLAIM)
        expect(problems).to_have_count(0)


def test_a_warning_is_on_the_page_of_its_card_alone(make_site: MakeSite, page: Page) -> None:
    site = make_site({"content/topics/idle.md": "---\nname: Idle\norder: 2\n---\nSee [[dams]].\n"})
    site.edit("content/pages/about.md", "Who we are.", "Who we are: <b>us</b> and Mayor\u2019s.")
    with running(site.root) as preview:
        preview.wait_for("Preview at")
        printed = preview.printed()
        warned = [line for line in printed.splitlines() if ": warning: " in line]
        places = {line.split(":")[0] for line in warned}
        assert "content/pages/about.md" in places, printed
        for url, path in (("about/", "content/pages/about.md"), ("", "content/evidence.lock")):
            page.goto(preview.address + url)
            rows = page.locator("#factpress-problems li")
            expect(rows).not_to_have_count(0)
            for row in rows.all():
                expect(row).to_contain_text(path)
            # Small, until somebody asks for them.
            expect(rows.first).not_to_be_visible()
        page.goto(preview.address + "claims/dam/")
        expect(page.locator("main")).to_contain_text("disagrees")
        expect(page.locator("#factpress-problems")).to_have_count(0)


def test_hostile_words_are_words(make_site: MakeSite, page: Page) -> None:
    hostile = '<script>document.title="owned"</script><img src=x onerror=alert(1)>\u202egnp.js'
    site = make_site(
        {
            "content/claims/dam.md": CLAIM.replace("rating: mixed", f"rating: '{hostile}'"),
            "content/topics/dams.md": f"---\nname: Dams\nordre: '{hostile}'\n---\n</section>\n",
        }
    )
    with previewing(site) as address:
        page.goto(address)
        problems = page.locator("#factpress-problems")
        expect(problems).to_contain_text('<script>document.title="owned"</script>')
        assert page.title() != "owned"
        assert problems.locator("script, img").count() == 0
        assert "\u202e" not in page.content()
