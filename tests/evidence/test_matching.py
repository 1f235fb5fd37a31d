"""Matching, rule by rule: the levels, the refusals, and what an editor's marks may do."""

from __future__ import annotations

import pytest

from documents import match_of
from factpress.archive.document import Document, prepare
from factpress.evidence.editorial_marks import MarkFault
from factpress.evidence.guards import cropped_words, inside_quotation
from factpress.evidence.hedges import lexicon
from factpress.evidence.nearest import nearest
from factpress.evidence.piece_search import MAX_OMITTED
from factpress.evidence.results import (
    Ambiguous,
    Apart,
    CutsWord,
    Level,
    Match,
    NoSuchOccurrence,
    NotFound,
    Occurrence,
)
from factpress.evidence.search import find

RIVER = """The dam at Old Quay

“The dam didn’t fail,” the harbour-master said. “It held — for nine days — and then [the crew]
opened it.”

He added that the crew, which had no orders, left before the water rose. The ministry says 5,000
people were moved; it has not said where. A dam is a dam is a dam.

Nobody was hurt."""


@pytest.fixture(scope="module")
def river() -> Document:
    return prepare(RIVER)


def _quote(document: Document, match: Match) -> list[str]:
    return [document.text[start:end] for start, end in match.pieces]


def test_exact(river: Document) -> None:
    match = match_of(river, "  which had no orders, left before the water rose.\n")
    assert (match.level, match.paragraph, match.paragraphs) == (Level.EXACT, 3, 4)
    assert _quote(river, match) == ["which had no orders, left before the water rose."]
    assert match.pieces == ((match.start, match.end),)


@pytest.mark.parametrize(
    "passage",
    ["It held - for nine days", '"The dam didn\'t fail," the', "no\n orders, left", "5,000 people"],
)
def test_typographic(river: Document, passage: str) -> None:
    expected = Level.EXACT if passage in RIVER else Level.TYPOGRAPHIC
    assert match_of(river, passage).level is expected


def test_line_breaks_of_the_document_are_spaces(river: Document) -> None:
    match = match_of(river, "The ministry says 5,000 people were moved")
    assert match.level is Level.TYPOGRAPHIC
    assert river.text[match.start : match.end] == "The ministry says 5,000\npeople were moved"


def test_a_paragraph_break_is_crossed_only_by_a_passage_that_has_it(river: Document) -> None:
    assert isinstance(find(river, "is a dam is a dam. Nobody was hurt"), NotFound)
    assert match_of(river, "is a dam.\n\nNobody was hurt").level is Level.EXACT
    assert match_of(river, "is a dam.\nNobody was hurt").level is Level.TYPOGRAPHIC


def test_a_document_of_long_lines_takes_a_line_break_for_a_paragraph() -> None:
    line = "Gravel was carried past the weir on every night of that long and very dry summer" * 2
    document = prepare(f"Head\n{line}.\nNobody was hurt, they say.\n{line}")
    assert isinstance(find(document, "dry summer. Nobody was hurt"), NotFound)
    assert match_of(document, "dry summer.\nNobody was hurt").level is Level.EXACT
    assert match_of(document, "Nobody was\nhurt").level is Level.TYPOGRAPHIC


def test_omission(river: Document) -> None:
    match = match_of(river, "the crew, […] left before the [...] rose")
    assert match.level is Level.OMISSION
    assert _quote(river, match) == ["the crew,", "left before the", "rose"]
    assert (match.start, match.end) == (match.pieces[0][0], match.pieces[2][1])


def test_an_omission_takes_the_tightest_stretch() -> None:
    document = prepare(
        "The mayor spoke. The mayor met the board, and the clerk left. The clerk ran."
    )
    match = match_of(document, "The mayor […] clerk")
    assert document.text[match.start : match.end] == "The mayor met the board, and the clerk"


