"""Standing: how the site stands, against what the last build read and wrote.

In: an order. Out: the report of a build that would change nothing, without building; or what was
scanned, and which cards are all that changed. Everything the last build read is compared by digest,
and every file it wrote: contents only, never times. Imports little, so that the answer comes at
once.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from factpress.collecting import give_back
from factpress.digests import digest
from factpress.forking import meanwhile
from factpress.model import BuildReport, InputFile, OutputFate
from factpress.order import Order
from factpress.problems import DiskError, Problem, in_order
from factpress.publishing import disk, program
from factpress.publishing.manifest import MANIFEST
from factpress.urls import card_kind

RecordT = TypeVar("RecordT")

_FILE, _SKELETON = "standing", "skeleton"
# Of all records of this module and of `verdict`.
FORMAT = 4
_MUCH = 64 * 1024 * 1024
# So many amendments are written to the record one after another before a build writes it anew.
_MOST_AMENDMENTS = 200


class Snapshot(NamedTuple):
    """Every file a build reads, but the archive's; `problems` are those of reading them."""

    content: list[InputFile]
    theme: tuple[InputFile, ...]
    own_templates: tuple[InputFile, ...]
    problems: tuple[Problem, ...]

    def let_go(self) -> None:
        """Keeps of the cards' files nothing but paths and digests, once they are parsed.

        In place, so that nobody keeps the bytes: of 100,000 cards they are 0.3 GB in each process.
        """
        freed = 0
        for number, (path, content, of_content) in enumerate(self.content):
            if card_kind(path):
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


class Kept(NamedTuple):
    """What the last build left: digests of all it read and wrote, and what it said.

    `content` are the cards, settings and lock by path, `around` stands for all else that was read;
    `outputs` gives kind and digest by path; `unlinked` are the problems that the words of bodies
    gave, by path, and `problems` all others; `groups` names the groups of outputs that read the
    body of a card, by its path; `templates` are the fingerprints of templates that were worked out;
    `amendments` counts what was changed since the build.
    """

    format: int
    out: str
    around: str
    content: dict[str, str]
    folder: str
    digests: dict[str, str] | None
    manifest: str
    outputs: dict[str, tuple[str, str]]
    problems: list[Problem]
    unlinked: dict[str, list[Problem]]
    groups: dict[str, list[str]]
    templates: dict[str, str]
    skeleton: str
    amendments: int

    def archived(self) -> Archived:
        """The archive as the build found it."""
        return Archived(self.folder, self.digests)

    def every_problem(self) -> tuple[Problem, ...]:
        """All that the build said."""
        of_bodies = [problem for each in self.unlinked.values() for problem in each]
        return in_order([*self.problems, *of_bodies]) if of_bodies else tuple(self.problems)


class _Amendment(NamedTuple):
    """What an edit of bodies changed in what was kept."""

    manifest: str
    content: dict[str, str]
    outputs: dict[str, tuple[str, str]]
    unlinked: dict[str, list[Problem]]


class Standing(NamedTuple):
    """What was kept and what is there now.

    `changed` are the files of content that differ, when nothing else that was read does and none
    came or went; else None. `outputs_stand` tells whether every output is as it was written.
    """

    kept: Kept | None
    now: Snapshot
    changed: tuple[InputFile, ...] | None
    outputs_stand: Callable[[], bool]
    started: float

    def report(self, order: Order) -> BuildReport | None:
        """The report of a build that has nothing to do, if there is nothing."""
        if self.kept is None or self.changed != () or not self.outputs_stand():
            return None
        outputs = self.kept.outputs.items()
        fates = tuple(OutputFate(path, kind, "unchanged", "") for path, (kind, _) in outputs)
        seconds = time.perf_counter() - self.started
        return BuildReport(fates, self.kept.every_problem(), order.as_of, seconds)


@contextmanager
def standing(order: Order) -> Iterator[Standing]:
    """How the site stands; the outputs are compared while the block runs."""
    started = time.perf_counter()
    kept = _kept(order)
    if kept is None:
        yield Standing(None, snapshot(order), None, lambda: False, started)
        return
    with meanwhile(lambda: _outputs_stand(order, kept), order.jobs) as outputs_stand:
        now = snapshot(order)
        yield Standing(kept, now, _changed(order, kept, now), outputs_stand, started)


def snapshot(order: Order) -> Snapshot:
    """The files as they are now. Raises BuildRefused when there is no content folder."""
    content, problems = disk.scan(disk.content_folder(order.content))
    theme, _ = disk.scan(program.default_templates())
    has_own = order.templates is not None and disk.is_folder(order.templates)
    own, wrong = disk.scan(order.templates) if order.templates and has_own else ((), ())
    told = [shown(order.content, problem) for problem in problems]
    told += [shown(order.templates, problem) for problem in wrong if order.templates]
    return Snapshot(list(content), theme, own, tuple(told))


def shown(root: Path, problem: Problem) -> Problem:
    """A problem with its path as the writer gave the folder."""
    return problem._replace(path=shown_path(root, problem.path))


def shown_path(root: Path, path: str) -> str:
    """A path below a folder as the writer gave the folder."""
    below = root.as_posix()
    return path if below == "." else f"{below}/{path}"


