"""What the preview prints of a build."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from factpress.model.problems import Problem
from factpress.preview.builder import Outcome
from factpress.preview.report import report

OLD = [
    Problem("content/claims/dam.md", n, 1, f"is odd, number {n}", "warning") for n in range(2000)
]


def lines(before: list[Problem], *problems: Problem, **changes: Any) -> list[str]:
    outcome = replace(Outcome(is_built=True, problems=problems, seconds=0.314), **changes)
    return list(report(before, outcome, is_first=False))


def test_only_what_is_new_or_mended_is_printed() -> None:
    moved = [each._replace(line=each.line + 3) for each in OLD[1:]]
    new = Problem("content/claims/dam.md", 9, 2, "is wrong")
    assert lines(OLD, new, *moved, is_built=False) == [
        "content/claims/dam.md:9:2: is wrong",
        "mended: content/claims/dam.md:0:1: warning: is odd, number 0",
        "not rebuilt in 0.31 s; 1 error, 1,999 warnings: 1 new, 1 mended, 1,999 as before",
    ]


def test_nothing_new_is_one_line() -> None:
    assert lines(OLD, *OLD) == ["no page changed in 0.31 s; 2,000 warnings"]
    assert lines([]) == ["no page changed in 0.31 s; no problems"]


def test_pages_that_changed_are_named_those_of_cards_first() -> None:
    paths = ("index.html", "feed.xml", "claims/dam/index.html", "claims/dam/claim.json")
    assert lines([], changed=paths) == [
        "changed /claims/dam/, / and 2 more files in 0.31 s; no problems"
    ]
    assert lines([], changed=("feed.xml",)) == ["changed 1 file in 0.31 s; no problems"]
    many = tuple(f"claims/dam-{n}/index.html" for n in range(900))
    assert "/claims/dam-4/ and 895 more files" in lines([], changed=many)[0]


def test_problems_that_are_alike_are_counted() -> None:
    twice = [OLD[0]._replace(line=1), OLD[0]._replace(line=2)]
    assert lines(twice, twice[1]) == [
        "mended: content/claims/dam.md:2:1: warning: is odd, number 0",
        "no page changed in 0.31 s; 1 warning: 1 mended, 1 as before",
    ]


def test_the_first_build_lists_some_of_very_many() -> None:
    outcome = Outcome(is_built=True, problems=tuple(OLD), changed=("index.html",))
    printed = list(report([], outcome, is_first=True))
    assert len(printed) == 32
    assert printed[-2] == "1,970 more; `factpress check` lists all problems"
    assert printed[-1] == "built, 1 file changed in 0.00 s; 2,000 warnings"


def test_a_mistake_of_ours_is_loud() -> None:
    assert lines([], trouble="Traceback\nKeyError\n")[0] == "Traceback\nKeyError"


def test_cards_that_are_held_back_are_not_counted() -> None:
    held = Problem("content/claims/dam.md", 1, 1, "held back: draft", "notice")
    assert lines([], held) == ["no page changed in 0.31 s; no problems"]
