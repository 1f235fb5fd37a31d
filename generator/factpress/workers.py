"""Forking: work done by another process that has all we have, and sends back bytes.

In: works to do. Out: what each came to, or None when the process died; and turns, by which
processes that do the same share it as they get on. Less than `multiprocessing` offers, and quick to
import: a build that has little to do must not wait for it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, BinaryIO

from factpress.model.problems import DiskError

can_fork = hasattr(os, "fork")


def forked(*works: Callable[[], bytes]) -> Callable[[], bytes | None]:
    """Starts the works, one after another; what is given waits for the outcome of the next.

    It must be called once for each.
    """
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(receiver)
            with os.fdopen(sender, "wb") as pipe:
                for work in works:
                    _send(pipe, work())
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
    outcomes = _outcomes(os.fdopen(receiver, "rb"), child, len(works))
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
_FEW = 4
# In bytes, and what a pipe holds of them: https://man7.org/linux/man-pages/man7/pipe.7.html
_TOKEN = 4
_MOST_TOKENS = 8_000


class Turns:
    """Numbers of pieces of work, handed out in order to whichever process asks next."""

    def __init__(self, receiver: int, total: int, at_a_time: int) -> None:
        self._receiver, self._total, self._at_a_time = receiver, total, at_a_time

    def take(self, progress: Callable[[int], None] = lambda done: None) -> Iterator[int]:
        """The numbers that fall to this process. `progress` is told how far all have come."""
        size = self._at_a_time
        while token := os.read(self._receiver, _TOKEN):
            if len(token) != _TOKEN:
                raise DiskError("a pipe between processes gave half a number; build again")
            start = int.from_bytes(token, "big") * size
            end = min(start + size, self._total)
            yield from range(start, end)
            progress(end)

    def end(self) -> None:
        """Takes all that is left, so that nobody does it."""
        while os.read(self._receiver, _TOKEN * _MOST_TOKENS):
            pass


def as_json(value: object) -> bytes:
    """A value as it is sent to another process, lone surrogates included."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


@contextmanager
def elsewhere(work: Callable[[], Any], *, is_worth_it: bool) -> Iterator[Callable[[], Any]]:
    """What a work comes to, when it is asked for; another process does it meanwhile, if it can.

    From there it comes as JSON has it, with lists for tuples. Of a process that died of a mistake
    of ours the work is done here, where that is seen.
    """
    if not (is_worth_it and can_fork):
        yield work
        return
    told = cache(forked(lambda: as_json(work())))

    def outcome() -> Any:
        text = told()
        return work() if text is None else json.loads(text)

    try:
        yield outcome
    finally:
        told()


@contextmanager
def turns(total: int, at_least: int = _FEW) -> Iterator[Turns]:
    """So many numbers, from 0, for this process and those that it forks meanwhile.

    They are taken so many `at_least` at a time, and more where a pipe could not hold all turns.
    """
    at_a_time = max(at_least, -(-total // _MOST_TOKENS))
    receiver, sender = os.pipe()
    try:
        tokens = range(-(-total // at_a_time))
        numbers = b"".join(number.to_bytes(_TOKEN, "big") for number in tokens)
        if os.write(sender, numbers) != len(numbers):
            raise DiskError("a pipe between processes is full; build again")
        os.close(sender)
        yield Turns(receiver, total, at_a_time)
    finally:
        os.close(receiver)
