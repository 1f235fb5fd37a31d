"""Noted fields: a card's fields, with a note of each read of a field that is only shown.

In: a kind of card, its fields as JSON, a function. Out: fields that call the function with the name
of each shown-only field that is read. So a build knows which outputs an edit of that field changes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, cast, get_args

import msgspec
from msgspec.structs import fields

from factpress.model.card_parts import Fields, ShownOnly
from factpress.model.schema import FIELDS_OF, CardFields, CardKind

Note = Callable[[str], None]
_NOTE = "note"


@cache
def shown_only(kind: CardKind) -> tuple[str, ...]:
    """The fields of a kind of card that are only shown."""
    return tuple(
        each.name
        for each in fields(FIELDS_OF[kind])
        if any(isinstance(mark, ShownOnly) for mark in get_args(each.type))
    )


@cache
def noted_class(kind: CardKind) -> type[CardFields]:
    """The class of noted fields; the plain class where no field is only shown."""
    plain, names = FIELDS_OF[kind], shown_only(kind)
    if not names:
        return plain
    bases: tuple[type[Fields]] = (plain,)
    name = f"Noted{plain.__name__}"
    noted: Any = msgspec.defstruct(name, (), bases=bases, frozen=True, kw_only=True, dict=True)
    for each in names:
        setattr(noted, each, property(_noting(each, getattr(plain, each).__get__)))
    return cast("type[CardFields]", noted)


def _noting(name: str, read: Callable[[Any], object]) -> Callable[[Any], object]:
    def noting(noted: Any) -> object:
        note = vars(noted).get(_NOTE)
        if note:
            note(name)
        return read(noted)

    return noting


@cache
def _decoder(kind: CardKind) -> msgspec.json.Decoder[CardFields]:
    return msgspec.json.Decoder(noted_class(kind))


def noted_fields(kind: CardKind, stored: bytes, note: Note) -> CardFields:
    """Fields from JSON; `note` is called with the name of each shown-only field that is read."""
    decoded = _decoder(kind).decode(stored)
    if shown_only(kind):
        vars(decoded)[_NOTE] = note
    return decoded
