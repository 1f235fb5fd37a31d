"""Evidence as data: Web Annotations whose selectors find the words in the document."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import BASE, CLAIM, GAZETTE, NOW, PUBLICATION, MakeSite, Site
from factpress.build import build
from factpress.lock.minisign import new_key
from factpress.options import BuildOptions
from factpress.text.folding import fold
from factpress.views.identifiers import VOCABULARY

ROOT = Path(__file__).parents[2]
DOCUMENTED = ROOT / "docs/reference/evidence-json.md"
REPORT = """\
A report on the dam

The valley’s lower dam, says the “Works Board”, holds. Water stood at the gate.

The dam cracked [sic] along its north wall, an inspector said, and in the spring it cracked
again. Water stood at the gate.

The board paid for sand, for gravel and for sixty barges.

Further upstream the farmers keep geese, and on market days they carry eggs, plums and honey over
the old bridge to the town, where the mayor weighs every basket himself before noon. Boats came
here once; their iron rings hang in the quay wall, and children tie kites to them when the wind
turns east, until somebody calls them home for soup.
"""
TALK = """\
WEBVTT

00:00:01.000 --> 00:00:09.000
<v Ministry of Works>I tell you that the dam was finished in 2019, and that it will hold.

00:01:02.500 --> 00:01:09.000
<v The engineer>You were never there, and, as all
in the town know, we were still pouring concrete in 2020, as you know well.
"""
PASSAGES = """\
evidence:
  - {id: exact, source: report, passage: cracked again, stance: asserts, note: Twice., \
said: 2022-01, crop_ok: The month does not matter here.}
  - {id: set-otherwise, source: report, stance: reports, speaker: engineer, \
passage: "The valley's lower dam, says the \\"Works Board\\""}
  - {id: second, source: report, passage: Water stood at the gate, occurrence: 2, stance: qualifies}
  - {id: shortened, source: report, passage: "for sand, […] and for sixty barges", stance: asserts}
  - {id: edited, source: report, passage: "The board paid [the town] for sand", stance: asserts}
  - {id: capital, source: report, passage: "[I]n the spring it cracked", stance: asserts}
  - {id: mixed, source: report, passage: "The dam cracked [sic] along [...] [a] inspector said", \
stance: denies}
"""
REPORT_CARD = BASE["content/sources/gazette.md"].replace("gazette.txt", "report.txt")
FILES = {
    "content/claims/dam.md": re.sub(
        r"evidence:\n.*?---\n.*", f"{PASSAGES}---\nBody.\n", CLAIM, flags=re.S
    ),
    "content/sources/report.md": REPORT_CARD.replace(
        "kind: news report", "kind: study\nurl: https://example.net/report?a=1"
    ),
    "archive/report.txt": REPORT,
}


def evidence(site: Site, claim_id: str = "dam") -> Any:
    return json.loads(site.read(f"claims/{claim_id}/evidence.json"))


def by_id(site: Site) -> dict[str, Any]:
    """The annotations by the id of their passage."""
    return {
        each["factpress:page"].partition("#passage-")[2]: each for each in evidence(site)["items"]
    }


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    site = make_site(FILES)
    site.build()
    return site


def _selectors(annotation: Any, kind: str) -> list[Any]:
    return [
        selector
        for target in annotation["target"]
        for selector in target["selector"]
        if selector["type"] == kind
    ]


def test_every_position_holds_the_words_that_are_quoted(site: Site) -> None:
    quoted = {
        name: [REPORT[s["start"] : s["end"]] for s in _selectors(each, "TextPositionSelector")]
        for name, each in by_id(site).items()
    }
    assert quoted == {
        "exact": ["cracked\nagain"],
        "set-otherwise": ["The valley’s lower dam, says the “Works Board”"],
        "second": ["Water stood at the gate"],
        "shortened": ["for sand,", "and for sixty barges"],
        "edited": ["The board paid for sand"],
        "capital": ["in the spring it cracked"],
        "mixed": ["The dam cracked [sic] along", "inspector said"],
    }


def test_exact_holds_words_of_the_document_and_no_others(site: Site) -> None:
    annotations = by_id(site)
    exact = {
        name: [s["exact"] for s in _selectors(each, "TextQuoteSelector")]
        for name, each in annotations.items()
    }
    assert exact == {
        "exact": ["cracked again"],
        "set-otherwise": ['The valley\'s lower dam, says the "Works Board"'],
        "second": ["Water stood at the gate"],
        "shortened": ["for sand,", "and for sixty barges"],
        "edited": [],
        "capital": [],
        "mixed": [],
    }
    letters = fold(REPORT).text
    assert all(fold(words).text in letters for each in exact.values() for words in each)
    assert annotations["edited"]["factpress:asQuoted"] == "The board paid [the town] for sand"
    assert [annotations[name]["factpress:level"] for name in exact] == [
        "typographic", "typographic", "exact", "omission", "bracketed", "bracketed", "bracketed",
    ]  # fmt: skip


def test_words_around_are_given_only_where_the_passage_alone_is_not_enough(site: Site) -> None:
    for name, each in by_id(site).items():
        for selector in _selectors(each, "TextQuoteSelector"):
            assert ("prefix" in selector) == (name == "second"), name
    second = _selectors(by_id(site)["second"], "TextQuoteSelector")[0]
    assert second["prefix"].endswith("again.")
    assert second["suffix"].startswith(".")


def test_it_is_what_the_web_annotation_data_model_demands(site: Site) -> None:
    page = evidence(site)
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["@context"][1]["factpress"] == VOCABULARY
    assert page["type"] == "AnnotationPage"
    assert page["partOf"]["total"] == len(page["items"]) == 7
    named = [page, page["partOf"], page["factpress:claim"], *page["items"]]
    ids = [each["id"] for each in named]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in ids)
    for each in page["items"]:
        assert each["type"] == "Annotation"
        assert [body["type"] for body in each["body"]][:2] == ["SpecificResource", "TextualBody"]
        assert each["body"][0]["source"] == page["factpress:claim"]["id"]
        assert each["body"][1]["value"] == each["factpress:stance"]
        assert {body["purpose"] for body in each["body"][:2]} == set(each["motivation"])
        for target in each["target"]:
            assert target["type"] == "SpecificResource"
            assert target["source"] == "https://example.net/report?a=1"
            assert target["state"]["type"] == "TimeState"


def test_the_saved_copy_is_named_by_its_digest(site: Site) -> None:
    each = by_id(site)["exact"]
    digest = hashlib.sha256(REPORT.encode()).digest()
    assert each["factpress:source"]["factpress:sha256"] == digest.hex()
    name = each["target"][0]["state"]["cached"]
    assert base64.urlsafe_b64decode(name.removeprefix("ni:///sha-256;") + "=") == digest
    assert each["factpress:source"]["factpress:extractor"] == "text 1"
    assert each["factpress:source"]["factpress:paragraphs"] == 5
    assert each["factpress:source"]["factpress:characters"] == len(REPORT)
    assert each["factpress:paragraph"] == 3


def test_a_document_without_an_address_is_its_saved_copy(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    target = evidence(site)["items"][0]["target"][0]
    assert target["source"] == target["state"]["cached"]
    assert target["source"].startswith("ni:///sha-256;")


def test_with_a_base_ids_are_addresses(make_site: MakeSite) -> None:
    site = make_site(
        {**FILES, "content/publication.yaml": f"{PUBLICATION}url: https://example.org/dams\n"}
    )
    site.build()
    page = evidence(site)
    here = "https://example.org/dams/claims/dam/"
    assert page["id"] == f"{here}evidence.json"
    assert page["factpress:claim"]["id"] == page["factpress:claim"]["factpress:page"] == here
    assert page["items"][0]["id"] == f"{here}#passage-exact"
    source = page["items"][0]["factpress:source"]
    assert source["factpress:page"] == "https://example.org/dams/sources/report/"


def test_a_draft_whose_passages_nobody_has_looked_for_has_no_selectors(
    make_site: MakeSite,
) -> None:
    draft = CLAIM.replace("topics: [dams]", "draft: true")
    site = make_site({"content/claims/draft.md": draft})
    site.lock()
    site.hide_archive()
    site.build(drafts=True, stale_lock="warning")
    each = evidence(site, "draft")["items"][0]
    assert set(each["target"][0]) == {"type", "source", "state"}
    assert not {"factpress:level", "factpress:paragraph"} & each.keys()
    assert "selector" in evidence(site)["items"][0]["target"][0]


def test_it_is_the_same_with_the_archive_and_without(make_site: MakeSite) -> None:
    site = make_site(FILES)
    site.lock_with(new_key())
    site.build()
    before = site.files()
    site.hide_archive()
    report = site.build()
    assert {each.status for each in report.outputs} == {"unchanged"}
    assert site.files() == before


def test_the_claims_page_leads_to_it(site: Site) -> None:
    page = site.read("claims/dam/index.html")
    assert re.search(
        r'<link rel="alternate" type="application/json"[^>]* href="evidence.json">', page
    )
    assert '<a href="evidence.json">Evidence as data</a>' in page


def test_hostile_words_come_through(make_site: MakeSite) -> None:
    words = "]]> <script>alert(1)</script> & 😀 مرحبا é"
    site = make_site(
        {
            "archive/gazette.txt": f"{GAZETTE}\n{words} is what it says.\n",
            "content/claims/dam.md": CLAIM.replace(
                "passage: the dam was finished in 2019", f"passage: '{words} is what'"
            ),
        }
    )
    site.build()
    each = by_id(site)["done"]
    assert each["factpress:asQuoted"] == f"{words} is what"
    assert _selectors(each, "TextQuoteSelector")[0]["exact"] == f"{words} is what"


def _keys(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _keys(each, path)
    elif isinstance(value, dict):
        for key, each in value.items():
            here = f"{path}.{key}" if path else key
            yield here
            if key != "@context":
                yield from _keys(each, here)


def _documented() -> dict[str, bool]:
    """The keys that the documentation's tables list, and whether each is always there."""
    rows = re.findall(
        r"^\| `([^`]+)` \| (always|sometimes) \|", DOCUMENTED.read_text("utf-8"), re.M
    )
    assert len({key for key, _ in rows}) == len(rows)
    return {key: presence == "always" for key, presence in rows}


