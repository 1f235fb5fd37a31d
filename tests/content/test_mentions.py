"""Actors that a text names."""

from __future__ import annotations

import random

import pytest

from factpress.content.mentions import NameIndex, as_written, possible

NAMES = {
    "al-jazeera": ["Al-Jazeera"],
    "burger": ["McDonald's"],
    "market": ["Lloyd’s of London"],
    "person": ["McDonald", "River  Person"],
    "quoted": ['The "Gazette"'],
}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It was Al-Jazeera's own.", {"al-jazeera": "Al-Jazeera"}),
        ("He ate at McDonald's, they say.", {"burger": "McDonald's"}),
        ("He ate at McDonald’s’ door.", {"burger": "McDonald's"}),
        ("Old McDonald had a farm.", {"person": "McDonald"}),
        ("the River\nPerson's words", {"person": "River  Person"}),
        ("at Lloyd's of London", {"market": "Lloyd’s of London"}),
        ("at Lloyd’s of London’s", {"market": "Lloyd’s of London"}),
        ("in The “Gazette” of today", {"quoted": 'The "Gazette"'}),
        ("Al Jazeera and the Gazette", {}),
    ],
)
def test_names_are_found_as_the_actor_spells_them(text: str, named: dict[str, str]) -> None:
    assert NameIndex(NAMES).named_in(text) == named


def test_an_index_of_the_names_that_are_possible_finds_the_same() -> None:
    spun = random.Random(3)
    pieces = ["Al", "-", "Jazeera", "McDonald", "'s", "’s", " ", "  ", "\n", "Lloyd", "of", "River"]
    found = 0
    for _ in range(3_000):
        names = {
            f"actor-{n}": ["".join(spun.choices(pieces, k=spun.randint(1, 4)))] for n in range(5)
        }
        texts = ["".join(spun.choices(pieces, k=spun.randint(3, 15))) for _ in range(2)]
        few = NameIndex(possible(names, texts))
        for text in texts:
            named = NameIndex(names).named_in(text)
            assert few.named_in(text) == named, (names, text)
            found += bool(named)
    assert found > 1_000


def test_names_that_no_text_can_hold_are_left_out() -> None:
    assert possible(NAMES, ["The River Person"]) == {"person": ("River  Person",)}


def test_the_place_of_a_name_is_found_however_its_marks_are_typed() -> None:
    assert as_written("Al-Jazeera").search("x Al-Jazeera")
    assert as_written("Lloyd's of London").search("Lloyd’s\nof London")
    assert as_written('The "Gazette"').search("The “Gazette”")
    assert not as_written("River Gazette").search("RiverGazette")
