"""Dates that cannot be right are problems at their places; what may be right passes."""

from __future__ import annotations

import datetime as dt

import pytest

from conftest import BASE, CLAIM, PUBLICATION, MakeSite
from factpress.model.card_parts import (
    Published,
    by_date,
    first_day,
    in_plain_words,
    last_day,
    written,
)

DAM = "content/claims/dam.md"
GAZETTE = "content/sources/gazette.md"
SETTINGS = "content/publication.yaml"
APPEARED = "appearances:\n  - {url: https://example.org/speech, date: 2022-01-20}\nevidence:"
SAID_LATER = CLAIM.replace("said: 2022-01-05", "said: 2022-01-20")
# Nobody is quoted as asserting the claim: the engineer denied it before it was made.
DENIED_BEFORE = SAID_LATER.replace(
    "stance: asserts\n    speaker: ministry", "stance: qualifies\n    speaker: engineer"
).replace("evidence:", APPEARED)


def source(published: str) -> dict[str, str]:
    card = BASE[GAZETTE].replace("published: 2022-01-06", f"published: {published}")
    return {GAZETTE: card.replace("{how: stated}", "{how: inferred, note: Worked out.}")}


def told(make_site: MakeSite, *words: str, **files: str) -> list[str]:
    found = make_site(dict(files)).problems()
    return [line for line in found if any(word in line for word in words)]


def test_evidence_may_be_older_than_its_claim(make_site: MakeSite) -> None:
    assert told(make_site, "said in", **{DAM: DENIED_BEFORE}) == []


@pytest.mark.parametrize("stance", ["denies", "qualifies"])
def test_no_denial_of_a_claimant_bounds_when_he_made_the_claim(
    make_site: MakeSite, stance: str
) -> None:
    text = SAID_LATER.replace("stance: asserts", f"stance: {stance}")
    assert told(make_site, "said in", **{DAM: text}) == []


@pytest.mark.parametrize("stance", ["asserts", "reports"])
def test_own_telling_passages_bound_when_the_claim_was_made(
    make_site: MakeSite, stance: str
) -> None:
    text = SAID_LATER.replace("stance: asserts", f"stance: {stance}")
    (line,) = told(make_site, "said in", **{DAM: text})
    assert line.startswith(f"{DAM}:6:7: said in 2022-01-20, after the claimants' own passages")


def test_anothers_passage_bounds_nothing(make_site: MakeSite) -> None:
    text = SAID_LATER.replace("claimants: [ministry]", "claimants: [gazette-press]")
    assert told(make_site, "said in", **{DAM: text}) == []


def test_an_appearance_of_that_day_shows_that_the_claim_was_made_again(
    make_site: MakeSite,
) -> None:
    text = SAID_LATER.replace("evidence:", APPEARED)
    assert told(make_site, "said in", **{DAM: text}) == []
    later = text.replace("said: 2022-01-20", "said: 2022-01-21")
    assert len(told(make_site, "said in", **{DAM: later})) == 1


@pytest.mark.parametrize(
    ("published", "said", "is_wrong"),
    [
        ("2022-01", "2022-01-31", False),
        ("2022-01", "2022-02", True),
        ("2022", "2022-12-31", False),
        ("2022", "2023", True),
        ("{not_before: 2022-01-05}", "2022-01-30", False),
        ("2022-01-03/2022-01-09", "2022-01-09", False),
        ("2022-01-03/2022-01-09", "2022-01-10", True),
    ],
)
def test_only_what_is_certainly_said_after_its_source_is_wrong(
    make_site: MakeSite, published: str, said: str, *, is_wrong: bool
) -> None:
    text = CLAIM.replace("speaker: ministry", f"speaker: ministry\n    said: {said}")
    files = {DAM: text.replace("checked: 2022-01-31", "checked: 2024-01-31"), **source(published)}
    assert bool(told(make_site, "after the source", **files)) == is_wrong


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2022-02", "(the first in 2022-02)"),
        ("2022-02-01", "(the first on 2022-02-01)"),
        ("{not_before: 2022-02-01}", "(the first not before 2022-02-01)"),
    ],
)
def test_a_check_is_not_before_a_source_can_have_been_published(
    make_site: MakeSite, published: str, words: str
) -> None:
    (line,) = told(make_site, "checked on", **source(published))
    assert words in line


@pytest.mark.parametrize("published", ["2022", "2022-01", "{not_before: 2022-01-31}"])
def test_a_check_within_what_is_known_passes(make_site: MakeSite, published: str) -> None:
    assert told(make_site, "checked on", **source(published)) == []


def two_sources(**replaced: str) -> dict[str, str]:
    """The claim with a second passage that asserts it, in a source of 2022-03-01."""
    claim = CLAIM.replace("stance: denies", "stance: asserts")
    first, second = claim.split("  - id: not-done")
    for old, new in replaced.items():
        first = first.replace(f"{old}: ", f"{old}: {new}\n#")
    return {
        DAM: first + "  - id: not-done" + second.replace("source: gazette", "source: herald"),
        "archive/herald.txt": "In March we were still pouring concrete in 2020, they said.\n",
        "content/sources/herald.md": BASE[GAZETTE]
        .replace("gazette.txt", "herald.txt")
        .replace("2022-01-06", "2022-03-01"),
    }


def test_a_check_need_not_be_after_every_source(make_site: MakeSite) -> None:
    assert told(make_site, "before any of its sources", **two_sources()) == []


