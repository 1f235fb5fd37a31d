"""Who contradicts whom: which claims are contested, by whom, and the picture of it."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from conftest import BASE, CLAIM, MakeSite, Site
from crawler import Crawl
from factpress.charts.contradictions import (
    BROAD,
    MOST_A_SIDE,
    NARROW,
    Dot,
    DotStance,
    Form,
    Row,
    Words,
    picture,
)
from factpress.views.cards import RatingView
from factpress.views.contradictions import contests, main_denier

RATING = RatingView(
    id="mixed",
    label="Mixed",
    definition="",
    mark="",
    path="M0 0",
    value=None,
    rank=1,
    of=2,
    url="/",
)
names = st.text(alphabet=st.sampled_from("aWi ш漢-"), min_size=1, max_size=60)


def dots(stances: st.SearchStrategy[DotStance]) -> st.SearchStrategy[list[Dot]]:
    voices = st.integers(0, 12).map(lambda n: f"/actors/a{n}/")
    one = st.builds(Dot, names, voices, st.booleans(), stances)
    return st.lists(one, max_size=12, unique_by=lambda dot: dot.url)


rows = st.builds(
    Row,
    head=names,
    claim=names | st.just(""),
    url=st.just("/claims/a/"),
    rating=st.just(RATING),
    left=dots(st.just("asserts")),
    right=dots(st.sampled_from(["denies", "qualifies"])),
)
WORDS = Words("Nobody", {n: f"and {n} more" for n in range(13)})


@given(st.lists(rows, min_size=1, max_size=6), st.sampled_from([BROAD, NARROW]))
def test_rows_follow_each_other_and_names_do_not_meet(found: list[Row], form: Form) -> None:
    drawn = picture(found, WORDS, form)
    assert drawn.rows[-1].bottom == drawn.height
    for one, other in itertools.pairwise(drawn.rows):
        assert one.bottom == other.top
    for row in drawn.rows:
        for side, note in ((row.left, row.left_note), (row.right, row.right_note)):
            assert len(side) <= MOST_A_SIDE
            lines = [line.y for dot in side for line in dot.lines] + ([note.y] if note else [])
            assert all(b - a >= form.line - 2 for a, b in itertools.pairwise(lines))
            assert all(row.top < y <= row.bottom for y in lines)
        if not form.head and row.head:
            last = [*row.head, *row.claim][-1].y
            assert all(line.y > last for dot in (*row.left, *row.right) for line in dot.lines)


@given(st.lists(rows, min_size=1, max_size=6))
def test_a_spine_joins_the_denials_of_one_voice(found: list[Row]) -> None:
    drawn = picture(found, WORDS, BROAD)
    for spine in drawn.spines:
        tied = [d for row in drawn.rows for d in row.right if d.is_tied and d.x == spine.x]
        assert len({dot.url for dot in tied}) == 1
        assert sum(dot.stance == "denies" for dot in tied) >= 2
        assert (spine.top, spine.bottom) == (tied[0].y, tied[-1].y)


OTHER = CLAIM.replace("in 2019.", "in 2019, they say.")
MAYOR = "---\nname: Mayor of Millbrook\nkind: person\n---\n"
ALONE = OTHER.replace("speaker: engineer", "speaker: ministry")


def test_nobody_contradicts_himself_alone(make_site: MakeSite) -> None:
    found = contests(make_site({"content/claims/dam.md": ALONE}).catalog())
    assert found.contested == []
    assert found.control is None


def test_the_main_denier_is_one_and_denies_a_third_at_least(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam-2.md": OTHER})
    found = contests(site.catalog()).contested
    denier = main_denier(found)
    assert denier
    assert (denier.voice.id, denier.claims) == ("engineer", 2)
    assert main_denier(found[:1]) is None


def test_the_title_says_who_denies_most(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam-2.md": OTHER})
    site.build()
    assert "One voice denies all 2 contested claims: The engineer" in site.read(
        "contradictions/index.html"
    )
    files = {
        "content/claims/dam-2.md": OTHER.replace("speaker: engineer", "speaker: mayor"),
        "content/actors/mayor.md": MAYOR,
    }
    site = make_site(files, "two")
    site.build()
    page = site.read("contradictions/index.html")
    assert "2 claims are contested: 1 voice says so, 2 deny it" in page


def contested(make_site: MakeSite, **settings: str) -> Site:
    publication = BASE["content/publication.yaml"]
    for old, new in settings.items():
        publication = publication.replace(old, new)
    asked = OTHER.replace("rating:", "question: When was it done?\nrating:", 1)
    files = {"content/publication.yaml": publication, "content/claims/dam-2.md": asked}
    site = make_site(files)
    site.build()
    return site


def test_a_row_has_the_claim_its_rating_and_the_voices_of_both_sides(make_site: MakeSite) -> None:
    site = contested(make_site)
    page = site.read("contradictions/index.html")
    drawn = page.partition("<figure")[2].partition("</figure>")[0]
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", drawn.partition('class="broad"')[2])
    said = " ".join(texts)
    assert said.index("When was it done?") < said.index("The dam was finished in 2019, they say.")
    assert said.count("Ministry of Works") == said.count("The engineer") == 2
    assert drawn.count("our rating") == 0
    assert "Voices are not votes" in drawn
    listed = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert listed.count("<tr>") == 2
    assert listed.count("(unnamed)") == 2
    assert "Mixed" in listed


def test_the_home_page_shows_it_where_two_claims_are_contested(make_site: MakeSite) -> None:
    assert 'id="contradictions"' in contested(make_site).read("index.html")
    site = make_site(name="one")
    site.build()
    assert 'id="contradictions"' not in site.read("index.html")


def test_where_nobody_denies_anything_there_is_no_page(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": ALONE})
    site.build()
    assert "Who contradicts whom" not in site.read("explore/index.html")
    assert not (site.options.out / "contradictions").exists()
    assert 'content="0; url=../explore/"' in site.read("network/index.html")


def test_who_says_two_things_contradicts_nobody(make_site: MakeSite) -> None:
    site = make_site(
        {"content/claims/dam.md": CLAIM.replace("speaker: engineer", "speaker: ministry")}
    )
    site.build()
    assert not (site.options.out / "contradictions").exists()
    assert Crawl(site.options.out).broken() == []


def test_the_former_address_of_the_network_leads_there(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert 'content="0; url=../contradictions/"' in site.read("network/index.html")
    assert "/network/" not in site.read("explore/index.html")


def test_the_file_is_mirrored_and_holds_no_link(make_site: MakeSite) -> None:
    site = contested(make_site, **{"language: en": "language: ar"})
    text = site.read("contradictions/contradictions.svg")
    ElementTree.fromstring(text)
    assert 'direction="rtl"' in text
    assert f"matrix(-1 0 0 1 {BROAD.width} 0)" in text
    assert "<a " not in text
    assert "prefers-color-scheme" in text


def test_in_a_browser_letters_are_large_enough_on_a_telephone(
    make_site: MakeSite, page: Page
) -> None:
    site = contested(make_site)
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((site.options.out / "contradictions/index.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sizes = page.evaluate(
            """() => [...document.querySelectorAll("svg.drawn text")].filter(
                t => t.checkVisibility()
            ).map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().d)"""
        )
        assert sizes
        if width == 360:
            assert min(sizes) >= 12.49
