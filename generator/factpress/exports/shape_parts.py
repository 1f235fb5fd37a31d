"""Words for JSON Schemas: texts, days, lists and mappings, each with a sentence on what it holds.

In: what a key holds. Out: its schema as a plain mapping. Knows nothing of files or keys.
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
    """A day."""
    return text(about, format="date")


def link(about: str) -> Shape:
    """An address."""
    return text(about, format="uri-reference")


def count(about: str) -> Shape:
    """A number of things."""
    return {"type": "integer", "minimum": 0, "description": about}


def list_of(items: Shape, about: str) -> Shape:
    """A list of things."""
    return {"type": "array", "items": items, "description": about}


def ids(about: str) -> Shape:
    """A list of texts, such as ids."""
    return list_of({"type": "string"}, about)


def mapping(
    about: str, always: Mapping[str, Plain], sometimes: Mapping[str, Plain] | None = None
) -> Shape:
    """A mapping with these keys and no others."""
    shape: Shape = {"type": "object", "description": about, "required": list(always)}
    shape["properties"] = {**always, **(sometimes or {})}
    return {**shape, "additionalProperties": False}


def named(about: str, **more: Plain) -> Shape:
    """An actor or a topic, with its name."""
    return mapping(about, {"id": text("Id of the card."), "name": text("Its name."), **more})


PERIOD = r"^\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?$"
SAID = "When: a date, a month, a year, or two of these with a slash between."
AS_OF: Shape = text(
    "Day or month up to which the evidence speaks; a year where no more is known.",
    pattern=r"^\d{4}(-\d\d(-\d\d)?)?$",
)
RATING: Shape = {
    "id": text("The word that cards use."),
    "label": text("The word that readers see."),
}
VALUE: Shape = {
    "value": {
        "type": "number",
        "description": "Its number, 1 the worst; none where the ratings are kinds.",
    },
}
LINKED: Shape = {
    "id": text("Id of the card."),
    "title": text("Its title."),
    "url": link("Address of its page."),
}
