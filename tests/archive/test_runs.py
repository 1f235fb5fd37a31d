"""Saved copies as runs: what is the document's text, what is passed over, and that it is said."""

from __future__ import annotations

import io

import pytest

from documents import match_of, read
from factpress.archive.document import Document, prepare, prepare_runs
from factpress.archive.extraction import extracted
from factpress.evidence.passage_checks import why_refused
from factpress.evidence.results import CutsWord, Match, NotFound
from factpress.evidence.search import find
from factpress.text.runs import Kind


def page(html: str) -> Document:
    return read(html, "page.html")


def text(words: str) -> Document:
    return read(words, "copy.txt")


def kinds(html: str) -> list[tuple[str, str]]:
    runs = extracted("page.html", html.encode()).runs
    return [(run.kind.value, run.text) for run in runs if run.kind is not Kind.BODY]


RAISED = "<p>The attack killed 14<sup>2</sup> people in the old town.</p>"


@pytest.mark.parametrize(
    "html",
    [
        RAISED,
        "<p>The attack killed 14<span style='vertical-align: super'>2</span> people in the town",
        "<p>The attack killed 14²  people in the old town.</p>",
    ],
)
@pytest.mark.parametrize("passage", ["killed 142 people in the", "killed 14 people in the"])
def test_raised_figures_after_a_number_are_never_glued_nor_passed_over(
    html: str, passage: str
) -> None:
    assert isinstance(find(page(html), passage), NotFound)


def test_a_passage_may_end_before_a_raised_figure_or_write_it() -> None:
    assert match_of(page(RAISED), "The attack killed 14").passed == ()
    assert match_of(page(RAISED), "killed 14² people in the old town").passed == ()


def test_a_raised_figure_is_a_note_mark_where_the_card_says_so() -> None:
    match = match_of(page(RAISED).raised_as_notes, "killed 14 people in the old town")
    assert match.passed == ("raised",)
    reason = why_refused(page(RAISED), "killed 14 people in the old town")
    assert reason is not None
    assert "raised ²" in reason
    assert '"raised: note"' in reason


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>[2]</sup>",
        '<sup><a href="#n2">2</a></sup>',
        '<a href="#n2"><sup>2</sup></a>',
        '<sup class="reference">2</sup>',
        '<a role="doc-noteref" href="#fn2">2</a>',
        '<sup id="cite_ref-2" class="reference"><a href="#cite_note-2">[2]</a></sup>',
        '<sup class="footnote-ref">2</sup><sup class="footnote-ref">3</sup>',
        "[2]",
        "<sup>*</sup>",
        "<sup>[citation needed]</sup>",
    ],
)
def test_a_marked_note_is_passed_over_and_told(mark: str) -> None:
    document = page(f"<p>The attack killed 14{mark} people in the old town.</p>")
    assert match_of(document, "killed 14 people in the old town").passed == ("note",)
    assert isinstance(find(document, "killed 142 people in the old town"), NotFound)


BEFORE = ["people", "town.", "town”", "(the council)", "61%", "300 €", "жителей", "سكان"]


@pytest.mark.parametrize("before", BEFORE)
def test_raised_figures_after_a_word_or_a_stop_are_a_note_mark(before: str) -> None:
    document = page(f"<p>So said the {before}<sup>12</sup> in the old quarter.</p>")
    assert match_of(document, f"said the {before} in the old quarter").passed == ("note",)


@pytest.mark.parametrize(
    ("html", "passage"),
    [
        ("a field of 500 m<sup>2</sup> was sold", "field of 500 m² was sold"),
        ("some 30 km<sup>3</sup> of water", "some 30 km³ of water"),
        ("let x<sup>2</sup> be the share", "let x² be the share"),
        ("tonnes of CO<sub>2</sub> a year", "tonnes of CO2 a year"),
        ("tonnes of CO<sub>2</sub> a year", "tonnes of CO₂ a year"),
        ("on the 2<sup>nd</sup> of May", "on the 2nd of May"),
        ("le 1<sup>er</sup> mai à Paris", "le 1er mai à Paris"),
        ("M<sup>me</sup> Durand a parlé", "Mme Durand a parlé"),
        ("about <sup>1</sup>/<sub>2</sub> of them", "about ¹/₂ of them"),
        ("at 10 m s<sup>-1</sup> in the gorge", "at 10 m s⁻¹ in the gorge"),
    ],
)
def test_powers_formulas_and_raised_letters_are_text(html: str, passage: str) -> None:
    assert match_of(page(f"<p>{html}</p>"), passage).passed == ()


