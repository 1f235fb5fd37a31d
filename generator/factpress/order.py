"""What to build, from what, for which day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from factpress.problems import Severity


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: `as_of` is the build's only clock; `drafts` lets drafts in.

    Without `archive` the publication's own setting counts. `memory` is the folder in which a build
    keeps what the next one can use; `jobs` the number of processes, which changes no byte.
    `stale_lock` is how grave it is when the lock is behind the cards: an error, or for the preview
    a warning. `search_index` is off where an index for Pagefind is not wanted, as in the preview.
    """

    content: Path
    out: Path
    as_of: dt.date
    templates: Path | None = None
    archive: Path | None = None
    memory: Path | None = None
    jobs: int = 1
    drafts: bool = False
    stale_lock: Severity = "error"
    search_index: bool = True
