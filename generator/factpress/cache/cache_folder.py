"""The folder in which builds keep what the next one can use, and do without what cannot be kept.

In: the folder, the cache key. Out: bytes of its files, or None; what failed, in `faults`. No link
in the folder is followed: one is refused by name. Without a key there is no such folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from factpress.model.problems import DiskError, FolderRefused, Problem, in_order
from factpress.model.site import BuildReport
from factpress.output import disk


class CacheFolder:
    """Files that are kept. What is read must still be proved, with `key`, to be ours."""

    def __init__(self, folder: Path | None, key: bytes | None) -> None:
        self.folder = folder if key else None
        self.key = key or b""
        self.faults: list[Problem] = []
        if self.folder:
            try:
                disk.refuse_links(self.folder)
                disk.remove_unfinished(self.folder)
            except FolderRefused:
                raise
            except DiskError as error:
                self.note(str(error))
                self.folder = None

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None when there is none, or none that can be read."""
        if self.folder is None:
            return None
        try:
            return disk.read(self.folder / name)
        except DiskError as error:
            self.note(str(error))
            return None

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        """Writes a file, in place of the one that is there."""
        if self.folder is not None:
            try:
                disk.remember(self.folder / name, parts)
            except DiskError as error:
                self.note(str(error))

    def extend(self, name: str, parts: Iterable[bytes]) -> None:
        """Adds to a file that is there."""
        if self.folder is not None:
            try:
                disk.extend(self.folder / name, parts)
            except FolderRefused:
                raise
            except DiskError as error:
                self.note(str(error))

    def note(self, fault: str) -> None:
        """Notes a failure, to be reported as a warning."""
        self.faults += warnings_of(fault)


def warnings_of(fault: str) -> Sequence[Problem]:
    """The warning that something cannot be kept; none where nothing failed."""
    path, _, reason = fault.partition(": ")
    message = f"{reason}; what builds keep there was done without, which costs time only"
    return [Problem(path, 1, 1, message, "warning")] if fault else []


def warnings_in_place(out: Path, why: str) -> Sequence[Problem]:
    """The warning that a site was changed in place; none where it was exchanged as a whole."""
    message = (
        f"was changed file by file, since it cannot be exchanged as a whole ({why}); readers may "
        "meet old and new pages together for a moment. --in-place says that this is meant"
    )
    return [Problem(out.as_posix(), 1, 1, message, "warning")] if why else []


def with_faults(report: BuildReport, faults: Sequence[Problem]) -> BuildReport:
    """A report with what could not be kept: the first of it, for the others have its reason."""
    return report._replace(problems=in_order([*report.problems, *faults[:1]]))
