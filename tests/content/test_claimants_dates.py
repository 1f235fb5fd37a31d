"""Nobody is dated by what others said: each claimant stands where his own passages do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from conftest import BASE, CLAIM, NOW, MakeSite
from factpress.build import build
from factpress.content.claim_facts import own_dates, voices
from factpress.load import load
from factpress.model.card_parts import bounds, first_day
from factpress.model.cards import Actor, Catalog
from factpress.options import BuildOptions

ROOT = Path(__file__).parents[2]
DAM = "content/claims/dam.md"
LATE = """\
Mayor joins the row

“The dam was finished in 2019,” said the mayor of Millbrook, who had not spoken of it before.
"""
UNSAID = CLAIM.replace("said: 2022-01-05\n", "")
SEVERAL = {
    DAM: CLAIM.replace("claimants: [ministry]", "claimants: [ministry, mayor, guild]")
    .replace("said: 2022-01-05\n", "")
    .replace(
        "---\nThe [[",
        "  - id: mayors\n    source: herald\n    passage: The dam was finished in 2019\n"
        "    stance: asserts\n    speaker: mayor\n---\nThe [[",
    )
    .replace("speaker: engineer", "speaker: engineer\n    said: 2021-12-24")
    .replace("speaker: ministry", "speaker: ministry\n    said: 2022-01-03"),
    "content/actors/mayor.md": "---\nname: Mayor of Millbrook\nkind: person\n---\n",
    "content/actors/guild.md": "---\nname: Guild of Masons\nkind: organisation\n---\n",
    "content/actors/herald-press.md": "---\nname: Millbrook Herald\nkind: publication\n---\n",
    "content/sources/herald.md": BASE["content/sources/gazette.md"]
    .replace("Dam row deepens", "Mayor joins the row")
    .replace("publisher: gazette-press", "publisher: herald-press")
    .replace("2022-01-06", "2022-01-21")
    .replace("gazette.txt", "herald.txt"),
    "archive/herald.txt": LATE,
}
# Further claims of the topic: a timeline has three entries at least.
WEIR = UNSAID.replace("The dam was", "The weir was", 1).replace("topics:", "said: 2021-12\ntopics:")
WEIR = WEIR.replace("claimants: [ministry]", "claimants: []")
GATE = UNSAID.replace("The dam was", "The gate was", 1).replace("topics:", "said: 2022\ntopics:")


def rows(page: str) -> list[tuple[str, str, str]]:
    """The entries of a timeline's list: date, who, what."""
    listed = page.partition('<ol class="dated">')[2].partition("</ol>")[0]
    found = []
    for entry in re.findall(r"<li>(.*?)</li>", listed, re.S):
        date = re.search(r'datetime="([^"]+)"|<span>([^<]+)</span>', entry)
        who = re.search(r"<b><bdi>(.*?)</bdi></b>", entry)
        what = re.search(r"</b>(?: – )?(.*)", entry, re.S)
        assert date
        assert who
        assert what
        found.append((date[1] or date[2], who[1], re.sub("<[^>]+>", "", what[1])))
    return found


def test_each_claimant_stands_at_his_own_words(make_site: MakeSite) -> None:
    site = make_site(SEVERAL)
    site.build()
    entries = rows(site.read("topics/dams/index.html"))
    claim = "The dam was finished in 2019."
    assert entries == [
        ("2021-12-24", "The engineer: denied", claim),
        ("2022-01-03", "Ministry of Works", claim),
        ("2022-01-21", "Mayor of Millbrook (quoted)", claim),
    ]
    mayor = site.read("actors/mayor/index.html")
    assert "2021-12-24" not in mayor
    assert "2022-01-03" not in mayor


def test_a_claimant_without_words_has_no_date_of_his_own(make_site: MakeSite) -> None:
    site = make_site(SEVERAL)
    site.build()
    for path in ("topics/dams", "timeline", "claims/dam"):
        page = site.read(f"{path}/index.html")
        assert "Guild of Masons (quoted)" not in page
    assert "datetime" not in site.read("actors/guild/index.html").partition('id="timeline"')[2]


def test_a_denial_dates_no_claimant(make_site: MakeSite) -> None:
    text = UNSAID.replace("claimants: [ministry]", "claimants: [engineer]")
    site = make_site({DAM: text})
    site.build()
    listed = [*(site.options.out / "timeline").rglob("*"), *statements(site.read("index.html"))]
    assert listed == [], "no date, no page"
    denied = text.replace("speaker: engineer", "speaker: engineer\n    said: 2021-12-24")
    site = make_site({DAM: denied}, "dated")
    site.build()
    assert statements(site.read("timeline/index.html")) == [
        ("2021-12-24", "denied by The engineer", "The dam was finished in 2019.")
    ]


