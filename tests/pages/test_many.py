"""What a page does when it has much to show: long words and long lists stay out of the way."""

from __future__ import annotations

import re

from conftest import BASE, CLAIM, MakeSite


def _topics(number: int) -> dict[str, str]:
    named = ", ".join(f"topic-{n}" for n in range(number))
    cards = {f"content/topics/topic-{n}.md": f"---\nname: Topic {n}\n---\n" for n in range(number)}
    return {"content/claims/dam.md": CLAIM.replace("topics: [dams]", f"topics: [{named}]"), **cards}


def test_many_topics_of_a_rating_are_folded(make_site: MakeSite) -> None:
    site = make_site({**BASE, **_topics(13)})
    site.build()
    ways = site.read("ratings/mixed/index.html").partition('aria-label="By topic"')[2]
    assert re.match(r">\s*<details>\s*<summary>By topic</summary>\s*<ul", ways)
    assert ways.partition("</details>")[0].count("<li>") == 14, "all, and each"


def test_a_few_topics_of_a_rating_are_not(make_site: MakeSite) -> None:
    site = make_site({**BASE, **_topics(12)})
    site.build()
    page = site.read("ratings/mixed/index.html")
    assert "<details>" not in page.partition("By topic")[2].partition("</nav>")[0]


def test_a_long_claim_is_set_smaller(make_site: MakeSite) -> None:
    claim = "The dam was finished in 2019. " + "And then it was opened. " * 4
    site = make_site(
        {"content/claims/dam.md": CLAIM.replace("The dam was finished in 2019.", claim.strip())}
    )
    site.build()
    assert '<h1 class="long">The dam' in site.read("claims/dam/index.html")
