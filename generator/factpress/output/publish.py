"""Publish: from groups of outputs to files under `site/`, writing only what differs.

In: groups, each of which makes its outputs when asked, and a way to turn an output into bytes. Out:
what became of each output, and why. Everything stale is made before the first byte is written, so a
template's mistake leaves the site as it was. Removes what the manifest owns and nothing else. A
manifest that this machine did not write proves nothing: then all is made anew and compared, and of
what it calls stale only that goes whose bytes are as it says.
"""

from __future__ import annotations

import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from factpress.model.cards import CardKey, Catalog, Phase
from factpress.model.encoding import digest
from factpress.model.problems import BuildRefused, DiskError, Problem
from factpress.model.site import AnyOutput, Group, Manifest, OutputFate, Written
from factpress.model.urls import COMPRESSED
from factpress.output import disk
from factpress.output.manifest import MANIFEST, Seals, is_like_ours, parsed, serialised, why_stale
from factpress.output.staging import Stage, refuse_linked_folders, remove
from factpress.workers import Made, MadeGroup, Share, each_group

# Told of each stage how much is done, and of how much in all; 0 when that is not known yet.
Progress = Callable[[str, int, int], None]


class Wanted(NamedTuple):
    """An output that the site must hold; `make` gives its bytes and is called only if needed."""

    path: str
    kind: str
    fingerprint: str
    make: Callable[[], bytes]
    phase: Phase = "rendering"


Finish = Callable[[AnyOutput], Wanted]
# What goes beside an output that is ready or in place, if anything.
Beside: TypeAlias = "Callable[[Press, Made], Wanted | None]"
# Makes outputs from all the others, which are ready or in place.
Last: TypeAlias = "Callable[[Press, Sequence[MadeGroup]], MadeGroup]"


class Published(NamedTuple):
    """What became of every output; of each group what it holds and whose bodies it read.

    `phases` are the seconds of rendering, pictures, and compressing, of what is made from all, and
    of writing. The first three are done together, by several processes: the time that they took is
    divided as the work of all processes was. `left` are the paths of files that no card asks for
    and that may not be ours; `fault` says why the next build will not know this one's manifest.
    """

    fates: tuple[OutputFate, ...]
    groups: Sequence[MadeGroup]
    phases: Mapping[str, float]
    left: Sequence[str] = ()
    fault: str = ""


def publish(
    out: Path,
    groups: Sequence[Group],
    finish: Finish,
    asked: set[CardKey],
    jobs: int,
    progress: Progress,
    seals: Seals,
    last: Last | None = None,
    beside: Beside | None = None,
) -> Published:
    """Brings the site up to date. The caller holds the lock on `out`.

    `asked` is where reading a body is noted; it is emptied for every group. `beside` gives what
    depends on the bytes of one output, `last` makes what depends on those of all.
    """
    started = time.perf_counter()
    stage = Stage(out)
    stage.clear()
    text = disk.read(out / MANIFEST)
    before, is_ours = parsed(text), seals.hold(text)
    press = Press(out, before, stage, is_ours=is_ours)

    def make(output: AnyOutput, name: str) -> Iterator[tuple[Phase, Made]]:
        return press.each_ready(finish(output), name, beside)

    def rendering(done: int) -> None:
        progress("rendering", done, len(groups))

    made, spent = each_group(groups, Share(make, asked), jobs, rendering)
    rendered = time.perf_counter()
    made += [last(press, made)] if last else []
    searched = time.perf_counter()
    outputs = [each for group in made for each in group.outputs]
    after = _manifest_of(out, outputs)
    gone, left = press.stale(before.outputs.keys() - after.outputs.keys())
    ready = {o.path: o.staged for o in outputs if o.staged}
    is_changed = ready or before != after or not is_ours
    fault = _put(out, before, after, stage, seals, ready, gone, progress) if is_changed else ""
    removed = [OutputFate(path, "removed", "removed", "no card asks for it") for path in gone]
    phases = _divided(rendered - started, spent)
    phases |= {"searching": searched - rendered} if last else {}
    phases |= {"writing": time.perf_counter() - searched}
    return Published((*map(fate_of, outputs), *removed), made, phases, left, fault)


def _divided(seconds: float, spent: Mapping[Phase, float]) -> dict[str, float]:
    """The seconds of a stage, divided among its phases as the work was."""
    work = sum(spent.values())
    others: tuple[Phase, ...] = ("pictures", "compressing")
    divided: dict[str, float] = {
        phase: seconds * spent[phase] / work for phase in others if spent.get(phase)
    }
    return {"rendering": seconds - sum(divided.values()), **divided}


def fate_of(made: Made) -> OutputFate:
    """What became of one output."""
    return OutputFate(made.path, made.kind, "written" if made.staged else "unchanged", made.reason)


def _manifest_of(out: Path, outputs: Sequence[Made]) -> Manifest:
    """The manifest of these outputs. Raises BuildRefused where a file of others is in the way,
    FolderRefused where a folder is a link."""
    refuse_linked_folders(out, (o.path for o in outputs))
    _refuse(out, outputs)
    manifest = Manifest({o.path: Written(o.fingerprint, o.digest) for o in outputs})
    if len(manifest.outputs) < len(outputs):
        raise AssertionError(f"two outputs at one path: {_repeated(o.path for o in outputs)}")
    return manifest


def _refuse(out: Path, outputs: Iterable[Made]) -> None:
    message = "was not written by factpress and stands where a page belongs; move it away"
    foreign = [Problem((out / o.path).as_posix(), 1, 1, message) for o in outputs if o.is_foreign]
    if foreign:
        raise BuildRefused(foreign)


