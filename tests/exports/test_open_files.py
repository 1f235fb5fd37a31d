"""The files of data: each against its schema, and against the cards it is made from."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest

from conftest import BASE, CLAIM, PUBLICATION, MakeSite, Site
from data_files import validated
from factpress.exports.csv_table import guarded

WITH_BASE = PUBLICATION + "url: https://dam.example/watch\npublisher: {name: Dams & Co}\n"
FULL = CLAIM.replace(
    "topics: [dams]\n",
    "topics: [dams]\nrelated: [late]\nopen_questions: [Where is the log?]\n"
    "appearances:\n"
    "  - {url: 'https://talk.example/1', title: A talk, date: 2022-01-04}\n"
    "  - {source: gazette}\n"
    "changes:\n"
    "  - {date: 2022-02-01, kind: update, note: More was found.}\n"
    '  - {date: 2022-02-03, kind: rating, note: Worse., from: "true", to: mixed}\n',
)
LATE = CLAIM.replace("The dam was finished in 2019.", "The Ministry of Works was late.").replace(
    "[[ministry]] says", "[[claim:dam]] of [[ministry]] says"
)
NAMES = ("claims", "actors", "sources", "evidence", "datafeed", "factchecktools")


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    made = make_site(
        {
            "content/claims/dam.md": FULL,
            "content/claims/late.md": LATE,
            "content/publication.yaml": WITH_BASE,
        }
    )
    made.build()
    return made


@pytest.mark.parametrize("settings", [PUBLICATION, WITH_BASE])
def test_every_file_is_as_its_schema_says(make_site: MakeSite, settings: str) -> None:
    made = make_site({"content/publication.yaml": settings, "content/claims/late.md": LATE})
    made.build()
    for name in NAMES:
        validated(made, f"data/{name}.json", name)
    for claim in ("dam", "late"):
        validated(made, f"claims/{claim}/claim.json", "claim")
        validated(made, f"claims/{claim}/evidence.json", "annotations")


def test_a_publication_without_claims_has_valid_files_too(make_site: MakeSite) -> None:
    made = make_site({"content/claims/dam.md": None, "content/sources/gazette.md": None})
    made.build()
    for name in NAMES:
        value = validated(made, f"data/{name}.json", name)
        if name not in ("actors",):
            assert [] in value.values(), name
    assert made.read("data/claims.csv").count("\n") == 1
    assert "JSON Schema" in made.read("data/index.html")


def test_schemas_refuse_what_is_not_so(site: Site) -> None:
    for name in NAMES:
        shape = json.loads(site.read(f"data/schemas/{name}.schema.json"))
        value = json.loads(site.read(f"data/{name}.json"))
        listed = next(each for each in value.values() if isinstance(each, list) and each)
        del listed[0][next(key for key in listed[0] if key != "@type")]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(value, shape)


def test_schemas_are_named_by_their_address_where_there_is_one(site: Site) -> None:
    shape = json.loads(site.read("data/schemas/claims.schema.json"))
    assert shape["$id"] == "https://dam.example/watch/data/schemas/claims.schema.json"
    assert json.loads(site.read("data/claims.json"))["$schema"] == shape["$id"]
    site.write({"content/publication.yaml": PUBLICATION})
    site.build()
    assert "$id" not in json.loads(site.read("data/schemas/claims.schema.json"))
    value = json.loads(site.read("claims/dam/claim.json"))
    assert value["$schema"] == "../../data/schemas/claim.schema.json"
    assert value["url"] == "./"


def test_claims_are_told_in_full(site: Site) -> None:
    value = validated(site, "data/claims.json", "claims")
    assert [each["id"] for each in value["claims"]] == ["dam", "late"]
    assert value["publication"]["ratings"][1]["label"] == "Mixed"
    assert value["publication"]["publisher"] == "Dams & Co"
    dam = value["claims"][0]
    assert dam["url"] == "https://dam.example/watch/claims/dam/"
    assert dam["rating"] == {"id": "mixed", "label": "Mixed", "value": 2}
    assert dam["claimants"] == [{"id": "ministry", "name": "Ministry of Works"}]
    assert dam["stances"] == {"asserts": 1, "denies": 1, "reports": 0, "qualifies": 0}
    assert (dam["checked"], dam["said"]) == ("2022-01-31", "2022-01-05")


def test_a_claims_file_holds_what_its_page_shows(site: Site) -> None:
    value = validated(site, "claims/dam/claim.json", "claim")
    page = site.read("claims/dam/index.html")
    assert value["claim"] in page
    assert value["reason"] in page
    assert value["analysis"] in page
    assert value["rating"]["definition"] in page
    for passage in value["passages"]:
        assert passage["passage"] in page
        assert passage["url"].partition("#")[2] in page
        assert passage["level"] == "exact"
    assert [p["number"] for p in value["passages"]] == [1, 2]
    assert [each["date"] for each in value["changes"]] == ["2022-02-03", "2022-02-01"]
    assert (value["changes"][0]["from"], value["changes"][0]["to"]) == ("true", "mixed")
    assert value["open_questions"] == ["Where is the log?"]
    assert [each["title"] for each in value["appearances"]] == ["A talk", "Dam row deepens"]
    assert [each["id"] for each in value["related_claims"]] == ["late"]
    assert [each["id"] for each in value["linked_from"]] == ["late"]
    assert value["origins"] == [[{"id": "gazette-press", "name": "River Gazette"}]]
    (document,) = value["documents"]
    assert document["publisher"] == {"id": "gazette-press", "name": "River Gazette"}
    assert (document["published"], document["language"]) == ({"date": "2022-01-06"}, "en")
    (related,) = value["related_claims"]
    assert related["rating"]["label"] in page
    assert related["because"]["editors"]
    assert [each["title"] for each in related["because"]["paragraph"]] == ["Dam row deepens"]
    assert [each.rpartition("/")[2] for each in value["citations"]] == ["cite.bib", "cite.json"]
    assert value["embed"].endswith("embed/dam/")
    late = validated(site, "claims/late/claim.json", "claim")
    assert late["named_actors"] == [{"id": "ministry", "name": "Ministry of Works"}]
    assert [each["id"] for each in late["related_claims"]] == ["dam"]
    assert '<link rel="alternate" type="application/json" title="This page as data"' in page


def test_actors_sources_and_evidence_agree_with_the_claims(site: Site) -> None:
    actors = {a["id"]: a for a in validated(site, "data/actors.json", "actors")["actors"]}
    assert actors["ministry"]["claims"] == ["dam", "late"]
    assert actors["ministry"]["named_in"] == ["late"]
    assert actors["engineer"]["stances"]["denies"] == 2
    assert actors["gazette-press"]["published"] == ["gazette"]
    (source,) = validated(site, "data/sources.json", "sources")["sources"]
    assert source["passages"] == 4
    assert source["words"] > source["quoted_words"] > 0
    evidence = validated(site, "data/evidence.json", "evidence")["evidence"]
    assert [(e["claim"], e["id"]) for e in evidence] == [
        ("dam", "done"), ("dam", "not-done"), ("late", "done"), ("late", "not-done"),
    ]  # fmt: skip
    text = BASE["archive/gazette.txt"]
    for each in evidence:
        assert " ".join(text[each["start"] : each["end"]].split()) == each["passage"]


def test_the_feed_holds_a_review_for_each_claim(site: Site) -> None:
    feed = validated(site, "data/datafeed.json", "datafeed")
    assert feed["dateModified"] == "2022-02-03"
    (review,) = feed["dataFeedElement"][0]["item"]
    assert review["claimReviewed"] == "The dam was finished in 2019."
    assert review["url"] == feed["dataFeedElement"][0]["url"]
    assert review["sdPublisher"]["name"] == "Dams & Co"


def test_fact_check_tools_get_days_that_are_known(site: Site) -> None:
    site.edit("content/claims/late.md", "said: 2022-01-05", "said: 2022-01")
    site.build()
    dam, late = validated(site, "data/factchecktools.json", "factchecktools")["claims"]
    assert dam == {
        "text": "The dam was finished in 2019.",
        "claimant": "Ministry of Works",
        "claimDate": "2022-01-05T00:00:00Z",
        "claimReview": [
            {
                "publisher": {"name": "Dams & Co", "site": "dam.example"},
                "url": "https://dam.example/watch/claims/dam/",
                "title": "The dam was finished in 2019.",
                "reviewDate": "2022-01-31T00:00:00Z",
                "textualRating": "Mixed, as of 6 January 2022",
                "languageCode": "en",
            }
        ],
    }
    assert "claimDate" not in late


HOSTILE = ("=HYPERLINK(1)", "+1", "-1", "@x", "＝1", "  =1", '"q", ; é مرحبا')


def test_no_cell_is_a_formula_and_none_is_lost(make_site: MakeSite) -> None:
    names = {
        f"content/actors/a{n}.md": f"---\nname: {json.dumps(name)}\nkind: person\n---\n"
        for n, name in enumerate(HOSTILE)
    }
    claimants = {
        f"content/claims/c{n}.md": CLAIM.replace(
            "The dam was finished in 2019.", json.dumps(name)
        ).replace("claimants: [ministry]", f"claimants: [a{n}]")
        for n, name in enumerate(HOSTILE)
    }
    site = make_site({**names, **claimants})
    site.build()
    written = (site.options.out / "data/claims.csv").read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert len(rows) == len(HOSTILE) + 1
    for row in rows:
        number = row["id"].removeprefix("c")
        if number.isdigit():
            name = " ".join(HOSTILE[int(number)].split())
            assert row["claim"].removeprefix("'") == row["claimants"].removeprefix("'") == name
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r"))
    assert written.count("\r\n") == len(rows) + 1


def test_cells_that_begin_otherwise_stay_as_they_are() -> None:
    for cell in ("a = b", "2021/2022", "", "'quoted'", "1-2", "(+1)"):
        assert guarded(cell) == cell
    for cell in ("=1", " =1", "\t1", "\r1", "@a", "＋1"):
        assert guarded(cell) == f"'{cell}"


def test_the_table_is_described_column_by_column(site: Site) -> None:
    described = json.loads(site.read("data/claims.csv-metadata.json"))
    rows = list(csv.reader(io.StringIO(site.read("data/claims.csv"))))
    assert [each["name"] for each in described["tableSchema"]["columns"]] == rows[0]
    assert described["url"] == "https://dam.example/watch/data/claims.csv"


def test_the_page_of_data_leads_to_every_file_and_shows_it(site: Site) -> None:
    page = site.read("data/index.html")
    for name in NAMES:
        assert f'<a href="{name}.json">' in page
        assert f'<a href="schemas/{name}.schema.json">' in page
    assert "The dam was finished in 2019." in page
    assert "dataFeedElement.item.claimReviewed" in page
    assert '<a href="data/">Data</a>' in site.read("index.html")
