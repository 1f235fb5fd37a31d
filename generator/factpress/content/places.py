"""Places of fields in a card's file, problems there, and a file's parts.

In: a card, and a field by its path (`evidence.0.source`), or a file. Out: a place or a problem; the
texts of its front matter and its body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from factpress.model.cards import AnyCard, InputFile, Place
from factpress.model.limits import CARD_BYTES, FRONT_BYTES, in_words
from factpress.model.problems import Problem, Severity

# Where the body begins, among the places of fields; no field is named so.
BODY = "body"


class Mark(Protocol):
    """A position as PyYAML's parsers give it, both counted from 0."""

    @property
    def index(self) -> int: ...

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class FieldPlaces(Mapping[str, Place]):
    """The place of each field, by its path, and of its key, by its path and a colon.

    `marks` are the parser's, `first_line` is the number in the file of its line 0. A place is made
    when it is needed, which for most is never.
    """

    def __init__(self, marks: Mapping[str, Mark], first_line: int) -> None:
        self._marks, self._first_line = marks, first_line

    def __getitem__(self, path: str) -> Place:
        return placed(self._marks[path], self._first_line)

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)

    def written(self, body_line: int) -> str:
        """The places of all values and of the body, in the form of `Card.places`."""
        first = self._first_line
        lines = [
            f"{path} {mark.line + first} {mark.column + 1}"
            for path, mark in self._marks.items()
            if path[-1:] != _KEY
        ]
        return "\n".join((*lines, f"{BODY} {body_line} 1"))


def placed(mark: Mark, first_line: int) -> Place:
    """The place of a mark in a file; `first_line` is the number there of the parser's line 0."""
    return Place(mark.line + first_line, mark.column + 1)


# Ends the path of a field where its key is meant.
_KEY = ":"


def key_path(path: str) -> str:
    """The path of a field's key."""
    return f"{path}{_KEY}"


def key_place(places: Mapping[str, Place], path: str) -> Place | None:
    """The place of a field's key, as opposed to its value."""
    return places.get(key_path(path))


def parents(path: str) -> Iterator[str]:
    """The path itself, then each field around it, outermost last: `a.0.b`, `a.0`, `a`, ``."""
    yield path
    while path:
        path = path.rpartition(".")[0]
        yield path


def place_of(card: AnyCard, field: str) -> Place:
    """The place of a field's value, or of the nearest field around it that has one."""
    places = f"\n{card.places()}\n"
    for path in filter(None, parents(field)):
        start = places.find(f"\n{path} ")
        if start >= 0:
            entry = places[start + 1 : places.index("\n", start + 1)]
            line, column = entry.rsplit(" ", 2)[1:]
            return Place(int(line), int(column))
    return Place(1, 1)


def problem_at(card: AnyCard, field: str, message: str, severity: Severity = "error") -> Problem:
    """A problem at a field of a card."""
    return Problem(card.path, *place_of(card, field), message, severity)


# A card's file in two: the text of its front matter, and that of its body.

_DOTS = re.compile(r"^\.\.\.[ \t]*$", re.M)
_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")


class Refused(Exception):
    """Raised when a file cannot be read: the place of the mistake, and the message."""

    def __init__(self, place: Place, message: str) -> None:
        self.place, self.message = place, message


class Divided(NamedTuple):
    """The front matter begins in line 2 of the file, the body in `body_line`."""

    front: str
    body: str
    body_line: int


def divided(file: InputFile) -> Divided:
    """The two parts of a Markdown file that begins with a `---` line. Raises Refused."""
    refuse_more_bytes(file, CARD_BYTES)
    text = decoded(file)
    opening = _FENCE.match(text)
    if not opening and text.startswith("+++"):
        message = 'front matter between "+++" is TOML; write it as YAML between "---" lines'
        raise Refused(Place(1, 1), message)
    if not opening:
        raise Refused(Place(1, 1), 'front matter is missing; begin the file with a "---" line')
    closing = _closing(text)
    dots = _DOTS.search(text) if "\n..." in text else None
    if dots and not (closing and closing.start() < dots.start()):
        line = text.count("\n", 0, dots.start()) + 1
        raise Refused(Place(line, 1), 'front matter ends with "..." here; end it with "---"')
    if not closing:
        raise Refused(
            Place(1, 1), 'front matter is never closed; end it with a line of its own, "---"'
        )
    body_line = text.count("\n", 0, closing.start()) + 2
    front = text[opening.end() : closing.start() - 1]
    # Asking for the bytes takes longer than for the characters, of which each has up to four.
    if len(front) * 4 > FRONT_BYTES and len(front.encode()) > FRONT_BYTES:
        message = f"front matter has more than {in_words(FRONT_BYTES)}; split the card"
        raise Refused(Place(2, 1), message)
    return Divided(front, text[closing.end() :], body_line)


def refuse_more_bytes(file: InputFile, most: int) -> None:
    """Raises Refused for a file with more bytes than a limit allows."""
    if len(file.content) > most:
        message = f"file has {len(file.content):,} bytes, and at most {in_words(most)} are read"
        raise Refused(Place(1, 1), message)


def _closing(text: str) -> re.Match[str] | None:
    """The line that ends the front matter, from its first character to the next line's."""
    at = text.find("\n---")
    while at >= 0:
        line = _FENCE.match(text, at + 1)
        if line:
            return line
        at = text.find("\n---", at + 1)
    return None


def decoded(file: InputFile) -> str:
    """The text of a UTF-8 file, with line ends as `\\n` and without a byte order mark.

    Raises Refused where it is not UTF-8.
    """
    try:
        text = file.content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _with_line_feeds(file.content[: error.start].decode("utf-8"))
        place = Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        bad = file.content[error.start]
        raise Refused(
            place, f"file is not UTF-8: byte 0x{bad:02X} is here; save the file as UTF-8"
        ) from None
    return _with_line_feeds(text.removeprefix("\ufeff"))


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
