"""What to build, from what, for which instant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from factpress.model.problems import Severity


class Order(NamedTuple):
    """What to build: `now` is the build's only clock; `drafts` lets in what is held back.

    `is_check` refuses what a build without drafts would, though drafts are looked at as well.
    Without `archive` the publication's own setting counts. `memory` is the folder in which a build
    keeps what the next one can use; `jobs` the number of processes, which changes no byte.
    `stale_lock` is how grave it is when the lock is behind the cards: an error, or for the preview
    a warning. `trusts_lock` is off while a lock is written anew in place of one that is not to be
    trusted. `to_be_hosted` is off in the preview: nobody needs Pagefind's index there, nor
    compressed copies.
    `records_in` is where it is kept how the site stands, when that is not the memory: a site that
    is there for a while, as in the preview, leaves no record behind. `cache_key` signs what is
    kept; without it nothing is kept, and nothing that is there is believed.
    """

    content: Path
    out: Path
    now: dt.datetime
    templates: Path | None = None
    archive: Path | None = None
    memory: Path | None = None
    jobs: int = 1
    drafts: bool = False
    is_check: bool = False
    stale_lock: Severity = "error"
    trusts_lock: bool = True
    to_be_hosted: bool = True
    records_in: Path | None = None
    cache_key: bytes | None = None

    @property
    def today(self) -> dt.date:
        """The day of the build, in UTC."""
        return self.now.astimezone(dt.UTC).date()

    @property
    def records(self) -> Path | None:
        """The folder that tells how the site stands."""
        return self.records_in or self.memory
