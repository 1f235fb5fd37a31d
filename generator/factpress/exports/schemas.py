"""JSON Schemas: made from the classes of records, and of formats whose keys others have named.

The second kind is what the specifications of ClaimReview, of the DataFeed and of the answer of the
Fact Check Tools API demand, narrowed to what we write. It allows more keys, as they do.
Public source: JSON Schema, draft 2020-12 (https://json-schema.org/draft/2020-12).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import msgspec
from msgspec import Struct

Schema: TypeAlias = dict[str, Any]

_PART = "#/$defs/{name}"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_LINK_TO_SCHEMA: Schema = {
    "type": "string",
    "description": "Address of the schema of this file.",
    "format": "uri-reference",
}


class Key(NamedTuple):
    """One key of a file: `path` has the keys above it too, `values` are the words it may have."""

    path: str
    is_required: bool
    about: str
    values: tuple[str, ...]


def record_schema(kind: type[Struct], *others: type[Struct]) -> Schema:
    """The schema of a class. The schemas of its parts, and of `others`, are under `$defs`."""
    _, parts = msgspec.json.schema_components([kind, *others], ref_template=_PART)
    parts = _published(parts)
    whole: Schema = parts.pop(kind.__name__)
    return {**whole, "$defs": parts}


def list_schema(head: type[Struct], key: str, kind: type[Struct], about: str) -> Schema:
    """The schema of a file with the keys of `head`, and then a list of records under `key`."""
    items = {"$ref": _PART.format(name=kind.__name__)}
    records = {"type": "array", "description": about, "items": items}
    schema = record_schema(head, kind)
    required, properties = schema["required"], schema["properties"]
    return {**schema, "required": [*required, key], "properties": {**properties, key: records}}


def with_link(schema: Schema) -> Schema:
    """The schema of a file that begins with the address of its schema."""
    required = ["$schema", *schema["required"]]
    properties = {"$schema": _LINK_TO_SCHEMA, **schema["properties"]}
    return {**schema, "required": required, "properties": properties}


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
    """Every key in order; lists are passed over."""
    return _keys(schema, schema.get("$defs", {}), "")


def _keys(schema: Schema, parts: Mapping[str, Schema], before: str) -> Iterator[Key]:
    mappings = list(_mappings(schema, parts))
    for name in dict.fromkeys(name for each in mappings for name in each["properties"]):
        values = [each["properties"][name] for each in mappings if name in each["properties"]]
        is_required = all(name in each["required"] for each in mappings)
        about = next((each["description"] for each in values if "description" in each), "")
        words = tuple(word for each in values for word in each.get("enum", ()))
        yield Key(f"{before}{name}", is_required, about, words)
        yield from _keys(values[0], parts, f"{before}{name}.")


def _mappings(schema: Schema, parts: Mapping[str, Schema]) -> Iterator[Schema]:
    """The mappings that a schema allows: itself, its parts by name, the entries of a list."""
    if "$ref" in schema:
        yield from _mappings(parts[schema["$ref"].rpartition("/")[2]], parts)
    elif "items" in schema:
        yield from _mappings(schema["items"], parts)
    elif "properties" in schema:
        yield {"required": (), **schema}
    for each in schema.get("anyOf", ()):
        yield from _mappings(each, parts)


_TEXT: Schema = {"type": "string", "minLength": 1}
_LINK: Schema = {"type": "string", "format": "uri-reference", "minLength": 1}
_DAY: Schema = {"type": "string", "format": "date"}
_TIME: Schema = {"type": "string", "format": "date-time"}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
_RANK: Schema = {"type": "number", "minimum": 1}


def _a(kind: str | list[str], always: Schema, sometimes: Schema | None = None) -> Schema:
    """A node of JSON-LD of a type, or of one of several."""
    types: Schema = {"enum": kind} if isinstance(kind, list) else {"const": kind}
    return _map({"@type": types, **always}, sometimes)


def _map(always: Schema, sometimes: Schema | None = None) -> Schema:
    required: list[str] = list(always)
    return {"type": "object", "required": required, "properties": {**always, **(sometimes or {})}}


def _about(shape: Schema, words: str) -> Schema:
    return {**shape, "description": words}


def _list(items: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": items}


def _one_or_more(shape: Schema) -> Schema:
    return {"anyOf": [shape, _list(shape)]}


_REVIEWER = _a("Organization", {"name": _TEXT}, {"url": _LINK})
_AUTHOR = _a(["Person", "Organization"], {"name": _TEXT}, {"sameAs": _list(_LINK)})
_WORK = _a(
    "CreativeWork",
    {},
    {
        "url": _LINK,
        "name": _TEXT,
        "datePublished": _DAY,
        "inLanguage": _TEXT,
        "archivedAt": _LINK,
    },
)
_RATING = _a(
    "Rating",
    {"alternateName": _TEXT},
    {"ratingValue": _RANK, "bestRating": _RANK, "worstRating": _RANK, "ratingExplanation": _TEXT},
)
_CLAIM = _a(
    "Claim",
    {"name": _TEXT},
    {
        "author": _one_or_more(_AUTHOR),
        "datePublished": _DATE,
        "firstAppearance": _WORK,
        "appearance": _list(_WORK),
    },
)
CLAIM_REVIEW = _a(
    "ClaimReview",
    {
        "claimReviewed": _about(_TEXT, "The claim in one sentence."),
        "datePublished": _about(_DAY, "Day the claim was checked."),
        "inLanguage": _about(_TEXT, "Language of the page (BCP 47)."),
        "author": _about(_REVIEWER, "Who checked it."),
        "reviewRating": _about(_RATING, "How it is rated; numbers only where the scale has them."),
        "itemReviewed": _about(_CLAIM, "The claim, by whom, when and where."),
    },
    {
        "url": _about(_LINK, "Address of the claim's page, if the publication has one."),
        "dateModified": _about(_DAY, "Day of the newest change."),
        "isBasedOn": _about(_list(_LINK), "Addresses of the documents it rests on."),
        "citation": _about(_list(_WORK), "The documents it rests on."),
        "correction": _about(
            _list(_a("CorrectionComment", {"text": _TEXT, "datePublished": _DAY})),
            "Corrections of the check.",
        ),
    },
)
DATA_FEED = _a(
    "DataFeed",
    {
        "@context": {"const": "https://schema.org"},
        "name": _about(_TEXT, "Name of the publication."),
        "dataFeedElement": _about(
            {
                "type": "array",
                "items": _a(
                    "DataFeedItem",
                    {
                        "url": _about(_LINK, "Address of the claim's page."),
                        "dateCreated": _about(_DAY, "Day the claim was checked."),
                        "dateModified": _about(_DAY, "Day of the newest change."),
                        "item": {**_list(CLAIM_REVIEW), "description": "The check: one."},
                    },
                ),
            },
            "All checks, the newest first.",
        ),
    },
    {"dateModified": _about(_DAY, "Day of the newest check or change.")},
)
CLAIMS_SEARCH = _map(
    {
        "claims": {
            "type": "array",
            "description": "All claims, the newest check first.",
            "items": _map(
                {
                    "text": _about(_TEXT, "The claim in one sentence."),
                    "claimReview": _about(
                        _list(
                            _map(
                                {
                                    "publisher": _about(
                                        _map(
                                            {"name": _about(_TEXT, "Its name.")},
                                            {"site": _about(_TEXT, "Host name of the site.")},
                                        ),
                                        "Who publishes the check.",
                                    ),
                                    "url": _about(_LINK, "Address of the claim's page."),
                                    "title": _about(_TEXT, "Title of that page."),
                                    "reviewDate": _about(_TIME, "When the claim was checked."),
                                    "textualRating": _about(_TEXT, "How it is rated."),
                                    "languageCode": _about(_TEXT, "Language (BCP 47)."),
                                }
                            )
                        ),
                        "The check: one.",
                    ),
                },
                {
                    "claimant": _about(_TEXT, "Who made the claim."),
                    "claimDate": _about(_TIME, "When, if the day is known."),
                },
            ),
        }
    }
)
