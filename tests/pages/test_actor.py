"""Pages of actors: where they stand, whom they contradict, their claims; and the index of them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from conftest import CLAIM, PUBLICATION, MakeSite
from crawler import Crawl

MINISTRY, ENGINEER = "actors/ministry/index.html", "actors/engineer/index.html"


def texts(markup: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", markup).split())


def section(page: str, anchor: str) -> str:
    """The section whose heading, or which itself, has this id."""
    start = page.index(f'id="{anchor}"')
    return page[start : page.index("</section>", start)]


def dam(number: int, rating: str = "mixed", **changes: str) -> str:
    card = CLAIM.replace("The dam was", f"Dam {number} was").replace(
        "rating: mixed", f'rating: "{rating}"'
    )
    for old, new in changes.items():
        card = card.replace(f"{old}: ", f"{old}: {new} #")
    return card


def many_dams() -> dict[str, str]:
    """Ten claims of two ratings, which the ministry asserts and the engineer denies."""
    ratings = ("mixed", "false")
    return {f"content/claims/dam-{n}.md": dam(n, ratings[n % 2]) for n in range(10)}


def test_an_actor_has_each_claim_once_with_its_stance_rating_and_place(
    make_site: MakeSite,
) -> None:
    site = make_site({})
    site.build()
    stands = section(site.read(MINISTRY), "stands")
    assert "Where it stands" in stands
    assert texts(stands).count("The dam was finished in 2019.") == 1
    assert "<h3>Says</h3>" in stands
    assert "Denies" not in stands
    assert 'href="../../claims/dam/#passage-done"' in stands
    assert "Mixed as of 6 January 2022" in texts(stands)
    assert "River Gazette , 6 January 2022 ¶ 2" in texts(stands)
    assert "the dam was finished in 2019" in stands, "there is room for the words"
    other = section(site.read(ENGINEER), "stands")
    assert "Where they stand" in other
    assert "<h3>Denies</h3>" in other


def test_what_is_qualified_or_reported_is_unclear(make_site: MakeSite) -> None:
    site = make_site(
        {"content/claims/dam.md": CLAIM.replace("stance: denies", "stance: qualifies")}
    )
    site.build()
    stands = texts(section(site.read(ENGINEER), "stands"))
    assert "Unclear" in stands
    assert "qualifies it ·" in stands


def test_many_claims_are_grouped_by_topic_and_shown_without_their_words(
    make_site: MakeSite,
) -> None:
    site = make_site(many_dams())
    site.build()
    stands = section(site.read(MINISTRY), "stands")
    assert "<h4>Dams</h4>" in stands
    assert "<blockquote" not in stands
    assert texts(stands).count("Ratings as of 6 January 2022") == 1
    assert "All 11 False 5 Mixed 6" in re.sub(r"\W+", " ", texts(stands))


def test_the_finding_counts_the_voices_of_the_other_side(make_site: MakeSite) -> None:
    site = make_site({})
    site.build()
    assert "<h2>1 voice denies what it says</h2>" in site.read(MINISTRY)
    page = site.read(ENGINEER)
    assert "<h2>1 voice says what they deny</h2>" in page
    listed = texts(section(page, "contradicts-list"))
    assert (
        "Denied here, said by others: The dam was finished in 2019. : Ministry of Works" in listed
    )
    assert "Voices are not votes" in site.read("actors/engineer/fan.svg")
    # The engineer is unnamed, so that the dot is open.
    assert '<circle class="paper s0"' in site.read(MINISTRY)
    assert '<circle class="f5 s5"' in page


def test_nobody_is_drawn_where_nobody_contradicts(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": CLAIM.replace("stance: denies", "stance: asserts")})
    site.build()
    assert 'id="contradicts"' not in site.read(MINISTRY)
    assert not (site.options.out / "actors/ministry/fan.svg").exists()


def test_a_voice_that_denies_its_own_words_contradicts_nobody(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": CLAIM.replace("engineer\n---", "ministry\n---")})
    site.build()
    page = site.read(MINISTRY)
    assert "<h3>Denies</h3>" in page
    assert "<h3>Says</h3>" in page
    assert 'id="contradicts"' not in page


CROWD = {
    f"content/actors/mayor-{n}.md": f"---\nname: Mayor {n}\nkind: person\n---\n" for n in range(10)
}
CROWDED = CLAIM.replace(
    "speaker: ministry", "speaker: [" + ", ".join(f"mayor-{n}" for n in range(10)) + "]"
).replace("claimants: [ministry]", "claimants: [mayor-0]")


def test_a_picture_names_eight_and_the_list_everybody(make_site: MakeSite) -> None:
    site = make_site({**CROWD, "content/claims/dam.md": CROWDED})
    site.build()
    page = site.read(ENGINEER)
    assert "10 voices say what they deny" in page
    drawn = page.partition('<div class="narrow-fan">')[2].partition("</svg>")[0]
    assert drawn.count(">Mayor ") == 8
    assert "2 more" in drawn
    assert '<a tabindex="-1" href="#contradicts-list">' in drawn
    listed = section(page, "contradicts-list")
    assert all(f"Mayor {n}" in listed for n in range(10))
    assert Crawl(site.options.out).one_way() == []


def test_the_picture_is_mirrored_from_right_to_left(make_site: MakeSite) -> None:
    arabic = PUBLICATION.replace("language: en", "language: ar")
    site = make_site({"content/publication.yaml": arabic})
    site.build()
    drawn = site.read(ENGINEER).partition('<div class="narrow-fan">')[2].partition("</svg>")[0]
    assert 'transform="matrix(-1 0 0 1 328 0)"' in drawn
    assert re.search(r'x="176" y="\d+">Ministry of Works', drawn)


def test_claims_about_an_actor_are_grouped_by_rating_when_they_are_many(
    make_site: MakeSite,
) -> None:
    mayor = "---\nname: Mayor Ostrow\nkind: person\n---\n"
    named = {
        f"content/claims/dam-{n}.md": dam(n, "mixed" if n % 2 else "false").replace(
            "in 2019.\nrating", "for Mayor Ostrow in 2019.\nrating"
        )
        for n in range(10)
    }
    site = make_site({"content/actors/ostrow.md": mayor, **named})
    site.build()
    about = section(site.read("actors/ostrow/index.html"), "claims-about")
    assert "Claims about them" in about
    for rating in ("false", "mixed"):
        assert f'href="#named-{rating}"' in about
        assert f'id="named-{rating}"' in about
    assert "All 10" in texts(about)


def test_an_actor_of_whom_nothing_is_known_has_no_empty_section(make_site: MakeSite) -> None:
    site = make_site({"content/actors/idle.md": "---\nname: Idle Works\nkind: organisation\n---\n"})
    site.build()
    page = site.read("actors/idle/index.html")
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "No claim, passage or document here is by" in texts(main)
    assert "<h2" not in main
    assert "<aside>" not in main


def test_members_of_a_large_body_are_named_in_part(make_site: MakeSite) -> None:
    site = make_site(
        {
            f"content/actors/m{n}.md": f"---\nname: M {n}\nkind: person\npart_of: [ministry]\n---\n"
            for n in range(12)
        }
    )
    site.build()
    facts = site.read(MINISTRY).partition('<dl class="facts">')[2].partition("</dl>")[0]
    assert facts.count("<bdi>M ") == 8
    assert '<a href="#connections">All 12</a>' in facts


def test_the_index_tells_what_each_does_and_has_ways_in_by_kind(make_site: MakeSite) -> None:
    site = make_site({})
    site.build()
    page = site.read("actors/index.html")
    assert re.search("<h1.*>People and bodies</h1>", page)
    assert "Engineer on the site · denies 1" in texts(page)
    assert "Organisation · asserts 1" in texts(page)
    assert 'href="by-kind/#unnamed-speaker">Unnamed speakers 1</a>' in page
    kinds = site.read("actors/by-kind/index.html")
    headings = re.findall(r"<h2 .*?>(.*?)</h2>", kinds)
    assert headings == ["Bodies", "Publications", "Unnamed speakers"]
    assert Crawl(site.options.out).broken() == []


def test_an_index_of_one_kind_needs_no_ways_in_by_kind(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/actors/gazette-press.md": None,
            "content/actors/ministry.md": None,
            "content/sources/gazette.md": None,
            "content/claims/dam.md": None,
        }
    )
    site.build()
    assert "by-kind" not in site.read("actors/index.html")
    assert not (site.options.out / "actors/by-kind").exists()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_link_narrows_the_claims_to_one_rating_without_a_script(
    make_site: MakeSite, page: Page, width: int
) -> None:
    site = make_site(many_dams())
    site.build()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site.options.out / MINISTRY).as_uri())
    rows = page.locator(".stands > li:visible")
    expect(rows).to_have_count(11)
    page.locator("#stands-false a").click()
    expect(rows).to_have_count(5)
    expect(page.locator(".filter a").first).to_be_in_viewport()
    page.locator('.filter a[href="#stands"]').click()
    expect(rows).to_have_count(11)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_letters_of_the_picture_can_be_read_on_a_telephone(make_site: MakeSite, page: Page) -> None:
    site = make_site({**CROWD, "content/claims/dam.md": CROWDED})
    site.build()
    for width in (360, 704, 960, 1088, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((site.options.out / ENGINEER).as_uri())
        sizes = page.evaluate(
            """() => [...document.querySelectorAll(".fan svg text")]
                .filter(t => t.checkVisibility())
                .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"""
        )
        assert sizes
        assert min(sizes) >= 12.5, width
