"""What each group of outputs read of the cards: bodies, and fields that are only shown.

In: the groups of a build, with their reads; or the record of them. Out: rows for the record, of a
group's name, the count of its outputs and its reads; or the groups that read some parts of cards.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from factpress.cache.build_record import LastBuild, rows_of
from factpress.model.cards import Read
from factpress.output.render import MadeGroup


class RecordedGroup(NamedTuple):
    """A group of outputs: its name, the paths of its outputs, and what it read of the cards."""

    name: str
    outputs: list[str]
    reads: str


def recorded(content: Iterable[str], groups: Iterable[MadeGroup]) -> list[tuple[str, str, str]]:
    """The rows of the groups of a build, which read the content at these paths."""
    numbers = numbers_of(content)
    return [
        (each.group.name, str(len(each.outputs)), reads_text(numbers, each.reads))
        for each in groups
    ]


def groups_reading(
    last_build: LastBuild, edited: Mapping[str, Collection[str]]
) -> Iterator[RecordedGroup]:
    """The groups that read one of the edited parts of cards, which are given by path."""
    numbers: dict[str, list[int]] = {}
    for number, path in enumerate(last_build.content):
        for part in edited.get(path, ()):
            numbers.setdefault(part, []).append(number)
    paths, start = list(last_build.outputs), 0
    for name, count, reads in rows_of(last_build.groups, 3):
        end = start + int(count)
        if _has_read(reads, numbers):
            yield RecordedGroup(name, paths[start:end], reads)
        start = end


def numbers_of(content: Iterable[str]) -> dict[str, int]:
    """The number of every path of the content."""
    return {path: number for number, path in enumerate(content)}


def reads_text(numbers: Mapping[str, int], reads: Iterable[Read]) -> str:
    """What a group read of the cards, in few characters: `body 3;reason 0-41 57`."""
    by_part: dict[str, list[int]] = {}
    for path, part in reads:
        by_part.setdefault(part, []).append(numbers[path])
    return ";".join(" ".join([part, *_ranges(sorted(by_part[part]))]) for part in sorted(by_part))


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers in order, as `3` and `5-9`."""
    # In a run of numbers each is as far from its place in the list.
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        (_, first), *others = run
        yield f"{first}-{others[-1][1]}" if others else str(first)


def _has_read(reads: str, numbers: Mapping[str, Sequence[int]]) -> bool:
    """Whether a group read one of some parts of cards, whose numbers are in order."""
    for of_part in reads.split(";"):
        part, *ranges = of_part.split(" ")
        wanted = numbers.get(part, ())
        for each in ranges if wanted else ():
            first, _, last = each.partition("-")
            at = bisect_left(wanted, int(first))
            if at < len(wanted) and wanted[at] <= int(last or first):
                return True
    return False
