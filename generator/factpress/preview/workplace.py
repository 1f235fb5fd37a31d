"""The folder of a preview: its site, which may have drafts, and the records of that.

It is kept beside the caches of the publication, so that the next preview starts with the last good
site. Where that is not possible, it is a temporary one, which is removed at the end, or by the next
preview if this one was killed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from factpress.model.problems import DiskError, FolderInUse
from factpress.output import system
from factpress.output.disk import reason_of
from factpress.output.workspace import locked, remove_tree

_PREFIX = "factpress-preview-"
# The name that `locked` gives its file.
_LOCK = "lock"
_TRIES = 5


class Workplace(NamedTuple):
    """The site of a preview and the records of its last build. Nobody else works here."""

    site: Path
    records: Path


@contextmanager
def workplace(kept: Path | None, watched: Sequence[Path]) -> Iterator[Workplace]:
    """A folder for one preview: the kept one, unless another preview has it or it is watched.

    Raises DiskError.
    """
    remove_abandoned(Path(tempfile.gettempdir()))
    with ExitStack() as stack:
        folder = _kept(stack, kept, watched) or _temporary(stack)
        yield Workplace(folder / "site", folder / "records")


def _kept(stack: ExitStack, folder: Path | None, watched: Sequence[Path]) -> Path | None:
    """The kept folder, locked; None where it cannot be used."""
    if folder is None:
        return None
    try:
        target = folder.resolve()
        if any(target.is_relative_to(each.resolve()) for each in watched):
            return None
        stack.enter_context(locked(folder))
    except (DiskError, OSError, RuntimeError):
        return None
    return folder


def _temporary(stack: ExitStack) -> Path:
    for _ in range(_TRIES):
        try:
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        except OSError as error:
            raise DiskError(f"{tempfile.gettempdir()}: {reason_of(error)}") from error
        stack.callback(_remove, folder)
        # Another preview may take it for abandoned until it is locked.
        with suppress(FolderInUse):
            stack.enter_context(locked(folder))
            if os.path.lexists(folder / _LOCK):
                return folder
    raise DiskError(f"{tempfile.gettempdir()}: no folder for the preview can be made there")


def remove_abandoned(room: Path) -> None:
    """Removes the temporary folders of previews that were killed.

    Such a folder is ours alone, and has a lock that no process holds.
    """
    with suppress(OSError):
        for entry in [each for each in os.scandir(room) if each.name.startswith(_PREFIX)]:
            with suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                is_ours = system.is_of_its_owner_alone(status)
                if is_ours and entry.is_dir(follow_symlinks=False):
                    _remove_unlocked(Path(entry.path))


def _remove_unlocked(folder: Path) -> None:
    """Removes a folder if there is a lock in it that nobody holds. Raises OSError."""
    if not (folder / _LOCK).is_file() or (folder / _LOCK).is_symlink():
        return
    unlock = system.lock_file(folder / _LOCK)
    try:
        _remove(folder)
    finally:
        unlock()
    # Windows removes no file that is open.
    _remove(folder)


def _remove(folder: Path) -> None:
    with suppress(OSError):
        remove_tree(folder)
