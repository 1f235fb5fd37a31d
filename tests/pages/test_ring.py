"""The ring of an actor: what connects actors, and pictures in which names can be read."""

from __future__ import annotations

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from conftest import CLAIM, MakeSite, Site
from factpress.charts.network import LETTERS, NetworkLayout, Node
from factpress.charts.ring_picture import WIDTH, ring
from factpress.charts.text_layout import measured
from factpress.pages.network import MOST_AROUND
from factpress.views.related import KINDS, Connection

names = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), st.sampled_from("aWi ш")
    ),
    min_size=1,
    max_size=60,
)


@st.composite
def graphs(draw: st.DrawFn, most: int) -> tuple[list[Node], dict[Connection, int]]:
    found = draw(st.lists(names, min_size=2, max_size=most))
    nodes = [Node(f"n{n}", name, "person", "/") for n, name in enumerate(found)]
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(KINDS), st.sampled_from(nodes), st.sampled_from(nodes)),
            max_size=3 * most,
        )
    )
    ties = {
        Connection(kind, a.id, b.id): 1 + n % 7 for n, (kind, a, b) in enumerate(pairs) if a != b
    }
    return nodes, ties


def boxes(drawn: NetworkLayout) -> list[tuple[int, int, int, int]]:
    """The room that each mark with its name takes, after a look whether the name is in it."""
    found: list[tuple[int, int, int, int]] = []
    assert drawn.spots
    for spot in drawn.spots:
        left, top, width, height = spot.box
        frame = (left, top, left + width, top + height)
        for text, y in spot.lines:
            half = LETTERS * measured(text) / 2
            assert frame[0] - 2 <= spot.x - half
            assert spot.x + half <= frame[2] + 2
            assert frame[1] <= y - LETTERS + 3
            assert y <= frame[3]
        found.append(frame)
    return found


def apart(frames: list[tuple[int, int, int, int]]) -> bool:
    return all(
        a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        for a, b in itertools.combinations(frames, 2)
    )


@settings(deadline=None)
@given(graphs(MOST_AROUND + 1))
def test_around_one_actor_no_name_meets_another(
    graph: tuple[list[Node], dict[Connection, int]],
) -> None:
    (centre, *around), _ = graph
    ties = {Connection("denies", centre.id, node.id): 1 for node in around}
    drawn = ring(centre, around, ties)
    frames = boxes(drawn)
    assert apart(frames)
    assert all(left >= 0 and right <= WIDTH for left, _, right, _ in frames)
    assert all(top >= 0 and bottom <= drawn.height for _, top, _, bottom in frames)


CONNECTED: dict[str, str] = {
    "content/claims/dam.md": CLAIM.replace(
        "The dam was finished in 2019.", "The River Gazette says that the dam is done."
    ),
    "content/actors/mill.md": "---\nname: Mill\nkind: organisation\npart_of: [ministry]\n---\n",
    "content/actors/works.md": "---\nname: Works\nkind: organisation\npart_of: [ministry]\n---\n",
    "content/actors/wire.md": "---\nname: Valley Wire\nkind: publication\n---\n",
}


def relaying(site: Site) -> Site:
    site.edit(
        "content/sources/gazette.md",
        "dated:",
        "origins: [{actor: wire, note: It says so.}]\ndated:",
    )
    return site


def test_kinds_are_told_by_dashes_and_ends_and_not_by_colour_alone(make_site: MakeSite) -> None:
    site = relaying(make_site(CONNECTED))
    site.build()
    svg = site.read("actors/ministry/network.svg")
    lines = re.findall(
        r'<path class="(s\d)" stroke-width="[\d.]+" stroke-opacity="[\d.]+"(.*?) d=', svg
    )
    assert len({tone for tone, _ in lines}) == 3
    assert len({dashes for _, dashes in lines}) == 3


def test_an_actor_shows_its_nearest_and_lists_all(make_site: MakeSite) -> None:
    many = {
        f"content/actors/p{n}.md": f"---\nname: Part {n}\nkind: person\npart_of: [ministry]\n---\n"
        for n in range(130)
    }
    site = make_site(many)
    site.build()
    page = site.read("actors/ministry/index.html")
    assert f"The {MOST_AROUND} nearest of 131." in page
    assert (
        page.partition('id="connections"')[2].partition("</section>")[0].count("<a tabindex") == 12
    )
    assert "they deny" not in page
    assert "denies a claim of theirs" in page
    listed = page + site.read("actors/ministry/page/2/index.html")
    assert all(f"../p{n}/" in listed or f"p{n}/" in listed for n in range(130))
    assert "they are part of it" in site.read("actors/p3/index.html")


def test_in_a_browser_pictures_fit_and_their_letters_are_large_enough(
    make_site: MakeSite, page: Page
) -> None:
    site = relaying(make_site(CONNECTED))
    site.build()
    for path in (
        "contradictions",
        "timeline",
        "matrix",
        "ratings",
        "actors/ministry",
        "claims/dam",
        "lineage",
    ):
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto((site.options.out / path / "index.html").as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if width == 320:
                continue
            small = page.evaluate(
                """() => [...document.querySelectorAll("svg.drawn text")].filter(
                    t => t.checkVisibility() && t.textContent.length > 1
                        && parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().d < 11
                ).map(t => t.textContent)"""
            )
            assert small == [], (path, width)
