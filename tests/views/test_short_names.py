"""Short names in tables, charts and lists, whole ones elsewhere; owners of publications."""

from __future__ import annotations

import json
import re

import pytest

from conftest import BASE, MakeSite, Site
from data_files import validated

SHOUT = "An engineer who spoke on the site & asked not to be named"
PAPER = "The Independent River Gazette of the Upper Valley"
TITLE = "Dam row deepens as engineer and ministry contradict each other"
ENGINEER = BASE["content/actors/engineer.md"].replace(
    "name: The engineer", f"name: '{SHOUT}'\nshort: An engineer"
)
PRESS = f"---\nname: {PAPER}\nkind: publication\nshort: River Gazette\n---\n"
GAZETTE = BASE["content/sources/gazette.md"].replace(
    "title: Dam row deepens", f"title: {TITLE}\nshort: Gazette on the row"
)
SAID = BASE["content/claims/dam.md"].replace(
    "speaker: engineer", "speaker: engineer\n    said: 2022-01-04"
)
SHORT = {
    "content/claims/dam.md": SAID,
    "content/actors/engineer.md": ENGINEER,
    "content/actors/gazette-press.md": PRESS,
    "content/sources/gazette.md": GAZETTE,
    "content/pages/about.md": "---\ntitle: About\n---\n"
    "[[source:gazette]] and [[engineer]], [[gazette|that report]], [[gazette-press]].\n",
}


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    made = make_site(SHORT)
    assert made.problems() == []
    made.build()
    return made


def escaped(words: str) -> str:
    return words.replace("&", "&amp;")


def test_tables_and_pictures_have_short_names_with_the_whole_beside(site: Site) -> None:
    head = site.read("matrix/index.html").partition("<thead>")[2].partition("</thead>")[0]
    assert f'<bdi title="{TITLE}">Gazette on the row</bdi>' in head
    lineage = site.read("lineage/index.html")
    drawn = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", site.read("matrix/matrix.svg")))
    assert "Gazette on the row" in " ".join(drawn.split())
    assert "Independent" not in drawn
    table = lineage.partition("<tbody>")[2].partition("</tbody>")[0]
    assert f'<bdi title="{TITLE}">Gazette on the row</bdi>' in table
    assert f'<bdi title="{PAPER}">River Gazette</bdi>' in table
    contradictions = site.read("contradictions/index.html")
    assert f'<bdi title="{escaped(SHOUT)}">An engineer</bdi>' in contradictions
    assert "An engineer" in "".join(re.findall(r"<text[^>]*>([^<]*)</text>", contradictions))


def test_who_says_what_has_short_names(site: Site) -> None:
    page = site.read("claims/dam/index.html")
    said = page.partition('id="evidence"')[2].partition("</section>\n</div>")[0]
    assert f'<bdi title="{escaped(SHOUT)}">An engineer</bdi>' in said
    assert f'<bdi title="{PAPER}">River Gazette</bdi>' in said
    timeline = page.partition('<section id="timeline"')[2]
    assert "River Gazette publishes" in timeline
    assert "An engineer" in timeline.partition("Denied by")[2]


def test_pages_are_headed_by_whole_names(site: Site) -> None:
    assert f"<h1>{TITLE}</h1>" in site.read("sources/gazette/index.html")
    assert f"<h1><bdi>{escaped(SHOUT)}</bdi></h1>" in site.read("actors/engineer/index.html")
    documents = site.read("matrix/index.html").partition("<h2>The documents</h2>")[2]
    assert f"<bdi>{TITLE}</bdi>" in documents
    assert PAPER in site.read("actors/index.html")
    assert TITLE in site.read("sources/index.html")


def test_prose_has_the_short_name_of_sources_and_the_whole_of_actors(site: Site) -> None:
    about = site.read("about/index.html")
    source = f'<a href="../sources/gazette/" title="{TITLE}">Gazette on the row</a>'
    assert source in about
    assert f'<a href="../actors/engineer/">{escaped(SHOUT)}</a>' in about
    assert '<a href="../sources/gazette/">that report</a>' in about
    assert f'<a href="../actors/gazette-press/">{PAPER}</a>' in about


def test_a_short_name_is_in_the_language_of_the_site(make_site: MakeSite) -> None:
    title = "La querelle du barrage s’envenime"
    source = GAZETTE.replace(TITLE, title).replace("kind:", "language: fr\nkind:")
    site = make_site({**SHORT, "content/sources/gazette.md": source})
    site.build()
    about = site.read("about/index.html")
    assert f'<a href="../sources/gazette/" title="{title}">Gazette on the row</a>' in about
    assert f'<h1 lang="fr" dir="ltr">{title}' in site.read("sources/gazette/index.html")


