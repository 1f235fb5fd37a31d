"""Words in another language than the page's say which it is and how it runs, wherever they stand.

Quotation marks stand around a passage once: its own, or else the theme's.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from conftest import BASE, CLAIM, MakeSite, Site

_TITLE = "خلاف حول السد"
_NAME = "صحيفة النهر"
_SPOKEN = {
    "content/actors/gazette-press.md": f"""\
---
name: {_NAME}
kind: publication
language: ar
---
""",
    "content/sources/gazette.md": BASE["content/sources/gazette.md"].replace(
        "title: Dam row deepens", f"title: {_TITLE}\nlanguage: ar"
    ),
    "content/claims/dam.md": CLAIM.replace(
        "topics: [dams]\n",
        "topics: [dams]\nappearances: [{source: gazette, date: 2022-01-06}]\nrelated: [late]\n",
    ).replace("[[ministry]]", "[[ministry]] and [[gazette]]"),
    "content/claims/late.md": CLAIM.replace("The dam was finished in 2019", "The dam was late"),
}


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    made = make_site(_SPOKEN)
    made.build()
    return made


def test_every_name_in_another_language_says_which_and_how_it_runs(site: Site) -> None:
    seen = set()
    for path in site.options.out.rglob("*.html"):
        text = re.sub(r"<head>.*?</head>|<svg.*?</svg>", "", path.read_text(), flags=re.DOTALL)
        for name in (_TITLE, _NAME):
            # In a sentence of the page's own language, or within data, a name stands as it is.
            for tag in re.findall(rf"<([^<>]*)>[^<>]*{name}(?! publishes)", text):
                if tag != "code":
                    seen.add(path.relative_to(site.options.out).as_posix())
                    assert 'lang="ar" dir="rtl"' in tag, f"{path}: <{tag}>"
    assert {
        "claims/dam/index.html", "actors/index.html", "actors/gazette-press/index.html",
        "sources/index.html", "sources/gazette/index.html", "matrix/index.html",
        "lineage/index.html", "search/index.html",
    } <= seen  # fmt: skip


def test_names_in_the_pages_language_say_nothing(make_site: MakeSite) -> None:
    made = make_site(
        {
            "content/actors/ministry.md": "---\nname: Works\nkind: state\nlanguage: en\n---\n",
        }
    )
    made.build()
    assert "<bdi>Works</bdi>" in made.read("claims/dam/index.html")


def test_a_passage_runs_as_its_language_does_whatever_it_begins_with(make_site: MakeSite) -> None:
    source = BASE["content/sources/gazette.md"].replace("kind: news", "language: ar\nkind: news")
    made = make_site({"content/sources/gazette.md": source})
    made.build()
    page = made.read("claims/dam/index.html")
    assert '<span class="words" lang="ar" dir="rtl">the dam was' in page
    assert '<blockquote lang="ar" dir="rtl"><p>the dam was' in page
    assert 'lang="ar" dir="rtl"><span>the dam was' in made.read("sources/gazette/index.html")


_MARKED = {
    "content/claims/dam.md": CLAIM.replace(
        "passage: we were still pouring concrete in 2020",
        "passage: |\n      “We were late: we were still pouring concrete in 2020,” the",
    )
}


def test_a_passage_that_brings_its_quotation_marks_gets_no_others(
    make_site: MakeSite, browser: Browser
) -> None:
    made = make_site(_MARKED)
    made.build()
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    page.goto((made.options.out / "claims/dam/index.html").as_uri())
    marks = page.evaluate(
        "[...document.querySelectorAll('.voices .words')].map(words =>"
        " [words.textContent[0], words.querySelector('q') !== null])"
    )
    context.close()
    assert sorted(marks) == [["t", False], ["“", False]]


def test_only_direct_speech_gets_quotation_marks(make_site: MakeSite) -> None:
    made = make_site()
    made.build()
    words = re.findall('<span class="words".*?>(.*?)</span>', made.read("claims/dam/index.html"))
    assert words == [
        "the dam was finished in 2019",
        "<q>we were still pouring concrete in 2020</q>",
    ]


def test_no_full_stop_stands_before_a_comma(make_site: MakeSite) -> None:
    made = make_site()
    made.build()
    text = re.sub(r"<[^>]*>", "", made.read("sources/gazette/index.html"))
    assert "finished in 2019" in text
    assert ".," not in text
