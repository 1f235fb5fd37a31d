"""The guideline for fact checks: what is refused, what is warned of."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from typing import Any

import pytest

from conftest import BASE, CLAIM, PUBLICATION, MakeSite
from factpress.exports.claimreview_rules import failures

GOOD: dict[str, Any] = {
    "@type": "ClaimReview",
    "url": "./",
    "claimReviewed": "The dam was finished.",
    "datePublished": "2022-01-31",
    "inLanguage": "en",
    "author": {"@type": "Organization", "name": "Dam Watch", "url": "../../"},
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "Mixed",
        "ratingValue": 2,
        "bestRating": 3,
        "worstRating": 1,
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": [{"@type": "Person", "name": "Ann", "sameAs": ["https://a.example/"]}],
        "datePublished": "2022-01",
    },
}


def test_what_the_guideline_wants_has_no_failure() -> None:
    assert list(failures(GOOD)) == []
    plain = copy.deepcopy(GOOD)
    plain["reviewRating"] = {"alternateName": "Mixed"}
    plain["itemReviewed"] = {"@type": "Claim"}
    assert list(failures(plain)) == []


@pytest.mark.parametrize(
    ("path", "value", "failure"),
    [
        ("claimReviewed", " ", ("claimReviewed", "is missing")),
        ("url", None, ("url", "is missing")),
        ("url", "ftp://a/", ("url", "is neither absolute nor relative to the page")),
        ("url", "https:///x", ("url", "is neither absolute nor relative to the page")),
        ("inLanguage", None, ("inLanguage", "is missing")),
        ("datePublished", "2022-01", ("datePublished", "is not a day")),
        ("author", None, ("author", "has no name")),
        ("author.@type", "Thing", ("author", "is neither a Person nor an Organization")),
        ("author.url", None, ("author", "has no address")),
        ("reviewRating", None, ("reviewRating", "has no word")),
        ("reviewRating.alternateName", "", ("reviewRating", "has no word")),
        ("reviewRating.bestRating", None, ("reviewRating", "has a number without its scale")),
        (
            "reviewRating.ratingValue",
            4,
            ("reviewRating", "is numbered 4 on a scale from 1 to 3"),
        ),
        (
            "reviewRating.worstRating",
            0,
            ("reviewRating", "is numbered 2 on a scale from 0 to 3"),
        ),
        ("itemReviewed", None, ("itemReviewed", "is missing")),
        ("itemReviewed.author", [{"@type": "Person"}], ("itemReviewed.author", "has no name")),
        (
            "itemReviewed.author",
            {"@type": "Person", "name": "A", "sameAs": ["mailto:a"]},
            ("itemReviewed.author", "has an identity that is no address"),
        ),
        (
            "itemReviewed.datePublished",
            "2021/2022",
            ("itemReviewed.datePublished", "is not a date"),
        ),
    ],
)
def test_what_would_be_turned_away_is_found(
    path: str, value: object, failure: tuple[str, str]
) -> None:
    node = copy.deepcopy(GOOD)
    *above, last = path.split(".")
    inner = node
    for name in above:
        inner = inner[name]
    inner[last] = value
    assert failure in list(failures(node))


def test_a_claim_made_after_its_check_is_refused(make_site: MakeSite) -> None:
    said = CLAIM.replace("checked: 2022-01-31", "checked: 2022-01-07").replace(
        "said: 2022-01-05", "said: 2022-01-08"
    )
    late = {
        "content/claims/dam.md": said.replace("source: gazette", "source: later", 1),
        "content/sources/later.md": "---\ntitle: Later\npublisher: gazette-press\nkind: report\n"
        "published: 2022-03-01\ndated: stated\ndocument: later.txt\nsha256: SHA256\n---\n",
        "archive/later.txt": "The Ministry of Works: the dam was finished in 2019.\n\n"
        "It said no more of it that day, and the building log stayed where it was.\n",
    }
    assert make_site(late).refused() == [
        "content/claims/dam.md:6:7: said in 2022-01-08, after it was checked on 2022-01-07"
    ]


def test_a_claim_without_claimants_is_warned_of(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": CLAIM.replace("claimants: [ministry]\n", "")})
    assert site.problems() == [
        "content/claims/dam.md:2:8: warning: claim has no claimants, so machines are not told who "
        "made it; an actor card of the kind “unnamed speaker” will do where there is no name"
    ]
    site.build()


def test_a_rating_below_one_is_refused(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": PUBLICATION.replace("value: 1", "value: 0")})
    (problem,) = site.refused()
    assert problem.startswith("content/publication.yaml:6:")
    assert problem.endswith(
        "is below 1; in fact checks the worst rating is numbered 1, the best highest"
    )


def test_a_scale_with_some_numbers_is_refused(make_site: MakeSite) -> None:
    some = PUBLICATION.replace("value: 2, ", "")
    assert make_site({"content/publication.yaml": some}).refused() == [
        'content/publication.yaml:7:5: rating "mixed" has no value, and others of the scale have '
        "one; give every rating a value, if the scale is a ladder from worst to best, or none, if "
        "its ratings are kinds"
    ]


def test_ratings_that_are_kinds_have_no_numbers_and_lack_none(make_site: MakeSite) -> None:
    kinds = re.sub(r"value: \d, ", "", PUBLICATION)
    site = make_site({"content/publication.yaml": f"{kinds}url: https://dam.example/\n"})
    told = [line for line in site.problems(recommended=True) if "reviewRating" in line]
    assert told == []
    site.build()
    page = site.read("claims/dam/index.html")
    assert '"alternateName":"Mixed"' in page.replace(": ", ":")
    assert "ratingValue" not in page
    assert "bestRating" not in page
    claims = json.loads(site.read("data/claims.json"))
    assert all("value" not in each["rating"] for each in claims["claims"])
    table = list(csv.DictReader(io.StringIO(site.read("data/claims.csv"))))
    assert [row["rating_value"] for row in table] == [""]


def test_each_part_that_is_recommended_and_missing_is_told_once(make_site: MakeSite) -> None:
    bare = CLAIM.replace("said: 2022-01-05\n", "").replace("stance: asserts", "stance: reports")
    ratings = PUBLICATION.replace("value: 2", "value: 1").replace("value: 3", "value: 1")
    site = make_site(
        {
            "content/publication.yaml": f"{ratings}url: https://dam.example/\n",
            "content/claims/dam.md": bare,
            "content/claims/dim.md": bare,
        }
    )
    told = [p.partition("warning: ClaimReview: ") for p in site.problems(recommended=True)]
    assert {(place, words) for place, _, words in told if words} == {
        (
            f"content/claims/dam.md:{place}: ",
            f"{part} is recommended and missing here and in 1 more; {giver} would give it",
        )
        for place, part, giver in (
            ("6:12", "itemReviewed.author.sameAs", "`same_as` in the cards of the claimants"),
            ("2:8", "itemReviewed.datePublished", "`said`"),
            ("2:8", "itemReviewed.appearance", "`appearances`"),
            ("2:8", "itemReviewed.firstAppearance", "`appearances`, each with its date"),
            ("3:9", "reviewRating.ratingValue", "a different `value` for each rating of the scale"),
        )
    }
    site.build()


def test_a_claim_with_all_that_is_recommended_has_no_warning(make_site: MakeSite) -> None:
    full = CLAIM.replace("topics:", "appearances: [{source: gazette, date: 2022-01-06}]\ntopics:")
    ministry = BASE["content/actors/ministry.md"].replace(
        "kind:", "same_as: ['https://m.example/']\nkind:"
    )
    site = make_site(
        {
            "content/publication.yaml": f"{PUBLICATION}url: https://dam.example/\n",
            "content/claims/dam.md": full,
            "content/actors/ministry.md": ministry,
        }
    )
    assert site.problems(recommended=True) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_publication_without_address_or_publisher_has_no_warning(
    make_site: MakeSite, language: str
) -> None:
    settings = PUBLICATION.replace("language: en", f"language: {language}")
    assert make_site({"content/publication.yaml": settings}).problems() == []
