"""Searching against a brute-force oracle on small texts, and the work that large ones take."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import CLAIM, MakeSite
from factpress.archive.document import prepare
from factpress.evidence import search
from factpress.evidence.guards import names_in
from factpress.evidence.results import Ambiguous, Apart, CutsWord, GaveUp, Match, NotFound
from factpress.evidence.search import find
from factpress.text.similarity import MAX_STEPS, GivenUp, Work

WORDS = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=14)
PIECES = st.lists(
    st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3), min_size=1, max_size=4
)


def places(words: list[str], piece: list[str]) -> list[tuple[int, int]]:
    size = len(piece)
    return [(at, at + size) for at in range(len(words)) if words[at : at + size] == piece]


def tightest(words: list[str], pieces: list[list[str]]) -> list[tuple[int, int]]:
    """Every span that holds the pieces in order, a word or more between two, and no other span."""
    spans = {
        (chain[0][0], chain[-1][1])
        for chain in product(*(places(words, piece) for piece in pieces))
        if all(left[1] < right[0] for left, right in pairwise(chain))
    }
    return sorted(
        one
        for one in spans
        if not any(one != other and one[0] <= other[0] and other[1] <= one[1] for other in spans)
    )


@settings(max_examples=1500, deadline=None)
@given(WORDS, PIECES)
def test_omissions_are_found_as_by_trying_every_way(
    words: list[str], pieces: list[list[str]]
) -> None:
    document = prepare(" ".join(words))
    finding = find(document, " […] ".join(map(" ".join, pieces)))
    expected = tightest(words, pieces)
    if expected:
        assert isinstance(finding, Match | Ambiguous)
        assert (finding.count if isinstance(finding, Ambiguous) else 1) == len(expected)
        start = finding.start if isinstance(finding, Match) else finding.places[0].start
        assert start == 2 * expected[0][0]
    elif all(places(words, piece) for piece in pieces):
        assert isinstance(finding, Apart)
    else:
        assert isinstance(finding, NotFound)


@settings(max_examples=1000, deadline=None)
@given(WORDS, st.lists(st.sampled_from(["a", "b", "[cc]", "[bb]"]), min_size=2, max_size=6))
def test_brackets_are_read_as_by_trying_every_reading(words: list[str], passage: list[str]) -> None:
    literal = [word for word in passage if "[" not in word]
    is_apart = all("[" not in one or "[" not in other for one, other in pairwise(passage))
    if not literal or not is_apart:
        return
    finding = find(prepare(" ".join(words)), " ".join(passage))
    if places(words, literal):
        assert isinstance(finding, Match | Ambiguous)
        count = finding.count if isinstance(finding, Ambiguous) else 1
        assert count == len(places(words, literal))
    else:
        assert isinstance(finding, NotFound)


# What is frequent stands half a million times; each took from 2 to 69 seconds.
MANY = 500_000
FREQUENT = {
    "a word": ("a " * MANY, "a"),
    "400 characters": ("a " * MANY, "a " * 200),
    "2,000 characters": ("a " * MANY, "a " * 1000),
    "Chinese": ("中" * MANY, "中中"),
    "Chinese, an omission": ("中" * MANY, "中[…]中"),
    "many omissions": ("中" * MANY, " […] ".join(["中"] * 11)),
    "three frequent words": ("the a of " * MANY, " […] ".join(["the", "a", "of", "the"])),
    "overlapping pieces": ("ab " * MANY, "ab ab […] ab ab ab […] ab"),
    "many readings": ("a [a] " * MANY, "a [a] " * 9 + "a"),
    "hyphens": ("a-" * MANY, "a"),
    "apostrophes": ("a'" * MANY, "a'a"),
    "pieces round many places": (("x " * 20 + "q ") * 30_000, "q […] x […] x"),
    "lines": ("a " * MANY, "a\n" * 300),
}


@pytest.mark.parametrize("name", FREQUENT)
def test_a_search_among_too_many_places_is_given_up(name: str) -> None:
    text, passage = FREQUENT[name]
    assert find(prepare(text), passage) == GaveUp()


# Frequent pieces beside a rare one, and what ends at once: few steps, and an outcome.
CHEAP = {
    "a rare word far off": ("the x " * MANY + " zebra", "the […] zebra […] the", Apart),
    "a rare word near": ("the x " * MANY + "zebra", "the […] zebra", Match),
    "nothing": ("the x " * MANY, "the […] unheard", NotFound),
    "one long word": ("a" * MANY, "a" * 100, CutsWord),
    "brackets round frequent words": ("of the x in " * MANY, "of the [y] z [w] in", NotFound),
    "dots": (". " * MANY + "a b a", "a […] a", Match),
}


class Counted(Work):
    """Work that remembers the last of its kind."""

    last: Counted | None = None

    def __init__(self) -> None:
        super().__init__()
        Counted.last = self


@pytest.mark.parametrize("name", CHEAP)
def test_a_rare_piece_bounds_the_search(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "Work", Counted)
    text, passage, outcome = CHEAP[name]
    assert isinstance(find(prepare(text), passage), outcome)
    assert Counted.last is not None
    assert MAX_STEPS - Counted.last.left < 20_000


def test_work_ends_with_its_steps() -> None:
    work = Work(3)
    work.spend(3)
    with pytest.raises(GivenUp):
        work.spend(1)


def test_a_search_given_up_is_told_at_the_passage(make_site: MakeSite) -> None:
    document = "The dam was finished. " + "so it goes " * 80_000
    claim = CLAIM.replace("the dam was finished in 2019", "so it goes so it goes")
    files = {"content/claims/dam.md": claim, "archive/gazette.txt": document}
    assert make_site(files).refused()[0] == (
        "content/claims/dam.md:12:14: the search for the passage stopped, since it would take "
        "seconds: the document has its words in too many places; quote more words, or rarer "
        "ones, and use fewer marks […]"
    )


@pytest.mark.parametrize("text", ["ann" * MANY, "ann-" * MANY, "an ann-" * MANY])
def test_a_name_inside_of_words_is_sought_to_the_end(text: str) -> None:
    assert not names_in(prepare(text + "x"), ["Ann"])
    assert names_in(prepare(f"{text}x. Ann was there."), ["Ann"])
