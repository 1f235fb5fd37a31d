"""Notes from outside the documents: shown apart, and part of nothing that a rating rests on."""

from __future__ import annotations

import json

import pytest

from conftest import CLAIM, MakeSite
from data_files import validated

DAM = "content/claims/dam.md"
NOTES = """\
outside:
  - {note: The last crane left <b> in spring., date: 2020-04, url: "https://crane.example/?a&b"}
  - {note: The log was found., date: 2023-01-02/2023-02-01, url: "http://attic.example/log"}
"""


def noted(lines: str = NOTES) -> dict[str, str]:
    return {DAM: CLAIM.replace("said: 2022-01-05\n", f"said: 2022-01-05\n{lines}")}


def test_notes_stand_in_a_box_that_says_what_they_are(make_site: MakeSite) -> None:
    site = make_site(noted())
    assert site.problems() == []
    site.build()
    box = site.read("claims/dam/index.html").partition('<aside class="outside"')[2]
    box = box.partition("</aside>")[0]
    assert "Outside the documents" in box
    assert "Not from the documents quoted on this site; it changes no rating." in box
    assert "The last crane left &lt;b&gt; in spring." in box
    assert '<time datetime="2020-04">April 2020</time>' in box
    assert '<time datetime="2023-02-01">1 February 2023</time>' in box
    assert 'href="https://crane.example/?a&amp;b"' in box
    assert 'href="http://attic.example/log"' in box


def test_nothing_but_the_claim_itself_tells_of_them(make_site: MakeSite) -> None:
    """Neither evidence, origins, sources and shares, nor ClaimReview, feeds and lists."""
    before, after = make_site(name="before"), make_site(noted(), name="after")
    for site in (before, after):
        site.lock()
        site.build()
    one, other = before.files(), after.files()
    changed = {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}
    assert changed - {"manifest.json"} == {"claims/dam/index.html", "claims/dam/claim.json"}
    pages = [files["claims/dam/index.html"].decode() for files in (one, other)]
    box = pages[1][pages[1].index('<aside class="outside"') :]
    box = box[: box.index("</aside>") + len("</aside>\n")]
    assert pages[1].replace(box, "") == pages[0]
    told = json.loads(other["claims/dam/claim.json"])
    told.pop("outside")
    assert told == json.loads(one["claims/dam/claim.json"])


def test_the_claim_as_data_has_them_under_a_key_of_their_own(make_site: MakeSite) -> None:
    site = make_site(noted())
    site.build()
    claim = validated(site, "claims/dam/claim.json", "claim")
    assert claim["outside"] == [
        {
            "note": "The last crane left <b> in spring.",
            "date": "2020-04",
            "url": "https://crane.example/?a&b",
        },
        {
            "note": "The log was found.",
            "date": "2023-01-02/2023-02-01",
            "url": "http://attic.example/log",
        },
    ]


PROBLEMS = {
    "no address": (
        "outside: [{note: The log was found., date: 2023}]",
        '7:11: field "url" is missing in outside item 1: Address of what says so.',
    ),
    "no date": (
        "outside: [{note: The log was found., url: 'https://attic.example/'}]",
        '7:11: field "date" is missing in outside item 1: Date or period that the note is about.',
    ),
    "a script for an address": (
        "outside: [{note: The log was found., date: 2023, url: 'javascript:alert(1)'}]",
        '7:55: url "javascript:alert(1)" is not an address that starts with https:// or http://',
    ),
    "an unknown field": (
        "outside: [{note: Found., date: 2023, url: 'https://attic.example/', source: gazette}]",
        '7:69: field "source" is not known. Allowed: note, date, url.',
    ),
    "words alone": (
        "outside: The log was found.",
        '7:10: outside "The log was found." must be a list; begin each item with a dash, as in '
        "`- {key: value}`",
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_reports_a_note_that_nobody_could_check(make_site: MakeSite, name: str) -> None:
    lines, expected = PROBLEMS[name]
    assert make_site(noted(f"{lines}\n")).refused() == [f"{DAM}:{expected}"]


def test_reports_notes_on_other_kinds_of_cards(make_site: MakeSite) -> None:
    site = make_site()
    site.edit("content/actors/ministry.md", "kind:", "outside: []\nkind:")
    assert site.refused()[0].startswith(
        'content/actors/ministry.md:3:1: field "outside" is not known'
    )
