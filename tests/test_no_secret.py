"""No secret key is in the repository, nor on the site that is built from it."""

from __future__ import annotations

import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import NOW
from factpress.build import build
from factpress.lock.minisign import key_file, new_key
from factpress.options import BuildOptions

ROOT = Path(__file__).parent.parent
OURS = ROOT.parent / "shared/keys/mali-brief.key"
# "Ed" in Base64, with the first bits of what follows.
_BEGINS = (b"RWQA", b"RWRT")


def secrets_in(content: bytes) -> Iterator[bytes]:
    """The lines that are secret keys of minisign, with a password or without."""
    if not any(begin in content for begin in _BEGINS):
        return
    for word in content.split():
        try:
            written = b64decode(word.strip(b"\"'`,;"), validate=True)
        except ValueError:
            continue
        if len(written) == 158 and written[:2] == b"Ed" and written[4:6] == b"B2":
            yield word


def tracked() -> list[Path]:
    """The files of the repository, new ones that are not yet committed too."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("the repository is not at hand")
    found = [ROOT / name.decode() for name in done.stdout.split(b"\0") if name]
    assert len(found) > 300
    return [path for path in found if path.is_file()]


def ours() -> bytes | None:
    """The line of our publication's own key, where it is at hand."""
    return OURS.read_bytes().splitlines()[1] if OURS.is_file() else None


def refuse_secrets(files: Iterator[Path] | list[Path]) -> None:
    line = ours()
    for path in files:
        content = path.read_bytes()
        assert not list(secrets_in(content)), path
        assert line is None or line not in content, path


def test_knows_a_secret_key_when_it_sees_one() -> None:
    file = key_file(new_key())
    line = file.splitlines()[1]
    for content in (file, b"key: '" + line + b"'\n", file.replace(b"\n", b"\r\n")):
        assert len(list(secrets_in(content))) == 1
    hidden = bytearray(b64decode(line))
    hidden[2:4] = b"Sc"
    assert len(list(secrets_in(b64encode(hidden)))) == 1
    if OURS.is_file():
        assert list(secrets_in(OURS.read_bytes())) == [ours()]


def test_the_repository_holds_no_secret_key() -> None:
    refuse_secrets(tracked())


def test_the_site_holds_no_secret_key(tmp_path: Path) -> None:
    options = BuildOptions(ROOT / "content", tmp_path / "site", NOW)
    build(options)
    refuse_secrets(path for path in options.out.rglob("*") if path.is_file())
