"""What pages say in JSON-LD, read back by an extractor and compared with what people see."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import extruct  # type: ignore[import-untyped]
import html5lib
import jsonschema
import pytest

from conftest import CLAIM, NOW, PUBLICATION, MakeSite, Site
from factpress.build import build
from factpress.exports.schemas import CLAIM_REVIEW
from factpress.exports.serialize import json_ld
from factpress.options import BuildOptions

ROOT = Path(__file__).parents[2]
HOSTILE = "</script><script>alert(1)</script><!-- & مرحبا “q” 😀"
WITH_BASE = PUBLICATION + (
    "url: https://dam.example/watch/\npublisher: {name: Dam & Friends, url: 'https://dam.example/'}\n"
)
FULL = CLAIM.replace(
    "topics: [dams]\n",
    "topics: [dams]\naliases: [old-dam]\n"
    "appearances:\n"
    "  - {url: 'https://talk.example/1', title: A talk, date: 2022-01-04}\n"
    "  - {source: gazette}\n"
    "changes:\n"
    "  - {date: 2022-02-03, kind: correction, note: A name was wrong.}\n"
    "  - {date: 2022-02-01, kind: update, note: More was found.}\n",
)


def blocks(page: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    return found


def of_type(page: str, kind: str) -> list[dict[str, Any]]:
    return [block for block in blocks(page) if block["@type"] == kind]


def review(site: Site) -> dict[str, Any]:
    (found,) = of_type(site.read("claims/dam/index.html"), "ClaimReview")
    jsonschema.validate(found, CLAIM_REVIEW)
    return found


def text_of(page: str, tag: str) -> list[str]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [" ".join("".join(each.itertext()).split()) for each in tree.iter(tag)]


def test_a_claims_page_and_its_claim_review_say_the_same(make_site: MakeSite) -> None:
    site = make_site({"content/claims/dam.md": FULL, "content/publication.yaml": WITH_BASE})
    site.build()
    found = review(site)
    page = site.read("claims/dam/index.html")
    assert found["@context"] == "https://schema.org"
    assert [found["claimReviewed"]] == text_of(page, "h1") == ["The dam was finished in 2019."]
    assert found["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Mixed",
        "ratingValue": 2,
        "bestRating": 3,
        "worstRating": 1,
        "ratingExplanation": "The ministry says so and its own engineer denies it.",
    }
    facts = " ".join(text_of(page, "dl"))
    claim = found["itemReviewed"]
    assert claim["author"] == {"@type": "Organization", "name": "Ministry of Works"}
    assert claim["author"]["name"] in facts
    times = re.findall(r'<time datetime="(.*?)">', page)
    assert {claim["datePublished"], found["datePublished"]} <= set(times)
    assert (claim["datePublished"], found["datePublished"]) == ("2022-01-05", "2022-01-31")
    assert found["dateModified"] == "2022-02-03"
    assert [work["url"] for work in claim["appearance"]] == [
        "https://talk.example/1",
        "https://dam.example/watch/sources/gazette/",
    ]
    assert claim["firstAppearance"] == claim["appearance"][0]
    assert found["author"] == {
        "@type": "Organization",
        "name": "Dam & Friends",
        "url": "https://dam.example/",
    }
    assert found["url"] == "https://dam.example/watch/claims/dam/"
    assert f'<link rel="canonical" href="{found["url"]}">' in page
    assert found["inLanguage"] == "en"
    assert found["isBasedOn"] == ["https://dam.example/watch/sources/gazette/"]
    assert [work["name"] for work in found["citation"]] == ["Dam row deepens"]
    assert found["correction"] == [
        {"@type": "CorrectionComment", "text": "A name was wrong.", "datePublished": "2022-02-03"}
    ]


def test_without_an_address_pages_of_the_site_have_none(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    found = review(site)
    assert "url" not in found
    assert found["author"] == {"@type": "Organization", "name": "Dam Watch"}
    assert "isBasedOn" not in found
    (trail,) = of_type(site.read("claims/dam/index.html"), "BreadcrumbList")
    assert not any("item" in step for step in trail["itemListElement"])
    assert "dateModified" not in found
    assert "correction" not in found
    # Nobody listed where it appeared: it did in the document that has the ministry assert it.
    assert [work["name"] for work in found["itemReviewed"]["appearance"]] == ["Dam row deepens"]
    assert "firstAppearance" not in found["itemReviewed"]


@pytest.mark.parametrize(
    ("said", "date"),
    [("2022-01-05", "2022-01-05"), ("2022-01", "2022-01"), ("2021", "2021"), ("2021/2022", None)],
)
def test_no_date_is_more_precise_than_the_card(
    make_site: MakeSite, said: str, date: str | None
) -> None:
    site = make_site({"content/claims/dam.md": CLAIM.replace("said: 2022-01-05", f"said: {said}")})
    site.build()
    assert review(site)["itemReviewed"].get("datePublished") == date


def test_several_claimants_are_a_list_and_identities_are_told(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/claims/dam.md": CLAIM.replace(
                "claimants: [ministry]", "claimants: [ministry, engineer]"
            ),
            "content/actors/ministry.md": "---\nname: Ministry of Works\nkind: state\n"
            "same_as: [https://www.wikidata.org/wiki/Q1]\n---\n",
        }
    )
    site.build()
    assert review(site)["itemReviewed"]["author"] == [
        {
            "@type": "Organization",
            "name": "Ministry of Works",
            "sameAs": ["https://www.wikidata.org/wiki/Q1"],
        },
        {"@type": "Person", "name": "The engineer"},
    ]


def test_a_scale_of_one_number_gives_none(make_site: MakeSite) -> None:
    settings = PUBLICATION.replace("value: 2", "value: 1").replace("value: 3", "value: 1")
    site = make_site({"content/publication.yaml": settings})
    site.build()
    assert review(site)["reviewRating"].keys() == {"@type", "alternateName", "ratingExplanation"}


def test_no_text_ends_a_block_or_is_lost(make_site: MakeSite) -> None:
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    site = make_site(
        {
            "content/claims/dam.md": CLAIM.replace("The dam was finished in 2019.", quoted),
            "content/actors/ministry.md": f"---\nname: {quoted}\nkind: organisation\n---\n",
            "content/topics/dams.md": f"---\nname: {quoted}\norder: 1\n---\n",
        }
    )
    site.build()
    found = review(site)
    assert found["claimReviewed"] == found["itemReviewed"]["author"]["name"] == HOSTILE
    for path in site.options.out.rglob("*.html"):
        page = path.read_text("utf-8")
        scripts = re.findall(r"<script(.*?)>(.*?)</script>", page, re.S)
        for attributes, text in scripts:
            is_data = attributes == ' type="application/ld+json"'
            assert is_data or (attributes.startswith(' src="') and not text)
            assert not set("<>&") & set(text)
        assert page.count("<script") == page.count("</script") == len(scripts)
    assert of_type(site.read("topics/dams/index.html"), "BreadcrumbList")


def test_the_policy_names_each_block_and_nothing_else(make_site: MakeSite) -> None:
    site = make_site({"content/topics/dams.md": "---\nname: Dämme é مرحبا\norder: 1\n---\n"})
    site.build()
    for path in site.options.out.rglob("*.html"):
        page = path.read_text("utf-8")
        texts = re.findall(r"<script type.*?>(.*?)</script>", page)
        digests = [hashlib.sha256(text.encode()).digest() for text in texts]
        wanted = [f"'sha256-{base64.b64encode(each).decode()}'" for each in digests]
        (named,) = re.findall(r"script-src(.*?);", page) or [""]
        run = re.sub(r"<template>.*?</template>", "", page, flags=re.S)
        own = ["'self'"] if "<script src" in run else []
        assert sorted(named.split()) == sorted([*wanted, *own]), path
        assert page.index("Content-Security-Policy") < (page.find("<script") + 1 or len(page))


def test_line_separators_are_escaped() -> None:
    written = json_ld({"a": "\u2028\u2029<>&"})
    assert written == (r'{"@context":"https://schema.org","a":"\u2028\u2029\u003c\u003e\u0026"}')


def test_each_claim_page_has_one_review_and_no_other_page_any(make_site: MakeSite) -> None:
    many = {
        f"content/claims/c{n}.md": CLAIM.replace("2019.\nrating", f"2019, {n}.\nrating")
        for n in range(120)
    }
    site = make_site({"content/claims/dam.md": FULL, **many})
    site.build()
    counts = {
        path.relative_to(site.options.out).as_posix(): Counter(
            block["@type"] for block in blocks(path.read_text("utf-8"))
        )
        for path in site.options.out.rglob("*.html")
    }
    reviewed = {path for path, count in counts.items() if count["ClaimReview"]}
    assert reviewed == {f"claims/{c}/index.html" for c in ("dam", *(f"c{n}" for n in range(120)))}
    assert {count["ClaimReview"] for count in counts.values()} == {0, 1}
    assert "claims/page/2/index.html" in counts
    assert counts["claims/old-dam/index.html"] == Counter()
    assert counts["index.html"] == counts["404.html"] == Counter()
    profiles = {path for path, count in counts.items() if count["ProfilePage"]}
    actors = ("ministry", "engineer", "gazette-press")
    assert profiles == {f"actors/{actor}/index.html" for actor in actors}
    assert counts["actors/ministry/page/2/index.html"] == Counter(BreadcrumbList=1)


def test_our_own_publication_has_one_review_a_claim_and_no_warning(tmp_path: Path) -> None:
    report = build(BuildOptions(ROOT / "content", tmp_path / "site", NOW))
    assert [str(p) for p in report.problems if "no lock" not in p.message] == []
    reviews = 0
    for path in (tmp_path / "site").rglob("*.html"):
        for found in of_type(path.read_text("utf-8"), "ClaimReview"):
            jsonschema.validate(found, CLAIM_REVIEW)
            assert found["claimReviewed"] in text_of(path.read_text("utf-8"), "h1")
            assert found["itemReviewed"]["author"]
            reviews += 1
    cards = [path.read_text() for path in (ROOT / "content/claims").rglob("*.md")]
    no_more = [card for card in cards if re.search("^(withdrawn|merged_into):", card, re.M)]
    assert reviews == len(cards) - len(no_more)


def test_a_trail_leads_from_home_to_the_page_itself(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": WITH_BASE})
    site.build()
    base = "https://dam.example/watch"
    for path, steps in {
        "claims/dam/index.html": [
            ("Home", f"{base}/"),
            ("Dams", f"{base}/topics/dams/"),
            ("The dam was finished in 2019.", f"{base}/claims/dam/"),
        ],
        "about/index.html": [("Home", f"{base}/"), ("About", f"{base}/about/")],
    }.items():
        (found,) = of_type(site.read(path), "BreadcrumbList")
        items = found["itemListElement"]
        assert [(item["name"], item["item"]) for item in items] == steps
        assert [item["position"] for item in items] == list(range(1, len(steps) + 1))


def test_an_actors_page_says_who_it_is_about(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/actors/ann.md": "---\nname: Ann Lee\nkind: person\naliases: [Lee]\n"
            "role: Minister\npart_of: [ministry]\nsame_as: [https://www.wikidata.org/wiki/Q2]\n"
            "---\n"
        }
    )
    site.build()
    (found,) = of_type(site.read("actors/ann/index.html"), "ProfilePage")
    assert found["mainEntity"] == {
        "@type": "Person",
        "name": "Ann Lee",
        "sameAs": ["https://www.wikidata.org/wiki/Q2"],
        "alternateName": ["Lee"],
        "description": "Minister",
        "memberOf": {"@type": "Organization", "name": "Ministry of Works"},
    }
    assert "url" not in found


def test_shared_addresses_show_title_words_and_place(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": WITH_BASE})
    site.build()
    page = site.read("claims/dam/index.html")
    tags = dict(
        re.findall(r'<meta (?:property|name)="((?:og|twitter):\w+)" content="(.*?)">', page)
    )
    assert tags == {
        "og:site_name": "Dam Watch",
        "og:type": "article",
        "og:title": "The dam was finished in 2019: Mixed",
        "og:description": "Mixed, as of 6 January 2022: The ministry says so and its own engineer "
        "denies it.",
        "og:locale": "en_US",
        "og:url": "https://dam.example/watch/claims/dam/",
        "twitter:card": "summary",
    }
    assert 'property="og:type" content="profile"' in site.read("actors/ministry/index.html")
    assert "og:url" not in site.read("404.html")
