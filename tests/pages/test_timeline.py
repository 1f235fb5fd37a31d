"""Timelines: the scale of time, the picture, and what of a publication is on it."""

from __future__ import annotations

import datetime as dt
import itertools
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from conftest import BASE, CLAIM, MakeSite
from factpress.charts.text_layout import measured
from factpress.charts.time_scale import time_scale
from factpress.charts.timeline import LETTERS, NARROW, Form, TimelineEntry, ordered, picture

days = st.integers(1, dt.date.max.toordinal())
spans = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
periods = st.dates().map(lambda day: day.isoformat()) | st.sampled_from(
    ["2021", "2021-12", "2021-12/2022-02-03", "0001-01-01", "9999"]
)
entries = st.builds(
    TimelineEntry,
    period=periods,
    kind=st.just("asserts"),
    head=st.text(max_size=80),
    text=st.text(max_size=300),
)


@given(st.lists(spans, min_size=1, max_size=12))
def test_later_days_stand_further_on_and_all_within_the_line(found: list[tuple[int, int]]) -> None:
    scale = time_scale(found, 10, 330)
    every = sorted(day for span in found for day in span)
    places = [scale.place(day) for day in every]
    assert places == sorted(places)
    assert all(10 <= place <= 330 for place in places)
    ticks = scale.ticks()
    assert all(10 <= tick.x <= 330 for tick in ticks)
    assert all(b.x - a.x >= 60 for a, b in itertools.pairwise(ticks))


def test_a_long_time_without_anything_is_broken_and_leaves_room_for_the_rest() -> None:
    first, last, checked = (
        dt.date.fromisoformat(day).toordinal() for day in ("2021-12-24", "2022-01-21", "2026-11-27")
    )
    scale = time_scale([(first, first), (last, last), (checked, checked)], 0, 340)
    assert len(scale.breaks()) == 1
    assert scale.place(last) - scale.place(first) > 150
    assert scale.place(last) < scale.breaks()[0] < scale.place(checked)
    assert time_scale([(first, first), (last, last)], 0, 340).breaks() == []


def test_months_and_years_are_named_where_there_is_room() -> None:
    day = dt.date(2020, 11, 5).toordinal()
    assert [t.period for t in time_scale([(day, day + 90)], 0, 340).ticks()][:1] == ["2020-12"]
    long = time_scale([(day, day + 5000)], 0, 340).ticks()
    assert all(len(t.period) == 4 for t in long)
    assert len(long) >= 2


@given(st.lists(entries, min_size=1, max_size=8), st.sampled_from([NARROW, Form(720, 330)]))
def test_no_entry_of_the_picture_covers_another(found: list[TimelineEntry], form: Form) -> None:
    drawn = picture(ordered(found), form)
    groups = drawn.groups
    assert groups
    bottom = 0
    for group in groups:
        assert group.line > bottom, "a date stands below all that is before it"
        assert 0 <= group.left <= group.left + group.width <= form.width
        for entry in group.entries:
            assert entry.top >= bottom or form.column
            for line in entry.lines:
                assert line.y >= bottom
                bottom = line.y
                assert entry.x + LETTERS * measured(line.text) <= form.width + 1
    assert bottom < drawn.height


SAID = CLAIM.replace("    speaker: engineer\n", "    speaker: engineer\n    said: 2022-01-03\n")


