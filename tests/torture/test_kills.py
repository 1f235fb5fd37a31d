"""A build killed at any call that changes the disk leaves the old site or the new one.

The site is looked at before any other command runs. The next build then gives the bytes of a clean
build and leaves nothing half-made.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from attempts import IN_FULL, Start, failures, sampled
from traced import MUTATING, Tampering, command, needs_strace, places, run_traced

pytestmark = needs_strace
_STARTS = ("cards", "words", "settings", "first") if IN_FULL else ("cards",)
_JOBS = (1, 2)
_SIGNALS = ("TERM", "INT", "HUP")


@pytest.fixture(scope="module", params=_STARTS)
def start(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Start:
    return Start(request.param, tmp_path_factory.mktemp("kills"))


def _places(start: Start, signal: str, jobs: int = 1, *options: str) -> list[Tampering]:
    """The calls that change the publication's folder, each with a signal."""
    calls = [call for call in start.calls(MUTATING, jobs, *options) if call.changes_disk]
    return [Tampering(call.name, f"signal={signal}", str(call.number)) for call in places(calls)]


def _most(start: Start) -> int:
    """How many places are tried: all of one start, and of the others a sample."""
    return 1 << 30 if start.name == _STARTS[0] else 80


@pytest.mark.parametrize("jobs", _JOBS)
def test_killed_anywhere_the_site_is_old_or_new(start: Start, jobs: int) -> None:
    everywhere = _places(start, "KILL", jobs)
    assert len(everywhere) > 30

    def judge(tampering: Tampering) -> list[str]:
        with start.attempt() as root:
            ran = run_traced(root, [], tampering, command(jobs))
            state = start.state(root)
            wrong = [] if state in ("old", "new") else [state]
            # Threads share the flushes among them, not always in the same way.
            if ran.code == 0 and tampering.name != "fsync":
                wrong.append("was not killed")
            return wrong + start.mended(root, jobs)

    wrong = failures(judge, sampled(everywhere, 5, _most(start)))
    assert not wrong, "\n".join(wrong)


@pytest.mark.skipif(not IN_FULL, reason="in `make torture` alone")
def test_a_build_or_its_workers_killed_the_site_is_old_or_new(tmp_path: Path) -> None:
    """strace counts in each process: a worker dies at its n-th call, or the build itself."""
    start = Start("many", tmp_path)
    calls = [call for call in start.calls(MUTATING, 2) if call.changes_disk]
    assert len({call.process for call in calls}) > 1
    everywhere = [Tampering(c.name, "signal=KILL", str(c.number)) for c in places(calls)]

    def judge(tampering: Tampering) -> list[str]:
        with start.attempt() as root:
            ran = run_traced(root, [], tampering, command(2))
            state = start.state(root)
            wrong = [] if state in ("old", "new") else [state]
            if "Traceback" in ran.errors:
                wrong.append(f"prints {ran.errors[-400:]!r}")
            return wrong + start.mended(root, 2)

    wrong = failures(judge, sampled(everywhere, 0, 60))
    assert not wrong, "\n".join(wrong)


def test_killed_in_place_the_next_build_finishes(start: Start) -> None:
    everywhere = _places(start, "KILL", 1, "--in-place")

    def judge(tampering: Tampering) -> list[str]:
        with start.attempt() as root:
            run_traced(root, [], tampering, command(1, "--in-place"))
            # Readers may meet both generations, until the next command.
            return start.mended(root)

    wrong = failures(judge, sampled(everywhere, 2, 80))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("signal", _SIGNALS)
def test_stopped_by_a_signal_the_site_is_old_or_new(start: Start, signal: str) -> None:
    everywhere = _places(start, signal)
    wrong = failures(partial(_stopped, start), sampled(everywhere, 2, 40))
    assert not wrong, "\n".join(wrong)


def _stopped(start: Start, tampering: Tampering) -> list[str]:
    with start.attempt() as root:
        ran = run_traced(root, [], tampering, command())
        state, left = start.state(root), start.half_made(root)
    wrong = [] if state in ("old", "new") else [state]
    if ran.code == 0 and state != "new":
        wrong.append(f"exits {ran.code} with the {state} site")
    if len(ran.errors.splitlines()) > 1 or (state == "old" and not ran.errors.strip()):
        wrong.append(f"prints {ran.errors!r}, not one line")
    return wrong + ([f"leaves {left[:5]}"] if left else [])
