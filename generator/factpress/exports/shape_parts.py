"""Parts of shapes: JSON Schema of one thing each, with a sentence on what it is.

In: words. Out: schemas as plain mappings. Public source: JSON Schema, draft 2020-12
(https://json-schema.org/draft/2020-12).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from factpress.model.site import Plain

Shape: TypeAlias = dict[str, Plain]


def text(about: str, **more: Plain) -> Shape:
    """A text, with what it is."""
    return {"type": "string", "description": about, **more}


def one_of(words: tuple[str, ...], about: str) -> Shape:
    """One of these words."""
    return {"enum": list(words), "description": about}


def day(about: str) -> Shape:
    """A day."""
    return text(about, format="date")


def link(about: str) -> Shape:
    """An address, which may be relative to the file."""
    return text(about, format="uri-reference")


def count(about: str) -> Shape:
    """A whole number from 0."""
    return {"type": "integer", "minimum": 0, "description": about}


def list_of(items: Shape, about: str) -> Shape:
    """A list of things of one shape."""
    return {"type": "array", "items": items, "description": about}


def ids(about: str) -> Shape:
    """A list of texts."""
    return list_of({"type": "string"}, about)


def mapping(
    about: str, always: Mapping[str, Plain], sometimes: Mapping[str, Plain] | None = None
) -> Shape:
    """A mapping with these keys and no others."""
    shape: Shape = {"type": "object", "description": about, "required": list(always)}
    shape["properties"] = {**always, **(sometimes or {})}
    return {**shape, "additionalProperties": False}


def named(about: str, **more: Plain) -> Shape:
    """A card with its name."""
    return mapping(about, {"id": text("Id of the card."), "name": text("Its name."), **more})
