"""What a found passage may still get wrong: cropping, speakers, names, and how much is quoted."""

from __future__ import annotations

import pytest

from factpress.evidence.document import Document, prepare
from factpress.evidence.folding import fold
from factpress.evidence.guards import (
    cropped_words,
    inserted_hedges,
    inside_quotation,
    names_in,
    quoted_share,
)
from factpress.evidence.hedges import LISTS, lexicon
from factpress.evidence.results import Match
from factpress.evidence.search import find
from factpress.evidence.sentences import sentence_start


def _match(document: Document, passage: str) -> Match:
    finding = find(document, passage, occurrence=1)
    assert isinstance(finding, Match), finding
    return finding


def _cropped(text: str, passage: str, language: str = "en") -> list[str]:
    document = prepare(text)
    hedges = cropped_words(document, _match(document, passage), lexicon(language))
    assert all(document.text[hedge.start : hedge.end] == hedge.word for hedge in hedges)
    return [hedge.word for hedge in hedges]


@pytest.mark.parametrize(
    ("text", "passage", "words"),
    [
        ("The board did not close the canal.", "close the canal", ["not"]),
        ("The board didn’t close the canal.", "close the canal", ["didn’t"]),
        ("Maud denied that the canal was shut.", "the canal was shut", ["denied"]),
        ("The canal, we think, is shut.", "The canal […] is shut", ["we think"]),
        ("According to Maud, the canal is shut.", "the canal is shut", ["According to"]),
        ("According to Maud, the canal is shut.", "to Maud, the canal is shut", ["According to"]),
        ("It would be shut if they came.", "be shut", ["would", "if"]),
        ("The canal may be shut in May.", "be shut", ["may"]),
        ("In May the canal was shut.", "canal was shut", []),
        ("The allegedly shut canal is said to be open.", "canal", ["allegedly", "said to be"]),
        ("Nobody came. The canal was shut. It could open.", "canal was shut", []),
        ("The canal was not shut.", "The canal was not shut", []),
        ("It was never shut, not once.", "never shut", ["not"]),
        ("It was open.\n\nNot so the ferry.", "open", []),
        ("It is knotted to a notice.", "is knotted", []),
        ("The ferry left. The clerk, Dr. Tessier, denied it.", "The clerk", ["denied"]),
    ],
)
def test_cropped_words(text: str, passage: str, words: list[str]) -> None:
    assert _cropped(text, passage) == words


@pytest.mark.parametrize(
    ("language", "text", "passage", "words"),
    [
        ("fr", "Le préfet n’a pas fermé le canal.", "fermé le canal", ["n’a", "pas"]),
        ("fr-CA", "Selon Maud, le canal serait fermé.", "le canal", ["Selon", "serait"]),
        ("ru", "Совет не закрыл канал.", "закрыл канал", ["не"]),
        ("ru", "По словам Инги, канал якобы закрыт.", "канал", ["По словам", "якобы"]),
        ("ru", "Совет отрицает, что канал закрыт.", "канал закрыт", ["отрицает"]),
        ("xx", "The board did not close it.", "close it", []),
    ],
)
def test_cropped_words_of_other_languages(
    language: str, text: str, passage: str, words: list[str]
) -> None:
    assert _cropped(text, passage, language) == words


def test_words_of_an_omitted_paragraph_are_cropped() -> None:
    text = "The canal is open.\n\nNo barge can pass.\n\nThe ferry left."
    assert _cropped(text, "The canal […] left") == ["No"]


@pytest.mark.parametrize("language", sorted(LISTS))
def test_every_phrase_of_every_list_is_recognised(language: str) -> None:
    compiled = lexicon(language)
    assert compiled.pattern is not None
    for phrase in LISTS[language]:
        assert compiled.pattern.fullmatch(phrase.strip("*=")), phrase


def test_a_publication_adds_its_own_phrases() -> None:
    document = prepare("On paper the canal is shut.")
    match = _match(document, "canal is shut")
    assert cropped_words(document, match, lexicon("en")) == ()
    own = lexicon("en-GB", {"en": ["on paper"]})
    assert [hedge.word for hedge in cropped_words(document, match, own)] == ["On paper"]
    assert lexicon("xx", {"xx": ["on paper"]}).pattern is not None


