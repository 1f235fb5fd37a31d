"""What a site sends with its files, in a browser: policies that nothing breaks, and digests."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from browsing import opened
from conftest import PUBLICATION, MakeSite, Site, site_in
from hosting import hosted
from plenty import RICH


@pytest.fixture(scope="module", params=["list", "pagefind"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    settings = f"{RICH['content/publication.yaml']}search: {request.param}\n"
    made = site_in(
        tmp_path_factory.mktemp("hosted"), {**RICH, "content/publication.yaml": settings}
    )
    made.build()
    return made


@pytest.fixture
def wrong(page: Page) -> list[str]:
    """Everything that the browser complains of."""
    told: list[str] = []
    page.on("console", lambda m: told.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    # Browsers ask for it by themselves where a chart is opened as a page.
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    return told


def one_of_each(site: Site) -> list[str]:
    """Pages of every kind, and a chart of every kind."""
    found = (
        "", "claims/", "claims/dam/", "actors/", "actors/engineer/", "sources/", "topics/dams/",
        "ratings/", "changes/", "search/", "lineage/", "matrix/", "timeline/", "data/",
        "contradictions/", "embed/dam/", "about/", "contradictions/contradictions.svg",
        "actors/ministry/fan.svg", "icon.svg",
    )  # fmt: skip
    for path in found:
        file = site.options.out / path
        assert (file / "index.html" if file.is_dir() else file).exists(), path
    return list(found)


def test_no_page_breaks_what_the_host_sends(site: Site, page: Page, wrong: list[str]) -> None:
    with hosted(site) as address:
        for path in one_of_each(site):
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            assert not wrong, (path, wrong)
        page.goto(f"{address}contradictions/contradictions.svg")
        assert (
            page.evaluate("getComputedStyle(document.querySelector('svg')).fill") != "rgb(0, 0, 0)"
        )


def test_the_search_works_under_the_headers(site: Site, page: Page, wrong: list[str]) -> None:
    with hosted(site) as address:
        page.goto(f"{address}search/?q=dam")
        expect(page.get_by_role("status")).to_contain_text("result")
        page.wait_for_load_state("networkidle")
    assert not wrong


def framed(page: Page, folder: Path, address: str, attributes: str = "") -> Frame:
    """An address in a frame of somebody else's page."""
    framing = folder / "framing.html"
    framing.write_text(f'<!doctype html><iframe {attributes} src="{address}"></iframe>')
    page.goto(framing.as_uri())
    page.wait_for_load_state("networkidle")
    return page.frames[1]


def test_only_an_embed_can_be_framed_by_another_site(
    site: Site, tmp_path: Path, page: Page
) -> None:
    with hosted(site) as address:
        for path, is_shown in (("embed/dam/", True), ("claims/dam/", False), ("", False)):
            frame = framed(page, tmp_path, address + path)
            assert frame.url == (address + path if is_shown else "chrome-error://chromewebdata/")


def test_an_embed_keeps_its_style_in_a_frame_without_rights(
    site: Site, tmp_path: Path, page: Page
) -> None:
    with hosted(site) as address:
        frame = framed(page, tmp_path, f"{address}embed/dam/", "sandbox")
        assert frame.locator("h1").inner_text()
        assert frame.evaluate("document.styleSheets.length") == 1


@pytest.mark.parametrize("name", ["style.*.css", "keys.*.js"])
def test_a_browser_refuses_a_changed_script_or_style(
    make_site: MakeSite, browser: Browser, name: str
) -> None:
    site = make_site(RICH)
    site.build()
    (file,) = (site.options.out / "assets").glob(name)
    file.write_bytes(file.read_bytes() + b"\n/* changed */\n")
    with hosted(site) as address, opened(browser, 1280, 900) as page:
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.goto(f"{address}claims/dam/")
        page.wait_for_load_state("networkidle")
        assert any("integrity" in text and file.name in text for text in told)
        if file.suffix == ".css":
            assert page.evaluate("document.styleSheets.length") == 0


def test_a_browser_refuses_a_changed_list_of_the_search(
    make_site: MakeSite, browser: Browser
) -> None:
    site = make_site({"content/publication.yaml": f"{PUBLICATION}url: https://dam.example/\n"})
    site.build()
    (file,) = (site.options.out / "search").glob("index.*.js")
    file.write_text('alert("changed")')
    with hosted(site) as address, opened(browser, 1280, 900) as page:
        page.goto(f"{address}search/?q=dam")
        expect(page.get_by_role("status")).to_have_text("The search cannot be loaded.")


def test_a_site_without_an_address_is_whole_when_opened_as_files(
    make_site: MakeSite, page: Page, wrong: list[str]
) -> None:
    site = make_site()
    site.build()
    page.goto((site.options.out / "index.html").as_uri())
    assert page.evaluate("document.styleSheets.length") == 1
    assert not wrong
