"""Properties of the lock and of minisign's files: nothing but what was signed counts."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from factpress.lock.lines import BadLine, LineReader, check_of, lines_of
from factpress.lock.lock_file import parsed, recorded_claim, serialised
from factpress.lock.minisign import (
    Fault,
    SecretKey,
    SigningError,
    check_signature,
    key_file,
    parsed_key,
    public_part,
    sign,
)
from factpress.model.cards import InputFile
from factpress.model.encoding import digest
from small_site import site_in

_KEY = SecretKey(b"8 bytes.", b"A seed of thirty-two bytes, all.")
_LOCK = b"factpress-evidence-lock 3\n"


@cache
def genuine() -> bytes:
    """The lock of the small publication."""
    with tempfile.TemporaryDirectory() as folder:
        site = site_in(Path(folder) / "site-1", {})
        site.lock()
        return (site.options.content / "evidence.lock").read_bytes()


@cache
def signature() -> bytes:
    """A signature of a lock."""
    return sign(_LOCK, _KEY)


@cache
def key() -> bytes:
    """The file of a secret key."""
    return key_file(_KEY)


def lock(content: bytes) -> None:
    """A lock has a problem for each line that is no entry; written again it is the same."""
    found, problems = parsed(InputFile("evidence.lock", content, digest(content)))
    lines = content.count(b"\n") + 1
    for problem in problems:
        assert 1 <= problem.line <= lines
        assert problem.message.isprintable()
    written = serialised(found.entries)
    again, wrong = parsed(InputFile("evidence.lock", written, digest(written)))
    assert not wrong, wrong
    assert again.entries.record.claims == found.entries.record.claims
    assert serialised(again.entries) == written
    for claim_id in ("dam", "no-such-claim"):
        try:
            recorded_claim(content, claim_id)
        except BadLine:
            assert problems


def entry(content: bytes) -> None:
    """A line is an entry or is refused in words, whatever its JSON, even with its check right."""
    text = content.replace(b"\n", b" ")
    reader = LineReader()
    try:
        reader.take(b"%b %b" % (text, check_of(text)))
    except BadLine:
        return
    assert list(lines_of(reader.entries()))


def signed(content: bytes) -> None:
    """Only a signature by the publication's key, of these bytes, is without fault."""
    fault = check_signature(_LOCK, content, public_part(_KEY))
    if fault is None:
        ours, theirs = (
            each.replace(b"\r", b"").split(b"\n")[1:4] for each in (signature(), content)
        )
        assert ours == theirs
        assert check_signature(_LOCK + b" ", content, public_part(_KEY))
        return
    assert isinstance(fault, Fault)
    assert fault.message.isprintable()
    assert 1 <= fault.line <= 4


def secret(content: bytes) -> None:
    """A secret key, or words why the file is none; a key is written and read the same."""
    try:
        found = parsed_key(content, lambda: "")
    except SigningError:
        return
    assert parsed_key(key_file(found), lambda: "") == found
    assert check_signature(_LOCK, sign(_LOCK, found), public_part(found)) is None
