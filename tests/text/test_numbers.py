"""An amount is quoted whole: with its unit, its magnitude and its limiter, in ten languages."""

from __future__ import annotations

import time

import pytest

from conftest import CLAIM, GAZETTE, MakeSite
from documents import match_of
from factpress.archive.document import prepare
from factpress.evidence.guards import asked, changed_amounts, cut_amounts
from factpress.text.numbers import cut_numbers
from factpress.text.word_lists import word_lists

DAM = "content/claims/dam.md"


def _cut(language: str, text: str, passage: str) -> list[tuple[str, str]]:
    document = prepare(text)
    return list(cut_amounts(document, match_of(document, passage), language))


@pytest.mark.parametrize(
    ("language", "text", "passage", "amount"),
    [
        ("en", "It cost 5 million dollars.", "It cost 5", "5 million dollars"),
        ("en", "It cost 5 million dollars.", "It cost 5 million", "5 million dollars"),
        ("en", "It cost 5 million dollars.", "million dollars.", "5 million dollars"),
        ("en-GB", "The toll rose by 5 per cent.", "The toll rose by 5", "5 per cent"),
        ("en", "She led it for 14 years.", "She led it for 14", "14 years"),
        ("en", "The pipe is 20 km long.", "The pipe is 20", "20 km"),
        ("en", "The bridge lost five million.", "The bridge lost five", "five million"),
        ("en", "It took two thirds of the votes.", "It took two", "two thirds"),
        ("en", "It hit half a million homes.", "a million homes", "half a million"),
        ("en", "They lost hundreds of millions of euros.", "They lost hundreds", "hundreds of"),
        ("en", "Two hundred and fifty came.", "Two hundred", "Two hundred and fifty"),
        ("en", "Two hundred and fifty came.", "fifty came", "Two hundred and fifty"),
        ("en", "It paid EUR 5 million.", "5 million.", "EUR 5 million"),
        ("en", "It paid 5 million € last year.", "It paid 5 million", "5 million €"),
        ("en", "A day of 20 °C and rain.", "A day of 20", "20 °C"),
        ("en", "It cost 5 hundred million euros.", "It cost 5 […] million euros", "5 hundred"),
        ("fr", "Vingt pour cent des voix.", "Vingt", "Vingt pour cent"),
        ("fr", "Il a coûté 5 millions d’euros.", "Il a coûté 5 millions", "5 millions d’euros"),
        ("ru", "Пришли пять тысяч человек.", "Пришли пять", "пять тысяч"),
        ("ru", "Пришли пять тысяч человек.", "тысяч человек", "пять тысяч"),
        ("ru", "Выделили 20 млн рублей.", "Выделили 20", "20 млн рублей"),
        ("es", "Costó 5 millones de euros.", "Costó 5 millones", "5 millones de euros"),
        ("es", "Duró treinta y cinco años.", "Duró treinta", "treinta y cinco años"),
        ("de", "Er kostet 5 Mio. Euro.", "Er kostet 5", "5 Mio. Euro"),
        ("de", "Zwei Drittel kamen.", "Zwei", "Zwei Drittel"),
        ("pt", "Custou 5 mil reais.", "Custou 5", "5 mil reais"),
        ("ar", "بلغت الكلفة ٥ ملايين دولار", "بلغت الكلفة ٥", "٥ ملايين دولار"),
        ("ar", "حضر خمسة آلاف شخص", "حضر خمسة", "خمسة آلاف"),
        ("hi", "बांध पर 5 लाख रुपये खर्च हुए", "बांध पर 5", "5 लाख रुपये"),
        ("hi", "पांच हजार लोग आए", "हजार लोग आए", "पांच हजार"),
        ("zh", "花了 500 万 美元", "花了 500", "500 万 美元"),
        ("xx", "Putki on 20 km pitkä.", "Putki on 20", "20 km"),
    ],
)
def test_a_unit_or_magnitude_cut_from_its_number_is_told(
    language: str, text: str, passage: str, amount: str
) -> None:
    (kind, named), *_ = _cut(language, text, passage)
    assert kind == "unit"
    assert named.startswith(amount)


