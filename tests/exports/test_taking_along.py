"""What readers take along: citations for bibliographies, permalinks, embeds, days of review."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from conftest import CLAIM, PUBLICATION, MakeSite, Site

HOSTILE = r"""'100% of A & B_C {cost} $5 #1 ~ ^ \ "x" <script>alert(1)</script> לא'"""
URL = f"{PUBLICATION}url: https://dam.example/watch\n"


def built(make_site: MakeSite, claim: str = CLAIM, settings: str = URL) -> Site:
    site = make_site({"content/claims/dam.md": claim, "content/publication.yaml": settings})
    site.build()
    return site


def test_bibtex_has_its_fields(make_site: MakeSite) -> None:
    assert built(make_site).read("claims/dam/cite.bib") == (
        "@misc{dam,\n"
        "  author       = {{Dam Watch}},\n"
        "  title        = {{The dam was finished in 2019.}},\n"
        "  howpublished = {{Dam Watch}},\n"
        "  year         = {2022},\n"
        "  month        = jan,\n"
        "  note         = {Rating: Mixed, as of 2022-01-06; checked 2022-01-31},\n"
        "  url          = {https://dam.example/watch/claims/dam/}\n"
        "}\n"
    )


def test_bibtex_escapes_what_tex_would_read(make_site: MakeSite) -> None:
    card = CLAIM.replace("claim: The dam was finished in 2019.", f"claim: {HOSTILE}")
    entry = built(make_site, card).read("claims/dam/cite.bib")
    assert (
        r"100\% of A \& B\_C \textbraceleft{}cost\textbraceright{} \$5 \#1 \textasciitilde{} "
        r"\textasciicircum{} \textbackslash{}"
    ) in entry
    assert entry.count("{") == entry.count("}")


def test_csl_json_holds_the_same(make_site: MakeSite) -> None:
    card = CLAIM.replace("claim: The dam was finished in 2019.", f"claim: {HOSTILE}")
    (entry,) = json.loads(built(make_site, card).read("claims/dam/cite.json"))
    assert entry["title"] == HOSTILE.strip("'")
    assert entry["issued"] == {"date-parts": [[2022, 1, 31]]}
    assert entry["URL"] == "https://dam.example/watch/claims/dam/"
    assert "accessed" not in entry


def test_the_page_shows_both_escaped(make_site: MakeSite) -> None:
    card = CLAIM.replace("claim: The dam was finished in 2019.", f"claim: {HOSTILE}")
    site = built(make_site, card)
    page = site.read("claims/dam/index.html")
    shown = [html.unescape(each) for each in re.findall(r"<pre><code>(.*?)</code>", page, re.S)]
    assert shown == [site.read(f"claims/dam/cite.{end}") for end in ("bib", "json")]
    assert "<script>alert" not in page


def test_the_message_and_the_code_to_frame_survive_hostile_words(make_site: MakeSite) -> None:
    card = CLAIM.replace("claim: The dam was finished in 2019.", f"claim: {HOSTILE}")
    page = built(make_site, card).read("claims/dam/index.html")
    found = re.search(r'href="(mailto:[^"]*)"', page)
    assert found
    mail = parse_qs(urlsplit(html.unescape(found[1])).query)
    assert mail["subject"] == [HOSTILE.strip("'")]
    assert mail["body"][0].endswith("\r\nhttps://dam.example/watch/claims/dam/")
    area = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    assert area
    code = html.unescape(area[1])
    assert code.startswith('<iframe src="https://dam.example/watch/embed/dam/" title="100% of')
    assert "<script>" not in code
    assert code.count('"') == 10


def test_without_an_address_there_is_no_permalink(make_site: MakeSite) -> None:
    site = built(make_site, settings=PUBLICATION)
    page = site.read("claims/dam/index.html")
    assert "mailto:" not in page
    assert "&lt;iframe" not in page, "it could not work on other sites"
    assert "There is no code to embed this check: the address of this site is not set." in page
    assert "url " not in site.read("claims/dam/cite.bib")
    assert "URL" not in site.read("claims/dam/cite.json")


def test_an_embed_is_small_and_not_for_search_engines(make_site: MakeSite) -> None:
    site = built(make_site, CLAIM.replace("topics:", "aliases: [old-dam]\ntopics:"))
    for name in ("dam", "old-dam"):
        page = site.read(f"embed/{name}/index.html")
        assert '<meta name="robots" content="noindex">' in page
        assert '<link rel="canonical" href="https://dam.example/watch/claims/dam/">' in page
        assert "<script" not in page
        assert "<nav" not in page
        assert "frame-ancestors" not in page
        assert "Mixed" in page
        assert "◐" in page


@pytest.mark.parametrize(
    ("setting", "day"),
    [("", None), ("stale_after: 365\n", "2023-01-31"), ("stale_after: 99999999\n", None)],
)
def test_the_day_of_review_is_written_into_the_page(
    make_site: MakeSite, setting: str, day: str | None
) -> None:
    page = built(make_site, settings=PUBLICATION + setting).read("claims/dam/index.html")
    assert ("assets/review." in page) == ("Review due" in page) == (day is not None)
    if day:
        assert page.count(f'<time datetime="{day}">31 January 2023</time>') == 2
        assert '<p class="stale" hidden>' in page
