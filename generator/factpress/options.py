"""The options of a build: what to build, and how."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal, NamedTuple

from factpress.model.problems import Severity

# How a site changes: exchanged as a whole; file by file, with a journal; file by file without one
# and without waiting for the disk, as suits a preview.
Method = Literal["exchange", "in place", "direct"]


class BuildOptions(NamedTuple):
    """What to build: all of a command's options that can change its output or report.

    `now` is the build's only clock. `drafts` includes held-back cards. Without `archive` the
    publication's own setting counts. `is_check` refuses all that a build without drafts would
    refuse, though it reads the drafts as well. `stale_lock` is the severity of a lock that is
    behind the cards: an error, or for the preview a warning. `trusts_lock` is off while a lock
    replaces one that cannot be trusted. `checks_passages` is off where the preview shows a site
    whose saved copies are not those of its cards: then no page says that a passage was found.
    `to_be_hosted` is off in the preview, which needs neither Pagefind's index nor compressed
    copies. `in_place` changes the files of the site one by one, instead of exchanging the site as a
    whole.
    """

    content: Path
    out: Path
    now: dt.datetime
    templates: Path | None = None
    archive: Path | None = None
    drafts: bool = False
    is_check: bool = False
    stale_lock: Severity = "error"
    trusts_lock: bool = True
    checks_passages: bool = True
    to_be_hosted: bool = True
    in_place: bool = False

    @property
    def today(self) -> dt.date:
        """The day of the build, in UTC."""
        return self.now.astimezone(dt.UTC).date()

    @property
    def shows_drafts(self) -> bool:
        """Whether the site, and what is refused, includes cards that are held back."""
        return self.drafts and not self.is_check

    def archive_folder(self, setting: str | None) -> Path | None:
        """The folder of saved copies: the one asked for, or else that of the settings."""
        if self.archive or not setting:
            return self.archive
        return self.content.absolute().parent / setting

    @property
    def method(self) -> Method:
        """How the site is published."""
        if not self.to_be_hosted:
            return "direct"
        return "in place" if self.in_place else "exchange"


class CacheOptions(NamedTuple):
    """How to build: these options change how long a build takes, and no byte of its result.

    `folder` has caches for the next build; None keeps nothing. `key` signs the files in it;
    without a key nothing is kept, and no kept file is trusted. `records_in` is another folder for
    the records of the site, for a site that is soon gone, as in the preview. `jobs` is the number
    of processes.
    """

    folder: Path | None = None
    key: bytes | None = None
    jobs: int = 1
    records_in: Path | None = None

    @property
    def records(self) -> Path | None:
        """The folder with the records of the last build: its inputs, outputs and problems."""
        return self.records_in or self.folder


NO_CACHE = CacheOptions()