@pytest.mark.parametrize(
    ("language", "text", "passage", "limited"),
    [
        ("en", "At least 14 people died.", "14 people died", "At least 14"),
        ("en", "At least 14 people died.", "least 14 people died", "At least 14"),
        ("en", "The flood killed up to 30.", "The flood […] 30.", "up to 30"),
        ("en", "It cost about $5 million.", "$5 million.", "about $5 million"),
        ("en", "It took more than a million.", "a million.", "more than a million"),
        ("en", "It lasted about one year.", "one year.", "about one"),
        ("en", "It killed 5 to 10 people.", "It killed 5", "5 to 10"),
        ("en", "It killed 5 to 10 people.", "10 people", "5 to 10"),
        ("en", "It killed between 5 and 10.", "It killed between 5", "between 5 and 10"),
        ("en", "It killed 5 people or more.", "It killed 5 people", "5 people or more"),
        ("en", "More than half of the voters came.", "half of the voters", "More than half"),
        ("en", "Nearly two-thirds came.", "two-thirds came", "Nearly two-thirds"),
        ("en", "Almost a third came.", "a third came", "Almost a third"),
        ("fr", "Plus de la moitié est venue.", "la moitié est venue", "Plus de la moitié"),
        ("fr", "Il attend depuis plus d’un an.", "d’un an", "plus d’un"),
        ("ru", "Пришло более половины жителей.", "половины жителей", "более половины"),
        ("de", "Mehr als die Hälfte kam.", "die Hälfte kam", "Mehr als die Hälfte"),
        ("fr", "Plus de 5 000 personnes.", "5 000 personnes", "Plus de 5 000"),
        ("fr", "Il a tué 5 à 6 moutons.", "Il a tué 5", "5 à 6"),
        ("ru", "Погибли более 30 человек.", "30 человек", "более 30"),
        ("ru", "Погибли от 5 до 6 человек.", "Погибли от 5", "5 до 6"),
        ("es", "Más de 30 personas.", "30 personas", "Más de 30"),
        ("de", "Bis zu 20 Prozent.", "20 Prozent", "Bis zu 20"),
        ("pt", "Cerca de 30 pessoas.", "30 pessoas", "Cerca de 30"),
        ("ar", "أكثر من خمسة آلاف شخص", "خمسة آلاف شخص", "أكثر من خمسة آلاف"),
        ("hi", "लगभग ५ लाख लोग आए", "५ लाख लोग", "लगभग ५ लाख"),
        ("hi", "500 से अधिक लोग आए", "500", "500 से अधिक"),
        ("zh", "约500人死亡", "500人死亡", "约500"),
        ("zh", "500人以上死亡", "500人", "500人以上"),
        ("ja", "約500人がいた", "500人がいた", "約500"),
    ],
)
def test_a_limiter_cut_from_its_number_is_told(
    language: str, text: str, passage: str, limited: str
) -> None:
    (kind, named), *_ = _cut(language, text, passage)
    assert kind == "limiter"
    assert named.startswith(limited)


@pytest.mark.parametrize(
    ("language", "text", "passage"),
    [
        ("en", "The flood killed 14 people here.", "The flood killed 14"),
        ("en", "It cost 5 million dollars.", "cost 5 million dollars"),
        ("en", "At least 14 people died.", "At least 14 people died"),
        ("en", "They spoke about one of them.", "one of them"),
        ("en", "In 2019 million-euro bids came.", "In 2019"),
        ("en", "In 2019 dollars were scarce.", "In 2019"),
        ("en", "It ran from 1999 to 2005 there.", "It ran from 1999"),
        ("en", "There were 5. Years went by.", "There were 5."),
        ("en", "There were 5, years ago.", "There were 5"),
        ("en", "A five-year plan was made.", "A five-year"),
        ("en", "The clerk saw 3 others.", "The clerk saw"),
        ("en", "Half of the voters came.", "of the voters came"),
        ("en", "The third year was wet.", "year was wet"),
        ("fr", "En 2019 mille maires vinrent.", "En 2019"),
        ("ru", "В 2019 году совет ушёл.", "совет ушёл"),
        ("ru", "В 2019 году совет ушёл.", "В 2019"),
        ("ru", "Закрыт до 5 мая.", "5 мая."),
        ("xx", "It cost 5 million dollars.", "It cost 5"),
        ("zh", "约500人死亡", "约500人死亡"),
    ],
)
def test_a_whole_amount_or_counted_things_are_not_told(
    language: str, text: str, passage: str
) -> None:
    assert _cut(language, text, passage) == []


@pytest.mark.parametrize("language", sorted(word_lists("numbers").keys() - {"any"}))
def test_no_numeral_is_small_and_big(language: str) -> None:
    """A row of such numerals could be read in so many ways that no search would end."""
    words = word_lists("numbers")[language]
    assert not set(words["small"]) & set(words["big"])


