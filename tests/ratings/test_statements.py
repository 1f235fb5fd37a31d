"""One statement is one origin, in however many papers it is; so are actors of one name."""

from __future__ import annotations

import json
import random

import pytest

from conftest import MakeSite, Site
from papers import SCALE, actor, source

DAM = "content/claims/dam.md"
PAPERS = ("delta", "heron", "lock", "tide")
SAID = "“The old dam leaked on Monday night,” the council wrote."
WORDS = "The old dam leaked on Monday night"
NEEDED = (
    'rating "two" needs at least 2 independent origins among passages that assert; the evidence'
)
ONE = '; the evidence as a whole meets the needs of "one"'


def invented(name: str) -> str:
    """A text of a hundred words that no other has."""
    chance = random.Random(name)
    return " ".join("".join(chance.choices("abcdefghiklmnoprstu", k=6)) for _ in range(100))


def files(rating: str, passages: dict[str, str], **sources: str) -> dict[str, str | None]:
    """Four papers with one statement; of each passage, and of each source, further lines."""
    entries = "".join(
        f"  - source: {name}\n    passage: {WORDS}\n    stance: asserts\n{more}"
        for name, more in passages.items()
    )
    found: dict[str, str | None] = {
        "content/publication.yaml": SCALE,
        "content/sources/gazette.md": None,
        DAM: f"---\nclaim: The dam leaked.\nrating: {rating}\nreason: So they say.\n"
        f"checked: 2022-01-31\nevidence:\n{entries}---\n",
        "content/actors/council.md": actor("The council", kind="organisation"),
        "content/actors/clerk.md": actor("The clerk", "part_of: [council]\n", kind="person"),
    }
    for name in passages:
        found[f"archive/{name}.txt"] = f"{invented(name)}\n\n{SAID} The clerk signed it.\n"
        found[f"content/sources/{name}.md"] = source(name, sources.get(name, ""))
        found[f"content/actors/{name}-press.md"] = actor(f"{name.title()} News")
    return found


def rated(site: Site) -> list[str]:
    return [line.partition(": ")[2] for line in site.problems() if "needs" in line]


def test_one_statement_in_four_papers_is_one_origin(make_site: MakeSite) -> None:
    by_council = dict.fromkeys(PAPERS, "    speaker: council\n")
    assert rated(make_site(files("two", by_council))) == [
        f'{NEEDED} has 1 (The council), for The council speaks in "delta", "heron", "lock" and '
        '"tide", and who issues a statement is its origin (where a paper has its own account, say '
        f"so with origin){ONE}"
    ]
    site = make_site(files("one", by_council), "site-2")
    site.build()
    page = " ".join(site.read("claims/dam/index.html").split())
    assert "4 documents, 1 independent origin:" in page
    assert site.read("matrix/index.html").count('aside">same origin as') == 3
    record = json.loads(site.read("claims/dam/claim.json"))
    assert record["origins"] == [[{"id": "council", "name": "The council"}]]


@pytest.mark.parametrize(
    ("speakers", "named"),
    [
        (("council", "council", "clerk", "clerk"), "The council with The clerk"),
        (("[council, clerk]", "council", "council", "clerk"), "The council with The clerk"),
    ],
)
def test_an_office_and_its_clerk_issue_one_statement(
    make_site: MakeSite, speakers: tuple[str, ...], named: str
) -> None:
    passages = {name: f"    speaker: {each}\n" for name, each in zip(PAPERS, speakers, strict=True)}
    (found,) = rated(make_site(files("two", passages)))
    assert found.startswith(f"{NEEDED} has 1 ({named}), for The clerk is part of The council")


def test_an_account_of_a_papers_own_is_its_own_origin(make_site: MakeSite) -> None:
    own = {name: f"    speaker: council\n    origin: {name}-press\n" for name in PAPERS}
    assert rated(make_site(files("two", own))) == []


def test_one_agency_that_quotes_two_speakers_is_one_origin(make_site: MakeSite) -> None:
    passages = {"delta": "    speaker: council\n", "heron": "    speaker: warden\n"}
    relays = "origins: [{actor: council}]\n"
    site = make_site(
        {
            **files("two", passages, delta=relays, heron=relays),
            "content/actors/warden.md": actor("The warden", kind="person"),
        }
    )
    (found,) = rated(site)
    assert found == f"{NEEDED} has 1 (The council){ONE}"


def test_quoted_words_in_several_papers_ask_for_a_speaker(make_site: MakeSite) -> None:
    site = make_site(files("two", dict.fromkeys(PAPERS, "")))
    told = [line for line in site.problems() if "are in quotation marks" in line]
    assert told == [
        f'{DAM}:11:14: warning: passages of "delta", "heron", "lock" and "tide" are in quotation '
        "marks, with no speaker on this card, and count as 4 origins; name the speaker of each, "
        "since one statement is one origin however many papers print it, or name the actor "
        "whose reporting it is under origin"
    ]
    site.lock()
    site.hide_archive()
    assert [line for line in site.problems() if "are in quotation marks" in line] == told


def test_quoted_words_in_one_paper_ask_for_none(make_site: MakeSite) -> None:
    passages = {"delta": "", "heron": "    speaker: council\n"}
    site = make_site(files("two", passages))
    assert not [line for line in site.problems() if "are in quotation marks" in line]


