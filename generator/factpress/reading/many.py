"""Parsing many files: what is remembered is recalled, the rest is shared among processes.

In: files and a memory. Out: for each file its card and problems, in the order of the files, the
same for any number of processes. Other processes are forked, so they need nothing sent to them;
they send back cards as lines of memory, never code.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import astuple
from multiprocessing.connection import Connection
from typing import NamedTuple

from factpress.model import AnyCard, InputFile
from factpress.problems import Problem
from factpress.reading.cards import parse
from factpress.reading.markdown import BodyConverter
from factpress.reading.remembered import Memory, card_from_line, line_of


class Parsed(NamedTuple):
    """What a file came to; `line` is its card as a line of memory, where one is at hand."""

    card: AnyCard | None
    problems: tuple[Problem, ...]
    line: str | None = None


# Below this many files another process costs more than it saves.
_WORTH_A_PROCESS = 150


def parse_all(
    files: Sequence[InputFile], memory: Memory, jobs: int, progress: Callable[[int], None]
) -> list[Parsed]:
    """The card and the problems of each file. `progress` is told how many are done."""
    found: list[Parsed | None] = [_recalled(memory, file) for file in files]
    missing = [index for index, known in enumerate(found) if known is None]
    done = len(files) - len(missing)
    shares = min(jobs, max(1, len(missing) // _WORTH_A_PROCESS)) if hasattr(os, "fork") else 1
    others = [_start(files, missing[n::shares]) for n in range(1, shares)]
    converter = BodyConverter()
    for index in missing[::shares]:
        found[index] = Parsed(*parse(files[index], converter))
        done += 1
        progress(done)
    for process, receiver, share in others:
        for index, result in zip(share, _received(receiver, files, share), strict=True):
            found[index] = result
        process.join()
        done += len(share)
        progress(done)
    progress(len(files))
    return [result for result in found if result is not None]


def _recalled(memory: Memory, file: InputFile) -> Parsed | None:
    card = memory.recall(file)
    return Parsed(card, (), memory.lines[file.path, file.digest]) if card else None


_Other = tuple[multiprocessing.process.BaseProcess, Connection, list[int]]


def _start(files: Sequence[InputFile], share: list[int]) -> _Other:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_parse_share, args=(files, share, sender), daemon=True)
    process.start()
    sender.close()
    return process, receiver, share


def _parse_share(files: Sequence[InputFile], share: list[int], sender: Connection) -> None:
    converter = BodyConverter()
    results = []
    for index in share:
        card, problems = parse(files[index], converter)
        results.append([line_of(card) if card else None, [astuple(p) for p in problems]])
    sender.send_bytes(json.dumps(results, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    sender.close()


def _received(receiver: Connection, files: Sequence[InputFile], share: list[int]) -> list[Parsed]:
    try:
        results = json.loads(receiver.recv_bytes())
    except EOFError:
        # The other process died, of a mistake that is ours: let it happen here, where it is seen.
        converter = BodyConverter()
        return [Parsed(*parse(files[index], converter)) for index in share]
    finally:
        receiver.close()
    return [
        Parsed(
            card_from_line(line, files[index]) if line else None,
            tuple(Problem(*problem) for problem in problems),
            line,
        )
        for index, (line, problems) in zip(share, results, strict=True)
    ]
