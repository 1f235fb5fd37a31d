"""Lineage: who relays whom, and a picture of it in which nothing covers anything."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from conftest import BASE, MakeSite, Site
from crawler import Crawl
from factpress.charts.lineage import WIDTH, Column, Label, Tie, curves, picture, placed
from factpress.charts.text_layout import measured, wrapped
from factpress.pages.lineage import MOST_PICTURED
from factpress.views.places import FEW_DOCUMENTS

ECHO = """\
---
title: Dam late, says paper
publisher: echo-press
kind: news report
published: {day}
dated: {{how: inferred, note: Worked out.}}
document: echo.txt
sha256: SHA256
origins:
  - {{actor: gazette-press, note: "{note}"}}
---
"""
RELAYED: dict[str, str] = {
    "content/actors/echo-press.md": "---\nname: Echo\nkind: publication\n---\n",
    "content/sources/echo.md": ECHO.format(day="2022-01-09", note="It names the River Gazette."),
    "content/sources/echo-2.md": ECHO.format(day="2022-01-08", note="Inferred: same words."),
    "archive/echo.txt": "The dam was late, the River Gazette says of it.\n",
}

texts = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), st.sampled_from("aWi 漢")
    ),
    min_size=1,
    max_size=120,
)
columns: tuple[Column, ...] = ("origin", "document", "publisher")


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Label], list[Tie]]:
    """Labels in three columns, and ties between neighbours."""
    labels: dict[Column, list[Label]] = {
        column: [
            Label(f"{column} {n}", column, title, "/", "2022-01-06" if column == "document" else "")
            for n, title in enumerate(draw(st.lists(texts, max_size=9)))
        ]
        for column in columns
    }
    pairs = [
        *itertools.product(labels["origin"], labels["document"]),
        *itertools.product(labels["document"], labels["publisher"]),
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return [each for of_one in labels.values() for each in of_one], [
        Tie(a.key, b.key, "relays") for a, b in chosen
    ]


@given(graphs())
def test_no_box_covers_another_and_every_text_stays_in_its_box(
    graph: tuple[list[Label], list[Tie]],
) -> None:
    labels, ties = graph
    boxes, drawn = placed(labels, ties), picture(labels, ties)
    assert {(box.key, box.title) for box in boxes} == {(label.key, label.title) for label in labels}
    for a, b in itertools.combinations(boxes, 2):
        beside = a.x + a.width <= b.x or b.x + b.width <= a.x
        assert beside or a.y + a.height <= b.y or b.y + b.height <= a.y
    for box in boxes:
        assert box.x >= 0
        assert box.x + box.width <= WIDTH
        assert box.y >= 24, "a heading stands above the boxes"
        assert box.y + box.height <= drawn.height
        assert all(box.y + 14 <= line.y <= box.y + box.height - 6 for line in box.lines)
        assert all(14 * measured(line.text) <= box.width - 20 for line in box.lines)
        assert all(b.y - a.y >= 14 for a, b in itertools.pairwise(box.lines))


@given(graphs())
def test_curves_run_between_the_sides_of_their_boxes(graph: tuple[list[Label], list[Tie]]) -> None:
    labels, ties = graph
    every = placed(labels, ties)
    boxes = {box.key: box for box in every}
    drawn = curves(every, ties)
    assert [curve.tie for curve in drawn] == ties
    for curve in drawn:
        left, right = boxes[curve.tie.left], boxes[curve.tie.right]
        assert curve.start[0] == left.x + left.width < right.x == curve.end[0]
        assert left.y < curve.start[1] < left.y + left.height
        assert right.y < curve.end[1] < right.y + right.height


@given(texts, st.floats(2, 30), st.integers(1, 5))
def test_wrapped_text_keeps_to_its_lines_and_loses_nothing_that_fits(
    text: str, width: float, most: int
) -> None:
    lines = wrapped(text, width, most)
    assert len(lines) <= most
    assert all(measured(line) <= width for line in lines)
    whole = wrapped(text, width, 10_000)
    marks = dict.fromkeys(map(ord, " \u200e\u200f"))
    assert "".join(whole).translate(marks) == "".join(text.split()).translate(marks)
    if len(whole) > most:
        assert lines[-1].endswith("…")


def test_the_picture_is_the_same_every_time() -> None:
    labels = [Label(f"d{n}", "document", "A title", "/") for n in range(5)]
    labels += [Label(f"o{n}", "origin", "Somebody", "/") for n in range(3)]
    ties = [Tie(f"o{n % 3}", f"d{n}", "relays") for n in range(5)]
    assert picture(labels, ties) == picture(labels, ties)


def row(page: str, anchor: str) -> str:
    return page.partition(f'id="{anchor}"')[2].partition("</tr>")[0]


def test_the_tables_say_who_relays_whom_and_which_is_the_earliest(make_site: MakeSite) -> None:
    site = make_site(RELAYED)
    site.build()
    page = site.read("lineage/index.html")
    own = row(page, "document-gazette")
    assert "../sources/gazette/" in own
    assert "its own reporting" in own
    relaying = row(page, "document-echo")
    assert "../actors/gazette-press/" in relaying
    assert "It names the River Gazette." in relaying
    assert "(date inferred)" in relaying
    assert "first seen here" not in relaying
    assert "first seen here" in row(page, "document-echo-2")
    origin = row(page, "origin-gazette-press")
    assert origin.index("../sources/echo-2/") < origin.index("../sources/echo/")
    assert origin.count("first seen here") == 1
    assert "first known" not in page


def test_the_picture_shows_the_inferred_link_dashed_and_every_box_leads_on(
    make_site: MakeSite,
) -> None:
    site = make_site(RELAYED)
    site.build()
    page = site.read("lineage/index.html").partition('id="picture"')[2].partition("</figure>")[0]
    narrow, wide = page.split('<svg class="drawn"')[1:]
    for svg in (narrow, wide):
        assert svg.count('class="s5" stroke-width="3" stroke-dasharray="6 5"') == 1
        assert svg.count('<path class="s5" stroke-width="3" d=') == 1
        assert svg.count('<circle class="ink"') == 1
    assert wide.count('<path class="rule"') == 3
    assert wide.count("<a tabindex") == 3 + 1 + 2
    assert narrow.count("<a tabindex") == 3 + 1
    assert "River Gazette: Dam row" in narrow
    assert "<a " not in site.read("lineage/lineage.svg")


def test_sources_and_actors_lead_to_their_place_in_the_lineage(make_site: MakeSite) -> None:
    site = make_site(RELAYED)
    site.build()
    assert "../../lineage/#document-echo" in site.read("sources/echo/index.html")
    assert "../../lineage/#origin-gazette-press" in site.read("actors/gazette-press/index.html")
    assert "../../lineage/" in site.read("actors/echo-press/index.html")
    assert "lineage/" not in site.read("actors/engineer/index.html")
    assert "../lineage/" in site.read("sources/index.html")


def test_a_publication_without_sources_has_its_lineage_page(make_site: MakeSite) -> None:
    without = [p for p in BASE if "claims/" in p or "sources/" in p]
    site = make_site(dict.fromkeys(without))
    site.build()
    assert "no documents yet" in site.read("lineage/index.html")


def test_the_picture_has_room_for_some_and_the_table_for_all_that_relay(
    make_site: MakeSite,
) -> None:
    many = {
        f"content/sources/echo-{n}.md": ECHO.format(day="2022-01-10", note="It says so.")
        for n in range(60)
    }
    site = make_site({**RELAYED, **many})
    site.build()
    page = site.read("lineage/index.html")
    assert page.count('<rect class="paper line"') == 2 * MOST_PICTURED
    assert page.count('id="document-') == 61
    assert 'id="document-gazette"' not in page
    assert "1 other document relays nobody, as far as we know." in page
    assert f"Showing {MOST_PICTURED} of 62 documents" in " ".join(page.split())
    assert 'href="../../lineage/">Where it comes from' in site.read("sources/gazette/index.html")
    assert Crawl(site.options.out).broken() == []


def test_the_title_says_whom_most_documents_draw_on(make_site: MakeSite) -> None:
    site = make_site(RELAYED)
    site.build()
    page = site.read("lineage/index.html")
    assert "2 of 3 documents draw on River Gazette, 1 of them by inference" in page
    assert "probably relays" in row(page, "document-echo-2")
    other = {
        "content/actors/wire.md": "---\nname: Valley Wire\nkind: publication\n---\n",
        "content/sources/echo-2.md": RELAYED["content/sources/echo-2.md"].replace(
            "actor: gazette-press", "actor: wire"
        ),
    }
    site = make_site({**RELAYED, **other}, "tied")
    site.build()
    assert "2 of 3 documents relay the reporting of others" in site.read("lineage/index.html")


def test_where_nobody_relays_anybody_there_is_no_picture(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert "<figure" not in site.read("lineage/index.html")
    assert not (site.options.out / "lineage/lineage.svg").exists()


def test_of_many_documents_that_relay_nobody_no_list_is_made(make_site: MakeSite) -> None:
    own = ECHO.partition("origins:")[0].format(day="2022-01-10")
    many = {f"content/sources/echo-{n}.md": f"{own}---\n" for n in range(FEW_DOCUMENTS)}
    site = make_site({**RELAYED, **many, "content/sources/echo.md": None})
    site.build()
    main = site.read("lineage/index.html").partition("<main")[2]
    assert "No document here relays the reporting of others" in main
    assert "<table" not in main
    assert 'href="../sources/">All documents' in main
    for page in ("index.html", "explore/index.html"):
        assert "lineage/" not in site.read(page)
    assert Crawl(site.options.out).broken() == []


def show(page: Page, site: Site, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site.options.out / path).as_uri())


def test_in_a_browser_texts_stay_in_their_boxes_and_the_page_in_the_window(
    make_site: MakeSite, page: Page
) -> None:
    long = RELAYED["content/sources/echo.md"].replace(
        "Dam late, says paper", "WHAT THE MINISTRY’S MAMMOTH MEMORANDUM OMITTED ABOUT THE DAM MWMW"
    )
    site = make_site({**RELAYED, "content/sources/echo.md": long})
    site.build()
    for width in (320, 360, 768, 1280):
        show(page, site, "lineage/index.html", width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        spilled = page.evaluate(
            """() => [...document.querySelectorAll("svg.drawn")].filter(
                svg => svg.checkVisibility()
            ).flatMap(svg => {
                const boxes = [...svg.querySelectorAll(".hit")].map(hit => hit.getBBox());
                const texts = [...svg.querySelectorAll("text:not([font-weight])")];
                return texts.filter(each => {
                    const text = each.getBBox();
                    return !boxes.some(box => box.x <= text.x && box.y <= text.y
                        && text.x + text.width <= box.x + box.width
                        && text.y + text.height <= box.y + box.height);
                });
            }).map(text => text.textContent)"""
        )
        assert spilled == []
