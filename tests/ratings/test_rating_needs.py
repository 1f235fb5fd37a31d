"""Ratings that state needs exclude one another: the evidence decides which one a claim has."""

from __future__ import annotations

import json

import pytest

from conftest import BASE, MakeSite
from papers import actor, source

DAM = "content/claims/dam.md"
# Seven ratings that differ in who denies and in how many say so; a scale may have other words.
SCALE = """\
name: Dam Watch
language: en
archive: archive
limits: {document_share: 1}
ratings:
  - id: contradicted
    label: Contradicted
    definition: Others say otherwise.
    mark: a
    needs: {opposing_origins: 1, max_opposing_speakers: 0, max_credited: 1}
  - id: misattributed
    label: Misattributed
    definition: Credited to the wrong one.
    mark: b
    needs: {stances: [asserts, denies], credited: 2}
  - id: unproven
    label: Unproven
    definition: Too thin.
    mark: c
    needs:
      max_origins: 1
      any_stance: [asserts, reports]
      no_stances: [denies]
      any_of:
        - stances: [qualifies]
        - no_stances: [asserts]
  - id: outdated
    label: Outdated
    definition: No longer so.
    mark: d
    needs: {denied_later: true, max_opposing_origins: 0, max_opposing_speakers: 0, max_credited: 1}
  - id: disputed
    label: Disputed
    definition: Word against word.
    mark: e
    needs: {opposing_speakers: 1, max_credited: 1}
  - id: attributed
    label: Attributed
    definition: One says so.
    mark: f
    needs: {origins: 1, max_origins: 1, no_stances: [denies, qualifies]}
  - id: corroborated
    label: Corroborated
    definition: Several say so.
    mark: g
    needs: {origins: 2, no_stances: [denies]}
"""
RATINGS = "contradicted misattributed unproven outdated disputed attributed corroborated".split()
GAZETTE = "The dam was finished in 2019. We were still pouring concrete in 2020. It held.\n"
HERALD = "Nothing stood by 2019, workers recall. Builders left in 2021, and it leaked at once.\n"
SPEAKER = {"m": "ministry", "e": "engineer"}
# Words of each document in turn.
WORDS = {
    "gazette": ["dam was finished in 2019", "still pouring concrete in 2020", "It held"],
    "herald": ["Nothing stood by 2019", "Builders left in 2021", "it leaked at once"],
}


def evidence(*passages: str) -> str:
    """Passages written as `stance source fields`, each with words of its own."""
    counted = dict.fromkeys(WORDS, 0)
    written = ""
    for each in passages:
        stance, source, *fields = each.split()
        words = WORDS[source][counted[source]]
        counted[source] += 1
        written += f"  - source: {source}\n    passage: {words}\n    stance: {stance}\n"
        written += "".join(f"    {field.replace('=', ': ')}\n" for field in fields)
    return written


def site_of(rating: str, *passages: str, more: str = "") -> dict[str, str]:
    return {
        "content/publication.yaml": SCALE,
        DAM: f"---\nclaim: The dam was finished in 2019.\nrating: {rating}\nreason: So we found.\n"
        f"checked: 2022-01-31\n{more}evidence:\n{evidence(*passages)}---\n",
        "archive/gazette.txt": GAZETTE,
        "archive/herald.txt": HERALD,
        "content/sources/herald.md": source("herald"),
        "content/actors/herald-press.md": actor("Hill Herald"),
    }


