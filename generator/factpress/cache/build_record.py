"""The record of the last build: digests of all it read and wrote, its problems, its groups.

In: options, the results of a build. Out: files in the folder of records; or the record that is
there, None when it is damaged, another build's, or not signed by this machine. The files as they
are now are compared elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from factpress.cache.cache_folder import CacheFolder
from factpress.cache.inputs import Archived, Snapshot, around
from factpress.model.encoding import digest, signed
from factpress.model.problems import Problem, in_order, restored
from factpress.model.site import BuildReport
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk
from factpress.output.render import Made
from factpress.output.workspace import Workspace

_RECORD, _CATALOG = "last-build", "catalog"
# Of all records, that of a check too.
FORMAT = 10
# After so many edits a build writes the record anew.
_MOST_EDITS = 200
_LONGEST_FIRST = 200
# No path has it: https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap03.html
_END = "\0"


class LastBuild(NamedTuple):
    """Digests of all that the last build read and wrote, and its problems.

    `content` are the cards, settings and lock by path; `around` is a digest of all else that was
    read, `span` the time in which readers see the same cards. `outputs` gives kind and digest by
    path, in the order of the groups. `unlinked` are the problems that the words of bodies gave, by
    path, and `problems` all others. `templates` are the known fingerprints of templates, `groups` a
    table, as `group_reads` has it. `edits` counts the edits since the build, `signature` is that of
    the last.
    """

    out: str
    around: str
    span: tuple[str, str]
    archive: Archived
    manifest: str
    catalog: str
    problems: str
    unlinked: dict[str, Sequence[Problem]]
    templates: dict[str, str]
    content: dict[str, str]
    outputs: dict[str, tuple[str, str]]
    groups: str
    edits: int
    signature: str

    def other_problems(self) -> Iterator[Problem]:
        """All problems but those that the words of bodies gave."""
        for path, line, column, message, severity in rows_of(self.problems, 5):
            yield Problem(path, int(line), int(column), message, severity)

    def every_problem(self) -> tuple[Problem, ...]:
        """All problems of the build, in order."""
        of_bodies = [problem for each in self.unlinked.values() for problem in each]
        others = self.other_problems()
        return in_order([*others, *of_bodies]) if of_bodies else tuple(others)


class _Inseparable(Exception):
    """A field has the character that separates fields."""


class _Head(NamedTuple):
    """All of a record but its tables, of which it has the sizes in bytes."""

    out: str
    around: str
    span: tuple[str, str]
    folder: str
    digests: Mapping[str, str] | None
    manifest: str
    catalog: str
    unlinked: Mapping[str, Sequence[Problem]]
    templates: Mapping[str, str]
    sizes: Sequence[int]


class Built(NamedTuple):
    """The results of a build that its record is made of.

    `groups` are rows as in `LastBuild`; `unlinked` are those problems of the report that the words
    of bodies gave, by path; `catalog` are the lines of `cached_catalog`, none where the next build
    must be a whole one.
    """

    inputs: Snapshot
    span: tuple[str, str]
    archived: Archived
    report: BuildReport
    outputs: Sequence[Made]
    groups: Sequence[tuple[str, str, str]]
    unlinked: Mapping[str, Sequence[Problem]]
    templates: Mapping[str, str]
    catalog: Sequence[bytes]

    def tables(self) -> tuple[bytes, ...]:
        """The content, the outputs, the groups, and the other problems. Raises _Inseparable."""
        of_bodies = {problem for problems in self.unlinked.values() for problem in problems}
        return (
            _table([(file.path, file.digest) for file in self.inputs.content]),
            _table([(each.path, each.kind, each.digest) for each in self.outputs]),
            _table(self.groups),
            _table([tuple(map(str, p)) for p in self.report.problems if p not in of_bodies]),
        )


def record(options: BuildOptions, cache: CacheOptions, built: Built) -> list[Problem]:
    """Records a build for the next one; gives warnings of what could not be written."""
    files = CacheFolder(cache.records, cache.key)
    if files.folder is None:
        return files.faults
    lines = b"\n".join(built.catalog)
    try:
        tables = built.tables()
    except _Inseparable:
        return files.faults
    head = _Head(
        str(options.out.absolute()),
        around(options, built.inputs),
        built.span,
        *built.archived,
        manifest=digest(disk.read(Workspace.of(options.out).record) or b""),
        catalog=digest(lines) if lines else "",
        unlinked=built.unlinked,
        templates=built.templates,
        sizes=[len(table) for table in tables],
    )
    files.write(_CATALOG, [lines])
    files.write(_RECORD, _record(files.key, _encoded(head), tables))
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


class RecordedEdit(NamedTuple):
    """The changes that an edit makes to a record; `manifest` is the digest of the new one.

    `outputs` gives, by the path before, the path, kind and digest now.
    """

    manifest: str
    content: Mapping[str, str]
    outputs: Mapping[str, tuple[str, str, str]]
    unlinked: Mapping[str, Sequence[Problem]]


def record_edit(cache: CacheOptions, before: LastBuild, edit: RecordedEdit) -> list[Problem]:
    """Adds an edit to the record; gives warnings.

    Each edit is signed with the one before it: none counts without those that it follows.
    """
    files = CacheFolder(cache.records, cache.key)
    files.extend(_RECORD, [line_of(files.key, before.signature, edit)])
    return files.faults


def last_build(out: Path, cache: CacheOptions) -> LastBuild | None:
    """The record of the last build of this site, if it is there, whole, and of this machine."""
    files = CacheFolder(cache.records, cache.key)
    try:
        found = _decoded(files.key, files.read(_RECORD) or b"")
    except (TypeError, ValueError):
        return None
    is_ours = found is not None and found.out == str(out.absolute())
    return found if found and is_ours and found.edits < _MOST_EDITS else None


def _decoded(key: bytes, stored: bytes) -> LastBuild | None:
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
    found = LastBuild(
        head.out,
        head.around,
        (head.span[0], head.span[1]),
        Archived(head.folder, head.digests),
        head.manifest,
        head.catalog,
        problems,
        {path: restored(each) for path, each in head.unlinked.items()},
        dict(head.templates),
        dict(rows_of(content, 2)),
        {path: (kind, of_output) for path, kind, of_output in rows_of(outputs, 3)},
        groups,
        0,
        check,
    )
    return _with_edits(key, found, stored[end + 1 :].splitlines())


def _with_edits(key: bytes, found: LastBuild, lines: Sequence[bytes]) -> LastBuild | None:
    """The record after its edits; None when one of them is damaged."""
    # In place, for this record was only just read: a copy for every edit would take long.
    rows = list(found.outputs.items()) if lines else []
    places = {path: number for number, (path, _) in enumerate(rows)}
    for line in lines:
        value = value_of(key, found.signature, line)
        if value is None:
            return None
        edit = RecordedEdit(*value)
        found.content.update(edit.content)
        edited = [(places.pop(path), *now) for path, now in edit.outputs.items()]
        for place, path, kind, of_output in edited:
            places[path], rows[place] = place, (path, (kind, of_output))
        found.unlinked.update({path: restored(each) for path, each in edit.unlinked.items()})
        signature = line.partition(b" ")[0].decode()
        found = found._replace(manifest=edit.manifest, signature=signature)
    outputs = dict(rows) if lines else found.outputs
    return found._replace(outputs=outputs, edits=len(lines))


def _table(rows: Sequence[Sequence[str]]) -> bytes:
    fields = [field for row in rows for field in row]
    text = _END.join(fields)
    if text.count(_END) >= max(len(fields), 1):
        raise _Inseparable
    return text.encode("utf-8", "surrogatepass")


def rows_of(table: str, width: int) -> Iterator[Any]:
    """The rows of a table, which has so many columns."""
    fields = table.split(_END) if table else []
    return zip(*(fields[column::width] for column in range(width)), strict=True)


def _cut(stored: bytes, start: int, sizes: Iterable[int]) -> Iterator[str]:
    view = memoryview(stored)
    for size in sizes:
        yield str(view[start : start + size], "utf-8", "surrogatepass")
        start += size


def line_of(key: bytes, before: str, value: Any) -> bytes:
    """A value as a line; its signature covers `before`, which names the lines before it."""
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


def catalog_lines(cache: CacheOptions, found: LastBuild) -> list[bytes]:
    """The lines of the cached catalog; none when there are none or they are damaged."""
    files = CacheFolder(cache.records, cache.key)
    lines = files.read(_CATALOG) if found.catalog else None
    if lines is None or digest(lines) != found.catalog:
        return []
    return lines.split(b"\n")
