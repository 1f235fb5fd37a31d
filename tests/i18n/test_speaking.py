"""What the interface says in each language: words, plurals, numbers, dates, names of languages."""

from __future__ import annotations

import subprocess
import sys

import babel.core
import pytest
from babel import Locale
from babel.core import get_global

from conftest import BASE, MakeSite
from factpress.i18n.formats import NAMES, direction
from factpress.i18n.formats import _direction_by_babel as direction_of_a_language
from factpress.i18n.translations import SHIPPED, words
from factpress.model.contexts import Page
from factpress.templating.environment import Sources, Theme
from given import Given

NBSP, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "Claims"),
        ("en-GB", "Claims"),
        ("fr", "Affirmations"),
        ("fr-CA", "Affirmations"),
        ("FR", "Affirmations"),
        ("ru", "Утверждения"),
        ("ar-EG", "الادعاءات"),
        ("de", "Claims"),
        ("frr", "Claims"),
    ],
)
def test_a_regional_form_falls_back_to_its_language_and_any_other_to_english(
    language: str, word: str
) -> None:
    assert words(language)("Claims") == word


def test_a_message_that_no_catalogue_has_stays_english() -> None:
    assert words("fr")("Never %(what)s before", what="heard") == "Never heard before"
    assert words("fr").plural("%(num)s gnu", "%(num)s gnus", 2) == "2 gnus"


def test_values_stay_as_they_are() -> None:
    hostile = "%s %(name)s <b>100%</b>"
    assert words("fr")("Rated %(rating)s", rating=hostile) == f"Évaluation{NBSP}: {hostile}"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", {0: "0 claims", 1: "1 claim", 2: "2 claims", 12345: "12,345 claims"}),
        (
            "fr",
            {0: "0 affirmation", 1: "1 affirmation", 2: "2 affirmations"}
            | {12345: f"12{THIN}345 affirmations"},
        ),
        (
            "ru",
            {0: "0 утверждений", 1: "1 утверждение", 3: "3 утверждения", 5: "5 утверждений"}
            | {11: "11 утверждений", 21: "21 утверждение", 1002: f"1{NBSP}002 утверждения"},
        ),
        (
            "ar",
            {0: "لا ادعاءات", 1: "ادعاء واحد", 2: "ادعاءان", 3: "3 ادعاءات", 11: "11 ادعاءً"}
            | {100: "100 ادعاء", 103: "103 ادعاءات", 1011: "1,011 ادعاءً"},
        ),
    ],
)
def test_counts(language: str, said: dict[int, str]) -> None:
    say = words(language)
    assert {n: say.plural("%(num)s claim", "%(num)s claims", n) for n in said} == said


@pytest.mark.parametrize("language", [each for each in SHIPPED if each != "en"])
def test_every_number_has_the_plural_form_of_cldr(language: str) -> None:
    rule, form = Locale(language).plural_form, words(language).catalogue.form
    names: dict[int, str] = {}
    for number in range(1100):
        assert names.setdefault(form(number), rule(number)) == rule(number), number


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "2022-01-07", "7 January 2022"),
        ("en", "2022-01", "January 2022"),
        ("en", "2022", "2022"),
        ("en", "2022-01-07/2022-02", "7 January 2022 – February 2022"),
        ("en-US", "2022-01-07", "January 7, 2022"),
        ("fr", "2022-01-07", "7 janvier 2022"),
        ("fr", "2022-02-01", "1er février 2022"),
        ("fr", "2022-02-11", "11 février 2022"),
        ("fr", "2022-12", "décembre 2022"),
        ("ru", "2022-01-07", "7 января 2022"),
        ("ru", "2022-01", "январь 2022"),
        ("ru", "2021-12-30/2022-01-07", "30 декабря 2021 – 7 января 2022"),
        ("ar", "2022-01-07", "7 يناير 2022"),
        ("ar-SY", "2022-01-07", "7 كانون الثاني 2022"),
        ("ar-XX", "2022-01", "يناير 2022"),
        ("de", "2022-01-07", "7 January 2022"),
    ],
)
def test_dates(language: str, text: str, said: str) -> None:
    assert words(language).day(text) == said


@pytest.mark.parametrize(
    ("language", "tag", "name"),
    [
        ("en", "fr", "French"),
        ("fr", "en", "anglais"),
        ("ru", "ar", "арабский"),
        ("ar", "ru", "الروسية"),
        ("en", "pt-BR", "Portuguese (Brazil)"),
        ("en", "fr-XX", "French"),
        ("en", "qqq", "qqq"),
        ("de", "de", "German"),
    ],
)
def test_names_of_languages(language: str, tag: str, name: str) -> None:
    assert words(language).language_name(tag) == name


def test_the_names_of_languages_in_plain_english_are_those_of_cldr() -> None:
    for tag, name in NAMES.items():
        assert Locale.parse(tag).get_display_name("en") == name


