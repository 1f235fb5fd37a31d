"""Whose turn it is: which labels of a document are speakers, and where their words end."""

from __future__ import annotations

from time import process_time

import msgspec
import pytest

from documents import match_of, read
from factpress.archive.names import Names
from factpress.archive.turns import turns_of
from factpress.evidence.speakers import speakers_of
from factpress.model.cards import Body, Card, CardKey
from factpress.model.schema import ActorFields


def _names(**actors: dict[str, object]) -> Names:
    return Names(
        {
            actor_id: Card(
                CardKey("actor", actor_id),
                "",
                "",
                "",
                msgspec.convert({"kind": "person", **given}, ActorFields),
                Body("", (), (), ""),
                str,
            )
            for actor_id, given in actors.items()
        }
    )


COUNCIL = _names(
    kay={"name": "Adam Kay", "role": "Mayor of Northfield"},
    orr={"name": "Nina Orr"},
    ministry={"name": "Ministry of Works", "kind": "organisation"},
    engineer={"name": "The engineer", "kind": "unnamed speaker"},
    northland={"name": "Northland", "kind": "state"},
    price={"name": "Edna Price"},
)


def _turns(text: str, name: str = "a.txt") -> list[tuple[str, str]]:
    document = read(text, name)
    return [
        (turn.speaker.written, " ".join(document.text[turn.words : turn.end].split()))
        for turn in turns_of(document, COUNCIL).all
    ]


EXCHANGE = [("KAY", "We finished."), ("ORR", "You did not.")]


@pytest.mark.parametrize(
    "text",
    [
        "KAY: We finished.\n\nORR: You did not.",
        "KAY: We finished.\nORR: You did not.",
        "KAY:We finished.\nORR:You did not.",
        "KAY : We finished.\n\nORR\u00a0: You did not.",
        "KAY\uff1aWe finished.\n\nORR\uff1aYou did not.",
        "KAY:\nWe finished.\n\nORR:\nYou did not.",
        "KAY:\n\nWe finished.\n\nORR:\n\nYou did not.",
        "**KAY:** We finished.\n\n**ORR:** You did not.",
        "- KAY: We finished.\n- ORR: You did not.",
        "> KAY: We finished.\n> ORR: You did not.",
        "1 KAY: We finished.\n2 ORR: You did not.",
        "1. KAY: We finished.\n2. ORR: You did not.",
        "[00:12:03] KAY: We finished.\n\n[00:12:09] ORR: You did not.",
        "00:12 KAY: We finished.\n00:15 ORR: You did not.",
        "KAY (00:12): We finished.\n\nORR (00:15): You did not.",
        "KAY: (00:12) We finished.\n\nORR: (00:15) You did not.",
        "KAY (by telephone): We finished.\n\nORR (R-NF): You did not.",
        "          KAY: We finished.\n\n          ORR: You did not.",
        "KAY: We finished. ORR: You did not.\n\nORR: We saw.",
    ],
)
def test_a_label_is_found_in_every_layout_of_plain_text(text: str) -> None:
    assert _turns(text)[:2] == EXCHANGE


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p><b>KAY:</b> We finished.</p><p><b>ORR:</b> You did not.</p>"),
        ("a.html", "<p><strong>KAY</strong>: We finished.</p><p><i>ORR:</i> You did not.</p>"),
        ("a.html", "<p>KAY: We finished.<br>ORR: You did not.</p>"),
        ("a.html", "<dl><dt>KAY<dd>We finished.<dt>ORR<dd>You did not.</dl>"),
        ("a.html", "<p><b>KAY</b><br>We finished.<p><b>ORR</b><br>You did not."),
        ("a.html", "<div><cite>KAY</cite><p>We finished.</div><cite>ORR</cite><p>You did not."),
        (
            "a.html",
            "<p><span class=speaker>KAY</span> We finished."
            "<p><span class=speaker>ORR</span> You did not.",
        ),
        (
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v KAY>We finished.\n\n"
            "00:03.000 --> 00:04.000\n<v.loud ORR>You did not.</v>\n",
        ),
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,000\nKAY: We finished.\n\n"
            "2\n00:00:03,000 --> 00:00:04,000\nORR: You did not.\n",
        ),
    ],
)
def test_a_label_is_found_in_markup_and_subtitles(name: str, text: str) -> None:
    assert _turns(text, name) == EXCHANGE