CASES: dict[str, list[tuple[str, ...]]] = {
    "contradicted": [
        ("asserts gazette", "denies herald"),
        ("asserts gazette", "denies herald speaker=engineer"),
        ("asserts gazette speaker=ministry", "denies herald"),
        ("asserts gazette", "denies herald", "qualifies gazette"),
    ],
    "misattributed": [
        ("asserts gazette credits=ministry", "denies herald credits=engineer"),
        ("asserts gazette credits=ministry", "denies gazette credits=engineer"),
        (
            "asserts gazette speaker=ministry credits=ministry",
            "denies herald speaker=engineer credits=engineer",
        ),
    ],
    "unproven": [
        ("asserts gazette", "qualifies herald"),
        ("reports gazette",),
        ("reports gazette", "reports herald"),
        ("asserts gazette", "asserts gazette", "qualifies gazette"),
    ],
    "outdated": [
        (
            "asserts gazette speaker=ministry said=2021-05",
            "denies gazette speaker=ministry said=2021-06-01",
        ),
        (
            "denies gazette speaker=ministry said=2021-04-01",
            "asserts gazette speaker=ministry said=2021-05",
            "denies gazette speaker=ministry said=2021-06-01",
        ),
        ("asserts gazette said=2019", "denies gazette"),
        (
            "asserts gazette speaker=ministry said=2020-08/2021-05",
            "denies herald speaker=ministry",
        ),
    ],
    "disputed": [
        ("asserts gazette speaker=ministry", "denies herald speaker=engineer"),
        ("asserts gazette speaker=ministry", "denies gazette speaker=engineer"),
        ("asserts gazette speaker=ministry", "denies gazette speaker=engineer", "denies herald"),
    ],
    "attributed": [
        ("asserts gazette",),
        ("asserts gazette speaker=ministry", "asserts gazette"),
        ("asserts gazette", "reports herald"),
    ],
    "corroborated": [
        ("asserts gazette", "asserts herald"),
        ("asserts gazette", "asserts herald", "qualifies herald"),
    ],
}


@pytest.mark.parametrize(
    ("rating", "passages"), [(name, each) for name, some in CASES.items() for each in some]
)
def test_evidence_bears_one_rating_and_no_other(
    make_site: MakeSite, rating: str, passages: tuple[str, ...]
) -> None:
    site = make_site(site_of(rating, *passages))
    assert not [line for line in site.problems() if ":3:9:" in line]
    for other in RATINGS:
        if other != rating:
            site.write({DAM: site_of(other, *passages)[DAM]})
            found = site.refused()
            assert found
            assert all(line.startswith(f'{DAM}:3:9: rating "{other}" needs ') for line in found)
            assert all(f'meets the needs of "{rating}"' in line for line in found)


def test_says_which_rating_the_evidence_would_bear(make_site: MakeSite) -> None:
    site = make_site(site_of("corroborated", "asserts gazette"))
    assert site.refused() == [
        f'{DAM}:3:9: rating "corroborated" needs at least 2 independent origins among passages '
        "that assert; the evidence has 1 (River Gazette); the evidence as a whole meets the needs "
        'of "attributed"'
    ]


def test_says_where_the_evidence_bears_no_rating(make_site: MakeSite) -> None:
    site = make_site(site_of("disputed", "asserts gazette", "denies gazette"))
    assert site.refused() == [
        f'{DAM}:3:9: rating "disputed" needs at least 1 speaker who denies what another asserts; '
        "the evidence has 0; the evidence as a whole meets those of no other rating"
    ]


@pytest.mark.parametrize(
    ("rating", "passages", "missing"),
    [
        (
            "contradicted",
            ("asserts gazette", "denies gazette speaker=engineer"),
            "needs at least 1 independent origin of passages that deny, other than those of "
            "passages that assert; the evidence has 0",
        ),
        (
            "contradicted",
            ("asserts gazette speaker=ministry", "denies herald speaker=ministry"),
            "needs at least 1 independent origin of passages that deny, other than those of "
            "passages that assert; the evidence has 0",
        ),
        (
            "contradicted",
            ("asserts gazette speaker=ministry", "denies herald speaker=engineer"),
            "needs no speaker who denies what another asserts; the evidence has 1",
        ),
        (
            "misattributed",
            ("asserts gazette credits=ministry", "denies herald credits=ministry"),
            "needs at least 2 different actors credited by passages that assert or deny; the "
            "evidence has 1",
        ),
        (
            "outdated",
            ("asserts gazette", "denies gazette"),
            "needs a passage that denies, of a later day than every one that asserts; the "
            "evidence has none",
        ),
        (
            "outdated",
            ("asserts gazette said=2020-02", "denies gazette said=2020-02-28"),
            "needs a passage that denies, of a later day than every one that asserts; the "
            "evidence has none",
        ),
        (
            "outdated",
            (
                "asserts gazette said=2021-03-01",
                "denies gazette said=2021-05-01",
                "asserts gazette said=2021-07-01",
            ),
            "needs a passage that denies, of a later day than every one that asserts; the "
            "evidence has none",
        ),
        (
            "outdated",
            ("asserts gazette said=2021-05-01", "denies gazette said=2021-05-01"),
            "needs a passage that denies, of a later day than every one that asserts; the "
            "evidence has none",
        ),
        (
            "unproven",
            ("asserts gazette",),
            "needs either a passage that qualifies, or that no passage asserts; the evidence has "
            "neither",
        ),
    ],
)
def test_names_the_need_that_is_not_met(
    make_site: MakeSite, rating: str, passages: tuple[str, ...], missing: str
) -> None:
    found = make_site(site_of(rating, *passages)).refused()
    assert any(line.startswith(f'{DAM}:3:9: rating "{rating}" {missing}') for line in found)


