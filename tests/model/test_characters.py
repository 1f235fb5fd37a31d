"""Deceptive characters are refused by their Unicode properties, and shown by their codes."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BASE, MakeSite
from factpress.model.characters import (
    HIDDEN,
    LINES,
    MOST_MARKS,
    deceptive,
    visible,
    visible_json,
    without_hidden,
)
from factpress.model.problems import DiskError, Problem, as_github, as_json
from factpress.text.folding import fold

DAM = "content/claims/dam.md"
# PropList.txt, Prepended_Concatenation_Mark: drawn around the numbers that follow.
DRAWN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
# Written as writers of these languages write them.
NEEDED = {
    "Persian": "می\u200cخواهم کتاب\u200cها",
    "Hindi": "क्\u200dष क्\u200cष",
    "Bengali": "র\u200d্যাব",
    "Sinhala": "ශ්\u200dරී",
    "Mongolian": "ᠨᠠᠢᠮᠠ\u180eᠠ ᠠ\u180b",
    "family": "👨\u200d👩\u200d👧",
    "heart": "❤\ufe0f ☎\ufe0e",
    "keycap": "1\ufe0f\u20e3",
    "flag": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "rainbow": "🏳\ufe0f\u200d🌈",
    "doctor": "👩🏽\u200d⚕\ufe0f",
    "Hebrew": "בְּרֵאשִׁ֖ית",
    "Vietnamese": unicodedata.normalize("NFD", "Nguyễn"),
    "Quran": "وَإِذَا ۝١٢",
}


def refused(text: str) -> list[int]:
    return [at for at, _ in deceptive(text)]


def test_every_character_that_is_not_seen_is_refused_between_letters() -> None:
    unseen = ("Cc", "Cf", "Co", "Cs")
    missed = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if (unicodedata.category(chr(code)) in unseen or code & 0xFFFE == 0xFFFE)
        and code not in DRAWN
        and chr(code) not in "\n\t"
        and refused(f"a{chr(code)}b") != [1]
    ]
    assert missed == []
    assert all(refused(f"a{character}b") == [1] for character in HIDDEN)


def test_no_letter_or_sign_is_refused() -> None:
    kinds = ("Lu", "Ll", "Lt", "Lm", "Nd", "Nl", "No", "Pd", "Ps", "Pe", "Po", "Sm", "Sc", "So")
    wrong = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in kinds
        and chr(code) not in HIDDEN
        and refused(f"a{chr(code)}b")
    ]
    assert wrong == []


@pytest.mark.parametrize("text", NEEDED.values(), ids=NEEDED)
def test_characters_that_a_script_or_an_emoji_needs_are_allowed(text: str) -> None:
    assert refused(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("a\u200db", "a\u200cb", "ma\u200c", "\u200dش", "a\ufe0f", "1\ufe0f", "👍\u200d"),
        *("क\u200dष", "a\u180b", "Дом\u00ad", "שלום\u200f", "a\u2066b\u2069", "\U000e0041"),
        *("🏴\U000e0067", "葛\U000e0100"),
    ],
    ids=ascii,
)
def test_the_same_characters_elsewhere_are_refused(text: str) -> None:
    assert refused(text)


def test_a_pile_of_marks_is_refused_once_a_row() -> None:
    assert refused("e" + "\u0301" * MOST_MARKS) == []
    assert refused("e" + "\u0301" * 500 + " e" + "\u0489" * 9) == [MOST_MARKS + 1, 511]


FIELDS = {
    "claim": ("claim: The dam", 'claim: "The{} dam"\n#'),
    "prose": ("reason: The", 'reason: "The{}"\n#'),
    "passage": ('passage: "', 'passage: "The{}'),
    "body": ("[@done].", "[@done] and{}."),
    "alias": ("topics: [dams]", 'aliases: ["old{}dam"]\n#'),
}


@pytest.mark.parametrize("hidden", "\u00ad\u034f\u061c\u200b\u200e\u202e\u2067\u3164\u180e\ufe01")
def test_a_hidden_character_is_refused_in_every_kind_of_text(
    make_site: MakeSite, hidden: str
) -> None:
    code = f"U+{ord(hidden):04X}"
    for old, new in (FIELDS["claim"], FIELDS["prose"], FIELDS["body"], FIELDS["alias"]):
        assert old in BASE[DAM]
        problems = make_site({DAM: BASE[DAM].replace(old, new.format(hidden), 1)}).refused()
        assert any(code in problem for problem in problems), (code, new, problems)


def test_a_name_that_begins_with_a_mark_is_refused(make_site: MakeSite) -> None:
    site = make_site({DAM: BASE[DAM].replace("claim: The dam", 'claim: "\u0338The dam"\n#', 1)})
    assert any("begins with the combining mark U+0338" in problem for problem in site.refused())


@given(st.text())
def test_visible_text_has_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = visible(text, keep=LINES)
    assert all(c in LINES or unicodedata.category(c) not in ("Cc", "Co", "Cs") for c in shown)
    assert not set(shown) & set(HIDDEN)
    assert "\n" not in visible(text)
    assert not any(line.lstrip().startswith("::") for line in shown.split("\n"))


@given(st.text())
def test_text_without_hidden_characters_has_none_and_keeps_the_rest(text: str) -> None:
    clean = without_hidden(text)
    assert [c for c in text if c not in HIDDEN and not refused(f"a{c}b")] == [
        c for c in clean if c not in HIDDEN and not refused(f"a{c}b")
    ]


@given(st.text())
def test_printed_json_is_the_same_value(text: str) -> None:
    shown = visible_json(json.dumps({text: text}, ensure_ascii=False, indent=2))
    assert json.loads(shown) == {text: text}
    assert "##[" not in shown
    assert not set(shown) & set(HIDDEN)


HOSTILE = "claims/a\x1b[31m\n::error ::b\u202e\x9b.md"


def test_a_hostile_path_and_message_are_printed_by_code() -> None:
    problem = Problem(HOSTILE, 1, 1, "one\n::set-output name=a::b\n##[add-mask]c\x1b]0;d\x07")
    for shown in (str(problem), as_github([problem]), as_json([problem]), str(DiskError(HOSTILE))):
        assert not set(shown) & {"\x1b", "\u202e", "\x9b", "\x07"}
        assert "##[" not in shown
    assert all(not line.lstrip().startswith("::") for line in str(problem).split("\n"))
    assert len(as_github([problem]).split("\n")) == 1
    assert json.loads(as_json([problem]))[0]["path"] == HOSTILE


@given(st.text(alphabet=st.sampled_from(HIDDEN), min_size=1))
def test_a_passage_without_hidden_characters_matches_a_copy_with_them(hidden: str) -> None:
    if "\u00ad" not in hidden and "\u2800" not in hidden:
        assert fold(f"The d{hidden}am holds").text == "The dam holds"
