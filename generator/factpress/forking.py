"""Forking: work done by another process that has all we have, and sends back bytes.

In: work to do. Out: what it came to, or None when the process died. Less than `multiprocessing`
offers, and quick to import: a build that has little to do must not wait for it.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

can_fork = hasattr(os, "fork")


def forked(work: Callable[[], bytes]) -> Callable[[], bytes | None]:
    """Starts the work; what is given waits for its outcome, and must be called once."""
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(receiver)
            with os.fdopen(sender, "wb") as pipe:
                pipe.write(work())
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(sender)

    def outcome() -> bytes | None:
        with os.fdopen(receiver, "rb") as pipe:
            content = pipe.read()
        return content if os.waitpid(child, 0)[1] == 0 else None

    return outcome


@contextmanager
def meanwhile(question: Callable[[], bool], jobs: int) -> Iterator[Callable[[], bool]]:
    """Answers a question in another process while the block runs, if there may be two processes.

    What the context gives waits for the answer. Only the answer comes back.
    """
    if jobs < 2 or not can_fork:
        yield cache(question)
        return
    other = forked(lambda: b"yes" if question() else b"no")
    answered = cache(lambda: other() == b"yes")
    try:
        yield answered
    finally:
        answered()
