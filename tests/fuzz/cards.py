"""Properties of cards and settings: front matter, comments, fields, and cards that are kept."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from types import FrameType
from urllib.parse import urlsplit

from msgspec import to_builtins

from factpress.cache.card_cache import new_card_file
from factpress.content.card_store import CardStore
from factpress.content.cards import parse
from factpress.content.front_matter import FrontMatter, read_card
from factpress.content.markdown.comments import Places, without_comments
from factpress.content.markdown.converter import BodyConverter
from factpress.content.markdown.marks import JOINT
from factpress.content.places import divided, place_of
from factpress.content.settings_file import settings_in
from factpress.i18n.formats import direction, language_name, number, period
from factpress.model.cards import InputFile, Place
from factpress.model.encoding import digest
from factpress.model.field_types import period_bounds
from factpress.model.problems import Problem, errors
from factpress.model.schema import ActorFields, ClaimFields
from factpress.theme.palette import rules
from small_site import CLAIM, PUBLICATION

_CONVERTER = BodyConverter()
_ACTOR = "actors/state.md"
_PLACE_OF_FIELD = re.compile(r"^said: .*$", re.M)
_UNWRITABLE = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029\ufeff]"
)
# The lines of a style sheet of ours: properties, and the rules and blocks around them.
_STYLE = re.compile(
    r"/\* From publication\.yaml\. \*/|:root \{|@supports \(color: light-dark\(#000, #fff\)\) \{"
    r'|@media screen \{|\}|[ ]*--[a-z0-9-]+: (?:[^"{};\\<]|"[^"{};\\<]*")*;'
)


def file_of(content: bytes, path: str = "claims/dam.md") -> InputFile:
    return InputFile(path, content, digest(content))


def front_matter(content: bytes) -> None:
    """Front matter is read, or refused with problems at places that the file has."""
    file = file_of(content)
    read = read_card(file)
    if not isinstance(read, FrontMatter):
        assert read
        _are_in(file, read)
        return
    _are_in(file, read.problems)
    assert divided(file) == read.parts
    for path in read.places:
        _is_in(file, read.places[path])
    if not _has_empty_item(read.fields):
        again = read_card(file_of(f"---\n{_yaml(read.fields)}\n---\n".encode()))
        assert isinstance(again, FrontMatter)
        assert again.fields == read.fields


def _has_empty_item(value: object) -> bool:
    """Whether a list has an empty item, which brackets cannot write."""
    if isinstance(value, dict):
        return any(map(_has_empty_item, value.values()))
    return isinstance(value, list) and any(e is None or _has_empty_item(e) for e in value)


def _yaml(value: object) -> str:
    """A value as YAML in brackets, each key and item in a line of its own."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _UNWRITABLE.sub(_escaped, json.dumps(value, ensure_ascii=False))
    if isinstance(value, list):
        return "\n".join(["[", *(f" {_yaml(each)}," for each in value), "]"])
    assert isinstance(value, dict)
    items = (f" ? {_yaml(key)}\n : {_yaml(each)}," for key, each in value.items())
    return "\n".join(["{", *items, "}"])


def _escaped(found: re.Match[str]) -> str:
    return f"\\U{ord(found[0]):08X}"


def _are_in(file: InputFile, problems: Iterable[Problem]) -> None:
    """Problems name the file, a place that it has, and a message of one line."""
    for problem in problems:
        assert problem.path == file.path
        assert problem.message.isprintable(), problem
        _is_in(file, Place(problem.line, problem.column))


def _is_in(file: InputFile, place: Place) -> None:
    # An editor, and Python's own error messages, count columns in the bytes that are no text too.
    lines = file.content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    line = [*lines.split("\n"), ""][place.line - 1]
    assert 1 <= place.column <= len(line) + 1, (place, line)


def card(content: bytes) -> None:
    """A card, or problems at places of its file; a card that is kept is read back as it was."""
    file = file_of(content)
    found, problems = parse(file, _CONVERTER)
    _are_in(file, problems)
    assert found or errors(problems)
    if found is None:
        return
    for field in ("evidence.0.source", "rating", "body"):
        _is_in(file, place_of(found, field))
    store = CardStore(new_card_file(None), set(), b"key", is_kept=True)
    again = store.card(store.put(found))
    for name in ("key", "path", "digest", "head", "fields"):
        assert to_builtins(getattr(again, name)) == to_builtins(getattr(found, name))
    for name in ("html", "text", "marks", "headings"):
        assert getattr(again.body, name) == getattr(found.body, name)
    assert again.places() == found.places()


def body(text: str) -> None:
    """A body in a card that is right but for it."""
    card(f"{CLAIM.rpartition('---')[0]}---\n{text}".encode("utf-8", "surrogatepass"))


