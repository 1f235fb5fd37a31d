"""The child process that reads saved copies: a harmful document finds nothing of value in it.

It reads requests from standard input: a line of JSON, then the bytes of a document. For each it
writes an answer to standard output: a line with a number of bytes, then as many bytes of JSON. The
system enforces its limits of time and memory. `saved_copies` starts it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from factpress.archive.extraction import ExtractionError, extracted


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    # The output of a library must not get between the answers.
    sys.stdout = sys.stderr
    while line := requests.readline():
        request = json.loads(line)
        limit(request["seconds"], request["memory"])
        read = _about if request["about"] else extracted
        found = _read(request["name"], requests.read(request["size"]), read)
        answer(answers, found, request["most"])


def limit(seconds: int, memory: int) -> None:
    """Have the system end this process after these seconds of work, and refuse it more memory.

    https://man7.org/linux/man-pages/man2/setrlimit.2.html; macOS keeps only the time. Windows has
    no such limits: there the other process ends this one when it is late.
    """
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = spent + seconds
    soft = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, most))
    for name, value in (("RLIMIT_AS", memory), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
        which = getattr(resource, name)
        _, most = resource.getrlimit(which)
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        try:
            resource.setrlimit(which, (value, most))
        except (OSError, ValueError):
            continue


def _about(name: str, content: bytes) -> Any:
    """What a document says of itself."""
    from factpress.archive.metadata import about  # seldom asked for

    return about(name, content)


def _read(
    name: str, content: bytes, read: Callable[[str, bytes], Any] = extracted
) -> dict[str, Any]:
    """What is read of a document, or why it cannot be read."""
    try:
        return {"found": read(name, content)}
    except ExtractionError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"memory": True}
    except RecursionError:
        return {"broken": "it is nested too deeply"}
    # A document may reveal a mistake of a library, or ours: its card gets a problem.
    except Exception as error:
        words = " ".join(str(error).split())
        return {"broken": f"{type(error).__name__}: {words}" if words else type(error).__name__}


def answer(answers: BinaryIO, content: dict[str, Any], most: int) -> None:
    """Send an answer, unless it is too long."""
    try:
        text = json.dumps(content).encode("ascii")
    except (MemoryError, RecursionError):
        text = b'{"memory": true}'
    if len(text) > most:
        text = b'{"long": true}'
    answers.write(b"%d\n" % len(text) + text)
    answers.flush()
