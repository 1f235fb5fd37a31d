"""How much of a document may be quoted: by the publication's limits, its card, its length."""

from __future__ import annotations

import pytest

from conftest import BASE, MakeSite
from small_site import PUBLICATION, Site

WORDS = "Nobody has said when the second part of the work on the river begins this year. "
POST = "The dam was finished in 2019, and it was finished on time.\n"
CARD = "content/sources/post.md"
SOURCE = """\
---
title: A post by the ministry
publisher: {publisher}
kind: post
published: 2022-01-06
dated: {{how: stated}}
document: post.txt
sha256: SHA256
{more}---
"""
CLAIM = """\
---
claim: The dam was finished in 2019.
rating: mixed
reason: The ministry says so.
checked: 2022-01-31
said: 2022-01-06
claimants: [ministry]
evidence:
  - source: post
    passage: {passage}
    stance: asserts
    {speaker}
---
"""


def site_of(
    make_site: MakeSite,
    words: str,
    *,
    publisher: str = "ministry",
    speaker: str = "speaker: ministry",
    more: str = "",
) -> Site:
    """A site whose only claim quotes the whole first sentence of a document of these words."""
    return make_site(
        {
            "content/claims/dam.md": CLAIM.format(passage=POST.strip(), speaker=speaker),
            "content/actors/engineer.md": None,
            "content/actors/gazette-press.md": BASE["content/actors/gazette-press.md"]
            if publisher == "gazette-press"
            else None,
            "content/sources/gazette.md": None,
            "content/topics/dams.md": None,
            "archive/gazette.txt": None,
            "archive/post.txt": words,
            CARD: SOURCE.format(publisher=publisher, more=more),
        }
    )


def too_much(site: Site) -> list[str]:
    return [line for line in site.problems() if "of the document's words" in line]


def test_a_short_post_may_be_quoted_whole_without_a_warning(make_site: MakeSite) -> None:
    site = site_of(make_site, POST)
    assert site.problems() == []
    site.build()
    assert "it was finished on time" in site.read("claims/dam/index.html")


@pytest.mark.parametrize("speaker", ["speaker: ministry", ""])
def test_a_publisher_need_not_be_named_in_its_own_post(make_site: MakeSite, speaker: str) -> None:
    assert site_of(make_site, POST, speaker=speaker).problems() == []


def test_another_speaker_must_be_named_in_a_post(make_site: MakeSite) -> None:
    found = site_of(make_site, POST, publisher="gazette-press").problems()
    assert len(found) == 1
    assert "does not name speaker" in found[0]


LONG = POST + WORDS * 12
# The passage is 12 of 204 words.
STRICT = {"content/publication.yaml": PUBLICATION + "limits: {document_share: 0.05}\n"}


def test_the_message_names_the_setting_and_the_field(make_site: MakeSite) -> None:
    site = site_of(make_site, LONG, publisher="gazette-press")
    site.write(STRICT)
    assert too_much(site) == [
        f"{CARD}:7:11: 5.9% of the document's words are quoted, more than 5% "
        "(limits.document_share); shorten passages, the longest first: claims/dam.md:10; or write "
        "share on this card, such as share: 0.06, where so much may be quoted"
    ]
    site.edit(CARD, "document: post.txt", "share: 0.06\ndocument: post.txt")
    assert too_much(site) == []


def test_own_statements_are_exempt_unless_a_publication_makes_them(make_site: MakeSite) -> None:
    site = site_of(make_site, LONG)
    site.write(STRICT)
    assert too_much(site) == []
    site.edit("content/actors/ministry.md", "organisation", "publication")
    assert len(too_much(site)) == 1


def test_the_share_of_a_card_counts_for_short_documents_and_own_statements(
    make_site: MakeSite,
) -> None:
    site = site_of(make_site, POST, more="share: 0.5\n")
    assert too_much(site) == [
        f"{CARD}:7:11: 100.0% of the document's words are quoted, more than 50% (share of this "
        "card); shorten passages, the longest first: claims/dam.md:10; or write share on this "
        "card, such as share: 1, where so much may be quoted"
    ]


@pytest.mark.parametrize("share", ["1.5", "-0.1"])
def test_a_share_is_a_number_from_0_to_1(make_site: MakeSite, share: str) -> None:
    site = site_of(make_site, POST, more=f"share: {share}\n")
    assert site.refused() == [
        f'{CARD}:9:8: share "{share}" is not a share; write a number from 0 to 1, such as 0.4'
    ]