@pytest.mark.parametrize("language", [*SHIPPED, *NAMES, "fr-CA", "pt-BR", "zh-Hant", "qqq", ""])
def test_the_direction_of_languages_that_we_ship_or_name(language: str) -> None:
    expected = "rtl" if language in ("ar", "fa") else "ltr"
    assert direction(language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        *((tag, "rtl") for tag in ("he", "AR-eg", "ur", "yi", "dv", "ku-Arab", "az-Arab", "prs")),
        *((tag, "rtl") for tag in ("en-Arab", "qqq-Hebr", "sr-Thaa-RS", "ff-Adlm", "iw", "pnb")),
        *((tag, "ltr") for tag in ("ku", "az", "he-Latn", "ks-Deva", "sd-Deva", "mn-Mong")),
        *((tag, "ltr") for tag in ("qqq", "qqq-Latn", "arc-Qaaa", "x-private", "a")),
    ],
)
def test_a_script_that_is_named_decides_else_the_usual_one(language: str, expected: str) -> None:
    assert direction(language) == expected


def test_a_language_that_a_later_babel_adds_needs_no_list_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = {"likely_subtags": {**get_global("likely_subtags"), "qpz": "qpz_Hebr_IL"}}
    assert direction("qpz") == "ltr"
    monkeypatch.setattr(babel.core, "get_global", lambda key: later.get(key) or get_global(key))
    direction_of_a_language.cache_clear()
    assert direction("qpz") == "rtl"
    direction_of_a_language.cache_clear()


def rendered(template: str, language: str = "en", **context: object) -> str:
    theme = Theme(Sources({"page.html": template}, {}, "templates"), {}, words(language))
    return theme.render(Page("/", "pages", Given(values=context))).decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "<i>A</i>, <i>B</i> and <i>C</i>|<i>A</i> and <i>B</i>|<i>A</i>|"),
        ("fr", "<i>A</i>, <i>B</i> et <i>C</i>|<i>A</i> et <i>B</i>|<i>A</i>|"),
        ("ar", "<i>A</i> و<i>B</i> و<i>C</i>|<i>A</i> و<i>B</i>|<i>A</i>|"),
    ],
)
def test_lists_in_a_sentence(language: str, said: str) -> None:
    template = (
        "{% macro to(x) %}<i>{{ x }}</i>{% endmacro %}"
        "{{ 'ABC'|list|listed(to) }}|{{ ['A', 'B']|listed(to) }}|{{ ['A']|listed(to) }}|"
        "{{ []|listed(to) }}"
    )
    assert rendered(template, language) == said


def test_templates_speak_and_escape_what_they_are_given() -> None:
    template = (
        "{{ _('Claims') }} {{ ngettext('%(num)s claim', '%(num)s claims', 12345) }} "
        "{% trans %}Note: {{ note }}{% endtrans %} {{ ['<b>', '%s']|listed }} "
        "{{ 12345|number }} {{ '2022-01-07'|day }} {{ 'en'|language_name }}"
    )
    assert rendered(template, "fr", note="<script>%(x)s") == (
        f"Affirmations 12{THIN}345 affirmations Note{NBSP}: &lt;script&gt;%(x)s "
        f"&lt;b&gt; et %s 12{THIN}345 7 janvier 2022 anglais"
    )


def test_other_words_are_another_fingerprint() -> None:
    sources = Sources({"page.html": "{{ _('Claims') }}"}, {}, "templates")
    prints = {Theme(sources, {}, words(each)).fingerprint("page.html") for each in SHIPPED}
    regional = Theme(sources, {}, words("fr-CA")).fingerprint("page.html")
    assert len({*prints, regional}) == len(SHIPPED) + 1


def test_a_language_without_words_is_told_and_its_words_are_marked(make_site: MakeSite) -> None:
    settings = BASE["content/publication.yaml"].replace("language: en", "language: de")
    site = make_site({"content/publication.yaml": settings})
    assert site.problems() == [
        'content/publication.yaml:2:11: warning: the interface has no words in "de", so that its '
        "own stay English; it has them in ar, en, fr, ru and their regional forms"
    ]
    site.build()
    home = site.read("index.html")
    assert '<html lang="de"' in home
    assert '<a class="skip" href="#main" lang="en">' in home
    regional = make_site({"content/publication.yaml": settings.replace("de", "fr-CA", 1)}, "ca")
    assert regional.problems() == []


IMPORTED = """
import sys
from factpress.cli import main
code = main(sys.argv[1:])
print([name for name in sys.modules if name.split(".")[0] == "babel"])
sys.exit(code)
"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_babel_is_imported_only_where_it_is_needed(make_site: MakeSite, language: str) -> None:
    settings = BASE["content/publication.yaml"].replace("language: en", f"language: {language}")
    site = make_site({"content/publication.yaml": settings})
    site.lock()

    def imports() -> bool:
        command = [sys.executable, "-c", IMPORTED, "build", "--quiet"]
        done = subprocess.run(command, cwd=site.root, check=True, capture_output=True, text=True)
        return done.stdout.splitlines()[-1] != "[]"

    assert imports() == (language != "en")
    assert not imports(), "an unchanged site needs no words"
