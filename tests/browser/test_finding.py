"""The search as a reader meets it: below a sub-path, as files, at the keyboard, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from conftest import CLAIM, PUBLICATION, MakeSite, Site
from serving import serving

SUB_PATH = "news/watch"
OTHERS = {
    "content/topics/roads.md": "---\nname: Roads\n---\n",
    "content/claims/road.md": CLAIM.replace("The dam was finished in 2019.", "A road was built.")
    .replace("rating: mixed", 'rating: "true"')
    .replace("topics: [dams]", "topics: [roads]"),
    "content/claims/hostile.md": CLAIM.replace(
        "The dam was finished in 2019.",
        "'<img src=x onerror=alert(1)> quagmire <script>alert(2)</script>'",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "served"
    found.mkdir()
    return found


@pytest.fixture
def server(folder: Path) -> Iterator[str]:
    """A server of this machine, below whose sub-path a site is built."""
    with serving(folder) as root:
        yield f"{root}{SUB_PATH}/"


@pytest.fixture
def wrong(page: Page) -> Iterator[list[str]]:
    """What the browser complains of: breaches of the policy, failed loads, errors; then none."""
    told: list[str] = []
    page.on("console", lambda m: told.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: told.append(f"dialog {dialog.message}"))
    yield told
    assert told == []


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the browser asks for."""
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    return urls


def build(make_site: MakeSite, folder: Path, search: str, **changes: str) -> Site:
    files = {"content/publication.yaml": f"{PUBLICATION}search: {search}\n", **OTHERS, **changes}
    site = make_site(files)
    site.build(out=folder / SUB_PATH)
    return site


def search_box(page: Page) -> Locator:
    """The field of the search; a script makes a combobox of it."""
    return page.get_by_role("combobox", name="Search claims, people and documents")


def titles(page: Page, kind: str = "Claims") -> list[str]:
    """The titles of the results of a kind, in their order."""
    facts = page.locator(".facts-of", has_text=re.compile(f"^{kind}"))
    return page.locator(".found li", has=facts).locator("a").all_inner_texts()


def results(page: Page) -> list[str]:
    return page.locator(".found a").all_inner_texts()


def found(page: Page, number: int) -> None:
    word = "result" if number == 1 else "results"
    expect(page.get_by_role("status")).to_have_text(f"{number} {word}")


@pytest.mark.usefixtures("wrong")
@pytest.mark.parametrize("search", ["pagefind", "list"])
def test_from_any_page_to_a_result_by_keyboard(
    make_site: MakeSite, folder: Path, server: str, page: Page, asked: list[str], search: str
) -> None:
    build(make_site, folder, search)
    page.goto(f"{server}sources/gazette/")
    page.keyboard.press("/")
    expect(search_box(page)).to_be_focused()
    page.keyboard.type("finished")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=finished")
    expect(page.get_by_role("status")).to_contain_text("result")
    assert "The dam was finished in 2019." in titles(page)
    assert page.locator(".everything").is_hidden()
    link = page.locator(".found a").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/dam/")
    expect(page.locator("h1")).to_have_text("The dam was finished in 2019.")
    assert all(url.startswith(server) for url in asked)
    assert any("/pagefind/" in url for url in asked) == (search == "pagefind")


@pytest.mark.usefixtures("wrong")
@pytest.mark.parametrize("search", ["pagefind", "list"])
def test_nothing_is_loaded_before_somebody_turns_to_the_search(
    make_site: MakeSite, folder: Path, server: str, page: Page, asked: list[str], search: str
) -> None:
    build(make_site, folder, search)
    page.goto(f"{server}search/")
    before = len(asked)
    assert not any("pagefind" in url or "search/index." in url for url in asked)
    assert not any("titles" in url or "ranking" in url for url in asked)
    with page.expect_request("**/pagefind/pagefind.js" if search == "pagefind" else "**/index.*"):
        search_box(page).focus()
    assert len(asked) > before


