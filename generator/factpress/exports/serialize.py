"""XML, JSON and plain text as bytes: the same for the same values, whatever characters these hold.

In: elements as text, or plain values. Out: UTF-8. Knows nothing of what they mean. Public sources:
Extensible Markup Language (XML) 1.0, sections 2.2 and 2.4; RFC 8259, section 8.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from factpress.model.plain_json import indented, one_line
from factpress.model.site import Plain

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_IN_VALUE = {**_IN_TEXT, '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"}
_TEXT, _VALUE = str.maketrans(_IN_TEXT), str.maketrans(_IN_VALUE)


def xml_text(text: str) -> str:
    """The text without the characters that no XML document can hold, escaped or not."""
    return _NOT_XML.sub("", text)


def element(name: str, attributes: Mapping[str, str], content: str | list[str] | None) -> list[str]:
    """An element with text, with the lines of other elements, or with nothing; its lines."""
    opened = name + "".join(
        f' {key}="{xml_text(value).translate(_VALUE)}"' for key, value in attributes.items()
    )
    if not content:
        return [f"<{opened} />"]
    if isinstance(content, str):
        return [f"<{opened}>{xml_text(content).translate(_TEXT)}</{name}>"]
    return [f"<{opened}>", *(f"  {line}" for line in content), f"</{name}>"]


def xml_bytes(lines: Iterable[str]) -> bytes:
    """The document of which these are the lines of the root, with its declaration."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""]).encode()


def json_bytes(value: Plain) -> bytes:
    """The value, keys in the order given, with a line for each of its parts."""
    return indented(value) + b"\n"


def json_keys(value: Mapping[str, Plain]) -> bytes:
    """A mapping with a line for each of its keys."""
    lines = b",\n".join([b" %b: %b" % (_key(key), one_line(each)) for key, each in value.items()])
    return b"{\n%b\n}\n" % lines


# Few and always the same, where mappings are records.
_key = lru_cache(maxsize=256)(one_line)


def json_records(
    head: Mapping[str, Plain], name: str, records: Iterable[Mapping[str, Plain]]
) -> bytes:
    """A mapping of which the last key, `name`, holds a list, with a line for each record."""
    before = b"".join([b" %b: %b,\n" % (_key(key), one_line(head[key])) for key in head])
    listed = b",\n".join(map(one_line, records))
    inner = b"\n%b\n " % listed if listed else b""
    return b"{\n%b %b: [%b]\n}\n" % (before, _key(name), inner)
