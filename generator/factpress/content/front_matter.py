"""Front matter: from a file's bytes to plain fields, each with its place, and the body's text.

In: an `InputFile`. Out: nested dicts, lists and strings, where every scalar is the text the
writer wrote, or problems. Refuses anchors, aliases, tags and merge keys, so that a card cannot
grow when it is read; knows nothing of which fields exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

import yaml

from factpress.content.divided import Divided, Refused, decoded, divided
from factpress.content.places import FieldPlaces, Mark, key_path, placed
from factpress.model.cards import InputFile, Place
from factpress.model.problems import Problem, quoted

Raw: TypeAlias = str | list["Raw"] | dict[str, "Raw"] | None

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_DEPTH = 16
_SEPARATOR = re.compile("[\x85\u2028\u2029]")
_FORBIDDEN = "; anchors, aliases, tags and merge keys are not allowed in front matter"


class FrontMatter(NamedTuple):
    """Fields as written, where each stands (`evidence.0.source`), and the texts of both parts.

    `problems` are mistakes that did not keep the rest from being read.
    """

    fields: Mapping[str, Raw]
    places: FieldPlaces
    parts: Divided
    problems: tuple[Problem, ...]


def read_card(file: InputFile) -> FrontMatter | Problem:
    """The front matter and body of a Markdown file that begins with a `---` line."""
    try:
        parts = divided(file)
        read = _read_yaml(parts.front, first_line=2)
    except Refused as refused:
        return Problem(file.path, *refused.place, refused.message)
    return _front_matter(file, read, parts)


def read_settings(file: InputFile) -> FrontMatter | Problem:
    """The fields of a YAML file."""
    try:
        read = _read_yaml(decoded(file), first_line=1)
    except Refused as refused:
        return Problem(file.path, *refused.place, refused.message)
    return _front_matter(file, read, Divided("", "", 1))


def _front_matter(file: InputFile, read: _Builder, parts: Divided) -> FrontMatter:
    root = read.root if isinstance(read.root, dict) else {}
    problems = tuple(Problem(file.path, *place, message) for place, message in read.mistakes)
    return FrontMatter(root, FieldPlaces(read.marks, read.first_line), parts, problems)


def _read_yaml(text: str, first_line: int) -> _Builder:
    _refuse_separators(text, first_line)
    builder = _Builder(first_line)
    try:
        # What `yaml.parse` does, with half the calls for an event.
        builder.take_all(iter(_LOADER(text).get_event, None))
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        before = text[:position]
        place = Place(first_line + before.count("\n"), len(before) - before.rfind("\n"))
        raise Refused(
            place, f"YAML: the character U+{_code(error):04X} is not allowed; remove it"
        ) from None
    except yaml.MarkedYAMLError as error:
        raise Refused(
            builder.place(error.problem_mark or error.context_mark), _why(error)
        ) from None
    if not isinstance(builder.root, dict):
        found = "empty" if builder.root is None else "not a mapping"
        raise Refused(Place(first_line, 1), f'front matter is {found}; write lines of "key: value"')
    return builder


def _refuse_separators(text: str, first_line: int) -> None:
    """YAML ends a line at these, editors do not: every later place would be off by a line."""
    found = None if text.isascii() else _SEPARATOR.search(text)
    if found:
        before = text[: found.start()]
        place = Place(first_line + before.count("\n"), len(before) - before.rfind("\n"))
        raise Refused(
            place, f"YAML: the line separator U+{ord(found[0]):04X} is not allowed; remove it"
        )


def _code(error: yaml.reader.ReaderError) -> int:
    character = error.character
    return character if isinstance(character, int) else ord(str(character)[:1] or "\0")


def _why(error: yaml.MarkedYAMLError) -> str:
    problem = (error.problem or "cannot be read").strip()
    hint = ""
    if "mapping values are not allowed" in problem:
        hint = '; put text that holds ": " in quotation marks'
    elif "cannot start any token" in problem:
        hint = "; put text that starts with a special character in quotation marks"
    elif "tab" in problem:
        hint = "; indent with spaces"
    elif "simple key" in problem:
        hint = '; a key needs a colon and a space, "key: value"'
    context = f" {error.context.strip()}" if error.context else ""
    return f"YAML: {problem}{context}{hint}"


class _Builder:
    """Builds plain values from YAML events with a stack of its own, so depth cannot exhaust it."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.root: Raw = None
        self.marks: dict[str, Mark] = {}
        self.mistakes: list[tuple[Place, str]] = []
        # The mapping or list that is being filled, what the paths of its items begin with, and the
        # key whose value comes next; on the stack, the same of those around it.
        self._container: dict[str, Raw] | list[Raw] | None = None
        self._prefix = ""
        self._key: str | None = None
        self._stack: list[tuple[dict[str, Raw] | list[Raw] | None, str]] = []
        self._documents = 0

    def place(self, mark: Mark | None) -> Place:
        return placed(mark, self.first_line) if mark else Place(self.first_line, 1)

    def take_all(self, events: Iterable[yaml.Event]) -> None:
        scalar = self._scalar
        for event in events:
            # PyYAML makes no events of classes of its own below these.
            if type(event) is yaml.ScalarEvent:
                scalar(event)
            elif isinstance(event, yaml.NodeEvent):
                self._refuse_tricks(event)
                self._open({} if isinstance(event, yaml.MappingStartEvent) else [], event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self._container, self._prefix = self._stack.pop()
                self._key = None
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    place = self.place(event.start_mark)
                    raise Refused(place, "YAML: only one document is allowed")

    def _refuse_tricks(self, event: yaml.NodeEvent) -> None:
        place = self.place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise Refused(place, f"YAML: alias {quoted(f'*{event.anchor}')}{_FORBIDDEN}")
        if event.anchor:
            raise Refused(place, f"YAML: anchor {quoted('&' + event.anchor)}{_FORBIDDEN}")
        tag = getattr(event, "tag", None)
        if tag:
            raise Refused(place, f"YAML: tag {quoted(str(tag))}{_FORBIDDEN}")

    def _open(self, value: dict[str, Raw] | list[Raw], event: yaml.NodeEvent) -> None:
        if len(self._stack) >= _MOST_DEPTH:
            place = self.place(event.start_mark)
            raise Refused(place, f"YAML: nested more than {_MOST_DEPTH} deep")
        if self._key is None and isinstance(self._container, dict):
            place = self.place(event.start_mark)
            raise Refused(place, "YAML: a key must be a word, not a list or mapping")
        mark = event.start_mark
        assert mark is not None  # both of PyYAML's parsers mark every event
        path = self._put(value, mark)
        self._stack.append((self._container, self._prefix))
        self._container, self._prefix = value, f"{path}." if path else ""

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor or event.tag:
            self._refuse_tricks(event)
        mark, value, container = event.start_mark, event.value, self._container
        assert mark is not None
        if self._key is None and type(container) is dict:
            self._take_key(value, mark, container)
        elif value == "" and event.style in (None, ""):
            self._put(None, mark)
        else:
            self._put(value, mark)

    def _take_key(self, key: str, mark: Mark, container: dict[str, Raw]) -> None:
        if key == "<<":
            raise Refused(self.place(mark), f'YAML: merge key "<<"{_FORBIDDEN}')
        path = key_path(self._prefix + key)
        if key in container:
            first = self.place(self.marks[path]).line
            message = f"key {quoted(key)} stands twice, first in line {first}; keep one"
            self.mistakes.append((self.place(mark), message))
        self._key = key
        self.marks[path] = mark

    def _put(self, value: Raw, mark: Mark) -> str:
        container = self._container
        if type(container) is dict:
            key = self._key or ""
            self._key = None
            container[key] = value
        elif container is not None:
            key = str(len(container))
            container.append(value)  # type: ignore[union-attr]
        else:
            key, self.root = "", value
        path = self._prefix + key
        self.marks[path] = mark
        return path


def without_empty(value: Raw) -> Raw:
    """The same fields without those left empty (`topics:`), as if they were not there."""
    if isinstance(value, dict):
        return {key: without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_empty(item) for item in value]
    return value
