"""Up to when the evidence speaks: shown with every rating, and exported with it."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from conftest import BASE, CLAIM, PUBLICATION, MakeSite, Site
from data_files import validated
from factpress.content.claim_facts import as_of

DAM = "content/claims/dam.md"
OTHER = "content/claims/dam-late.md"
SETTINGS = "content/publication.yaml"
GAZETTE = "content/sources/gazette.md"
BASED = PUBLICATION + "url: https://dam.example/\n"


def dated(text: str, day: str) -> str:
    return text.replace("topics:", f"as_of: {day}\ntopics:")


def published(known: str) -> dict[str, str]:
    card = BASE[GAZETTE].replace("published: 2022-01-06", f"published: {known}")
    return {GAZETTE: card}


def resolved(site: Site) -> str:
    catalog = site.catalog()
    return as_of(catalog, catalog.claims["dam"])


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("2022-01-06", "2022-01-06"),
        ("2022-01", "2022-01"),
        ("2022", "2022"),
        ("{not_before: 2022-01-12}", "2022-01-12"),
        ("2022-01-03/2022-01-09", "2022-01-03"),
        ("2021-12/2022-02", "2021-12"),
        ("2021/2022", "2021"),
        ("2021", "2021"),
    ],
)
def test_without_a_word_it_is_the_newest_sources_date_as_known_and_never_later(
    make_site: MakeSite, known: str, expected: str
) -> None:
    unsaid = CLAIM.replace("said: 2022-01-05\n", "")
    assert resolved(make_site({**published(known), DAM: unsaid})) == expected


@pytest.mark.parametrize("known", ["2022-01-03/2022-01-09", "{not_before: 2022-01-01}"])
def test_no_rating_is_of_a_day_before_the_claim_that_its_document_quotes(
    make_site: MakeSite, known: str
) -> None:
    assert resolved(make_site(published(known), "quoted")) == "2022-01-05"
    others = CLAIM.replace("claimants: [ministry]", "claimants: [gazette-press]")
    assert resolved(make_site({**published(known), DAM: others}, "unquoted")) != "2022-01-05"


def test_a_source_of_unknown_day_is_no_older_than_what_it_quotes(make_site: MakeSite) -> None:
    said = CLAIM.replace("speaker: ministry", "speaker: ministry\n    said: 2022-01-20")
    site = make_site({**published("{not_before: 2022-01-12}"), DAM: said})
    assert resolved(site) == "2022-01-20"
    in_month = said.replace("2022-01-20", "2022-02")
    later = {**published("{not_before: 2022-01-12}"), DAM: in_month}
    assert resolved(make_site(later, "month")) == "2022-02"
    assert resolved(make_site({**published("2022"), DAM: in_month}, "year")) == "2022"


def test_a_source_known_to_the_year_is_no_day_of_it(make_site: MakeSite) -> None:
    card = published("2022")[GAZETTE].replace("{how: stated}", "{how: inferred, note: Guessed.}")
    checked = CLAIM.replace("checked: 2022-01-31", "checked: 2022-12-31")
    site = make_site({SETTINGS: BASED, GAZETTE: card, DAM: checked})
    site.build()
    page = site.read("claims/dam/index.html")
    assert 'as of <time datetime="2022">2022</time>' in page
    assert "January 2022" not in page.partition('class="call"')[2].partition("</div>")[0]
    (review,) = reviews(site)
    assert review["temporalCoverage"] == "../2022"
    (claim,) = validated(site, "data/claims.json", "claims")["claims"]
    assert claim["as_of"] == "2022"


def test_the_card_comes_before_the_publication_and_that_before_sources(
    make_site: MakeSite,
) -> None:
    settings = {SETTINGS: PUBLICATION + "as_of: 2022-01\n"}
    assert resolved(make_site(settings, "publication")) == "2022-01"
    own = {**settings, DAM: dated(CLAIM, "2022-01-20")}
    assert resolved(make_site(own, "card")) == "2022-01-20"


def test_it_stands_with_the_rating_and_the_check_in_small_print(make_site: MakeSite) -> None:
    site = make_site({DAM: dated(CLAIM, "2022-01-20")})
    site.build()
    page = site.read("claims/dam/index.html")
    verdict = page.partition('class="call"')[2].partition("</div>")[0]
    assert 'as of <time datetime="2022-01-20">20 January 2022</time>' in verdict
    assert "2022-01-31" not in verdict
    facts = page.partition('<dl class="facts">')[2].partition("</dl>")[0]
    assert '<dt>Checked</dt><dd><time datetime="2022-01-31">' in facts


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "claims/index.html",
        "topics/dams/index.html",
        "ratings/mixed/index.html",
        "actors/ministry/index.html",
        "search/index.html",
        "matrix/index.html",
        "embed/dam/index.html",
    ],
)
def test_every_list_says_it(make_site: MakeSite, path: str) -> None:
    late = dated(CLAIM, "2022-01-20").replace("in 2019.", "in 2019, late.")
    site = make_site({DAM: dated(CLAIM, "2022-01"), OTHER: late})
    site.build()
    main = site.read(path).partition("<main")[2]
    assert '<time datetime="2022-01">January 2022</time>' in main
    assert ('<time datetime="2022-01-20">' in main) == (not path.startswith("embed"))
    dated_badges = re.findall(r'Mixed(?:</span>|</a>)+\s*<span class="as-of">', main)
    assert len(dated_badges) >= (1 if path.startswith("embed") else 2)


@pytest.mark.parametrize(
    "path", ["claims/index.html", "topics/dams/index.html", "ratings/mixed/index.html"]
)
def test_where_all_share_it_the_head_of_the_list_says_it_once(
    make_site: MakeSite, path: str
) -> None:
    settings = PUBLICATION + "as_of: 2022-01\n"
    other = CLAIM.replace("in 2019.", "in 2019, late.")
    site = make_site({SETTINGS: settings, OTHER: other})
    site.build()
    section = site.read(path).partition("<main")[2].partition('id="distribution"')[0]
    section = section.partition('id="timeline"')[0]
    assert section.count('class="aside as-of"') == 1
    assert 'Ratings as of <time datetime="2022-01">January 2022</time>.' in section
    assert '<span class="as-of">' not in section


def test_the_index_of_claims_says_it_once_a_page(make_site: MakeSite) -> None:
    settings = PUBLICATION + "as_of: 2022-01\n"
    site = make_site({SETTINGS: settings, OTHER: CLAIM.replace("in 2019.", "in 2019, late.")})
    site.build()
    assert site.read("claims/index.html").partition("<main")[2].count("as-of") == 1


def test_related_claims_say_it(make_site: MakeSite) -> None:
    late = dated(CLAIM, "2022-01-20").replace("in 2019.", "in 2019, late.")
    site = make_site({DAM: dated(CLAIM, "2022-01"), OTHER: late})
    site.build()
    related = site.read("claims/dam/index.html").partition('class="list"')[2]
    assert 'class="as-of">as of <time datetime="2022-01-20">' in related.partition("</ul>")[0]


TWO = {
    SETTINGS: BASED
    + "findings:\n  - text: The dam was late.\n    claims: {dam: mixed, dam-late: mixed}\n",
    DAM: dated(CLAIM, "2022-01"),
    OTHER: dated(CLAIM, "2022-02-03").replace("in 2019.", "in 2019, late."),
}
SHARED = {**TWO, OTHER: dated(CLAIM, "2022-01").replace("in 2019.", "in 2019, late.")}


def test_findings_say_it(make_site: MakeSite) -> None:
    apart, shared = make_site(TWO, "apart"), make_site(SHARED, "shared")
    apart.build()
    shared.build()
    results = [
        each.read("index.html").partition('class="lead"')[2].partition('class="sum"')[0]
        for each in (apart, shared)
    ]
    assert re.findall('class="as-of">as of <time datetime="([^"]+)"', results[0]) == [
        *("2022-01", "2022-02-03")
    ]
    assert "as-of" not in results[1]
    kicker = results[1].partition('class="kicker"')[2].partition("</p>")[0]
    assert ', as of <time datetime="2022-01">' in kicker
    (finding,) = validated(apart, "data/findings.json", "findings")["findings"]
    assert [each["as_of"] for each in finding["claims"]] == ["2022-01", "2022-02-03"]


def test_pictures_of_ratings_say_it(make_site: MakeSite) -> None:
    apart, shared = make_site(TWO, "apart"), make_site(SHARED, "shared")
    apart.build()
    shared.build()
    for path in ("matrix/matrix.svg", "ratings/ratings.svg"):
        drawn = shared.read(path)
        assert ">Ratings as of January 2022.</text>" in drawn
        assert "Ratings as of January 2022.</desc>" in drawn
    drawn = apart.read("matrix/matrix.svg")
    assert re.findall(">(as of [^<]+)</text>", drawn) == [
        *("as of January 2022", "as of 3 February 2022")
    ]
    drawn = apart.read("ratings/ratings.svg")
    assert "Ratings as of January 2022 – 3 February 2022.</desc>" in drawn
    topic = apart.read("topics/dams/index.html").partition('class="kicker"')[2]
    assert 'Topic, as of <time datetime="2022-01">January 2022</time> – ' in topic


def test_a_date_that_includes_all_others_is_said_alone(make_site: MakeSite) -> None:
    late = dated(CLAIM, "2022-01-20").replace("in 2019.", "in 2019, late.")
    site = make_site({DAM: dated(CLAIM, "2022-01"), OTHER: late})
    site.build()
    assert "Ratings as of January 2022.</desc>" in site.read("ratings/ratings.svg")


RATED = """\
changes:
  - {date: 2022-02-01, kind: rating, note: The log came out., from: "true", to: "false"}
  - {date: 2022-03-05, kind: rating, note: More came out., from: "false", to: mixed}
