"""Digests of bytes, and JSON of plain values.

Digests are SHA-256 (FIPS 180-4), or BLAKE2b with a key (RFC 7693) where bytes must be ours.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import msgspec


def digest(content: bytes | memoryview) -> str:
    """SHA-256 of some bytes, in hex: 64 characters."""
    return hashlib.sha256(content).hexdigest()


def signed(key: bytes, purpose: bytes, content: bytes) -> str:
    """A keyed digest, in hex: only a holder of the key can make it. 32 characters.

    `purpose` has at most 16 bytes; a signature for one counts for no other.
    """
    return hashlib.blake2b(content, key=key, person=purpose, digest_size=16).hexdigest()


def derived_key(secret: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose, from a secret of any length."""
    return hashlib.blake2b(
        purpose.encode(), key=hashlib.sha256(secret).digest(), digest_size=32
    ).digest()


# JSON, to the letter as the standard library writes it, several times as fast.

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
