"""The archive: the private folder of saved copies. The one reader of files beside the disk.

In: the folder and a document's file name. Out: its bytes. Never writes, never follows a link, reads
regular files only and none that is too large; what it reads is not published.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factpress.evidence.extraction import ExtractionError
from factpress.evidence.reading import refuse_large
from factpress.model.problems import quoted
from factpress.model.settings import Limits

_KINDS = (
    (stat.S_ISLNK, "a symbolic link, which is not followed"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder that holds saved copies by file name, and the documents that lie with the cards."""

    folder: Path | None
    republished: Mapping[str, bytes] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    def read(self, name: str) -> bytes | None:
        """The bytes of a saved copy, or None when the archive has no such file."""
        if name in self.republished:
            return self.republished[name]
        if self.folder is None:
            return None
        try:
            return _content(str(self.folder / name), name, self.limits)
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ExtractionError(f"document {quoted(name)} cannot be read: {reason}") from None


def _content(path: str, name: str, limits: Limits) -> bytes:
    # Before it is opened, for that does something to some devices.
    _refuse_unusual(name, os.lstat(path).st_mode)
    # It must not wait for whoever writes to a FIFO that has come meanwhile.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        _refuse_unusual(name, status.st_mode)
        refuse_large(name, status.st_size, limits)
        content = file.read(status.st_size)
    if len(content) < status.st_size:
        message = f"only {len(content):,} of its {status.st_size:,} bytes could be read"
        raise ExtractionError(f"document {quoted(name)} cannot be read: {message}")
    return content


def _refuse_unusual(name: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((kind for is_such, kind in _KINDS if is_such(mode)), "no regular file")
        raise ExtractionError(
            f"document {quoted(name)} is {kind}; put the file itself in the archive"
        )
