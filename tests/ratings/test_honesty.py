"""Ratings must meet their own needs; dates must be able to be right; copies are one voice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BASE, CLAIM, MakeSite
from factpress.ratings.origins import grouped

DAM = "content/claims/dam.md"
SCALE = BASE["content/publication.yaml"]
SECOND = (
    BASE["content/sources/gazette.md"]
    .replace("Dam row", "Second dam row")
    .replace("gazette.txt", "second.txt")
)
AGENCY = "---\nname: Agency\nkind: publication\n---\n"


def needing(needs: str) -> dict[str, str]:
    old = "value: 2, mark: ◐}"
    return {"content/publication.yaml": SCALE.replace(old, f"{old[:-1]}, needs: {needs}}}")}


@pytest.mark.parametrize(
    ("needs", "missing"),
    [
        (
            "{origins: 2}",
            "at least 2 independent origins among passages that assert; the evidence has 1 "
            "(River Gazette)",
        ),
        ("{passages: 3}", "at least 3 passages; the evidence has 2"),
        ("{sources: 2}", "at least 2 documents; the evidence has 1"),
        ("{speakers: 3}", "at least 3 different speakers; the evidence has 2"),
        ("{stances: [asserts, reports]}", "a passage that reports; the evidence has none"),
        (
            "{any_stance: [reports, qualifies]}",
            "a passage that reports or qualifies; the evidence has none",
        ),
        ("{no_stances: [denies]}", "that no passage denies; the evidence has one"),
    ],
)
def test_a_rating_says_what_it_needs_and_the_claim_lacks(
    make_site: MakeSite, needs: str, missing: str
) -> None:
    assert make_site(needing(needs)).refused() == [f'{DAM}:3:9: rating "mixed" needs {missing}']


@pytest.mark.parametrize(
    "needs",
    [
        "{origins: 1, max_origins: 1, passages: 2, sources: 1, speakers: 2}",
        "{stances: [asserts, denies], any_stance: [reports, denies], no_stances: [qualifies]}",
    ],
)
def test_needs_that_are_met(make_site: MakeSite, needs: str) -> None:
    assert make_site(needing(needs)).problems() == []


def two_sources(first_origin: str, second_origin: str) -> dict[str, str]:
    """The claim asserted from two documents that relay the given actors."""
    card = BASE["content/sources/gazette.md"]
    claim = CLAIM.replace("stance: denies", "stance: asserts").replace(
        "    source: gazette\n    passage: we", "    source: second\n    passage: we"
    )
    return {
        DAM: claim,
        "content/sources/gazette.md": card.replace("sha256", f"{first_origin}sha256"),
        "content/sources/second.md": SECOND.replace("sha256", f"{second_origin}sha256"),
        "content/actors/agency.md": AGENCY,
        "archive/second.txt": "Asked again about the row, The engineer of the ministry told this "
        "paper on Monday: we were still pouring concrete in 2020, all of us.\n",
    }


def test_two_documents_that_relay_one_agency_are_one_origin(make_site: MakeSite) -> None:
    agency = "origins: [{actor: agency}]\n"
    site = make_site({**needing("{origins: 2}"), **two_sources(agency, agency)})
    assert site.refused() == [
        f'{DAM}:3:9: rating "mixed" needs at least 2 independent origins among passages that '
        "assert; the evidence has 1 (Agency)"
    ]
    apart = make_site({**needing("{origins: 2}"), **two_sources(agency, "")}, "apart")
    assert apart.problems() == []
    at_most = make_site({**needing("{max_origins: 1}"), **two_sources(agency, "")}, "at-most")
    assert at_most.refused() == [
        f'{DAM}:3:9: rating "mixed" needs at most 1 independent origin among passages that '
        "assert; the evidence has 2 (Agency; River Gazette)"
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "checked: 2022-01-31",
            "checked: 2022-01-05",
            f"{DAM}:5:10: checked on 2022-01-05, before any of its sources was published (the "
            "first on 2022-01-06)",
        ),
        (
            "checked: 2022-01-31",
            "checked: 2027-01-05",
            f"{DAM}:5:10: warning: checked on 2027-01-05, which is after today, 2026-11-27; "
            "the claim is held back until then",
        ),
        (
            "said: 2022-01-05",
            "said: 2022-01-07",
            f"{DAM}:6:7: said in 2022-01-07, after the claimants' own passages, the last of "
            "2022-01-06; correct the date, or add the appearance where the claim was made then",
        ),
        (
            "speaker: ministry",
            "speaker: ministry\n    said: 2022-02",
            f"{DAM}:15:11: said in 2022-02, after the source was published on 2022-01-06",
        ),
        (
            "claimants: [ministry]",
            "claimants: [ministry, gazette-press]",
            f'{DAM}:7:23: warning: claimant "gazette-press" speaks in no passage of this card, '
            "and no appearance is theirs; write by: gazette-press under the appearance where they "
            "made the claim",
        ),
        (
            "stance: asserts",
            "stance: qualifies",
            f"{DAM}:2:8: warning: nobody makes this claim: no appearance, and no passage that "
            "asserts or reports it",
        ),
    ],
)
def test_gates(make_site: MakeSite, old: str, new: str, problem: str) -> None:
    assert problem in make_site({DAM: CLAIM.replace(old, new)}).problems()


def test_an_inferred_date_without_a_note_is_warned_of(make_site: MakeSite) -> None:
    card = BASE["content/sources/gazette.md"].replace("{how: stated}", "inferred")
    assert make_site({"content/sources/gazette.md": card}).problems() == [
        "content/sources/gazette.md:6:8: warning: date is inferred, and no note says how; write "
        "{how: inferred, note: …}"
    ]


@given(st.lists(st.lists(st.integers(0, 12).map(str), min_size=1, max_size=3).map(frozenset)))
def test_grouped_keys_share_no_member_and_lose_none(keys: list[frozenset[str]]) -> None:
    made = grouped(keys)
    assert sorted(n for group in made for n in group) == list(range(len(keys)))
    members = [frozenset[str]().union(*(keys[n] for n in group)) for group in made]
    for number, members_of in enumerate(members):
        assert all(members_of.isdisjoint(other) for other in members[number + 1 :])
    for group in made:
        assert len(group) == 1 or all(_touches(n, group, keys) for n in group)


def _touches(number: int, group: list[int], keys: list[frozenset[str]]) -> bool:
    return any(n != number and not keys[n].isdisjoint(keys[number]) for n in group)
