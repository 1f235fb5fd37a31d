"""`factpress build` under strace: the system calls that it makes, and one of them tampered with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

STRACE = shutil.which("strace")
needs_strace = pytest.mark.skipif(not STRACE, reason="strace is not installed")

# Every call that changes a disk, but for an open file, which counts only if it may be written.
MUTATING = frozenset(
    "open openat openat2 creat write writev pwrite64 pwritev pwritev2 copy_file_range sendfile "
    "rename renameat renameat2 link linkat symlink symlinkat unlink unlinkat rmdir mkdir mkdirat "
    "mknod mknodat fsync fdatasync sync syncfs sync_file_range truncate ftruncate fallocate "
    "chmod fchmod fchmodat chown fchown fchownat utimensat flock".split()
)
READING = frozenset(
    "open openat read readv pread64 newfstatat stat lstat fstat statx getdents64 access "
    "faccessat2 readlink readlinkat".split()
)
_OPENING = frozenset("open openat openat2 creat".split())
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"|<([^<>:]*)>')
DATE = "2026-11-27"
_THEME = f"{Path(__file__).parents[2]}/templates/"


class Call(NamedTuple):
    """A system call: its process, name and text, and which of that name it is there, from 1."""

    process: int
    name: str
    text: str
    number: int

    @property
    def path(self) -> str:
        """The last path in it, or "", from the folder of the publication on."""
        return next(reversed([path for path in self.paths() if path]), "").removeprefix("./")

    @property
    def changes_disk(self) -> bool:
        opened = self.name in _OPENING
        writes = re.search(r"O_(WRONLY|RDWR|CREAT)", self.text)
        return self.name in MUTATING and (not opened or bool(writes))

    def paths(self) -> Iterator[str]:
        for quoted, of_descriptor in _PATH.findall(self.text):
            yield quoted or of_descriptor


class Tampering(NamedTuple):
    """What happens to one call, as strace has it: `signal=KILL`, `error=EIO`."""

    name: str
    what: str
    when: str

    def __str__(self) -> str:
        return f"{self.name}:{self.what}:when={self.when}"


class Ran(NamedTuple):
    """The exit code of a command (minus a signal's number), what it printed, and its calls."""

    code: int
    errors: str
    calls: list[Call]


def environment() -> dict[str, str]:
    """The environment of a build whose calls are the same each time."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("FACTPRESS_")}
    return {
        **kept,
        "FACTPRESS_CACHE_KEY": "the key of the tests",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def command(jobs: int = 1, *more: str) -> list[str]:
    """The build that all of these tests make."""
    # -P: Python does not look for its own modules in the publication.
    build = [sys.executable, "-P", "-m", "factpress", "build", "--quiet", "--date", DATE]
    return [*build, "--jobs", str(jobs), *more]


def run_plain(root: Path, jobs: int = 1, *more: str) -> Ran:
    """A build without strace."""
    done = subprocess.run(
        command(jobs, *more), cwd=root, env=environment(), capture_output=True, check=False
    )
    return Ran(done.returncode, done.stderr.decode("utf-8", "replace"), [])


def run_traced(
    root: Path, names: Iterable[str], tampering: Tampering | None, build: Sequence[str]
) -> Ran:
    """A build under strace, which logs these calls and tampers with one."""
    assert STRACE
    log = root.parent / f"{root.name}.strace"
    every = {*names, *([tampering.name] if tampering else [])}
    wanted = ",".join(f"?{name}" for name in sorted(every))
    options = ["-f", "-qq", "-y", "-s", "0", "-o", str(log), "-e", f"trace={wanted}"]
    # It stops at no other call, which saves a third of the time; but then strace sends no signals.
    options += [] if tampering and "signal" in tampering.what else ["--seccomp-bpf"]
    options += ["-e", f"inject={tampering}"] if tampering else []
    done = subprocess.run(
        [STRACE, *options, *build],
        cwd=root,
        env=environment(),
        capture_output=True,
        check=False,
    )
    lines = log.read_text("utf-8", "replace").splitlines()
    log.unlink()
    return Ran(done.returncode, done.stderr.decode("utf-8", "replace"), list(_calls(lines)))


def _calls(lines: Sequence[str]) -> Iterator[Call]:
    counts: Counter[tuple[int, str]] = Counter()
    for line in lines:
        found = _LINE.match(line)
        if found:
            process, name, text = int(found[1]), found[2], found[3]
            counts[process, name] += 1
            yield Call(process, name, text, counts[process, name])


def places(calls: Iterable[Call]) -> Iterator[Call]:
    """The calls that have to do with a publication or the theme, one for each number of a name.

    strace counts in each process by itself: its n-th call is tampered with in all processes. A
    relative path is in the publication, in which the build runs.
    """
    seen: set[tuple[str, int]] = set()
    for call in calls:
        is_ours = call.path[:1] not in ("", "/") or call.path.startswith(_THEME)
        if is_ours and (call.name, call.number) not in seen:
            seen.add((call.name, call.number))
            yield call
