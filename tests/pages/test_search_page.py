"""The search page and its list: everything can be reached, and nothing grows without bounds."""

from __future__ import annotations

import json
import random
import re
import zlib
from typing import Any

import html5lib
import pytest

from conftest import CLAIM, PUBLICATION, MakeSite, Site
from crawler import Crawl
from data_files import listed
from factpress.pages import search
from factpress.views import titles
from factpress.views.pagination import MOST_ENTRIES

HOSTILE = "</script><script>alert(1)</script> \\u2028 ليبيا <b>"


def test_the_page_leads_to_everything(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    crawl = Crawl(site.options.out)
    assert crawl.broken() == []
    cards = {address for address in crawl.pages if crawl.is_card(address)}
    ours = {address for address in cards if "/ratings/" not in address}
    assert ours <= crawl.links(f"{crawl.base}search/")
    html5lib.HTMLParser(strict=True).parse(site.read("search/index.html"))
    assert "<script" in site.read("search/index.html")


def test_the_list_has_every_card_with_its_rating_and_topics(make_site: MakeSite) -> None:
    site = make_site(
        {"content/claims/x.md": CLAIM.replace("The dam was finished in 2019.", f"'{HOSTILE}'")}
    )
    site.build()
    found = listed(site)
    assert found["ratings"] == ["false", "mixed", "true"]
    assert found["topics"] == ["/topics/dams/"]
    titles = [card[1] for card in found["cards"]]
    assert HOSTILE in titles
    assert "Ministry of Works" in titles
    assert "About" in titles
    claim = next(card for card in found["cards"] if card[2] == "/claims/dam/")
    assert claim[0] == 0
    assert claim[3:] == [
        "The ministry says so and its own engineer denies it.", "Ministry of Works", 1, [0], 0
    ]  # fmt: skip
    assert found["days"] == ["as of 6 January 2022"]
    assert "<script>alert" not in site.read("search/index.html")


def test_there_is_room_for_so_many_and_the_page_says_so(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_LISTED", 20)
    monkeypatch.setattr(search, "MOST_ENTRIES", 10)
    cards = {
        f"content/claims/c{n:02}.md": CLAIM.replace("in 2019.", f"in {n}.").replace(
            "checked: 2022-01-31", f"checked: 2022-02-{1 + n % 28:02}"
        )
        for n in range(30)
    }
    actors = {
        f"content/actors/a{n}.md": f"---\nname: Actor {n}\nkind: person\n---\n" for n in range(30)
    }
    site = make_site({**cards, **actors})
    site.build()
    found = listed(site)["cards"]
    kinds = [card[0] for card in found]
    assert len(found) == 20
    assert kinds.count(0) == 10, "half of the room is for claims, the newest"
    assert "The search knows 20 of " in site.read("search/index.html")
    page = site.read("search/index.html")
    assert len(re.findall('class="index rated-index">.*?</ul>', page, re.S)) == 1
    assert page.count('href="../claims/c') == 10
    assert "All 31 claims" in page
    assert "All 33" in page


def test_few_cards_leave_their_room_to_others(make_site: MakeSite) -> None:
    site = make_site(
        {
            f"content/claims/c{n:02}.md": CLAIM.replace("in 2019.", f"in {n}.")
            for n in range(MOST_ENTRIES + 1)
        }
    )
    site.build()
    assert "The search knows" not in site.read("search/index.html")
    page = site.read("search/index.html")
    assert page.count('href="../claims/c') == MOST_ENTRIES
    assert len(page) < 60_000


def titles_of(site: Site) -> dict[str, Any]:
    """The file of titles, as the scripts of the search read it."""
    found: dict[str, Any] = json.loads(site.read("search/titles.json"))
    return found


def test_the_titles_have_every_card_and_its_other_names(make_site: MakeSite) -> None:
    actor = "---\nname: Ann Lee\nkind: person\naliases: [A. Lee]\nshort: Lee\n---\n"
    site = make_site({"content/actors/ann.md": actor})
    site.build()
    found = titles_of(site)
    assert found["isWhole"] is True
    assert [0, "The dam was finished in 2019.", "dam", "", 1, [0]] in found["cards"]
    assert [1, "Ann Lee", "ann", "A. Lee\nLee"] in found["cards"]
    assert {tuple(each[:3]) for each in found["cards"]} >= {
        (2, "Dam row deepens", "gazette"), (3, "Dams", "dams"), (5, "About", "about"),
    }  # fmt: skip
    assert found["kinds"][0] == ["/claims/*/", "Claims"]
    assert found["ratings"][2] == ["true", "True", 6]


def test_claims_with_more_on_both_sides_come_first(make_site: MakeSite) -> None:
    alone = CLAIM[: CLAIM.index("  - id: not-done")] + "---\nA dam [@done].\n"
    site = make_site(
        {"content/claims/a.md": alone.replace("The dam was", "A dam was"),
         "content/claims/z.md": CLAIM.replace("The dam was", "One dam was")}
    )  # fmt: skip
    site.build()
    slugs = [card[2] for card in titles_of(site)["cards"] if card[0] == 0]
    assert slugs[-1] == "a", "one voice; the others have a voice for and one against"


def test_a_large_site_has_the_titles_of_the_weightiest_cards_in_the_same_room(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(titles, "MOST_BYTES", 1_500)
    rng = random.Random(1)
    cards = {
        f"content/claims/c{n:03}.md": CLAIM.replace("in 2019.", f"in {rng.randbytes(20).hex()}.")
        for n in range(60)
    }
    site = make_site(cards)
    site.build()
    assert len(zlib.compress((site.options.out / "search/titles.json").read_bytes())) <= 1_500
    found = titles_of(site)
    assert found["isWhole"] is False
    assert {card[0] for card in found["cards"]} == {0, 1, 2, 3, 5}


def test_a_new_title_leaves_pages_as_they_are_that_do_not_show_it(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": f"{PUBLICATION}url: https://dam.example/\n"})
    site.build()
    before = site.files()
    for path in ("index.html", "claims/dam/index.html", "search/index.html"):
        (to,) = re.findall(r' data-titles="([^"]*)"', site.read(path))
        assert (site.options.out / path).parent.joinpath(to).resolve() == (
            site.options.out / "search/titles.json"
        )
    site.write({"content/actors/mayor.md": "---\nname: The Mayor\nkind: person\n---\n"})
    site.build()
    after = site.files()
    assert before["search/titles.json"] != after["search/titles.json"]
    for path in ("claims/dam/index.html", "topics/dams/index.html", "about/index.html"):
        assert before[path] == after[path], path


def test_the_page_is_short_and_its_lists_are_folded(make_site: MakeSite) -> None:
    site = make_site()
    site.build()
    page = site.read("search/index.html").partition('class="everything"')[2].partition("<footer")[0]
    folds = re.findall(r"<summary><h2>(.*?)</h2> <span[^>]*>(\d+)</span></summary>", page)
    assert folds == [("Topics", "1"), ("People", "3"), ("Documents", "1"), ("Claims", "1")]
    assert page.count("<details>") == len(folds)
    assert page.rindex("<li>") < page.rindex("</details>")


def test_every_page_has_the_way_to_the_search_but_those_that_others_frame(
    make_site: MakeSite,
) -> None:
    site = make_site({"content/publication.yaml": f"{PUBLICATION}url: https://dam.example/sub/\n"})
    site.build()
    for path in site.options.out.rglob("*.html"):
        text = path.read_text()
        is_framed = "embed/" in path.as_posix()
        assert ("data-search" in text) != is_framed, path
        assert ("<script src" in text) != is_framed, path
        assert ("form-action 'self'" in text) != is_framed, path
        assert ("connect-src 'self'" in text) == ("script-src 'self'" in text), path
    assert 'template="https://dam.example/sub/search/?q={searchTerms}"' in site.read("search.xml")


def test_scripts_may_run_the_index_on_the_search_page_alone(make_site: MakeSite) -> None:
    site = make_site({"content/publication.yaml": f"{PUBLICATION}search: pagefind\n"})
    site.build()
    for path in site.options.out.rglob("*.html"):
        is_search = path.parent.name == "search"
        text = path.read_text()
        assert ("'wasm-unsafe-eval'" in text) == is_search, path
        assert "'unsafe-eval'" not in text
    claim = site.read("claims/dam/index.html")
    assert 'data-rating="mixed"' in claim
    assert 'data-pagefind-filter="topic /topics/dams/:yes"' in claim
