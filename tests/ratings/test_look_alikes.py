"""Documents compared in pairs: what is shared, where, and in what time."""

from __future__ import annotations

import random
import time

import pytest

from factpress.archive.document import prepare
from factpress.model.evidence import Alike
from factpress.ratings.copies import LookAlikes

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def words(count: int, seed: str) -> str:
    """Invented words, another text for each seed."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices(_LETTERS, k=5)) for _ in range(count))


def pairs(*texts: str) -> tuple[Alike, ...]:
    compared = LookAlikes()
    for number, text in enumerate(texts):
        compared.add(f"source-{number:04}", prepare(text))
    return compared.pairs()


def test_what_is_shared_is_counted_in_the_shorter() -> None:
    shared = words(30, "shared")
    one = f"{words(70, 'a')}\n\n{shared}\n"
    other = f"{words(20, 'b')} {shared} {words(250, 'c')}\n"
    assert pairs(one, other) == (Alike("source-0000", "source-0001", 30, 100, (2, 1)),)
    assert pairs(other, one) == (Alike("source-0000", "source-0001", 30, 100, (1, 2)),)


@pytest.mark.parametrize(("shared", "alike"), [(29, False), (30, True), (31, True)])
def test_three_tenths_are_enough(shared: int, alike: bool) -> None:
    text = words(shared, "shared")
    assert bool(pairs(f"{words(100 - shared, 'a')} {text}", f"{text} {words(200, 'b')}")) is alike


def test_a_long_text_that_holds_three_tenths_of_a_short_one_is_compared() -> None:
    shared = words(30, "shared")
    long = f"{shared} {words(3000, 'b')}"
    assert [pair[2:4] for pair in pairs(f"{words(70, 'a')} {shared}", long)] == [(30, 100)]


def test_runs_shorter_than_eight_words_are_chance() -> None:
    runs = [words(7, f"run {n}") for n in range(20)]
    one = " ".join(f"{run} one{n}" for n, run in enumerate(runs))
    other = " ".join(f"{run} other{n}" for n, run in enumerate(runs))
    assert pairs(one, other) == ()


def test_case_and_punctuation_do_not_count() -> None:
    text = words(40, "shared")
    assert pairs(text, ", ".join(text.upper().split()) + ".")[0].shared == 40


@pytest.mark.parametrize(("left", "right"), ["“”", "«»", '""', "„“"])
def test_what_is_in_quotation_marks_is_nobodys_reporting(left: str, right: str) -> None:
    statement = f"{left}{words(80, 'statement')}{right}"
    one = f"The mayor wrote to us {statement} {words(40, 'a')}"
    other = f"A letter came on Monday {statement} {words(40, 'b')}"
    assert pairs(one, other) == ()


def test_no_run_reaches_over_a_quotation() -> None:
    one = f"{words(6, 'before')} “{words(5, 'x')}” {words(6, 'after')}"
    other = f"{words(6, 'before')} “{words(5, 'y')}” {words(6, 'after')}"
    assert pairs(one, other) == ()


@pytest.mark.parametrize(
    "text", ["It held.", "“All of it is quoted, and by nobody but the mayor.”"]
)
def test_the_same_short_text_is_found(text: str) -> None:
    (pair,) = pairs(text, text.replace(" ", "\n"))
    assert pair.shared == pair.words == len(text.split())


def test_a_frame_about_two_quotations_is_not_the_same_text() -> None:
    frame = words(12, "frame")
    same, *others = [f"{frame} “{words(60, f'quoted {n}')}”" for n in range(3)]
    assert [pair.is_same for pair in pairs(same, others[0])] == [False]
    assert [pair.is_same for pair in pairs(same, f"{same} {words(5, 'byline')}")] == [True]
    assert [pair.is_same for pair in pairs(frame, f"{words(9, 'x')} {frame}")] == [True]


def test_texts_without_words_are_like_nothing() -> None:
    assert pairs("…", "…", "", "") == ()


def test_unspaced_scripts_are_compared_by_characters() -> None:
    shared = "水坝在二零一九年完工没有人检查过它的墙"
    assert pairs(f"{shared}。记者在山上。", f"市长说了别的话。{shared}")[0].shared == len(shared)


def test_copies_of_one_dispatch_are_all_found() -> None:
    dispatch = words(100, "dispatch")
    found = pairs(*(f"{words(20, str(n))} {dispatch}" for n in range(40)))
    linked = {0}
    for pair in found:
        first, second = (int(name[-4:]) for name in (pair.first, pair.second))
        assert first in linked
        linked.add(second)
    assert linked == set(range(40))


def test_a_pair_is_found_among_many_that_share_boilerplate() -> None:
    boilerplate, dispatch = words(60, "boilerplate"), words(200, "dispatch")
    texts = [f"{words(300, str(n))} {boilerplate}" for n in range(60)]
    texts[51] = f"{words(100, 'x')} {dispatch} {boilerplate}"
    texts[57] = f"{words(90, 'y')} {dispatch} {boilerplate}"
    assert [pair[:3] for pair in pairs(*texts)] == [("source-0051", "source-0057", 260)]


@pytest.mark.parametrize("shared", [0, 100, 400])
def test_a_thousand_documents_take_seconds(shared: int) -> None:
    """One huge boilerplate makes at most some pairs for each document, not one of every two."""
    boilerplate = words(shared, "boilerplate")
    texts = [f"{words(500 - shared, str(n))} {boilerplate}" for n in range(1_000)]
    compared = LookAlikes()
    prepared = [prepare(text) for text in texts]
    started = time.process_time()
    for number, document in enumerate(prepared):
        compared.add(f"source-{number:04}", document)
    found = compared.pairs()
    assert time.process_time() - started < 15
    assert len(found) < 8_001
    assert bool(found) is (shared == 400)
