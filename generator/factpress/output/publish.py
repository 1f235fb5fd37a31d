"""Publish: the outputs that differ are put into the next generation of the site, or in place.

Every output that differs is rendered first. So a mistake in a template leaves the site as it was.
Only files that are ours are removed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from factpress.model.problems import BuildRefused, DiskError, Problem
from factpress.model.site import Manifest, OutputStatus
from factpress.model.urls import MANIFEST_NAME, SIGNATURE_NAME
from factpress.options import Method
from factpress.output import disk, system
from factpress.output.generation import Generation, NotExchangeable
from factpress.output.journal import Changes, Put, change_in_place
from factpress.output.output_record import edited, kept_in, serialised
from factpress.output.render import Made, MadeGroup, Progress, Rendered
from factpress.output.site_manifest import FileEntry
from factpress.output.site_manifest import edited as edited_text
from factpress.output.staging import make_site, refuse_linked_folders, remove
from factpress.output.workspace import Workspace
from factpress.output.writer import Change, OutputWriter, manifest_wanted


class Published(NamedTuple):
    """The status of every output.

    `outputs` are all that the site has now, `groups` those that were rendered. `seconds` is the
    time of writing. `left` has the paths of old files that stay because they may not be ours.
    `in_place` says why the site could not be exchanged, or is "".
    """

    groups: Sequence[MadeGroup]
    outputs: Sequence[Made]
    statuses: tuple[OutputStatus, ...]
    seconds: float
    left: Sequence[str] = ()
    in_place: str = ""


def publish(
    rendered: Rendered, writer: OutputWriter, content: str, method: Method, progress: Progress
) -> Published:
    """Writes the outputs that differ, and removes those that are gone.

    `content` is the digest of the content. The caller holds the lock on the workspace.
    """
    started = time.perf_counter()
    outputs = [*rendered.outputs, writer.site_manifest(rendered.outputs, content)]
    change = writer.change(_manifest_of(writer.out, outputs))
    ready = [each for each in outputs if each.staged]
    in_place = ""
    if ready or change.gone:
        in_place = publish_change(writer, change, ready, method, progress)
    elif change.before.outputs != change.after.outputs:
        writer.keep_record(serialised(change.after._replace(kept=change.before.kept)))
    why = "no longer part of the site"
    removed = [OutputStatus(path, "removed", "removed", why) for path in change.gone]
    statuses = (*map(status_of, outputs), *removed)
    seconds = time.perf_counter() - started
    return Published(rendered.groups, outputs, statuses, seconds, change.left, in_place)


def status_of(made: Made) -> OutputStatus:
    """The status of an output that the site holds."""
    status: Literal["written", "unchanged"] = "written" if made.staged else "unchanged"
    return OutputStatus(made.path, made.kind, status, made.reason)


def _manifest_of(out: Path, outputs: Sequence[Made]) -> Manifest:
    """The outputs to be on record.

    Raises BuildRefused if somebody else's file is in the way, FolderRefused if a folder is a link.
    """
    refuse_linked_folders(out, (o.path for o in outputs))
    message = "was not written by factpress and is where a page belongs; move it away"
    foreign = [Problem((out / o.path).as_posix(), 1, 1, message) for o in outputs if o.is_foreign]
    if foreign:
        raise BuildRefused(foreign)
    manifest = Manifest({o.path: o.written for o in outputs})
    if len(manifest.outputs) < len(outputs):
        repeated = [path for path, n in Counter(o.path for o in outputs).items() if n > 1]
        raise AssertionError(f"two outputs at one path: {repeated}")
    return manifest


def publish_change(
    writer: OutputWriter,
    change: Change,
    ready: Sequence[Made],
    method: Method,
    progress: Progress,
) -> str:
    """Publishes outputs that are ready, and removes those that are gone.

    First a record names the old files and the new, so that no file is orphaned if the build dies.
    The final record is written last. Returns why the site was changed in place, or "".
    """
    before, after = change.before, change.after
    both = serialised(Manifest({**before.outputs, **after.outputs}, {**before.kept, **after.kept}))
    final = serialised(after)
    return _publish_files(writer, change.removed, ready, (both, final), method, progress)


def edited_manifest(writer: OutputWriter, made: Mapping[str, Made], content: str) -> Made:
    """The public manifest after an edit, ready to publish.

    `made` has the new outputs by their former paths. Raises DiskError where the manifest in place
    is gone.
    """
    before = disk.read(writer.out / MANIFEST_NAME)
    if before is None:
        raise DiskError(f"{writer.out / MANIFEST_NAME}: is gone; build again")
    files = {each.path: FileEntry(each.size, each.digest) for each in made.values()}
    text = edited_text(before, content, files, made.keys() - files.keys())
    return writer.ready(manifest_wanted(text), "manifest")


def publish_some(
    writer: OutputWriter, before: bytes, made: Mapping[str, Made], method: Method
) -> str:
    """Replaces some outputs; all others stay.

    `made` has the new outputs by their former paths. `before` is the record of outputs. Returns why
    the site was changed in place, or "". The caller holds the lock on the workspace.
    """
    paths = {each.path for each in made.values()}
    gone = made.keys() - paths
    ready = [each for each in made.values() if each.staged]
    if not ready and not gone:
        return ""
    refuse_linked_folders(writer.out, paths - made.keys())
    kept = writer.kept(gone)
    records = edited(before, {o.path: o.written for o in made.values() if o.reason}, gone, kept)
    removed = frozenset({*gone, *kept_in(before)}) - kept.keys() - paths
    return _publish_files(writer, removed, ready, records, method, lambda *_: None)


def _publish_files(
    writer: OutputWriter,
    removed: frozenset[str],
    ready: Sequence[Made],
    records: tuple[bytes, bytes],
    method: Method,
    progress: Progress,
) -> str:
    """Publishes as `publish_change` does; `records` are the one to keep meanwhile and the final."""
    between, final = records
    writer.keep_record(between)
    names = {each.path: each.staged for each in ready}
    if MANIFEST_NAME in names:
        removed |= {SIGNATURE_NAME}
    in_place = ""
    if method == "exchange":
        try:
            _exchange(writer, removed, names, progress)
        except NotExchangeable as error:
            in_place, method = str(error), "in place"
    if method == "in place":
        _change_in_place(writer, removed, ready, progress)
    elif method == "direct":
        make_site(writer.out)
        writer.stage.put(writer.out, names, partial(progress, "writing"))
        for path in removed:
            remove(writer.out, path)
    if final != between:
        # The site is published. With the record of the time between, a build only compares more.
        with suppress(DiskError):
            writer.keep_record(final)
    return in_place


def _exchange(
    writer: OutputWriter, removed: frozenset[str], names: Mapping[str, str], progress: Progress
) -> None:
    generation = Generation.of(writer.workspace, names, removed)
    writer.workspace.reuse_previous()
    generation.begin()
    writer.stage.put(writer.workspace.next, names, partial(progress, "writing"))
    generation.flush()
    with system.signals_held():
        generation.exchange()


def _change_in_place(
    writer: OutputWriter, removed: frozenset[str], ready: Sequence[Made], progress: Progress
) -> None:
    workspace = writer.workspace
    puts = [Put(each.path, _source(workspace, each), each.digest) for each in ready]
    changes = Changes(tuple(puts), tuple(sorted(removed)))
    with system.signals_held():
        change_in_place(workspace, changes, writer.key, partial(progress, "writing"))
        # The generation that is kept is no longer the one before this.
        workspace.forget_previous()


def _source(workspace: Workspace, made: Made) -> str:
    """The place in the workspace of a file that is ready: staged, or in a generation not used."""
    staged = workspace.staging / made.staged
    found = staged if disk.is_there(str(staged)) else workspace.next / made.path
    return found.relative_to(workspace.folder).as_posix()
