"""Folders as values: compared before and after something that must leave them whole."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

Tree = dict[str, str]


def tree(folder: Path) -> Tree:
    """Everything below a folder by its path: "folder", the digest of a file, or another kind."""
    if not folder.is_dir():
        return {}
    found: Tree = {}
    for where, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(where, name)
            found[path.relative_to(folder).as_posix()] = _kind(path)
    return found


def _kind(path: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return f"link to {path.readlink()}"
    if stat.S_ISDIR(mode):
        return "folder"
    if stat.S_ISREG(mode):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return "neither file nor folder"


def files_of(found: Mapping[str, str]) -> Tree:
    """The files of a tree, without those of the generator's own folder of records."""
    return {p: kind for p, kind in found.items() if kind != "folder" and _is_public(p)}


def _is_public(path: str) -> bool:
    return path.partition("/")[0] != ".factpress"


# Assets of the generation before, for readers who have one of its pages open.
_KEPT = re.compile(r"(assets/.+\.[0-9a-f]{12}\.\w+|search/index\.[0-9a-f]{12}\.js)(\.gz)?")


def is_whole(found: Mapping[str, str], clean: Mapping[str, str], old: Mapping[str, str]) -> bool:
    """Whether a site has every file of a clean build, and besides only assets of the old site."""
    now, wanted = files_of(found), files_of(clean)
    more = now.items() - wanted.items()
    kept = {(path, kind) for path, kind in old.items() if _KEPT.fullmatch(path)}
    return wanted.items() <= now.items() and more <= kept


def difference(found: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    """The first paths in which two trees differ, for people."""
    now, then = files_of(found), files_of(wanted)
    paths = sorted(p for p in now.keys() | then.keys() if now.get(p) != then.get(p))
    return f"{len(paths)} differ: " + ", ".join(
        f"{'-' if p not in now else '+' if p not in then else '~'}{p}" for p in paths[:4]
    )
