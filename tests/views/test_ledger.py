"""A claim's ledger: who is for it, against it, unclear, and how many origins that goes back to."""

from __future__ import annotations

import re

import pytest

from conftest import BASE, CLAIM, PUBLICATION, MakeSite, Site

DAM = "content/claims/dam.md"
SETTINGS = "content/publication.yaml"
PASSAGE = (
    "  - {{id: p{n}, source: many, passage: wall number {n} stands, stance: {stance}{more}}}\n"
)
MANY = BASE["content/sources/gazette.md"].replace("gazette.txt", "many.txt")


def site_of(make_site: MakeSite, passages: str, extra: dict[str, str] | None = None) -> Site:
    """A claim with these passages of a document about many walls."""
    filler = "Much else was said that day, of which nothing is quoted here or anywhere else."
    text = "\n\n".join(f"Here wall number {n} stands firm. {filler}" for n in range(10, 40))
    card = CLAIM.partition("evidence:\n")[0] + f"evidence:\n{passages}---\nNothing to add.\n"
    site = make_site(
        {
            "archive/many.txt": text,
            "content/sources/many.md": MANY,
            DAM: card,
            **(extra or {}),
        }
    )
    site.build()
    return site


def passage(number: int, stance: str = "asserts", more: str = "") -> str:
    return PASSAGE.format(n=number, stance=stance, more=more and f", {more}")


def main_of(site: Site) -> str:
    return site.read("claims/dam/index.html").partition("<main")[2]


def heads(site: Site) -> list[str]:
    found = re.findall('<h3 class="ledger-side.*?</h3>', main_of(site), re.S)
    return [" ".join(re.sub("<[^>]+>", " ", each).split()) for each in found]


def test_voices_are_counted_once_a_side_and_the_unnamed_apart(make_site: MakeSite) -> None:
    site = site_of(
        make_site,
        passage(10, more="speaker: ministry")
        + passage(11, more="speaker: ministry")
        + passage(12, more="speaker: engineer")
        + passage(13, "qualifies", "speaker: engineer")
        + passage(14, "reports"),
    )
    assert heads(site) == [
        "For 2 voices, 1 named",
        "Against nobody in these documents",
        "Unclear 2 voices, 1 named",
    ]


def test_each_line_of_the_unclear_says_its_own_stance(make_site: MakeSite) -> None:
    site = site_of(make_site, passage(10) + passage(11, "qualifies") + passage(12, "reports"))
    lines = re.findall(r'<li id="passage-p(\d+)".*?</summary>', main_of(site), re.S)
    assert lines == ["10", "11", "12"]
    unclear = main_of(site).partition('id="unclear"')[2]
    head, *lines = re.findall('href="#s-(.*?)"', unclear)
    assert (head, lines) == ("qualifies", ["qualifies", "reports"])
    assert ", qualifies it" in unclear
    assert ", reports it" in unclear


@pytest.mark.parametrize(("count", "shown"), [(12, 12), (13, 8), (22, 8)])
def test_of_a_long_side_the_first_are_shown_and_the_others_folded(
    make_site: MakeSite, count: int, shown: int
) -> None:
    site = site_of(make_site, "".join(passage(10 + n) for n in range(count)))
    before, _, after = main_of(site).partition(f"<summary>{count - shown} more</summary>")
    assert before.count('<span class="words"') == shown
    assert after.count('<span class="words"') == count - shown


def test_a_dot_is_a_voice_full_where_it_is_named(make_site: MakeSite) -> None:
    wire = {"content/actors/wire.md": "---\nname: The Wire\nkind: publication\n---\n"}
    origins = {
        "content/sources/many.md": MANY.replace("document:", "origins: [{actor: wire}]\ndocument:")
    }
    site = site_of(
        make_site,
        passage(10, more="speaker: ministry, origin: wire")
        + passage(11, more="speaker: engineer, origin: wire")
        + passage(12, "denies", "speaker: engineer, origin: wire"),
        {**wire, **origins},
    )
    line = main_of(site).partition('<p class="origins for"')[2].partition("</p>")[0]
    assert line.count("<i></i>") == 1
    assert line.count('<i class="open"></i>') == 1
    words = " ".join(re.sub("<[^>]+>", " ", line.partition(">")[2]).split())
    assert words == "1 origin: The Wire 2"


def test_the_block_names_three_and_leads_to_the_others(make_site: MakeSite) -> None:
    names = [f"mayor-{n}" for n in range(5)]
    actors = {f"content/actors/{n}.md": f"---\nname: {n}\nkind: person\n---\n" for n in names}
    passages = "".join(passage(10 + n, more=f"speaker: {name}") for n, name in enumerate(names))
    site = site_of(make_site, passages, actors)
    facts = main_of(site).partition("Said by</dt>")[2].partition("</div>")[0]
    assert re.findall("<bdi>(.*?)</bdi>", facts) == ["Ministry of Works", "mayor-0", "mayor-1"]
    assert '<a href="#for">and 3 more</a>' in facts
    assert "Denied by" not in main_of(site)


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("https://dam.example/write", "https://dam.example/write"),
        ("desk@dam.example", "mailto:desk@dam.example"),
        ("By letter to the town hall", "../../corrections/"),
    ],
)
def test_a_mistake_is_reported_to_the_contact_or_where_a_page_says_how(
    make_site: MakeSite, contact: str, address: str
) -> None:
    settings = f'{PUBLICATION}publisher: {{name: Dam Watch, contact: "{contact}"}}\n'
    page = {"content/pages/corrections.md": "---\ntitle: Corrections\norder: 2\n---\nWrite.\n"}
    site = site_of(make_site, passage(10), {SETTINGS: settings, **page})
    assert f'<a href="{address}">Report a mistake</a>' in main_of(site)


def test_without_a_contact_there_is_no_way_to_report(make_site: MakeSite) -> None:
    assert "Report a mistake" not in main_of(site_of(make_site, passage(10)))


def test_notes_of_later_days_are_headed_so(make_site: MakeSite) -> None:
    note = 'outside: [{{note: The gate fell., date: {}, url: "https://gate.example/"}}]\ntopics:'
    for day, title in (
        ("2023-01", "After these documents"),
        ("2022-01-06", "Outside the documents"),
    ):
        site = make_site({DAM: CLAIM.replace("topics:", note.format(day))}, day)
        site.build()
        assert f'<h2 id="outside">{title}</h2>' in main_of(site)
