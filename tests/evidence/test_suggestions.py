"""What a writer is shown for a passage that is not there: near, named, and ready to paste."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import CLAIM, GAZETTE, MakeSite, Site
from factpress.archive.document import Document, prepare
from factpress.evidence.messages import not_found
from factpress.evidence.results import CutsWord, Match, NotFound
from factpress.evidence.search import find
from factpress.evidence.suggestions import Suggestion, suggested, yaml_value
from factpress.text.similarity import alike, fewest_edits

TOWN = """The town paid invoice number 4711 of 48,000 crowns.

The dam at Old Quay didn’t fail, the mayor said. “It held — for nine days,” and she “can not” say
why. Dr. Okafor's co\u00adoperative bought 5,000 tonnes.

三十人死亡，两百万人受灾。市长说他不是工程师。

السد القديم مغلق منذ يوم الاثنين

बाँध सोमवार को बंद हुआ।

町は月曜日にダムを閉鎖した。

시장은 월요일에 댐을 폐쇄했다.

Плотина у старой пристани цела."""


@pytest.fixture(scope="module")
def town() -> Document:
    return prepare(TOWN)


def suggestion(document: Document, passage: str) -> Suggestion:
    finding = find(document, passage)
    assert isinstance(finding, NotFound), finding
    found = suggested(document, passage, finding.missing)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("passage", "paste"),
    [
        ("invoise number 4711", "invoice number 4711"),
        ("invoice nummer 4711", "invoice number 4711"),
        ("invoise", "invoice"),
        ("town payed", "town paid"),
        ("Old Kwai", "Old Quay"),
        ("the mayer said", "the mayor said"),
        ("4 711 of 48,000 crowns", "4711 of 48,000 crowns"),
        ("三十人受伤", "三十人死亡"),
        ("二十人死亡", "三十人死亡"),
        ("说他是工程师", "说他不是工程师"),
        ("السد القدم مغلق", "السد القديم مغلق"),
        ("बाँध मंगलवार को बंद", "बाँध सोमवार को बंद"),
        ("सोमबार को", "सोमवार को"),
        ("町は火曜日にダムを", "町は月曜日にダムを"),
        ("시장이 월요일에", "시장은 월요일에"),
        ("Плотина у новой пристани", "Плотина у старой пристани"),
    ],
)
def test_a_short_misquote_gets_its_nearest_stretch(
    town: Document, passage: str, paste: str
) -> None:
    assert suggestion(town, passage).paste == paste


@pytest.mark.parametrize(
    ("passage", "named", "paste"),
    [
        ("the dam at", ["the document has a capital T in “The”"], "The dam at"),
        ("The Dam at", ["the document has a small d in “dam”"], "The dam at"),
        (
            "48.000 crowns",
            ["the document has a comma after “48”, the passage a full stop"],
            "48,000 crowns",
        ),
        (
            "48,000 crowns!",
            ["the document has a full stop after “crowns”, the passage an exclamation mark"],
            "48,000 crowns.",
        ),
        (
            "the mayor said, “It held",
            [
                "the document has a full stop and a quotation mark “ after “said”, the passage a "
                "comma and a quotation mark “"
            ],
            "the mayor said. “It held",
        ),
        (
            "It held for nine days",
            ["the document has a dash — after “held”, the passage nothing"],
            "It held — for nine days",
        ),
        (
            "and she can not",
            ["the document has a quotation mark “ after “she”, the passage nothing"],
            "and she “can not",
        ),
        (
            "she “cannot” say",
            ["the document has a space after “can”, the passage no space"],
            "she “can not” say",
        ),
        (
            "of 48,000 crowns. The dam at",
            ["the document has a paragraph break after “crowns”; write a blank line"],
            "of 48,000 crowns.\n\nThe dam at",
        ),
        (
            "Dr. Okafor's\n\ncooperative",
            ["the document has no paragraph break after “s”"],
            "Dr. Okafor's cooperative",
        ),
        (
            "The d\u0430m at",
            [
                "the passage has the Cyrillic \u0430 (U+0430) where the document has the Latin a "
                "(U+0061), in “dam”"
            ],
            "The dam at",
        ),
        (
            "Плотинa у",
            [
                "the passage has the Latin a (U+0061) where the document has the Cyrillic \u0430 "
                "(U+0430), in “Плотина”"
            ],
            "Плотина у",
        ),
        (
            "O1d Quay",
            [
                "the passage has the digit 1 (U+0031) where the document has the Latin l "
                "(U+006C), in “Old”"
            ],
            "Old Quay",
        ),
        (
            "两百万人受灾.",
            [
                "the document has an ideographic full stop (。 U+3002) after “两百万人受灾”, the "
                "passage a full stop"
            ],
            "两百万人受灾。",
        ),
    ],
)
def test_a_difference_that_is_easily_overlooked_is_named(
    town: Document, passage: str, named: list[str], paste: str
) -> None:
    found = suggestion(town, passage)
    assert list(found.unseen) == named
    assert found.paste == paste


@pytest.mark.parametrize("passage", ["The dam at Old Bay", "The dams at Old Quay", "crowns of 48"])
def test_a_difference_in_words_is_shown_and_not_named(town: Document, passage: str) -> None:
    assert suggestion(town, passage).unseen == ()


def test_what_is_typeset_otherwise_is_no_difference(town: Document) -> None:
    decomposed = unicodedata.normalize("NFD", "Dr. Okafor’s co-\u00adoperative")
    assert suggestion(town, decomposed).unseen == (
        "the document has nothing after “co”, the passage a hyphen",
    )


@pytest.mark.parametrize(
    ("passage", "paste"),
    [
        ("am at Old Quay", '"dam at Old Quay"'),
        ("own paid inv", '"town paid invoice"'),
        ("5", '"5,000"'),
        ("000 tonnes", '"5,000 tonnes"'),
    ],
)
def test_a_cut_word_is_given_whole(town: Document, passage: str, paste: str) -> None:
    finding = find(town, passage)
    assert isinstance(finding, CutsWord)
    message = not_found(finding, passage, town, "gazette")
    assert message.endswith(f"; to paste: passage: {paste}")


def test_a_missing_piece_is_given_with_the_others(town: Document) -> None:
    found = suggestion(town, "The town […] of 48,000 crwns")
    assert found.paste == "The town […] of 48,000 crowns"


def test_a_long_passage_is_given_with_its_middle_left_out() -> None:
    words = " ".join(f"word{number}" for number in range(120))
    found = suggestion(prepare(f"{words}."), words.replace("word7 ", "wort7 "))
    assert found.paste is not None
    assert " […] " in found.paste
    assert len(found.paste) <= 420
    assert isinstance(find(prepare(words), found.paste), Match)


@settings(max_examples=500, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_what_is_given_to_paste_survives_yaml(words: str) -> None:
    text = f"passage: {yaml_value(words)}"
    assert len(text.splitlines()) == 1
    assert yaml.safe_load(text)["passage"] == words


@pytest.mark.parametrize("words", ["a # b", "- a", "a: b", "'a'", '"a" b', 'it\'s "so"', "a\n\nb"])
def test_what_is_given_to_paste_survives_a_card(make_site: MakeSite, words: str) -> None:
    card = CLAIM.replace(
        "passage: the dam was finished in 2019", f"passage: {yaml_value(f'it was {words} so')}"
    )
    assert card != CLAIM
    document = f"{GAZETTE}\nAnd it was {words} so, they say.\n"
    site = make_site({"content/claims/dam.md": card, "archive/gazette.txt": document})
    assert site.problems() == []


@settings(max_examples=500, deadline=None)
@given(st.text("abc ", max_size=30), st.text("abcd", min_size=1, max_size=8))
def test_the_fewest_edits_are_those_of_the_plain_algorithm(text: str, wanted: str) -> None:
    row = list(range(len(wanted) + 1))
    best = (len(wanted), 0)
    for end, char in enumerate(text, 1):
        longer = [0]
        for at, asked in enumerate(wanted, 1):
            change = row[at - 1] + (asked != char)
            longer.append(min(row[at] + 1, longer[-1] + 1, change))
        row = longer
        best = min(best, (row[-1], end), key=lambda found: found[0])
    assert fewest_edits(text, wanted) == best


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=30))
def test_likeness_keeps_every_place(text: str) -> None:
    assert len(alike(text)) == len(text)
    assert alike(alike(text)) == alike(text)


def quote(site: Site, words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "factpress", "quote", "gazette", words]
    return subprocess.run(command, cwd=site.root, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("words", "comment", "passage"),
    [
        ("the damm was finished", "# shown with [yours→the document's]: “the [damm→dam] was", None),
        ("am was finished", '# not there: the words cut into "dam"', "dam was finished"),
    ],
)
def test_quote_gives_the_nearest_ready_to_paste(
    make_site: MakeSite, words: str, comment: str, passage: str | None
) -> None:
    done = quote(make_site(), words)
    assert done.returncode == 1
    assert comment in done.stdout
    entry = yaml.safe_load(done.stdout)[0]
    assert entry["passage"] == (passage or "the dam was finished")


@pytest.mark.parametrize(
    "words", ["The dam was finished", "THE DÁM, was: finished", "the\ndam was  “finished”"]
)
def test_quote_passes_over_case_accents_marks_and_spaces(make_site: MakeSite, words: str) -> None:
    done = quote(make_site(), words)
    assert done.returncode == 0
    assert done.stdout.startswith("# found with other capitals, accents, marks or spaces\n")
    assert [entry["passage"] for entry in yaml.safe_load(done.stdout)] == ["the dam was finished"]


def test_quote_gives_every_place_of_words_in_other_letters(make_site: MakeSite) -> None:
    text = f"{GAZETTE}\nIt is late. It is late.\n\nThey said it is late.\n"
    entries = yaml.safe_load(quote(make_site({"archive/gazette.txt": text}), "IT IS LATE").stdout)
    found = [(entry["passage"], entry.get("occurrence")) for entry in entries]
    assert found == [("It is late", 1), ("It is late", 2), ("it is late", None)]


def test_quote_gives_several_stretches_that_come_near(make_site: MakeSite) -> None:
    filling = "Nothing happened in the valley that week, and nobody came to look at it. " * 8
    text = (
        f"{GAZETTE}\nThe mayor walked with 140 lanterns.\n\n{filling}\n\n"
        "The mayor walked with 90 lanterns.\n"
    )
    done = quote(make_site({"archive/gazette.txt": text}), "mayor walked with 100 lanterns")
    assert done.returncode == 1
    passages = {entry["passage"] for entry in yaml.safe_load(done.stdout)}
    assert passages == {"mayor walked with 140 lanterns", "mayor walked with 90 lanterns"}


def test_quote_finds_words_in_scripts_without_spaces(make_site: MakeSite) -> None:
    site = make_site({"archive/gazette.txt": f"{GAZETTE}\n市长说，大坝已经完工。\n"})
    done = quote(site, "市长说大坝已经完工")
    assert yaml.safe_load(done.stdout)[0]["passage"] == "市长说，大坝已经完工"


def test_quote_of_a_source_that_cannot_be_read_says_why(make_site: MakeSite) -> None:
    site = make_site()
    site.edit("content/sources/gazette.md", "kind: news report", "kind:")
    done = quote(site, "the dam")
    assert done.returncode == 1
    assert 'content/sources/gazette.md:4:1: field "kind" is empty' in done.stderr


def test_quote_keeps_a_paragraph_break(make_site: MakeSite) -> None:
    site = make_site({"archive/gazette.txt": f"{GAZETTE}\nOne # day.\n\nAnother day."})
    done = quote(site, "One # day.\n\nAnother")
    assert yaml.safe_load(done.stdout)[0]["passage"] == "One # day.\n\nAnother"
