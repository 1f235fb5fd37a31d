"""Events: a page for each, the list of all, the ways there and back, and what is refused."""

from __future__ import annotations

import json
import shutil
from xml.etree import ElementTree

import pytest

from conftest import CLAIM, PUBLICATION, MakeSite, Site
from crawler import Crawl
from data_files import listed, validated
from factpress.load import load
from factpress.update import update

OPENING = """\
---
what: The ministry opened the dam.
date: 2022-01
date_note: "Inferred: the paper says last month."
place: Upper valley
claims: [dam]
sources: [gazette]
outside:
  - {note: The dam was shut again., date: 2024, url: "https://shut.example/dam"}
short: the opening
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
VOTE = "---\nwhat: The town voted.\ndate: 2019\nclaims: [dam]\n---\n"
EVENTS: dict[str, str | bytes | None] = {
    "content/events/opening.md": OPENING,
    "content/events/flood.md": FLOOD,
    "content/events/vote.md": VOTE,
}
WITH_BASE = f"{PUBLICATION}url: https://dam.example/\n"


def event(lines: str) -> dict[str, str | bytes | None]:
    return {"content/events/vote.md": f"---\nwhat: The town voted.\n{lines}\n---\n"}


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    made = make_site(EVENTS | {"content/publication.yaml": WITH_BASE})
    assert not [line for line in made.problems() if "events/" in line]
    made.build()
    return made


def test_an_event_has_a_page_with_all_that_its_card_says(site: Site) -> None:
    page = site.read("events/opening/index.html")
    for words in ("The ministry opened the dam.", "Inferred: the paper says", "Upper valley"):
        assert words in page
    assert '<time datetime="2022-01">January 2022</time>' in page
    assert "The dam was shut again." in page
    assert 'href="https://shut.example/dam"' in page
    crawl = Crawl(site.options.out, "https://dam.example/")
    for there in ("claims/dam/", "sources/gazette/", "actors/ministry/", "events/"):
        assert f"{crawl.base}{there}" in crawl.links(f"{crawl.base}events/opening/")


def test_the_list_has_the_earliest_first_and_of_one_beginning_what_ended_first(site: Site) -> None:
    page = site.read("events/index.html")
    places = [page.index(words) for words in ("The old weir", "The ministry opened")]
    assert places == sorted(places)
    assert page.index("The town voted.") < page.index("The old weir broke.")
    assert "All 3" not in page
    assert '<a href="../claims/">Claims</a>' in page


def test_every_link_of_an_event_has_its_way_back(site: Site) -> None:
    crawl = Crawl(site.options.out, "https://dam.example/")
    assert crawl.broken() == []
    assert [each for each in crawl.one_way() if "events/" in each] == []
    assert f"{crawl.base}events/opening/" in crawl.links(f"{crawl.base}topics/dams/")
    assert f"{crawl.base}topics/dams/" in crawl.links(f"{crawl.base}events/opening/")
    claim = site.read("claims/dam/index.html")
    assert claim.index("The town voted.") < claim.index("The ministry opened the dam.")
    assert "The old weir broke." not in claim
    source = site.read("sources/gazette/index.html")
    assert source.index("The old weir broke.") < source.index("The ministry opened the dam.")
    actor = site.read("actors/engineer/index.html")
    assert "<h3>Events</h3>" in actor
    assert "../../events/opening/" in actor


def test_bodies_link_to_events_and_the_events_back(make_site: MakeSite) -> None:
    page = "---\ntitle: About\n---\nSee [[event:opening]] and [[flood|a flood]].\n"
    site = make_site(EVENTS | {"content/pages/about.md": page})
    site.build()
    about = site.read("about/index.html")
    assert (
        '<a href="../events/opening/" title="The ministry opened the dam.">the opening</a>' in about
    )
    assert '<a href="../events/flood/">a flood</a>' in about
    assert 'href="../../about/"' in site.read("events/flood/index.html")


def test_search_sitemap_and_navigation_have_events(site: Site) -> None:
    events = [card for card in listed(site)["cards"] if card[0] == 4]
    assert [card[1:4] for card in events] == [
        ["The town voted.", "/events/vote/", ""],
        ["The old weir broke.", "/events/flood/", ""],
        ["The ministry opened the dam.", "/events/opening/", "Upper valley"],
    ]
    assert ">The old weir broke.<" in site.read("search/index.html")
    sitemap = ElementTree.fromstring(site.read("sitemap.xml"))
    found = [each.text for each in sitemap.iter() if each.tag.endswith("loc")]
    assert "https://dam.example/events/" in found
    assert "https://dam.example/events/flood/" in found
    trail = site.read("events/vote/index.html").partition('<nav class="trail"')[2]
    assert '<a href="../"' in trail.partition("</nav>")[0]
    assert 'href="../events/"' in site.read("explore/index.html")


def test_events_are_data_too(site: Site) -> None:
    found = validated(site, "data/events.json", "events")["events"]
    assert [each["id"] for each in found] == ["vote", "flood", "opening"]
    assert found[2] == {
        "id": "opening",
        "url": "https://dam.example/events/opening/",
        "what": "The ministry opened the dam.",
        "date": "2022-01",
        "claims": ["dam"],
        "sources": ["gazette"],
        "short": "the opening",
        "date_note": "Inferred: the paper says last month.",
        "place": "Upper valley",
        "outside": [
            {
                "note": "The dam was shut again.",
                "date": "2024",
                "url": "https://shut.example/dam",
            }
        ],
    }
    claim = validated(site, "claims/dam/claim.json", "claim")
    assert [each["id"] for each in claim["events"]] == ["vote", "opening"]
    assert "events.json" in site.read("data/index.html")


def test_without_events_a_site_has_nothing_of_them(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert [path for path in site.files() if "events" in path] == []
    for path in ("index.html", "claims/dam/index.html", "search/index.html", "data/index.html"):
        assert "/events/" not in site.read(path), path
    assert "events" not in json.loads(site.read("claims/dam/claim.json"))


def test_the_first_event_and_the_last_change_the_site_as_a_clean_build_does(
    make_site: MakeSite,
) -> None:
    site = make_site()
    site.lock()
    options = site.options._replace(stale_lock="warning")
    update(options, site.cache)
    before = site.files()
    site.write({"content/events/vote.md": VOTE})
    update(options, site.cache)
    assert 'href="../events/"' in site.read("explore/index.html")
    clean = make_site({"content/events/vote.md": VOTE}, name="clean")
    clean.lock()
    clean.build()
    assert site.files() == clean.files()
    shutil.rmtree(site.root / "content/events")
    update(options, site.cache)
    assert site.files() == before


def test_new_words_of_a_body_make_only_its_pages(make_site: MakeSite) -> None:
    site = make_site(EVENTS)
    site.lock()
    update(site.options, site.cache)
    site.edit("content/events/opening.md", "had asked", "then asked")
    site.report = update(site.options, site.cache)
    assert site.written() == ["events/opening/index.html"]


def test_many_events_stand_on_several_pages(make_site: MakeSite) -> None:
    many = {
        f"content/events/day-{n}.md": f"---\nwhat: Day {n} of work.\ndate: {1800 + n}\n"
        "claims: [dam]\nsources: [gazette]\n---\n"
        for n in range(130)
    }
    site = make_site(many)
    site.build()
    assert "Day 99 of work." in site.read("events/index.html")
    assert "Day 100 of work." in site.read("events/page/2/index.html")
    assert "Day 129 of work." in site.read("sources/gazette/page/2/index.html")


PROBLEMS = {
    "nothing cited": (
        "date: 2022",
        "2:1: file cites neither a claim nor a source; name one under claims or sources",
    ),
    "empty lists": (
        "date: 2022\nclaims: []\nsources: []",
        "2:1: file cites neither a claim nor a source; name one under claims or sources",
    ),
    "no date": (
        "claims: [dam]",
        '1:1: field "date" is missing: When: a day, month, year or a period such as '
        "2022-01-06/2022-01-09; not after the day of the build.",
    ),
    "no such day": (
        "date: 2022-02-30\nclaims: [dam]",
        '3:7: date "2022-02-30" is not a day of the calendar; write it as YYYY-MM-DD',
    ),
    "a claim that is not there": (
        "date: 2022\nclaims: [dams, dam]",
        '4:10: claim "dams" has no card in claims/; did you mean "dam"? Allowed: dam.',
    ),
    "a source that is not there": (
        "date: 2022\nsources: [gazete]",
        '4:11: source "gazete" has no card in sources/; did you mean "gazette"? Allowed: gazette.',
    ),
    "an unknown field": (
        "date: 2022\nclaims: [dam]\nwhere: Upper valley",
        '5:1: field "where" is not known. Allowed: what, date, date_note, place, claims, sources, '
        "outside, short, former, extra, draft.",
    ),
    "a day to come": (
        "date: 2026-11-28\nclaims: [dam]",
        "3:7: the event is dated 2026-11-28, which is after today, 2026-11-27; correct the date, "
        "or make the card a draft until it has happened",
    ),
    "a month to come": (
        "date: 2026-12\nclaims: [dam]",
        "3:7: the event is dated 2026-12, which is after today, 2026-11-27; correct the date, or "
        "make the card a draft until it has happened",
    ),
    "a period that ends later": (
        "date: 2026-11-01/2026-11-30\nclaims: [dam]",
        "3:7: the event is dated 2026-11-01/2026-11-30, which is after today, 2026-11-27; correct "
        "the date, or make the card a draft until it has happened",
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_reports_what_is_wrong_with_an_event(make_site: MakeSite, name: str) -> None:
    lines, expected = PROBLEMS[name]
    assert make_site(event(lines)).refused() == [f"content/events/vote.md:{expected}"]


@pytest.mark.parametrize("date", ["2026-11-27", "2026-11", "2026", "2020/2026", "1850-03/1851"])
def test_a_date_that_has_begun_may_be_that_of_an_event(make_site: MakeSite, date: str) -> None:
    assert make_site(event(f"date: {date}\nclaims: [dam]")).problems() == []


def test_reports_an_editorial_page_where_events_are(make_site: MakeSite) -> None:
    site = make_site({"content/pages/events.md": "---\ntitle: Dates\n---\n"})
    assert site.refused() == [
        'content/pages/events.md:1:1: file name "events" is reserved for a page of the generator; '
        "choose another"
    ]


def test_an_event_may_be_all_that_a_source_is_used_for(make_site: MakeSite) -> None:
    source = {
        "content/sources/notice.md": "---\ntitle: Notice\npublisher: gazette-press\nkind: notice\n"
        "published: 2022-01-09\ndated: stated\ndocument: notice.txt\nsha256: SHA256\n---\n",
        "archive/notice.txt": "The road is shut.\n",
    }
    assert make_site(source).problems() == [
        "content/sources/notice.md:1:1: warning: no claim uses this source"
    ]
    cited = event("date: 2022\nsources: [notice]")
    assert make_site({**source, **cited}, name="cited").problems() == []


HELD_BACK = {
    "draft: true": "a draft, which is not published; publish it, or make this card a draft too",
    "checked: 2027-01-05": "held back until 2027-01-05, and this card is shown before; leave it "
    "out until then",
}


@pytest.mark.parametrize("line", HELD_BACK)
def test_reports_an_event_that_cites_a_claim_held_back(make_site: MakeSite, line: str) -> None:
    hidden = CLAIM.replace("checked: 2022-01-31", line)
    if "draft" in line:
        hidden = hidden.replace(line, f"checked: 2022-01-31\n{line}")
    cited = event("date: 2022\nclaims: [dam, hidden]")
    site = make_site({"content/claims/hidden.md": hidden, **cited})
    assert site.refused() == [f'content/events/vote.md:4:15: claim "hidden" is {HELD_BACK[line]}']


def test_a_draft_of_an_event_is_on_no_page_and_may_cite_drafts(make_site: MakeSite) -> None:
    hidden = CLAIM.replace("rating: mixed", "draft: true\nrating: mixed")
    draft = event("date: 2027\nclaims: [hidden]\ndraft: true")
    site = make_site({"content/claims/hidden.md": hidden, **draft})
    site.build()
    assert [path for path in site.files() if "events" in path] == []
    site.build(drafts=True)
    assert "The town voted." in site.read("events/vote/index.html")
    told = load(site.options._replace(drafts=True), site.cache)[1]
    assert [p.severity for p in told if "is after today" in p.message] == ["warning"]


def test_reports_a_link_to_the_draft_of_an_event(make_site: MakeSite) -> None:
    page = "---\ntitle: About\n---\nSee [[event:vote]].\n"
    draft = event("date: 2022\nclaims: [dam]\ndraft: true")
    site = make_site({"content/pages/about.md": page, **draft})
    assert site.refused() == [
        'content/pages/about.md:4:5: link "event:vote" leads to a draft, which is not published; '
        "publish it, or make this card a draft too"
    ]


def test_an_event_takes_its_sources_along(make_site: MakeSite) -> None:
    """A source that a draft quotes too is shown for the sake of an event that is shown."""
    source = {
        "content/sources/notice.md": "---\ntitle: Notice\npublisher: gazette-press\nkind: notice\n"
        "published: 2022-01-09\ndated: stated\ndocument: notice.txt\nsha256: SHA256\n---\n",
        "archive/notice.txt": "The road is shut.\n",
        "content/claims/hidden.md": CLAIM.replace("rating: mixed", "draft: true\nrating: mixed")
        .replace("source: gazette\n    passage: the dam was finished in 2019", "source: notice\n"
                 "    passage: The road is shut"),
    }  # fmt: skip
    site = make_site(source)
    site.build()
    assert "sources/notice/index.html" not in site.files()
    site = make_site({**source, **event("date: 2022\nsources: [notice]")}, name="cited")
    site.build()
    assert "The town voted." in site.read("sources/notice/index.html")