@pytest.mark.parametrize("passage", ["field of 500 m2 was sold", "field of 500 m was sold"])
def test_a_power_is_neither_glued_nor_passed_over(passage: str) -> None:
    document = page("<p>a field of 500 m<sup>2</sup> was sold</p>")
    assert isinstance(find(document, passage), NotFound)
    assert isinstance(find(document, "a field of 500 m"), CutsWord)


def test_notes_of_plain_text_are_those_of_a_page() -> None:
    document = text("The council[3] met on Monday.⁴ Some 14[2] people came, 200² in all.")
    assert match_of(document, "The council met on Monday. Some 14 people came").passed == ("note",)
    assert isinstance(find(document, "came, 200 in all"), NotFound)
    assert match_of(document, "came, 200² in all").passed == ()


def test_a_note_mark_that_the_passage_keeps_must_be_the_documents() -> None:
    document = text("The council[3] met on Monday, and it closed the bridge.")
    assert match_of(document, "council[3] met on Monday").passed == ("note",)
    assert not isinstance(find(document, "council[4] met on Monday"), Match)
    document = page("<p>Some 1,200<sup><a href='#n'>[footnote 2]</a></sup> sites closed.</p>")
    assert match_of(document, "Some 1,200[footnote 2] sites closed").passed == ("note",)
    assert not isinstance(find(document, "Some 1,200[footnote 3] sites closed"), Match)


@pytest.mark.parametrize("tag", ["s", "del", "strike", 'span style="text-decoration:line-through"'])
def test_struck_text_is_not_the_documents_words(tag: str) -> None:
    end = tag.split()[0]
    document = page(
        f"<p>The minister <{tag}>was arrested on Monday evening</{end}> was questioned.</p>"
    )
    passage = "The minister was arrested on Monday evening"
    assert isinstance(find(document, passage), NotFound)
    assert "struck: true" in (why_refused(document, passage) or "")
    assert match_of(document, "The minister was questioned").passed == ("struck",)
    assert match_of(document.with_struck, passage)


def test_a_correction_is_read_as_corrected() -> None:
    document = page("<p>It took <del>5 million</del> <ins>5,000</ins> euros from the fund.</p>")
    assert match_of(document, "It took 5,000 euros from the fund").passed == ("struck",)


@pytest.mark.parametrize(
    "html",
    ["1<s>5</s>4 people drowned", "5<s>0</s>,000 people drowned", "5,<s>0</s>000 people drowned"],
)
@pytest.mark.parametrize("number", ["14", "4", "5,000", "5", "000"])
def test_struck_digits_bring_no_others_together(html: str, number: str) -> None:
    finding = find(page(f"<p>In all {html} there.</p>"), f"{number} people drowned there")
    assert isinstance(finding, NotFound | CutsWord)