def test_no_page_says_that_two_count_where_one_speaker_is(make_site: MakeSite) -> None:
    shared = f"\n\n{invented('a council report')}"
    papers = files(
        "one",
        dict.fromkeys(PAPERS[:2], "    speaker: council\n"),
        heron="independent: {of: delta, why: Both were at the dam.}\n",
    )
    for name in PAPERS[:2]:
        papers[f"archive/{name}.txt"] = f"{papers[f'archive/{name}.txt']}{shared}"
    site = make_site(papers)
    site.build()
    assert "count as two origins" not in site.read("claims/dam/index.html")
    assert json.loads(site.read("claims/dam/claim.json"))["independent"] == []
    assert "Both were at the dam." in site.read("sources/delta/index.html")


def test_copies_of_a_third_document_are_told_by_way_of_it(make_site: MakeSite) -> None:
    parts = [invented(f"part {n}") for n in range(2)]
    papers = files("two", dict.fromkeys(PAPERS[:2], "    speaker: council\n"))
    for name, part in zip(PAPERS[:2], parts, strict=True):
        papers[f"archive/{name}.txt"] = f"{SAID} The clerk signed it.\n\n{part}\n"
        papers[f"content/sources/{name}.md"] = source(name)
    papers[DAM] = str(papers[DAM]).replace("    speaker: council\n", "")
    papers |= {
        "archive/lock.txt": f"{invented('lock')}\n\n{parts[0]}\n\n{parts[1]}\n",
        "content/sources/lock.md": source("lock"),
        "content/actors/lock-press.md": actor("Lock News"),
    }
    papers["content/claims/other.md"] = (
        "---\nclaim: A dam leaked.\nrating: one\nreason: So they say.\nchecked: 2022-01-31\n"
        f"evidence:\n  - source: lock\n    passage: {' '.join(parts[0].split()[:8])}\n"
        "    stance: asserts\n---\n"
    )
    (found,) = rated(make_site(papers))
    assert 'for the document of "lock" shares' in found
    assert 'with that of source "delta", and the document of "lock" shares' in found


def named(first: str, second: str, kind: str = "publication") -> dict[str, str | None]:
    """Two papers that relay these."""
    passages = dict.fromkeys(PAPERS[:2], "")
    return {
        **files("two", passages, delta="origins: [{actor: x}]\n", heron="origins: [{actor: y}]\n"),
        "content/actors/x.md": f"---\nname: {first}\nkind: {kind}\n---\n",
        "content/actors/y.md": f"---\nname: {second}\nkind: {kind}\n---\n",
    }


@pytest.mark.parametrize(
    ("first", "second", "at", "called"),
    [
        ("VPN", "Valley Press Network", "x", "seem to be one: VPN is the initials of"),
        ("Valley Press Network", "V.P.N.", "y", "seem to be one: V.P.N. is the initials of"),
        ("APV", "L’Agence de Presse de la Vallée", "x", "seem to be one: APV is the initials of"),
        ("Valley Press Network (VPN)", "VPN", "y", "are both called VPN"),
        ("Upland Wire\nshort: VPN", "Valley Press Network", "x", "seem to be one: VPN is the"),
        ("Valley News", "The Valley News", "y", "are both called The Valley News"),
        ("Agence Vallée", "AGENCE VALLEE", "x", "are both called Agence Vallée"),
    ],
)
def test_actors_of_one_name_are_one(
    make_site: MakeSite, first: str, second: str, at: str, called: str
) -> None:
    site = make_site(named(first, second))
    assert len(rated(site)) == 1
    (told,) = [line for line in site.problems() if "Make one card of them" in line]
    other = "x" if at == "y" else "y"
    assert told.startswith(
        f"content/actors/{at}.md:2:7: warning: this actor and that of actors/{other}.md {called}"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("VPN\naliases: [Valley Police News]", "Valley Press Network"),
        ("VP", "Valley Press"),
        ("Die Presse", "La Presse"),
        ("Valley News", "Valley Times"),
    ],
)
def test_actors_of_other_names_are_two(make_site: MakeSite, first: str, second: str) -> None:
    site = make_site(named(first, second))
    assert rated(site) == []
    assert not [line for line in site.problems() if "Make one card of them" in line]


def test_people_have_no_initials(make_site: MakeSite) -> None:
    site = make_site(named("JFK", "Jane Fay Kay"))
    site.edit("content/actors/y.md", "publication", "person")
    assert rated(site) == []


def test_independence_of_what_relays_one_origin_is_told(make_site: MakeSite) -> None:
    relays = "origins: [{actor: council}]\n"
    independent = "independent: {of: delta, why: Both were at the dam.}\n"
    papers = files("one", dict.fromkeys(PAPERS[:2], ""), delta=relays, heron=relays + independent)
    for name in PAPERS[:2]:
        papers[f"archive/{name}.txt"] = f"{papers[f'archive/{name}.txt']}\n\n{invented('same')}"
    assert [line for line in make_site(papers).problems() if "independent of" in line] == [
        'content/sources/heron.md:7:14: warning: independent of "delta" contradicts the cards: '
        "both relay one origin, and still count as one; remove it, or correct publisher, origins "
        "or part_of"
    ]


def test_a_frame_about_two_quotations_makes_no_copy(make_site: MakeSite) -> None:
    frame = "The mayor told reporters on Tuesday evening at the town hall of Millbrook:"
    papers = files(
        "two",
        dict.fromkeys(PAPERS[:2], "    speaker: council\n"),
        heron="independent: {of: delta, why: Two statements.}\n",
    )
    for name in PAPERS[:2]:
        words = " ".join(invented(name).split()[:30])
        papers[f"archive/{name}.txt"] = f"{frame} “{words}”\n"
        papers[DAM] = str(papers[DAM]).replace(WORDS, " ".join(words.split()[:6]), 1)
        papers[DAM] = str(papers[DAM]).replace(
            "    speaker: council", f"    speaker: clerk\n    origin: {name}-press", 1
        )
    assert rated(make_site(papers)) == []
