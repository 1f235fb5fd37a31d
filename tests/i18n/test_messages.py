"""Every message of code and templates has its words in every language, and none is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages import Catalog, Message

from factpress.i18n.translations import CONTEXT_END, ENGLISH, SHIPPED, parsed
from messages import ROOT, TEMPLATE, gathered, is_ready, languages, read

CATALOGUES = dict(languages())
# Words that a language shares with English.
SHARED = {
    "fr": set(
        "correction document documents image menu message organisation page pages passage passages "
        "publication sources type via".split()
    ),
}
# Forms of a number that can do without it: its word says it.
_SAYS_ITSELF = {"ar": 3, "fr": 1}
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_TAG = re.compile(r"</?\w[^>]*>")


@pytest.fixture(scope="module")
def found() -> Catalog:
    return gathered()


def catalogue(language: str) -> Catalog:
    return read(language, CATALOGUES[language])


def forms(message: Message) -> list[tuple[str, str]]:
    """Each form of a message in English, the singular for the first alone, and translated."""
    if isinstance(message.id, str):
        return [(message.id, said(message)[0])]
    return [(message.id[min(n, 1)], words) for n, words in enumerate(said(message))]


def said(message: Message) -> tuple[str, ...]:
    """A message in the language of its catalogue, in each form."""
    string = message.string or ()
    return (string,) if isinstance(string, str) else tuple(string)


def messages(language: str) -> Iterator[Message]:
    """What is translated of a language's catalogue."""
    return (each for each in catalogue(language) if each.id and is_ready(each.string))


def test_every_shipped_language_has_a_catalogue_but_english_which_needs_none() -> None:
    assert {*CATALOGUES, ENGLISH} == set(SHIPPED)


def test_messages_are_said_where_they_are_found() -> None:
    """`words(language)("Claims")` would be no message for anybody to translate."""
    for path in (ROOT / "generator").rglob("*.py"):
        assert not re.search(r"\bwords\([^()]*\)(?:\.plural)?\(", path.read_text("utf-8")), path


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_message_is_translated(found: Catalog, language: str) -> None:
    translated = catalogue(language)
    missing = []
    for wanted in found:
        message = translated.get(wanted.id, wanted.context) if wanted.id else None
        if wanted.id and (message is None or message.fuzzy or not is_ready(message.string)):
            missing.append(wanted.id)
    assert not missing, "run `make messages` and translate what is empty"


def test_the_template_of_catalogues_has_every_message(found: Catalog) -> None:
    template = read("en", TEMPLATE)
    missing = [m.id for m in found if m.id and template.get(m.id, m.context) is None]
    assert not missing, "run `make messages`"


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_message_is_left_in_english(language: str) -> None:
    left = {
        english
        for message in messages(language)
        for english, words in forms(message)
        if english == words and re.search(r"[a-z]{2}", _PLACEHOLDER.sub("", english))
    }
    shared = SHARED.get(language, set())
    assert not {each for each in left if not set(re.findall(r"\w+", _bare(each))) <= shared}


def _bare(message: str) -> str:
    return _TAG.sub(" ", _PLACEHOLDER.sub(" ", message)).lower()


@pytest.mark.parametrize("language", CATALOGUES)
def test_placeholders_and_mark_up_are_those_of_the_message(language: str) -> None:
    for message in messages(language):
        for number, (english, words) in enumerate(forms(message)):
            wanted, got = set(_PLACEHOLDER.findall(english)), set(_PLACEHOLDER.findall(words))
            if isinstance(message.id, tuple):
                wanted |= set(_PLACEHOLDER.findall(message.id[1]))
                may_lack = {"num", "count"} if number < _SAYS_ITSELF.get(language, 0) else set()
                assert wanted - may_lack <= got <= wanted, words
            else:
                assert wanted == got, words
            assert sorted(_TAG.findall(english)) == sorted(_TAG.findall(words)), words
            # Nothing but placeholders may look like one: a message is always filled in.
            assert "%" not in _PLACEHOLDER.sub("", words).replace("%%", ""), words


@pytest.mark.parametrize("language", CATALOGUES)
def test_plural_forms_are_complete(language: str) -> None:
    translated = catalogue(language)
    assert translated.num_plurals == {"ar": 6, "ru": 3, "fr": 2}[language]
    plurals = [m for m in messages(language) if isinstance(m.id, tuple)]
    assert plurals
    assert {len(said(message)) for message in plurals} == {translated.num_plurals}


@pytest.mark.parametrize("language", CATALOGUES)
def test_we_read_a_catalogue_as_babel_does(language: str) -> None:
    read_by_us = parsed(CATALOGUES[language].read_text("utf-8"))
    read_by_babel = {_name(m): said(m) for m in messages(language)}
    assert dict(read_by_us.messages) == read_by_babel


def _name(message: Message) -> str:
    name = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}{CONTEXT_END}{name}" if message.context else name


def test_templates_set_the_thousands_of_every_count_apart() -> None:
    plain = re.compile(r"\{\{ \w+\.(?:count|all) \}\}")
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert [p.name for p in templates if plain.search(p.read_text("utf-8"))] == []


def test_what_is_not_ready_counts_as_missing() -> None:
    text = r"""
msgid ""
msgstr ""
"Language: fr\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

#, fuzzy
msgid "unsure"
msgstr "pas sûr"

msgid "empty"
msgstr ""

#~ msgid "gone"
#~ msgstr "parti"

msgctxt "verb"
msgid "rates"
msgstr "évalue"

# A remark.
#: place.py
msgid "long \"and\" \\ "
"in two lines"
msgstr ""
"long « et » \\\n"
"\ten deux lignes"

msgid "%(num)s cow"
msgid_plural "%(num)s cows"
msgstr[0] "%(num)s vache"
msgstr[1] ""
"""
    catalogue = parsed(text)
    assert catalogue.messages == {
        "verb\x04rates": ("évalue",),
        'long "and" \\ in two lines': ("long « et » \\\n\ten deux lignes",),
    }
    assert [catalogue.form(n) for n in (0, 1, 2)] == [0, 0, 1]
