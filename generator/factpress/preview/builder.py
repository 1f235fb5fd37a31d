"""The builder: a process that builds the preview's site whenever it is asked to.

The server stays free to answer meanwhile, and an interrupt ends a build at once. The builder dies
with the server, whatever ends that. In: a `Task`, then a byte for each build. Out: `Progress` while
it builds, then an `Outcome`. Each message is MessagePack, with its length before it.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

import msgspec

from factpress.model.problems import BuildRefused, DiskError, FolderInUse, Problem
from factpress.model.site import BuildReport
from factpress.options import BuildOptions, CacheOptions
from factpress.workers import LastingWorker, kill_group, lasting_worker

_LENGTH = 4
# Seconds between two messages of progress.
_OFTEN = 0.1
_TRIES = 30


class Task(msgspec.Struct, frozen=True):
    """What to build: the site in `options.out`. Without templates, those beside the content."""

    options: BuildOptions
    cache: CacheOptions


class Progress(msgspec.Struct, frozen=True, tag=True):
    """How far a stage of a build has come."""

    stage: str
    done: int
    total: int


class Outcome(msgspec.Struct, frozen=True, tag=True):
    """What a build did.

    `is_built` says whether the site is that of the files; it then may still have errors, where
    saved copies changed: the site says of no passage that it was found. `paths` are all outputs,
    None where they are the same as before. `changed` are the paths of outputs that were written or
    removed. `archive` is the folder of saved copies, "" where there is none. `trouble` is a
    traceback of ours.
    """

    is_built: bool
    problems: tuple[Problem, ...]
    seconds: float = 0.0
    changed: tuple[str, ...] = ()
    paths: tuple[str, ...] | None = None
    archive: str = ""
    trouble: str = ""


_encode = msgspec.msgpack.Encoder(enc_hook=str).encode
_task_of = msgspec.msgpack.Decoder(Task, dec_hook=lambda _, text: Path(text)).decode
_message_of = msgspec.msgpack.Decoder(Progress | Outcome).decode
_DIED = "the process that builds has died; the next change starts another one"


class Builder:
    """The builder, as the server sees it: started at once, and anew when it has died."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._is_ended = False
        self._worker: LastingWorker | None = self._started()

    def _started(self) -> LastingWorker:
        worker = lasting_worker(run)
        # That it has died is found when it is asked to build.
        with suppress(OSError):
            _send(worker.requests, _encode(self._task))
        return worker

    def build(self, progress: Callable[[Progress], None]) -> Outcome:
        """Builds, and waits for the outcome. Not to be called by two threads at once.

        Raises EOFError or OSError when it is ended meanwhile.
        """
        worker = self._worker = self._worker or self._started()
        try:
            worker.requests.write(b"b")
            worker.requests.flush()
            while True:
                message = _message_of(_received(worker.answers))
                if isinstance(message, Outcome):
                    return message
                progress(message)
        except (OSError, EOFError):
            if self._is_ended:
                raise
            worker.end()
            self._worker = None
            return Outcome(is_built=False, problems=(Problem("factpress", 1, 1, _DIED),))

    def end(self) -> None:
        """Ends the process at once, with all that it started."""
        self._is_ended = True
        if self._worker:
            self._worker.end()


def _send(pipe: BinaryIO, content: bytes) -> None:
    pipe.write(len(content).to_bytes(_LENGTH, "big"))
    pipe.write(content)
    pipe.flush()


def _received(pipe: BinaryIO) -> bytes:
    length = int.from_bytes(_exactly(pipe, _LENGTH), "big")
    return _exactly(pipe, length)


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


# What follows runs in the process of the builder.


def run() -> None:
    """Builds whenever asked to on standard input; ends when nobody can ask any more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever else is printed here must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests = sys.stdin.buffer
    try:
        task = _task_of(_received(requests))
    except EOFError:
        return  # nobody asks any more
    asked: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, asked), daemon=True).start()
    builds = _Builds(task, lambda message: _send(answers, _encode(message)))
    while asked.get():
        builds.build()


def _listen(requests: BinaryIO, asked: SimpleQueue[bytes]) -> None:
    """Passes requests on. Kills this process and its workers when the server has gone."""
    try:
        while requests.read(1):
            asked.put(b"b")
    finally:
        kill_group(os.getpid())


class _Builds:
    """The builds of a task, one after another."""

    def __init__(self, task: Task, tell: Callable[[Progress | Outcome], None]) -> None:
        # Here, where the server need not wait for it.
        from factpress.preview.previewed import Previewed

        self._site = Previewed(task.options, task.cache)
        self._tell = tell
        self._paths: tuple[str, ...] | None = None
        self._told_at = 0.0

    def build(self) -> None:
        """Builds, and tells of it."""
        started = time.perf_counter()
        try:
            outcome = self._built()
        except BuildRefused as refused:
            outcome = Outcome(is_built=False, problems=refused.problems)
        except DiskError as error:
            place = str(self._site.options.content)
            outcome = Outcome(is_built=False, problems=(Problem(place, 1, 1, str(error)),))
        except Exception:
            # A mistake of ours must stay loud, and must not take the writer's server down.
            text = traceback.format_exc()
            wrong = (Problem("factpress", 1, 1, "internal error; see the terminal"),)
            outcome = Outcome(is_built=False, problems=wrong, trouble=text)
        seconds = time.perf_counter() - started
        archive = self._site.archive_folder()
        self._tell(msgspec.structs.replace(outcome, seconds=seconds, archive=archive))

    def _built(self) -> Outcome:
        report, problems = self._updated()
        paths = tuple(o.path for o in report.outputs if o.status != "removed")
        changed = tuple(o.path for o in report.outputs if o.status != "unchanged")
        are_new = paths != self._paths
        self._paths = paths
        return Outcome(True, problems, 0.0, changed, paths if are_new else None)

    def _updated(self) -> tuple[BuildReport, tuple[Problem, ...]]:
        """As `Previewed.update`. The builder of a preview that was killed may be dying still."""
        for _ in range(_TRIES):
            try:
                return self._site.update(self._progress)
            except FolderInUse:
                time.sleep(_OFTEN)
        return self._site.update(self._progress)

    def _progress(self, stage: str, done: int, total: int) -> None:
        now = time.perf_counter()
        if now - self._told_at > _OFTEN or done in (0, total):
            self._told_at = now
            self._tell(Progress(stage, done, total))
