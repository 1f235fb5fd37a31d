"""Front matter: from a file's bytes to plain fields, each with its place, and the body's text.

In: an `InputFile`. Out: nested dicts, lists and strings, where every scalar is the text the
writer wrote, or problems. Refuses anchors, aliases, tags and merge keys, so that a card cannot
grow when it is read; knows nothing of which fields exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import yaml

from factpress.content.divided import Divided, Refused, decoded, divided
from factpress.content.places import FieldPlaces
from factpress.content.yaml_builder import Builder, Raw, Scalar
from factpress.content.yaml_mistakes import mistakes_in, no_mapping
from factpress.model.cards import InputFile, Place
from factpress.model.problems import Problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SEPARATOR = re.compile("[\x85\u2028\u2029\ufeff]")
# Rule: YAML 1.1, section 5.1: the characters that a text may hold.
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEPARATORS = {
    **dict.fromkeys("\x85\u2028\u2029", "line separator"),
    "\ufeff": "byte order mark",
}


class Written(NamedTuple):
    """The YAML that fields were read from.

    `scalars` are those of which some may be lost, `empty` the paths of keys without a value.
    """

    text: str
    first_line: int
    scalars: Mapping[str, Scalar]
    empty: Sequence[str]


class FrontMatter(NamedTuple):
    """Fields as written, where each stands (`evidence.0.source`), and the texts of both parts.

    `problems` are mistakes that did not keep the rest from being read.
    """

    fields: Mapping[str, Raw]
    places: FieldPlaces
    parts: Divided
    problems: tuple[Problem, ...]
    written: Written


class _Unreadable(Exception):
    """What keeps YAML from being read: one mistake or more, each at its place."""

    def __init__(self, mistakes: Iterable[tuple[Place, str]]) -> None:
        self.mistakes = tuple(mistakes)


def read_card(file: InputFile) -> FrontMatter | list[Problem]:
    """The front matter and body of a Markdown file that begins with a `---` line."""
    try:
        parts = divided(file)
        return _front_matter(file, _read_yaml(parts.front, first_line=2), parts)
    except Refused as refused:
        return [Problem(file.path, *refused.place, refused.message)]
    except _Unreadable as unreadable:
        return [Problem(file.path, *place, message) for place, message in unreadable.mistakes]


def read_settings(file: InputFile) -> FrontMatter | list[Problem]:
    """The fields of a YAML file."""
    try:
        read = _read_yaml(decoded(file), first_line=1)
        return _front_matter(file, read, Divided("", "", 1))
    except Refused as refused:
        return [Problem(file.path, *refused.place, refused.message)]
    except _Unreadable as unreadable:
        return [Problem(file.path, *place, message) for place, message in unreadable.mistakes]


def _front_matter(file: InputFile, read: Builder, parts: Divided) -> FrontMatter:
    root = read.root if isinstance(read.root, dict) else {}
    problems = tuple(Problem(file.path, *place, message) for place, message in read.mistakes)
    places = FieldPlaces(read.marks, read.first_line)
    written = Written(read.text, read.first_line, read.scalars, read.empty)
    return FrontMatter(root, places, parts, problems, written)


def _read_yaml(text: str, first_line: int) -> Builder:
    _refuse_separators(text, first_line)
    builder = Builder(text, first_line)
    try:
        # What `yaml.parse` does, with half the calls for an event.
        builder.take_all(iter(_LOADER(text).get_event, None))
    except yaml.reader.ReaderError:
        found = _UNREADABLE.search(text)
        assert found  # the characters that PyYAML refuses
        message = f"YAML: the character U+{ord(found[0]):04X} is not allowed; remove it"
        raise Refused(_place(text, found.start(), first_line), message) from None
    except yaml.MarkedYAMLError as error:
        told = {
            Place(line + first_line, column + 1): message
            for line, column, message in mistakes_in(text, error)
        }
        raise _Unreadable((told | dict(builder.mistakes)).items()) from None
    if not isinstance(builder.root, dict):
        if isinstance(builder.root, str) and (mistake := no_mapping(text)):
            line, column, message = mistake
            raise Refused(Place(first_line + line, column + 1), message)
        is_what = "empty" if builder.root is None else "not a mapping"
        raise Refused(
            Place(first_line, 1), f'front matter is {is_what}; write lines of "key: value"'
        )
    return builder


def _refuse_separators(text: str, first_line: int) -> None:
    """YAML ends a line at these, editors do not: every later place would be off by a line."""
    found = None if text.isascii() else _SEPARATOR.search(text)
    if found:
        code = f"U+{ord(found[0]):04X}"
        message = f"YAML: the {_SEPARATORS[found[0]]} {code} is not allowed; remove it"
        raise Refused(_place(text, found.start(), first_line), message)


def _place(text: str, index: int, first_line: int) -> Place:
    before = text[:index]
    return Place(first_line + before.count("\n"), index - before.rfind("\n"))


def without_empty(value: Raw) -> Raw:
    """The same fields without those left empty (`topics:`), as if they were not there."""
    if isinstance(value, dict):
        return {key: without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_empty(item) for item in value]
    return value