def test_data_has_both_names(site: Site) -> None:
    actors = validated(site, "data/actors.json", "actors")["actors"]
    assert {(a["name"], a.get("short")) for a in actors} == {
        (SHOUT, "An engineer"),
        (PAPER, "River Gazette"),
        ("Ministry of Works", None),
    }
    (source,) = validated(site, "data/sources.json", "sources")["sources"]
    assert (source["title"], source["short"]) == (TITLE, "Gazette on the row")
    claim = json.loads(site.read("claims/dam/claim.json"))
    assert {s["name"] for p in claim["passages"] for s in p["speakers"]} == {
        "Ministry of Works",
        SHOUT,
    }


ALIKE = "readers of lists and tables cannot tell the two apart"


def test_warns_of_a_short_name_that_two_cards_have(make_site: MakeSite) -> None:
    press = PRESS.replace("River Gazette\n", "an engineer\n")
    site = make_site({**SHORT, "content/actors/gazette-press.md": press})
    assert [line for line in site.problems() if ALIKE in line] == [
        'content/actors/gazette-press.md:4:8: warning: short name "an engineer" is also a name of '
        f"actors/engineer.md; {ALIKE}"
    ]
    site.build()


def test_warns_of_a_short_name_that_is_the_whole_one_of_another(make_site: MakeSite) -> None:
    engineer = ENGINEER.replace("An engineer\n", "Ministry of works\n")
    site = make_site({**SHORT, "content/actors/engineer.md": engineer})
    assert [line for line in site.problems() if ALIKE in line] == [
        'content/actors/engineer.md:3:8: warning: short name "Ministry of works" is also a name of '
        f"actors/ministry.md; {ALIKE}"
    ]


def test_cards_of_two_kinds_may_share_a_short_name(make_site: MakeSite) -> None:
    source = GAZETTE.replace("Gazette on the row", "River Gazette")
    assert make_site({**SHORT, "content/sources/gazette.md": source}).problems() == []


OWNED = PRESS.replace(
    "short: River Gazette\n",
    'owner: {name: the Valley & Hills Trust, url: "https://trust.example/?of=gazette"}\n',
)


def test_a_publication_and_its_documents_say_who_owns_it(make_site: MakeSite) -> None:
    site = make_site({"content/actors/gazette-press.md": OWNED})
    assert site.problems() == []
    site.build()
    fact = (
        '<div><dt>Owned by</dt><dd><a href="https://trust.example/?of=gazette">'
        "<bdi>the Valley &amp; Hills Trust</bdi></a></dd></div>"
    )
    actor = site.read("actors/gazette-press/index.html")
    assert fact in actor
    assert fact in site.read("sources/gazette/index.html")
    assert "Owned by" not in site.read("actors/ministry/index.html")
    profile = json.loads(
        actor.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    )
    assert profile["mainEntity"]["ownershipFundingInfo"] == {
        "@type": "CreativeWork",
        "text": "the Valley & Hills Trust",
        "url": "https://trust.example/?of=gazette",
    }
    actors = validated(site, "data/actors.json", "actors")["actors"]
    assert [a["owner"] for a in actors if "owner" in a] == [
        {"name": "the Valley & Hills Trust", "url": "https://trust.example/?of=gazette"}
    ]


def test_warns_of_an_owner_of_what_is_no_publication(make_site: MakeSite) -> None:
    owned = "---\nname: Ministry of Works\nkind: organisation\nowner:\n  name: the state\n"
    site = make_site({"content/actors/ministry.md": f"{owned}  url: https://s.example/\n---\n"})
    assert site.problems() == [
        "content/actors/ministry.md:5:3: warning: owner is shown of a publication only, and the "
        'kind of this actor is "organisation"; remove owner, or change kind'
    ]
    site.build()
    assert "Owned by" not in site.read("actors/ministry/index.html")
    assert "owner" not in site.read("data/actors.json")


def test_reports_an_owner_whom_nothing_vouches_for(make_site: MakeSite) -> None:
    owner = OWNED.replace(', url: "https://trust.example/?of=gazette"', "")
    site = make_site({"content/actors/gazette-press.md": owner})
    assert site.refused() == [
        'content/actors/gazette-press.md:4:8: field "url" is missing in owner: Address of what '
        "says so."
    ]
