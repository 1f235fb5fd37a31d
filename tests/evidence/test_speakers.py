"""A card's speaker is held to the turns of its source: problems, at their lines."""

from __future__ import annotations

import pytest

from conftest import BASE, CLAIM, MakeSite, Site
from locks import entries

DAM = "content/claims/dam.md"
DEBATE = """\
Public session of the council

MINISTRY OF WORKS: We finished the dam in 2019 and they will pay for it.

ENGINEER: The ministry has never paid a cent. It told us, “the money is on its way,” and left.

We were still pouring concrete.

MARSH: Nobody asked the people of the valley about the dam.

ENGINEER: Nobody asked us either.
"""
FILES = {
    "archive/gazette.txt": DEBATE,
    "content/sources/gazette.md": BASE["content/sources/gazette.md"],
}


def _card(passage: str, speaker: str | None) -> str:
    given = f"    speaker: {speaker}\n" if speaker else ""
    first = CLAIM.index("    passage: the dam was finished")
    head = CLAIM[:first].replace("claimants: [ministry]\n", "")
    quoted = passage.replace("'", "''")
    body = f"    passage: '{quoted}'\n    stance: asserts\n{given}---\nIt was said [@done].\n"
    return head + body


def _site(make_site: MakeSite, passage: str, speaker: str | None, **files: str) -> Site:
    return make_site({**FILES, DAM: _card(passage, speaker), **files})


def _told(site: Site) -> list[str]:
    """What is said of whose words the passage is."""
    words = ("these words", "quotation marks", "does not name")
    return [line for line in site.problems() if any(word in line for word in words)]


@pytest.mark.parametrize(
    ("passage", "speaker"),
    [
        ("We finished the dam in 2019", "ministry"),
        ("MINISTRY OF WORKS: We finished the dam in 2019", "ministry"),
        ("The ministry has never paid a cent", "engineer"),
        ("We were still pouring concrete", "engineer"),
        ("The ministry has never paid a cent. […] pouring concrete", "engineer"),
        ("Public session of the council", None),
    ],
)
def test_the_right_speaker_passes(make_site: MakeSite, passage: str, speaker: str | None) -> None:
    assert _told(_site(make_site, passage, speaker)) == []


def test_another_speaker_is_refused_with_the_right_one(make_site: MakeSite) -> None:
    site = _site(make_site, "The ministry has never paid a cent", "ministry")
    assert site.refused() == [
        f"{DAM}:13:14: in the document these words are ENGINEER's (paragraph 3): write "
        '"speaker: engineer"'
    ]
    site.edit(DAM, "    speaker: ministry\n", "")
    assert site.refused() == [
        f"{DAM}:11:14: in the document these words are ENGINEER's (paragraph 3): write "
        '"speaker: engineer"'
    ]


def test_the_words_of_a_speaker_without_card_are_refused(make_site: MakeSite) -> None:
    site = _site(make_site, "Nobody asked the people of the valley", "ministry")
    assert site.refused() == [
        f"{DAM}:13:14: in the document these words are MARSH's (paragraph 5): the card's "
        "speaker does not have this name; add the name to the aliases (an office to the role) of "
        "its actor, or make a card"
    ]


def test_words_that_a_speaker_quotes_are_warned_of(make_site: MakeSite) -> None:
    assert _told(_site(make_site, "the money is on its way", "ministry")) == [
        f"{DAM}:13:14: warning: passage is inside quotation marks in the words of ENGINEER "
        "(paragraph 3); does ENGINEER quote the card's speaker?"
    ]


def test_pieces_of_two_speakers_are_refused_whoever_is_named(make_site: MakeSite) -> None:
    for number, speaker in enumerate(("ministry", "engineer", None)):
        site = make_site(
            {**FILES, DAM: _card("We finished the dam […] never paid a cent", speaker)},
            f"s{number}",
        )
        assert site.refused() == [
            f"{DAM}:11:14: the passage joins words of MINISTRY OF WORKS (paragraph 2) and of "
            "ENGINEER (paragraph 3); quote the words of each as its own passage"
        ]


