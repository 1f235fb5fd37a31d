"""The archive: the private folder of saved copies. The one reader of files beside the disk.

In: the folder and a document's file name. Out: its bytes. Never writes, never follows a link out
of the folder; what it reads is not published.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factpress.evidence.extraction import ExtractionError


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder that holds saved copies by file name, and the documents that lie with the cards."""

    folder: Path | None
    republished: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes | None:
        """The bytes of a saved copy, or None when the archive has no such file."""
        if name in self.republished:
            return self.republished[name]
        if self.folder is None:
            return None
        try:
            descriptor = os.open(self.folder / name, os.O_RDONLY | os.O_NOFOLLOW)
            with os.fdopen(descriptor, "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ExtractionError(f"document cannot be read: {reason}") from None
