"""Where the fields of a card stand in its file.

In: a card, and a field by its path (`evidence.0.source`). Out: a place. Reads nothing but what the
card keeps of them; before there is a card, what the parser of its front matter marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from factpress.model.cards import AnyCard, Place

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
    """Where each field stands, by its path, and where its key does, by its path and a colon.

    `marks` are the parser's, `first_line` is the number in the file of what it calls 0. A place is
    made when it is asked for, which for most is never.
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
        """The places of all values and of the body, as a card keeps them."""
        first = self._first_line
        lines = [
            f"{path} {mark.line + first} {mark.column + 1}"
            for path, mark in self._marks.items()
            if path[-1:] != _KEY
        ]
        return "\n".join((*lines, f"{BODY} {body_line} 1"))


def placed(mark: Mark, first_line: int) -> Place:
    """The place of a mark in a file in which the parser's first line has a number of its own."""
    return Place(mark.line + first_line, mark.column + 1)


# What stands behind the path of a field where its key is meant.
_KEY = ":"


def key_path(path: str) -> str:
    """What the key of a field has for a path."""
    return f"{path}{_KEY}"


def key_place(places: Mapping[str, Place], path: str) -> Place | None:
    """Where the key of a field stands, as opposed to its value."""
    return places.get(key_path(path))


def parents(path: str) -> Iterator[str]:
    """The path itself, then each field around it, outermost last: `a.0.b`, `a.0`, `a`, ``."""
    yield path
    while path:
        path = path.rpartition(".")[0]
        yield path


def place_of(card: AnyCard, field: str) -> Place:
    """Where a field's value stands, or the nearest thing around it that has a place."""
    places = f"\n{card.places()}\n"
    for path in filter(None, parents(field)):
        start = places.find(f"\n{path} ")
        if start >= 0:
            entry = places[start + 1 : places.index("\n", start + 1)]
            line, column = entry.rsplit(" ", 2)[1:]
            return Place(int(line), int(column))
    return Place(1, 1)