"""


def test_a_change_to_the_rating_that_a_claim_has_says_it(make_site: MakeSite) -> None:
    text = dated(CLAIM, "2022-01").replace("topics: [dams]\n", f"topics: [dams]\n{RATED}")
    site = make_site({DAM: text})
    site.build()
    for path in ("changes/index.html", "changes/2022-03/index.html", "claims/dam/index.html"):
        page = site.read(path).replace("\n", " ")
        rating = r"Mixed(?:</span>|</a>)+ <span class=\"as-of\">as of <time datetime=\"2022-01\">"
        assert re.search(rf"From .{{,200}}False(?:</span>|</a>)+ to .{{,200}}{rating}", page), path
    earlier = site.read("changes/2022-02/index.html").partition("<main")[2]
    assert "as-of" not in earlier, "how far the evidence reached then nobody wrote down"
    changes = json.loads(site.read("claims/dam/claim.json"))["changes"]
    assert [each.get("as_of") for each in changes] == ["2022-01", None]
    items = json.loads(site.read("changes/feed.json"))["items"]
    assert [item["content_text"] for item in items] == [
        "False → Mixed, as of January 2022. More came out.",
        "True → False. The log came out.",
    ]
    assert "False → Mixed, as of January 2022. " in site.read("changes/feed.xml")


def test_a_withdrawn_claim_has_no_rating_to_say_it_of(make_site: MakeSite) -> None:
    gone = "withdrawn: {date: 2022-04-01, note: Nobody said so.}\n"
    text = CLAIM.replace("topics: [dams]\n", f"topics: [dams]\n{RATED}{gone}")
    site = make_site({OTHER: text.replace("in 2019.", "in 2019, late.")})
    site.build()
    for path in ("changes/index.html", "claims/dam-late/index.html", "embed/dam-late/index.html"):
        assert "as-of" not in site.read(path).partition("<main")[2], path


def test_programs_are_told(make_site: MakeSite) -> None:
    site = make_site({DAM: dated(CLAIM, "2022-01"), SETTINGS: BASED})
    site.build()
    assert json.loads(site.read("claims/dam/claim.json"))["as_of"] == "2022-01"
    (claim,) = json.loads(site.read("data/claims.json"))["claims"]
    assert (claim["as_of"], claim["checked"]) == ("2022-01", "2022-01-31")
    (row,) = csv.DictReader(io.StringIO(site.read("data/claims.csv")))
    assert row["as_of"] == "2022-01"
    (review,) = reviews(site)
    assert review["temporalCoverage"] == "../2022-01"
    assert review["datePublished"] == "2022-01-31", "the review's own"
    assert review["reviewRating"]["alternateName"] == "Mixed"
    feed = json.loads(site.read("feed.json"))["items"][0]
    assert feed["content_text"].startswith("Mixed, as of January 2022. ")
    assert feed["_factpress"]["as_of"] == "2022-01"
    assert "Mixed, as of January 2022. " in site.read("feed.xml")
    (result,) = json.loads(site.read("data/factchecktools.json"))["claims"]
    assert result["claimReview"][0]["textualRating"] == "Mixed, as of January 2022"
    (item,) = json.loads(site.read("data/datafeed.json"))["dataFeedElement"]
    assert item["item"][0]["temporalCoverage"] == "../2022-01"
    assert "Rating: Mixed, as of 2022-01; checked 2022-01-31" in site.read("claims/dam/cite.bib")
    (entry,) = json.loads(site.read("claims/dam/cite.json"))
    assert entry["issued"] == {"date-parts": [[2022, 1, 31]]}
    assert "as of 2022-01" in entry["note"]
    assert "Mixed%2C%20as%20of%20January%202022" in site.read("claims/dam/index.html")


def reviews(site: Site) -> list[dict[str, Any]]:
    page = site.read("claims/dam/index.html")
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    return [node for node in map(json.loads, blocks) if node["@type"] == "ClaimReview"]


@pytest.mark.parametrize(
    ("language", "month", "day"),
    [
        ("fr", "état : janvier 2022", "état : 20 janvier 2022"),
        ("ru", "по состоянию на январь 2022", "по состоянию на 20 января 2022"),
        ("ar", "حتى يناير 2022", "حتى 20 يناير 2022"),
    ],
)
def test_it_is_said_in_the_publications_language(
    make_site: MakeSite, language: str, month: str, day: str
) -> None:
    settings = PUBLICATION.replace("language: en", f"language: {language}")
    for number, (given, words) in enumerate((("2022-01", month), ("2022-01-20", day))):
        site = make_site({SETTINGS: settings, DAM: dated(CLAIM, given)}, f"{language}-{number}")
        site.build()
        page = re.sub(r"<[^>]+>", "", site.read("claims/dam/index.html"))
        assert words in page.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_search_shows_it_with_what_it_finds(make_site: MakeSite) -> None:
    site = make_site({DAM: dated(CLAIM, "2022-01"), SETTINGS: PUBLICATION + "search: pagefind\n"})
    site.build()
    page = site.read("claims/dam/index.html")
    assert 'data-as-of="as of January 2022"' in page
    assert "as_of[data-as-of]" in page
