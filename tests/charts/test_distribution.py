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


def test_publication_and_topics_have_it_and_no_actor_does(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    for path in ("ratings/index.html", "topics/dams/index.html"):
        assert 'id="distribution"' in site.read(path), path
    assert "<table" in site.read("topics/dams/index.html").partition('id="distribution"')[2]
    assert 'id="distribution"' not in site.read("actors/ministry/index.html")
    assert not (site.options.out / "actors/ministry/ratings.svg").exists()
