"""Whether git would take a folder of a repository into it, by the `.gitignore` files there.

Rule: gitignore(5), https://git-scm.com/docs/gitignore. No git is started: it need not be there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from factpress.content.yaml_lines import entries
from factpress.model.problems import Problem
from factpress.model.urls import SETTINGS_PATH
from factpress.output import disk


class _Rule(NamedTuple):
    """A line of a `.gitignore` as an expression for the paths of folders, `a/b/`, from there."""

    pattern: re.Pattern[str]
    ignores: bool


def archive_folder(content: Path, given: Path | None) -> Path | None:
    """The archive that was named, or that the settings name, without reading the rest of them."""
    if given is not None:
        return given
    settings = disk.read_below(content, SETTINGS_PATH) or b""
    found = [e.value for e in entries(settings.decode("utf-8", "replace")) if e.key == "archive"]
    name = re.sub(r"\s+#.*", "", found[0]).strip("'\"") if found else ""
    return content.absolute().parent / name if name else None


def exposed(folder: Path | None, content: Path) -> tuple[Problem, ...]:
    """A warning where the archive is in a git repository that does not ignore it."""
    if folder is None or not disk.is_there(str(folder)) or is_kept_out(folder):
        return ()
    root = repository_of(folder)
    assert root is not None  # else it would be kept out
    line = f"/{_resolved(folder).relative_to(root).as_posix()}/"
    message = (
        "the archive is in a git repository that does not ignore it, so `git add .` would publish "
        f"the saved copies; add the line {line} to {disk.short(root / '.gitignore').as_posix()}"
    )
    path = disk.short(_resolved(folder)).as_posix()
    return (Problem(path, 1, 1, message, "warning"),)


def is_kept_out(folder: Path) -> bool:
    """Whether a folder is in no repository of git, or ignored there."""
    root = repository_of(folder)
    if root is None:
        return True
    names = _resolved(folder).relative_to(root).parts
    # A folder above that is ignored decides: git does not look into it.
    return any(_is_ignored(root, names[:depth]) for depth in range(1, len(names) + 1))


def repository_of(folder: Path) -> Path | None:
    """The root of the repository that a folder is in."""
    path = _resolved(folder)
    return next((each for each in (path, *path.parents) if disk.is_there(str(each / ".git"))), None)


def _resolved(folder: Path) -> Path:
    return folder.absolute().resolve()


def _is_ignored(root: Path, names: tuple[str, ...]) -> bool:
    """What the last rule says that fits a folder; deeper files come later."""
    found = False
    for depth in range(len(names)):
        above = root.joinpath(*names[:depth])
        below = "/".join(names[depth:]) + "/"
        files = [above / ".gitignore", *([root / ".git/info/exclude"] if not depth else [])]
        for file in reversed(files):
            for rule in _rules(file):
                found = rule.ignores if rule.pattern.fullmatch(below) else found
    return found


def _rules(file: Path) -> Iterator[_Rule]:
    content = disk.read(file) if os.path.lexists(file) else None
    for line in (content or b"").decode("utf-8", "replace").splitlines():
        written = re.sub(r"(?<!\\) +$", "", line)
        ignores = not written.startswith("!")
        written = written.removeprefix("!")
        if written and not written.startswith("#"):
            # git matches nothing with a range that runs backwards.
            with suppress(re.error):
                yield _Rule(re.compile(_expression(written)), ignores)


def _expression(written: str) -> str:
    """A pattern of gitignore as a regular expression for the path of a folder, `a/b/`."""
    body = written.rstrip("/")
    is_anchored = "/" in body
    parts = PurePosixPath(body.lstrip("/")).parts
    expression = "" if is_anchored else "(?:.*/)?"
    for number, part in enumerate(parts):
        if part == "**":
            expression += "(?:.*/)?" if number < len(parts) - 1 else "(?:.+/)"
        else:
            expression += _part(part) + "/"
    return expression


def _part(written: str) -> str:
    """A name of a pattern: `*`, `?`, `[a-z]`, and a sign behind a backslash."""
    found, at = "", 0
    while at < len(written):
        char = written[at]
        close = written.find("]", at + 2)
        if char == "\\" and at + 1 < len(written):
            found, at = found + re.escape(written[at + 1]), at + 1
        elif char == "[" and close > 0:
            inner = written[at + 1 : close].replace("\\", "")
            negated = inner[:1] in ("!", "^")
            # A hyphen between two signs is a range in both languages.
            signs = re.escape(inner[negated:]).replace(r"\-", "-")
            found += f"[^/{signs}]" if negated else f"[{signs}]"
            at = close
        else:
            found += {"*": "[^/]*", "?": "[^/]"}.get(char, re.escape(char))
        at += 1
    return found
