"""Pages speak one language: nothing of the interface is left in English, and all of it runs right.

The content of the publication here is written in Georgian letters, so that every Latin word of a
page is the interface's, and must be a word of its catalogue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.dates import get_month_names

from conftest import MakeSite, Site
from factpress.i18n.translations import words

LANGUAGES = ("fr", "ru", "ar")
PUBLICATION = """\
name: კაშხალი
language: LANGUAGE
tagline: ერთი კაშხლის შესახებ
archive: archive
publisher: {name: გამომცემელი, contact: ფოსტა, funding: ფონდი}
ratings:
  - {id: "false", label: მცდარი, definition: მტკიცებულება სხვას ამბობს., value: 1, mark: ✕}
  - {id: mixed, label: შერეული, definition: ნაწილი მართალია., value: 2, mark: ◐}
  - {id: "true", label: მართალი, definition: მტკიცებულება ადასტურებს., value: 3, mark: ✓}
findings:
  - {text: არავინ თანხმდება., claims: {dam: mixed, other: mixed}}
"""
DOCUMENT = """\
კაშხალი დასრულდა ორი ათას ცხრამეტში.

ინჟინერი არ ეთანხმება: “ბეტონს კიდევ ვასხამდით ოცში”, თქვა მან.

ზოგი ამბობს, რომ კაშხალი თითქმის მზად იყო. სხვები დუმან.
"""
CLAIM = """\
---
claim: კაშხალი დასრულდა.
rating: mixed
reason: სამინისტრო ამბობს, ინჟინერი უარყოფს.
checked: 2022-02-01
said: 2022-01-05/2022-01-07
claimants: [ministry, engineer, press]
topics: [dams]
related: [other]
open_questions: [ვინ იცის?]
aliases: [former]
appearances:
  - {source: gazette, date: 2022-01-06}
