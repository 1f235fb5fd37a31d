"""Readers of every kind: hurried, on a phone, at the keyboard, without scripts, on paper."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import BASE, CLAIM, PUBLICATION, MakeSite, Site
from serving import serving

LONG = CLAIM.replace("The dam was", "The dam at the border was")
SITE: dict[str, str] = {
    "content/publication.yaml": f"{PUBLICATION}url: https://dam.example/\nstale_after: 365\n",
    "content/claims/dam-2.md": LONG.replace("topics:", "related: [dam]\ntopics:"),
    "content/claims/dam.md": CLAIM.replace(
        "---\nThe [[",
        "open_questions: [Where is the log?]\n"
        "changes: [{date: 2022-02-01, kind: update, note: More words.}]\n---\nThe [[",
    ),
}
KINDS = (
    "", "claims/", "claims/dam/", "embed/dam/", "actors/", "actors/ministry/",
    "sources/", "sources/gazette/", "topics/", "topics/dams/", "ratings/", "ratings/mixed/",
    "matrix/", "matrix/topics/dams/", "lineage/", "changes/", "about/", "404.html",
)  # fmt: skip


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    made = make_site(SITE)
    made.build()
    return made


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    """The built site on a server of this machine."""
    with serving(site.options.out) as served:
        yield served


def test_a_phone_shows_the_answer_without_scrolling(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(address + "claims/dam/")
    facts = (
        "The dam was finished in 2019.", "Mixed", "its own engineer denies it",
        "Ministry of Works", "The engineer", "5 January 2022", "31 January 2022", "Copy link",
    )  # fmt: skip
    for words in facts:
        shown = page.locator(".rating-block > div").get_by_text(words).first
        box = shown.bounding_box()
        assert box, words
        assert box["y"] >= 0, words
        assert box["y"] + box["height"] <= 640, words
    mark = page.locator(".rating-block .mark")
    ink = mark.evaluate("e => getComputedStyle(e).fill")
    assert ink != page.locator("body").evaluate("e => getComputedStyle(e).color")


def test_a_citation_opens_its_passage_by_keyboard(address: str, page: Page) -> None:
    page.goto(address + "claims/dam/")
    citation, note = page.locator("#cite-not-done-1"), page.locator("#note-not-done")
    expect(note).to_be_hidden()
    citation.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    expect(note).to_contain_text("we were still pouring concrete in 2020")
    expect(note).to_contain_text("The engineer")
    expect(page.locator(".note:visible")).to_have_count(1)
    near, box = citation.bounding_box(), note.bounding_box()
    assert near
    assert box
    assert abs(box["y"] - near["y"]) < 60, "the passage opens beside its citation"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(note.get_by_role("link", name="The passage in full")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(citation).to_be_focused()
    page.keyboard.press("Enter")
    note.get_by_role("link", name="The passage in full").click()
    assert page.url.endswith("#passage-not-done")


def test_without_scripts_nothing_is_missing(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(address + "claims/dam/")
    page.get_by_role("button", name="Passage 1").click()
    expect(page.locator("#note-done")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="People").click()
    expect(page.locator("h1")).to_contain_text("People")
    context.close()


@pytest.mark.parametrize(
    ("day", "is_due"), [("2023-01-30T12:00:00Z", False), ("2023-02-01T12:00:00Z", True)]
)
def test_the_banner_shows_once_the_review_is_due(
    address: str, page: Page, day: str, is_due: bool
) -> None:
    page.clock.set_fixed_time(day)
    page.goto(address + "claims/dam/")
    banner = page.locator(".stale")
    expect(banner).to_be_visible() if is_due else expect(banner).to_be_hidden()
    page.get_by_text("What “Mixed” means").first.click()
    expect(page.get_by_text("Review due 31 January 2023")).to_be_visible()


def test_no_page_scrolls_sideways(address: str, page: Page) -> None:
    for kind in KINDS:
        page.goto(address + kind)
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            extra = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert extra <= 0, (kind, width)


def test_targets_are_large_enough_and_the_focus_is_seen(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(address + "claims/dam/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, nav a, .links a, .number')]
        .filter(e => e.checkVisibility({visibilityProperty: true}))
        .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
        .filter(([, box]) => box.width < 23.5 || box.height < 23.5)
        .map(([words, box]) => `${words} ${box.width} ${box.height}`)"""
    )
    assert small == []
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    assert page.url.endswith("#main")
    page.locator(".cite button").first.focus()
    page.keyboard.press("Shift+Tab")
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert width == "3px"


