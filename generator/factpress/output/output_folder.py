"""Output folders that are refused, since a build there could destroy files of others."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from factpress.model.problems import FolderRefused
from factpress.output.disk import refuse_link
from factpress.output.output_record import is_built
from factpress.output.workspace import Workspace


def refuse_unsafe_output(out: Path, others: Mapping[str, Path]) -> None:
    """Raises FolderRefused for an output folder in which we could destroy files of others.

    `others` are folders that no site may be in or around, by their names for a message.
    """
    refuse_link(str(out))
    target = out.resolve()
    if target == Path(target.anchor) or target == Path.home().resolve():
        raise FolderRefused(f"{out}: is not a folder for a site; choose a folder of its own")
    for what, folder in others.items():
        refuse_overlap(out, what, folder)
    if out.exists() and not out.is_dir():
        raise FolderRefused(f"{out}: is not a folder")
    if out.is_dir() and not is_built(out, Workspace.of(out).record):
        strangers = sorted(e.name for e in os.scandir(out) if not _may_be_there(e))
        if strangers:
            raise FolderRefused(
                f'{out}: holds "{strangers[0]}" and was not built by factpress; '
                "choose an empty folder"
            )


def refuse_overlap(out: Path, what: str, folder: Path) -> None:
    """Raises FolderRefused for an output folder in or around another folder, named in a message."""
    target, source = out.resolve(), folder.resolve()
    if target == source or target in source.parents or source in target.parents:
        raise FolderRefused(f"{out}: holds or is in {what}, {folder}; choose a folder of its own")


def _may_be_there(entry: os.DirEntry[str]) -> bool:
    """Whether an entry may be in a folder that is new to us, such as the `.gitignore` of git."""
    is_hidden = entry.name.startswith(".") and entry.name != ".git"
    return is_hidden and entry.is_file(follow_symlinks=False)
