"""The word lists: their files are complete, explained and free of slips."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import factpress.text
from factpress.evidence.governing import ClauseWords
from factpress.evidence.hedges import HedgeKind
from factpress.text.label_words import LabelWords, label_words
from factpress.text.number_tokens import NumberWords
from factpress.text.word_lists import lists_of_all, parse_lists, word_lists

FOLDER = Path(factpress.text.__file__).parent / "lists"
SUBJECTS = sorted(path.stem for path in FOLDER.iterdir())
NAMES = {
    "numbers": set(NumberWords._fields),
    "clauses": set(ClauseWords._fields),
    "hedges": set(get_args(HedgeKind)) - {"any"},
    "labels": set(LabelWords._fields) - {"generic"} | {"others"},
}


def test_a_list_goes_on_in_indented_lines() -> None:
    lists = parse_lists("# Words.\n\n[nl]\nbig: honderd;duizend;\n  een  miljoen\nsmall: een\n")
    assert lists == {"nl": {"big": ("honderd", "duizend", "een miljoen"), "small": ("een",)}}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("small: one\n[en]\nbig: ten\n", "outside a list: small: one"),
        ("[en]\none; two\n", "outside a list: one; two"),
        ("[en]\nsmall: one\n[en]\nbig: ten\n", "one name twice among en, en"),
        ("[en]\nsmall: one\nsmall: two\n", "one name twice among small, small"),
    ],
)
def test_words_outside_a_list_and_names_twice_are_refused(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        parse_lists(text)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_list_is_known_and_explained(subject: str) -> None:
    comment = "\n".join(re.findall("^#.*", (FOLDER / f"{subject}.txt").read_text("utf-8"), re.M))
    for name in lists_of_all(subject):
        assert name in NAMES.get(subject, {name})
        assert re.search(rf"\b{name}\b", comment), name


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_phrase_is_empty_or_in_a_list_twice(subject: str) -> None:
    for language, lists in word_lists(subject).items():
        assert language == "any" or re.fullmatch("[a-z]{2,3}", language)
        for name, phrases in lists.items():
            assert all(phrase.strip("*=+ ") and ";" not in phrase for phrase in phrases)
            assert len(phrases) == len(set(phrases)), (language, name)


def test_words_of_speech_keep_their_case_and_edges() -> None:
    spoken = label_words().spoken
    for text in (
        "did I go",
        "help us",
        "Your town",
        "j'ai dit",
        "nuestra casa",
        "他说我们",
        "Who?",
    ):
        assert spoken.search(text), text
    for text in ("the US army", "article i", "J' Smith", "minerals", "The dam broke."):
        assert not spoken.search(text), text
