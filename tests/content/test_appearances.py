"""Appearances: where a claim was made, when, by whom, in which words; no saved copy is needed."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from conftest import CLAIM, MakeSite
from crawler import text_of
from small_site import PUBLICATION, Site

DAM = "content/claims/dam.md"
POST = """\
appearances:
  - url: https://social.example/@mayor/17
    archived_url: https://archive.example/17
    title: A post by the mayor
    medium: post
    date: 2022-01-04T18:05+01:00
    by: mayor
    words: Notre barrage est fini depuis 2019 !
    language: fr
  - title: Speech at the town hall
    medium: speech
    date: 2022-01-05
    time: "1:02:14"
    by: [mayor]
"""
MAYOR = "---\nname: The mayor\nkind: person\nsame_as: [https://example.org/mayor]\n---\n"


def site_of(make_site: MakeSite, appearances: str = POST, said: str = "") -> Site:
    """The claim of the dam, made by the mayor, who speaks in none of its passages."""
    card = CLAIM.replace("claimants: [ministry]\n", f"claimants: [mayor]\n{appearances}")
    card = card.replace("said: 2022-01-05\n", said)
    settings = PUBLICATION + "url: https://dam.example/\n"
    return make_site(
        {DAM: card, "content/actors/mayor.md": MAYOR, "content/publication.yaml": settings}
    )


def claim_review(site: Site) -> Any:
    page = site.read("claims/dam/index.html")
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    graphs = [json.loads(block) for block in blocks]
    nodes = [node for graph in graphs for node in graph.get("@graph", [graph])]
    return next(node for node in nodes if node["@type"] == "ClaimReview")


def test_an_appearance_answers_every_warning_about_the_claimant(make_site: MakeSite) -> None:
    assert site_of(make_site).problems(recommended=True) == []


def test_a_claimant_without_passage_and_appearance_is_told_what_to_write(
    make_site: MakeSite,
) -> None:
    site = site_of(make_site, POST.replace("    by: mayor\n", "").replace("    by: [mayor]\n", ""))
    assert (
        f'{DAM}:6:13: warning: claimant "mayor" speaks in no passage of this card, and no '
        "appearance is theirs; write by: mayor under the appearance where they made the claim"
    ) in site.problems()


def test_the_page_shows_appearances_and_calls_none_of_their_words_found(
    make_site: MakeSite,
) -> None:
    site = site_of(make_site)
    site.build()
    page = site.read("claims/dam/index.html")
    words = " ".join(text_of(page).split())
    assert (
        "A post by the mayor, post, 4 January 2022, 18:05 UTC+01:00, by The mayor · Archived copy"
        "Notre barrage est fini depuis 2019 ! As the editors recorded it; no machine compared "
        "these words with a saved copy."
    ) in words
    assert "Speech at the town hall, speech, at 1:02:14, 5 January 2022, by The mayor" in words
    assert '<blockquote lang="fr" dir="ltr"><p>Notre barrage' in page
    assert not any("Notre barrage" in found for found in site.catalog().proof.passages)


def test_data_files_have_the_same(make_site: MakeSite) -> None:
    site = site_of(make_site)
    site.build()
    first, second = json.loads(site.read("claims/dam/claim.json"))["appearances"]
    assert first == {
        "title": "A post by the mayor",
        "url": "https://social.example/@mayor/17",
        "date": "2022-01-04",
        "archived_url": "https://archive.example/17",
        "medium": "post",
        "at": "2022-01-04T18:05+01:00",
        "by": [{"id": "mayor", "name": "The mayor"}],
        "words": "Notre barrage est fini depuis 2019 !",
        "language": "fr",
    }
    assert "at" not in second
    assert second["time"] == "1:02:14"


def test_the_claim_review_has_them_in_the_words_of_schema_org(make_site: MakeSite) -> None:
    site = site_of(make_site)
    site.build()
    item = claim_review(site)["itemReviewed"]
    person = {
        "@type": "Person",
        "name": "The mayor",
        "sameAs": ["https://example.org/mayor"],
    }
    post = {
        "@type": "SocialMediaPosting",
        "url": "https://social.example/@mayor/17",
        "text": "Notre barrage est fini depuis 2019 !",
        "inLanguage": "fr",
        "name": "A post by the mayor",
        "datePublished": "2022-01-04T18:05+01:00",
        "author": person,
        "archivedAt": "https://archive.example/17",
    }
    assert item["firstAppearance"] == post
    assert item["appearance"][0] == post
    assert item["appearance"][1]["hasPart"] == {"@type": "Clip", "startOffset": 3734}
    # Without `said`, the first of the claimants' own appearances dates the claim.
    assert item["datePublished"] == "2022-01-04"


def test_the_lock_holds_the_words(make_site: MakeSite) -> None:
    site = site_of(make_site)
    site.lock()
    assert "Notre barrage est fini" in (site.root / "content/evidence.lock").read_text()
    site.edit(DAM, "depuis 2019 !", "depuis 2018 !")
    assert any("appearances" in line for line in site.problems())


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{medium: post}", "needs source, url or title, so that readers know what it was"),
        (
            "{source: gazette, url: 'https://example.org/'}",
            "has both source and url; the address is on the card of the source",
        ),
        (
            '{title: A leaflet, medium: print, time: "1:00"}',
            "has time, which a print has none of; remove it, or mend medium",
        ),
        (
            "{title: A leaflet, language: fr}",
            "has language, which is that of words, and no words; remove it",
        ),
        (
            "{title: A leaflet, date: 2022-01-05T25:00}",
            "is not a day of the calendar with a time of the clock",
        ),
        (
            "{title: A leaflet, date: January}",
            "is not a day, with or without a time; write 2022-01-31, 2022-01-31T14:30 or, with "
            "the time zone, 2022-01-31T14:30+01:00",
        ),
        ('{title: A video, time: "90"}', "is not a time code; write minutes and seconds"),
        ("{title: A leaflet, medium: podcast}", "is not allowed"),
        ("{title: A leaflet, by: major}", 'actor "major" has no card in actors/'),
    ],
)
def test_mistakes_are_told_at_their_place(make_site: MakeSite, entry: str, message: str) -> None:
    site = site_of(make_site, f"appearances: [{entry}]\n")
    assert any(message in line and line.startswith(f"{DAM}:7:") for line in site.refused())


def test_an_actor_whom_only_an_appearance_names_is_not_idle(make_site: MakeSite) -> None:
    card = CLAIM.replace("topics:", f"{POST}topics:")
    site = make_site({DAM: card, "content/actors/mayor.md": MAYOR})
    assert "content/actors/mayor.md" not in " ".join(site.problems())
