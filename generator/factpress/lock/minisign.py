"""Signatures in minisign's format, of the lock or of a site's manifest: made and checked.

In: a file's bytes, and a key or a signature. Out: a signature's bytes, or what is wrong with one.
Ed25519 comes from the extra `factpress[sign]`, imported when it is needed. Knows nothing of where
keys are kept. https://jedisct1.github.io/minisign/
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ed25519

SignedFile: TypeAlias = Literal["evidence.lock", "manifest.json"]
NO_LIBRARY = 'signatures need the extra `sign`: pip install "factpress[sign]"'
_PLAIN, _HASHED = b"Ed", b"ED"
_NO_PASSWORD, _SCRYPT, _BLAKE2 = b"\0\0", b"Sc", b"B2"
_UNTRUSTED, _TRUSTED = b"untrusted comment: ", b"trusted comment: "
# Files that are signed, with the word for each in messages.
_WORDS = {"evidence.lock": "lock", "manifest.json": "manifest"}
_KEY_SIZE, _SIGNATURE_SIZE, _SECRET_SIZE = 42, 74, 158
# What minisign asks of scrypt for a password takes 1 GB.
_MOST_MEMORY = (1 << 31) - 1


class SigningError(Exception):
    """Raised when nothing can be signed; the message says why."""


class Fault(NamedTuple):
    """What is wrong with a signature.

    `line` is that of the signature's file; `of` says where it is to be mended.
    """

    message: str
    line: int = 1
    of: Literal["signature", "library"] = "signature"


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A secret key, which never shows in a message: 8 bytes that name it, and 32 that sign."""

    key_id: bytes
    seed: bytes = field(repr=False)


class _Signature(NamedTuple):
    algorithm: bytes
    key_id: bytes
    of_file: bytes
    trusted: bytes
    of_all: bytes


def check_signature(
    content: bytes, signature: bytes | None, public_key: str, name: SignedFile = "evidence.lock"
) -> Fault | None:
    """What is wrong with the signature of a file; None when it is a valid one of this key."""
    if signature is None:
        return Fault(f"the {_WORDS[name]} is not signed")
    key = b64decode(public_key)
    read = _read_signature(signature)
    if isinstance(read, Fault):
        return read
    if read.key_id != key[2:10]:
        ours, theirs = key_name(key[2:10]), key_name(read.key_id)
        return Fault(
            f"the signature is one of key {theirs}, not of the publication's key {ours}", 2
        )
    try:
        is_valid = _checker(key[10:])
    except SigningError:
        return Fault(NO_LIBRARY, of="library")
    message = _prehash(content) if read.algorithm == _HASHED else content
    if not is_valid(read.of_file, message):
        return Fault(f"the signature is not that of this {_WORDS[name]}", 2)
    if not is_valid(read.of_all, read.of_file + read.trusted):
        return Fault("the trusted comment is not the one that was signed", 3)
    return None


def sign(content: bytes, secret: SecretKey, name: SignedFile = "evidence.lock") -> bytes:
    """The signature's file of a file of this name. Raises SigningError.

    It has no time in it: the same content and key give the same bytes.
    """
    private = _private(secret.seed)
    of_file = private.sign(_prehash(content))
    about = f"factpress {name}".encode()
    of_all = private.sign(of_file + about)
    lines = (
        _UNTRUSTED + f"signature of {name}, key {key_name(secret.key_id)}".encode(),
        b64encode(_HASHED + secret.key_id + of_file),
        _TRUSTED + about,
        b64encode(of_all),
    )
    return b"\n".join([*lines, b""])


def new_key() -> SecretKey:
    """A secret key, made by chance."""
    return SecretKey(os.urandom(8), os.urandom(32))


def public_part(secret: SecretKey) -> str:
    """The public key of a secret one, as `publisher.key` has it. Raises SigningError."""
    return b64encode(_PLAIN + secret.key_id + _public_bytes(secret.seed)).decode()


def key_name(key_id: bytes) -> str:
    """How minisign names a key: 16 hex digits, the last byte first."""
    return key_id[::-1].hex().upper()


def key_file(secret: SecretKey) -> bytes:
    """The file of a secret key without a password, as `minisign -G -W` writes it."""
    numbers = bytes(48)  # what a password would be stretched with
    key = secret.key_id + secret.seed + _public_bytes(secret.seed)
    written = b"".join((_PLAIN, _NO_PASSWORD, _BLAKE2, numbers, key, bytes(32)))
    return b"\n".join([_UNTRUSTED + b"minisign secret key", b64encode(written), b""])