def test_every_key_is_documented_and_every_documented_key_is_there(
    site: Site, make_site: MakeSite
) -> None:
    noted = make_site(
        {
            "archive/gazette.txt": GAZETTE.replace("in 2019, on", "in 2019,[1] on"),
            "content/claims/dam.md": CLAIM.replace("finished in 2019", "finished in 2019, on time"),
        },
        "noted",
    )
    noted.build()
    timed = make_site(
        {
            "archive/gazette.vtt": TALK,
            "content/sources/gazette.md": BASE["content/sources/gazette.md"].replace(
                "gazette.txt", "gazette.vtt"
            ),
        },
        "timed",
    )
    timed.build()
    translated = make_site(
        {
            "content/claims/dam.md": CLAIM.replace(
                "    stance: asserts\n",
                "    stance: asserts\n"
                "    translation: {words: Fini en 2019., language: fr, by: Lee}\n",
                1,
            ),
        },
        "translated",
    )
    translated.build()
    unchecked = make_site(name="unchecked")
    unchecked.lock()
    unchecked.hide_archive()
    unchecked.build()
    built = {
        key for each in (site, noted, timed, translated, unchecked) for key in _keys(evidence(each))
    }
    assert built == set(_documented())
    plain = make_site(name="plain")
    plain.build()
    always = {key for key, is_always in _documented().items() if is_always}
    assert always <= set(_keys(evidence(plain)))


def test_the_documented_example_is_what_the_build_gives(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": f"{PUBLICATION}url: https://example.org\n"})
    site.build()
    example = re.findall(r"^```json\n(.*?)^```$", DOCUMENTED.read_text("utf-8"), re.M | re.S)
    assert [json.loads(each) for each in example] == [evidence(site)["items"][1]]


def test_our_publications_evidence_has_documented_keys_and_words_of_its_cards(
    tmp_path: Path,
) -> None:
    build(BuildOptions(ROOT / "content", tmp_path / "site", NOW))
    files = list((tmp_path / "site/claims").glob("**/evidence.json"))
    assert len(files) >= 36
    documented = _documented()
    always = {key for key, is_always in documented.items() if is_always}
    for file in files:
        page = json.loads(file.read_text("utf-8"))
        assert always <= set(_keys(page)) <= documented.keys()
        for each in page["items"]:
            for selector in _selectors(each, "TextQuoteSelector"):
                assert selector["exact"] in each["factpress:asQuoted"]
