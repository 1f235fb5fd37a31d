"""Digests: the one way in which the bytes of anything are told from others.

In: bytes. Out: SHA-256 in hex (FIPS 180-4). Knows nothing of what the bytes are.
"""

from __future__ import annotations

import hashlib


def digest(content: bytes | memoryview) -> str:
    """SHA-256 of some bytes, in hex: 64 characters."""
    return hashlib.sha256(content).hexdigest()
