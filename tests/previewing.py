"""A preview as a process of its own, as a writer runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from conftest import Site


@contextmanager
def previewing(site: Site) -> Iterator[str]:
    """Runs `factpress preview` on the site; gives its address, such as http://127.0.0.1:41234/."""
    command = [sys.executable, "-m", "factpress", "preview", "--port", "0"]
    process = subprocess.Popen(
        command,
        cwd=site.root,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout
        printed: list[str] = []
        for line in process.stdout:
            printed.append(line)
            if line.startswith("Preview at "):
                break
        else:
            raise AssertionError("".join(printed))
        yield printed[-1].split()[-1]
        assert process.poll() is None, "the preview died"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