def test_a_term_without_an_end_tag_is_a_label_however_long_its_turn() -> None:
    said = "We finished it in May, and nobody on the council has told us otherwise since."
    html = f"<dl><dt>KAY<dd><p>{said}<dt>ORR<dd><p>{said}</dl>"
    assert _turns(html, "a.html") == [("KAY", said), ("ORR", said)]


@pytest.mark.parametrize("office", ["The CHAIRMAN", "The Chairman", "THE WITNESS", "The CLERK"])
def test_an_office_of_a_hearing_ends_the_turn_before_it(office: str) -> None:
    text = f"Mr. KAY. We finished.\n\n{office}. You did not.\n\n" * 2
    assert [speaker for speaker, _ in _turns(text)] == ["Mr. KAY", office] * 2


@pytest.mark.parametrize("address", ["Mr. Chairman, you", "Dr. Orr, you", "Ms. Orr. You"])
def test_a_turn_of_a_hearing_may_begin_with_an_address(address: str) -> None:
    said = f"{address} did not."
    text = f"Mr. KAY of New Norland. {said}\n\nMs. J. ORR. We finished.\n\n" * 2
    assert _turns(text) == [("Mr. KAY", said), ("Ms. J. ORR", "We finished.")] * 2


def test_a_word_broken_at_a_lines_end_begins_no_label() -> None:
    said = "The well is in Tarn-on-\nLea. Look, the wells: one is dry."
    turns = _turns(f"KAY: {said}\n\nORR: You did not.")
    assert turns == [("KAY", " ".join(said.split())), ("ORR", "You did not.")]


def test_a_sentence_that_a_line_breaks_before_a_colon_has_no_label() -> None:
    said = "No, Mr.\nChairman. Look, the facts: we paid\nin May. You know\nthe facts: we paid."
    turns = _turns(f"KAY: {said}\n\nORR: You did not.")
    assert turns == [("KAY", " ".join(said.split())), ("ORR", "You did not.")]


@pytest.mark.parametrize(
    "text",
    [
        "NORTHLAND: The dam is shut, the ministry said.\n\nIt opens in May.",
        "NORBURG, Jan 6 (Press) – The dam is shut.\n\nNORBURG, Jan 7 (Press) – It is open.",
        "Northland: dam shut for a year\n\nThe dam is shut.\n\nNorthland: ferry sold to a farmer",
        "Kay: no new taxes before the vote",
        "Note: We were wrong.\n\nUpdate: We were right.\n\nNote: You may write to us.",
        "Question: Who pays?\n\nThe state pays.",
        "Phone: 555 0101.\n\nPhone: 555 0102.\n\nSources: The council, our own files.",
        "10:30 The mayor left.\n11:45 The mayor came back.\n",
        "See https://example.org/a.\nhttps://example.org/b: we were there.\n",
        "He said: we finished.\n\nShe said: you did not.\n\nHe said: we did.",
        "Option A: We build.\n\nOption B: You wait.\n\nOption A: We build now.",
        "Monday: We met.\n\nTuesday: You came.\n\nMonday: We met again.",
        "Adam Kay: The mayor since 2012.\n\nNina Orr: Head of the residents.\n\n"
        "Edna Price: The engineer of the wall.",
    ],
)
def test_what_looks_like_a_label_is_none(text: str) -> None:
    assert _turns(text) == []


@pytest.mark.parametrize(
    ("label", "actors"),
    [
        ("KAY", {"kay"}),
        ("Adam Kay", {"kay"}),
        ("ADAM KAY, MAYOR OF NORTHFIELD", {"kay"}),
        ("Mayor Kay", {"kay"}),
        ("MR. KAY", {"kay"}),
        ("A. Kay", {"kay"}),
        ("Adam J. Kay (I)", {"kay"}),
        ("THE MAYOR", {"kay"}),
        ("Madam Mayor", {"kay"}),
        ("Adam", {"kay"}),
        ("EVE KAY", set()),
        ("ÓRR", {"orr"}),
        ("The Engineer", {"engineer"}),
        ("MINISTRY OF WORKS", {"ministry"}),
        ("THE DEPUTY MAYOR", set()),
        ("MARSH", set()),
    ],
)
def test_labels_mean_actors_by_name_and_office(label: str, actors: set[str]) -> None:
    assert COUNCIL.speaker(label).actors == actors


