"""How claims are rated, at a glance."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from conftest import CLAIM, MakeSite


def test_bars_are_as_long_as_counts_and_carry_mark_word_and_number(make_site: MakeSite) -> None:
    more = {
        f"content/claims/c{n}.md": CLAIM.replace("in 2019.", f"in 2019, {n}.").replace(
            "rating: mixed", f"rating: '{'true' if n else 'mixed'}'"
        )
        for n in range(3)
    }
    site = make_site(more)
    site.build()
    svg = site.read("ratings/ratings.svg")
    ElementTree.fromstring(svg)
    widths = [int(w) for w in re.findall(r'<rect class="f\d" x="\d+" y="\d+" width="(\d+)"', svg)]
    assert len(widths) == 2
    assert widths[0] == widths[1]
    for words in ("✕", "False", "◐", "Mixed", "✓", "True", ">2<", ">0<"):
        assert words in svg
    assert "False: 0; Mixed: 2; True: 2." in svg


def test_the_scale_has_it_and_no_actor_does(make_site: MakeSite) -> None:
    other = CLAIM.replace("in 2019.", "late.").replace("mixed", '"true"')
    site = make_site({"content/claims/late.md": other})
    site.build()
    assert 'id="distribution"' in site.read("ratings/index.html")
    assert 'id="distribution"' not in site.read("actors/ministry/index.html")
    assert not (site.options.out / "actors/ministry/ratings.svg").exists()


def test_bars_are_left_out_where_one_rating_has_all_claims(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert 'id="distribution"' not in site.read("ratings/index.html")


def test_a_topic_counts_its_ratings_in_a_line(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    for path in ("topics/dams/index.html", "topics/index.html"):
        tally = site.read(path).partition('<span class="tally">')[2].partition("</li>")[0]
        assert ">Mixed: </span>1</span>" in tally
        assert "False" not in tally.partition("</p>")[0], "no claim has it"
