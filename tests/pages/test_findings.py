"""Findings: sentences of the publication's own, which may state no rating but the claims'."""

from __future__ import annotations

import re

import pytest

from conftest import CLAIM, PUBLICATION, MakeSite, Site
from crawler import Crawl
from data_files import validated
from factpress.load import load
from factpress.update import update

LATE = CLAIM.replace("The dam was finished in 2019.", "The dam was finished late.").replace(
    "rating: mixed", 'rating: "true"'
)
FINDINGS = """\
findings:
  - text: Nobody shows when the dam & the road were finished.
    claims: {dam: mixed, late: "true"}
  - head: "It was late:"
    text: nobody denies it.
    claims:
      late: "true"
"""
FILES: dict[str, str | bytes | None] = {
    "content/publication.yaml": PUBLICATION + FINDINGS,
    "content/claims/late.md": LATE,
}


def site_with(make_site: MakeSite, claims: str, **files: str) -> Site:
    found = f"findings:\n  - text: Nobody knows.\n    claims: {claims}\n"
    cards = {f"content/claims/{name}.md": text for name, text in files.items()}
    return make_site({"content/publication.yaml": PUBLICATION + found, **cards})


def test_the_home_page_shows_them_in_order_with_claims_and_ratings(make_site: MakeSite) -> None:
    site = make_site(FILES)
    assert site.problems() == []
    site.build()
    section = site.read("index.html").partition(">What we found</h2>")[2]
    section = section.partition('<hr class="sum">')[0]
    first, second = section.split("</li>\n<li class=")
    assert '<p dir="auto">Nobody shows when the dam &amp; the road were finished.</p>' in first
    assert '<p dir="auto"><b>It was late:</b> nobody denies it.</p>' in second
    assert re.findall(r'href="(claims/[^"]*)"', first) == ["claims/dam/", "claims/late/"]
    assert re.findall(r'href="(claims/[^"]*)"', second) == ["claims/late/"]
    words = [re.sub(r"<[^>]*>", "", each) for each in re.findall(r"<a.*?</a>", section)]
    assert words == [
        *("Mixed: The dam was finished in 2019.", "True: The dam was finished late."),
        "True: The dam was finished late.",
        "What the marks mean",
    ]
    assert '<use href="#m-mixed"/>' in first.partition("<div>")[0]
    assert Crawl(site.options.out).broken() == []


def test_they_are_data_too(make_site: MakeSite) -> None:
    site = make_site(FILES)
    site.build()
    first, second = validated(site, "data/findings.json", "findings")["findings"]
    assert first["text"] == "Nobody shows when the dam & the road were finished."
    assert [each["id"] for each in first["claims"]] == ["dam", "late"]
    assert second["text"] == "It was late: nobody denies it."
    assert second["claims"] == [
        {
            "id": "late",
            "claim": "The dam was finished late.",
            "url": "../claims/late/",
            "rating": {"id": "true", "label": "True", "value": 3},
            "as_of": "2022-01-06",
        }
    ]


