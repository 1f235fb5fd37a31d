"""Worker processes: shared work, work in the background, and the memory of both.

A worker returns bytes, or None when its process died; then the first process does the work itself,
where a mistake is seen. Where a system cannot fork, a spawned worker gets a message, or the first
process does the work alone. Imports less than `multiprocessing`: short commands stay fast.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any, BinaryIO, Literal, NamedTuple, cast, get_args

from factpress.model.problems import DiskError

VARIABLE = "FACTPRESS_WORKERS"
StartMethod = Literal["fork", "spawn", "none"]
START_METHODS: tuple[StartMethod, ...] = get_args(StartMethod)


def start_method() -> StartMethod:
    """How workers start: as FACTPRESS_WORKERS says, or else the best way that is safe here.

    To fork is not safe on macOS, and not possible on Windows, where nothing of this was tried.
    https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
    """
    asked = os.environ.get(VARIABLE)
    if asked == "none":
        return "none"
    is_safe = hasattr(os, "fork") and sys.platform != "darwin"
    if asked != "spawn" and (is_safe or (asked == "fork" and hasattr(os, "fork"))):
        return "fork"
    return "spawn"


def can_fork() -> bool:
    """Whether workers are forked."""
    return start_method() == "fork"


class Task(NamedTuple):
    """Work for another process: a function of a module, and its arguments."""

    function: Callable[..., bytes]
    arguments: tuple[Any, ...] = ()

    def run(self) -> bytes:
        """The outcome."""
        return self.function(*self.arguments)


def forked(*tasks: Task) -> Callable[[], bytes | None]:
    """Runs tasks in a forked process, one after another; returns a call to make once for each.

    The call waits for the next outcome.
    """
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            # The first process is told why a command ends, and then ends this one.
            for name in ("SIGINT", "SIGTERM", "SIGHUP"):
                signal.signal(getattr(signal, name), signal.SIG_DFL)
            os.close(receiver)
            with os.fdopen(sender, "wb") as pipe:
                for task in tasks:
                    _send(pipe, task.run())
            status = 0
        except DiskError:
            # The first process does the work again, and meets the same, or gets on without.
            status = 2
        except BaseException:
            import traceback  # seldom needed, and slow to import

            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(sender)
    outcomes = _outcomes(os.fdopen(receiver, "rb"), child, len(tasks))
    return lambda: next(outcomes)


def _send(pipe: BinaryIO, content: bytes) -> None:
    pipe.write(len(content).to_bytes(_LENGTH, "big"))
    pipe.write(content)
    pipe.flush()


def _outcomes(pipe: BinaryIO, child: int, total: int) -> Iterator[bytes | None]:
    with pipe:
        for number in range(total):
            length = pipe.read(_LENGTH)
            content = pipe.read(int.from_bytes(length, "big"))
            is_whole = len(length) == _LENGTH and len(content) == int.from_bytes(length, "big")
            is_last = number == total - 1
            has_ended_well = not is_last or os.waitpid(child, 0)[1] == 0
            yield content if is_whole and has_ended_well else None


_LENGTH = 8


# Alone (-I), with this process's folders of modules: none of the caller's own code runs again.
_SPAWNED = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from factpress.workers import run_message; run_message()"
)


def spawned(task: Task) -> Callable[[], bytes | None]:
    """Runs a task in a new process; a call waits for its outcome.

    The arguments must be ones that MessagePack can hold; the function gets lists for tuples.
    """
    import subprocess  # here, where no fork is: slow to import
    import threading

    import msgspec

    function = task.function
    message = msgspec.msgpack.encode([function.__module__, function.__name__, task.arguments])
    folders = json.dumps([os.path.abspath(path) for path in sys.path])  # noqa: PTH100
    child = subprocess.Popen(  # noqa: S603 (our own program, without a shell)
        [sys.executable, "-I", "-X", "utf8", "-c", _SPAWNED, folders],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    answers: list[bytes] = []
    # By a thread, for a pipe holds less than a message, and the child is slow to start.
    talk = threading.Thread(target=lambda: answers.append(child.communicate(message)[0]))
    talk.start()

    def outcome() -> bytes | None:
        talk.join()
        return answers[0] if answers and child.returncode == 0 else None

    return outcome


_LASTING = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from importlib import import_module; "
    "getattr(import_module(sys.argv[2]), sys.argv[3])()"
)


class LastingWorker(NamedTuple):
    """A process that answers until it is ended: the pipes to it and from it.

    `end` ends it at once, with every process that it started.
    """

    requests: BinaryIO
    answers: BinaryIO
    end: Callable[[], None]


def lasting_worker(function: Callable[[], None]) -> LastingWorker:
    """Runs a function in a new process, which reads requests and writes answers as it likes.

    The process has a group of its own: an interrupt at the terminal does not reach it.
    """
    import subprocess

    folders = json.dumps([os.path.abspath(path) for path in sys.path])  # noqa: PTH100
    names = [function.__module__, function.__name__]
    child = subprocess.Popen(  # noqa: S603 (our own program, without a shell)
        [sys.executable, "-I", "-X", "utf8", "-c", _LASTING, folders, *names],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        process_group=None if sys.platform == "win32" else 0,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    assert child.stdin
    assert child.stdout

    def end() -> None:
        # Not reaped before, so its number is nobody else's.
        if child.returncode is None:
            kill_group(child.pid)
            child.wait()

    return LastingWorker(cast(BinaryIO, child.stdin), cast(BinaryIO, child.stdout), end)


def kill_group(process: int) -> None:
    """Kills the processes of a group, which has the number of its first process."""
    if sys.platform == "win32":
        os.kill(process, signal.SIGTERM)  # there it is no signal, and ends the process
    else:
        os.killpg(process, signal.SIGKILL)


def run_message() -> None:
    """Runs the task of the message on standard input, in a spawned process."""
    import msgspec

    module, name, arguments = msgspec.msgpack.decode(sys.stdin.buffer.read())
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    answers.write(Task(getattr(import_module(module), name), tuple(arguments)).run())
    answers.flush()


def as_json(value: object) -> bytes:
    """A value as it is sent to another process, lone surrogates included."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def run_as_json(function: Callable[..., Any], *arguments: Any) -> bytes:
    """The value that a function returns, as JSON."""
    return as_json(function(*arguments))


