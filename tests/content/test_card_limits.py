"""Cards that ask for too much are refused at a place, soon, and without a flood of problems."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from conftest import BASE, MakeSite
from factpress.content.cards import parse
from factpress.content.markdown.converter import BodyConverter
from factpress.model import limits
from factpress.model.cards import InputFile
from factpress.model.problems import Problem, first_of

DAM = "content/claims/dam.md"
HEAD, BODY = BASE[DAM].split("---\n", 2)[1:]
DOCS = Path(__file__).parent.parent.parent / "docs/reference/limits.md"


def parsed(text: str) -> tuple[Problem, ...]:
    _, problems = parse(InputFile("claims/dam.md", text.encode(), "x"), BodyConverter())
    assert problems
    return problems


def card(front: str = "", body: str = BODY) -> str:
    return f"---\n{HEAD}{front}---\n{body}"


HUGE = {
    "claim": (HEAD.replace("claim: The", f"claim: {'x' * 70_000}"), "front matter has more than"),
    "whole": (card(body="x " * 200_000), "file has 4"),
    "list": (card("open_questions:\n" + "- q\n" * 501), '"open_questions" has more than 500'),
    "flow": (card(f"related: [{'a, ' * 600}]\n"), '"related" has more than 500 entries'),
    "keys": (card("".join(f"k{n}: 1\n" for n in range(600))), "front matter has more than 500"),
    "evidence": (
        card().replace("evidence:\n", "evidence:\n" + "  - {source: a}\n" * 500),
        '"evidence" has more than 500',
    ),
    "inside": (
        card().replace("stance:", f"speaker: [{'a, ' * 501}]\n    stance:", 1),
        '"evidence.0.speaker" has more than 500',
    ),
    "deep": (card("x: " + "[" * 5000 + "\n"), "YAML: "),
    "links": (card(body="[[a]]\n\n" * 10_001), "body has more than 10,000 links"),
}


@pytest.mark.parametrize("name", HUGE)
def test_a_card_above_a_limit_has_one_problem_soon(name: str) -> None:
    text, message = HUGE[name]
    started = time.process_time()
    problems = parsed(text if text.startswith("---") else f"---\n{text}---\n")
    assert time.process_time() - started < 1
    assert [p.message for p in problems if p.message.startswith(message)]
    assert len(problems) < 4


FLOODS = {
    "unknown": card("".join(f"question{n}: 1\n" for n in range(400))),
    "empty": card("".join(f"question{n}:\n" for n in range(400))),
    "twice": card("zz: 1\n" * 9_000),
    "typed": card(f"topics: [{', '.join('{a: 1}' for _ in range(400))}]\n").replace(
        "topics: [dams]\n", ""
    ),
    "body": card(body="\x07" * 100_000),
    "references": card(body="&shy;" * 20_000),
}


@pytest.mark.parametrize("name", FLOODS)
def test_many_problems_of_a_card_are_counted_and_not_all_worded(name: str) -> None:
    started = time.process_time()
    problems = parsed(FLOODS[name])
    assert time.process_time() - started < 1
    assert len(problems) == limits.PROBLEMS + 1
    assert "more problems from here on; mend those above first" in problems[-1].message


def test_a_card_at_its_limits_is_read() -> None:
    front = "open_questions:\n" + "- Why?\n" * 500
    body = "Some words.\n\n" * 15_000
    text = card(front, body)
    assert limits.CARD_BYTES * 0.7 < len(text) < limits.CARD_BYTES
    found, problems = parse(InputFile("claims/dam.md", text.encode(), "x"), BodyConverter())
    assert found
    assert not problems


def test_references_to_cards_that_are_not_there_are_not_all_looked_for(
    make_site: MakeSite,
) -> None:
    ids = ", ".join(f"missing-{n}" for n in range(400))
    links = "\n\n".join(f"[[absent-{n}]]" for n in range(400))
    site = make_site({DAM: card(f"related: [{ids}]\n", f"{BODY}\n{links}\n")})
    problems = site.refused()
    assert sum("has no card in claims/" in each for each in problems) == limits.PROBLEMS
    assert sum("leads to no card" in each for each in problems) == limits.PROBLEMS
    assert sum("and more problems from here on" in each for each in problems) == 2


def test_a_card_that_is_too_large_has_no_other_problem(make_site: MakeSite) -> None:
    site = make_site({"content/actors/ministry.md": "x" * (limits.CARD_BYTES + 1)})
    assert site.refused() == [
        "content/actors/ministry.md:1:1: file has 262,145 bytes, and at most 256 kB are read"
    ]


def test_the_rest_is_counted_once_and_stays_an_error() -> None:
    warned = [Problem("a", n, 1, "x", "warning") for n in range(1, 4)]
    wrong = [Problem("a", 9, 1, "x")]
    *_, last = first_of([*wrong, *warned, *warned], 2)
    assert (last.line, last.severity) == (3, "error")
    assert last.message.startswith("and at least 2 more")
    assert first_of(warned, 3) == tuple(warned)


def test_the_page_of_limits_has_every_limit() -> None:
    text = DOCS.read_text()
    for name, value in vars(limits).items():
        if name.isupper() and isinstance(value, int) and name != "LEAST_BYTES":
            shown = limits.in_words(value) if name.endswith("_BYTES") else f"{value:,}"
            assert shown in text, name