@pytest.mark.parametrize("search", ["pagefind", "list"])
def test_results_are_filtered_in_place(
    make_site: MakeSite, folder: Path, server: str, page: Page, wrong: list[str], search: str
) -> None:
    build(make_site, folder, search)
    page.goto(f"{server}search/?q=ministry")
    expect(page.locator(".found .rating").first).to_be_visible()
    assert titles(page, "People")[0] == "Ministry of Works"
    assert len(titles(page)) == 3
    page.locator("select[name=kind]").select_option("actor")
    expect(page.get_by_role("status")).not_to_have_text("")
    expect(page.locator(".found .rating")).to_have_count(0)
    assert "&" not in page.url.replace("&kind=actor", "")
    page.locator("select[name=kind]").select_option("")
    expect(page.locator(".found .rating")).to_have_count(3)
    page.locator("select[name=rating]").select_option("true")
    found(page, 1)
    assert titles(page) == ["A road was built."]
    assert page.url.endswith("?q=ministry&rating=true")
    page.locator("select[name=topic]").select_option("/topics/dams/")
    expect(page.get_by_role("status")).to_contain_text("Nothing found")
    search_box(page).fill("")
    page.locator("select[name=rating]").select_option("")
    found(page, 2)
    page.goto(f"{server}search/?topic=%2Ftopics%2Froads%2F")
    found(page, 1)
    assert page.locator("select[name=topic]").input_value() == "/topics/roads/"


@pytest.mark.parametrize("search", ["pagefind", "list"])
def test_hostile_titles_are_shown_as_text(
    make_site: MakeSite, folder: Path, server: str, page: Page, wrong: list[str], search: str
) -> None:
    build(make_site, folder, search)
    page.goto(f"{server}search/?q=quagmire%20%3Cimg%20src%3Dx%20onerror%3Dalert(3)%3E")
    page.goto(f"{server}search/?q=quagmire")
    expect(page.get_by_role("status")).to_contain_text("result")
    assert titles(page) == ["<img src=x onerror=alert(1)> quagmire <script>alert(2)</script>"]
    assert page.locator("main img").count() == 0


QUERIES = {
    "en": ("pouring concretes", "The builders were pouring concrete in 2020.", "pouring"),
    "ru": ("плотиной", "Плотина достроена в 2019 году.", "плотина"),
    "ar": ("السدود", "اكتمل بناء السدود في عام 2019.", "السدود"),
}


@pytest.mark.parametrize("language", QUERIES)
def test_words_are_found_in_their_language(
    make_site: MakeSite, folder: Path, server: str, page: Page, wrong: list[str], language: str
) -> None:
    inflected, claim, plain = QUERIES[language]
    settings = PUBLICATION.replace("language: en", f"language: {language}")
    files = {
        "content/publication.yaml": f"{settings}search: pagefind\n",
        "content/claims/dam.md": CLAIM.replace("The dam was finished in 2019.", claim),
    }
    make_site(files).build(out=folder / SUB_PATH)
    for query in (inflected, plain):
        page.goto(f"{server}search/?q={query}")
        expect(page.locator(".found .rating")).to_have_count(1)
        assert claim in results(page)
    make_site({**files, "content/publication.yaml": settings}, name="list").build(
        out=folder / SUB_PATH
    )
    page.goto(f"{server}search/?q={plain}")
    expect(page.locator(".found .rating")).to_have_count(1)
    assert claim in results(page)


@pytest.mark.parametrize("search", ["pagefind", "list"])
def test_opened_as_files_the_list_still_finds(
    make_site: MakeSite, folder: Path, page: Page, wrong: list[str], search: str
) -> None:
    build(make_site, folder, search)
    root = (folder / SUB_PATH).as_uri()
    page.goto(f"{root}/claims/dam/index.html")
    page.keyboard.press("/")
    page.keyboard.type("road")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=road")
    expect(page.get_by_role("status")).to_contain_text("result")
    assert titles(page) == ["A road was built."]
    page.locator(".found").get_by_role("link", name="A road was built.").click()
    expect(page.locator("h1")).to_have_text("A road was built.")


