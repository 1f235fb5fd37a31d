"""What counts as one origin: shared actors, parts, names, copies; and what cards may say of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from conftest import MakeSite, Site
from papers import SCALE, actor, source

DAM = "content/claims/dam.md"
GAZETTE = """\
The weir above the mill leaked for three nights before anybody at the works office looked at it.

Nobody has counted the sandbags. The mayor said: “We have asked the builders for a full account.”

Older residents remember a flood in spring, when the lower bridge was closed to carts for a month.
"""
HERALD = """\
In the hills they tell another story, of gates that were opened too late and a keeper who slept.

The weir leaked. A farmer lost nine sheep, and the council promised to pay for each of them.

Letters to this paper ask why the gauge was painted over, which the works office does not explain.
"""
PASSAGES = {
    "gazette": "The weir above the mill leaked for three nights",
    "herald": "The weir leaked",
}
NEEDED = "needs at least 2 independent origins among passages that assert; the evidence has 1"


def claim(rating: str = "two", more: Mapping[str, str] | None = None, **passages: str) -> str:
    """A claim that the given sources assert, each with its words and further fields."""
    entries = "".join(
        f"  - source: {name}\n    passage: {words}\n    stance: asserts\n"
        f"{(more or {}).get(name, '')}"
        for name, words in (passages or PASSAGES).items()
    )
    return (
        f"---\nclaim: The weir leaked.\nrating: {rating}\nreason: So they say.\n"
        f"checked: 2022-01-31\nevidence:\n{entries}---\n"
    )


def files(**changes: str) -> dict[str, str]:
    """Two papers of two publishers; `herald` and so on are further lines of cards."""
    return {
        "content/publication.yaml": SCALE,
        DAM: claim(),
        "archive/gazette.txt": GAZETTE,
        "archive/herald.txt": changes.get("text", HERALD),
        "content/sources/gazette.md": source("gazette", changes.get("gazette", "")),
        "content/sources/herald.md": source("herald", changes.get("herald", ""), "2022-01-08"),
        "content/actors/gazette-press.md": actor("River Gazette", changes.get("gazette_press", "")),
        "content/actors/herald-press.md": actor("Hill Herald", changes.get("herald_press", "")),
    }


def rated(site: Site) -> list[str]:
    return [line for line in site.problems() if "needs" in line]


def test_two_papers_are_two_origins(make_site: MakeSite) -> None:
    assert rated(make_site(files())) == []


AGENCY = {"content/actors/wire.md": actor("Wire Service", "aliases: [WS]\n")}


@pytest.mark.parametrize(
    ("changes", "more", "why"),
    [
        (
            {"herald_press": "part_of: [gazette-press]\n"},
            {},
            "(River Gazette with Hill Herald), for Hill Herald is part of River Gazette",
        ),
        (
            {"herald_press": "part_of: [group]\n", "gazette_press": "part_of: [group]\n"},
            {"content/actors/group.md": actor("Valley Group", kind="organisation")},
            "(River Gazette with Hill Herald), for River Gazette is part of Valley Group, and Hill "
            "Herald is part of Valley Group",
        ),
        (
            {"herald_press": "part_of: [group]\n"},
            {
                "content/actors/group.md": actor(
                    "Valley Group", "part_of: [gazette-press]\n", "organisation"
                )
            },
            "(River Gazette with Hill Herald), for Hill Herald is part of Valley Group, and Valley "
            "Group is part of River Gazette",
        ),
        (
            {"gazette": "origins: [{actor: wire}]\n", "herald": "origins: [{actor: wire-2}]\n"},
            {**AGENCY, "content/actors/wire-2.md": actor("Wire-service")},
            '(Wire Service with Wire-service), for actors "wire" and "wire-2" are both called '
            "Wire-service",
        ),
        (
            {"gazette": "origins: [{actor: wire}]\n", "herald": "origins: [{actor: wire-2}]\n"},
            {**AGENCY, "content/actors/wire-2.md": actor("Agency", "aliases: [W.S.]\n")},
            '(Wire Service with Agency), for actors "wire" and "wire-2" are both called W.S.',
        ),
        (
            {"gazette": "origins: [{actor: wire}]\n", "herald_press": "part_of: [wire]\n"},
            AGENCY,
            "(Wire Service with Hill Herald), for Hill Herald is part of Wire Service",
        ),
        (
            {"herald_press": "part_of: [land]\n", "gazette_press": "part_of: [office]\n"},
            {
                "content/actors/land.md": actor("Upland", "part_of: [union]\n", "state"),
                "content/actors/office.md": actor("Office", "part_of: [land]\n", "organisation"),
                "content/actors/union.md": actor("Union", kind="organisation"),
            },
            "(River Gazette with Hill Herald), for River Gazette is part of Office, and Hill "
            "Herald is part of Upland, and Office is part of Upland",
        ),
    ],
)
def test_actors_that_are_one_are_one_origin(
    make_site: MakeSite, changes: dict[str, str], more: dict[str, str], why: str
) -> None:
    found = rated(make_site({**files(**changes), **more}))
    assert found == [
        f'{DAM}:3:9: rating "two" {NEEDED} {why}; the evidence as a whole meets the needs of "one"'
    ]


def test_states_of_one_alliance_are_two_origins(make_site: MakeSite) -> None:
    changes = {"herald_press": "part_of: [union]\n", "gazette_press": "part_of: [union]\n"}
    union = {"content/actors/union.md": actor("Union", kind="organisation")}
    site = make_site({**files(**changes), **union})
    for name in ("gazette", "herald"):
        site.edit(f"content/actors/{name}-press.md", "kind: publication", "kind: state")
    assert rated(site) == []


def test_copies_under_two_publishers_are_one_origin(make_site: MakeSite) -> None:
    for number, text in enumerate((GAZETTE, GAZETTE.replace(" ", "  ", 1), GAZETTE.upper())):
        words = PASSAGES["gazette"].upper() if text.isupper() else PASSAGES["gazette"]
        site = make_site(
            {
                **files(text=text),
                DAM: claim(gazette=PASSAGES["gazette"], herald=words),
            },
            f"site-{number}",
        )
        (found,) = rated(site)
        like = "is, byte for byte, that" if not number else "has the same text"
        assert found.startswith(
            f'{DAM}:3:9: rating "two" {NEEDED} (River Gazette with Hill Herald), for the document '
            f'of "herald" {like}'
        )
        (told,) = [line for line in site.problems() if "both count as one" in line]
        assert told.startswith("content/sources/herald.md:7:11: warning: document ")


def test_a_publishers_own_origin_on_passages_makes_a_copy_no_second(make_site: MakeSite) -> None:
    own = {name: f"    origin: {name}-press\n" for name in PASSAGES}
    words = PASSAGES["gazette"]
    site = make_site(
        {**files(text=GAZETTE + "\n"), DAM: claim(more=own, gazette=words, herald=words)}
    )
    assert len(rated(site)) == 1


ALIKE = HERALD + GAZETTE.partition("\n\n")[0] + "\n"


def test_documents_that_share_much_are_one_origin_until_cards_settle_it(
    make_site: MakeSite,
) -> None:
    site = make_site(files(text=ALIKE))
    assert len(rated(site)) == 1
    (told,) = [line for line in site.problems() if "herald.md" in line]
    assert told == (
        "content/sources/herald.md:7:11: warning: document shares 18 words, 41 % of the shorter "
        "one's (first in its paragraph 3 and the other's paragraph 1), with that of source "
        '"gazette", so both count as one origin. Name the actor whose reporting they print '
        "under origins of both; or, if neither is a copy, write independent: {of: gazette, why: "
        "how you know it}, which readers see"
    )
    site.edit("content/sources/herald.md", "dated:", "origins: [{actor: gazette-press}]\ndated:")
    assert [line for line in site.problems() if "herald.md" in line] == []
    assert len(rated(site)) == 1


@pytest.mark.parametrize(
    "written",
    [
        "independent: {of: gazette, why: Both reporters were at the weir.}\n",
        "independent:\n  - {of: [gazette], why: Both reporters were at the weir.}\n",
    ],
)
def test_readers_see_why_two_documents_are_independent(make_site: MakeSite, written: str) -> None:
    site = make_site(files(text=ALIKE, herald=written))
    assert not rated(site)
    site.build()
    why = "Both reporters were at the weir."
    page = site.read("claims/dam/index.html")
    assert "2 independent origins" in page
    assert f"share many words and count as two origins: {why}" in page
    for name in ("gazette", "herald"):
        about = site.read(f"sources/{name}/index.html")
        assert "No copy of" in about
        assert f"though the two share many words: {why}" in about
    record = json.loads(site.read("claims/dam/claim.json"))
    assert record["independent"] == [{"documents": ["herald", "gazette"], "why": why}]
    sources = json.loads(site.read("data/sources.json"))["sources"]
    assert {"documents": ["gazette"], "why": why} in [i for s in sources for i in s["independent"]]


def test_a_copy_cannot_be_independent(make_site: MakeSite) -> None:
    written = "independent: {of: gazette, why: We asked.}\n"
    for number, text in enumerate((GAZETTE, GAZETTE + " \n")):
        site = make_site(
            {
                **files(text=text, herald=written),
                DAM: claim("one", gazette=PASSAGES["gazette"], herald=PASSAGES["gazette"]),
            },
            f"site-{number}",
        )
        (found,) = [line for line in site.refused() if "independent" in line]
        assert found.startswith(
            'content/sources/herald.md:6:14: independent of "gazette" is impossible: the document '
        )


def test_an_independence_that_nobody_doubts_is_told(make_site: MakeSite) -> None:
    site = make_site(files(herald="independent: {of: gazette, why: We asked.}\n"))
    assert [line for line in site.problems() if "independent" in line] == [
        'content/sources/herald.md:6:14: warning: independent of "gazette" is not needed: the two '
        "documents share too few words to count as one origin; remove it"
    ]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("{of: gazete, why: We asked.}", 'source "gazete" has no card in sources/'),
        ("{of: gazette}", 'field "why" is missing'),
        ("\n  of: gazette\n  why: We asked. #4", '"#4" would be lost'),
        ("{of: gazette, why: We asked., how: so}", 'field "how" is not known'),
        ("We asked.", "must be a list"),
    ],
)
def test_independence_is_written_as_it_should_be(
    make_site: MakeSite, written: str, problem: str
) -> None:
    found = make_site(files(herald=f"independent: {written}\n")).refused()
    assert any(problem in line for line in found if "herald.md:" in line)
    # A source that cannot be read is no reason to doubt a rating.
    assert not [line for line in found if "needs" in line] or "has no card" in problem


def test_all_counts_of_origins_are_one(make_site: MakeSite) -> None:
    site = make_site({**files(text=ALIKE), DAM: claim("one")})
    site.build()
    page = site.read("claims/dam/index.html")
    assert "2 documents, 1 independent origin:" in " ".join(page.split())
    record = json.loads(site.read("claims/dam/claim.json"))
    assert [[each["id"] for each in group] for group in record["origins"]] == [
        ["gazette-press", "herald-press"]
    ]
    assert "2 documents, one origin" in " ".join(site.read("matrix/index.html").split())


SECOND = "content/claims/second.md"


def with_second(passage: str, more: str, relays: str = "") -> dict[str, str]:
    """A second card that quotes the Gazette too."""
    second = claim("one", {"gazette": more}, gazette=passage).replace(
        "claim: The weir", "claim: A weir"
    )
    return {
        **files(gazette=relays),
        **AGENCY,
        DAM: claim("one", gazette=PASSAGES["gazette"]),
        SECOND: second,
    }


RELAYS = "origins: [{actor: wire}, {actor: gazette-press}]\n"


@pytest.mark.parametrize(
    "passage",
    [
        PASSAGES["gazette"],
        "leaked for three nights before anybody",
        "The weir above […] before anybody",
    ],
)
def test_one_passage_has_one_origin_on_all_cards(make_site: MakeSite, passage: str) -> None:
    site = make_site(with_second(passage, "    origin: wire\n", RELAYS))
    assert site.refused() == [
        f'{SECOND}:10:13: this passage of source "gazette" has origin Wire Service, but '
        "claims/dam.md:8 gives these words, or some of them, origin Wire Service with River "
        "Gazette; give both the same origin, or cut them so that they share no words"
    ]
    site.edit(DAM, "stance: asserts\n", "stance: asserts\n    origin: wire\n")
    assert not [line for line in site.problems() if "or some of them, origin" in line]


def test_passages_apart_may_have_two_origins(make_site: MakeSite) -> None:
    passage = "a flood in spring, when the lower bridge was closed"
    site = make_site(with_second(passage, "    origin: wire\n", RELAYS))
    assert not [line for line in site.problems() if "or some of them, origin" in line]


def test_one_passage_has_one_origin_where_the_archive_is_not(make_site: MakeSite) -> None:
    site = make_site(with_second("leaked for three nights before anybody", "", RELAYS))
    site.lock()
    site.hide_archive()
    assert not [line for line in site.problems() if "or some of them, origin" in line]
    site.edit(SECOND, "stance: asserts\n", "stance: asserts\n    origin: wire\n")
    assert any("or some of them, origin" in line for line in site.refused())


def test_copies_hold_one_passage(make_site: MakeSite) -> None:
    words = PASSAGES["gazette"]
    relays = "origins: [{actor: wire}, {actor: %s-press}]\n"
    site = make_site(
        {
            **files(text=GAZETTE, gazette=relays % "gazette", herald=relays % "herald"),
            **AGENCY,
            DAM: claim(
                more={name: f"    origin: {name}-press\n" for name in PASSAGES},
                gazette=words,
                herald=words,
            ),
        }
    )
    assert any(
        "has origin Hill Herald, but claims/dam.md:8 gives" in line for line in site.refused()
    )


def test_who_issues_a_statement_is_its_origin(make_site: MakeSite) -> None:
    own = dict.fromkeys(PASSAGES, "    speaker: council\n    origin: council\n")
    council = {"content/actors/council.md": actor("The council", kind="organisation")}
    site = make_site({**files(), **council, DAM: claim(more=own)})
    (found,) = rated(site)
    assert f"{NEEDED} (The council)" in found


def test_a_source_is_not_shown_for_the_sake_of_one_that_is_no_copy(make_site: MakeSite) -> None:
    written = "independent: {of: gazette, why: Both reporters were at the weir.}\n"
    draft = claim("one", gazette=PASSAGES["gazette"]).replace("rating:", "draft: true\nrating:")
    site = make_site(
        {
            **files(text=ALIKE, herald=written),
            DAM: claim("one", herald=PASSAGES["herald"]),
            SECOND: draft.replace("claim: The weir", "claim: A weir"),
        }
    )
    site.build()
    assert not any(b"River Gazette" in content for content in site.files().values())
    assert "No copy of" not in site.read("sources/herald/index.html")


def test_a_source_is_not_independent_of_itself(make_site: MakeSite) -> None:
    site = make_site(files(herald="independent: {of: herald, why: We asked.}\n"))
    assert site.refused() == [
        "content/sources/herald.md:6:14: independent names this card itself; remove it"
    ]