def test_said_dates_the_claim_and_nobody(make_site: MakeSite) -> None:
    files = {**SEVERAL, DAM: SEVERAL[DAM].replace("topics:", "said: 2021-11-02\ntopics:")}
    site = make_site(files)
    site.build()
    (first, *_) = rows(site.read("topics/dams/index.html"))
    assert first == ("2021-11-02", "Claim", "The dam was finished in 2019.")
    on_claim = rows(site.read("claims/dam/index.html"))[0]
    assert on_claim[:2] == ("2021-11-02", "Claimed")
    assert on_claim[2].strip() == ""
    told = re.sub(r"<dt[^>]*>", "", site.read("claims/dam/index.html"))
    assert "Claim made</dt><dd><time" in told
    listed = site.read("claims/index.html")
    assert " · claim made <time" in listed
    assert not re.search(r"</bdi>, <time", listed)


def test_said_names_nobody_in_the_list_of_statements(make_site: MakeSite) -> None:
    claimants = "claimants: [ministry, mayor, guild]"
    undated = re.sub(r"    said: .*\n", "", SEVERAL[DAM])
    for number, named in enumerate((claimants, "claimants: [ministry]")):
        text = undated.replace(claimants, named).replace("topics:", "said: 2021-11-02\ntopics:")
        site = make_site({**SEVERAL, DAM: text}, f"said-{number}")
        site.build()
        assert statements(site.read("timeline/index.html")) == [
            ("2021-11-02", "claim made", "The dam was finished in 2019.")
        ]


def test_an_appearance_dates_a_claim_of_which_nobody_is_quoted(make_site: MakeSite) -> None:
    text = UNSAID.replace("claimants: [ministry]", "claimants: [guild]").replace(
        "evidence:",
        "appearances:\n  - {url: https://example.org/a, date: 2022-01-04}\n"
        "  - {url: https://example.org/b, date: 2022-01-02}\nevidence:",
    )
    others = {"content/claims/weir.md": WEIR, "content/claims/gate.md": GATE}
    site = make_site({**SEVERAL, **others, DAM: text})
    site.build()
    entries = rows(site.read("topics/dams/index.html"))
    of_dam = [each for each in entries if each[2] == "The dam was finished in 2019."]
    assert of_dam == [("2022-01-02", "Claim", "The dam was finished in 2019.")]
    assert not any("Guild of Masons" in who for _, who, _ in entries)
    assert "Guild of Masons" not in site.read("timeline/index.html")


def test_a_claim_without_any_date_of_its_own_has_no_entry(make_site: MakeSite) -> None:
    text = UNSAID.replace("claimants: [ministry]", "claimants: []")
    site = make_site({DAM: text})
    site.build()
    site.write({"content/claims/weir.md": WEIR, "content/claims/gate.md": GATE})
    site.build()
    assert "The dam was finished" not in site.read("timeline/index.html")
    entries = rows(site.read("topics/dams/index.html"))
    assert [claim for _, _, claim in entries] == [
        "The weir was finished in 2019.",
        "The gate was finished in 2019.",
        "The gate was finished in 2019.",
    ]


def test_one_claimant_has_one_entry_a_date_and_publishers_speak_for_themselves(
    make_site: MakeSite,
) -> None:
    own = UNSAID.replace("claimants: [ministry]", "claimants: [ministry, gazette-press]").replace(
        "---\nThe [[",
        "  - id: again\n    source: gazette\n    passage: told the River Gazette that\n"
        "    stance: reports\n    speaker: ministry\n"
        "  - id: told\n    source: gazette\n    passage: published the building log\n"
        "    stance: reports\n---\nThe [[",
    )
    site = make_site({DAM: own, "content/claims/weir.md": WEIR})
    site.build()
    entries = rows(site.read("topics/dams/index.html"))
    of_dam = [who for _, who, claim in entries if claim == "The dam was finished in 2019."]
    assert sorted(of_dam) == ["Ministry of Works (quoted)", "River Gazette"]


def test_formats_give_several_claimants_no_date_that_one_of_them_contradicts(
    make_site: MakeSite,
) -> None:
    files = {**SEVERAL, DAM: SEVERAL[DAM].replace("topics:", "said: 2022-01-03\ntopics:")}
    site = make_site(files)
    site.build()
    (node,) = reviews(site.read("claims/dam/index.html"))
    assert "datePublished" not in node["itemReviewed"]
    (result,) = json.loads(site.read("data/factchecktools.json"))["claims"]
    assert "claimDate" not in result
    alone = make_site({DAM: CLAIM}, "alone")
    alone.build()
    (node,) = reviews(alone.read("claims/dam/index.html"))
    assert node["itemReviewed"]["datePublished"] == "2022-01-05"