outside:
  - {note: შენიშვნა, date: 2023-01/2023-02, url: https://example.org/o}
changes:
  - {date: 2022-02-01, kind: update, note: შენიშვნა}
  - {date: 2022-02-02, kind: correction, note: შენიშვნა}
  - {date: 2022-02-03, kind: rating, from: "false", to: mixed, note: შენიშვნა}
evidence:
  - {id: one, source: gazette, passage: "კაშხალი დასრულდა ორი ათას", stance: asserts,
     speaker: ministry, said: 2022-01-05, note: შენიშვნა}
  - {id: two, source: gazette, passage: "ბეტონს კიდევ ვასხამდით ოცში", stance: denies,
     speaker: engineer}
  - {id: three, source: copy, passage: "კაშხალი […] მზად იყო", stance: qualifies,
     crop_ok: მიზეზი}
  - {id: four, source: copy, passage: "მზად იყო. სხვები [დიდხანს] დუმან", stance: reports}
---
[[ministry]] ამბობს [@one] და [[engineer]] არა [@two] [@two].
"""
SOURCE = """\
---
title: კაშხლის ამბავი
publisher: press
kind: სტატია
published: 2022-01-06
dated: {how: inferred, note: შენიშვნა}
document: DOCUMENT
sha256: SHA256
url: https://example.org/ka
archived_url: https://example.org/ka-2
rights: უფლებები
language: ka
REST
---
[[dams]]
"""


def publication(language: str) -> dict[str, str | None]:
    relays = "origins: [{actor: ministry, note: შენიშვნა}, {actor: engineer}]"
    defects = "defects: [{note: შენიშვნა, passage: ზოგი ამბობს}, {note: სხვა}]"
    return {
        "content/publication.yaml": PUBLICATION.replace("LANGUAGE", language),
        "content/claims/dam.md": CLAIM,
        "content/claims/other.md": CLAIM.replace("დასრულდა.", "იხსნება.")
        .replace("[former]", "[]")
        .replace("topics: [dams]", "topics: []")
        .replace("claimants: [ministry, engineer, press]", "claimants: []")
        .replace("[other]", "[dam]"),
        "content/actors/ministry.md": "---\nname: სამინისტრო\nkind: organisation\n"
        "aliases: [უწყება]\npart_of: [state]\nsame_as: [https://example.org/m]\n---\n[[dams]]\n",
        "content/actors/state.md": "---\nname: სახელმწიფო\nkind: state\n---\n",
        "content/actors/engineer.md": "---\nname: ინჟინერი\nkind: unnamed speaker\n---\n",
        "content/actors/person.md": "---\nname: პირი\nkind: person\n---\n",
        "content/actors/group.md": "---\nname: ჯგუფი\nkind: armed group\n---\n",
        "content/actors/gazette-press.md": None,
        "content/actors/press.md": "---\nname: გაზეთი\nkind: publication\nshort: გაზ.\n"
        "owner: {name: ფონდი, url: https://example.org/f}\n---\n",
        "content/events/opening.md": "---\nwhat: კაშხალი გაიხსნა.\ndate: 2022-01\nplace: ხეობა\n"
        "date_note: შენიშვნა\nclaims: [dam]\nsources: [gazette]\n---\n"
        "[[ministry]] [[event:flood]]\n",
        "content/events/flood.md": "---\nwhat: წყალდიდობა.\ndate: 2021\nsources: [copy]\n---\n",
        "archive/gazette.txt": DOCUMENT,
        "archive/copy.txt": f"{DOCUMENT}\nასლი.\n",
        "content/sources/gazette.md": SOURCE.replace("DOCUMENT", "gazette.txt").replace(
            "REST", relays
        ),
        "content/sources/copy.md": SOURCE.replace("DOCUMENT", "copy.txt").replace("REST", defects),
        "content/topics/dams.md": "---\nname: კაშხლები\n---\n[[dam]] [[ministry]] [[about]]\n",
        "content/pages/about.md": "---\ntitle: ჩვენ\n---\nჩვენ.\n",
    }


class Shown(HTMLParser):
    """All that a page says to its readers: texts, and attributes that hold words."""

    WORDY = ("aria-label", "title", "alt", "placeholder", "aria-description", "label")
    SILENT = ("script", "style", "code", "pre", "textarea")

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self.SILENT
        given = dict(attrs)
        # What a file's schema says of its keys is English, and says so.
        if tag == "td" and given.get("lang") == "en":
            self._silent, self._is_english = self._silent + 1, True
        is_address = "address" in (given.get("class") or "").split()
        self._silent += is_address
        self._addresses = is_address
        named = given.get("name") or given.get("property") or ""
        if tag == "meta" and re.search("description|title|alt|site_name", named):
            self.said.append(given.get("content") or "")
        self.said += [words for name in self.WORDY if (words := given.get(name))]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT
        if self._is_english and tag == "td":
            self._silent, self._is_english = self._silent - 1, False
        if self._addresses and tag in ("a", "span"):
            self._silent, self._addresses = self._silent - 1, False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)

    _addresses = False
    _is_english = False


LATIN = re.compile(r"[A-Za-zÀ-ÿŒœ]+(?:[’'-][A-Za-zÀ-ÿŒœ]+)*")
# Names of formats and programs are the same in every language.
NAMES = set("Atom BibTeX CSL CSL-JSON CSV JSON JSON-LD SVG SHA ClaimReview cite bib json".split())
# The letters that name the places of a citation; "1er", the first of a month.
ADDRESSES_AND_DIGESTS = re.compile(r"\b[0-9a-f]{8,}\b|\b[\w-]+\.org\b")
MARKS = {*"abcdefghijklmnopqrstuvwxyz", "er"}


def own_words(language: str) -> set[str]:
    """The Latin words that the interface has in a language."""
    said = " ".join(" ".join(forms) for forms in words(language).catalogue.messages.values())
    said = re.sub(r"%\(\w+\)s|<[^>]*>", " ", said)
    months = " ".join(get_month_names("wide", locale=language).values())
    georgian = words(language).language_name("ka")
    own = LATIN.findall(f"{said} {months} {georgian}")
    return {word.casefold() for word in (*own, *NAMES, *MARKS)}


def every_page(site: Site) -> Iterator[tuple[str, str]]:
    for path in sorted(Path(site.options.out).rglob("*.html")):
        yield path.relative_to(site.options.out).as_posix(), path.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_interface_is_left_in_english(make_site: MakeSite, language: str) -> None:
    site = make_site(publication(language))
    site.build()
    allowed, left = own_words(language), dict[str, str]()
    for path, page in every_page(site):
        shown = Shown()
        shown.feed(page)
        for said in shown.said:
            for word in LATIN.findall(ADDRESSES_AND_DIGESTS.sub("", said)):
                if word.casefold() not in allowed:
                    left.setdefault(f"{word}: {' '.join(said.split())[:60]}", path)
    assert not left, json.dumps(left, indent=1, ensure_ascii=False)


def test_arabic_has_its_own_commas(make_site: MakeSite) -> None:
    site = make_site(publication("ar"))
    site.build()
    for path, page in every_page(site):
        shown = Shown()
        shown.feed(page)
        interface = [said for said in shown.said if not re.search("[ა-ჰ]", said)]
        assert not [said for said in interface if re.search(r"(?<!\d)[,;?]", said)], path


@pytest.mark.parametrize("language", LANGUAGES)
def test_feeds_speak_it_too(make_site: MakeSite, language: str) -> None:
    site = make_site(publication(language))
    site.build()
    feed = json.loads(site.read("changes/feed.json"))
    said = [feed["title"], *(item["title"] for item in feed["items"])]
    allowed = own_words(language)
    assert not [w for words in said for w in LATIN.findall(words) if w.casefold() not in allowed]


@pytest.mark.parametrize("language", [*LANGUAGES, "ar-EG", "en"])
def test_passages_in_another_language_say_so_and_names_stand_apart(
    make_site: MakeSite, language: str
) -> None:
    site = make_site(publication(language))
    site.build()
    page = site.read("claims/dam/index.html")
    direction = "rtl" if language.startswith("ar") else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert re.search(r'<blockquote[^>]* lang="ka" dir="ltr"', page)
    assert "<bdi>სამინისტრო</bdi>" in page


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_pictures_run_as_the_language_does(make_site: MakeSite, language: str) -> None:
    site = make_site(publication(language))
    site.build()
    is_mirrored = language == "ar"
    for path in ("lineage/index.html", "timeline/index.html", "contradictions/index.html"):
        drawn = site.read(path).partition('<svg class="drawn"')[2].partition("</svg>")[0]
        assert ("matrix(-1 0 0 1" in drawn) == is_mirrored, path
        assert f'direction="{"rtl" if is_mirrored else "ltr"}"' in drawn, path


def test_nothing_of_the_style_knows_left_from_right() -> None:
    style = Path(__file__).parents[2] / "templates/assets/style.css"
    physical = r"(?:margin|padding|border|inset)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:"
    sided = r"(?:text-align|float|clear)\s*:\s*(?:left|right)"
    assert not re.findall(f"{physical}|{sided}", style.read_text("utf-8"))


@pytest.mark.parametrize(
    ("language", "marks"), [("fr", "«\u00a0\u00a0»"), ("ru", "«»"), ("ar", "«»")]
)
def test_a_claim_to_cite_is_quoted_as_the_language_quotes(
    make_site: MakeSite, language: str, marks: str
) -> None:
    site = make_site(publication(language))
    site.build()
    cited = (
        site.read("claims/dam/index.html").partition('class="citation">')[2].partition("<cite")[0]
    )
    half = len(marks) // 2
    assert f"{marks[:half]}კაშხალი დასრულდა.{marks[half:]}" in cited
