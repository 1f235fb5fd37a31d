"""Claim pages: the facts at their foot."""

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