@pytest.mark.parametrize(
    ("said", "date"),
    [("2022-01-05", "2022-01-05"), ("2022-01", "2022-01-05"), ("2022-01-06", None)],
)
def test_formats_give_a_claimant_no_date_before_the_day_of_his_own_words(
    make_site: MakeSite, said: str, date: str | None
) -> None:
    text = CLAIM.replace("speaker: ministry", f"speaker: ministry\n    said: {said}")
    site = make_site({DAM: text})
    site.build()
    (node,) = reviews(site.read("claims/dam/index.html"))
    assert node["itemReviewed"].get("datePublished") == date
    (result,) = json.loads(site.read("data/factchecktools.json"))["claims"]
    assert result.get("claimDate", "")[:10] == (date or "")


def reviews(page: str) -> list[dict[str, Any]]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    return [node for node in map(json.loads, blocks) if node["@type"] == "ClaimReview"]


def firsts(catalog: Catalog) -> Mapping[str, str]:
    """The first date of each actor who speaks or publishes, by name."""
    found: dict[str, str] = {}
    for claim in catalog.claims.values():
        for evidence in claim.fields.evidence:
            published = catalog.sources[evidence.source].fields.published
            period = evidence.said or first_day(published).isoformat()
            for actor_id in voices(catalog, evidence):
                for name in names(catalog.actors[actor_id]):
                    found[name] = min(period, found.get(name, period), key=bounds)
    return found


def names(actor: Actor) -> set[str]:
    """What pages call an actor."""
    return {actor.fields.name, actor.fields.short or actor.fields.name}


def dated_people(options: BuildOptions) -> Iterator[tuple[Path, str, str, str]]:
    """Each entry of a timeline whose head names an actor: page, name, date, that actor's first."""
    catalog, _ = load(options)
    assert catalog
    by_name = firsts(catalog)
    every = {name for actor in catalog.actors.values() for name in names(actor)}
    # The longest first: "Army spokesperson, Mali" does not name Mali.
    ordered = sorted(every, key=lambda name: (-len(name), name))
    for path in sorted(options.out.rglob("index.html")):
        text = path.read_text()
        for date, who, what in rows(text) + statements(text):
            if not date[:1].isdecimal():
                continue  # a lower bound, in words
            head = who.removesuffix(" (quoted)").removesuffix(": denied")
            # On a claim's page those who say it come after what they do.
            told = f"{head}, {what}" if "claims" in path.parts else head
            for name in ordered:
                named = rf"(^|, | and | by ){re.escape(name)}(?=$|, |; | and )"
                told, times = re.subn(named, r"\1\0", told)
                if times:
                    yield path, name, date, by_name.get(name, "9999")


def statements(page: str) -> list[tuple[str, str, str]]:
    """The statements that the home page and `/timeline/` list: date, who, the claim."""
    found = []
    for entry in re.findall(r'<li class="said.*?</li>', page, re.S):
        date = re.search(r'<span class="(?:when|unseen)"><time datetime="([^"]+)">', entry)
        who = re.search(r'</a> <span class="aside">(.*?)</span>$', entry.removesuffix("</li>"))
        claim = re.search(r"<a [^>]*><bdi[^>]*>(.*?)</bdi></a>", entry)
        assert date
        assert who
        assert claim
        found.append((date[1], unescape(who[1]), unescape(claim[1])))
    return found


@pytest.fixture
def ours(tmp_path: Path) -> BuildOptions:
    options = BuildOptions(ROOT / "content", tmp_path / "site", NOW)
    build(options)
    return options


def test_in_our_publication_nobody_speaks_before_his_first_words(ours: BuildOptions) -> None:
    found = list(dated_people(ours))
    assert len(found) > 60
    assert [each for each in found if bounds(each[2])[0] < bounds(each[3])[0]] == []


def test_in_a_made_up_one_nobody_speaks_before_his_first_words(make_site: MakeSite) -> None:
    for number, claimants in enumerate(("[mayor, ministry]", "[guild, engineer, mayor]")):
        text = re.sub(r"claimants: \[.*?\]", f"claimants: {claimants}", SEVERAL[DAM])
        site = make_site({**SEVERAL, DAM: text}, f"made-up-{number}")
        site.build()
        found = list(dated_people(site.options))
        assert found
        assert [each for each in found if bounds(each[2])[0] < bounds(each[3])[0]] == []


def test_own_dates_are_those_of_own_telling_passages(make_site: MakeSite) -> None:
    catalog, _ = load(make_site(SEVERAL).options)
    assert catalog
    assert list(own_dates(catalog, catalog.claims["dam"])) == [
        ("ministry", "2022-01-03", False),
        ("mayor", "2022-01-21", True),
    ]