def test_a_check_is_held_to_the_first_of_several_sources(make_site: MakeSite) -> None:
    (line,) = told(make_site, "checked on", **two_sources(checked="2022-01-05"))
    assert "(the first on 2022-01-06)" in line


def test_as_of_need_not_be_after_every_assertion(make_site: MakeSite) -> None:
    assert told(make_site, "as_of", **two_sources(topics="[dams]\nas_of: 2022-02")) == []


def test_as_of_is_held_to_the_first_of_several_assertions(make_site: MakeSite) -> None:
    (line,) = told(make_site, "as_of", **two_sources(topics="[dams]\nas_of: 2021-12"))
    assert "before the first passage that asserts the claim (2022-01-06)" in line


@pytest.mark.parametrize(
    ("published", "is_wrong"),
    [("2026", False), ("2026-11", False), ("2026-12", True), ("{not_before: 2026-11-28}", True)],
)
def test_no_source_is_certainly_published_after_today(
    make_site: MakeSite, published: str, *, is_wrong: bool
) -> None:
    text = CLAIM.replace("checked: 2022-01-31", "checked: 2026-11-27")
    found = told(make_site, "after today", **{DAM: text, **source(published)})
    assert bool(found) == is_wrong


def test_a_date_and_a_bound_at_once_are_refused(make_site: MakeSite) -> None:
    files = source("{date: 2022-01, not_before: 2022-01-05}")
    (line,) = told(make_site, "not both", **files)
    assert line.startswith(f"{GAZETTE}:5:")


@pytest.mark.parametrize(
    ("as_of", "message"),
    [
        ("2026-11-28", "as_of is 2026-11-28, which is after today, 2026-11-27"),
        ("2026-12", "as_of is 2026-12, which is after today, 2026-11-27"),
        (
            "2021-12",
            "as_of is 2021-12, before the first passage that asserts the claim (2022-01-06)",
        ),
        ("2022", "is not a day or month"),
        ("2022-01-06/2022-01-09", "is not a day or month"),
    ],
)
def test_as_of_lies_between_the_first_assertion_and_today(
    make_site: MakeSite, as_of: str, message: str
) -> None:
    (line,) = told(
        make_site, message, **{DAM: CLAIM.replace("topics:", f"as_of: {as_of}\ntopics:")}
    )
    assert line.startswith(f"{DAM}:8:8: ")


@pytest.mark.parametrize("as_of", ["2022-01", "2022-01-06", "2026-11", "2026-11-27"])
def test_as_of_within_these_bounds_passes(make_site: MakeSite, as_of: str) -> None:
    text = CLAIM.replace("topics:", f"as_of: {as_of}\ntopics:")
    assert told(make_site, "as_of", **{DAM: text}) == []


@pytest.mark.parametrize("as_of", ["2022", "2022-1", "2022-01/2022-02", "January 2022"])
def test_as_of_that_is_no_day_or_month_is_told_what_it_may_be(
    make_site: MakeSite, as_of: str
) -> None:
    expected = f'as_of "{as_of}" is not a day or month; write it as YYYY-MM-DD or YYYY-MM'
    card = {DAM: CLAIM.replace("topics:", f"as_of: {as_of}\ntopics:")}
    assert told(make_site, "as_of", **card) == [f"{DAM}:8:8: {expected}"]
    settings = {SETTINGS: PUBLICATION + f"as_of: {as_of}\n"}
    assert told(make_site, "as_of", **settings) == [f"{SETTINGS}:9:8: {expected}"]


def test_as_of_of_the_publication_is_held_to_the_same_bounds(make_site: MakeSite) -> None:
    (late,) = told(make_site, "as_of", **{SETTINGS: PUBLICATION + "as_of: 2027-01\n"})
    assert late.startswith(f"{SETTINGS}:9:8: as_of is 2027-01, which is after today, 2026-11-27; ")
    (early,) = told(make_site, "as_of", **{SETTINGS: PUBLICATION + "as_of: 2021-12-24\n"})
    assert early.startswith(f"{DAM}:2:8: has no as_of, and the publication's is 2021-12-24, before")


def test_what_is_known_is_sorted_by_its_first_day_best_known_first() -> None:
    known = [
        Published(date="2022"),
        Published(not_before=dt.date(2022, 1, 1)),
        Published(date="2022-01"),
        Published(date="2022-01-01"),
        Published(date="2021-12-31"),
        Published(date="2022-01-02"),
    ]
    assert [written(each) for each in sorted(known, key=by_date)] == [
        "2021-12-31",
        "2022-01-01",
        "2022-01",
        "2022",
        "[2022-01-01..]",
        "2022-01-02",
    ]


@pytest.mark.parametrize(
    ("known", "first", "last", "words"),
    [
        (Published(date="2022-02"), "2022-02-01", "2022-02-28", "in 2022-02"),
        (Published(date="2024"), "2024-01-01", "2024-12-31", "in 2024"),
        (Published(date="2022-01-07"), "2022-01-07", "2022-01-07", "on 2022-01-07"),
        (
            Published(not_before=dt.date(2022, 1, 12)),
            "2022-01-12",
            "9999-12-31",
            "not before 2022-01-12",
        ),
    ],
)
def test_bounds_of_what_is_known(known: Published, first: str, last: str, words: str) -> None:
    assert (first_day(known).isoformat(), last_day(known).isoformat()) == (first, last)
    assert in_plain_words(known) == words