def test_without_scripts_everything_is_there(
    make_site: MakeSite, folder: Path, server: str, browser: Browser
) -> None:
    build(make_site, folder, "pagefind")
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{server}claims/dam/")
    field = page.get_by_role("searchbox")
    field.fill("road")
    field.press("Enter")
    page.wait_for_url("**/search/?q=road")
    assert page.locator("noscript p").bounding_box()
    expect(page.locator("select[name=rating]")).to_be_hidden()
    kinds = {"Claims": "A road was built.", "People": "Ministry of Works"}
    for kind, name in {**kinds, "Documents": "Dam row deepens", "Topics": "Dams"}.items():
        link = page.locator(".everything").get_by_role("link", name=name)
        expect(link).to_be_hidden()
        page.locator("summary", has_text=kind).click()
        expect(link).to_be_visible()
    context.close()


def test_on_a_phone_the_way_is_a_link_and_the_key_follows_it(
    make_site: MakeSite, folder: Path, server: str, page: Page, wrong: list[str]
) -> None:
    build(make_site, folder, "list")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{server}claims/dam/")
    box = page.get_by_role("link", name="Search").bounding_box()
    assert box
    assert box["height"] >= 24
    page.keyboard.press("/")
    page.wait_for_url("**/search/#q")
    expect(search_box(page)).to_be_focused()
    page.keyboard.type("dam")
    expect(page.get_by_role("status")).to_contain_text("result")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_key_can_be_turned_off_and_types_a_slash_in_fields(
    make_site: MakeSite, folder: Path, server: str, page: Page, wrong: list[str]
) -> None:
    build(make_site, folder, "list")
    page.goto(f"{server}search/")
    field = search_box(page)
    field.focus()
    page.keyboard.type("a/b")
    assert field.input_value() == "a/b"
    page.keyboard.press("Escape")
    page.get_by_role("checkbox", name="Press / to search").uncheck()
    page.goto(f"{server}claims/dam/")
    page.keyboard.press("/")
    expect(search_box(page)).not_to_be_focused()


ROAD_OF_DAMS = {
    "content/claims/road.md": OTHERS["content/claims/road.md"].replace("[roads]", "[roads, dams]")
}


def choices(box: Locator) -> list[str]:
    return [" ".join(text.split()) for text in box.get_by_role("link").all_inner_texts()]


def test_a_list_is_narrowed_where_it_stands_with_a_script(
    make_site: MakeSite, folder: Path, server: str, page: Page, wrong: list[str]
) -> None:
    build(make_site, folder, "list", **ROAD_OF_DAMS)
    asked: list[str] = []
    page.on("request", lambda r: None if r.url.endswith("icon.svg") else asked.append(r.url))
    page.goto(f"{server}topics/dams/")
    ways = page.get_by_role("group", name="By rating")
    shown = page.locator(".claims .claim:visible")
    rows = page.locator(".claims")
    first, before = ways.bounding_box(), rows.bounding_box()
    assert before
    asked.clear()
    ways.get_by_role("link", name="True").click()
    assert shown.all_inner_texts() == ["A road was built."]
    assert ways.bounding_box() == first
    after = rows.bounding_box()
    assert after
    assert after["y"] == before["y"]
    assert page.url == f"{server}topics/dams/?rating=true"
    expect(ways.get_by_role("link", name="True")).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("status")).to_have_text("Showing 1 of 3")
    assert asked == []
    page.go_back()
    assert shown.count() == 3
    expect(page.get_by_role("status")).to_have_text("3 claims")
    page.goto(f"{server}topics/dams/?rating=mixed")
    assert shown.count() == 2
    page.goto(f"{server}topics/dams/?rating=unheard-of")
    assert shown.count() == 3
    page.goto(f"{server}ratings/mixed/")
    assert page.get_by_role("navigation", name="Filter the claims").count() == 0, (
        "one topic has all"
    )
    assert wrong == []