def test_a_passage_that_runs_into_another_turn_is_refused(make_site: MakeSite) -> None:
    passage = "they will pay for it.\n\n      ENGINEER: The ministry has never paid a cent."
    card = _card("x", "ministry").replace("passage: 'x'", f"passage: |-\n      {passage}")
    site = make_site({**FILES, DAM: card})
    assert [line.partition(": ")[2] for line in site.refused()] == [
        "the passage continues from the words of MINISTRY OF WORKS (paragraph 2) into words of "
        "ENGINEER (paragraph 3); quote the words of each as its own passage"
    ]


def test_an_omission_that_leaves_out_anothers_words_says_so(make_site: MakeSite) -> None:
    site = _site(make_site, "still pouring concrete. […] Nobody asked us either", "engineer")
    site.lock()
    said = next(place for card, place in entries(site, "passage").values() if card["id"] == "done")
    assert said["passed"] == ["other-speaker"]
    site = _site(make_site, "never paid a cent. […] still pouring concrete", "engineer")
    site.lock()
    assert "other-speaker" not in (site.root / "content/evidence.lock").read_text()


def test_a_label_that_names_nobody_refuses_nobody(make_site: MakeSite) -> None:
    interview = "Q: Who pays for the dam?\n\nA: They will pay for it.\n\nENGINEER: We shall.\n"
    files = {"archive/gazette.txt": interview}
    for number, (passage, speaker, told) in enumerate(
        (
            ("They will pay for it", "ministry", ["does not name"]),
            ("Who pays for the dam?", "ministry", ['labels these words "Q"', "is no name"]),
            ("They will pay for it", "engineer", ['labels these words "A"', "The engineer"]),
        )
    ):
        site = make_site({**FILES, **files, DAM: _card(passage, speaker)}, f"s{number}")
        lines = _told(site)
        assert len(lines) == 1
        assert "warning: " in lines[0]
        assert all(words in lines[0] for words in told)


def test_without_speaker_the_publishers_own_turn_passes(make_site: MakeSite) -> None:
    interview = (
        "Gazette: Why was it late?\n\nEngineer: We had no money for it.\n\n"
        "Gazette: Others had none either."
    )
    files = {"archive/gazette.txt": interview}
    site = make_site({**FILES, **files, DAM: _card("Others had none either", None)}, "own")
    assert _told(site) == []
    site = make_site({**FILES, **files, DAM: _card("We had no money for it", None)}, "other")
    assert "these words are Engineer's" in site.refused()[0]


def test_a_voice_of_subtitles_is_a_name_in_the_document(make_site: MakeSite) -> None:
    cues = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v The engineer>we were never asked about it\n"
    source = FILES["content/sources/gazette.md"].replace("gazette.txt", "gazette.vtt")
    files = {"content/sources/gazette.md": source, "archive/gazette.vtt": cues}
    site = make_site({**files, DAM: _card("we were never asked about it", "engineer")}, "right")
    assert _told(site) == []
    site = make_site({**files, DAM: _card("we were never asked about it", "ministry")}, "wrong")
    assert 'write "speaker: engineer"' in site.refused()[0]


def test_a_word_before_a_colon_within_speech_is_at_most_a_warning(make_site: MakeSite) -> None:
    debate = (
        "Ministry of Works: We finished the dam, as you know.\n\nEngineer: You did not.\n\n"
        "Ministry of Works: You will hear of three things.\n\n"
        "Public Health: We built two clinics in the valley.\n\nEngineer: You built one."
    )
    files = {**FILES, "archive/gazette.txt": debate}
    site = make_site({**files, DAM: _card("We built two clinics", "ministry")})
    assert _told(site) == []
    assert [line for line in site.problems() if "Public Health" in line] == [
        f'{DAM}:13:14: warning: the paragraph of the passage (4) begins with "Public Health:", as '
        "if these were Public Health's words; are they the words of the speaker named here?"
    ]
