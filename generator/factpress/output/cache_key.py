"""The cache key: the secret of 32 bytes with which a machine signs its caches.

It is `FACTPRESS_CACHE_KEY`, or else the content of `factpress/cache.key` in the user's
configuration folder, made on first use and readable by its owner alone.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from factpress.model.encoding import derived_key
from factpress.model.problems import DiskError
from factpress.output import system
from factpress.output.disk import reason_of

VARIABLE = "FACTPRESS_CACHE_KEY"
# The length of 32 random bytes in hex, and a line break.
_LENGTH = 65
_LEAST = 16


_Kind = Literal["configuration", "cache"]
# The variables of https://specifications.freedesktop.org/basedir-spec and of Windows that name the
# user's folders, and where they are without these.
_USERS: Mapping[_Kind, tuple[str, str, str]] = MappingProxyType(
    {
        "configuration": ("XDG_CONFIG_HOME", "APPDATA", ".config"),
        "cache": ("XDG_CACHE_HOME", "LOCALAPPDATA", ".cache"),
    }
)


def user_folder(environment: Mapping[str, str], kind: _Kind = "configuration") -> Path | None:
    """Our folder in the user's folder of a kind, or None when no home is known."""
    home, (variable, of_windows, below) = environment.get("HOME"), _USERS[kind]
    roots = (
        environment.get(variable, ""),
        environment.get(of_windows, "") if os.name == "nt" else "",
        f"{home}/{below}" if home else "",
    )
    # The specification says to ignore a relative path.
    found = next((root for root in roots if os.path.isabs(root)), None)  # noqa: PTH117 (a text)
    return Path(found) / "factpress" if found else None


def create_private(path: Path, content: bytes) -> None:
    """Writes a file of mode 0600. Raises FileExistsError where anything is, or another OSError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, system.NEW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        # Unlike a rename it fails where something is.
        os.link(temporary, path)
    finally:
        temporary.unlink()


def cache_key(environment: Mapping[str, str]) -> bytes:
    """The key. Raises DiskError when there is none and none can be kept."""
    given = environment.get(VARIABLE)
    if given and len(given) < _LEAST:
        raise DiskError(
            f"{VARIABLE} has fewer than {_LEAST} characters, which others could guess; set a "
            "longer one, such as 32 random bytes in hex"
        )
    if given:
        secret = given.encode("utf-8", "surrogateescape")
    elif folder := user_folder(environment):
        secret = _kept(folder / "cache.key")
    else:
        raise DiskError(f"no home folder is known to keep a cache key in; set {VARIABLE}")
    return derived_key(secret, "what builds keep")


def _kept(path: Path) -> bytes:
    """The secret of a key file, which is made if there is none."""
    try:
        found = _read(path)
        if found is None:
            # Another process may be quicker; the file is there whole or not at all.
            with suppress(FileExistsError):
                create_private(path, os.urandom(32).hex().encode() + b"\n")
            found = _read(path)
    except OSError as error:
        message = f"{path}: the cache key cannot be kept here: {reason_of(error)}"
        raise DiskError(message) from error
    if found is None or len(found) != _LENGTH:
        raise DiskError(f"{path}: is no cache key; remove it, and the next build makes one")
    return found


def _read(path: Path) -> bytes | None:
    try:
        descriptor = system.open_followed(path)
    except FileNotFoundError:
        return None
    try:
        status = os.fstat(descriptor)
        if stat.S_ISREG(status.st_mode) and not system.is_of_its_owner_alone(status):
            message = f"{path}: others may read or write the cache key; run: chmod 600 {path}"
            raise DiskError(message)
        return os.read(descriptor, 100) if stat.S_ISREG(status.st_mode) else b""
    finally:
        os.close(descriptor)