def keep(
    order: Order,
    now: Snapshot,
    archived: Archived,
    report: BuildReport,
    outputs: Mapping[str, tuple[str, str]],
    unlinked: Mapping[str, Sequence[Problem]],
    groups: Mapping[str, Sequence[str]],
    templates: Mapping[str, str],
    skeleton: Sequence[bytes],
) -> None:
    """Records the site as it stands after a build. A disk that will not is no reason to fail.

    `outputs` gives the kind and digest of each by path; `unlinked` are those problems of the
    report that the words of bodies gave.
    """
    if order.records is None:
        return
    manifest = disk.read(order.out / MANIFEST) or b""
    of_bodies = {problem for problems in unlinked.values() for problem in problems}
    lines = b"\n".join(skeleton)
    kept = Kept(
        FORMAT,
        str(order.out.absolute()),
        around(order, now),
        {file.path: file.digest for file in now.content},
        archived.folder,
        None if archived.digests is None else dict(archived.digests),
        digest(manifest),
        dict(outputs),
        [problem for problem in report.problems if problem not in of_bodies],
        {path: list(problems) for path, problems in unlinked.items()},
        {path: list(names) for path, names in groups.items()},
        dict(templates),
        digest(lines) if skeleton else "",
        0,
    )
    with suppress(DiskError):
        disk.remember(order.records / _SKELETON, [lines])
        disk.remember(order.records / _FILE, [record_line(kept)])


def record_line(value: Any) -> bytes:
    """A value as a line of a record, with a digest that tells whether it is whole."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    encoded = text.encode("utf-8", "surrogatepass")
    return f"{digest(encoded)} ".encode() + encoded + b"\n"


def skeleton_of(order: Order, kept: Kept) -> list[bytes]:
    """The lines that were kept of the catalog; none when there are none or they are damaged."""
    lines = disk.read(order.records / _SKELETON) if order.records and kept.skeleton else None
    if lines is None or digest(lines) != kept.skeleton:
        return []
    return lines.split(b"\n")


def amend(
    order: Order,
    manifest: bytes,
    content: Mapping[str, str],
    outputs: Mapping[str, tuple[str, str]],
    unlinked: Mapping[str, Sequence[Problem]],
) -> None:
    """Adds to the record what an edit of bodies changed: only what differs, by path."""
    told = {path: list(problems) for path, problems in unlinked.items()}
    if order.records is not None:
        with suppress(DiskError):
            amendment = _Amendment(digest(manifest), dict(content), dict(outputs), told)
            disk.extend(order.records / _FILE, [record_line(amendment)])


def _kept(order: Order) -> Kept | None:
    """The record of the last build of this site, if it is there and whole."""
    stored = disk.read(order.records / _FILE) if order.records else None
    first, *amendments = (stored or b"").removesuffix(b"\n").split(b"\n")
    kept = read_line(first, Kept)
    if kept is None or kept.format != FORMAT:
        return None
    for each in amendments:
        amendment = read_line(each, _Amendment)
        if amendment is None:
            return None
        kept = _amended(kept, amendment)
    is_ours = kept.out == str(order.out.absolute())
    return kept if is_ours and kept.amendments < _MOST_AMENDMENTS else None


def read_line(line: bytes, kind: type[RecordT]) -> RecordT | None:
    """The value of a line of a record; None when the line is damaged, or of another kind."""
    check, _, text = line.partition(b" ")
    if check != digest(text).encode():
        return None
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError:
        return None


def _amended(kept: Kept, amendment: _Amendment) -> Kept:
    # In place, for this record was only just read: copies of all would be made for every amendment.
    kept.content.update(amendment.content)
    kept.outputs.update(amendment.outputs)
    kept.unlinked.update(amendment.unlinked)
    return kept._replace(manifest=amendment.manifest, amendments=kept.amendments + 1)


def _changed(order: Order, kept: Kept, now: Snapshot) -> tuple[InputFile, ...] | None:
    is_same_set = len(now.content) == len(kept.content)
    is_same_set = is_same_set and all(file.path in kept.content for file in now.content)
    if not is_same_set or kept.around != around(order, now) or not archive_stands(kept.archived()):
        return None
    return tuple(file for file in now.content if file.digest != kept.content[file.path])


def around(order: Order, now: Snapshot) -> str:
    """One digest of all that a build's outcome depends on, but its content and the archive."""
    folders = (order.content.as_posix(), str(order.templates), str(order.archive))
    asked = (
        order.as_of.isoformat(),
        order.drafts,
        order.stale_lock,
        order.search_index,
        folders,
    )
    parts = [program.program_digest(), repr(asked), repr(now.problems)]
    for files in (now.theme, now.own_templates):
        parts.append(f"{len(files)} files")
        parts += [f"{file.path}\0{file.digest}" for file in files]
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def archive_stands(kept: Archived) -> bool:
    """Whether the archive is as a build found it."""
    if kept.digests is None:
        return not kept.folder or not disk.is_folder(Path(kept.folder))
    return disk.holds(Path(kept.folder), kept.digests.items())


def _outputs_stand(order: Order, kept: Kept) -> bool:
    outputs = ((path, digest) for path, (_, digest) in kept.outputs.items())
    manifest = [(MANIFEST, kept.manifest)]
    return disk.holds(order.out, manifest) and disk.holds(order.out, outputs)
