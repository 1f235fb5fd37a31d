"""The workspace of a site: the folder beside it in which its next generation is made.

`site/` has `.site.factpress/`, on the same file system, and only its owner may enter it. One build
at a time works there. Nothing in it is served; no link in it is followed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from factpress.model.problems import DiskError, FolderInUse, FolderRefused
from factpress.output import system
from factpress.output.disk import keep_out_of_git, reason_of, refuse_link, refuse_links

_LOCK = "lock"


class Workspace(NamedTuple):
    """The workspace of the site `out`.

    `previous` is the generation that the site had before, whole; `next` is one that is being made.
    `record` is the record of outputs, `journal` says which changes are still to be made in place.
    `staging` has the files of this build; that of a killed build, in which workers may still write,
    has another name.
    """

    out: Path
    folder: Path
    staging: Path

    @classmethod
    def of(cls, out: Path) -> Workspace:
        """The workspace of a site; neither need exist."""
        site = out if out.name not in ("", "..") else out.resolve()
        folder = site.with_name(f".{site.name}.factpress")
        return cls(out, folder, folder / f"new-{os.getpid()}")

    @property
    def previous(self) -> Path:
        """The generation before, whole."""
        return self.folder / "previous"

    @property
    def next(self) -> Path:
        """The generation that is being made."""
        return self.folder / "next"

    @property
    def record(self) -> Path:
        """The record of outputs."""
        return self.folder / "outputs.json"

    @property
    def journal(self) -> Path:
        """The changes that are still to be made in place."""
        return self.folder / "journal"

    def has_leftovers(self) -> bool:
        """Whether a build was killed here, or one is at work."""
        names = os.listdir(self.folder) if self.folder.is_dir() else []  # noqa: PTH208 (names)
        return any(_is_leftover(name) or name == self.journal.name for name in names)

    def reuse_previous(self) -> None:
        """Begins the next generation with the previous one, if none is begun. Raises DiskError."""
        try:
            if not self.next.is_dir() and self.previous.is_dir():
                self.previous.rename(self.next)
        except OSError as error:
            raise DiskError(f"{self.previous}: cannot be used: {reason_of(error)}") from error

    def forget_previous(self) -> None:
        """Removes the generation before. Raises DiskError."""
        try:
            remove_tree(self.previous)
        except OSError as error:
            raise DiskError(f"{self.previous}: cannot be removed: {reason_of(error)}") from error

    def clear(self, *but: str) -> None:
        """Removes the leftovers of builds, but those of these names. Raises DiskError."""
        try:
            for name in os.listdir(self.folder):  # noqa: PTH208 (names are wanted)
                if _is_leftover(name) and name not in but:
                    remove_tree(self.folder / name)
        except OSError as error:
            raise DiskError(f"{self.folder}: cannot be cleared: {reason_of(error)}") from error


def _is_leftover(name: str) -> bool:
    # The last are records that were half written.
    return name in ("next", "workroom") or name.startswith("new-") or name.endswith(".new")


def remove_tree(path: Path) -> None:
    """Removes a file, a link, or a folder with all in it. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def in_workspace(out: Path, finish: Callable[[Workspace], None]) -> Iterator[Workspace]:
    """The workspace of a site, while no other build works there.

    First `finish` makes the changes that a build left in the journal. Leftovers are removed then,
    but for a generation half made, which the block may go on from; and at the end. Raises
    FolderInUse, or DiskError.
    """
    workspace = Workspace.of(out)
    with locked(workspace.folder):
        refuse_links(workspace.folder)
        finish(workspace)
        workspace.clear(workspace.next.name)
        try:
            yield workspace
        except BaseException:
            # What failed matters more than what is left; the next build removes it.
            if not workspace.journal.exists():
                with suppress(DiskError):
                    workspace.clear()
            raise
        # The site is published; what cannot be removed now, the next command removes.
        with suppress(DiskError):
            workspace.clear()


def clear_leftovers(out: Path, finish: Callable[[Workspace], None]) -> None:
    """Removes the leftovers of a build that was killed, unless another is at work."""
    with suppress(DiskError), in_workspace(out, finish):
        pass


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps other builds out of a folder of ours; the system frees the lock when we die."""
    try:
        refuse_link(str(folder))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_link(str(folder / _LOCK))
        unlock = system.lock_file(folder / _LOCK)
    except BlockingIOError:
        raise FolderInUse(f"{folder}: another build is writing here; try again later") from None
    except FolderRefused:
        raise
    except OSError as error:
        raise DiskError(f"{folder}: cannot be used: {reason_of(error)}") from error
    try:
        keep_out_of_git(folder)
        yield
    finally:
        unlock()