def test_filters_of_the_index_are_combined_and_counted(
    make_site: MakeSite, folder: Path, server: str, page: Page, wrong: list[str]
) -> None:
    late = OTHERS["content/claims/road.md"].replace("A road", "A bridge")
    late = late.replace("2022-01-31", "2023-02-01").replace("[ministry]", "[engineer]")
    build(make_site, folder, "list", **{"content/claims/bridge.md": late})
    page.goto(f"{server}claims/")
    shown = page.locator(".claims .claim:visible")
    assert shown.count() == 4
    ratings = page.get_by_role("group", name="By rating")
    assert choices(ratings) == ["All 4", "Mixed 2", "True 2"]
    page.get_by_text("By topic").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Roads").focus()
    page.keyboard.press("Enter")
    assert sorted(shown.all_inner_texts()) == ["A bridge was built.", "A road was built."]
    expect(page.get_by_text("By topic")).to_be_focused()
    expect(page.get_by_text("By topic")).to_have_text("By topic: Roads")
    assert choices(ratings) == ["All 2", "Mixed 0", "True 2"]
    page.get_by_text("By year of the check").click()
    page.get_by_role("link", name="2023").click()
    assert shown.all_inner_texts() == ["A bridge was built."]
    assert page.url == f"{server}claims/?topic=roads&year=2023"
    expect(page.get_by_role("heading", name="2022")).to_be_hidden()
    expect(page.get_by_role("status")).to_have_text("Showing 1 of 4")
    page.reload()
    assert shown.all_inner_texts() == ["A bridge was built."]
    page.go_back()
    assert shown.count() == 2
    assert wrong == []


def test_a_list_is_narrowed_in_a_folder_of_files(
    make_site: MakeSite, folder: Path, page: Page
) -> None:
    build(make_site, folder, "list", **ROAD_OF_DAMS)
    page.goto((folder / SUB_PATH / "topics/dams/index.html").as_uri())
    page.get_by_role("group", name="By rating").get_by_role("link", name="True").click()
    assert page.locator(".claims .claim:visible").all_inner_texts() == ["A road was built."]


def test_a_topic_is_narrowed_to_a_rating_without_scripts(
    make_site: MakeSite, folder: Path, server: str, browser: Browser
) -> None:
    build(make_site, folder, "list", **ROAD_OF_DAMS)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}topics/dams/")
    ways = page.get_by_role("group", name="By rating")
    assert choices(ways) == ["All 3", "Mixed 2", "True 1"]
    ways.get_by_role("link", name="True").click()
    page.wait_for_url("**/topics/dams/by-rating/true/")
    assert page.locator(".claims .claim").all_inner_texts() == ["A road was built."]
    expect(ways.get_by_role("link", name="True")).to_have_attribute("aria-current", "page")
    page.goto(f"{server}topics/roads/")
    assert page.get_by_role("group", name="By rating").count() == 0
    page.goto(f"{server}claims/")
    page.get_by_text("By topic").click()
    page.get_by_role("link", name="Roads").click()
    page.wait_for_url("**/topics/roads/")
    context.close()


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


