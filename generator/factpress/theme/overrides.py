"""Overrides of templates: a list, a copy for editing, the difference from the original.

Returns lines to print, or writes a new file; never overwrites one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from factpress.model import limits
from factpress.model.cards import InputFile
from factpress.model.problems import BuildRefused, Problem, unknown
from factpress.output import disk, scanning
from factpress.theme import installed as program
from factpress.theme.assets import sources
from factpress.theme.checks import copied_from, copy_of, digits, without_record


def templates(own: Path | None) -> Iterator[str]:
    """A line for each template, saying whether the publication has its own."""
    theirs, mine = _theirs(), _files(own)
    wide = max(len(name) for name in (*theirs, *mine))
    for name in sorted({*theirs, *mine}):
        yield f"{name:<{wide}}  {_state(name, theirs, mine)}".rstrip()


def template_sources() -> dict[str, str]:
    """The sources of the theme's templates, by name."""
    return sources(_theirs().values())


def _state(name: str, theirs: Mapping[str, InputFile], mine: Mapping[str, InputFile]) -> str:
    if name not in mine:
        return ""
    record = copied_from(mine[name].content.decode("utf-8", "replace"))
    if name not in theirs:
        return "your own"
    if record is None:
        return "yours, in place of factpress's"
    original = theirs.get(record[0])
    is_old = original is None or digits(original) != record[1]
    return "your copy; the original has changed since" if is_old else "your copy"


def copy(name: str, own: Path) -> Path:
    """Copies a template for editing, and returns its path. Raises BuildRefused or DiskError."""
    theirs = _theirs()
    if name not in theirs:
        raise _refused(own, _unknown(name, theirs, "is not one of factpress's"))
    if own.resolve() == program.default_templates().resolve():
        raise _refused(
            own, "this folder is factpress's theme itself; edit its templates as they are"
        )
    text = copy_of(theirs[name], name)
    if text is None:
        message = "cannot be copied with a note of its origin; put a file of this name there"
        raise _refused(own / name, message)
    disk.create(own / name, text.encode("utf-8"))
    return own / name


def difference(name: str, own: Path) -> Iterator[str]:
    """The lines of a unified diff from a template as it is now to the publication's own."""
    theirs, mine = _theirs(), _files(own)
    if name not in mine:
        raise _refused(own, _unknown(name, mine, "is not one of your own"))
    text = mine[name].content.decode("utf-8", "replace")
    record = copied_from(text)
    origin = record[0] if record else name
    if origin not in theirs:
        raise _refused(own / name, _unknown(origin, theirs, "is not one of factpress's"))
    before = theirs[origin].content.decode("utf-8").splitlines()
    after = without_record(text).splitlines()
    there = (own / name).as_posix()
    return unified_diff(before, after, f"factpress {origin}", there, lineterm="")


def _refused(path: Path, message: str) -> BuildRefused:
    return BuildRefused([Problem(path.as_posix(), 1, 1, message)])


def _unknown(name: str, known: Mapping[str, InputFile], is_not: str) -> str:
    return unknown("template", name, sorted(known), is_not=is_not)


def _theirs() -> dict[str, InputFile]:
    return _files(program.default_templates())


def _files(folder: Path | None) -> dict[str, InputFile]:
    if folder is None or not disk.is_folder(folder):
        return {}
    files, problems = scanning.scan(folder, limits.bytes_of_template)
    if problems:
        raise BuildRefused([p._replace(path=f"{folder.as_posix()}/{p.path}") for p in problems])
    return {file.path: file for file in files}
