"""A preview as a process of its own, as a writer runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conftest import Site

# The first build of a publication may take long on a busy machine.
PATIENCE = 120


@dataclass
class Running:
    """A preview that runs, and the file with all that it prints."""

    process: subprocess.Popen[bytes]
    log: Path

    def printed(self) -> str:
        """What it has printed until now."""
        return self.log.read_text()

    def wait_for(self, words: str, *, times: int = 1) -> str:
        """Waits until these words are printed, so many times; gives all that is."""
        ends = time.monotonic() + PATIENCE
        while self.printed().count(words) < times:
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() < ends, self.printed()
            time.sleep(0.02)
        return self.printed()

    @property
    def address(self) -> str:
        """Its address, such as http://127.0.0.1:41234/."""
        lines = self.wait_for("Preview at ").splitlines()
        return next(line.split()[-1] for line in lines if line.startswith("Preview at "))

    def interrupt(self) -> float:
        """Ends it as a writer does at the terminal; gives the seconds that it took."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        return time.monotonic() - started


@contextmanager
def running(root: Path, *arguments: str, **variables: str) -> Iterator[Running]:
    """Runs `factpress preview` in a folder, until the block ends or has ended it."""
    command = [sys.executable, "-m", "factpress", "preview", "--port", "0", *arguments]
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        process = subprocess.Popen(
            command,
            cwd=root,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **variables},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        found = Running(process, Path(log.name))
        try:
            yield found
        finally:
            if process.poll() is None:
                found.interrupt()


@contextmanager
def previewing(site: Site, *arguments: str) -> Iterator[str]:
    """Runs `factpress preview` on the site; gives its address, such as http://127.0.0.1:41234/."""
    with running(site.root, *arguments) as found:
        yield found.address
        assert found.process.poll() is None, "the preview died"


def processes_in(folder: Path) -> Sequence[int]:
    """The numbers of the processes that work in a folder, as Linux lists them."""
    numbers = []
    for each in Path("/proc").iterdir():
        try:
            if each.name.isdecimal() and (each / "cwd").resolve() == folder.resolve():
                numbers.append(int(each.name))
        except OSError:
            continue
    return numbers
