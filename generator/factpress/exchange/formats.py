"""XML, JSON and plain text as bytes: the same for the same values, whatever characters these hold.

In: an element without text that XML refuses, or plain values. Out: UTF-8. Knows nothing of what
they mean. Public sources: Extensible Markup Language (XML) 1.0, section 2.2; RFC 8259, section 8.1.
"""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

from factpress.model import Plain

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def xml_text(text: str) -> str:
    """The text without the characters that no XML document can hold, escaped or not."""
    return _NOT_XML.sub("", text)


def xml_bytes(root: ElementTree.Element) -> bytes:
    """The document with its declaration, a line for each element."""
    ElementTree.indent(root)
    written = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()


def json_bytes(value: Plain) -> bytes:
    """The value, keys in the order given; U+FFFD for a lone surrogate, which UTF-8 cannot hold."""
    return text_bytes(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def text_bytes(text: str) -> bytes:
    """The text; U+FFFD for a lone surrogate, which UTF-8 cannot hold."""
    return _LONE_SURROGATE.sub(chr(0xFFFD), text).encode()
