"""Digests of bytes.

They are SHA-256 (FIPS 180-4), or BLAKE2b with a key (RFC 7693) where bytes must be ours.
"""

from __future__ import annotations

import base64
import hashlib


def digest(content: bytes | memoryview) -> str:
    """SHA-256 of some bytes, in hex: 64 characters."""
    return hashlib.sha256(content).hexdigest()


def integrity(content: bytes) -> str:
    """The SHA-384 of a script or style, as pages have it. Rule: Subresource Integrity, section 3.5.

    The specification allows SHA-256 as well, and recommends SHA-384.
    """
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


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