@contextmanager
def in_background(
    function: Callable[..., Any], *arguments: Any, is_worth_it: bool
) -> Iterator[Callable[[], Any]]:
    """Runs a function in a forked process; gives a call that waits for its value.

    The value comes as JSON has it, with lists for tuples. Where no process is forked, or it died of
    a mistake of ours, the call runs the function here.
    """
    if not (is_worth_it and can_fork()):
        yield lambda: function(*arguments)
        return
    answer = cache(forked(Task(run_as_json, (function, *arguments))))

    def outcome() -> Any:
        text = answer()
        return function(*arguments) if text is None else json.loads(text)

    try:
        yield outcome
    finally:
        answer()


_FEW = 4
# In bytes, and how many a pipe holds: https://man7.org/linux/man-pages/man7/pipe.7.html
_TOKEN = 4
_MOST_TOKENS = 8_000


class WorkQueue:
    """Numbers of pieces of work, given out in order to the process that asks next."""

    def __init__(self, receiver: int | None, total: int, at_a_time: int) -> None:
        """`receiver` is the pipe that forked processes share; without it, this one is alone."""
        self._receiver, self._total, self._at_a_time = receiver, total, at_a_time
        self._next = 0

    def take(self, progress: Callable[[int], None] = lambda done: None) -> Iterator[int]:
        """The numbers for this process; `progress` gets how far all processes have come."""
        size = self._at_a_time
        while (token := self._token()) is not None:
            end = min((token + 1) * size, self._total)
            yield from range(token * size, end)
            progress(end)

    def _token(self) -> int | None:
        if self._receiver is None:
            self._next += 1
            return self._next - 1 if (self._next - 1) * self._at_a_time < self._total else None
        token = os.read(self._receiver, _TOKEN)
        if token and len(token) != _TOKEN:
            raise DiskError("a pipe between processes gave half a number; build again")
        return int.from_bytes(token, "big") if token else None

    def end(self) -> None:
        """Takes all that is left, so that no process does it."""
        self._next = self._total
        while self._receiver is not None and os.read(self._receiver, _TOKEN * _MOST_TOKENS):
            pass


@contextmanager
def work_queue(total: int, at_least: int = _FEW) -> Iterator[WorkQueue]:
    """A queue of the numbers from 0, for this process and those that it forks meanwhile.

    A process takes `at_least` so many at a time, and more where a pipe could not hold all tokens.
    """
    if not can_fork():
        # No other process reads from it, and a pipe of Windows holds little.
        yield WorkQueue(None, total, at_least)
        return
    at_a_time = max(at_least, -(-total // _MOST_TOKENS))
    receiver, sender = os.pipe()
    try:
        tokens = range(-(-total // at_a_time))
        numbers = b"".join(number.to_bytes(_TOKEN, "big") for number in tokens)
        if os.write(sender, numbers) != len(numbers):
            raise DiskError("a pipe between processes is full; build again")
        os.close(sender)
        yield WorkQueue(receiver, total, at_a_time)
    finally:
        os.close(receiver)


def shares(items: Sequence[Any], count: int) -> list[Sequence[Any]]:
    """Items dealt out to so many spawned processes, which cannot read from one queue."""
    return [items[start::count] for start in range(count)]


_SELDOM = (1_000_000, 50, 1000)


def collect_seldom() -> None:
    """Lets the garbage collector rest until this process ends."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def few_collections() -> Iterator[None]:
    """Lets the garbage collector rest: a build makes few cycles and keeps most of what it makes.

    Collecting as often as by default took half the time of a build of 10,000 claims.
    """
    thresholds = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def give_back() -> None:
    """Returns freed memory to the system, which the C library of Linux keeps for the next use.

    Every process that is forked would have it too. https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    """
    if sys.platform != "linux":
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
