"""Builds at the same time: one publishes, the others say that the site is in use."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from attempts import IN_FULL, Start
from traced import command, environment, run_plain

_LOCKS = Path("/proc/locks")
_DONE, _BUSY = 0, 75
_AT_ONCE = 20 if IN_FULL else 6
_PATIENCE = 60


@pytest.fixture(scope="module", params=["settings", "first"] if IN_FULL else ["settings"])
def start(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Start:
    return Start(request.param, tmp_path_factory.mktemp("many"))


def _begun(root: Path, jobs: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(jobs),
        cwd=root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_of_many_builds_one_publishes(start: Start) -> None:
    with start.attempt() as root:
        _build_at_once(start, root)


def _build_at_once(start: Start, root: Path) -> None:
    builds = [_begun(root, 1 + number % 2) for number in range(_AT_ONCE)]
    ended = [(build.communicate()[1].decode(), build.returncode) for build in builds]
    codes = [code for _, code in ended]
    assert _DONE in codes
    assert {*codes} <= {_DONE, _BUSY}, ended
    for errors, code in ended:
        assert len(errors.splitlines()) == (code == _BUSY), errors
        assert "try again later" in errors or code == _DONE
    assert start.state(root) == "new"
    assert start.half_made(root) == []


def _has_lock(process: int) -> bool:
    return any(line.split()[4] == str(process) for line in _LOCKS.read_text().splitlines())


@pytest.fixture(params=[1, 2])
def held(
    request: pytest.FixtureRequest, start: Start
) -> Iterator[tuple[Path, subprocess.Popen[bytes]]]:
    """A site whose build has the lock and is stopped."""
    if not _LOCKS.exists():
        pytest.skip("the system does not list its locks")
    with start.attempt() as root:
        holder = _begun(root, request.param)
        limit = time.monotonic() + _PATIENCE
        while not _has_lock(holder.pid):
            assert holder.poll() is None
            assert time.monotonic() < limit
        os.kill(holder.pid, signal.SIGSTOP)
        yield root, holder
        with suppress(ProcessLookupError):
            os.killpg(holder.pid, signal.SIGKILL)
        holder.communicate()


def test_a_held_site_is_busy_and_is_free_once_the_holder_is_killed(
    start: Start, held: tuple[Path, subprocess.Popen[bytes]]
) -> None:
    root, holder = held
    busy = run_plain(root)
    assert busy.code == _BUSY, busy.errors
    assert len(busy.errors.splitlines()) == 1
    assert start.state(root) == "old"
    holder.kill()
    # Its workers may still live.
    holder.wait()
    assert start.mended(root) == []


def test_a_build_with_its_workers_killed_leaves_the_old_site(
    start: Start, held: tuple[Path, subprocess.Popen[bytes]]
) -> None:
    root, holder = held
    os.killpg(holder.pid, signal.SIGKILL)
    holder.communicate()
    assert start.state(root) == "old"
    assert start.mended(root, 2) == []
