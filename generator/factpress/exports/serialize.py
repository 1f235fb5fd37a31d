"""XML, JSON and JSON-LD as bytes or text, whatever characters the values hold.

Public sources: Extensible Markup Language (XML) 1.0, sections 2.2 and 2.4; RFC 8259, section 8.1.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import astuple

from factpress.model.contexts import Json, View
from factpress.model.plain_json import compact, indented, one_line
from factpress.model.urls import absolute

# A mapping of plain values and records.
Values: TypeAlias = Mapping[str, object]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_IN_VALUE = {**_IN_TEXT, '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"}
_TEXT, _VALUE = str.maketrans(_IN_TEXT), str.maketrans(_IN_VALUE)


def xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold, escaped or not."""
    return _NOT_XML.sub("", text)


def element(name: str, attributes: Mapping[str, str], content: str | list[str] | None) -> list[str]:
    """The lines of an element: with text, with the lines of other elements, or empty."""
    opened = name + "".join(
        f' {key}="{xml_text(value).translate(_VALUE)}"' for key, value in attributes.items()
    )
    if not content:
        return [f"<{opened} />"]
    if isinstance(content, str):
        return [f"<{opened}>{xml_text(content).translate(_TEXT)}</{name}>"]
    return [f"<{opened}>", *(f"  {line}" for line in content), f"</{name}>"]


def xml_bytes(lines: Iterable[str]) -> bytes:
    """An XML document, from the lines of its root element."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""]).encode()


def json_bytes(value: Json) -> bytes:
    """The value with a line for each of its parts; keys keep their order."""
    return indented(value) + b"\n"


def values_of(record: Struct) -> dict[str, object]:
    """The values of a record by key, as its file has them: without those that are None."""
    values = zip(record.__struct_encode_fields__, astuple(record), strict=True)
    return {key: value for key, value in values if value is not None}


def json_keys(value: Values) -> bytes:
    """A mapping with a line for each of its keys."""
    lines = b",\n".join([b" %b: %b" % (_key(key), one_line(each)) for key, each in value.items()])
    return b"{\n%b\n}\n" % lines


# Records have few keys, and always the same.
_key = lru_cache(maxsize=256)(one_line)


def json_records(head: Values, name: str, records: Iterable[Struct | Values]) -> bytes:
    """A mapping whose last key, `name`, holds a list with a line for each record."""
    before = b"".join([b" %b: %b,\n" % (_key(key), one_line(head[key])) for key in head])
    listed = b",\n".join(map(one_line, records))
    inner = b"\n%b\n " % listed if listed else b""
    return b"{\n%b %b: [%b]\n}\n" % (before, _key(name), inner)


SCHEMA_ORG = "https://schema.org"
# These could end a script element, begin a comment in it, or be line breaks to JavaScript. JSON
# allows all of them as escapes.
_UNSAFE = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_ld(node: Mapping[str, Json]) -> Markup:
    """The node with its context, as the text of a data block."""
    written = compact({"@context": SCHEMA_ORG, **node}).decode()
    for character, escaped in _UNSAFE.items():
        written = written.replace(character, escaped)
    return Markup(written)  # noqa: S704 (no < is left)


class DataBlock(View, frozen=True, kw_only=True):
    """A block of JSON-LD."""

    text: Markup
    digest: str  #: How a content security policy names it


def block(node: Mapping[str, Json]) -> DataBlock:
    """A node as a data block, with its digest for the content security policy.

    Browsers do not run data blocks and need no permission for them, but the Nu checker warns of a
    block that the policy does not name. The digest allows this text and no other.
    Rule: Content Security Policy Level 3, section 2.3.1, hash-source.
    """
    text = json_ld(node)
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8", "replace")).digest())
    return DataBlock(text=text, digest=f"sha256-{digest.decode()}")


def breadcrumbs(steps: Sequence[tuple[str, str]], base: str | None) -> dict[str, Json]:
    """The BreadcrumbList of a page: titles and addresses, of the page itself as the last.

    Without a base it has titles alone.
    """
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                **({"item": absolute(url, base)} if base else {}),
            }
            for position, (name, url) in enumerate(steps, 1)
        ],
    }