def test_words_of_an_unknown_day_are_not_held_to_be_earlier(make_site: MakeSite) -> None:
    files = site_of(
        "outdated", "asserts gazette", "denies herald origin=gazette-press said=2022-03"
    )
    herald = files["content/sources/herald.md"]
    files["content/sources/herald.md"] = herald.replace("2022-01-06", "2022-04-01").replace(
        "dated:", "origins: [{actor: gazette-press}]\ndated:"
    )
    site = make_site(files)
    assert not [line for line in site.problems() if "needs" in line]
    site.edit("content/sources/gazette.md", "2022-01-06", "{not_before: 2022-01-06}")
    assert any("of a later day" in line for line in site.problems())


OVERLAPPING = SCALE.replace("no_stances: [denies, qualifies]", "no_stances: [denies]")


def test_two_ratings_that_fit_need_a_note(make_site: MakeSite) -> None:
    files = site_of("attributed", "asserts gazette", "qualifies herald")
    files["content/publication.yaml"] = OVERLAPPING
    site = make_site(files)
    assert site.refused() == [
        f'{DAM}:3:9: evidence meets the needs of "attributed" and also those of "unproven", so '
        'one could replace the other unnoticed: "attributed" asks for at least 1 independent '
        'origin among passages that assert that "unproven" does not; "unproven" asks for a passage '
        "that asserts or reports and either a passage that qualifies, or that no passage asserts "
        'that "attributed" does not. Distinguish them by the stances, speakers and origins of the '
        "passages, or by the needs of the scale; or tell readers in rating_note why the claim is "
        "not the other"
    ]


def test_readers_see_the_note(make_site: MakeSite) -> None:
    note = "The Herald’s doubt is about the wall, not the year."
    files = site_of(
        "attributed", "asserts gazette", "qualifies herald", more=f"rating_note: {note}\n"
    )
    files["content/publication.yaml"] = OVERLAPPING
    site = make_site(files)
    site.build()
    page = site.read("claims/dam/index.html")
    assert f"Why no other rating: {note}" in page
    record = json.loads(site.read("claims/dam/claim.json"))
    assert record["rating_note"] == note
    data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert f"So we found. {note}" in data


@pytest.mark.parametrize("scale", [SCALE, BASE["content/publication.yaml"]])
def test_a_note_that_parts_nothing_is_told(make_site: MakeSite, scale: str) -> None:
    rating = "attributed" if scale == SCALE else "mixed"
    files = site_of(rating, "asserts gazette", more="rating_note: Nothing else fits.\n")
    files["content/publication.yaml"] = scale
    assert (
        f"{DAM}:6:14: warning: rating_note is not needed: the evidence meets the needs of no other "
        "rating; remove it"
    ) in make_site(files).problems()


def test_a_note_does_not_stand_for_needs_that_are_not_met(make_site: MakeSite) -> None:
    files = site_of("corroborated", "asserts gazette", more="rating_note: We are sure.\n")
    assert (
        'rating "corroborated" needs at least 2 independent origins'
        in make_site(files).refused()[0]
    )


def test_ratings_without_needs_take_no_part(make_site: MakeSite) -> None:
    files = site_of("held", "asserts gazette")
    files["content/publication.yaml"] = (
        SCALE + "  - {id: held, label: Held, definition: We hold it back., mark: h}\n"
    )
    assert not [line for line in make_site(files).problems() if ":3:9:" in line]