def test_two_stretches_of_an_omission_are_ambiguous() -> None:
    document = prepare("The mayor saw the clerk. Later the mayor saw a clerk.")
    finding = find(document, "mayor […] clerk")
    assert isinstance(finding, Ambiguous)
    assert finding.count == 2
    assert match_of(document, "mayor […] clerk", 2).start == finding.places[1].start


def test_an_omission_must_leave_out_a_word(river: Document) -> None:
    assert isinstance(find(river, "no orders, […] left before"), Apart)
    assert isinstance(find(river, "It held […] for nine"), Apart)


def test_pieces_must_come_in_order(river: Document) -> None:
    assert find(river, "left before […] no orders") == Apart(("left before", "no orders"))


def test_an_omission_is_bounded_in_length_and_paragraphs() -> None:
    filler = "and so on " * (MAX_OMITTED // 10 - 1)
    assert match_of(prepare(f"First {filler}last."), "First […] last").level is Level.OMISSION
    assert isinstance(find(prepare(f"First {filler}{filler}last."), "First […] last"), Apart)
    assert match_of(prepare("First one.\n\nTwo.\n\nThe last."), "First […] last")
    assert isinstance(
        find(prepare("First.\n\nTwo.\n\nThree.\n\nThe last."), "First […] last"), Apart
    )


def test_a_missing_piece_is_named(river: Document) -> None:
    assert find(river, "the crew, […] swam  away") == NotFound("swam  away")


def test_an_insertion_stands_in_the_passage_only(river: Document) -> None:
    match = match_of(river, "The ministry [of works] says 5,000 people [in all] were moved")
    assert match.level is Level.BRACKETED
    assert match.insertions == ("of works", "in all")
    assert _quote(river, match) == ["The ministry says 5,000\npeople were moved"]


@pytest.mark.parametrize(
    "passage",
    [
        "left before the water [level], rose",
        "He [the harbour-master] said that the crew",
        "The ministry says [5,000] were moved",
        "the crew, [who] had no orders",
        "The ministry says 5,[some] 000",
        "The ministry says 5 [some],000",
        "the harbour [and]-master said",
        "The dam didn [well]'t fail",
    ],
)
def test_an_insertion_replaces_nothing(river: Document, passage: str) -> None:
    assert isinstance(find(river, passage), NotFound)


@pytest.mark.parametrize(
    ("passage", "quoted"),
    [
        ("[Yesterday] Nobody was hurt", "Nobody was hurt"),
        ("Nobody was hurt [there]", "Nobody was hurt"),
        ("Nobody was hurt [there].", "Nobody was hurt."),
        ("Nobody [at all] [there] was hurt", "Nobody was hurt"),
        ("“[He said] The dam", "“The dam"),
    ],
)
def test_an_insertion_joins_up_what_is_beside_it(
    river: Document, passage: str, quoted: str
) -> None:
    assert _quote(river, match_of(river, passage)) == [quoted]


def test_a_capital_may_be_changed_in_brackets(river: Document) -> None:
    match = match_of(river, "[T]he crew, which […] before [T]he water")
    assert match.level is Level.BRACKETED
    assert _quote(river, match) == ["the crew, which", "before the water"]
    assert _quote(river, match_of(river, "[n]obody was hurt")) == ["Nobody was hurt"]
    assert _quote(river, match_of(river, "[a] dam is a dam is")) == ["A dam is a dam is"]


@pytest.mark.parametrize("passage", ["[W]he crew", "t[H]e crew", "th[e] crew", "[th]e crew"])
def test_brackets_change_nothing_else_in_a_word(river: Document, passage: str) -> None:
    assert isinstance(find(river, passage), NotFound | MarkFault)


def test_brackets_of_the_document_are_its_own(river: Document) -> None:
    match = match_of(river, "then [the crew]\nopened it")
    assert (match.level, match.insertions) == (Level.EXACT, ())
    both = match_of(river, "and then [the crew] opened […] He added")
    assert (both.level, both.insertions) == (Level.OMISSION, ())
    assert isinstance(find(river, "and then opened it"), NotFound)


def test_the_weakest_level_is_recorded(river: Document) -> None:
    match = match_of(river, "the crew, […] left [the town] before")
    assert (match.level, match.insertions) == (Level.BRACKETED, ("the town",))


@pytest.mark.parametrize(
    ("passage", "fault"),
    [
        ("", MarkFault.NO_WORDS),
        ("[…]", MarkFault.NO_WORDS),
        ("… — !", MarkFault.NO_WORDS),
        ("[…] the water rose", MarkFault.OMISSION_AT_EDGE),
        ("the water rose [...]", MarkFault.OMISSION_AT_EDGE),
        ("the water rose […].", MarkFault.OMISSION_AT_EDGE),
        ("the crew, […] […] left", MarkFault.NO_WORDS_BETWEEN),
        ("[all of this is ours]", MarkFault.NO_WORDS_BETWEEN),
        ("the crew [] left", MarkFault.EMPTY_BRACKETS),
        ("opened[s] it", MarkFault.BRACKETS_IN_WORD),
        ("the crew [" + "and more " * 12 + "] left", MarkFault.LONG_INSERTION),
        ("the crew " + "[a] crew " * 21, MarkFault.TOO_MANY_MARKS),
        ("the crew […] left " + "x" * 5000, MarkFault.TOO_LONG),
    ],
)
def test_faults_of_a_passage(river: Document, passage: str, fault: MarkFault) -> None:
    finding = find(river, passage)
    assert isinstance(finding, MarkFault)
    assert finding is fault


def test_several_occurrences(river: Document) -> None:
    finding = find(river, "a dam")
    assert isinstance(finding, Ambiguous)
    assert (finding.count, [place.paragraph for place in finding.places]) == (2, [3, 3])
    assert match_of(river, "a dam", 2).start == finding.places[1].start
    assert isinstance(find(river, "a dam", occurrence=3), NoSuchOccurrence)
    assert isinstance(find(river, "a dam", occurrence=0), NoSuchOccurrence)
    assert find(river, "Nobody was hurt", occurrence=2) == NoSuchOccurrence(
        2, 1, (Occurrence(len(RIVER) - 16, len(RIVER) - 1, 4),)
    )


def test_exact_and_typographic_occurrences_count_alike() -> None:
    document = prepare("It's done. It’s done.")
    assert isinstance(find(document, "It's done"), Ambiguous)
    assert match_of(document, "It's done", 2).level is Level.TYPOGRAPHIC


def test_occurrences_overlap() -> None:
    assert isinstance(find(prepare("ha ha ha"), "ha ha"), Ambiguous)


def test_an_occurrence_that_cuts_a_word_counts_only_if_all_do() -> None:
    document = prepare("Damage to the dam was slight.")
    assert match_of(document, "dam").start == 14
    assert find(document, "amage") == CutsWord(("Damage",), Occurrence(1, 6, 1))


@pytest.mark.parametrize(
    "passage",
    [
        "[" * 100_000 + " water",
        "water " + "[…]" * 1000 + " rose",
        "a […] " * 1000 + "a",
        "a [b] " * 10 + "a",
        "a […] " * 10 + "a",
        "water" + " " * 1_000_000 + "rose",
        "a " * 50_000,
        "a-" * 50_000 + "b",
        ". " * 100_000 + "a",
        "\u0301" * 100_000,
        "“" * 100_000 + "a",
    ],
    ids=range(11),
)
@pytest.mark.parametrize("text", ["a ", "a-", "a", "[", " \n", "a. ", "“", "a\u0301"])
def test_hostile_texts_take_linear_time(text: str, passage: str) -> None:
    """Were any step quadratic, this test would not end."""
    document = prepare(text * 50_000)
    finding = find(document, passage)
    nearest(document, passage)
    if isinstance(finding, Match):
        cropped_words(document, finding, lexicon("en"))
        inside_quotation(document, finding)
