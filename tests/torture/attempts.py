"""Attempts at one build that is disturbed: a start, the two sites allowed after it, a check."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import TypeVar

from dam_site import EDITS, dam_site
from traced import Call, Tampering, command, run_plain, run_traced
from trees import difference, files_of, is_whole, tree

RECORDS = (".factpress", ".site.factpress")
# `make torture`: every call, not a sample.
IN_FULL = bool(os.environ.get("FACTPRESS_TORTURE_FULL"))
AT_ONCE = 2 if IN_FULL else 1
_PATIENCE = 120
_MANY = 100
T = TypeVar("T")


class Start:
    """A publication just before a build, for attempts at it; the site before and after.

    `name` is the edit since the last build, or "first" where none was made yet; "many" is of a site
    that is large enough for several processes. Records are good in
    the folder only in which they were made: so each attempt is made where the last build was, in
    one of as many folders as there are attempts at once.
    """

    def __init__(self, name: str, room: Path) -> None:
        self.name, self._free = name, Queue[Path]()
        self._calls: dict[tuple[object, ...], list[Call]] = {}
        for number in range(AT_ONCE):
            root = room / name / str(number) / "publication"
            root.parent.mkdir(parents=True)
            _make(name, root)
            _copy(root, root.with_name("start"))
            self._free.put(root)
        self.old = tree(root / "site")
        self.records = sorted(beside(root))
        _succeed(root)
        # An undisturbed build leaves these beside the site, and none besides.
        self._left = beside(root)
        for folder in ("site", *RECORDS):
            shutil.rmtree(root / folder)
        _succeed(root)
        self.new = tree(root / "site")

    @contextmanager
    def attempt(self) -> Iterator[Path]:
        """The publication, in which a build can be disturbed; as it was at the start."""
        with self.no_attempt() as root:
            _copy(root.with_name("start"), root)
            yield root

    @contextmanager
    def no_attempt(self) -> Iterator[Path]:
        """The path of the publication, at which nothing is."""
        root = self._free.get(timeout=_PATIENCE)
        try:
            remove(root)
            yield root
        finally:
            self._free.put(root)

    def calls(self, names: frozenset[str], jobs: int = 1, *options: str) -> list[Call]:
        """The calls of an undisturbed build."""
        known = (names, jobs, options)
        if known not in self._calls:
            with self.attempt() as root:
                ran = run_traced(root, names, None, command(jobs, *options))
            assert ran.code == 0, ran.errors
            here = [c._replace(text=c.text.replace(str(root), ".")) for c in ran.calls]
            self._calls[known] = here
        return self._calls[known]

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


def _make(name: str, root: Path) -> None:
    site = dam_site(root, _MANY if name == "many" else 0)
    if name != "first":
        _succeed(root)
        EDITS[name](site)


def remove(root: Path) -> None:
    """Removes a folder, also where a test took away its permissions."""
    if root.exists():
        subprocess.run(["chmod", "-R", "u+rwx", str(root)], check=True)
        shutil.rmtree(root)


def _copy(one: Path, other: Path) -> None:
    # Hard links between generations stay hard links.
    subprocess.run(["cp", "-a", str(one), str(other)], check=True)


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
    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = list(threads.map(judge, all_of))
    return [f"{each}: {line}" for each, lines in zip(all_of, found, strict=True) for line in lines]
