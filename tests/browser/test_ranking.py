"""What the search gives first: names as they are, and names with a typo, in several scripts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

RANKING = Path(__file__).parents[2] / "templates/assets/ranking.js"
TITLES = (
    ("The dam was finished in 2019", 0, ()),
    ("The mayor of Ostenburg denied the dam was late", 0, ()),
    ("Workers of the Ostenburg quarry struck in Harbour Town", 0, ()),
    ("Ostenburg", 1, ("City of Ostenburg",)),
    ("Émile Wagner", 1, ("Mayor Wagner",)),
    ("وزارة الأشغال العامة", 1, ()),
    ("أعلنت البلدية اكتمال السدّ", 0, ()),
    ("प्रधान मंत्री ने बाँध खोला", 0, ()),
    ("प्रधान अभियंता", 1, ()),
    ("北京大坝于二〇一九年完工", 0, ()),
    ("Søren Łukasz", 1, ()),
)


@pytest.fixture
def ranked(page: Page) -> Any:
    page.add_script_tag(path=RANKING)

    def found(query: str) -> Sequence[str]:
        cards = [{"title": t, "isName": kind == 1, "names": names} for t, kind, names in TITLES]
        call = (
            "([cards, query]) => factpressRanking.ranked(cards)(query).entries.map((e) => e.title)"
        )
        titles: Sequence[str] = page.evaluate(call, [cards, query])
        return titles

    return found


FIRST = {
    "an exact name before titles with the word": ("ostenburg", "Ostenburg"),
    "an alias": ("city of ostenburg", "Ostenburg"),
    "an exact claim": ("the dam was finished in 2019", "The dam was finished in 2019"),
    "accents do not count": ("emile wagner", "Émile Wagner"),
    "a letter left out": ("wagnr", "Émile Wagner"),
    "a letter too many": ("wagnner", "Émile Wagner"),
    "two letters exchanged": ("wanger", "Émile Wagner"),
    "another letter, at the beginning": ("vagner", "Émile Wagner"),
    "a typo in one of two words": ("emile wagnr", "Émile Wagner"),
    "a typo in a word half typed": ("ostenbru", "Ostenburg"),
    "letters of their own": ("soren lukasz", "Søren Łukasz"),
    "words apart": ("ostenburg mayor dam", "The mayor of Ostenburg denied the dam was late"),
    "short words may be missing": (
        "is ostenburg quarry",
        "Workers of the Ostenburg quarry struck in Harbour Town",
    ),
    "Arabic without hamza": ("وزارة الاشغال العامه", "وزارة الأشغال العامة"),
    "Arabic without an article": ("سد البلدية", "أعلنت البلدية اكتمال السدّ"),
    "an Arabic typo": ("الاشغل", "وزارة الأشغال العامة"),
    "Devanagari": ("प्रधान अभियंता", "प्रधान अभियंता"),
    "a Devanagari typo": ("अभियता", "प्रधान अभियंता"),
    "Chinese without spaces": ("大坝", "北京大坝于二〇一九年完工"),
}


@pytest.mark.parametrize("case", FIRST)
def test_the_best_name_is_first(ranked: Any, case: str) -> None:
    query, expected = FIRST[case]
    assert ranked(query)[:1] == [expected]


@pytest.mark.parametrize("query", ["", " ", "?!", "dxm", "quarrelsome", "wgnre"])
def test_nothing_is_found_where_nothing_is_like_it(ranked: Any, query: str) -> None:
    assert ranked(query) == []


def test_a_typo_is_forgiven_only_where_nothing_has_the_words(ranked: Any) -> None:
    assert ranked("dam") == [
        "The dam was finished in 2019", "The mayor of Ostenburg denied the dam was late"
    ]  # fmt: skip
    assert "Émile Wagner" not in ranked("harbour")