def parsed_key(file: bytes, password: Callable[[], str]) -> SecretKey:
    """The secret key of a file, whose password is asked for if it has one. Raises SigningError."""
    lines = _lines(file)
    written = _decoded(lines[1], _SECRET_SIZE) if len(lines) == 2 else None
    if written is None or (written[:2], written[4:6]) != (_PLAIN, _BLAKE2):
        raise SigningError("is no secret key of minisign")
    kind, salt, key = written[2:4], written[6:38], written[54:]
    if kind == _SCRYPT:
        steps, memory = (int.from_bytes(written[at : at + 8], "little") for at in (38, 46))
        key = _decrypted(key, password(), salt, steps, memory)
        if key[72:] != hashlib.blake2b(_PLAIN + key[:72], digest_size=32).digest():
            raise SigningError("is not opened by this password")
    elif kind != _NO_PASSWORD:
        raise SigningError("is a secret key of a kind that is not known here")
    key_id, seed, public = key[:8], key[8:40], key[40:72]
    if _public_bytes(seed) != public:
        raise SigningError("is a damaged secret key: its two halves do not belong together")
    return SecretKey(key_id, seed)


def _decrypted(key: bytes, password: str, salt: bytes, steps: int, memory: int) -> bytes:
    """The bytes of a key that a password hides."""
    cost, blocks = _scrypt_cost(steps, memory)
    try:
        stream = hashlib.scrypt(
            password.encode(), salt=salt, n=cost, r=8, p=blocks, maxmem=_MOST_MEMORY, dklen=len(key)
        )
    except (ValueError, MemoryError) as error:
        raise SigningError(f"has a password that cannot be checked here: {error}") from error
    return bytes(a ^ b for a, b in zip(key, stream, strict=True))


def _scrypt_cost(steps: int, memory: int) -> tuple[int, int]:
    """N and p of scrypt (RFC 7914) for r = 8, as libsodium chooses them.

    https://github.com/jedisct1/libsodium, crypto_pwhash_scryptsalsa208sha256.c, pickparams
    """
    steps = max(steps, 32768)
    is_short = steps < memory // 32
    most = steps // 32 if is_short else memory // 1024
    power = next((n for n in range(1, 63) if 1 << n > most // 2), 63)
    return 1 << power, 1 if is_short else max(min(steps // 4 >> power, 0x3FFFFFFF) // 8, 1)


def _read_signature(file: bytes) -> _Signature | Fault:
    lines = _lines(file)
    if len(lines) != 4:
        return Fault(f"a signature has four lines, and this file has {len(lines)}")
    of_file, of_all = _decoded(lines[1], _SIGNATURE_SIZE), _decoded(lines[3], 64)
    if not lines[0].startswith(_UNTRUSTED):
        return Fault("line does not begin with `untrusted comment:`")
    if of_file is None or of_file[:2] not in (_PLAIN, _HASHED):
        return Fault("line is no signature of minisign", 2)
    if not lines[2].startswith(_TRUSTED):
        return Fault("line does not begin with `trusted comment:`", 3)
    if of_all is None:
        return Fault("line is no signature of minisign", 4)
    trusted = lines[2].removeprefix(_TRUSTED)
    return _Signature(of_file[:2], of_file[2:10], of_file[10:], trusted, of_all)


def _lines(file: bytes) -> list[bytes]:
    """The lines of a file, without what ends them."""
    return [line.rstrip(b"\r") for line in file.removesuffix(b"\n").split(b"\n")]


def _decoded(line: bytes, size: int) -> bytes | None:
    """The bytes of a line of Base64; None when it is none or has another number of bytes."""
    try:
        found = b64decode(line, validate=True)
    except ValueError:
        return None
    return found if len(found) == size else None


def _prehash(content: bytes) -> bytes:
    return hashlib.blake2b(content).digest()


def _checker(public: bytes) -> Callable[[bytes, bytes], bool]:
    """Tells whether a signature is one of some content. Raises SigningError."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as error:
        raise SigningError(NO_LIBRARY) from error

    def is_valid(signature: bytes, content: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
        except (InvalidSignature, ValueError):
            return False
        return True

    return is_valid


def _private(seed: bytes) -> ed25519.Ed25519PrivateKey:
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError as error:
        raise SigningError(NO_LIBRARY) from error
    return Ed25519PrivateKey.from_private_bytes(seed)


def _public_bytes(seed: bytes) -> bytes:
    public: bytes = _private(seed).public_key().public_bytes_raw()
    return public
