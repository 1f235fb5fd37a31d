"""Where the fields of a card stand in its file.

In: a card, and a field by its path (`evidence.0.source`). Out: a place. Reads nothing but what the
card keeps of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.model import AnyCard, Place

# Where the body begins, among the places of fields; no field is named so.
BODY = "body"


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