def test_inserted_hedges() -> None:
    document = prepare("They did close it.")
    match = _match(document, "They did [not] close it [at Quay]")
    assert inserted_hedges(match, lexicon("en")) == ("not",)
    assert inserted_hedges(match, lexicon("xx")) == ()


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("One came. Two left! Did they? Yes.", ["One", "Two", "Did", "Yes"]),
        ("Mr. Pell met Dr. Okafor of the U.S. Army at 5 p.m. sharp. Fine.", ["Mr", "Fine"]),
        ("“It left.” “It did?” he asked. (Yes.) So.", ["“It", "“It", "(Yes", "So"]),
        ("J. K. Pell wrote No. 7 for Pell Inc. then.", ["J"]),
        ("Le préfet, M. Aubry, a dit « non ». Mme Roy rit.", ["Le", "Mme"]),
        ("Это было в 2019 г. в порту, и т. д. и т. п. Потом ушли.", ["Это"]),
        ("Совет ушёл. Канал закрыт.", ["Совет", "Канал"]),
        ("Wait… Who is there", ["Wait", "Who"]),
        ("关闭了。没有人来。", ["关", "没"]),
        ("it ended. then nothing", ["it"]),
    ],
)
def test_sentences(text: str, starts: list[str]) -> None:
    letters = fold(text).text
    begins = sorted({sentence_start(letters, at) for at in range(len(letters))})
    ends = [*begins[1:], len(letters)]
    found = [letters[begin:end] for begin, end in zip(begins, ends, strict=True)]
    assert len(found) == len(starts), found
    for sentence, start in zip(found, starts, strict=True):
        assert sentence.startswith(fold(start).text)


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("“The canal is shut,” she said.", "The canal is shut"),
        ("“The canal is shut,” she said.", "“The canal is shut,”"),
        ('"The canal is shut," she said.', "canal is shut"),
        ("« Le canal est fermé », dit-elle.", "Le canal est fermé"),
        ("Она сказала: «Канал закрыт».", "Канал закрыт"),
        ("Sie sagte: „Der Kanal ist zu“.", "Der Kanal ist zu"),
        ("Sie sagte: »Der Kanal ist zu«.", "Der Kanal ist zu"),
        ("Hon sade: ”Kanalen är stängd”.", "Kanalen är stängd"),
        ("‘The canal’s shut,’ she said.", "canal’s shut"),
        ("'The canal isn't open,' she said.", "canal isn't open"),
        ("‘The soldiers’ boat left,’ she said.", "boat left"),
        ("“The ‘old’ canal is shut,” she said.", "canal is shut"),
        ("“Shut,” she said, “and locked.”", "Shut […] locked"),
        ("“The canal is shut.\n\n“It is locked,” she said.", "canal is shut"),
        ("“The canal is shut.\n\n“It is locked,” she said.", "It is locked"),
        ("It was “shut” today.", "shut"),
    ],
)
def test_a_passage_inside_quotation_marks(text: str, passage: str) -> None:
    document = prepare(text)
    assert inside_quotation(document, _match(document, passage))


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("The “old” canal is shut.", "The “old” canal is shut"),
        ("“Shut,” she said, “and locked.”", "she said"),
        ("“Shut,” she said, “and locked.”", "“Shut,” she said, “and locked.”"),
        ("“Shut,” she said.", "Shut […] said"),
        ("It wasn't shut; it isn't now.", "shut; it isn't now"),
        ("The soldiers’ boat and the clerks’ boat.", "boat and the clerks"),
        ("The ’90s canal and the dogs’ home.", "canal and the dogs"),
        ("“The canal is shut.\n\nIt is locked,” she said.", "canal is shut"),
        ('A 5" pipe broke. The canal is shut. A 6" pipe held.', "The canal is shut"),
        ('He said "no one. The canal is shut. "I know," she said.', "The canal is shut"),
        ("“Shut” is shut; “open” is open.", "is shut"),
    ],
)
def test_a_passage_outside_quotation_marks(text: str, passage: str) -> None:
    document = prepare(text)
    assert not inside_quotation(document, _match(document, passage))


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Maud Tessier spoke.", ["Tessier"], True),
        ("MAUD\u00a0TESSIER spoke.", ["Nobody", "Maud Tessier"], True),
        ("Tessier’s canal; d'Orsay.", ["Tessier"], True),
        ("Tessier’s canal; d'Orsay.", ["Orsay"], True),
        ("Tessier—who spoke—left.", ["Tessier"], True),
        ("Jean-Yves spoke.", ["Jean"], False),
        ("Tessiers spoke.", ["Tessier"], False),
        ("Zo\u00eb spoke.", ["Zoe\u0308"], True),
        ("Nobody spoke.", ["", "—"], False),
        ("Nobody spoke.", [], False),
    ],
)
def test_names_in(text: str, names: list[str], expected: bool) -> None:
    assert names_in(prepare(text), names) is expected


def test_quoted_share_counts_each_word_once() -> None:
    text = "One two  three-four can’t five."
    spans = [(0, 7), (4, 19), (0, 3)]
    share = quoted_share(prepare(text), spans)
    assert (share.words, share.quoted, share.share) == (5, 3, 0.6)


def test_quoted_share_of_nothing() -> None:
    assert quoted_share(prepare(""), [(0, 5)]).share == 0.0
    assert quoted_share(prepare("One two"), []).quoted == 0
    assert quoted_share(prepare("One two"), [(0, 7)]).share == 1.0
