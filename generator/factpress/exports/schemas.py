"""From a record's class to its published JSON Schema and to the table of its keys.

Public source: JSON Schema, draft 2020-12 (https://json-schema.org/draft/2020-12).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import msgspec

Schema: TypeAlias = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_LINK_TO_SCHEMA: Schema = {
    "type": "string",
    "description": "Address of the schema of this file.",
    "format": "uri-reference",
}


class Key(NamedTuple):
    """One key of a file. `path` has dots between the keys above it and its own."""

    path: str
    is_required: bool
    about: str


def file_schema(kind: type[msgspec.Struct]) -> Schema:
    """The schema of a file that holds one record, after a link to this schema."""
    schema = record_schema(kind)
    schema["required"] = ["$schema", *schema["required"]]
    schema["properties"] = {"$schema": _LINK_TO_SCHEMA, **schema["properties"]}
    return schema


def record_schema(kind: type[msgspec.Struct]) -> Schema:
    """The schema of a class, with those of its parts under `$defs`."""
    (_,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    whole: Schema = _published(parts.pop(kind.__name__))
    return {**whole, "$defs": _published(parts)} if parts else whole


def _published(schema: Any) -> Any:
    """A schema of msgspec without the names of classes, and without null.

    Files hold no null: a key whose value is None is left out.
    """
    match schema:
        case {"anyOf": [only, {"type": "null"}], "default": None, **more}:
            return _published({**more, **only})
        case {"properties": properties, **more}:
            more.pop("title", None)
            keys = {k: _published(v) for k, v in properties.items() if v.get("type") != "null"}
            return {**{k: _published(v) for k, v in more.items()}, "properties": keys}
        case dict():
            return {key: _published(value) for key, value in schema.items()}
        case list():
            return [_published(each) for each in schema]
    return schema


def document(schema: Schema, title: str, address: str | None) -> Schema:
    """The schema as a file: with its draft, its own address where there is one, and its title."""
    return {"$schema": _DRAFT, **({"$id": address} if address else {}), "title": title, **schema}


def keys_of(schema: Schema) -> Iterator[Key]:
    """Every key with a description, in order; lists are passed over."""
    return (key for key in _keys(schema, schema.get("$defs", {}), "") if key.about)


def _keys(schema: Schema, parts: Mapping[str, Schema], before: str) -> Iterator[Key]:
    while "items" in schema:
        schema = schema["items"]
    if "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    for name, value in schema.get("properties", {}).items():
        is_required = name in schema.get("required", ())
        yield Key(f"{before}{name}", is_required, value.get("description", ""))
        yield from _keys(value, parts, f"{before}{name}.")
