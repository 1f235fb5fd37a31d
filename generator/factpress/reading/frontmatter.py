"""Front matter: from a file's bytes to plain fields, each with its place, and the body's text.

In: an `InputFile`. Out: nested dicts, lists and strings, where every scalar is the text the
writer wrote, or problems. Refuses anchors, aliases, tags and merge keys, so that a card cannot
grow when it is read; knows nothing of which fields exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import yaml

from factpress.model import InputFile, Place
from factpress.problems import Problem, quoted

Raw: TypeAlias = str | list["Raw"] | dict[str, "Raw"] | None

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_DEPTH = 16
_FENCE = re.compile(r"---[ \t]*$")
_SEPARATOR = re.compile("[\x85\u2028\u2029]")
_FORBIDDEN = "; anchors, aliases, tags and merge keys are not allowed in front matter"


class _Mark(Protocol):
    """A position as PyYAML's parsers give it, both counted from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class _Refused(Exception):
    def __init__(self, place: Place, message: str) -> None:
        self.place, self.message = place, message


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Fields as written, where each stands (`evidence.0.source`), and the body.

    `body_line` is the number of the body's first line in the file. `problems` are mistakes that
    did not keep the rest from being read.
    """

    fields: Mapping[str, Raw]
    places: Mapping[str, Place]
    body: str
    body_line: int
    problems: tuple[Problem, ...]


def read_card(file: InputFile) -> FrontMatter | Problem:
    """The front matter and body of a Markdown file that begins with a `---` line."""
    try:
        text = decoded(file)
        lines = text.split("\n")
        if not _FENCE.match(lines[0]):
            raise _Refused(Place(1, 1), 'front matter is missing; begin the file with a "---" line')
        end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
        if end is None:
            raise _Refused(
                Place(1, 1), 'front matter is never closed; end it with a line of its own, "---"'
            )
        read = _read_yaml("\n".join(lines[1:end]), first_line=2)
    except _Refused as refused:
        return Problem(file.path, *refused.place, refused.message)
    return _front_matter(file, read, "\n".join(lines[end + 1 :]), end + 2)


def read_settings(file: InputFile) -> FrontMatter | Problem:
    """The fields of a YAML file."""
    try:
        read = _read_yaml(decoded(file), first_line=1)
    except _Refused as refused:
        return Problem(file.path, *refused.place, refused.message)
    return _front_matter(file, read, "", 1)


def _front_matter(file: InputFile, read: _Builder, body: str, body_line: int) -> FrontMatter:
    root = read.root if isinstance(read.root, dict) else {}
    problems = tuple(Problem(file.path, *place, message) for place, message in read.mistakes)
    return FrontMatter(root, read.places, body, body_line, problems)


def decoded(file: InputFile) -> str:
    """The text of a UTF-8 file, with line ends as `\\n` and without a byte order mark."""
    try:
        text = file.content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = file.content[: error.start].decode("utf-8")
        place = Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        bad = file.content[error.start]
        raise _Refused(
            place, f"file is not UTF-8: byte 0x{bad:02X} stands here; save the file as UTF-8"
        ) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _read_yaml(text: str, first_line: int) -> _Builder:
    _refuse_separators(text, first_line)
    builder = _Builder(first_line)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        before = text[:position]
        place = Place(first_line + before.count("\n"), len(before) - before.rfind("\n"))
        raise _Refused(
            place, f"YAML: the character U+{_code(error):04X} is not allowed; remove it"
        ) from None
    except yaml.MarkedYAMLError as error:
        raise _Refused(
            builder.place(error.problem_mark or error.context_mark), _why(error)
        ) from None
    if not isinstance(builder.root, dict):
        found = "empty" if builder.root is None else "not a mapping"
        raise _Refused(
            Place(first_line, 1), f'front matter is {found}; write lines of "key: value"'
        )
    return builder


def _refuse_separators(text: str, first_line: int) -> None:
    """YAML ends a line at these, editors do not: every later place would be off by a line."""
    found = _SEPARATOR.search(text)
    if found:
        before = text[: found.start()]
        place = Place(first_line + before.count("\n"), len(before) - before.rfind("\n"))
        raise _Refused(
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


@dataclass(slots=True)
class _Builder:
    """Builds plain values from YAML events with a stack of its own, so depth cannot exhaust it."""

    first_line: int
    root: Raw = None
    places: dict[str, Place] = field(default_factory=dict)
    mistakes: list[tuple[Place, str]] = field(default_factory=list)
    _stack: list[tuple[dict[str, Raw] | list[Raw], str]] = field(default_factory=list)
    _key: list[str | None] = field(default_factory=list)
    _documents: int = 0

    def place(self, mark: _Mark | None) -> Place:
        if mark is None:
            return Place(self.first_line, 1)
        return Place(mark.line + self.first_line, mark.column + 1)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _Refused(self.place(event.start_mark), "YAML: only one document is allowed")
        elif isinstance(event, yaml.NodeEvent):
            self._refuse_tricks(event)
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent):
                self._open({}, event)
            else:
                self._open([], event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._stack.pop()
            self._key.pop()

    def _refuse_tricks(self, event: yaml.NodeEvent) -> None:
        place = self.place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(place, f"YAML: alias {quoted(f'*{event.anchor}')}{_FORBIDDEN}")
        if event.anchor:
            raise _Refused(place, f"YAML: anchor {quoted('&' + event.anchor)}{_FORBIDDEN}")
        tag = getattr(event, "tag", None)
        if tag:
            raise _Refused(place, f"YAML: tag {quoted(str(tag))}{_FORBIDDEN}")

    def _open(self, value: dict[str, Raw] | list[Raw], event: yaml.NodeEvent) -> None:
        place = self.place(event.start_mark)
        if len(self._stack) >= _MOST_DEPTH:
            raise _Refused(place, f"YAML: nested more than {_MOST_DEPTH} deep")
        if self._awaits_key():
            raise _Refused(place, "YAML: a key must be a word, not a list or mapping")
        path = self._put(value, place)
        self._stack.append((value, path))
        self._key.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        place = self.place(event.start_mark)
        if self._awaits_key():
            self._take_key(event.value, place)
        else:
            plain_empty = event.style in (None, "") and event.value == ""
            self._put(None if plain_empty else event.value, place)

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1][0], dict) and self._key[-1] is None

    def _take_key(self, key: str, place: Place) -> None:
        container, path = self._stack[-1]
        if key == "<<":
            raise _Refused(place, f'YAML: merge key "<<"{_FORBIDDEN}')
        if isinstance(container, dict) and key in container:
            first = self.places[_key_path(_joined(path, key))]
            message = f"key {quoted(key)} stands twice, first in line {first.line}; keep one"
            self.mistakes.append((place, message))
        self._key[-1] = key
        self.places[_key_path(_joined(path, key))] = place

    def _put(self, value: Raw, place: Place) -> str:
        if not self._stack:
            self.root = value
            self.places[""] = place
            return ""
        container, parent = self._stack[-1]
        if isinstance(container, dict):
            key = self._key[-1] or ""
            self._key[-1] = None
            container[key] = value
        else:
            key = str(len(container))
            container.append(value)
        path = _joined(parent, key)
        self.places[path] = place
        return path


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _key_path(path: str) -> str:
    return path + ":"


def key_place(places: Mapping[str, Place], path: str) -> Place | None:
    """Where the key of a field stands, as opposed to its value."""
    return places.get(_key_path(path))


def without_empty(value: Raw) -> Raw:
    """The same fields without those left empty (`topics:`), as if they were not there."""
    if isinstance(value, dict):
        return {key: without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_empty(item) for item in value]
    return value


def parents(path: str) -> Iterator[str]:
    """The path itself, then each field around it, outermost last: `a.0.b`, `a.0`, `a`, ``."""
    yield path
    while path:
        path = path.rpartition(".")[0]
        yield path