@pytest.mark.parametrize(
    "label",
    "Q|A|Question|Moderator|THE MODERATOR|Speaker 1|M1|UNIDENTIFIED FEMALE|Journaliste|Вопрос|"
    "Ведущий|Pregunta|Frage|记者|المذيع|Audience member".split("|"),
)
def test_some_labels_name_nobody(label: str) -> None:
    assert COUNCIL.speaker(label).is_generic
    assert not COUNCIL.speaker(label).actors


def test_a_name_that_is_a_heading_elsewhere_is_a_label_where_an_actor_has_it() -> None:
    text = "PRICE: We paid.\n\nORR: You did not.\n\nPRICE: We did.\n\nCOST: Five million."
    assert [name for name, _ in _turns(text)] == ["PRICE", "ORR", "PRICE"]


def test_a_turn_goes_on_to_the_next_label_but_not_over_headings_and_narration() -> None:
    text = (
        "KAY: We finished it.\n\nThe wall is dry.\n\n(APPLAUSE)\n\nIt has been dry for a year.\n\n"
        "ORR: You did not.\n\nAfter the Meeting\n\nThe wall is forty metres high.\n\n"
        "KAY: We did.\n\n“We did,” Adam Kay said again, and left.\n\nThe hall was empty.\n\n"
        "ORR: Look at it: it leaks.\n\nTHE FACTS: It leaks in two places.\n\nBoth are new."
    )
    assert _turns(text) == [
        ("KAY", "We finished it. The wall is dry. (APPLAUSE) It has been dry for a year."),
        ("ORR", "You did not."),
        ("KAY", "We did."),
        ("ORR", "Look at it: it leaks."),
    ]


def test_a_story_in_which_a_name_comes_twice_is_not_taken_for_speech() -> None:
    story = "\n\n".join(f"Paragraph {n} tells of the dam and of the town." for n in range(30))
    text = f"KAY: We finished.\n\n{story}\n\nKAY: We did.\n\n{story}"
    assert _turns(text) == [("KAY", "We finished."), ("KAY", "We did.")]


TRANSCRIPT = [
    ("orr", "The {n} gate at the lock was shut on the night of the storm, and you knew it."),
    ("kay", "I was told of the {n} gate at nine, and I went there myself."),
    ("price", "We have the book of the {n} gate here. Nobody wrote in it on that night."),
    ("marsh", "Then let us hear from the keeper of the {n} gate."),
]
NUMBERS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth"
).split()


def _transcript() -> list[tuple[str, str]]:
    return [(who, said.format(n=n)) for n in NUMBERS for who, said in TRANSCRIPT]


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_in_a_long_transcript_the_right_speaker_passes_and_each_wrong_one_is_refused(
    separator: str,
) -> None:
    spoken = _transcript()
    assert len(spoken) == 64
    labels = {"orr": "MS. ORR", "kay": "THE MAYOR", "price": "Edna Price", "marsh": "MARSH"}
    names = _names(
        kay={"name": "Adam Kay", "role": "Mayor of Northfield"},
        orr={"name": "Nina Orr"},
        price={"name": "Edna Price"},
        marsh={"name": "Tom Marsh"},
    )
    document = read(separator.join(f"{labels[who]}: {said}" for who, said in spoken))
    speakers = speakers_of(document, names)
    for who, said in spoken:
        match = match_of(document, said)
        found = speakers.spoken(match)
        for claimed in (*labels, None):
            fault = speakers.wrong(match, found, claimed, "gazette")
            if claimed == who:
                assert fault is None, (who, said)
            else:
                assert fault is not None, (who, claimed, said)
                assert fault.severity == "error"
                assert f'"speaker: {who}"' in fault.message


@pytest.mark.parametrize(
    "text",
    [
        "KAY: We finished it, and we say so.\n\nORR: You did not.\n\n" * 8000,
        "KAY: We finished it, and we say so.\nORR: You did not.\n" * 8000,
        "Key: value.\n" * 40000,
        " " * 400000,
        "[a]" * 200000,
        "A:" * 300000,
        "-\n" * 300000,
    ],
    ids=["paragraphs", "lines", "fields", "spaces", "brackets", "colons", "dashes"],
)
def test_turns_are_found_in_time_linear_in_the_text(text: str) -> None:
    document = read(text)
    began = process_time()
    turns_of(document, COUNCIL)
    assert process_time() - began < 2
