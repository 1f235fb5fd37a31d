"""Snapshot: every file that a build reads, as it is now.

In: options. Out: the files with their digests, and one digest of all files around the content.
Contents only, never times. Imports little, so that a build that has nothing to do ends at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from factpress.content.strays import check_strays, is_stray
from factpress.model import limits
from factpress.model.cards import UNREAD, InputFile
from factpress.model.encoding import digest
from factpress.model.problems import DiskError, Problem
from factpress.model.urls import SETTINGS_PATH, card_kind
from factpress.options import BuildOptions
from factpress.output import disk, scanning
from factpress.output.content_folder import content_folder
from factpress.theme import installed as program
from factpress.workers import give_back

_MUCH = 64 * 1024 * 1024


class Snapshot(NamedTuple):
    """Every file a build reads, but the archive's; `problems` are those of reading them."""

    content: list[InputFile]
    theme: tuple[InputFile, ...]
    own_templates: tuple[InputFile, ...]
    problems: tuple[Problem, ...]

    def let_go(self, is_done_with: Callable[[str], bool]) -> None:
        """Drops the bytes of these files of the content; their paths and digests stay.

        In place, for no other list may keep the bytes: of 100,000 cards 0.3 GB in each process.
        """
        freed = 0
        for number, (path, content, of_content) in enumerate(self.content):
            if is_done_with(path):
                self.content[number] = InputFile(path, b"", of_content)
                freed += len(content)
        if freed > _MUCH:
            give_back()


class Archived(NamedTuple):
    """The folder of saved copies that a build looked for, and the digests of those it read.

    `folder` is empty when there is none to look for; `digests` is None when it was not there.
    """

    folder: str
    digests: Mapping[str, str] | None

    def files(self) -> dict[str, str]:
        """The digests of those that were read, by their paths."""
        return {f"{self.folder}/{path}": found for path, found in (self.digests or {}).items()}

    def is_unchanged(self) -> bool:
        """Whether the archive is as it was found."""
        return self.is_where_it_was() and not any(disk.differing(self.files().items()))

    def is_where_it_was(self) -> bool:
        """Whether the folder is there, or missing, as it was."""
        is_there = bool(self.folder) and disk.is_folder(Path(self.folder))
        return self.digests is not None or not is_there


def visible_to_readers(
    content: Path, digests: Mapping[str, str], notices: Iterable[Problem]
) -> dict[str, str]:
    """The digests of the files of content, but of cards that are held back, by notices of them.

    A digest of the others would change with them, and so tell readers of them.
    """
    held = {notice.path for notice in notices if notice.severity == "notice"}
    return {path: each for path, each in digests.items() if shown_path(content, path) not in held}


def snapshot(options: BuildOptions) -> Snapshot:
    """The files as they are now. Raises BuildRefused when there is no content folder."""
    folder = content_folder(options.content)
    content, problems = scanning.scan(folder, limits.bytes_of_content)
    # Of a file that was not read the name alone counts, where other files depend on it.
    strays = {file.path for file in content if is_stray(file.path)}
    kept = [
        f
        for f in content
        if (f.digest != UNREAD or card_kind(f.path) or f.path == SETTINGS_PATH)
        and f.path not in strays
    ]
    found = [each for each in problems if each.path not in strays]
    found += check_strays(strays)
    return _with_surroundings(options, kept, found)


def listed(options: BuildOptions) -> tuple[list[str], Snapshot]:
    """The paths of the content, and a snapshot of all but the content."""
    paths, problems = scanning.listing(content_folder(options.content))
    strays = {path for path in paths if is_stray(path)}
    problems += check_strays(strays)
    kept = [path for path in paths if path not in strays]
    return kept, _with_surroundings(options, (), problems)


def _with_surroundings(
    options: BuildOptions, content: Sequence[InputFile], problems: Sequence[Problem]
) -> Snapshot:
    theme, broken = scanning.scan(program.default_templates(), limits.bytes_of_template)
    if broken:
        raise DiskError(f"{program.default_templates()}/{broken[0].path}: {broken[0].message}")
    has_own = options.templates is not None and disk.is_folder(options.templates)
    own, wrong = (
        scanning.scan(options.templates, limits.bytes_of_template)
        if options.templates and has_own
        else ((), ())
    )
    own = tuple(file for file in own if file.digest != UNREAD)
    found = [shown(options.content, problem) for problem in problems]
    found += [shown(options.templates, problem) for problem in wrong if options.templates]
    return Snapshot(list(content), theme, own, tuple(found))


def shown(root: Path, problem: Problem) -> Problem:
    """A problem with its path as the writer gave the folder."""
    return problem._replace(path=shown_path(root, problem.path))


def shown_path(root: Path, path: str) -> str:
    """A path below a folder as the writer gave the folder."""
    below = root.as_posix()
    return path if below == "." else f"{below}/{path}"


def around(options: BuildOptions, now: Snapshot) -> str:
    """One digest of all that a build's outcome depends on, but its content and the archive."""
    folders = (options.content.as_posix(), str(options.templates), str(options.archive))
    asked = (
        options.today.isoformat(),
        options.drafts,
        options.is_check,
        options.stale_lock,
        options.checks_passages,
        options.to_be_hosted,
        folders,
    )
    parts = [program.program_digest(), repr(asked), repr(now.problems)]
    for files in (now.theme, now.own_templates):
        parts.append(f"{len(files)} files")
        parts += [f"{file.path}\0{file.digest}" for file in files]
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))
