"""Sharing: the groups of a site made by several processes, with the outcome of one.

In: groups, and a way to make an output. Out: for each group, in order, what its outputs came to and
which bodies it read; and the seconds of work of each phase, summed over the processes. Those are
forked with all there is; they take the next groups from a pipe as they get on, and send back words
and numbers, never code.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from factpress.collecting import give_back
from factpress.model.cards import CardKey, Phase
from factpress.model.problems import BuildRefused, Problem, restored
from factpress.model.site import AnyOutput, Group
from factpress.workers import Turns, as_json, can_fork, forked, turns


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
