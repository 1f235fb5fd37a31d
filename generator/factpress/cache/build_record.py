"""The record: what the last build read, wrote and said, kept for the next one.

In: options, what a build found. Out: files in the folder of records, and what they say, or None
when they are damaged, another build's, or not signed by this machine. Knows nothing of what is
there now.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from factpress.cache.inputs import Archived, Snapshot, around
from factpress.cache.kept_files import KeptFiles
from factpress.model.encoding import digest, signed
from factpress.model.problems import Problem, in_order, restored
from factpress.model.site import BuildReport
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk
from factpress.output.manifest import MANIFEST

_FILE, _SKELETON = "standing", "skeleton"
# Of all records, the verdict's too.
FORMAT = 7
# So many amendments are written to the record one after another before a build writes it anew.
_MOST_AMENDMENTS = 200
_LONGEST_FIRST = 200
# No path has it: https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap03.html
_END = "\0"


class Kept(NamedTuple):
    """What the last build left: digests of all it read and wrote, and what it said.

    `content` are the cards, settings and lock by path, `around` stands for all else that was read;
    `outputs` gives kind and digest by path; `unlinked` are the problems that the words of bodies
    gave, by path, and `problems` all others; `templates` are the fingerprints of templates that
    were worked out; `groups` pairs the path of a card with each group of outputs that reads its
    body; `amendments` counts what was changed since the build, `signature` is that of the last.
    """

    out: str
    around: str
    archive: Archived
    manifest: str
    skeleton: str
    problems: str
    unlinked: dict[str, Sequence[Problem]]
    templates: dict[str, str]
    content: dict[str, str]
    outputs: dict[str, tuple[str, str]]
    groups: str
    amendments: int
    signature: str

    def groups_reading(self, paths: Collection[str]) -> set[str]:
        """The names of the groups that read the body of one of these cards."""
        pairs = _rows(self.groups, 2)
        return {name for path, name in pairs if path in paths}

    def every_problem(self) -> tuple[Problem, ...]:
        """All that the build said."""
        of_bodies = [problem for each in self.unlinked.values() for problem in each]
        others = [
            Problem(path, int(line), int(column), message, severity)
            for path, line, column, message, severity in _rows(self.problems, 5)
        ]
        return in_order([*others, *of_bodies]) if of_bodies else tuple(others)


class _Inseparable(Exception):
    """A field has what stands between fields."""


class _Head(NamedTuple):
    """Of what was kept all but the tables, of which it tells the sizes in bytes."""

    out: str
    around: str
    folder: str
    digests: Mapping[str, str] | None
    manifest: str
    skeleton: str
    unlinked: Mapping[str, Sequence[Problem]]
    templates: Mapping[str, str]
    sizes: Sequence[int]


def keep(
    options: BuildOptions,
    cache: CacheOptions,
    now: Snapshot,
    archived: Archived,
    report: BuildReport,
    outputs: Mapping[str, tuple[str, str]],
    unlinked: Mapping[str, Sequence[Problem]],
    groups: Mapping[str, Sequence[str]],
    templates: Mapping[str, str],
    skeleton: Sequence[bytes],
) -> list[Problem]:
    """Records the site as it stands after a build, or warns; then the next is a whole one.

    `outputs` gives the kind and digest of each by path; `unlinked` are those problems of the
    report that the words of bodies gave; `groups` names those that read a body, by its path.
    """
    files = KeptFiles(cache.records, cache.key)
    if files.folder is None:
        return files.faults
    told = {problem for problems in unlinked.values() for problem in problems}
    lines = b"\n".join(skeleton)
    try:
        tables = (
            _table([(file.path, file.digest) for file in now.content]),
            _table([(path, *kind_and_digest) for path, kind_and_digest in outputs.items()]),
            _table([(path, name) for path, names in groups.items() for name in names]),
            _table([tuple(map(str, each)) for each in report.problems if each not in told]),
        )
    except _Inseparable:
        return files.faults
    head = _Head(
        str(options.out.absolute()),
        around(options, now),
        *archived,
        manifest=digest(disk.read(options.out / MANIFEST) or b""),
        skeleton=digest(lines) if skeleton else "",
        unlinked=unlinked,
        templates=templates,
        sizes=[len(table) for table in tables],
    )
    files.write(_SKELETON, [lines])
    files.write(_FILE, _record(files.key, _encoded(head), tables))
    return files.faults


def _record(key: bytes, head: bytes, tables: Iterable[bytes]) -> Iterator[bytes]:
    body = b"".join(tables)
    whole = head + body
    sizes = f"{len(head)} {len(body)}"
    yield f"{FORMAT} {_signature(key, sizes, whole)} {sizes}\n".encode()
    yield whole
    yield b"\n"


def _signature(key: bytes, sizes: str, whole: bytes | memoryview) -> str:
    return signed(key, b"record", f"{FORMAT} {sizes} {digest(whole)}".encode())


def amend(
    cache: CacheOptions,
    found: Kept,
    manifest: bytes,
    content: Mapping[str, str],
    outputs: Mapping[str, tuple[str, str]],
    unlinked: Mapping[str, Sequence[Problem]],
) -> list[Problem]:
    """Adds to a record what an edit of bodies changed, by path; gives warnings.

    Each amendment is signed with the one before it: none counts without those that it follows.
    """
    files = KeptFiles(cache.records, cache.key)
    amendment = (digest(manifest), content, outputs, unlinked)
    files.extend(_FILE, [line_of(files.key, found.signature, amendment)])
    return files.faults


def kept(out: Path, cache: CacheOptions) -> Kept | None:
    """The record of the last build of this site, if it is there, whole, and of this machine."""
    files = KeptFiles(cache.records, cache.key)
    try:
        found = _decoded(files.key, files.read(_FILE) or b"")
    except (TypeError, ValueError):
        return None
    is_ours = found is not None and found.out == str(out.absolute())
    return found if found and is_ours and found.amendments < _MOST_AMENDMENTS else None


def _decoded(key: bytes, stored: bytes) -> Kept | None:
    first, _, _ = stored[:_LONGEST_FIRST].partition(b"\n")
    form, check, *sizes = first.decode("latin-1").split(" ")
    if form != str(FORMAT):
        return None
    # By views, for every copy of megabytes is felt.
    start, (of_head, of_tables) = len(first) + 1, map(int, sizes)
    end = start + of_head + of_tables
    if _signature(key, " ".join(sizes), memoryview(stored)[start:end]) != check:
        return None
    head = _Head(*json.loads(stored[start : start + of_head]))
    content, outputs, groups, problems = _cut(stored, start + of_head, head.sizes)
    found = Kept(
        head.out,
        head.around,
        Archived(head.folder, head.digests),
        head.manifest,
        head.skeleton,
        problems,
        {path: restored(told) for path, told in head.unlinked.items()},
        dict(head.templates),
        dict(_rows(content, 2)),
        {path: (kind, of_output) for path, kind, of_output in _rows(outputs, 3)},
        groups,
        0,
        check,
    )
    return _amended(key, found, stored[end + 1 :].splitlines())


def _amended(key: bytes, found: Kept, amendments: Sequence[bytes]) -> Kept | None:
    # In place, for this record was only just read: copies of all would be made for every amendment.
    for each in amendments:
        amendment = value_of(key, found.signature, each)
        if amendment is None:
            return None
        manifest, content, outputs, unlinked = amendment
        found.content.update(content)
        found.outputs.update({path: (kind, told) for path, (kind, told) in outputs.items()})
        found.unlinked.update({path: restored(told) for path, told in unlinked.items()})
        signature = each.partition(b" ")[0].decode()
        found = found._replace(manifest=manifest, signature=signature)
    return found._replace(amendments=len(amendments))


def _table(rows: Sequence[Sequence[str]]) -> bytes:
    fields = [field for row in rows for field in row]
    text = _END.join(fields)
    if text.count(_END) >= max(len(fields), 1):
        raise _Inseparable
    return text.encode("utf-8", "surrogatepass")


def _rows(table: str, width: int) -> Iterator[Any]:
    fields = table.split(_END) if table else []
    return zip(*(fields[column::width] for column in range(width)), strict=True)


def _cut(stored: bytes, start: int, sizes: Iterable[int]) -> Iterator[str]:
    view = memoryview(stored)
    for size in sizes:
        yield str(view[start : start + size], "utf-8", "surrogatepass")
        start += size


def line_of(key: bytes, before: str, value: Any) -> bytes:
    """A value as a line, signed together with what says which lines stand before it."""
    encoded = _encoded(value)
    return f"{_line_signature(key, before, encoded)} ".encode() + encoded + b"\n"


def value_of(key: bytes, before: str, line: bytes) -> Any:
    """The value of a line; None when the line is damaged, or not signed so."""
    check, _, text = line.removesuffix(b"\n").partition(b" ")
    return json.loads(text) if check == _line_signature(key, before, text).encode() else None


def _line_signature(key: bytes, before: str, text: bytes) -> str:
    return signed(key, b"line", f"{before} ".encode() + text)


def _encoded(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def skeleton_of(cache: CacheOptions, found: Kept) -> list[bytes]:
    """The lines that were kept of the catalog; none when there are none or they are damaged."""
    files = KeptFiles(cache.records, cache.key)
    lines = files.read(_SKELETON) if found.skeleton else None
    if lines is None or digest(lines) != found.skeleton:
        return []
    return lines.split(b"\n")