@pytest.mark.parametrize(
    ("language", "numerals"),
    [("en", "million " * 500), ("en", "5 " * 500), ("zh", "万" * 500), ("ru", "сто и " * 400)],
)
def test_a_row_of_numerals_costs_no_time(language: str, numerals: str) -> None:
    text = f"We met {numerals} there"
    started = time.process_time()
    for edge in range(0, len(text), 7):
        cut_numbers(text, [(edge, edge)], language)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "passage", "amounts"),
    [
        ("It killed 5 people.", "It killed 5 [hundred] people.", ("5 hundred",)),
        ("It cost 5 million euros.", "It cost 5 [big] million euros.", ()),
        ("It cost 5 euros.", "It cost 5 [million] euros.", ("5 million euros",)),
        ("It killed 5 people.", "It killed [at least] 5 people.", ("at least 5",)),
        ("The dam broke.", "The dam [of 5 million euros] broke.", ()),
    ],
)
def test_an_editor_completes_no_amount(text: str, passage: str, amounts: tuple[str, ...]) -> None:
    assert changed_amounts(passage, match_of(prepare(text), passage), "en") == amounts


@pytest.mark.parametrize(
    ("text", "passage", "ending"),
    [
        (
            "Was it a failure of the dam?",
            "Was it a failure of the dam",
            "Was it a failure of the dam?",
        ),
        ("He asked: “Did the dam fail?” She left.", "Did the dam fail", "Did the dam fail?"),
        ("Est-ce une faute ? Non.", "Est-ce une faute", "Est-ce une faute ?"),
        ("هل انهار السد؟", "هل انهار السد", "هل انهار السد؟"),
        ("水坝塌了吗？", "水坝塌了吗", "水坝塌了吗？"),
        ("Έσπασε το φράγμα;", "Έσπασε το φράγμα", "Έσπασε το φράγμα;"),
        ("Was it a failure of the dam?", "Was it a failure of the dam?", None),
        ("Was it a failure of the dam?", "Was it a failure", None),
        ("It was a failure. Why?", "It was a failure.", None),
        ("It broke; they left.", "It broke", None),
    ],
)
def test_a_question_without_its_mark_is_told(text: str, passage: str, ending: str | None) -> None:
    document = prepare(text)
    assert asked(document, match_of(document, passage)) == ending


def _site(document: str, passage: str, extra: str = "") -> dict[str, str | bytes | None]:
    card = CLAIM.replace("passage: the dam was finished in 2019", f"passage: '{passage}'{extra}")
    return {DAM: card, "archive/gazette.txt": GAZETTE + "\n" + document}


def test_refuses_a_cut_amount_whatever_the_reason(make_site: MakeSite) -> None:
    document = "The town says that it cost 5 million dollars in all.\n"
    files = _site(document, "says that it cost 5", "\n    crop_ok: Shorter.")
    assert make_site(files).refused() == [
        f'{DAM}:12:14: passage cuts the amount "5 million dollars" of the document; quote all of '
        "it, or none"
    ]


def test_refuses_a_cut_limiter_without_a_reason(make_site: MakeSite) -> None:
    document = "The town says that at least 14 people died there.\n"
    files = _site(document, "14 people died there")
    assert make_site(files).refused() == [
        f'{DAM}:12:14: passage cuts "at least 14" of the document; quote all of it, or say in '
        "crop_ok why leaving the rest out is fair"
    ]
    reasoned = _site(document, "14 people died there", "\n    crop_ok: The claim says so.")
    assert make_site(reasoned, "reasoned").problems() == []


def test_refuses_an_amount_that_the_editor_completes(make_site: MakeSite) -> None:
    files = _site("The flood killed 5 people there.\n", "The flood killed 5 [hundred] people there")
    assert make_site(files).refused() == [
        f'{DAM}:12:14: the words in brackets make the amount "5 hundred", which is not in '
        "the document; an editor may not complete an amount: quote the document's"
    ]


def test_warns_of_a_question_quoted_as_a_statement(make_site: MakeSite) -> None:
    files = _site("Was it a failure of the council?\n", "Was it a failure of the council")
    assert make_site(files).problems() == [
        f'{DAM}:12:14: warning: in the document these words are a question, "Was it a failure of '
        'the council?"; include its question mark, or say in crop_ok why leaving it out is fair'
    ]
