"""What a found passage may still get wrong: cropping, speakers, names, and how much is quoted."""

from __future__ import annotations

import pytest

from documents import match_of
from factpress.archive.document import prepare
from factpress.evidence.guards import (
    cropped_words,
    inserted_hedges,
    inside_quotation,
    names_in,
    quoted_share,
)
from factpress.evidence.hedges import lexicon, lexicon_of_all
from factpress.text.folding import fold
from factpress.text.sentences import sentence_start
from factpress.text.word_lists import word_lists


def _cropped(text: str, passage: str, language: str = "en") -> list[str]:
    document = prepare(text)
    hedges = cropped_words(document, match_of(document, passage), lexicon(language))
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
        ("It was never shut, not once.", "never shut", []),
        ("It was open.\n\nNot so the ferry.", "open", []),
        ("It is knotted to a notice.", "is knotted", []),
        ("The ferry left. Nobody told Dr. Tessier of it.", "Tessier of it", ["Nobody"]),
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


@pytest.mark.parametrize(
    ("text", "passage", "words"),
    [
        # The complement of a denial, a doubt, a claim, a question.
        (
            "The board denied on Monday that the weir had cracked.",
            "the weir had cracked",
            ["denied"],
        ),
        ("The claim that the weir cracked is false.", "the weir cracked", ["claim", "is false"]),
        ("Nobody at the board said the weir had cracked.", "the weir had cracked", ["Nobody"]),
        ("They did not say who shut the weir.", "shut the weir", ["not"]),
        ("The weir had cracked, divers believe.", "The weir had cracked", ["believe"]),
        ("The weir cracked, a charge the board denies.", "The weir cracked", ["denies"]),
        ("Two divers, according to the log, saw it.", "saw it", ["according to"]),
        # Conditions govern both of their clauses.
        ("If it rains, the weir will crack.", "the weir will crack", ["If"]),
        ("The weir will crack if it rains.", "The weir will crack", ["if"]),
        # Another clause.
        ("The board did not meet, and the weir cracked.", "the weir cracked", []),
        ("The board did not meet; the weir cracked.", "the weir cracked", []),
        ("The board, which never met, built the weir.", "built the weir", []),
        ("The weir cracked because nobody met.", "The weir cracked", []),
        ("It did not hold but it was cheap.", "it was cheap", []),
        ("No, the weir held.", "the weir held", []),
        ("If it rains, it cracks, but we have pumps.", "we have pumps", []),
        ("The claims angered the board, which built a weir.", "built a weir", []),
        ("It was not in the U.S. We built the weir.", "built the weir", []),
        ("The alleged leak worried the board.", "worried the board", []),
        # Affirmed by a negation.
        ("There is no doubt that the weir cracked.", "the weir cracked", []),
        ("Nobody disputes that the weir cracked.", "the weir cracked", []),
        ("Not only did it crack, it fell.", "it fell", []),
    ],
)
def test_only_what_governs_the_quoted_clause_is_cropped(
    text: str, passage: str, words: list[str]
) -> None:
    assert _cropped(text, passage) == words


@pytest.mark.parametrize(
    ("language", "text", "passage", "words"),
    [
        ("fr", "Le conseil n’a rien vu, mais la digue tient.", "la digue tient", []),
        ("fr", "Nul ne croit que la digue tienne.", "la digue tienne", ["Nul", "ne", "croit"]),
        ("ru", "Совет не видел, но дамба стоит.", "дамба стоит", []),
        ("ru", "Я не верю, что дамба стоит.", "дамба стоит", ["не"]),
        ("es", "El consejo niega que la presa aguante.", "la presa aguante", ["niega"]),
        ("es", "Nadie vino, pero la presa aguanta.", "la presa aguanta", []),
        ("de", "Der Rat bestreitet, dass das Wehr hält.", "das Wehr hält", ["bestreitet"]),
        ("de", "Das Wehr hält nicht.", "Das Wehr hält", ["nicht"]),
        ("de", "Niemand kam, aber das Wehr hält.", "das Wehr hält", []),
        ("pt", "A câmara nega que a barragem aguente.", "a barragem aguente", ["nega"]),
        ("pt", "Ninguém veio, mas a barragem aguenta.", "a barragem aguenta", []),
    ],
)
def test_governing_words_of_other_languages(
    language: str, text: str, passage: str, words: list[str]
) -> None:
    assert _cropped(text, passage, language) == words


def test_words_that_only_attribute_named_speech_are_not_cropped() -> None:
    text = "“The canal is shut,” according to Maud. He denied having said “it is locked”."
    document = prepare(text)
    for passage, named, anonymous in (
        ("The canal is shut", [], ["according to"]),
        ("it is locked", ["denied"], ["denied"]),
    ):
        match = match_of(document, passage)
        found = cropped_words(document, match, lexicon("en"), has_speaker=True)
        assert [hedge.word for hedge in found] == named
        found = cropped_words(document, match, lexicon("en"))
        assert [hedge.word for hedge in found] == anonymous


def test_an_omitted_negation_is_told_whatever_it_governs() -> None:
    text = "The board met, and nobody spoke, and the weir was built."
    assert _cropped(text, "The board met […] the weir was built") == ["nobody"]
    assert _cropped("There is no doubt that it held.", "There is […] it held") == ["no", "doubt"]


def test_words_of_an_omitted_paragraph_are_cropped() -> None:
    text = "The canal is open.\n\nNo barge can pass.\n\nThe ferry left."
    assert _cropped(text, "The canal […] left") == ["No"]


@pytest.mark.parametrize("language", sorted(word_lists("hedges")))
def test_every_phrase_of_every_list_is_recognised(language: str) -> None:
    compiled = lexicon(language)
    assert compiled.pattern is not None
    assert compiled.affirmations is not None
    for kind, phrases in word_lists("hedges")[language].items():
        pattern = compiled.affirmations if kind == "affirmation" else compiled.pattern
        for phrase in phrases:
            assert pattern.fullmatch(phrase.strip("*=")), phrase


def test_a_publication_adds_its_own_phrases() -> None:
    document = prepare("On paper the canal is shut.")
    match = match_of(document, "canal is shut")
    assert cropped_words(document, match, lexicon("en")) == ()
    own = lexicon("en-GB", {"en": ["on paper"]})
    assert [hedge.word for hedge in cropped_words(document, match, own)] == ["On paper"]
    assert lexicon("xx", {"xx": ["on paper"]}).pattern is not None


def test_what_is_a_hedge_in_one_language_only_may_be_inserted_in_another() -> None:
    document = prepare("They did close it.")
    words = lexicon_of_all()
    for inserted, told in (
        ("the falls of Las Sinas", ()),
        ("cette personne, loin de la ville", ()),
        ("sin la nicht", ("nicht",)),
        ("sans elle", ("sans",)),
        ("no doubt", ("no", "doubt")),
    ):
        match = match_of(document, f"They did close it [{inserted}]")
        assert inserted_hedges(match, words) == told


def test_inserted_hedges() -> None:
    document = prepare("They did close it.")
    match = match_of(document, "They did [not] close it [at Quay]")
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
        ("It is not about me. It is about us. No. They left.", ["It", "It", "No", "They"]),
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
    assert inside_quotation(document, match_of(document, passage))


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
    assert not inside_quotation(document, match_of(document, passage))


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