def test_two_cards_of_one_name_are_one_speaker(make_site: MakeSite) -> None:
    files = site_of("disputed", "asserts gazette speaker=ministry", "denies gazette speaker=works")
    files["content/actors/works.md"] = "---\nname: ministry of works\nkind: organisation\n---\n"
    found = make_site(files).refused()
    assert any("needs at least 1 speaker who denies what another asserts" in line for line in found)


def test_credited_actors_must_have_cards_and_are_shown(make_site: MakeSite) -> None:
    passages = ("asserts gazette credits=ministry", "denies herald credits=builder")
    site = make_site(site_of("misattributed", *passages))
    assert any('actor "builder" has no card' in line for line in site.refused())
    site.write({"content/actors/builder.md": "---\nname: The builder\nkind: person\n---\n"})
    assert not [line for line in site.problems() if "builder" in line]
    site.build()
    assert "It names <bdi>The builder</bdi> as the one whose" in site.read("claims/dam/index.html")
    passages_of = json.loads(site.read("claims/dam/claim.json"))["passages"]
    assert [each["credits"]["name"] for each in passages_of] == ["Ministry of Works", "The builder"]


PLAIN = BASE["content/publication.yaml"].partition("ratings:")[0]


def scale(*needs: str) -> str:
    """A scale of ratings with these needs."""
    ratings = "".join(
        f'  - {{id: r{n}, label: R{n}, definition: So., mark: "{n}", needs: {each}}}\n'
        for n, each in enumerate(needs)
    )
    return f"{PLAIN}ratings:\n{ratings}"


@pytest.mark.parametrize(
    ("needs", "problem"),
    [
        (
            "{origins: 2, max_origins: 1}",
            "asks for origins: 2 and max_origins: 1; no evidence has both",
        ),
        (
            "{stances: [denies], no_stances: [denies]}",
            "asks for stances: [denies] and no_stances: [denies]; no evidence has both",
        ),
        (
            "{origins: 1, no_stances: [asserts]}",
            "asks for origins: 1 and no_stances: [asserts]; no evidence has both",
        ),
        (
            "{denied_later: true, no_stances: [denies]}",
            "asks for denied_later: true and no_stances: [denies]; no evidence has both",
        ),
        (
            "{any_stance: [denies, qualifies], no_stances: [qualifies, denies]}",
            "asks for any_stance and has all of it in no_stances; no evidence has both",
        ),
        ("{speakers: 0}", "has speakers: 0, which asks for nothing; remove it"),
        (
            "{origins: 1, any_of: [{}]}",
            "has an item under any_of that asks for nothing; remove it, or any_of",
        ),
        (
            "{max_origins: 1, any_of: [{origins: 2}, {origins: 3}]}",
            "has nothing under any_of that can be met with the rest: asks for origins: 2 and "
            "max_origins: 1; no evidence has both",
        ),
    ],
)
def test_needs_that_no_evidence_meets_are_refused(
    make_site: MakeSite, needs: str, problem: str
) -> None:
    site = make_site({"content/publication.yaml": scale(needs)})
    assert f"content/publication.yaml:6:60: needs {problem}" in site.refused()


def test_needs_of_which_one_choice_can_be_met_are_fine(make_site: MakeSite) -> None:
    wide = scale("{max_origins: 1, any_of: [{origins: 2}, {stances: [denies]}]}")
    site = make_site({"content/publication.yaml": wide})
    assert not [line for line in site.problems() if "publication.yaml" in line]


def test_two_ratings_with_the_same_needs_are_told(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": scale("{origins: 2}", "{}", "{origins: 2}")})
    assert [line for line in site.problems() if "publication.yaml" in line] == [
        'content/publication.yaml:8:60: warning: rating "r2" needs the same as "r0", so every '
        "claim with one of them must say in rating_note why it is not the other; let the two ask "
        "for different things, or neither for any"
    ]


def test_a_lower_count_is_nothing_that_the_other_lacks(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": scale("{passages: 2}", "{passages: 1}")})
    site.edit(DAM, "rating: mixed", "rating: r0")
    (found,) = [line for line in site.refused() if "could replace" in line]
    assert (
        '"r0" asks for at least 2 passages that "r1" does not; "r1" asks for nothing that "r0" '
        "does not." in found
    )
