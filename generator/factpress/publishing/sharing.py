"""Sharing: the groups of a site made by several processes, with the outcome of one.

In: groups, and a way to make an output. Out: for each group, in order, what its outputs came to and
which bodies it read. Other processes are forked with all there is; they take the next groups from a
pipe as they get on, and send back words and numbers, never code.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from factpress.forking import can_fork, forked
from factpress.model import AnyOutput, CardKey, Group
from factpress.problems import BuildRefused, Problem


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
    """How to make an output ready under a name, and where the reading of bodies is noted."""

    make: Callable[[AnyOutput, str], Made]
    asked: set[CardKey]


# Below this many groups another process costs more than it saves.
_WORTH_A_PROCESS = 300
_FEW = 4
# In bytes, and what a pipe holds of them: https://man7.org/linux/man-pages/man7/pipe.7.html
_TOKEN = 4
_MOST_TOKENS = 8_000


class _Failed(NamedTuple):
    number: int
    problems: tuple[Problem, ...]


def each_group(
    groups: Sequence[Group], share: Share, jobs: int, progress: Callable[[int], None]
) -> list[MadeGroup]:
    """Every group, made. Raises BuildRefused with the problems of the first that cannot be."""
    jobs = jobs if len(groups) >= _WORTH_A_PROCESS and can_fork else 1
    made: dict[int, MadeGroup] = {}
    with _turns(len(groups)) as turns:
        others = [
            forked(partial(_made_elsewhere, groups, share, turns, process))
            for process in range(1, jobs)
        ]
        failed = [_made_share(groups, share, turns.take(progress), 0, made)]
        failed += [_received(other(), groups, made) for other in others]
    refusals = sorted(failure for failure in failed if failure)
    if refusals:
        raise BuildRefused(refusals[0].problems)
    # What a process that died of a mistake of ours has left is made here, where that is seen.
    rest = [number for number in range(len(groups)) if number not in made]
    failure = _made_share(groups, share, rest, jobs, made)
    if failure:
        raise BuildRefused(failure.problems)
    return [made[number] for number in range(len(groups))]


def _made_share(
    groups: Sequence[Group],
    share: Share,
    numbers: Iterator[int] | Sequence[int],
    process: int,
    made: dict[int, MadeGroup],
) -> _Failed | None:
    count = 0
    for number in numbers:
        group = groups[number]
        share.asked.clear()
        outputs = []
        try:
            for output in group.make():
                outputs.append(share.make(output, f"{process}-{count}"))
                count += 1
        except BuildRefused as refused:
            return _Failed(number, refused.problems)
        made[number] = MadeGroup(group.name, tuple(outputs), tuple(sorted(share.asked)))
    return None


class _Turns:
    """The numbers of groups, handed out in order to whichever process asks next."""

    def __init__(self, receiver: int, total: int) -> None:
        self._receiver, self._total = receiver, total

    def take(self, progress: Callable[[int], None] = lambda done: None) -> Iterator[int]:
        """The numbers that fall to this process. `progress` is told how far all have come."""
        size = _at_a_time(self._total)
        while token := os.read(self._receiver, _TOKEN):
            start = int.from_bytes(token, "big") * size
            end = min(start + size, self._total)
            yield from range(start, end)
            progress(end)


def _at_a_time(total: int) -> int:
    """How many groups are taken at a time: so many that a pipe holds a token for each turn."""
    return max(_FEW, -(-total // _MOST_TOKENS))


@contextmanager
def _turns(total: int) -> Iterator[_Turns]:
    receiver, sender = os.pipe()
    try:
        tokens = range(-(-total // _at_a_time(total)))
        os.write(sender, b"".join(number.to_bytes(_TOKEN, "big") for number in tokens))
        os.close(sender)
        yield _Turns(receiver, total)
    finally:
        os.close(receiver)


def _made_elsewhere(groups: Sequence[Group], share: Share, turns: _Turns, process: int) -> bytes:
    # A collection would touch, and so copy, all that is shared with the first process.
    gc.disable()
    made: dict[int, MadeGroup] = {}
    failure = _made_share(groups, share, turns.take(), process, made)
    told = failure and [failure.number, failure.problems]
    found = [[number, each.outputs, each.bodies] for number, each in made.items()]
    return json.dumps([told, found], ensure_ascii=False).encode("utf-8", "surrogatepass")


def _received(
    text: bytes | None, groups: Sequence[Group], made: dict[int, MadeGroup]
) -> _Failed | None:
    """What another process made; nothing when it died."""
    told, found = json.loads(text) if text is not None else (None, [])
    for number, outputs, bodies in found:
        keys = tuple(CardKey(*key) for key in bodies)
        made[number] = MadeGroup(groups[number].name, tuple(Made(*o) for o in outputs), keys)
    return told and _Failed(told[0], tuple(Problem(*problem) for problem in told[1]))