HIDDEN = [
    '<span style="font-size:0">nobody at</span>',
    '<span style="font-size: 0px;">nobody at</span>',
    '<span style="opacity:0">nobody at</span>',
    '<span style="OPACITY: 0.0 !important">nobody at</span>',
    '<span style="display:none">nobody at</span>',
    '<span style="visibility: hidden">nobody at</span>',
    '<span style="position:absolute; left:-9999px">nobody at</span>',
    '<span style="height:0;overflow:hidden">nobody at</span>',
    '<span style="clip: rect(0, 0, 0, 0)">nobody at</span>',
    '<span aria-hidden="true">nobody at</span>',
    '<span class="sr-only">nobody at</span>',
    "<span hidden>nobody at</span>",
    "<dialog>nobody at</dialog>",
    "<template>nobody at</template>",
    "<!-- nobody at -->",
    '<section id="comments"><p>nobody at</p></section>',
    '<ol class="comment-list"><li>nobody at</li></ol>',
    '<div class="wp-block-comments"><p>nobody at</p></div>',
    '<div class="article-comments"><p>nobody at</p></div>',
    '<div class="wp-block-post-comments-form">nobody at</div>',
    '<div class="comment_form">nobody at</div>',
    "<nav>nobody at</nav>",
    "<footer>nobody at</footer>",
    '<div role="navigation">nobody at</div>',
    "<button>nobody at</button>",
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_readers_do_not_read_as_the_document_is_not_its_text(hidden: str) -> None:
    document = page(f"<p>The council met {hidden} the harbour on Monday.</p>")
    assert isinstance(find(document, "The council met nobody at the harbour"), NotFound)
    assert isinstance(find(document, "nobody at"), NotFound)


def test_an_open_dialog_an_articles_header_and_details_are_text() -> None:
    document = page(
        "<article><header><h1>The dam is dry</h1></header><dialog open>Read this first</dialog>"
        "<details><summary>How we know</summary>We measured it</details></article>"
    )
    for passage in ("The dam is dry", "Read this first", "How we know", "We measured it"):
        assert match_of(document, passage).passed == ()


def test_why_hidden_words_are_refused_is_said() -> None:
    document = page("<p>The mayor was <span hidden>never at all</span> heard in the hall.</p>")
    reason = why_refused(document, "The mayor was never at all heard in the hall")
    assert reason is not None
    assert "text that the page hides" in reason
    assert why_refused(document, "The mayor was seldom heard in the hall") is None


@pytest.mark.parametrize(
    ("words", "passage", "passed"),
    [
        ("won by 34\u00ad31 votes in all", "won by 34-31 votes", ()),
        ("won by 34\u00ad\n31 votes in all", "won by 34-31 votes", ()),
        ("an exam\u00adple of it, they said", "an example of it", ()),
        ("an exam\u00ad\nple of it, they said", "an example of it", ()),
        ("an exam-\nple of it, they said", "an example of it", ("hyphen-joined",)),
        ("an exam\u2010\r\nple of it, they said", "an example of it", ("hyphen-joined",)),
        ("a well-\nknown man of the town", "a well-known man of", ("hyphen-kept",)),
        (
            "a well-\nknown exam-\nple of it",
            "a well-known example",
            ("hyphen-kept", "hyphen-joined"),
        ),
        ("in the years 1939-\n45 it was shut", "years 1939-45 it was", ("hyphen-kept",)),
        ("the exam-\n\fple of it, they said", "the example of it", ("hyphen-joined",)),
    ],
)
def test_words_broken_at_a_lines_end(words: str, passage: str, passed: tuple[str, ...]) -> None:
    assert match_of(text(words), passage).passed == passed


@pytest.mark.parametrize("passage", ["iners had seen it", "which the exam"])
def test_a_broken_word_that_a_passage_cuts_is_named(passage: str) -> None:
    finding = find(text("the wall which the exam-\niners had seen it in June"), passage)
    assert isinstance(finding, CutsWord)
    assert finding.words == ("exam- iners",)


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("won by 34\u00ad31 votes in all", "won by 3431 votes"),
        ("won by 34\u200b31 votes in all", "won by 3431 votes"),
        ("won by 34\u206031 votes in all", "won by 3431 votes"),
        ("won by 34\u200b31 votes in all", "31 votes in all"),
        ("in the years 1939-\n45 it was shut", "years 193945 it was"),
        ("the coun-\nty is bankrupt, they said", "ty is bankrupt"),
        ("they said of the coun-\nty", "they said of the coun"),
        ("a re-sign of the times, they said", "a resign of the times"),
    ],
)
def test_no_digit_is_glued_and_no_broken_word_cut(words: str, passage: str) -> None:
    assert not isinstance(find(text(words), passage), Match)


