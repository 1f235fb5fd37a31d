"""The power goes at any moment of a build: what was not flushed is lost, and the site is whole.

The build runs on a disk in memory that records every change (`fuse_disk`). For every moment,
`flushing` gives the disks that the power may leave.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

import pytest

from attempts import IN_FULL, Start, sampled
from flushing import Disk, played
from fuse_disk import Recorded, recorded
from traced import command, environment
from trees import Tree, difference, files_of, is_whole

_STARTS = ("words", "cards", "settings", "first") if IN_FULL else ("cards",)
_AT_RANDOM = 6 if IN_FULL else 2


def _is_kept(left: random.Random) -> bool:
    return left.random() < 0.5


def _answers(seed: int) -> Iterator[Callable[[], bool]]:
    """Nothing that was not flushed is kept; all of it; some of it, several times."""
    yield lambda: False
    yield lambda: True
    for number in range(_AT_RANDOM):
        yield partial(_is_kept, random.Random(seed * 100 + number))


@lru_cache(maxsize=4096)
def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _site(disk: Disk) -> Tree:
    node = disk.find("site")
    found = disk.files(node) if node is not None else ()
    return {path: _digest(disk.contents[each]) for path, each in found}


def _wrong(disk: Disk, start: Start) -> str:
    site = _site(disk)
    if files_of(site) == files_of(start.old) or is_whole(site, start.new, start.old):
        return ""
    return (
        f"to the old site {difference(site, start.old)}; to the new {difference(site, start.new)}"
    )


@pytest.fixture(scope="module", params=_STARTS)
def start(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Start:
    return Start(request.param, tmp_path_factory.mktemp("power"))


@pytest.fixture(scope="module")
def record(start: Start) -> Recorded:
    try:
        with start.attempt() as root:
            found = recorded(root, command(1), environment())
    except OSError as error:
        pytest.skip(f"no disk in memory can be mounted here: {error}")
    assert found.code == 0, found.errors
    return found


def test_undisturbed_the_disk_holds_a_clean_build(start: Start, record: Recorded) -> None:
    *_, last = played(record.start, record.changes)
    assert is_whole(_site(last), start.new, start.old)


def test_whenever_the_power_goes_the_site_is_old_or_new(start: Start, record: Recorded) -> None:
    wrong = []
    for moment, disk in enumerate(played(record.start, record.changes)):
        for number, is_kept in enumerate(_answers(moment)):
            found = _wrong(disk.after_power_cut(is_kept), start)
            if found:
                wrong.append(f"after change {moment}, way {number}: {found}")
    print(f"{start.name}: {len(record.changes)} changes, {len(wrong)} wrong")
    assert not wrong, "\n".join(wrong[:20])


def test_once_a_build_ended_the_new_site_is_safe(start: Start, record: Recorded) -> None:
    *_, last = played(record.start, record.changes)
    site = _site(last.after_power_cut(lambda: False))
    assert is_whole(site, start.new, start.old)


def test_the_build_after_a_power_cut_mends_everything(start: Start, record: Recorded) -> None:
    moments = sampled(range(len(record.changes) + 1), 1, 60)
    wrong = []
    for moment, disk in enumerate(played(record.start, record.changes)):
        if moment in moments:
            left = disk.after_power_cut(partial(_is_kept, random.Random(moment)))
            wrong += [f"after change {moment}: {line}" for line in _mended(start, left)]
    assert not wrong, "\n".join(wrong)


def _mended(start: Start, disk: Disk) -> list[str]:
    with start.no_attempt() as root:
        _write(disk, root)
        return start.mended(root)


def _write(disk: Disk, root: Path) -> None:
    there: dict[int, Path] = {}
    for path, node in disk.files():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        assert disk.kinds[node] == "file"
        if node in there:
            target.hardlink_to(there[node])
        else:
            target.write_bytes(disk.contents[node])
        there[node] = target