def test_a_claim_shows_when_it_was_said_denied_published_and_checked(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": SAID})
    site.build()
    page = site.read("claims/dam/index.html")
    listed = page.partition('<ol class="dated">')[2].partition("</ol>")[0]
    places = [listed.index(f'datetime="{day}"') for day in ("2022-01-03", "2022-01-05")]
    places += [listed.index("River Gazette publishes"), listed.index("Checked")]
    assert places == sorted(places)
    assert "asserted by Ministry of Works" in listed
    assert 'href="timeline.svg"' in page
    assert page.count("<svg") >= 1
    assert 'aria-labelledby="timeline-title" aria-describedby="timeline-words"' in page


def test_one_date_or_two_entries_make_no_timeline(make_site: MakeSite) -> None:
    for name, claim in (("one", CLAIM.replace("said: 2022-01-05\n", "")), ("two", CLAIM)):
        site = make_site({"content/claims/dam.md": claim}, name)
        site.build()
        assert 'id="timeline"' not in site.read("claims/dam/index.html")
        assert not (site.options.out / "claims/dam/timeline.svg").exists()


def test_actors_and_topics_have_their_timelines(make_site: MakeSite) -> None:
    other = CLAIM.replace("2022-01-05", "2021-12").replace("in 2019.", "in 2019, they say.")
    other = other.replace("speaker: ministry", "speaker: ministry\n    said: 2021-12-30")
    third = other.replace("2021-12-30", "2021-12-29").replace("they say", "it says")
    files = {"dam": SAID, "dam-2": other, "dam-3": third}
    site = make_site({f"content/claims/{name}.md": text for name, text in files.items()})
    site.build()
    actor = site.read("actors/ministry/index.html").partition('id="timeline"')[2]
    actor = actor.partition("</section>")[0]
    assert "Asserts (quoted)" in actor
    assert "30 December 2021" in actor
    assert "5 January" not in actor, "that is the claim's date"
    topic = site.read("topics/dams/index.html").partition('id="timeline"')[2]
    assert "The engineer: denied" in topic
    assert "December 2021" in topic
    for path in ("actors/ministry", "topics/dams"):
        ElementTree.fromstring(site.read(f"{path}/timeline.svg"))


def test_hostile_names_stay_text_and_the_file_holds_no_script_and_no_link(
    make_site: MakeSite,
) -> None:
    evil = "</text><script>alert(1)</script> & “x”"
    site = make_site(
        {
            "content/claims/dam.md": SAID,
            "content/actors/ministry.md": f"---\nname: '{evil}'\nkind: organisation\n---\n",
        }
    )
    site.build()
    for path in ("claims/dam/timeline.svg", "actors/ministry/fan.svg"):
        text = site.read(path)
        assert "<script" not in text
        assert "<a " not in text
        tree = ElementTree.fromstring(text)
        assert tree.get("role") == "img"
        ids = (tree.get("aria-labelledby") or "").split()
        assert [tree.find(f".//*[@id='{i}']") is not None for i in ids] == [True, True]
        assert "prefers-color-scheme" in text


def test_the_file_says_where_it_is_from(make_site: MakeSite) -> None:
    settings = BASE["content/publication.yaml"] + "url: https://dam.example/watch/\n"
    site = make_site({"content/claims/dam.md": SAID, "content/publication.yaml": settings})
    site.build()
    assert "https://dam.example/watch/claims/dam/" in site.read("claims/dam/timeline.svg")


def test_where_the_language_runs_from_right_to_left_the_picture_is_mirrored(
    make_site: MakeSite,
) -> None:
    settings = BASE["content/publication.yaml"].replace("language: en", "language: ar")
    site = make_site({"content/claims/dam.md": SAID, "content/publication.yaml": settings})
    site.build()
    text = site.read("claims/dam/timeline.svg")
    assert 'direction="rtl"' in text
    assert "matrix(-1 0 0 1 340 0)" in text


def test_one_crowded_day_leaves_room_for_the_days_before(make_site: MakeSite) -> None:
    crowd = {
        f"content/claims/late-{n}.md": CLAIM.replace("said: 2022-01-05", "said: 2022-01-06")
        for n in range(40)
    }
    own = CLAIM.replace("speaker: ministry", "speaker: ministry\n    said: 2022-01-05")
    site = make_site({**crowd, "content/claims/dam.md": own})
    site.build()
    for path in ("topics/dams", "actors/ministry"):
        drawn = site.read(f"{path}/timeline.svg")
        assert "6 January 2022" in drawn, path
        assert "5 January 2022" in drawn, path
        assert " more<" in drawn, path
