"""Related claims: those that share evidence, actors or topics, both ways, and why."""

from __future__ import annotations

import re

import pytest

from conftest import MakeSite, Site
from crawler import Crawl
from factpress.views.places import claims_concerning
from factpress.views.related import MOST_RELATED, Relations, found_relations, relations

WALL = """\
---
claim: The wall was finished in {year}.
rating: mixed
reason: One document says so.
checked: 2022-01-31
topics: [{topic}]
evidence:
  - id: only
    source: {source}
    passage: {passage}
    stance: asserts
{speaker}---
Nothing to add.
"""
SOURCE = (
    "---\ntitle: Wall news\npublisher: gazette-press\nkind: news report\npublished: 2022-01-06\n"
    "dated: {how: stated}\ndocument: walls.txt\nsha256: SHA256\n---\n"
)


ELSEWHERE = {"source": "gazette", "passage": "the dam was finished in 2019"}


def wall(number: int, **changes: str) -> str:
    values = {
        "year": str(1900 + number), "topic": f"t{number}", "source": "walls",
        "passage": f"wall number {number} stands", "speaker": "",
    }  # fmt: skip
    return WALL.format(**{**values, **changes})


def walls(count: int) -> dict[str, str]:
    """Claims that share one document and nothing else."""
    filler = "Much else was said that day, of which nothing is quoted here or anywhere else."
    text = "\n\n".join(f"Here wall number {n} stands firm. {filler}" for n in range(count))
    files = {"archive/walls.txt": text, "content/sources/walls.md": SOURCE}
    for n in range(count):
        files[f"content/topics/t{n}.md"] = f"---\nname: Topic {n}\norder: {n + 2}\n---\n"
        files[f"content/claims/wall-{n}.md"] = wall(n)
    return files


def relations_of(site: Site) -> Relations:
    catalog = site.catalog()
    return relations(catalog, found_relations(catalog, claims_concerning(catalog)))


def why(site: Site, claim: str, other: str) -> str:
    page = site.read(f"claims/{claim}/index.html")
    section = page.partition("Related claims</h2>")[2].partition("</section>")[0]
    entry = next(e for e in section.split("<li class=") if f'href="../{other}/"' in e)
    return re.sub(r"<[^>]+>|\s+", " ", entry)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Mixed; quotes the same document"),
        ({"passage": "wall number 1 stands"}, "Mixed; quotes the same paragraph"),
        ({"topic": "t1", **ELSEWHERE}, "Mixed; on the same topic"),
        ({"speaker": "    speaker: ministry\n"}, "Mixed; also about Ministry of Works"),
    ],
)
def test_a_related_claim_says_what_is_shared(
    make_site: MakeSite, changes: dict[str, str], words: str
) -> None:
    speaker = "    speaker: ministry\n"
    files = {**walls(2), "content/claims/dam.md": wall(1, year="2000", **changes)}
    files["content/claims/wall-1.md"] = wall(1, speaker=speaker)
    if "passage" not in changes or "source" in changes:
        files["content/claims/dam.md"] = wall(0, **{"year": "2000", "topic": "dams", **changes})
    site = make_site(files)
    site.build()
    shown = " ".join(why(site, "dam", "wall-1").replace(" ,", ",").replace(" ;", ";").split())
    assert words in shown.replace(" :", ":")
    assert Crawl(site.options.out).one_way() == []


def test_editors_choices_come_first_and_need_no_reason(make_site: MakeSite) -> None:
    card = wall(0).replace("topics:", "related: [dam]\ntopics:")
    site = make_site({**walls(4), "content/claims/wall-0.md": card})
    site.build()
    assert relations_of(site).related["wall-0"][0] == "dam"
    assert relations_of(site).related["dam"] == ["wall-0"]
    assert why(site, "dam", "wall-0").split()[-2:] == ["1900.", "Mixed"]
    assert "same document" in why(site, "wall-0", "wall-1")


def test_what_few_claims_share_counts_for_more(make_site: MakeSite) -> None:
    files = walls(12)
    files["content/claims/wall-11.md"] = wall(11, topic="t0")
    related = relations_of(make_site(files)).related
    assert related["wall-0"][0] == "wall-11"
    assert related["wall-11"][0] == "wall-0"


def test_relations_are_few_mutual_and_the_same_for_the_same_cards(make_site: MakeSite) -> None:
    site = make_site(walls(40))
    found = relations_of(site)
    assert found == relations_of(site)
    for claim, others in found.related.items():
        assert len(others) <= MOST_RELATED + 2
        assert len(set(others)) == len(others)
        assert claim not in others
        assert all(claim in found.related[other] for other in others)
    assert min(len(o) for c, o in found.related.items() if c != "dam") >= 3


def test_a_claim_that_shares_nothing_has_no_such_section(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    assert "Related claims" not in site.read("claims/dam/index.html")
