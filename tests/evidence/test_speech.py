"""What counts as direct speech, and on which page, at what time, in which turn a passage begins."""

from __future__ import annotations

import pytest

from documents import match_of, read
from factpress.archive.document import Document
from factpress.archive.names import Names
from factpress.archive.turns import turns_of
from factpress.evidence.contexts import PassagePlace, PassagePlaces
from factpress.evidence.speakers import is_speech


def speech(document: Document, passage: str) -> bool:
    return is_speech(document, turns_of(document, Names({})), match_of(document, passage))


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ('"We were late with it," she said.', "We were late with it"),
        ('"We were late with it," she said.', '"We were late with it,"'),
        ("“We were late with it,” she said.", "were late with it"),
        ("« Nous étions en retard », dit-elle.", "Nous étions en retard"),
        ("Sie sagte: „Wir waren zu spät fertig.“ Dann ging sie.", "Wir waren zu spät fertig"),
        ("Sie sagte: »Wir waren zu spät fertig.« Dann ging sie.", "Wir waren zu spät fertig"),
        ("«Мы опоздали на год», — сказала она.", "Мы опоздали на год"),
        ("”Vi var sena med den”, sade hon.", "Vi var sena med den"),
        ("قالت المهندسة «لقد تأخرنا في البناء» أمس.", "لقد تأخرنا في البناء"),
        ("قالت المهندسة: “لقد تأخرنا في البناء” أمس.", "لقد تأخرنا في البناء"),
        ("彼女は「ダムはまだ完成していない」と述べた。", "ダムはまだ完成していない"),
        ("彼女は『ダムはまだ完成していない』と述べた。", "ダムはまだ完成していない"),
        ("她说：“大坝还没有完工。”然后离开。", "大坝还没有完工"),
        ('她说："大坝还没有完工。"然后离开。', "大坝还没有完工"),
        ("‘We were late with it,’ she said.", "We were late with it"),
        ("'We don't know who paid it,' she said.", "We don't know who paid it"),
        ("“He told me ‘we were late’ again,” she said.", "told me ‘we were late’ again"),
        ("“He told me ‘we were late’ again,” she said.", "we were late"),
        ("“We were late with it,” she said, “but we paid.”", "but we paid"),
        ("“We were late [...] with it,” she said.", "We were late [...] with it"),
    ],
)
def test_words_in_quotation_marks_are_speech(text: str, passage: str) -> None:
    assert speech(read(f"Dam row\n\n{text}\n"), passage)


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("“We were late with it,” she said.", "she said"),
        ("“We were late with it,” she said.", "late with it,” she said"),
        ("“We were late with it,” she said, “but we paid.”", "with it,” she said, “but we paid"),
        ("She said that they were “late” with it.", "they were “late” with it"),
        ("She said they were late with it.", "they were late with it"),
        # A mark that nothing closes, one that nothing opens.
        ("“We were late with it, she said, and left.", "We were late with it"),
        ("We were late with it,” she said, and left.", "We were late with it"),
        ('"We were late with it, she said. "They knew," he said.', "We were late with it"),
        ("It's the board's dam, isn't it, the mayors' wives asked.", "the board's dam, isn't"),
        ('The gate is 5" thick and the wall is 9" thick.', "thick and the wall"),
        ("彼女は、ダムは「まだ」完成していないと述べた。", "「まだ」完成していない"),
        ("她说，大坝还没有完工。", "大坝还没有完工"),
    ],
)
def test_other_words_are_the_documents_telling(text: str, passage: str) -> None:
    assert not speech(read(f"Dam row\n\n{text}\n"), passage)


LONG = """\
Dam row

The mayor rose. “We were late with the dam.

“Nobody told us of the cracks.

“And we paid,” she said, and left.
"""


@pytest.mark.parametrize(
    "passage",
    [
        "We were late with the dam",
        "Nobody told us of the cracks",
        "And we paid",
        "late with the dam.\n\n“Nobody told us",
        "late with the dam. […] And we paid",
    ],
)
def test_a_quotation_goes_on_over_paragraphs_that_open_it_again(passage: str) -> None:
    assert speech(read(LONG), passage)


def test_what_stands_after_its_close_is_the_documents() -> None:
    assert not speech(read(LONG), "she said, and left")
    assert not speech(read(LONG), "And we paid,” she said")
    assert not speech(read(LONG), "We were late with the dam. […] she said, and left")