@pytest.mark.parametrize("url", ["", "url: https://dam.example/\n"])
def test_suggestions_are_chosen_by_keyboard(
    make_site: MakeSite, folder: Path, server: str, page: Page, wrong: list[str], url: str
) -> None:
    make_site({"content/publication.yaml": PUBLICATION + url, **OTHERS}).build(
        out=folder / SUB_PATH
    )
    page.goto(f"{server}claims/dam/")
    page.evaluate(
        "new PerformanceObserver((list) => { globalThis.moved = list.getEntries().length; })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page.keyboard.press("/")
    page.keyboard.type("ministr of wrks")
    expect(options(page)).to_have_text(["Ministry of Works"])
    field = search_box(page)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = options(page).first.get_attribute("id")
    assert field.get_attribute("aria-activedescendant") == chosen
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    assert field.input_value() == "ministr of wrks"
    field.fill("the")
    expect(page.get_by_role("group", name="Claims").get_by_role("option")).to_have_count(1)
    assert "Mixed" in options(page).filter(has_text="finished").inner_text()
    assert page.evaluate("globalThis.moved ?? 0") == 0
    field.fill("dam row deepens")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/gazette/")
    assert wrong == []


def test_suggestions_lie_below_the_field_and_lead_on_by_pointer(
    make_site: MakeSite, folder: Path, server: str, page: Page, wrong: list[str]
) -> None:
    build(make_site, folder, "pagefind")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{server}search/#q")
    field = search_box(page)
    field.focus()
    page.keyboard.type("dam")
    expect(options(page).first).to_be_visible()
    above, below = field.bounding_box(), page.get_by_role("listbox").bounding_box()
    assert above
    assert below
    assert below["y"] >= above["y"] + above["height"]
    assert below["x"] >= 0
    assert below["x"] + below["width"] <= 360
    options(page).filter(has_text="Dams").click()
    page.wait_for_url("**/topics/dams/")
    assert wrong == []


def test_a_query_is_in_the_address_and_back_leads_to_the_one_before(
    make_site: MakeSite, folder: Path, server: str, page: Page, wrong: list[str]
) -> None:
    build(make_site, folder, "list")
    page.goto(f"{server}search/")
    field = search_box(page)
    field.fill("road")
    field.press("Enter")
    page.wait_for_url("**/?q=road")
    field.fill("ministry")
    field.press("Enter")
    page.wait_for_url("**/?q=ministry")
    expect(page.locator(".found a").first).to_have_text("Ministry of Works")
    page.go_back()
    page.wait_for_url("**/?q=road")
    assert field.input_value() == "road"
    expect(page.locator(".found a").first).to_have_text(re.compile("[Rr]oad"))
    assert wrong == []


@pytest.mark.parametrize("search", ["pagefind", "list"])
@pytest.mark.parametrize("content", ["globalThis.isChanged = true;", None])
def test_titles_that_are_no_json_run_nothing_and_the_search_goes_on(
    make_site: MakeSite,
    folder: Path,
    server: str,
    page: Page,
    search: str,
    content: str | None,
) -> None:
    build(make_site, folder, search)
    file = folder / SUB_PATH / "search/titles.json"
    file.unlink()
    if content:
        file.write_text(content)
    page.goto(f"{server}claims/dam/")
    page.keyboard.press("/")
    page.keyboard.type("road")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("globalThis.isChanged") is None
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=road")
    expect(page.get_by_role("status")).to_contain_text("result")
    assert titles(page) == ["A road was built."]


def test_an_address_among_the_titles_leads_to_this_site_alone(
    make_site: MakeSite, folder: Path, server: str, page: Page, wrong: list[str]
) -> None:
    build(make_site, folder, "list")
    file = folder / SUB_PATH / "search/titles.json"
    text = file.read_text()
    for address in ("javascript:alert(1)//", "https://else.example/", "//else.example/"):
        file.write_text(text.replace('"/topics/*/"', f'"{address}*/"'))
        page.goto(f"{server}claims/dam/")
        page.keyboard.press("/")
        page.keyboard.type("roads")
        expect(options(page).first).to_be_visible()
        assert page.locator(".suggestions a").first.evaluate("a => a.href").startswith(server)
    assert wrong == []


def test_links_of_pages_opened_as_files_name_a_page(
    make_site: MakeSite, folder: Path, page: Page, wrong: list[str]
) -> None:
    build(make_site, folder, "list")
    page.goto((folder / SUB_PATH / "claims/dam/index.html").as_uri())
    page.get_by_role("link", name="People").first.click()
    page.wait_for_url("**/actors/index.html")
    links: list[str] = page.locator("a[href]").evaluate_all("es => es.map((e) => e.href)")
    assert links
    assert not [each for each in links if each.partition("#")[0].endswith("/")]
    assert wrong == []


def test_a_rating_is_narrowed_to_a_topic(
    make_site: MakeSite, folder: Path, server: str, page: Page
) -> None:
    other = ROAD_OF_DAMS["content/claims/road.md"].replace("A road", "A weir")
    build(
        make_site,
        folder,
        "list",
        **{"content/claims/weir.md": other.replace("[roads, dams]", "[dams]")},
    )
    page.goto(f"{server}ratings/true/")
    topics = page.get_by_role("group", name="By topic")
    topics.get_by_role("link", name="Roads").focus()
    page.keyboard.press("Enter")
    assert page.url == f"{server}ratings/true/?topic=roads"
    assert page.locator(".claims .claim:visible").all_inner_texts() == ["A road was built."]
    topics.get_by_role("link", name="All").click()
    assert page.url == f"{server}ratings/true/"