def test_paper_has_the_lines_of_the_evidence_once_and_no_dead_controls(
    address: str, page: Page
) -> None:
    page.goto(address + "claims/dam/")
    page.emulate_media(media="print")
    for line, words in (
        ("#passage-done", "the dam was finished in 2019"),
        ("#passage-not-done", "we were still pouring concrete in 2020"),
    ):
        expect(page.locator(f"{line} .words")).to_be_visible()
        expect(page.locator(f"{line} .words")).to_contain_text(words)
        expect(page.locator(f"{line} .at")).to_be_visible()
    expect(page.locator(".on-paper")).to_have_text("https://dam.example/claims/dam/")
    for gone in ("nav:visible", ".menu", ".skip", ".note", ".acts", ".folds", ".related"):
        expect(page.locator(gone).first).to_be_hidden()


def test_paper_opens_what_a_screen_folds(make_site: MakeSite, page: Page) -> None:
    listed = "".join(f"  - {{note: Problem {n}.}}\n" for n in range(7))
    card = BASE["content/sources/gazette.md"].replace("document:", f"defects:\n{listed}document:")
    site = make_site({**SITE, "content/sources/gazette.md": card})
    site.build()
    with serving(site.options.out) as served:
        page.goto(f"{served}sources/gazette/")
    folds = [page.locator("#problems > .fold"), page.locator(".facts details")]
    # The content of a closed fold is never visible to a driver, so heights tell what paper has.
    on_screen = [fold.evaluate("e => e.offsetHeight") for fold in folds]
    page.emulate_media(media="print")
    on_paper = [fold.evaluate("e => e.offsetHeight") for fold in folds]
    assert [p > s + 60 for s, p in zip(on_screen, on_paper, strict=True)] == [True, True], (
        on_screen,
        on_paper,
    )
    for gone in ("#problems summary", "#around"):
        expect(page.locator(gone).first).to_be_hidden()


def test_pages_run_from_right_to_left(make_site: MakeSite, page: Page) -> None:
    arabic = PUBLICATION.replace("language: en", "language: ar")
    site = make_site({"content/publication.yaml": arabic})
    site.build()
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto((site.options.out / "claims/dam/index.html").as_uri())
    middle = 180
    box = page.locator(".rating-block .mark").bounding_box()
    assert box
    assert box["x"] > middle
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_forced_colours_keep_marks_and_borders(address: str, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(address + "claims/dam/")
    mark = page.locator(".rating-block .mark use")
    assert mark.evaluate("e => e.getAttribute('href')") == "#m-mixed"
    expect(page.locator("#m-mixed")).to_have_text("◐")
    lines = page.locator(".voices > li").evaluate_all(
        "all => all.map(each => getComputedStyle(each).borderInlineStartStyle)"
    )
    assert lines == ["solid", "double"]


def test_an_embed_is_read_within_a_frame(address: str, site: Site, page: Page) -> None:
    frame = (
        '<!doctype html><iframe src="../embed/dam/" title="x" width="320" height="360"></iframe>'
    )
    (site.options.out / "claims/framing.html").write_text(frame)
    page.goto(address + "claims/framing.html")
    framed = page.frame_locator("iframe")
    expect(framed.locator("h1")).to_have_text("The dam was finished in 2019.")
    expect(framed.get_by_text("Mixed")).to_be_visible()
    overflow = framed.locator("html").evaluate("e => e.scrollWidth - e.clientWidth")
    assert overflow <= 0


def test_what_a_reader_must_fetch_is_small(site: Site) -> None:
    def packed(path: Path) -> int:
        return len(gzip.compress(path.read_bytes(), 9))

    (style,) = (site.options.out / "assets").glob("style.*.css")
    assert packed(style) <= 20_000
    assert packed(site.options.out / "claims/dam/index.html") + packed(style) <= 25_000


def test_an_address_of_a_passage_opens_its_line(address: str, page: Page) -> None:
    page.goto(address + "claims/dam/#passage-not-done")
    line = page.locator("#passage-not-done")
    expect(line.get_by_role("link", name="In the document")).to_be_visible()
    expect(page.locator("#passage-done").get_by_text("no public copy known")).to_be_hidden()
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page.locator("#cite")).to_be_visible()


def test_the_address_of_the_page_is_copied(address: str, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "claims/dam/#evidence")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://dam.example/claims/dam/"
    context.close()


def test_a_passage_and_its_sentence_read_as_one_line_of_text(
    make_site: MakeSite, page: Page
) -> None:
    card = CLAIM.replace("    stance: asserts\n", "    stance: asserts\n    context: true\n", 1)
    limits = "limits: {document_share: 0.6, context_share: 0.9}\n"
    site = make_site(
        {"content/claims/dam.md": card, "content/publication.yaml": f"{PUBLICATION}{limits}"}
    )
    site.build()
    with serving(site.options.out) as served:
        page.goto(served + "claims/dam/")
        page.locator("#passage-done summary").click()
        quotation = page.locator("#passage-done blockquote:has(mark) > p")
        parts = quotation.locator("span, mark")
        assert parts.count() == 3
        shown = parts.evaluate_all("all => all.map(each => getComputedStyle(each).display)")
        assert shown == ["inline"] * 3
