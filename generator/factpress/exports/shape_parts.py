"""What shapes of files of data are put together from: texts, lists, mappings, and ratings.

In: a sentence on each key. Out: parts of schemas. Public source: JSON Schema, draft 2020-12
(https://json-schema.org/draft/2020-12).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from factpress.model.site import Plain

Shape: TypeAlias = dict[str, Plain]


def text(about: str, **more: Plain) -> Shape:
    """A text."""
    return {"type": "string", "description": about, **more}


def one_of(words: tuple[str, ...], about: str) -> Shape:
    """One of some words."""
    return {"enum": list(words), "description": about}


def day(about: str) -> Shape:
    """A day, as `2022-01-31`."""
    return text(about, format="date")


def link(about: str) -> Shape:
    """An address."""
    return text(about, format="uri-reference")


def count(about: str) -> Shape:
    """A number from 0."""
    return {"type": "integer", "minimum": 0, "description": about}


def listed(items: Shape, about: str) -> Shape:
    """A list of such items."""
    return {"type": "array", "items": items, "description": about}


def ids(about: str) -> Shape:
    """A list of texts."""
    return listed({"type": "string"}, about)


def mapping(
    about: str, always: Mapping[str, Plain], sometimes: Mapping[str, Plain] | None = None
) -> Shape:
    """A mapping with these keys and no others."""
    shape: Shape = {"type": "object", "description": about, "required": list(always)}
    shape["properties"] = {**always, **(sometimes or {})}
    return {**shape, "additionalProperties": False}


def named(about: str, **more: Plain) -> Shape:
    """A card by its id and its name."""
    return mapping(about, {"id": text("Id of the card."), "name": text("Its name."), **more})


PERIOD = r"^\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?$"
SAID = "When: a date, a month, a year, or two of these with a slash between."
RATING: Shape = {
    "id": text("The word that cards use."),
    "label": text("The word that readers see."),
    "value": {"type": "number", "description": "Its number on the scale; 1 is the worst."},
}
