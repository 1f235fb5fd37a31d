"""Signatures in minisign's format, against minisign's own program where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from factpress.lock.minisign import (
    SecretKey,
    SigningError,
    check_signature,
    key_file,
    new_key,
    parsed_key,
    public_part,
    sign,
)
from minisign_files import with_password

LOCK = b"factpress-evidence-lock\nclaim dam rating=mixed history=\n"
MINISIGN = shutil.which("minisign")
needs_minisign = pytest.mark.skipif(MINISIGN is None, reason="minisign is not installed")


def no_password() -> str:
    raise AssertionError("a key without a password asks for none")


@pytest.fixture(scope="module")
def key() -> SecretKey:
    return new_key()


def message_of(lock: bytes, signature: bytes | None, public: str) -> str:
    fault = check_signature(lock, signature, public)
    assert fault is not None
    return f"{fault.line}: {fault.message}"


def test_accepts_own_signature_which_is_always_the_same(key: SecretKey) -> None:
    signature = sign(LOCK, key)
    assert check_signature(LOCK, signature, public_part(key)) is None
    assert sign(LOCK, key) == signature
    assert check_signature(LOCK, signature.replace(b"\n", b"\r\n"), public_part(key)) is None


def test_names_what_is_wrong_with_a_signature(key: SecretKey) -> None:
    public, signature = public_part(key), sign(LOCK, key)
    lines = signature.splitlines(keepends=True)
    assert message_of(LOCK, None, public) == "1: the lock is not signed"
    assert "the signature is not that of this lock" in message_of(LOCK + b"#", signature, public)
    assert "is one of key" in message_of(LOCK, sign(LOCK, new_key()), public)
    assert "four lines, and this file has 1" in message_of(LOCK, b"", public)
    assert "four lines, and this file has 3" in message_of(LOCK, b"".join(lines[:3]), public)
    for wrong in (b"x\n", b"!!\n", lines[3], lines[1].replace(b"RU", b"RX")):
        other = b"".join([lines[0], wrong, *lines[2:]])
        assert message_of(LOCK, other, public) == "2: line is no signature of minisign"
    assert message_of(LOCK, b"x" + signature, public).startswith("1: line does not begin")
    assert "4: line is no signature" in message_of(LOCK, signature[:-9], public)
    retold = signature.replace(b"factpress evidence.lock", b"of tomorrow")
    assert message_of(LOCK, retold, public).startswith("3: the trusted comment is not the one")


def test_refuses_signature_of_other_key_that_bears_the_same_name(key: SecretKey) -> None:
    forger = SecretKey(key.key_id, new_key().seed)
    assert "not that of this lock" in message_of(LOCK, sign(LOCK, forger), public_part(key))


@pytest.mark.parametrize("place", range(0, 74, 7))
def test_refuses_signature_with_a_byte_changed(key: SecretKey, place: int) -> None:
    lines = sign(LOCK, key).split(b"\n")
    damaged = bytearray(b64decode(lines[1]))
    damaged[place] ^= 1
    lines[1] = b64encode(damaged)
    assert check_signature(LOCK, b"\n".join(lines), public_part(key)) is not None


def test_reads_the_key_that_it_writes(key: SecretKey) -> None:
    assert parsed_key(key_file(key), no_password) == key
    assert key.seed.hex() not in repr(key)
    assert str(key.seed) not in repr(key)


def test_refuses_what_is_no_key(key: SecretKey) -> None:
    file = key_file(key)
    written = bytearray(b64decode(file.splitlines()[1]))
    written[70] ^= 1
    damaged = b"untrusted comment: key\n" + b64encode(written) + b"\n"
    with pytest.raises(SigningError, match="damaged secret key"):
        parsed_key(damaged, no_password)
    written[2:4] = b"??"
    with pytest.raises(SigningError, match="of a kind that is not known"):
        parsed_key(b"untrusted comment: key\n" + b64encode(written) + b"\n", no_password)
    for wrong in (b"", b"secret", file[:-9], f"a\n{public_part(key)}\n".encode()):
        with pytest.raises(SigningError, match="is no secret key of minisign"):
            parsed_key(wrong, no_password)


def test_opens_key_with_its_password(key: SecretKey) -> None:
    file = with_password(key, "wêir".encode())
    assert parsed_key(file, lambda: "wêir") == key
    with pytest.raises(SigningError, match="not opened by this password"):
        parsed_key(file, lambda: "weir")


def run(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    assert MINISIGN
    return subprocess.run(
        [MINISIGN, *arguments], input=said, capture_output=True, text=True, check=False
    )


@needs_minisign
def test_minisign_accepts_our_signature_and_key(tmp_path: Path, key: SecretKey) -> None:
    lock, secret = tmp_path / "evidence.lock", tmp_path / "secret.key"
    lock.write_bytes(LOCK)
    (tmp_path / "evidence.lock.minisig").write_bytes(sign(LOCK, key))
    checked = run("-V", "-m", str(lock), "-P", public_part(key))
    assert checked.returncode == 0, checked.stderr
    assert "Trusted comment: factpress evidence.lock" in checked.stdout
    lock.write_bytes(LOCK.replace(b"mixed", b"false"))
    assert run("-V", "-m", str(lock), "-P", public_part(key)).returncode != 0
    secret.write_bytes(key_file(key))
    assert run("-S", "-W", "-s", str(secret), "-m", str(lock)).returncode == 0
    theirs = (tmp_path / "evidence.lock.minisig").read_bytes()
    assert check_signature(lock.read_bytes(), theirs, public_part(key)) is None


@needs_minisign
@pytest.mark.parametrize("legacy", [(), ("-l",)], ids=["hashed", "legacy"])
def test_accepts_signature_and_key_of_minisign(tmp_path: Path, legacy: tuple[str, ...]) -> None:
    lock, secret, public = (tmp_path / name for name in ("evidence.lock", "s.key", "s.pub"))
    lock.write_bytes(LOCK)
    assert run("-G", "-W", "-p", str(public), "-s", str(secret)).returncode == 0
    signed = run("-S", *legacy, "-s", str(secret), "-m", str(lock))
    assert signed.returncode == 0, signed.stderr
    theirs = (tmp_path / "evidence.lock.minisig").read_bytes()
    assert b"timestamp:" in theirs
    configured = public.read_text().splitlines()[1]
    assert check_signature(LOCK, theirs, configured) is None
    assert check_signature(LOCK + b"\n", theirs, configured) is not None
    assert public_part(parsed_key(secret.read_bytes(), no_password)) == configured


@needs_minisign
def test_opens_key_of_minisign_with_its_password(tmp_path: Path) -> None:
    secret, public = tmp_path / "s.key", tmp_path / "s.pub"
    assert run("-G", "-p", str(public), "-s", str(secret), said="weir\nweir\n").returncode == 0
    assert public_part(parsed_key(secret.read_bytes(), lambda: "weir")) in public.read_text()
