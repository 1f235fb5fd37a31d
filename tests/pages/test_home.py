"""The home page: what is known, the documents, the questions, and the ways into the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from conftest import BASE, CLAIM, GAZETTE, PUBLICATION, MakeSite, Site
from crawler import Crawl

SETTINGS = "content/publication.yaml"
SOURCE = "content/sources/gazette.md"
FRONT = """\
front:
  headline: The dam was late. Nobody shows by how much.
  deck: The ministry denies it.
  background: The dam is above the town.
"""
LATE = CLAIM.replace("The dam was finished in 2019.", "The dam was finished late.")
# Nobody denies it.
SAID = LATE.replace("stance: denies", "stance: asserts")


def asking(claim: str, question: str) -> str:
    return claim.replace("rating: mixed", f"question: {question}\nrating: mixed")


def home_of(site: Site) -> str:
    site.build()
    assert Crawl(site.options.out).broken() == []
    return site.read("index.html").partition("<main")[2].partition("</main>")[0]


def section(page: str, heading: str) -> str:
    """The part of a page from a heading to the next section."""
    return page.partition(f">{heading}</h2>")[2].partition("<h2")[0]


def many(number: int) -> dict[str, str]:
    return {
        f"content/claims/c{n}.md": CLAIM.replace("in 2019.", f"in 2019, gate {n}.").replace(
            "2022-01-31", f"2022-01-{10 + n % 19:02}"
        )
        for n in range(number)
    }


def test_the_title_is_what_is_known_with_who_says_so_and_what_a_stranger_needs(
    make_site: MakeSite,
) -> None:
    page = home_of(make_site({SETTINGS: PUBLICATION + FRONT}))
    assert '<h1 dir="auto">The dam was late. Nobody shows by how much.</h1>' in page
    assert page.count("<h1") == 1
    assert '<p class="deck" dir="auto">The ministry denies it.</p>' in page
    assert "The dam is above the town." in section(page, "New here?")


def test_without_such_words_the_title_is_the_tagline_then_the_name(make_site: MakeSite) -> None:
    two = {"content/claims/late.md": LATE}
    assert '<h1 dir="auto">Claims about one dam</h1>' in home_of(make_site(two))
    bare = {**two, SETTINGS: PUBLICATION.replace("tagline: Claims about one dam\n", "")}
    page = home_of(make_site(bare, "bare"))
    assert '<h1 dir="auto">Dam Watch</h1>' in page
    assert "New here?" not in page


def test_documents_are_shown_by_portrait_date_and_origins(make_site: MakeSite) -> None:
    card = BASE[SOURCE].replace(
        "document:",
        "origins:\n  - {actor: ministry, note: 'Inferred: it says so.'}\n"
        "  - {actor: engineer}\n  - {actor: gazette-press}\ndocument:",
    )
    page = home_of(make_site({SOURCE: card, "content/claims/late.md": LATE}))
    entry = section(page, "The document")
    assert '<svg class="portrait"' in entry
    assert re.search(r'href="sources/gazette/"><bdi[^>]*>River Gazette</bdi></a>', entry)
    assert '<time datetime="2022-01-06">6 January 2022</time></p>' in entry
    relays = re.sub(r"<[^>]*>", "", entry.partition("Relays: ")[2].partition("</p>")[0])
    assert relays == "Ministry of Works (inferred) and The engineer"


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        (
            "published: 2022-01-06\ndated: {how: inferred, note: Guessed.}",
            "6 January 2022, inferred",
        ),
        (
            "published: {not_before: 2022-01-06}\ndated: {how: inferred, note: Guessed.}",
            "6 January 2022 or later",
        ),
    ],
)
def test_a_document_says_how_its_date_is_known(make_site: MakeSite, known: str, shown: str) -> None:
    card = re.sub(r"published:.*\ndated:.*", known, BASE[SOURCE])
    claim = CLAIM.replace("said: 2022-01-05\n", "")
    page = home_of(make_site({SOURCE: card, "content/claims/dam.md": claim}))
    assert shown in re.sub(r"<[^>]*>", "", section(page, "The document"))


def test_publishers_of_several_documents_do_not_tell_them_apart(make_site: MakeSite) -> None:
    second = BASE[SOURCE].replace("title: Dam row deepens", "title: Dam row ends")
    entry = section(home_of(make_site({"content/sources/later.md": second})), "The documents")
    assert re.findall(r"<bdi>(Dam row \w+)</bdi>", entry) == ["Dam row deepens", "Dam row ends"]


def test_many_documents_are_the_newest_with_a_link_to_all(make_site: MakeSite) -> None:
    more = {
        f"content/sources/s{n}.md": BASE[SOURCE].replace("2022-01-06", f"2021-01-{n:02}")
        for n in range(10, 19)
    }
    page = section(home_of(make_site(more)), "The newest documents")
    links = re.findall(r'href="sources/([^"]*)"', page)
    assert links == ["gazette/", "s18/", "s17/", "s16/", "s15/", ""]
    assert ">All 10</a>" in page


def test_claims_with_one_question_are_one_card_led_by_the_most_contested(
    make_site: MakeSite,
) -> None:
    files = {
        "content/claims/a-said.md": asking(SAID, "When was the dam finished?"),
        "content/claims/dam.md": asking(CLAIM, "When was the dam finished?"),
        "content/claims/a-other.md": asking(SAID.replace("late.", "soon."), "Was it soon?"),
    }
    page = section(home_of(make_site(files)), "The questions")
    assert re.findall(r'<h3 dir="auto"><a href="([^"]*)">([^<]*)</a>', page) == [
        ("claims/dam/", "When was the dam finished?"),
        ("claims/a-other/", "Was it soon?"),
    ]
    card = page.partition("</h3>")[2].partition("<h3")[0]
    assert "The ministry says so and its own engineer denies it." in card
    assert '<a href="claims/a-said/">The dam was finished late.</a>' in card


def test_without_findings_and_questions_claims_come_by_weight(make_site: MakeSite) -> None:
    said = {f"content/claims/a{n}.md": SAID.replace("late.", f"late, gate {n}.") for n in range(4)}
    page = home_of(make_site(said))
    first, more = section(page, "Claims"), section(page, "More claims")
    assert re.findall(r'href="claims/([^/"]+)/"', first) == ["dam", "a0", "a1"]
    assert re.findall(r'href="claims/([^/"]+)/"', more) == ["a2", "a3"]
    assert ">All 5 claims</a>" in more


def test_topics_and_everything_have_their_ratings_in_numbers(make_site: MakeSite) -> None:
    page = home_of(make_site({"content/claims/late.md": LATE.replace("mixed", '"true"')}))
    topics = section(page, "Topics")
    assert '<span class="unseen">Mixed: </span>1' in topics
    assert '<span class="unseen">True: </span>1' in topics
    assert "False" not in topics
    assert 'href="claims/">All 2 claims</a><span class="tally">' in section(page, "Ways in")


def test_one_claim_is_the_page(make_site: MakeSite) -> None:
    page = home_of(make_site())
    assert re.search(r'<h1 dir="auto"><a href="claims/dam/">The dam was finished in 2019.', page)
    assert "its own engineer denies it" in page
    for absent in (">More claims<", ">Topics<", ">The questions<", ">What we found<"):
        assert absent not in page
    assert page.count('class="sum') == 1


@pytest.mark.parametrize(
    "files",
    [
        {"content/claims/dam.md": None},
        {path: None for path in BASE if path.startswith("content/") and path != SETTINGS},
    ],
    ids=["no claims", "nothing"],
)
def test_an_empty_publication_says_so(make_site: MakeSite, files: Mapping[str, str | None]) -> None:
    page = home_of(make_site({"archive/gazette.txt": GAZETTE, **files}))
    assert "No claims yet." in page
    assert 'class="sum' not in page


def test_a_large_publication_is_a_front_page_of_what_is_new(make_site: MakeSite) -> None:
    page = home_of(make_site(many(205)))
    assert re.findall(r'<p class="day"><time datetime="([^"]*)"', page) == [
        "2022-01-28",
        "2022-01-27",
    ]
    lead = re.findall(r'href="claims/(\w+)/"', section(page, "Latest claims"))
    new = re.findall(r'href="claims/(\w+)/"', section(page, "New"))
    assert (len(lead), len(new)) == (3, 12)
    assert not set(lead) & set(new)
    assert '<form class="seek" role="search" action="search/"' in page
    assert 'aria-label="People from A to Z"' in page
    assert "Topics with most claims" in page


def test_a_day_that_is_alone_is_said_once(make_site: MakeSite) -> None:
    same = {p: re.sub("checked: .*", "checked: 2022-01-20", t) for p, t in many(201).items()}
    old = CLAIM.replace("checked: 2022-01-31", "checked: 2022-01-10")
    page = home_of(make_site({**same, "content/claims/dam.md": old}))
    assert 'New, <time datetime="2022-01-20">20 January 2022</time></h2>' in page
    assert 'class="day"' not in page


def test_the_date_of_the_evidence_is_said_once_and_beside_ratings_with_another(
    make_site: MakeSite,
) -> None:
    dated = LATE.replace("topics:", "as_of: 2022-02\ntopics:")
    files = {SETTINGS: PUBLICATION + "as_of: 2022-01\n", "content/claims/late.md": dated}
    page = home_of(make_site(files))
    kicker = page.partition('class="kicker">')[2].partition("</p>")[0]
    assert re.sub("<[^>]*>", "", kicker) == "2 claims, 1 document, as of January 2022"
    lead = section(page, "Most contested")
    assert re.findall(r'class="as-of">as of <time datetime="([^"]*)"', lead) == ["2022-02"]
