"""Forking: work done by another process that has all we have, and sends back bytes.

In: works to do. Out: what each came to, or None when the process died; and turns, by which
processes that do the same share it as they get on. Less than `multiprocessing` offers, and quick to
import: a build that has little to do must not wait for it.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, BinaryIO, NamedTuple

from factpress.model.cards import CardKey, Phase
from factpress.model.problems import BuildRefused, DiskError, Problem, restored
from factpress.model.site import AnyOutput, Group

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


# Memory: garbage collected seldom while a build makes values and keeps them, and given back.


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
    """Returns to the system what was freed, which the C library of Linux keeps for the next use.

    Every process that is forked would have it too. https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    """
    if sys.platform != "linux":
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


# Sharing: the groups of a site made by several processes, with the outcome of one.


class Made(NamedTuple):
    """One output: what it was made from and what it came to.

    `staged` names the file that is ready for it, "" when the one in place is right.
    """

    path: str
    kind: str
    fingerprint: str
    digest: str
    reason: str
    staged: str
    is_foreign: bool


class MadeGroup(NamedTuple):
    """A group's outputs, and the cards whose bodies they were made from."""

    name: str
    outputs: tuple[Made, ...]
    bodies: tuple[CardKey, ...]


class Share(NamedTuple):
    """How to make an output ready under a name, with what goes beside it, each in its phase; and
    where the reading of bodies is noted."""

    make: Callable[[AnyOutput, str], Iterable[tuple[Phase, Made]]]
    asked: set[CardKey]


# Below this many groups another process costs more than it saves.
_WORTH_A_PROCESS = 300
# From so many on what was freed is felt in the memory of all processes together.
_MANY = 50_000


class _Done(NamedTuple):
    """What a process has made, by the numbers of groups, and the seconds that each phase took.

    The time in which a group makes an output counts for the phase of that output.
    """

    made: dict[int, MadeGroup]
    spent: dict[Phase, float]


class _Failed(NamedTuple):
    number: int
    problems: tuple[Problem, ...]


def each_group(
    groups: Sequence[Group], share: Share, jobs: int, progress: Callable[[int], None]
) -> tuple[list[MadeGroup], Mapping[Phase, float]]:
    """Every group, made, and the seconds of work by phase.

    Raises BuildRefused with the problems of the first group that cannot be made.
    """
    jobs = jobs if len(groups) >= _WORTH_A_PROCESS and can_fork else 1
    done = _Done({}, {})
    if len(groups) > _MANY:
        give_back()
    with turns(len(groups)) as shared:
        others = [
            forked(partial(_made_elsewhere, groups, share, shared, process))
            for process in range(1, jobs)
        ]
        failed = [_made_share(groups, share, shared.take(progress), 0, done)]
        failed += [_received(other(), groups, done) for other in others]
    refusals = sorted(failure for failure in failed if failure)
    if refusals:
        raise BuildRefused(refusals[0].problems)
    # What a process that died of a mistake of ours has left is made here, where that is seen.
    rest = [number for number in range(len(groups)) if number not in done.made]
    failure = _made_share(groups, share, rest, jobs, done)
    if failure:
        raise BuildRefused(failure.problems)
    return [done.made[number] for number in range(len(groups))], done.spent


def _made_share(
    groups: Sequence[Group],
    share: Share,
    numbers: Iterator[int] | Sequence[int],
    process: int,
    done: _Done,
) -> _Failed | None:
    count, then = 0, time.perf_counter()
    for number in numbers:
        group = groups[number]
        share.asked.clear()
        outputs = []
        try:
            for output in group.make():
                for phase, made in share.make(output, f"{process}-{count}"):
                    outputs.append(made)
                    now = time.perf_counter()
                    done.spent[phase] = done.spent.get(phase, 0.0) + now - then
                    then = now
                count += 1
        except BuildRefused as refused:
            return _Failed(number, refused.problems)
        done.made[number] = MadeGroup(group.name, tuple(outputs), tuple(sorted(share.asked)))
    return None


def _made_elsewhere(groups: Sequence[Group], share: Share, shared: Turns, process: int) -> bytes:
    # A collection would touch, and so copy, all that is shared with the first process.
    gc.disable()
    done = _Done({}, {})
    failure = _made_share(groups, share, shared.take(), process, done)
    told = failure and [failure.number, failure.problems]
    found = [[number, each.outputs, each.bodies] for number, each in done.made.items()]
    return as_json([told, found, done.spent])


def _received(text: bytes | None, groups: Sequence[Group], done: _Done) -> _Failed | None:
    """What another process made; nothing when it died."""
    told, found, spent = json.loads(text) if text is not None else (None, [], {})
    for number, outputs, bodies in found:
        keys = tuple(CardKey(*key) for key in bodies)
        done.made[number] = MadeGroup(groups[number].name, tuple(Made(*o) for o in outputs), keys)
    for phase, seconds in spent.items():
        done.spent[phase] = done.spent.get(phase, 0.0) + seconds
    return told and _Failed(told[0], restored(told[1]))