def _repeated(paths: Iterable[str]) -> list[str]:
    return [path for path, count in Counter(paths).items() if count > 1]


class Press:
    """Makes outputs ready: those that are stale, against the site as it stands.

    `is_ours` says that this machine wrote the manifest, which else proves nothing.
    """

    def __init__(self, out: Path, before: Manifest, stage: Stage, *, is_ours: bool) -> None:
        self._out, self._before, self._stage = out, before, stage
        self._is_ours, self._proved = is_ours, before if is_ours else Manifest()

    def ready(self, wanted: Wanted, name: str) -> Made:
        """What an output comes to; its file is ready under `name` when it must be written."""
        path, kind, fingerprint, make, _ = wanted
        on_disk = self._on_disk(path)
        reason = why_stale(path, fingerprint, self._proved, on_disk)
        if not self._is_ours and path in self._before.outputs:
            reason = "not known to be made on this machine"
        if not reason:
            return Made(path, kind, *self._proved.outputs[path], "", "", False)
        content = make()
        made = digest(content)
        if made == on_disk:
            return Made(path, kind, fingerprint, made, reason, "", False)
        staged = self._stage.add(name, path, content)
        is_foreign = on_disk is not None and path not in self._before.outputs
        return Made(path, kind, fingerprint, made, reason, staged, is_foreign)

    def each_ready(
        self, wanted: Wanted, name: str, beside: Beside | None
    ) -> Iterator[tuple[Phase, Made]]:
        """What an output comes to, and what goes beside it, if anything does, by their phases."""
        made = self.ready(wanted, name)
        yield wanted.phase, made
        other = beside(self, made) if beside else None
        if other:
            yield other.phase, self.ready(other, f"{name}b")

    def _on_disk(self, path: str) -> str | None:
        target = f"{self._out}/{path}"
        # Asking costs a fifth of what it does to be told by an error, and most new files are new.
        if path not in self._before.outputs and not disk.is_there(target):
            return None
        present = disk.read(target)
        return None if present is None else digest(present)

    def standing(self, folder: str, kind: str, fingerprint: str) -> list[Made]:
        """All outputs of a folder made with a fingerprint, if all are there as they were made."""
        before = self._proved.outputs
        paths = [p for p in before if p.startswith(folder) and before[p].fingerprint == fingerprint]
        if any(why_stale(p, fingerprint, self._proved, self._on_disk(p)) for p in paths):
            return []
        return [Made(path, kind, *before[path], "", "", False) for path in paths]

    def stale(self, paths: Iterable[str]) -> tuple[list[str], list[str]]:
        """Of the paths that are outputs no more: those that may go, and those to be left.

        Where the manifest that names them may be forged, a file must be where outputs are, and have
        the very bytes that it says.
        """
        gone, left = [], []
        for path in sorted(paths):
            if self._is_ours or self._is_like_ours(path):
                gone.append(path)
            elif disk.is_there(f"{self._out}/{path}"):
                left.append(path)
        return gone, left

    def _is_like_ours(self, path: str) -> bool:
        return is_like_ours(path) and self._on_disk(path) == self._before.outputs[path].digest

    def place(self, made: Made) -> str:
        """The file that holds an output's bytes now: ready, or in its place."""
        return self._stage.place(made.staged) if made.staged else f"{self._out}/{made.path}"

    @property
    def workplace(self) -> Path:
        """A folder for tools that need one, below the site's own folder of records."""
        return self._out / disk.MARKER / "workroom"


def _put(
    out: Path,
    before: Manifest,
    after: Manifest,
    stage: Stage,
    seals: Seals,
    ready: Mapping[str, str],
    gone: list[str],
    progress: Progress,
) -> str:
    """Puts what is stale in its place, then removes what is gone.

    The manifest first names all that is about to be written, so that nothing is orphaned when the
    build dies on the way; it takes its final form last. Says why the manifests could not be sealed,
    if they could not.
    """
    both = serialised(Manifest({**before.outputs, **after.outputs}))
    final = serialised(after) if gone or before.outputs.keys() - after.outputs.keys() else both
    fault = seals.keep(final, both)
    disk.replace(out / MANIFEST, both)
    stage.put(ready, lambda done, total: progress("writing", done, total))
    for path in gone:
        remove(out, path)
    if final is not both:
        disk.replace(out / MANIFEST, final)
    return fault


# Compressing: beside each text of the site a copy in gzip, for servers that send it as it is.


_KIND = "compressed copies"
_TEXTS = tuple(".html .css .js .json .xml .svg .txt .csv .bib .webmanifest".split())
# Of all that zlib knows the smallest, which is made once and sent often.
_LEVEL = 9
# With this for its window bits zlib writes a header of gzip: https://zlib.net/manual.html
_GZIP = 31
_MAKER = digest(f"zlib {zlib.ZLIB_RUNTIME_VERSION}, level {_LEVEL}".encode())


def beside_each(catalog: Catalog) -> Beside | None:
    """What gives each output's copy, if the publication asks for copies."""
    return _copy_of if catalog.publication.precompress else None


def _copy_of(press: Press, made: Made) -> Wanted | None:
    """The copy of an output; None of one that is no text."""
    if not made.path.endswith(_TEXTS):
        return None
    path, fingerprint = f"{made.path}{COMPRESSED}", f"{made.digest}.{_MAKER}"
    compress = partial(_compressed, press.place(made))
    return Wanted(path, _KIND, fingerprint, compress, "compressing")


def _compressed(path: str) -> bytes:
    content = disk.read(path)
    if content is None:
        raise DiskError(f"{path}: was removed while its compressed copy was made; build again")
    return zlib.compress(content, _LEVEL, _GZIP)