def test_a_quotation_over_paragraphs_that_nothing_closes_is_not_claimed() -> None:
    open_ended = LONG.replace("And we paid,” she said", "And we paid, she said")
    for passage in ("We were late with the dam", "Nobody told us of the cracks", "And we paid"):
        assert not speech(read(open_ended), passage)
    left_off = LONG.replace("“Nobody", "Nobody")
    assert not speech(read(left_off), "We were late with the dam")
    assert not speech(read(left_off), "Nobody told us of the cracks")


def test_spanish_and_french_paragraphs_may_open_with_the_closing_mark() -> None:
    text = "Presa\n\nDijo: «Llegamos tarde a la obra.\n\n»Nadie nos avisó a tiempo», y se fue.\n"
    assert speech(read(text), "Llegamos tarde a la obra")
    assert speech(read(text), "Nadie nos avisó a tiempo")
    assert not speech(read(text), "y se fue")


def test_marks_in_what_is_passed_over_open_nothing() -> None:
    html = "<p>The mayor <s>said “so</s> was late with it. He left”.</p>"
    assert not speech(read(html, "a.html"), "was late with it")
    hidden = "<p>“We were late<span hidden>” or “</span> with it,” she said.</p>"
    assert speech(read(hidden, "a.html"), "We were late with it")
    noted = '<p>"We were late with it<sup>[2]</sup>," she said. "They knew."</p>'
    assert speech(read(noted, "a.html"), "We were late with it")
    assert not speech(read(noted, "a.html"), "she said")


TALK = """\
Interview on the dam

KAY: We will finish the dam this year, and I promise you that it will hold.

ROY: You said so last year. What has changed since then?

KAY: We have the money now, as you know.

(Applause from the back of the hall.)

We thank you all for that.

ROY: Thank you for coming.
"""


def test_words_in_a_turn_are_speech() -> None:
    document = read(TALK)
    assert speech(document, "We will finish the dam this year")
    assert speech(document, "What has changed since then?")
    assert speech(document, "We thank you all for that")
    assert not speech(document, "Interview on the dam")
    assert not speech(document, "Applause from the back of the hall")
    assert not speech(document, "since then?\n\nKAY: We have the money now")


def test_a_name_that_only_looks_like_a_label_makes_no_speech() -> None:
    text = "Dam row\n\nWorks: the dam is two years late.\n\nThe mayor was not there to say so.\n"
    assert not speech(read(text), "the dam is two years late")


def place(document: Document, name: str, passage: str) -> PassagePlace:
    places = PassagePlaces(document, name, turns_of(document, Names({})))
    return places.at(match_of(document, passage).start)


def test_turns_are_numbered_from_one() -> None:
    document = read(TALK)
    turns = [
        place(document, "a.txt", passage).turn
        for passage in (
            "Interview on the dam",
            "We will finish",
            "You said so",
            "We have the money",
            "We thank you all",
            "Thank you for coming",
        )
    ]
    assert turns == [0, 1, 2, 3, 3, 4]


CUES = """\
WEBVTT

NOTE "made by hand

00:01.000 --> 00:04.000
<v Kay>We will finish the dam

00:04.250 --> 00:07.000
<v Kay>this year, and not later.

00:59:59.900 --> 01:00:02.000
<v Roy>You said so last year.

100:00:01.000 --> 100:00:02.000
♪

100:00:03.000 --> 100:00:05.000
<v Kay>We have the money now.
"""


def test_a_passage_of_subtitles_has_the_time_of_its_cue() -> None:
    document = read(CUES, "a.vtt")

    def at(passage: str) -> tuple[int, str, int]:
        return place(document, "a.vtt", passage)

    assert at("finish the dam this year") == (0, "00:00:01.000", 1)
    assert at("this year, and not later") == (0, "00:00:04.250", 1)
    assert at("You said so last year") == (0, "00:59:59.900", 2)
    assert at("We have the money now") == (0, "100:00:03.000", 3)
    assert speech(document, "You said so last year")


def test_subrip_has_a_comma_and_may_leave_out_the_hours() -> None:
    text = "1\n00:01:02,5 --> 00:01:04,000\nThe dam is done.\n\n2\n75:03,020 --> 75:05,000\nSo.\n"
    document = read(text, "a.srt")
    assert place(document, "a.srt", "The dam is done") == (0, "00:01:02.500", 0)
    assert place(document, "a.srt", "So") == (0, "01:15:03.020", 0)


def test_other_formats_have_neither_page_nor_time() -> None:
    text = "The first page has this.\n\f\n00:01:02,500 --> 00:01:04,000\nThe dam is done.\n"
    assert place(read(text), "a.txt", "The dam is done") == (0, "", 0)
