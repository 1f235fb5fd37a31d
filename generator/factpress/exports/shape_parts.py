"""Parts of schemas: texts, days, links, counts, lists and mappings, each with a sentence on it.

In: the sentence, and what is inside. Out: JSON Schema as plain mappings. Public source: JSON
Schema, draft 2020-12 (https://json-schema.org/draft/2020-12).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from factpress.model.site import Plain

Shape: TypeAlias = dict[str, Plain]


def text(about: str, **more: Plain) -> Shape:
    return {"type": "string", "description": about, **more}


def one_of(words: tuple[str, ...], about: str) -> Shape:
    return {"enum": list(words), "description": about}


def day(about: str) -> Shape:
    return text(about, format="date")


def link(about: str) -> Shape:
    return text(about, format="uri-reference")


def count(about: str) -> Shape:
    return {"type": "integer", "minimum": 0, "description": about}


def list_of(items: Shape, about: str) -> Shape:
    return {"type": "array", "items": items, "description": about}


def ids(about: str) -> Shape:
    return list_of({"type": "string"}, about)


def mapping(
    about: str, always: Mapping[str, Plain], sometimes: Mapping[str, Plain] | None = None
) -> Shape:
    """A mapping with these keys and no others."""
    shape: Shape = {"type": "object", "description": about, "required": list(always)}
    shape["properties"] = {**always, **(sometimes or {})}
    return {**shape, "additionalProperties": False}


def named(about: str, **more: Plain) -> Shape:
    return mapping(about, {"id": text("Id of the card."), "name": text("Its name."), **more})


LINKED: Shape = {
    "id": text("Id of the card."),
    "title": text("Its title."),
    "url": link("Address of its page."),
}
