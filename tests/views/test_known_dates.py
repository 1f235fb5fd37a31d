"""A source's date is shown, sorted and exported as it is known: month, year or lower bound."""

from __future__ import annotations

import json
import re

import pytest

from conftest import BASE, CLAIM, PUBLICATION, MakeSite, Site
from factpress.charts.timeline import TimelineEntry, ordered

GAZETTE = "content/sources/gazette.md"
DAM = "content/claims/dam.md"
APPEARS = (
    CLAIM.replace("evidence:", "appearances:\n  - source: gazette\nevidence:")
    .replace("checked: 2022-01-31", "checked: 2022-12-31")
    .replace("speaker: engineer", "speaker: engineer\n    said: 2021-12-20")
)
PAGES = (
    "sources/gazette/index.html",
    "sources/index.html",
    "claims/dam/index.html",
    "actors/ministry/index.html",
    "lineage/index.html",
    "matrix/index.html",
    "topics/dams/index.html",
)


def known(published: str, language: str = "en") -> dict[str, str]:
    card = BASE[GAZETTE].replace("published: 2022-01-06", f"published: {published}")
    return {
        GAZETTE: card.replace("{how: stated}", "{how: inferred, note: Worked out.}"),
        DAM: APPEARS,
        "content/publication.yaml": PUBLICATION.replace("language: en", f"language: {language}"),
    }


def built(make_site: MakeSite, published: str, language: str = "en") -> Site:
    site = make_site(known(published, language), f"{language}-{abs(hash(published))}")
    site.build()
    return site


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2022-01", '<time datetime="2022-01">January 2022</time>'),
        ("2022", '<time datetime="2022">2022</time>'),
        ("{not_before: 2022-01-12}", "<span>not before 12 January 2022</span>"),
        ("{date: 2022-01-06}", '<time datetime="2022-01-06">6 January 2022</time>'),
    ],
)
def test_pages_show_what_is_known(
    make_site: MakeSite, path: str, published: str, shown: str
) -> None:
    page = built(make_site, published).read(path).partition("<main")[2]
    assert shown in page
    if "not_before" in published:
        bare = re.sub("<[^>]+>", "", page).replace("not before 12 January 2022", "")
        bare = bare.replace("as of 12 January 2022", "").replace("Ratings as of 12 January", "")
        assert "12 January 2022" not in re.sub(r"from \d.*?one date", "", bare)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("2021-12", '<time datetime="2021-12">December 2021</time>'),
        ("2021", '<time datetime="2021">2021</time>'),
        ("2021-12-20", '<time datetime="2021-12-20">20 December 2021</time>'),
        (
            "2021-12/2022-01-03",
            '<time datetime="2021-12">December 2021</time> – '
            '<time datetime="2022-01-03">3 January 2022</time>',
        ),
    ],
)
def test_the_list_of_statements_shows_when_words_were_said_and_no_documents_date(
    make_site: MakeSite, said: str, shown: str
) -> None:
    files = known("{not_before: 2022-01-12}")
    site = make_site({**files, DAM: APPEARS.replace("said: 2021-12-20", f"said: {said}")})
    site.build()
    page = site.read("timeline/index.html").partition("<main")[2]
    listed = re.findall(r'<li class="said.*?</li>', page, re.S)
    (denied,) = (each for each in listed if "denied by The engineer" in each)
    assert f'<span class="when">{shown}</span>' in denied
    assert len(listed) == 2
    assert "12 January 2022" not in page


@pytest.mark.parametrize(
    ("said", "shown"),
    [("2022-01-05", "2022"), ("2022-01", "2022"), ("2021-12/2022-01", "2021-12|2022-01")],
)
def test_lists_of_claims_show_the_year_of_a_claim_and_a_period_whole(
    make_site: MakeSite, said: str, shown: str
) -> None:
    site = make_site({DAM: CLAIM.replace("said: 2022-01-05", f"said: {said}")})
    site.build()
    made = site.read("claims/index.html").partition(" · claim made ")[2].partition(" · ")[0]
    assert re.findall(r'datetime="([^"]+)"', made) == shown.split("|")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "pas avant le 12 janvier 2022"),
        ("ru", "не ранее 12 января 2022"),
        ("ar", "ليس قبل 12 يناير 2022"),
    ],
)
def test_a_lower_bound_is_said_in_the_publications_language(
    make_site: MakeSite, language: str, words: str
) -> None:
    site = built(make_site, "{not_before: 2022-01-12}", language)
    assert words in site.read("sources/gazette/index.html")


@pytest.mark.parametrize(
    ("published", "date", "typed"),
    [
        ("2022-01", "2022-01", {"date": "2022-01"}),
        ("2022", "2022", {"date": "2022"}),
        ("2022-01-06", "2022-01-06", {"date": "2022-01-06"}),
        ("{not_before: 2022-01-12}", None, {"not_before": "2022-01-12"}),
        ("2022-01-03/2022-01-09", None, {"date": "2022-01-03/2022-01-09"}),
    ],
)
def test_programs_get_what_is_known(
    make_site: MakeSite, published: str, date: str | None, typed: dict[str, str]
) -> None:
    site = built(make_site, published)
    page = site.read("claims/dam/index.html")
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    (review,) = (n for n in map(json.loads, blocks) if n["@type"] == "ClaimReview")
    assert review["citation"][0].get("datePublished") == date
    assert review["itemReviewed"]["firstAppearance"].get("datePublished") == date
    (source,) = json.loads(site.read("data/sources.json"))["sources"]
    assert source["published"] == typed
    (document,) = json.loads(site.read("claims/dam/claim.json"))["documents"]
    assert document["published"] == typed


