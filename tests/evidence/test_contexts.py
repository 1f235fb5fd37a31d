"""The sentence around a passage: where it begins and ends, and what of it is shown."""

from __future__ import annotations

import pytest

from documents import match_of, read
from factpress.archive.document import Document
from factpress.archive.names import Names
from factpress.archive.turns import turns_of
from factpress.evidence.contexts import Context, context_of
from pdfs import pdf


def context(document: Document, passage: str) -> Context:
    return context_of(document, turns_of(document, Names({})), match_of(document, passage))


def around(text: str, passage: str, name: str = "a.txt") -> tuple[str, str]:
    found = context(read(text, name), passage)
    return found.before, found.after


@pytest.mark.parametrize(
    ("text", "passage", "before", "after"),
    [
        ("It rained. The dam was done on time. Few came.", "was done", "The dam ", " on time."),
        ("The dam was done on time.", "The dam was done on time.", "", ""),
        ("The dam was done on time.", "The dam was done on time", "", "."),
        # Abbreviations, decimals, hours.
        (
            "It rained. Mr. Kay paid 3.5 million at 4 p.m. on Monday. Few came.",
            "paid 3.5 million",
            "Mr. Kay ",
            " at 4 p.m. on Monday.",
        ),
        (
            "Mr. Kay paid at 4 p.m. The council met in the U.S. embassy on Jan. 5. Few came.",
            "The council met",
            "",
            " in the U.S. embassy on Jan. 5.",
        ),
        ("J. R. Kay paid for it. Few came.", "paid for it", "J. R. Kay ", "."),
        ("See No. 7. The gates of the dam leak.", "gates of the dam", "The ", " leak."),
        (
            "Es regnete. Am 3. Oktober war der Damm fertig. Wenige kamen.",
            "war der Damm",
            "Am 3. Oktober ",
            " fertig.",
        ),
        ("M. Kay a payé le barrage. Il part.", "a payé", "M. Kay ", " le barrage."),
        (
            "Шёл дождь. В 2019 г. плотина была готова. Все ушли.",
            "была готова",
            "В 2019 г. плотина ",
            ".",
        ),
        # Marks after the stop.
        (
            "She rose. “We were late with the dam.” Few came.",
            "were late",
            "“We ",
            " with the dam.”",
        ),
        (
            "She rose. “We were late with the dam!” said Kay. Few came.",
            "were late",
            "“We ",
            " with the dam!” said Kay.",
        ),
        ("(It rained.) The dam was done. (Few came.)", "The dam", "", " was done."),
        ("Was the dam done? Nobody knows. Was it?", "Nobody knows", "", "."),
        ("¿Llovió ayer? ¿Está lista la presa hoy? No.", "lista la presa", "¿Está ", " hoy?"),
        # Other scripts' stops.
        ("昨天下雨。大坝已经完工。很少有人来。", "大坝已经", "", "完工。"),
        (
            "雨だった。「ダムは完成した。」と彼は述べた。誰も来ない。",
            "ダムは完成",
            "「",
            "した。」と彼は述べた。",
        ),
        ("هل أمطرت؟ كان السد جاهزا في موعده. لم يأت أحد.", "السد جاهزا", "كان ", " في موعده."),
        ("کیا بارش ہوئی؟ ڈیم وقت پر بن گیا۔ کوئی نہیں آیا۔", "وقت پر", "ڈیم ", " بن گیا۔"),
        ("बारिश हुई। बाँध समय पर बना। कोई नहीं आया।", "समय पर", "बाँध ", " बना।"),
        # Ellipses.
        ("We waited… and the dam was done. Few came.", "the dam was", "We waited… and ", " done."),
        (
            "Well... I think the dam was done. Few came.",
            "the dam was",
            "Well... I think ",
            " done.",
        ),
        ("We waited… Then the dam was done. Few came.", "the dam was", "Then ", " done."),
    ],
)
def test_the_rest_of_the_sentence(text: str, passage: str, before: str, after: str) -> None:
    assert around(f"Title\n\n{text}\n\nMore of it.\n", passage) == (before, after)


def test_a_passage_of_two_sentences_is_shown_with_both() -> None:
    text = "It rained. The dam was done on time. Few people came there. So what.\n"
    assert around(text, "done on time. Few people") == ("The dam was ", " came there.")
    found = context(read(text), "dam was done […] people came")
    assert (found.before, found.after) == ("The ", " there.")
    assert found.words == 10


def test_it_stays_in_its_paragraph() -> None:
    text = "The first line, which has no stop\n\nthe dam was done by then\n\nand the rest.\n"
    assert around(text, "dam was done") == ("the ", " by then")
    assert around(text, "done by then\n\nand the") == ("the dam was ", " rest.")


@pytest.mark.parametrize(
    "heading",
    [
        "Dam row deepens\n",
        "## Dam row deepens\n",
        "Dam row deepens\n===============\n",
        "Dam Row Deepens\nBy Our Reporter\n",
        "**Dam row deepens**\n",
        "* * *\n",
    ],
)
def test_a_heading_is_no_part_of_the_sentence(heading: str) -> None:
    text = (
        f"{heading}The Ministry of Works told the paper on Monday that the dam was finished in\n"
        "2019, on time. Few came.\n"
    )
    before = "The Ministry of Works told the paper on Monday that "
    assert around(text, "the dam was finished", "a.md") == (before, " in 2019, on time.")


