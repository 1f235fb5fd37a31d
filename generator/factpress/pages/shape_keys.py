"""The keys of a format, read off its JSON Schema, for the page that documents it.

In: a schema. Out: every key in order, with whether it is always there and what it means. Public
source: JSON Schema, draft 2020-12.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factpress.model.site import Plain


class Key(NamedTuple):
    """One key of a file: where it stands, whether always, and what it holds."""

    path: str
    is_required: bool
    about: str


def keys_of(shape: Mapping[str, Plain], before: str = "") -> Iterator[Key]:
    """Every key below a shape, in order; lists are passed over."""
    required, properties = shape.get("required"), shape.get("properties")
    if not isinstance(properties, Mapping):
        return
    for name, value in properties.items():
        if isinstance(value, Mapping):
            is_required = isinstance(required, list) and name in required
            yield Key(f"{before}{name}", is_required, str(value.get("description", "")))
            inner = value.get("items", value)
            while isinstance(inner, Mapping) and "items" in inner:
                inner = inner["items"]
            if isinstance(inner, Mapping):
                yield from keys_of(inner, f"{before}{name}.")