def appearing(*dates: str) -> dict[str, str]:
    listed = "".join(
        f"  - {{url: 'https://example.org/{n}', date: {date}}}\n" for n, date in enumerate(dates)
    )
    return {
        DAM: CLAIM.replace("evidence:", f"appearances:\n  - source: gazette\n{listed}evidence:")
    }


@pytest.mark.parametrize(
    ("published", "other", "first"),
    [
        ("2022-01", "2022-01-15", None),
        ("2021-12", "2022-01-15", "Dam row deepens"),
        ("{not_before: 2022-01-01}", "2022-01-15", None),
        ("2022-02", "2022-01-15", "https://example.org/0"),
    ],
)
def test_the_first_appearance_is_only_what_dates_prove(
    make_site: MakeSite, published: str, other: str, first: str | None
) -> None:
    claim = appearing(other)[DAM].replace("checked: 2022-01-31", "checked: 2022-12-31")
    site = make_site({**known(published), DAM: claim})
    site.build()
    page = site.read("claims/dam/index.html")
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    (review,) = (n for n in map(json.loads, blocks) if n["@type"] == "ClaimReview")
    found = review["itemReviewed"].get("firstAppearance")
    assert (found and (found.get("name") or found["url"])) == first


ECHO = """\
---
title: "{title}"
publisher: echo-press
kind: news report
published: {published}
dated: {{how: inferred, note: Worked out.}}
document: echo.txt
sha256: SHA256
origins: [{{actor: gazette-press, note: It names it.}}]
---
"""


@pytest.mark.parametrize(
    ("one", "other", "earliest"),
    [
        ("2022-01-08", "2022-01-09", ["One"]),
        ("2022-01-08", "2022-01-08", ["One", "Other"]),
        ("2022-01", "2022-01-09", []),
        ("2021-12", "2022-01-09", ["One"]),
        ("{not_before: 2022-01-01}", "2022-01-09", []),
        ("{not_before: 2022-01-10}", "2022-01-09", ["Other"]),
        ("2022", "2022-01", []),
        ("2021", "2022-01", ["One"]),
    ],
)
def test_earliest_is_said_only_where_bounds_prove_it(
    make_site: MakeSite, one: str, other: str, earliest: list[str]
) -> None:
    site = make_site(
        {
            "content/actors/echo-press.md": "---\nname: Echo\nkind: publication\n---\n",
            "archive/echo.txt": "The dam was late, the River Gazette says of it.\n",
            "content/sources/one.md": ECHO.format(title="One", published=one),
            "content/sources/other.md": ECHO.format(title="Other", published=other),
        }
    )
    site.build()
    page = site.read("lineage/index.html")
    origins = page.partition('id="origins"')[2]
    lines = re.findall(r"<li>(.*?)</li>", origins.partition("</tbody>")[0], re.S)
    marked = [line for line in lines if "first seen here" in line]
    assert sorted(name for name in ("One", "Other") for m in marked if f">{name}<" in m) == earliest
    rows = page.partition('id="documents"')[2].partition("</tbody>")[0]
    assert rows.count("first seen here") == len(earliest)


def test_sources_are_listed_by_their_first_day_best_known_first(make_site: MakeSite) -> None:
    dates = {"a": "2022", "b": "{not_before: 2022-01-01}", "c": "2022-01", "d": "2022-01-01"}
    site = make_site(
        {
            "content/actors/echo-press.md": "---\nname: Echo\nkind: publication\n---\n",
            "archive/echo.txt": "The dam was late, the River Gazette says of it.\n",
            **{
                f"content/sources/{name}.md": ECHO.format(title=f"Echo {name}", published=date)
                for name, date in dates.items()
            },
        }
    )
    site.build()
    found = [s["id"] for s in json.loads(site.read("data/sources.json"))["sources"]]
    assert found == ["d", "c", "a", "b", "gazette"]


def test_a_timeline_sorts_so_too_and_draws_a_bound_at_its_day(make_site: MakeSite) -> None:
    periods = ("[2022-01-06..]", "2022", "2022-01", "2022-01-06", "2022-01-01")
    found = [
        e.period for e in ordered(TimelineEntry(period, "published", "", "") for period in periods)
    ]
    assert found == ["2022-01-01", "2022-01", "2022", "2022-01-06", "[2022-01-06..]"]
    drawn = built(make_site, "{not_before: 2022-01-12}").read("claims/dam/timeline.svg")
    assert ">not before 12 January 2022<" in drawn
    assert "[" not in re.sub(r"<style>.*?</style>", "", drawn, flags=re.S)