def test_without_findings_a_site_has_nothing_of_them(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert not [path for path in site.files() if "findings" in path]
    assert "What we found" not in site.read("index.html")


def test_a_changed_finding_changes_only_pages_that_show_it(make_site: MakeSite) -> None:
    site = make_site(FILES)
    site.lock()
    update(site.options, site.cache)
    site.edit("content/publication.yaml", "It was late:", "It was late by a year:")
    site.report = update(site.options, site.cache)
    assert site.written() == ["data/findings.json", "index.html", "topics/dams/index.html"]
    site.edit("content/publication.yaml", "Nobody shows", "Nobody has shown")
    site.report = update(site.options, site.cache)
    assert site.written() == ["data/findings.json", "index.html", "topics/dams/index.html"]


PROBLEMS = {
    "another rating": (
        '{dam: "true"}',
        '11:19: finding states "true" of claim "dam", whose rating is "mixed"; write mixed and see '
        "that the sentence says so, or leave the claim out",
    ),
    "no rating of the scale": (
        "{dam: mixd}",
        '11:19: rating "mixd" is not on the scale; did you mean "mixed"? Allowed: false, mixed, '
        'true. The rating of claim "dam" is "mixed".',
    ),
    "a label for an id": (
        "{dam: Mixed}",
        '11:19: rating "Mixed" is not on the scale; did you mean "mixed"? Allowed: false, mixed, '
        'true. The rating of claim "dam" is "mixed".',
    ),
    "no such claim": (
        "{dams: mixed}",
        '11:14: claim "dams" has no card in claims/; did you mean "dam"? Allowed: dam.',
    ),
    "an actor": (
        "{dam: mixed, ministry: mixed}",
        '11:26: claim "ministry" has no card in claims/. Allowed: dam.',
    ),
    "no claims": (
        "{}",
        "11:13: finding names no claim; name at least one, with the rating that it has",
    ),
    "a claim without its rating": (
        "{dam: }",
        '11:14: claim "dam" has no rating here; write the rating that it has',
    ),
    "one of two without its rating": (
        "{dam: mixed, late: }",
        '11:26: claim "late" has no rating here; write the rating that it has',
    ),
    "a list": (
        "[dam]",
        '11:13: claims must be a mapping; write lines of "key: value"; found a list',
    ),
    "two ratings": ("{dam: [mixed]}", "11:19: dam must be text; found a list"),
    "a claim twice": (
        "{dam: mixed, dam: mixed}",
        '11:26: key "dam" is there twice, first in line 11; keep one',
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_reports_a_finding_that_states_what_is_not_so(make_site: MakeSite, name: str) -> None:
    claims, expected = PROBLEMS[name]
    site = site_with(make_site, claims)
    assert site.refused() == [f"content/publication.yaml:{expected}"]


def test_reports_every_mistake_of_every_finding(make_site: MakeSite) -> None:
    more = "  - text: All of it.\n    claims: {late: false, dam: mixed}\n"
    site = make_site(FILES | {"content/publication.yaml": PUBLICATION + FINDINGS + more})
    site.edit("content/claims/dam.md", "rating: mixed", 'rating: "false"')
    assert [line.split(": ")[0] for line in site.refused()] == [
        "content/publication.yaml:11:19",
        "content/publication.yaml:17:20",
        "content/publication.yaml:17:32",
    ]


def test_reports_a_finding_without_claims_or_with_other_fields(make_site: MakeSite) -> None:
    found = "findings:\n  - {text: Nobody knows., claim: dam}\n"
    site = make_site({"content/publication.yaml": PUBLICATION + found})
    missing, unknown = site.refused()
    assert missing.startswith(
        'content/publication.yaml:10:5: field "claims" is missing in findings item 1'
    )
    assert unknown == (
        'content/publication.yaml:10:27: field "claim" is not known; did you mean "claims"? '
        "Allowed: text, head, claims."
    )


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (
            "rating: mixed",
            "draft: true\nrating: mixed",
            "a draft, which is not published; publish it, or leave it out of the findings",
        ),
        (
            "checked: 2022-01-31",
            "checked: 2027-01-05",
            "held back until 2027-01-05; leave it out until then",
        ),
    ],
)
def test_reports_a_finding_on_a_claim_held_back(
    make_site: MakeSite, old: str, new: str, why: str
) -> None:
    site = site_with(make_site, "{dam: mixed, hidden: mixed}", hidden=CLAIM.replace(old, new))
    assert site.refused() == [f'content/publication.yaml:11:26: claim "hidden" is {why}']
    preview = load(site.options._replace(drafts=True), site.cache)[1]
    assert [p.severity for p in preview if why in p.message] == ["warning"]


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("withdrawn: {date: 2022-03-01, note: Nobody said so.}", "withdrawn; remove it"),
        ("merged_into: dam", 'merged into "dam"; name that instead'),
    ],
)
def test_reports_a_finding_on_a_claim_that_is_no_more(
    make_site: MakeSite, line: str, gone: str
) -> None:
    other = CLAIM.replace("rating: mixed", f"{line}\nrating: mixed")
    site = site_with(make_site, "{gone: mixed}", gone=other)
    assert f'content/publication.yaml:11:14: claim "gone" is {gone}' in site.refused()
