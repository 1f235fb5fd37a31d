"""The next generation of a site: made beside it, then exchanged with it in one step.

Unchanged files are hard links to the site's own, which were compared with their digests before; so
nothing that the previous generation holds is trusted. A reader meets one generation or the other,
and a build that dies leaves the site as it was.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from factpress.model.problems import DiskError
from factpress.output import system
from factpress.output.disk import reason_of
from factpress.output.flush import flush, flush_one
from factpress.output.output_record import FORMER_FOLDER
from factpress.output.staging import make_folder
from factpress.output.workspace import Workspace, remove_tree

# A file system without hard links, a mount point, a system without the call: errors of link(2) and
# rename(2), https://man7.org/linux/man-pages/man2/rename.2.html
_IMPOSSIBLE = frozenset(
    getattr(errno, name)
    for name in ("ENOSYS", "EINVAL", "EOPNOTSUPP", "ENOTSUP", "EXDEV", "EBUSY", "EPERM", "EMLINK")
)
_DEEPEST = 64


class NotExchangeable(Exception):
    """Raised where a site cannot be exchanged as a whole; the message says why."""


class Generation(NamedTuple):
    """The next generation, while it is made.

    Files at the paths `put` are still to come, those at `dropped` are left out, and all other files
    of the site are taken over. `touched` are the folders in which names changed.
    """

    workspace: Workspace
    folder: Path
    put: Mapping[str, str]
    dropped: Collection[str]
    touched: set[str]
    is_same: Callable[[os.DirEntry[str], os.DirEntry[str]], bool]

    @classmethod
    def of(
        cls, workspace: Workspace, put: Mapping[str, str], dropped: Collection[str]
    ) -> Generation:
        """A generation of which nothing is made yet."""
        is_same = _is_same_file
        if system.has_exact_entries(workspace.folder):
            is_same = _is_same_number
        return cls(workspace, workspace.next, put, dropped, set(), is_same)

    def begin(self) -> None:
        """Takes over the site's files. Raises NotExchangeable, or DiskError."""
        out, folder = self.workspace.out, self.folder
        if not system.can_exchange():
            raise NotExchangeable("this system has no call for it")
        with _disk_errors(folder):
            if not out.is_dir():
                remove_tree(folder)
                make_folder(str(folder), {str(folder.parent)})
                return
            is_new = not folder.is_dir()
            if is_new:
                folder.mkdir()
                self.touched.add(str(folder))
            with opened(out) as site, opened(folder) as made:
                if is_new:
                    os.fchmod(made, os.fstat(site).st_mode & 0o7777)
                self._take_over(site, made, "", is_new=is_new)

    def _take_over(self, site: int, made: int, folder: str, *, is_new: bool) -> bool:
        """Takes over a folder's files; returns False if all of them are dropped.

        `site` and `made` are descriptors of the folder here and there; `folder` is its path from
        the root, with a slash at its end.
        """
        if folder.count("/") > _DEEPEST:
            raise NotExchangeable(f"{folder} has too many folders in it")
        there = {} if is_new else {entry.name: entry for entry in _entries(made)}
        is_touched, taken, count = is_new, 0, 0
        for entry in _entries(site):
            count += 1
            if not folder and entry.name == FORMER_FOLDER:
                continue
            old = there.pop(entry.name, None)
            if entry.is_dir(follow_symlinks=False):
                taken += self._take_over_folder(site, made, folder, entry.name, old)
                is_touched |= old is None
            elif f"{folder}{entry.name}" in self.dropped or f"{folder}{entry.name}" in self.put:
                if old is not None:
                    there[entry.name] = old
            else:
                taken += 1
                if old is None or not self.is_same(entry, old):
                    _link(site, made, entry.name, is_there=old is not None)
                    is_touched = True
        for name in there:
            _remove_at(made, name)
        if is_touched or there:
            self.touched.add(f"{self.folder}/{folder}".rstrip("/"))
        return taken > 0 or count == 0

    def _take_over_folder(
        self, site: int, made: int, parent: str, name: str, old: os.DirEntry[str] | None
    ) -> bool:
        if name == ".git":
            raise NotExchangeable(f"{parent}.git is a repository, which must stay where it is")
        is_there = old is not None and old.is_dir(follow_symlinks=False)
        if old is not None and not is_there:
            os.unlink(name, dir_fd=made)
        with opened(name, site) as inner:
            if not is_there:
                mode = os.fstat(inner).st_mode & 0o7777
                os.mkdir(name, mode, dir_fd=made)
            with opened(name, made) as target:
                is_kept = self._take_over(inner, target, f"{parent}{name}/", is_new=not is_there)
        if not is_kept:
            os.rmdir(name, dir_fd=made)
            self.touched.discard(f"{self.folder}/{parent}{name}")
        return is_kept

    def flush(self) -> None:
        """Waits until all that is new in it is on the disk. Raises DiskError."""
        folder = self.folder
        parents = {"", *(str(each) for path in self.put for each in PurePosixPath(path).parents)}
        folders = {str(folder / each) for each in parents}
        flush(folder, [f"{folder}/{path}" for path in self.put], folders | self.touched)

    def exchange(self) -> None:
        """Makes it the site; the site until now becomes the previous generation.

        Raises NotExchangeable, or DiskError; then the site is as it was.
        """
        out, folder = self.workspace.out, self.folder
        with _disk_errors(out):
            if out.is_dir():
                system.exchange(folder, out)
            else:
                folder.rename(out)
        # The site is the new one, whatever fails now: at worst a power cut brings back the old one,
        # or the next build makes a generation of its own.
        with suppress(OSError):
            flush_one(out.absolute().parent)
        with suppress(OSError):
            if folder.is_dir():
                remove_tree(self.workspace.previous)
                folder.rename(self.workspace.previous)
            flush_one(self.workspace.folder)