def test_a_page_break_is_no_paragraph_break_and_furniture_is_passed_over() -> None:
    sheet = "The River Gazette\n{}\n{}\n"
    pages = (
        sheet.format("The dam was finished in 2019, said the", "Page 1"),
        sheet.format("ministry on Monday. It was late, and the", "Page 2"),
        sheet.format("engineers knew it.", "Page 3"),
    )
    document = text("\f".join(pages))
    match = match_of(document, "in 2019, said the ministry on Monday")
    assert match.passed == ("furniture",)
    assert document.paragraphs == 1
    assert isinstance(find(document, "The River Gazette"), NotFound)
    assert "page numbers" in (why_refused(document, "The River Gazette") or "")


def test_a_paragraph_may_end_with_its_page() -> None:
    document = text("The first part ends here.\n\n\fThe second part begins.\n")
    assert document.paragraphs == 2
    assert text("The first part goes\n\f\non here.").paragraphs == 1


def test_quoted_elements_have_their_marks() -> None:
    document = page("<p>He said <q>we were late</q> and left.</p>")
    assert match_of(document, "He said “we were late” and left")


def test_two_line_breaks_part_paragraphs() -> None:
    assert page("<p>One line<br>and its end.<br><br>Another one.</p>").paragraphs == 2


def test_depth_does_not_exhaust_the_reader() -> None:
    deep = page("<div>" * 5000 + "the words at the bottom")
    assert match_of(deep, "words at the bottom")


SUBTITLES = """WEBVTT

NOTE made by hand

1
00:00:01.000 --> 00:00:04.000
<v Anna Berg>The dam was finished

2
00:00:04.000 --> 00:00:06.500
in <i>2019</i>, and on time.

3
00:00:07.000 --> 00:00:09.000
<v Otto Lind>We were late.
"""


@pytest.mark.parametrize("name", ["talk.vtt", "talk.srt"])
def test_subtitles_are_read_through_their_cues(name: str) -> None:
    document = read(SUBTITLES, name)
    assert match_of(document, "The dam was finished in 2019, and on time").passed == ("timing",)
    assert isinstance(find(document, "00:00:04.000"), NotFound)
    assert document.paragraphs == 2
    voices = [document.text[each.start : each.end] for each in document.of_kind(Kind.VOICE)]
    assert voices == ["Anna Berg", "Otto Lind"]


CUES = "00:01.000 --> 00:02.000\n{}\n\n00:03.000 --> 00:04.000\n{}\n"


@pytest.mark.parametrize(
    ("first", "second", "passage"),
    [
        ("<v Anna Berg>The dam was finished", "<v Anna Berg>in 2019.", "dam was finished in 2019."),
        ("<v.loud Berg>The dam was</v>", "<v Berg>not done.</v>", "The dam was not done."),
        ("Berg: You can't have", "it both ways: pay us", "You can't have it both ways: pay us"),
        ("My answer is simple", "\u2014 we pay", "My answer is simple \u2014 we pay"),
        ("and <i>nobody&#39;s</i>", "here &amp; well", "and nobody's here & well"),
        ("First, they wait.", "Third: pay them", "First, they wait. Third: pay them"),
    ],
)
def test_a_sentence_goes_on_from_cue_to_cue(first: str, second: str, passage: str) -> None:
    content = f"WEBVTT\n\n{CUES.format(first, second)}".encode()
    assert match_of(read(content, "talk.vtt"), passage)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<v Anna Berg>We pay", "<v Otto Lind>for it"),
        ("BERG: We pay", "LIND: for it"),
        ("We pay.", "- For it?"),
        ("We pay.", "Otto Lind: For it?"),
        ("We pay", ">> for it"),
    ],
)
def test_another_turn_begins_a_paragraph_of_subtitles(first: str, second: str) -> None:
    content = f"WEBVTT\n\n{CUES.format(first, second)}".encode()
    assert read(content, "talk.vtt").paragraphs == 2


