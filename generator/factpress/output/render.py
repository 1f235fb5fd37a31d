"""Render: groups of outputs made ready by several processes.

The result is the same for any number of processes.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from factpress.model.cards import Phase, Read
from factpress.model.problems import BuildRefused, Problem, restored
from factpress.model.site import Group, Written
from factpress.workers import Task, WorkQueue, as_json, can_fork, forked, give_back, work_queue


class Made(NamedTuple):
    """One output, with the fingerprint of its inputs, and the digest and number of its bytes.

    `staged` names the file that is ready for it, "" when the one in place is right.
    """

    path: str
    kind: str
    fingerprint: str
    digest: str
    size: int
    reason: str
    staged: str
    is_foreign: bool

    @property
    def written(self) -> Written:
        """The output as it is on record."""
        return Written(self.fingerprint, self.digest, self.size)


class MadeGroup(NamedTuple):
    """A group's outputs, and the parts of cards that they were made from."""

    group: Group
    outputs: tuple[Made, ...]
    reads: frozenset[Read]


class Renderer(Protocol):
    """Makes the outputs of a group ready, each in its phase.

    `reads` gathers the parts of cards that are read. `name` is one that no other
    group of this build has.
    """

    @property
    def reads(self) -> set[Read]: ...

    def render(self, group: Group, name: str) -> Iterator[tuple[Phase, Made]]: ...


class Rendered(NamedTuple):
    """All groups, made ready; `phases` are the seconds that each kind of work took.

    Several processes do the kinds of work together: the time is divided as the work of all was.
    """

    groups: list[MadeGroup]
    phases: Mapping[str, float]

    @property
    def outputs(self) -> list[Made]:
        """The outputs of all groups."""
        return [each for made in self.groups for each in made.outputs]


class Progress(Protocol):
    """Shows how much of a stage is done, and of how much in all; 0 when that is not known yet."""

    def __call__(self, stage: str, done: int, total: int, /) -> None: ...


def silent(stage: str, done: int, total: int, /) -> None:
    """Shows no progress."""


# Below this many groups another process costs more than it saves.
_WORTH_A_PROCESS = 300
# From so many groups on, freed memory counts in all processes together.
_MANY = 50_000


class _Done(NamedTuple):
    """The groups that a process has made, by number, and the seconds that each phase took.

    The time in which a group makes an output counts for the phase of that output.
    """

    made: dict[int, MadeGroup]
    spent: dict[Phase, float]


# The number of a group that cannot be made, and its problems.
_Failed: TypeAlias = tuple[int, tuple[Problem, ...]]


def render(groups: Sequence[Group], renderer: Renderer, jobs: int, progress: Progress) -> Rendered:
    """Every group, made ready.

    Raises BuildRefused with the problems of the first group that cannot be made.
    """
    started = time.perf_counter()
    jobs = jobs if len(groups) >= _WORTH_A_PROCESS and can_fork() else 1
    done = _Done({}, {})
    if len(groups) > _MANY:
        give_back()
    with work_queue(len(groups)) as queue:
        others = [
            forked(Task(_render_share, (groups, renderer, queue, process)))
            for process in range(1, jobs)
        ]
        numbers = queue.take(lambda count: progress("rendering", count, len(groups)))
        failed = [_render_numbers(groups, renderer, numbers, 0, done)]
        failed += [_received(other(), groups, done) for other in others]
    refusals = sorted(failure for failure in failed if failure)
    if refusals:
        raise BuildRefused(refusals[0][1])
    # A process may have died of a mistake of ours; its groups are made here, where that is seen.
    rest = [number for number in range(len(groups)) if number not in done.made]
    failure = _render_numbers(groups, renderer, rest, jobs, done)
    if failure:
        raise BuildRefused(failure[1])
    made = [done.made[number] for number in range(len(groups))]
    return Rendered(made, _divided(time.perf_counter() - started, done.spent))


def _render_numbers(
    groups: Sequence[Group],
    renderer: Renderer,
    numbers: Iterable[int],
    process: int,
    done: _Done,
) -> _Failed | None:
    then = time.perf_counter()
    for number in numbers:
        group = groups[number]
        renderer.reads.clear()
        outputs = []
        try:
            for phase, made in renderer.render(group, f"{process}-{number}"):
                outputs.append(made)
                now = time.perf_counter()
                done.spent[phase] = done.spent.get(phase, 0.0) + now - then
                then = now
        except BuildRefused as refused:
            return number, refused.problems
        done.made[number] = MadeGroup(group, tuple(outputs), frozenset(renderer.reads))
    return None


def _render_share(
    groups: Sequence[Group], renderer: Renderer, queue: WorkQueue, process: int
) -> bytes:
    """The share of a forked process."""
    # A collection would touch, and so copy, all that is shared with the first process.
    gc.disable()
    done = _Done({}, {})
    failure = _render_numbers(groups, renderer, queue.take(), process, done)
    found = [[number, each.outputs, list(each.reads)] for number, each in done.made.items()]
    return as_json([failure, found, done.spent])


def _received(text: bytes | None, groups: Sequence[Group], done: _Done) -> _Failed | None:
    """Adds the groups that another process made; none when it died."""
    failure, found, spent = json.loads(text) if text is not None else (None, [], {})
    for number, outputs, reads in found:
        parts = frozenset(Read(*each) for each in reads)
        done.made[number] = MadeGroup(groups[number], tuple(Made(*o) for o in outputs), parts)
    for phase, seconds in spent.items():
        done.spent[phase] = done.spent.get(phase, 0.0) + seconds
    return failure and (failure[0], restored(failure[1]))


def _divided(seconds: float, spent: Mapping[Phase, float]) -> dict[str, float]:
    """The seconds of rendering, divided among its phases as the work was."""
    work = sum(spent.values())
    others: tuple[Phase, ...] = ("pictures", "compressing")
    divided: dict[str, float] = {
        phase: seconds * spent[phase] / work for phase in others if spent.get(phase)
    }
    return {"rendering": seconds - sum(divided.values()), **divided}