def comments(text: str) -> None:
    """What is left of a body without its comments is at the places that it had, in order."""
    shown = without_comments(text)
    places = Places(text, 1, shown)
    reached = Place(0, 0)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for position, character in enumerate(shown.text):
        place = places.at(position)
        at = starts[place.line - 1] + place.column - 1
        assert character == JOINT or text[at] == character or character in "\n "
        assert place >= reached
        reached = place
    if not shown.mistakes:
        assert without_comments(shown.text).text == shown.text or "`" in text or "    " in text


def said(text: str) -> None:
    """A date or period of a card is one of the calendar, which every language can write."""
    written = f"said: {_yaml(text)}"
    content = _PLACE_OF_FIELD.sub(lambda _: written, CLAIM, count=1)
    found, problems = parse(file_of(content.encode("utf-8", "surrogatepass")), _CONVERTER)
    if found is None:
        assert errors(problems)
        return
    assert isinstance(found.fields, ClaimFields)
    assert found.fields.said
    first, last = period_bounds(found.fields.said)
    assert first <= last
    for language in ("en", "fr", "ru", "ar", "zh-Hant-TW"):
        assert period(found.fields.said, language)


def settings(content: bytes) -> None:
    """Settings, or problems at places of their file; colours and fonts stay colours and fonts."""
    file = file_of(content, "publication.yaml")
    found = settings_in(file)
    _are_in(file, found.problems)
    assert found.fields or errors(found.problems)
    if found.fields:
        for line in rules(found.fields.theme).splitlines():
            assert _STYLE.fullmatch(line), line


# Texts that may be read in more than linear time: a beginning, a part to repeat, and an end.
GROWING = {
    "keys": ("---\n", "k{n}: v\n", "---\n"),
    "items": ("---\na:\n", "- b\n", "---\n"),
    "brackets": ("---\na: [", "b, ", "]\n---\n"),
    "quotation marks": ("---\na: '", "''", "'\n---\n"),
    "an open quotation mark": ('---\na: "', "b\n", "---\n"),
    "a missing colon": ("---\n", "k{n} v\n", "---\n"),
    "indentation": ("---\n", "a:\n  b{n}: c\n   d\n", "---\n"),
    "the same key": ("---\n", "k: v\n", "---\n"),
    "comments": (f"{CLAIM}\n", "<!-- a --> b\n", "\n"),
    "open comments": (f"{CLAIM}\n", "a <!-- b\n", "\n"),
    "links": (f"{CLAIM}\n", "[[dam]] [a](http://b.c)\n", "\n"),
    "headings": (f"{CLAIM}\n", "# a\n\n", "\n"),
    "footnotes": (f"{CLAIM}\n", "a[^{n}]\n\n[^{n}]: b\n\n", "\n"),
    "evidence": (
        CLAIM.partition("---\nThe")[0],
        "  - {source: s, passage: p{n}, stance: denies}\n",
        "---\n",
    ),
}


def grows_evenly(name: str) -> None:
    """Twice the text takes about twice the work, in calls and not in time, or is refused."""
    few, many = (_calls_for(_long(name, number)) for number in (150, 300))
    assert many < 2.6 * few, f"{many} calls after {few}"


def _long(name: str, number: int) -> bytes:
    start, part, end = GROWING[name]
    return "".join([start, *(part.replace("{n}", str(n)) for n in range(number)), end]).encode()


def _calls_for(content: bytes) -> int:
    """The number of calls, of Python's functions and of C's, that reading a card makes."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    file = file_of(content)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse(file, _CONVERTER)
    finally:
        sys.setprofile(before)
    return calls


def address(text: str) -> None:
    """An address of a card is one of the web, without anything that a reader cannot see."""
    content = f"---\nname: A\nkind: state\nsame_as: [{_yaml(text)}]\n---\n"
    found, problems = parse(file_of(content.encode("utf-8", "surrogatepass"), _ACTOR), _CONVERTER)
    if found is None:
        assert errors(problems)
        return
    assert isinstance(found.fields, ActorFields)
    for each in found.fields.same_as:
        parts = urlsplit(each)
        assert parts.scheme in ("http", "https")
        assert parts.netloc
        assert not any(character.isspace() or ord(character) < 0x20 for character in each)


def language(text: str) -> None:
    """A publication in any language that a tag names has a direction, dates and numbers."""
    content = PUBLICATION.replace("language: en", f"language: {_yaml(text)}")
    found = settings_in(file_of(content.encode("utf-8", "surrogatepass"), "publication.yaml"))
    if found.fields is None:
        assert errors(found.problems)
        return
    tag = found.fields.language
    assert direction(tag) in ("ltr", "rtl")
    for shown in (period("2022-01-31", tag), number(12_345, tag), language_name(tag, "en")):
        assert shown
    assert language_name("de", tag)