def _pdf(*contents: str) -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(name) for key, name in names.items()})
    for content in contents:
        sheet = writer.add_blank_page(612, 792)
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(content.encode())
        sheet[NameObject("/Contents")] = writer._add_object(stream)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


LINE = "BT /F1 12 Tf 72 700 Td ({}) Tj /F1 7 Tf {} ({}) Tj {} /F1 12 Tf ({}) Tj ET"


@pytest.mark.parametrize("moves", [("0 5 Td", "8 -5 Td"), ("5 Ts", "0 Ts")])
def test_raised_figures_of_a_pdf_are_those_of_a_page(moves: tuple[str, str]) -> None:
    up, down = moves
    content = _pdf(
        LINE.format("The attack killed 14", up, "2", down, " people in the old town."),
        LINE.format("So said the council", up, "3", down, " on Monday, they say."),
    )
    document = read(content, "copy.pdf")
    for passage in ("killed 142 people in the old town", "killed 14 people in the old town"):
        assert isinstance(find(document, passage), NotFound)
    assert match_of(document, "So said the council on Monday").passed == ("note",)


def test_figures_raised_by_the_matrix_of_text_are_those_of_a_page() -> None:
    content = _pdf(
        "BT /F1 1 Tf 12 0 0 12 72 700 Tm (The fund paid 8,000) Tj 7 0 0 7 180 705 Tm (8) Tj "
        "12 0 0 12 186 700 Tm ( voters of the council) Tj 7 0 0 7 300 705 Tm (3) Tj "
        "12 0 0 12 306 700 Tm ( on Monday.) Tj ET"
    )
    document = read(content, "copy.pdf")
    for passage in ("The fund paid 8,0008 voters", "The fund paid 8,000 voters"):
        assert isinstance(find(document, passage), NotFound)
    assert match_of(document, "voters of the council on Monday").passed == ("note",)


def test_figures_of_a_pdf_in_line_stay_as_they_are() -> None:
    content = _pdf("BT /F1 12 Tf 72 700 Td (There were 14) Tj /F1 7 Tf (2) Tj ( of them.) Tj ET")
    document = read(content, "copy.pdf")
    assert match_of(document, "There were 142 of them")


@pytest.mark.parametrize(
    ("html", "passage"),
    [
        ('I am <span class="note">no</span> thief at all', "I am no thief at all"),
        ("The Acme<sup>®</sup> company said so", "The Acme® company said so"),
        ("<header><h1>The dam is dry</h1><nav>Menu</nav></header>", "The dam is dry"),
        ('<article class="comment"><p>The dam is dry</p></article>', "The dam is dry"),
        ('<p style="opacity: 0.9; font-size: 90%">The dam is dry</p>', "The dam is dry"),
    ],
)
def test_text_that_only_looks_like_a_mark_or_furniture_is_text(html: str, passage: str) -> None:
    assert match_of(page(html), passage).passed == ()


def test_struck_text_notes_and_comments_of_markdown() -> None:
    words = "The dam ~~was late~~ was[^1] finished <!-- not sure --> in 2019, they said."
    document = read(words, "copy.md")
    assert match_of(document, "The dam was finished in 2019").passed == (
        "struck",
        "note",
        "furniture",
    )


@pytest.mark.parametrize("name", ["copy.txt", "copy.md"])
@pytest.mark.parametrize(
    "piece",
    ["²", "²,", "~~", "~~a ", "<!--", "a[1]", "\f", "\f1\n", "[^a", "-\n", "²-\n", "a\u00ad"],
)
def test_plain_text_is_read_in_time_linear_in_its_length(name: str, piece: str) -> None:
    words = piece * (60_000 // len(piece)) + "⁺"
    runs = extracted(name, words.encode()).runs
    assert "".join(run.text for run in runs) == words
    prepare_runs(runs)


def test_positions_are_those_of_the_whole_text() -> None:
    document = page("<nav>Menu</nav><p>One<sup>[1]</sup> two <s>three</s> four.</p>")
    match = match_of(document, "One two four")
    assert document.text[match.start : match.end] == "One[1] two three four"
    assert prepare("plain").stretches == ()
