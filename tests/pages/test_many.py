"""What a page does when it has much to show: long words and long lists stay out of the way."""

from __future__ import annotations

import re

from conftest import BASE, CLAIM, PUBLICATION, MakeSite
from crawler import Crawl, text_of


def _topics(number: int) -> dict[str, str]:
    named = ", ".join(f"topic-{n}" for n in range(number))
    cards = {f"content/topics/topic-{n}.md": f"---\nname: Topic {n}\n---\n" for n in range(number)}
    other = CLAIM.replace("in 2019.", "late.").replace("[dams]", "[topic-0]")
    return {
        "content/claims/dam.md": CLAIM.replace("topics: [dams]", f"topics: [{named}]"),
        "content/claims/late.md": other,
        **cards,
    }


def test_many_topics_of_a_rating_are_folded(make_site: MakeSite) -> None:
    site = make_site({**BASE, **_topics(13)})
    site.build()
    ways = site.read("ratings/mixed/index.html").partition('<nav class="filters"')[2]
    assert re.match(r"[^>]*>\s*<details [^>]*>\s*<summary>By topic", ways)
    assert ways.partition("</details>")[0].count("<li>") == 14, "all, and each"


def test_a_few_topics_of_a_rating_are_not(make_site: MakeSite) -> None:
    site = make_site({**BASE, **_topics(12)})
    site.build()
    page = site.read("ratings/mixed/index.html")
    assert "<details" not in page.partition('<nav class="filters"')[2].partition("</nav>")[0]


def test_names_are_in_natural_order_whatever_their_case(make_site: MakeSite) -> None:
    names = ["Route 10", "alcohol", "Route 9", "Abortion", "Étang", "“Bridge”", "zoo"]
    topics = {
        f"content/topics/t{n}.md": f"---\nname: {name!r}\n---\n" for n, name in enumerate(names)
    }
    actors = {
        f"content/actors/a{n}.md": f"---\nname: {name!r}\nkind: person\n---\n"
        for n, name in enumerate(names)
    }
    site = make_site({**topics, **actors})
    site.build()
    ordered = ["Abortion", "alcohol", "“Bridge”", "Étang", "Route 9", "Route 10", "zoo"]
    for path in ("topics/index.html", "actors/index.html"):
        page = site.read(path).partition("<main")[2]
        places = [page.index(f">{name}</bdi>") for name in ordered]
        assert places == sorted(places), path


def test_a_row_names_two_claimants_and_counts_the_others(make_site: MakeSite) -> None:
    other = CLAIM.replace("s: [ministry]", "s: [ministry, engineer, gazette-press]")
    site = make_site({"content/claims/dam.md": other})
    site.build()
    row = text_of(site.read("claims/index.html").partition('<ul class="list claims"')[2])
    assert "· Ministry of Works, The engineer and 1 more · claim made 2022 ·" in row


def test_a_date_that_all_claims_share_is_said_once(make_site: MakeSite) -> None:
    site = make_site({"content/claims/late.md": CLAIM.replace("in 2019.", "late.")})
    site.build()
    page = site.read("claims/index.html").partition("<main")[2]
    assert page.count('datetime="2022-01-31"') == 1
    assert '<h2 class="unseen">' in page, "one year needs no heading"


def test_former_orders_of_the_index_lead_to_what_has_the_same(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    for order, there in {"rating": "ratings", "topic": "topics", "actor": "actors"}.items():
        moved = site.read(f"claims/by-{order}/index.html")
        assert f'http-equiv="refresh" content="0; url=../../{there}/"' in moved


TOLD = {
    "content/publication.yaml": PUBLICATION
    + "findings:\n  - {head: Late., text: It was late., claims: {dam: mixed, road: mixed}}\n",
    "content/claims/road.md": CLAIM.replace("The dam was", "The road was").replace("[dams]", "[]"),
    **{
        f"content/claims/late-{n}.md": CLAIM.replace("in 2019.", f"in 202{n}.")
        .replace("topics:", "question: When was it ready?\ntopics:" if n < 2 else "topics:")
        for n in range(4)
    },
    "content/events/opening.md": "---\nwhat: The dam opened.\ndate: 2022-01\nclaims: [dam]\n---\n",
}  # fmt: skip


def test_a_topic_is_told_before_its_claims_are_listed(make_site: MakeSite) -> None:
    site = make_site(TOLD)
    site.build()
    assert Crawl(site.options.out).one_way() == []
    page = site.read("topics/dams/index.html")
    heads = re.findall('<h2 id="([a-z]+)"', page)
    assert heads[:5] == ["findings", "questions", "events", "voices", "claims"]
    found = page.partition('id="findings"')[2].partition("</section>")[0]
    assert "It was late." in found
    assert "claims/dam/" in found
    assert "claims/road/" not in found, "it is not on the topic"
    asked = page.partition('id="questions"')[2].partition("</section>")[0]
    assert asked.count("When was it ready?") == 1
    assert "The dam opened." in page.partition('id="events"')[2].partition("</section>")[0]
    who = text_of(page.partition('id="voices"')[2].partition("</section>")[0])
    assert "Ministry of Works 5 claims" in who
    assert "not votes" in who


def test_without_questions_a_topic_has_its_contested_claims(make_site: MakeSite) -> None:
    files = {
        path: text.replace("question: When was it ready?\n", "") for path, text in TOLD.items()
    }
    site = make_site(files)
    site.build()
    assert "Most contested" in site.read("topics/dams/index.html")
    few = make_site(name="few")
    few.build()
    assert "Most contested" not in few.read("topics/dams/index.html"), "one claim is seen at once"


def test_a_long_claim_is_set_smaller(make_site: MakeSite) -> None:
    claim = "The dam was finished in 2019. " + "And then it was opened. " * 4
    site = make_site(
        {"content/claims/dam.md": CLAIM.replace("The dam was finished in 2019.", claim.strip())}
    )
    site.build()
    assert re.search('<h1[^>]*class="long"[^>]*>The dam', site.read("claims/dam/index.html"))
