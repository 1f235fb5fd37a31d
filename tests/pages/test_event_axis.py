"""Events and statements on one axis of time: which, in what order, and how they are drawn."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from conftest import BASE, CLAIM, PUBLICATION, MakeSite, Site
from crawler import Crawl
from factpress.charts.event_axis import WIDTH, axis_picture
from factpress.content.voices import Side
from factpress.pages.event_axis import MOST_AT_HOME, MOST_PICTURED
from factpress.views.dated import DatedEntry, crowd

periods = st.dates().map(lambda day: day.isoformat()) | st.sampled_from(
    ["2021", "2021-12", "2021-12/2022-02-03", "0001-01-01", "9999"]
)
sides: st.SearchStrategy[Side | None] = st.sampled_from(["for", "against", "unclear", None])
entries = st.builds(
    DatedEntry,
    period=periods,
    text=st.just(""),
    short=st.text(alphabet="aW i漢", min_size=1, max_size=90),
    note=st.text(alphabet="aW i", max_size=60),
    url=st.just("/"),
    side=sides,
    is_named=st.booleans(),
)


@given(st.lists(entries, min_size=1, max_size=16))
def test_words_do_not_meet_and_no_line_runs_through_them(found: list[DatedEntry]) -> None:
    found.sort(key=lambda each: each.period)
    drawn = axis_picture(found, None, lambda period: period)
    xs = [label.x for label in drawn.labels]
    assert xs == sorted(xs)
    assert len(set(xs)) == len(xs)
    assert xs[0] >= 0
    assert xs[-1] <= WIDTH
    for side in (True, False):
        here = [each for each in drawn.labels if (each.top < drawn.axis) is side]
        if len({each.side is None for each in found}) > 1:
            assert all((each.side is None) is side for each in here)
        for one, other in itertools.combinations(here, 2):
            if other.x >= one.x + one.width:
                continue
            above, below = (one, other) if side else (other, one)
            assert above.top + above.height <= below.top, "the earlier is farther from the axis"
        for label in here:
            assert (label.top + label.height < drawn.axis) is side
            assert label.top >= 0
            assert label.top + label.height <= drawn.height


def test_a_long_time_without_anything_is_cut() -> None:
    days = ["2001", "2013", "2022-01-06", "2022-01-08", "2022-01-20"]
    found = [
        DatedEntry(
            period=day, text="", short="It rained", note="", url="/", side=None, is_named=True
        )
        for day in days
    ]
    drawn = axis_picture(found, None, lambda period: period)
    assert list(drawn.cut_after) == [0, 1]
    xs = [label.x for label in drawn.labels]
    assert xs[4] - xs[2] > WIDTH / 2
    assert all(
        label.x < cut < other.x
        for cut, (label, other) in zip(drawn.cuts, itertools.pairwise(drawn.labels), strict=False)
    )


def test_a_crowd_is_two_thirds_in_a_third_of_the_time() -> None:
    found = crowd(["2013", "2022-01-06", "2022-01-08/2022-01-09", "2022-01-20"])
    assert found == ("2022-01-06", "2022-01-20")
    assert crowd(["2021-01-01", "2021-02-01", "2021-03-01"]) is None
    assert crowd(["2021-01-01"]) is None


@given(st.lists(periods, min_size=3, max_size=30))
def test_a_crowd_holds_most_of_the_dates(found: list[str]) -> None:
    spread = crowd(found)
    if spread:
        first, last = spread
        inside = [p for p in found if first <= p.partition("/")[0] or p.startswith(first)]
        assert 2 * len(inside) > len(found), last


EVENT = """\
---
what: The valve broke on day {day}
date: 2022-01-{day:02}
claims: [dam]
short: Valve {day}
---
"""


def with_events(make_site: MakeSite, number: int, **files: str) -> Site:
    events = {f"content/events/e{n}.md": EVENT.format(day=n) for n in range(1, number + 1)}
    site = make_site({**events, **files})
    site.build()
    return site


def test_events_and_statements_stand_in_one_list_the_oldest_first(make_site: MakeSite) -> None:
    site = with_events(make_site, 6)
    page = site.read("timeline/index.html")
    listed = page.partition('class="axis-list whole"')[2].partition("</ol>")[0]
    days = re.findall(r'datetime="2022-01-(\d\d)"', listed)
    assert days == ["01", "02", "03", "04", "05", "05", "06"]
    assert '<span class="aside">claim made</span>' in listed
    assert "Ministry of Works" not in listed, "the claim's own date names nobody"
    assert "6 events and 1 statement, from 1 January 2022 to 6 January 2022" in page
    assert 'class="said for"' in listed
    ElementTree.fromstring(site.read("timeline/axis.svg"))


def test_statements_are_dated_by_the_words_and_not_by_the_document(make_site: MakeSite) -> None:
    text = CLAIM.replace("said: 2022-01-05\n", "")
    site = make_site({"content/claims/dam.md": text})
    site.build()
    assert not (site.options.out / "timeline").exists()
    assert "../timeline/" not in site.read("explore/index.html")
    denied = CLAIM.replace(
        "    speaker: engineer\n", "    speaker: engineer\n    said: 2022-01-03\n"
    )
    site = make_site({"content/claims/dam.md": denied}, "said")
    site.build()
    page = site.read("timeline/index.html")
    assert "denied by The engineer" in page
    assert 'class="said against open"' in page
    assert "<figure" not in page, "two statements make no picture"


def test_the_picture_has_some_and_the_page_all(make_site: MakeSite) -> None:
    site = with_events(make_site, 25)
    page = site.read("timeline/index.html")
    assert f"Showing {MOST_PICTURED} of 26." in page
    listed = page.partition('class="axis-list whole"')[2].partition("</ol>")[0]
    assert listed.count("<li") == 26
    home = site.read("index.html")
    at_home = home.partition('class="axis-list"')[2].partition("</ol>")[0]
    assert at_home.count("<li") == MOST_AT_HOME
    assert f"Showing {MOST_AT_HOME} of 26." in home
    assert 'href="timeline/"' in home


def test_a_publication_without_claims_has_no_pages_of_pictures(make_site: MakeSite) -> None:
    without = dict.fromkeys(p for p in BASE if "claims/" in p or "sources/" in p)
    settings = f"{PUBLICATION}url: https://dam.example/\n"
    site = make_site({**without, "content/publication.yaml": settings})
    site.build()
    for name in ("timeline", "contradictions", "matrix"):
        assert not (site.options.out / name).exists()
        assert f"/{name}/" not in site.read("sitemap.xml")
    assert Crawl(site.options.out, "https://dam.example/").broken() == []
    assert "<svg" not in site.read("explore/index.html").partition("<main")[2]


def test_the_axis_is_mirrored_where_the_language_runs_from_right_to_left(
    make_site: MakeSite,
) -> None:
    settings = BASE["content/publication.yaml"].replace("language: en", "language: ar")
    site = with_events(make_site, 6, **{"content/publication.yaml": settings})
    text = site.read("timeline/axis.svg")
    assert f"matrix(-1 0 0 1 {WIDTH} 0)" in text


def test_a_day_of_many_events_is_one_date(make_site: MakeSite) -> None:
    day = dt.date(2022, 1, 5)
    same = {
        f"content/events/e{n}.md": EVENT.format(day=day.day).replace("Valve", f"Pipe {n}")
        for n in range(5)
    }
    site = make_site(same)
    site.build()
    page = site.read("timeline/index.html")
    assert "<figure" not in page
