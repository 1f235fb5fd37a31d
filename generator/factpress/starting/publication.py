"""A new publication: its first files, written into a folder that is empty.

The files are in `files/`: those that every publication gets, and either an example or the settings
alone. A name there that begins with `dot-` begins with a dot in the publication.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from factpress import __version__
from factpress.content.settings_file import Settings, settings_in
from factpress.evidence.suggestions import yaml_value
from factpress.model.cards import InputFile
from factpress.model.encoding import digest
from factpress.model.problems import BuildRefused, FolderRefused, errors
from factpress.model.urls import SETTINGS_PATH
from factpress.output import disk

_FILES = Path(__file__).parent / "files"
_DOT = "dot-"
_SETTINGS = f"content/{SETTINGS_PATH}"
# A new repository is a good place for a publication.
_MAY_BE_THERE = {".git"}


class Beginning(NamedTuple):
    """What a new publication is: its name, its language, and whether it has the example."""

    name: str
    language: str
    has_example: bool


def begin(folder: Path, beginning: Beginning) -> list[Path]:
    """Writes the files of a new publication, and returns their paths.

    Raises FolderRefused where the folder holds anything, BuildRefused for settings that are wrong.
    """
    _refuse_full(folder)
    files = {path: _filled(path, content, beginning) for path, content in _files(beginning)}
    wrong = errors(_settings_in(files[_SETTINGS]).problems)
    if wrong:
        raise BuildRefused(wrong)
    for path, content in files.items():
        disk.create(folder / path, content)
    return [folder / path for path in files]


def settings_of(content: Path) -> Settings | None:
    """The settings in a folder of cards; None where there is no file of them."""
    found = disk.read_below(content, SETTINGS_PATH)
    return None if found is None else _settings_in(found)


def _settings_in(content: bytes) -> Settings:
    return settings_in(InputFile(SETTINGS_PATH, content, digest(content)))


def name_of_folder(folder: Path) -> str:
    """A name for the publication in a folder, such as `Dam watch` for `dam-watch`."""
    words = " ".join(folder.absolute().name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or "Fact checks"


def _refuse_full(folder: Path) -> None:
    disk.refuse_link(str(folder))
    if not disk.is_folder(folder):
        return
    with os.scandir(folder) as entries:
        found = sorted(entry.name for entry in entries if entry.name not in _MAY_BE_THERE)
    if found:
        shown = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
        raise FolderRefused(
            f"{folder}: is not empty ({shown}), and nothing in it was changed; name a new folder: "
            "factpress init FOLDER"
        )


def _files(beginning: Beginning) -> Iterator[tuple[str, bytes]]:
    """The files of a publication, by their paths there."""
    for name in ("always", "example" if beginning.has_example else "minimal"):
        root = _FILES / name
        for path in sorted(root.rglob("*")):
            if path.is_file():
                parts = path.relative_to(root).parts
                there = "/".join(
                    f".{p.removeprefix(_DOT)}" if p.startswith(_DOT) else p for p in parts
                )
                yield there, path.read_bytes()


def _filled(path: str, content: bytes, beginning: Beginning) -> bytes:
    """A file with the name, the language and the version in their places."""
    name = yaml_value(beginning.name) if path == _SETTINGS else beginning.name
    if path not in (_SETTINGS, "README.md", ".github/workflows/site.yml"):
        return content
    text = content.decode("utf-8").replace("VERSION", __version__)
    text = text.replace("name: NAME", f"name: {name}").replace("# NAME", f"# {name}")
    return text.replace("language: LANGUAGE", f"language: {beginning.language}").encode("utf-8")
