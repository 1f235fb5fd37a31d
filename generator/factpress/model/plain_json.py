"""JSON of plain values, to the letter as the standard library writes it, several times as fast.

Apart from digests because msgspec is slow to import: a build with nothing to do needs none.
"""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

# The first characters of lists and mappings.
_NESTED = b"[{"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def compact(value: object) -> bytes:
    """The value without any space."""
    try:
        return _encoded(value)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value, enc_hook=_text)
        return whole_text(json.dumps(plain, ensure_ascii=False, separators=(",", ":")))


def one_line(value: object) -> bytes:
    """The value on a line, with a space after each comma and colon."""
    text = compact(value)
    return msgspec.json.format(text, indent=0) if text[0] in _NESTED else text


def indented(value: object) -> bytes:
    """The value with a line for each of its parts, indented by one space."""
    return msgspec.json.format(compact(value), indent=1)


def whole_text(text: str) -> bytes:
    """The text; U+FFFD for a lone surrogate."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub(chr(0xFFFD), text).encode()


def _text(value: Any) -> str:
    """A text that is marked as HTML as the text that it is."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"no plain value: {value!r}")


_encoded = msgspec.json.Encoder(enc_hook=_text).encode
