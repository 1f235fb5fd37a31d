"""What a card says of how its document is read, what readers are told, and what is refused."""

from __future__ import annotations

import hashlib
import json

import pytest

from conftest import BASE, CLAIM, MakeSite, Site
from factpress.cli.new_cards import new_cards

DAM = "content/claims/dam.md"
REST = (
    "<p>An engineer on the site disagrees: we were still pouring concrete in 2020, said the "
    "engineer on Monday. The Ministry of Works told nobody else about it at all.</p>"
)


def site_of(make_site: MakeSite, html: str, passage: str, more: str = "") -> Site:
    """The dam's card with another first passage, from a page that holds this and the rest."""
    content = f"<body>{html}{REST}</body>".encode()
    card = BASE["content/sources/gazette.md"].replace("gazette.txt", "gazette.html")
    old = hashlib.sha256(BASE["archive/gazette.txt"].encode()).hexdigest()
    card = card.replace(old, hashlib.sha256(content).hexdigest())
    words = passage.replace("'", "''")
    claim = CLAIM.replace("passage: the dam was finished in 2019", f"passage: '{words}'{more}")
    return make_site(
        {
            "archive/gazette.txt": None,
            "archive/gazette.html": content,
            "content/sources/gazette.md": card,
            DAM: claim,
        }
    )


FLOOD = "<p>The flood killed 14{}2{} people in the old town, the ministry said.</p>"
BARE = FLOOD.format("<sup>", "</sup>")
MARKED = FLOOD.format("<sup>[", "]</sup>")
STRUCK = "<p>The minister <s>was arrested on Monday evening</s> was questioned at home.</p>"


def test_a_number_with_a_note_mark_is_not_another_number(make_site: MakeSite) -> None:
    site = site_of(make_site, BARE, "killed 142 people in the old town")
    assert len(site.refused()) == 1
    assert site.refused()[0].startswith(
        f'{DAM}:12:14: passage is not in the saved copy of "gazette"'
    )


def test_a_marked_note_is_passed_over_and_readers_see_it(make_site: MakeSite) -> None:
    site = site_of(make_site, MARKED, "killed 14 people in the old town")
    site.lock()
    site.build()
    told = "A note mark in the document is passed over."
    assert told in site.read("claims/dam/index.html")
    assert json.loads(site.read("claims/dam/claim.json"))["passages"][0]["passed_over"] == ["note"]
    assert '"factpress:passedOver": ["note"]' in " ".join(
        site.read("claims/dam/evidence.json").split()
    ).replace("[ ", "[").replace(" ]", "]")
    # The lock holds it, so that a site without the archive says the same.
    (site.root / "archive/gazette.html").unlink()
    (site.root / "archive").rmdir()
    site.build()
    assert told in site.read("claims/dam/index.html")


def test_an_undecidable_figure_is_refused_with_the_ways_out(make_site: MakeSite) -> None:
    site = site_of(make_site, BARE, "killed 14 people in the old town")
    (problem,) = site.refused()
    assert problem == (
        f'{DAM}:12:14: passage is not in the text of the saved copy of "gazette": the document '
        "has a raised ² inside it, which may be a note mark or a power; end the passage before it, "
        'write ² in its place, or write "raised: note" if it is a note mark'
    )


@pytest.mark.parametrize(
    ("passage", "more"),
    [
        ("The flood killed 14", ""),
        ("killed 14² people in the old town", ""),
        ("killed 14 people in the old town", "\n    raised: note"),
    ],
)
def test_each_way_out_is_accepted(make_site: MakeSite, passage: str, more: str) -> None:
    site = site_of(make_site, BARE, passage, more)
    assert site.problems() == []
    site.build()
    told = "Raised figures in the document are read as note marks." in site.read(
        "claims/dam/index.html"
    )
    assert told == bool(more)


def test_struck_text_is_quoted_only_as_struck(make_site: MakeSite) -> None:
    words = "The minister was arrested on Monday evening"
    site = site_of(make_site, STRUCK, words)
    assert 'write "struck: true" to quote them as struck out' in site.refused()[0]
    site.edit(DAM, "evening'", "evening'\n    struck: true")
    site.lock()
    site.build()
    assert "These words are struck out in the document" in site.read("claims/dam/index.html")


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("struck: true", "the document strikes out no words of the passage"),
        ("raised: note", "the document has no raised figures inside the passage"),
    ],
)
def test_a_reading_that_changes_nothing_is_refused(
    make_site: MakeSite, field: str, problem: str
) -> None:
    site = site_of(make_site, MARKED, "killed 14 people in the old town", f"\n    {field}")
    (found,) = site.refused()
    assert found.startswith(f"{DAM}:13:13: ")
    assert problem in found


@pytest.mark.parametrize(
    ("passage", "own", "words"),
    [
        ("[The minister confessed to taking bribes from the firm and] questioned", 1, 11),
        ("was questioned at [his own] home", 4, 6),
        ("minister was [then] questioned", 3, 4),
        ("The minister was questioned [by four officers of the court] at home", 6, 12),
    ],
)
def test_most_of_a_passage_must_be_the_documents(
    make_site: MakeSite, passage: str, own: int, words: int
) -> None:
    html = "<p>The minister was questioned at home, the ministry said.</p>"
    found = [p for p in site_of(make_site, html, passage).problems() if "in brackets" in p]
    is_enough = own >= 4 and 3 * own >= 2 * words
    expected = f"only {own} of the passage's {words} words are the document's"
    assert [expected in problem for problem in found] == ([] if is_enough else [True])


def test_a_locked_passage_is_not_new_however_it_is_read(make_site: MakeSite) -> None:
    site = site_of(make_site, BARE, "killed 14 people in the old town", "\n    raised: note")
    site.lock()
    assert new_cards(site.options, site.cache).new == ()
    site.edit(DAM, "\n    raised: note", "")
    site.edit(DAM, "killed 14 people", "killed 14² people")
    assert [item.id for item in new_cards(site.options, site.cache).new] == ["dam#done"]


def test_an_edit_of_how_a_passage_is_read_makes_the_lock_stale(make_site: MakeSite) -> None:
    site = site_of(make_site, BARE, "killed 14 people in the old town", "\n    raised: note")
    site.lock()
    site.edit(DAM, "\n    raised: note", "")
    site.edit(DAM, "killed 14 people", "killed 14² people")
    assert any("passage is not in the lock" in problem for problem in site.refused())
