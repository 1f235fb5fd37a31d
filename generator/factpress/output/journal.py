"""The journal: changes to a site in place, which the next command finishes if this one dies.

For a site that cannot be exchanged as a whole. The new files are ready in the workspace and flushed
before the journal is written; from then on the changes will be made, by this process or the next,
and making them twice does no harm. Meanwhile a reader may meet files of both generations.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from factpress.model.encoding import digest
from factpress.model.problems import DiskError
from factpress.output import disk
from factpress.output.disk import open_new, reason_of
from factpress.output.flush import flush, flush_one
from factpress.output.output_record import is_below, sealed, unsealed
from factpress.output.staging import make_site, put_file, refuse_linked_folders, remove, turn
from factpress.output.workspace import Workspace


class Put(NamedTuple):
    """A file to put at a path of the site; `source` is its place in the workspace."""

    path: str
    source: str
    digest: str


class Changes(NamedTuple):
    """The changes of a build; `removed` are paths of the site."""

    put: tuple[Put, ...]
    removed: tuple[str, ...]


def change_in_place(
    workspace: Workspace, changes: Changes, key: bytes | None, done: Callable[[int, int], None]
) -> None:
    """Makes changes to the site. Raises DiskError.

    Without a key no journal is kept, since none could be trusted; the next build then compares
    every file.
    """
    sources = [f"{workspace.folder}/{each.source}" for each in changes.put]
    flush(workspace.folder, sources, {path.rpartition("/")[0] for path in sources})
    if key:
        body = json.dumps(changes, ensure_ascii=False).encode("utf-8", "surrogatepass")
        disk.replace(workspace.journal, sealed(key, workspace.out, body))
        flush(workspace.folder, [str(workspace.journal)], [str(workspace.folder)])
    _make(workspace, changes, done)


def finish(workspace: Workspace, key: bytes | None) -> None:
    """Makes the changes of a build that died. Raises DiskError.

    A journal that this machine did not write for this site is removed unread. If a file is missing
    that the journal names, the rest is left to the build, which compares every file.
    """
    text = disk.read(workspace.journal)
    if text is None:
        return
    body = unsealed(key, workspace.out, text)
    changes = _parsed(body) if body is not None else None
    if changes and all(_is_ready(workspace, each) for each in changes.put):
        _make(workspace, changes, lambda done, total: None)
    else:
        _remove_journal(workspace)


def _parsed(body: bytes) -> Changes:
    put, removed = json.loads(body.decode("utf-8", "surrogatepass"))
    changes = Changes(tuple(Put(*each) for each in put), tuple(removed))
    paths = (*changes.removed, *(each.path for each in changes.put))
    assert all(map(is_below, paths))
    return changes


def _is_ready(workspace: Workspace, put: Put) -> bool:
    """Whether a file is ready, or in its place."""
    for path in (workspace.folder / put.source, workspace.out / put.path):
        content = disk.read(path)
        if content is not None and digest(content) == put.digest:
            return True
    return False


def _make(workspace: Workspace, changes: Changes, done: Callable[[int, int], None]) -> None:
    root = workspace.out
    refuse_linked_folders(root, (each.path for each in changes.put))
    folders = {str(root)}
    touched: set[str] = set()
    make_site(root)
    ordered = sorted(changes.put, key=lambda each: turn(each.path))
    for number, each in enumerate(ordered):
        target = f"{root}/{each.path}"
        _put(f"{workspace.folder}/{each.source}", target, folders)
        touched.add(target.rpartition("/")[0])
        if number % _SOME == 0:
            done(number, len(ordered))
    for path in changes.removed:
        remove(root, path)
    kept = {path for path in folders | touched if Path(path).is_dir()}
    flush(root, [], kept)
    _remove_journal(workspace)


_SOME = 64


def _put(source: str, target: str, folders: set[str]) -> None:
    """Puts a file in its place, also on another file system."""
    try:
        os.lstat(source)
    except FileNotFoundError:
        return  # It is in its place: the journal was made in part before.
    except OSError as error:
        raise DiskError(f"{source}: cannot be read: {reason_of(error)}") from error
    try:
        put_file(source, target, folders)
    except DiskError as error:
        if not (isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.EXDEV):
            raise
        _copy(source, target)


def _copy(source: str, target: str) -> None:
    folder, _, name = target.rpartition("/")
    temporary = f"{folder}/.{name}.new"
    try:
        with open(source, "rb") as file, os.fdopen(open_new(temporary, 0o644), "wb") as copy:  # noqa: PTH123
            shutil.copyfileobj(file, copy)
        flush_one(temporary)
        os.replace(temporary, target)  # noqa: PTH105 (texts)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise DiskError(f"{target}: cannot be written: {reason_of(error)}") from error


def _remove_journal(workspace: Workspace) -> None:
    try:
        workspace.journal.unlink(missing_ok=True)
        flush_one(workspace.folder)
    except OSError as error:
        raise DiskError(f"{workspace.journal}: cannot be removed: {reason_of(error)}") from error
