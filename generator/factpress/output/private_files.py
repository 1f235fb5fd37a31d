"""Files of a user's own: the configuration folder, and files that their owner alone may read.

In: the environment, a path, bytes. Out: where the folder is; a file that is there whole or not at
all. https://specifications.freedesktop.org/basedir-spec/latest/
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

_FOLDER = "factpress"


def user_folder(environment: Mapping[str, str]) -> Path | None:
    """What the user's configuration folder has of ours, or None when no home is known."""
    roots = (
        environment.get("XDG_CONFIG_HOME", ""),
        environment.get("APPDATA", "") if os.name == "nt" else "",
        _below(environment.get("HOME", ""), ".config"),
    )
    # The specification says to ignore a relative path.
    found = next((root for root in roots if os.path.isabs(root)), None)  # noqa: PTH117 (a text)
    return Path(found) / _FOLDER if found else None


def _below(home: str, name: str) -> str:
    return f"{home}/{name}" if home else ""


def create_private(path: Path, content: bytes) -> None:
    """Writes a file of mode 0600. Raises FileExistsError where anything is, or another OSError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        # Unlike a rename it fails where something is.
        os.link(temporary, path)
    finally:
        temporary.unlink()
