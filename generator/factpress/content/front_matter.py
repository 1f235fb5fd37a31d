"""Front matter: from a file's bytes to plain fields, each with its place, and the body's text.

In: an `InputFile`. Out: nested dicts, lists and strings, where every scalar is the text the
writer wrote, or problems. Refuses anchors, aliases, tags and merge keys, so that a card cannot
grow when it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import yaml

from factpress.content.places import (
    Divided,
    FieldPlaces,
    Mark,
    Refused,
    decoded,
    divided,
    key_path,
    placed,
    refuse_more_bytes,
)
from factpress.content.yaml_lines import pasted
from factpress.content.yaml_mistakes import mistakes_in, no_mapping
from factpress.model.cards import InputFile, Place
from factpress.model.limits import DEPTH, ENTRIES, SETTINGS_BYTES
from factpress.model.problems import Problem, quoted

# From YAML events to plain fields, each with its place in the file.

Raw: TypeAlias = str | list["Raw"] | dict[str, "Raw"] | None

_QUOTES = ("'", '"')
_FORBIDDEN = "; anchors, aliases, tags and merge keys are not allowed in front matter"
# A comment, or a backslash in double quotation marks: without one, no text can be lost.
_MAY_LOSE = re.compile(r"[ \t\n,]#|\\")


class Scalar(NamedTuple):
    """How a value was written: PyYAML's style and marks.

    A line that is indented deeper than the column `base` goes on a text in lines of its own.
    """

    style: str | None
    start: Mark
    end: Mark
    base: int
    in_flow: bool


class Builder:
    """Builds plain values from YAML events with a stack of its own, so depth cannot exhaust it."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text, self.first_line = text, first_line
        self.root: Raw = None
        self.scalars: dict[str, Scalar] = {}
        self.empty: list[str] = []
        self.marks: dict[str, Mark] = {}
        self.mistakes: list[tuple[Place, str]] = []
        # The mapping or list that is being filled, the beginning of its items' paths, and the key
        # whose value comes next; the stack has the first two for those around it.
        self._container: dict[str, Raw] | list[Raw] | None = None
        self._prefix = ""
        self._key: str | None = None
        self._stack: list[tuple[dict[str, Raw] | list[Raw] | None, str]] = []
        self._documents = 0
        # The number of mappings and lists around that are in brackets.
        self._flow = 0
        # Looking for one character takes a fraction of the time of the expression.
        self._may_lose = ("#" in text or "\\" in text) and bool(_MAY_LOSE.search(text))

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
                self._flow -= self._flow > 0
            elif isinstance(event, yaml.DocumentStartEvent):
                self._begin(event)

    def _begin(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            message = (
                'YAML: a line that begins with "---" begins another document, and only one is '
                "allowed; remove it, or put the text in quotation marks"
            )
            raise Refused(self.place(event.start_mark), message)
        if event.version or event.tags:
            message = 'YAML: a line that begins with "%" is a directive; remove it'
            raise Refused(self.place(event.start_mark), message)

    def _refuse_tricks(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            found = f"alias {quoted(f'*{event.anchor}')}"
        elif event.anchor:
            found = f"anchor {quoted('&' + event.anchor)}"
        elif tag:
            found = f"tag {quoted(str(tag))}"
        else:
            return
        mark = event.start_mark
        cure = pasted(self.text, mark.line, mark.column) if mark else ""
        raise Refused(self.place(mark), f"YAML: {found}{_FORBIDDEN}{cure}")

    def _refuse_key(self, mark: Mark | None) -> None:
        cure = pasted(self.text, mark.line, mark.column) if mark and not self._flow else ""
        raise Refused(self.place(mark), f"YAML: a key must be a word, not a list or mapping{cure}")

    def _open(self, value: dict[str, Raw] | list[Raw], event: yaml.NodeEvent) -> None:
        if len(self._stack) >= DEPTH:
            place = self.place(event.start_mark)
            raise Refused(place, f"YAML: nested more than {DEPTH} deep")
        if self._key is None and isinstance(self._container, dict):
            self._refuse_key(event.start_mark)
        mark = event.start_mark
        assert mark is not None  # both of PyYAML's parsers mark every event
        path = self._put(value, mark)
        self._stack.append((self._container, self._prefix))
        self._container, self._prefix = value, f"{path}." if path else ""
        if event.flow_style or self._flow:  # type: ignore[attr-defined]
            self._flow += 1

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor or event.tag:
            self._refuse_tricks(event)
        mark, value, container = event.start_mark, event.value, self._container
        assert mark is not None
        if self._key is None and type(container) is dict:
            self._take_key(value, mark, container)
            return
        if value == "" and event.style in (None, ""):
            path = self._put(None, mark)
            if type(container) is dict:
                self.empty.append(path)
        else:
            path = self._put(value, mark)
        if self._may_lose or event.style:
            self._watch(path, event, mark)

    def _watch(self, path: str, event: yaml.ScalarEvent, start: Mark) -> None:
        """Keeps how a value was written where some of it may be lost."""
        end = event.end_mark
        assert end is not None
        around = self.marks.get(key_path(path)) or self.marks.get(self._prefix[:-1])
        base = around.column if around else 0
        scalar = Scalar(event.style, start, end, base, self._flow > 0)
        if self._may_lose:
            self.scalars[path] = scalar
        self._check_quotes(scalar)

    def _check_quotes(self, scalar: Scalar) -> None:
        """Refuses a text in quotation marks whose later lines look like fields.

        Rule: YAML 1.2.2, section 7.3: such lines are indented; PyYAML does not mind.
        """
        if scalar.style not in _QUOTES or scalar.in_flow or scalar.end.line == scalar.start.line:
            return
        lines = self.text[scalar.start.index : scalar.end.index].split("\n")[1:]
        if any(line.strip() and _indentation(line) <= scalar.base for line in lines):
            message = (
                f"YAML: the quotation mark that opens here is closed in line "
                f"{self.place(scalar.end).line} alone, and what lies between would be text; close "
                "it where the text ends, or indent the lines that go on with it"
            )
            self.mistakes.append((self.place(scalar.start), message))

    def _take_key(self, key: str, mark: Mark, container: dict[str, Raw]) -> None:
        if key == "<<":
            raise Refused(self.place(mark), f'YAML: merge key "<<"{_FORBIDDEN}')
        path = key_path(self._prefix + key)
        if key in container:
            first = self.place(self.marks[path]).line
            message = f"key {quoted(key)} is there twice, first in line {first}; keep one"
            self.mistakes.append((self.place(mark), message))
        self._key = key
        self.marks[path] = mark

    def _refuse_more(self, mark: Mark) -> None:
        name = quoted(self._prefix.removesuffix(".")) if self._prefix else "front matter"
        kind = "fields" if isinstance(self._container, dict) else "entries"
        message = f"{name} has more than {ENTRIES} {kind}, and no more are read; take some out"
        raise Refused(self.place(mark), message)

    def _put(self, value: Raw, mark: Mark) -> str:
        container = self._container
        if container is not None and len(container) >= ENTRIES:
            self._refuse_more(mark)
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


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SEPARATOR = re.compile("[\x85\u2028\u2029\ufeff]")
# Rule: YAML 1.1, section 5.1: the characters that a text may hold.
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEPARATORS = {
    **dict.fromkeys("\x85\u2028\u2029", "line separator"),
    "\ufeff": "byte order mark",
}


class YamlText(NamedTuple):
    """The YAML that fields were read from.

    `scalars` are values of which some may be lost, `empty` the paths of keys without a value.
    """

    text: str
    first_line: int
    scalars: Mapping[str, Scalar]
    empty: Sequence[str]


class FrontMatter(NamedTuple):
    """Fields as written, their places by path (`evidence.0.source`), and the texts of both parts.

    `problems` are mistakes in spite of which the rest could be read.
    """

    fields: Mapping[str, Raw]
    places: FieldPlaces
    parts: Divided
    problems: tuple[Problem, ...]
    written: YamlText


class _Unreadable(Exception):
    """Raised when YAML cannot be read: one mistake or more, each at its place."""

    def __init__(self, mistakes: Iterable[tuple[Place, str]]) -> None:
        self.mistakes = tuple(mistakes)


def read_card(file: InputFile) -> FrontMatter | list[Problem]:
    """The front matter and body of a Markdown file that begins with a `---` line."""
    return _read(file, divided, first_line=2)


def read_settings(file: InputFile) -> FrontMatter | list[Problem]:
    """The fields of a YAML file."""

    def whole(file: InputFile) -> Divided:
        refuse_more_bytes(file, SETTINGS_BYTES)
        return Divided(decoded(file), "", 1)

    return _read(file, whole, first_line=1)


def _read(
    file: InputFile, divide: Callable[[InputFile], Divided], first_line: int
) -> FrontMatter | list[Problem]:
    try:
        parts = divide(file)
        return _front_matter(file, _read_yaml(parts.front, first_line), parts)
    except Refused as refused:
        return [Problem(file.path, *refused.place, refused.message)]
    except _Unreadable as unreadable:
        return [Problem(file.path, *place, message) for place, message in unreadable.mistakes]


def _front_matter(file: InputFile, read: Builder, parts: Divided) -> FrontMatter:
    root = read.root if isinstance(read.root, dict) else {}
    problems = tuple(Problem(file.path, *place, message) for place, message in read.mistakes)
    places = FieldPlaces(read.marks, read.first_line)
    written = YamlText(read.text, read.first_line, read.scalars, read.empty)
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
        found_at = {
            Place(line + first_line, column + 1): message
            for line, column, message in mistakes_in(text, error)
        }
        raise _Unreadable((found_at | dict(builder.mistakes)).items()) from None
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
