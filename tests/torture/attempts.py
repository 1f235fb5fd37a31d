"""Attempts at one build that is disturbed: a start, the two sites allowed after it, a check."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import TypeVar

from dam_site import EDITS, dam_site
from traced import Call, Ran, Tampering, command, run_plain, run_traced
from trees import difference, files_of, is_whole, tree

RECORDS = (".factpress", ".site.factpress")
_AT_ONCE = 2
# `make torture`: every call, not a sample.
IN_FULL = bool(os.environ.get("FACTPRESS_TORTURE"))
T = TypeVar("T")


class Start:
    """A publication just before a build, which attempts copy; the site before and after.

    `name` is the edit since the last build, or "first" where none was made yet.
    """

    def __init__(self, name: str, room: Path) -> None:
        self.name, self.room, self.root = name, room / name, room / name / "start"
        self.room.mkdir(parents=True)
        site = dam_site(self.root)
        if name != "first":
            _succeed(self.root)
            EDITS[name](site)
        self.old = tree(self.root / "site")
        clean = self._fresh_copy("clean")
        for folder in ("site", *RECORDS):
            shutil.rmtree(clean / folder, ignore_errors=True)
        _succeed(clean)
        self.new = tree(clean / "site")
        finished = self._fresh_copy("finished")
        _succeed(finished)
        # An undisturbed build leaves these beside the site, and none besides.
        self._left = beside(finished)
        self._numbers = count()

    def _fresh_copy(self, name: str) -> Path:
        to = self.room / name
        # Hard links between generations stay hard links.
        subprocess.run(["cp", "-a", str(self.root), str(to)], check=True)
        return to

    def copy(self) -> Path:
        """A copy in which a build can be disturbed."""
        return self._fresh_copy(self.empty().name)

    def empty(self) -> Path:
        """A path at which nothing is yet, for a copy made in another way."""
        return self.room / f"attempt-{next(self._numbers)}"

    def calls(self, names: Iterable[str], jobs: int = 1, *options: str) -> list[Call]:
        """The calls of an undisturbed build."""
        root = self.copy()
        ran = run_traced(root, names, None, command(jobs, *options))
        assert ran.code == 0, ran.errors
        shutil.rmtree(root)
        return [c._replace(text=c.text.replace(str(root), ".")) for c in ran.calls]

    def state(self, root: Path) -> str:
        """Whether a site is "old", "new", or how it is neither."""
        found = tree(root / "site")
        if files_of(found) == files_of(self.old):
            return "old"
        if is_whole(found, self.new, self.old):
            return "new"
        old, new = difference(found, self.old), difference(found, self.new)
        return f"MIXED; to the old site {old}; to the new {new}"

    def half_made(self, root: Path) -> list[str]:
        """What a disturbed build left that an undisturbed one would not."""
        return sorted(beside(root) - self._left)

    def mended(self, root: Path, jobs: int = 1) -> list[str]:
        """What is wrong after the next build."""
        ran = run_plain(root, jobs)
        wrong = [f"the next build exits {ran.code}: {ran.errors[-300:]}"] if ran.code else []
        found = tree(root / "site")
        if not is_whole(found, self.new, self.old):
            wrong.append(f"after the next build {difference(found, self.new)}")
        if self.half_made(root):
            wrong.append(f"after the next build there are {self.half_made(root)[:5]}")
        return wrong


def beside(root: Path) -> set[str]:
    """What is beside the site, and right in our folders of records there and in the site."""
    folders = (root, *(root / name for name in RECORDS), root / "site/.factpress")
    found = {p.relative_to(root).as_posix() for f in folders if f.is_dir() for p in f.iterdir()}
    # Staging of any depth in the site's own folder of records.
    return found | {f"site/.factpress/{p}" for p in tree(root / "site/.factpress")}


def _succeed(root: Path) -> None:
    ran = run_plain(root)
    assert ran.code == 0, ran.errors


def sampled(everything: Sequence[T], short: int, full: int = 1 << 30) -> list[T]:
    """As many as `short`, or with `make torture` as `full`, by a fixed seed; the last is there."""
    most = full if IN_FULL else short
    if len(everything) <= most:
        return list(everything)
    chosen = random.Random(17).sample(range(len(everything) - 1), most - 1)
    return [everything[n] for n in sorted(chosen)] + [everything[-1]]


def failures(judge: Callable[[Tampering], list[str]], all_of: Sequence[Tampering]) -> list[str]:
    """The failures of many attempts, several at once, each after the tampering it is due to."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        found = list(threads.map(judge, all_of))
    return [f"{each}: {line}" for each, lines in zip(all_of, found, strict=True) for line in lines]


def disturbed(start: Start, tampering: Tampering, jobs: int = 1, *options: str) -> tuple[Path, Ran]:
    """A copy of the start in which a build was tampered with, and what the build did."""
    root = start.copy()
    return root, run_traced(root, [], tampering, command(jobs, *options))