def test_a_heading_within_a_page_of_a_pdf_is_no_part_of_it() -> None:
    first = [
        "The board of the dam met on Monday and spoke of the money and of the",
        "gates. It was late.",
    ]
    second = [
        "What the board found",
        "The Ministry of Works paid for the dam, which was done in the spring of",
        "2019, on time. Few came.",
    ]
    document = read(pdf(first, second), "a.pdf")
    found = context(document, "paid for the dam")
    assert found.before == "The Ministry of Works "
    assert found.after == ", which was done in the spring of 2019, on time."
    assert context(document, "It was late").after == "."


def test_a_sentence_runs_on_over_the_end_of_a_page() -> None:
    pages = [
        ["Report of the board", text, f"Page {number} of 3"]
        for number, text in ((1, "It rained all day."), (2, "The ministry paid for the dam and"))
    ]
    last = ["Report of the board", "for its gates. Few came.", "Page 3 of 3"]
    document = read(pdf(*pages, last), "a.pdf")
    found = context(document, "for its gates")
    assert found.before == "The ministry paid for the dam and "


def test_a_long_line_elsewhere_makes_no_heading_of_a_wrapped_line() -> None:
    text = (
        "The council of the old town and the\nMinistry of Works paid for the dam in the\n"
        "spring and for the gates of it in the\nautumn, as the mayor of the town had\n"
        f"asked. {'And on and on it went ' * 8}so.\nFew came.\n\nMore.\n"
    )
    assert around(text, "paid for the dam")[0] == (
        "The council of the old town and the Ministry of Works "
    )


def test_a_line_that_is_only_wrapped_is_part_of_it() -> None:
    text = "A man of the Ministry of\nWorks said that the dam was\nfinished. Few came.\n"
    assert around(text, "the dam was") == (
        "A man of the Ministry of Works said that ",
        " finished.",
    )
    dashed = "The dam - so said the mayor\n- was finished on time. Few came.\n"
    assert around(dashed, "was finished") == ("The dam - so said the mayor - ", " on time.")


def test_an_item_of_a_list_is_a_sentence_by_itself() -> None:
    text = "What was found:\n- the gate leaks in winter\n- the dam was done in 2019\n- few came\n"
    assert around(text, "dam was done") == ("the ", " in 2019")
    assert around(text.replace("- ", "* "), "gate leaks", "a.md") == ("the ", " in winter")
    numbered = "1. the gate leaks in winter\n2. the dam was done in 2019\n3. few came\n"
    assert around(numbered, "dam was done") == ("the ", " in 2019")


def test_it_stays_in_its_turn() -> None:
    text = (
        "KAY: We will finish the dam this year—\nROY: You said so, as I recall—\n"
        "KAY: We have the money now—\nROY: Thank you for it.\n"
    )
    assert around(text, "finish the dam") == ("We will ", " this year—")
    assert around(text, "said so") == ("You ", ", as I recall—")


def test_what_is_passed_over_is_not_shown() -> None:
    html = (
        "<p>It rained.<sup>[1]</sup> The dam<sup>[2]</sup> was <del>never</del> done in 2019"
        "<span hidden> by nobody</span>, on time.<sup>[3]</sup> Few came.</p>"
    )
    assert around(html, "was done in", "a.html") == ("The dam ", " 2019, on time.")


def test_words_beside_what_is_passed_over_never_join() -> None:
    html = "<p>It cost 1<s>4</s>5 million, as the mayor said, and was done.</p>"
    assert around(html, "as the mayor said", "a.html") == (
        "It cost 1 […] 5 million, ",
        ", and was done.",
    )


def test_struck_text_is_never_shown_around_a_passage() -> None:
    html = "<p>He <s>was arrested and then</s> was questioned <s>for hours</s> on Monday.</p>"
    struck = read(html, "a.html").with_struck
    found = context(struck, "was arrested and then")
    assert (found.before, found.after) == ("He ", " was questioned on Monday.")
    apart = "<p>He left. <s>He was arrested on Monday.</s> He came back.</p>"
    found = context(read(apart, "a.html").with_struck, "was arrested on")
    assert (found.before, found.after) == ("", "")


def test_subtitles_run_on_from_cue_to_cue() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nIt rained. The dam\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nwas done <i>in</i> 2019,\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\non time. Few came.\n"
    )
    assert around(text, "was done", "a.srt") == ("The dam ", " in 2019, on time.")


def test_words_broken_at_a_lines_end_are_shown_whole() -> None:
    text = "They disco-\nvered that the well-\nknown dam and the pre-\nand post-war gates leak.\n"
    known = f"{text}\nNobody discovered it.\n"
    assert around(known, "dam and the")[0] == "They discovered that the well-known "
    assert around(text, "dam and the") == (
        "They disco-vered that the well-known ",
        " pre- and post-war gates leak.",
    )


def test_nothing_that_turns_the_page_round_is_shown() -> None:
    text = "The \u202edam\u0007 was done\x0b on time, they said.\n"
    assert around(text, "on time") == ("The dam was done ", ", they said.")


def test_a_sentence_without_end_is_cut_and_says_so() -> None:
    text = f"{'so it went on and on ' * 200}the dam was done {'and on and on ' * 300}at last.\n"
    assert context(read(text), "the dam was done").is_cut
    assert not context(read("It rained. The dam was done. Few came.\n"), "dam was").is_cut
