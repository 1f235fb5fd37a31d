"""Files of secret keys as minisign writes them."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode

from factpress.lock.minisign import SecretKey, key_file


def with_password(key: SecretKey, password: bytes) -> bytes:
    """The file of a key as minisign hides it, but with the least that libsodium asks of scrypt."""
    plain = b64decode(key_file(key).splitlines()[1])[54:126]
    check = hashlib.blake2b(b"Ed" + plain, digest_size=32).digest()
    salt, steps, memory = bytes(range(32)), 1 << 15, 1 << 24
    stream = hashlib.scrypt(password, salt=salt, n=1 << 10, r=8, p=1, dklen=104)
    hidden = bytes(a ^ b for a, b in zip(plain + check, stream, strict=True))
    limits = steps.to_bytes(8, "little") + memory.to_bytes(8, "little")
    written = b64encode(b"EdScB2" + salt + limits + hidden)
    return b"untrusted comment: key with a password\n" + written + b"\n"
