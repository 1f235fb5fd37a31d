"""Events: a page for each, the list of all, and the ways there and back."""

from __future__ import annotations

from conftest import MakeSite

OPENING = """\
---
what: The ministry opened the dam.
date: 2022-01
date_note: "Inferred: the paper says last month."
place: Upper valley
claims: [dam]
sources: [gazette]
---
The [[ministry]] had asked the [[engineer]] to speak.
"""
FLOOD = """\
---
what: The old weir broke.
date: 2019-11-03/2019-11-05
sources: [gazette]
---
"""
EVENTS: dict[str, str] = {
    "content/events/opening.md": OPENING,
    "content/events/flood.md": FLOOD,
}


def test_events_have_pages_listed_from_the_oldest(make_site: MakeSite) -> None:
    site = make_site(EVENTS)
    assert site.problems() == []
    site.build()
    page = site.read("events/opening/index.html")
    assert "The ministry opened the dam." in page
    assert "Inferred: the paper says last month." in page
    assert "Upper valley" in page
    assert '<time datetime="2022-01">January 2022</time>' in page
    listed = site.read("events/index.html")
    assert 0 < listed.index("The old weir broke.") < listed.index("The ministry opened the dam.")