# Below so many outputs a build makes the links of its generation soon enough.
_MANY = 5_000


def needs_spare(workspace: Workspace, outputs: int) -> bool:
    """Whether a site was published for the first time, and has many outputs."""
    return outputs > _MANY and not workspace.previous.is_dir()


def make_spare(workspace: Workspace) -> None:
    """Makes a previous generation of links, so that the first edit need not; not where it fails.

    Its folder has a name that no later build uses, since a build may be killed while another
    process goes on here.
    """
    folder = workspace.staging.with_name(f"{workspace.staging.name}-spare")
    generation = Generation.of(workspace, {}, ())._replace(folder=folder)
    try:
        generation.begin()
        generation.flush()
        folder.rename(workspace.previous)
    except (NotExchangeable, DiskError, OSError):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    """Gives errors of the disk the path that they are of."""
    try:
        yield
    except OSError as error:
        if error.errno in _IMPOSSIBLE:
            raise NotExchangeable(f"{path}: {reason_of(error)}") from error
        # A name in a folder that is open says too little.
        known = error.filename if "/" in str(error.filename) else path
        raise DiskError(f"{known}: cannot be used: {reason_of(error)}") from error


@contextmanager
def opened(path: Path | str, parent: int | None = None) -> Iterator[int]:
    """A descriptor of a folder, never one at the end of a link. Raises OSError."""
    descriptor = system.open_folder(path, parent)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _entries(folder: int) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _is_same_file(one: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    return os.path.samestat(one.stat(follow_symlinks=False), other.stat(follow_symlinks=False))


def _is_same_number(one: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    """As `_is_same_file`, by the listing alone, for two files on one file system."""
    return one.inode() == other.inode()


def _link(site: int, made: int, name: str, *, is_there: bool) -> None:
    """Links a file of the site, in place of one that may be there."""
    if is_there:
        _remove_at(made, name)
    os.link(name, name, src_dir_fd=site, dst_dir_fd=made, follow_symlinks=False)


def _remove_at(folder: int, name: str) -> None:
    """Removes a file, a link, or a folder with all in it. Raises OSError."""
    try:
        os.unlink(name, dir_fd=folder)
    except (IsADirectoryError, PermissionError):
        shutil.rmtree(name, dir_fd=folder)
