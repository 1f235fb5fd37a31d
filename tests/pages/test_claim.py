"""Claim pages: the facts at their foot, and the small page that others frame."""

from __future__ import annotations

import re

from conftest import MakeSite


def test_each_fact_has_a_name_of_its_own(make_site: MakeSite) -> None:
    topic = "---\nname: Dams\norder: 1\n---\nAbout [[claim:dam]].\n"
    site = make_site({"content/topics/dams.md": topic})
    site.build()
    facts = site.read("claims/dam/index.html").partition("Also on this site")[2]
    names = re.findall(r"<dt>(.*?)</dt>", facts.partition("</dl>")[0])
    assert {"Topics", "Linked from: Topics"} <= {*names}
    assert len(names) == len({*names})


def test_an_embedded_claim_has_the_shape_of_its_own_rating_alone(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    page = site.read("embed/dam/index.html")
    assert re.findall(r'<symbol id="([^"]+)"', page) == ["m-mixed"]
    assert {*re.findall(r'<use href="#([^"]+)"', page)} == {"m-mixed"}
