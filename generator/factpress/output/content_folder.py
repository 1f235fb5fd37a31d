"""The folder of cards that a command is given, and what to do where there is none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from factpress.model.problems import BuildRefused, Problem
from factpress.model.urls import SETTINGS_PATH


def no_content(given: Path) -> str:
    """What to do where there is no content folder: go to that of a publication, or begin one."""
    names: set[str] = set()
    with suppress(OSError):
        for number, folder in enumerate(() if given.is_absolute() else Path.cwd().parents, 1):
            if (folder / given / SETTINGS_PATH).is_file():
                way = "/".join([".."] * number)
                return f"there is no such folder here, and there is one above: run `cd {way}`"
        names = {path.name for path in Path().iterdir()}
    begin = "init FOLDER" if names - {".git"} else "init ."
    return (
        f"there is no such folder; `factpress {begin}` begins a publication here, or name the "
        "folder of cards with --content"
    )


def content_folder(given: Path) -> Path:
    """The content folder as given; raises BuildRefused when there is none."""
    if not given.is_dir():
        raise BuildRefused([Problem(str(given), 1, 1, no_content(given))])
    return given
