"""Files compared with what is on record, by one process or two."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from factpress.cache.up_to_date import Files, comparison
from factpress.model.encoding import digest
from factpress.output import disk

LARGE = b"x" * 600_000


def files(folder: Path, name: str, contents: list[bytes]) -> Files:
    paths = [str(folder / f"{name}{number}") for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        Path(path).write_bytes(content)
    return Files(paths, [digest(content) for content in contents])


@pytest.mark.parametrize("jobs", [1, 2])
def test_those_that_differ_are_named_and_of_the_others_is_said_whether_all_are_same(
    tmp_path: Path, jobs: int
) -> None:
    read = files(tmp_path, "read", [b"%d" % n for n in range(50)] + [LARGE])
    written = files(tmp_path, "written", [LARGE, b"", b"1"])
    with comparison(read, written, jobs) as found:
        assert (found.differing(), found.are_same()) == (frozenset(), True)
    Path(read.paths[7]).write_bytes(b"x")
    Path(read.paths[30]).unlink()
    Path(read.paths[31]).unlink()
    Path(read.paths[31]).symlink_to(read.paths[32])
    Path(read.paths[50]).write_bytes(LARGE[:-1] + b"y")
    with comparison(read, written, jobs) as found:
        assert found.differing() == {read.paths[n] for n in (7, 30, 31, 50)}
        assert found.are_same()
    for spoilt in written.paths:
        before = Path(spoilt).read_bytes()
        Path(spoilt).write_bytes(before + b" ")
        with comparison(read, written, jobs) as found:
            assert not found.are_same()
        Path(spoilt).write_bytes(before)


def test_of_what_a_process_that_died_has_seen_nothing_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, written = files(tmp_path, "read", [b"1"] * 9), files(tmp_path, "written", [b"2"])
    first = os.getpid()
    monkeypatch.setattr(
        disk, "differing", lambda wanted: iter(()) if os.getpid() == first else os._exit(1)
    )
    with comparison(read, written, 2) as found:
        assert found.differing() == set(read.paths)
        assert not found.are_same()


def test_who_asks_nothing_need_not_wait_for_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, written = files(tmp_path, "read", [b"1"] * 99), files(tmp_path, "written", [b"2"] * 99)
    compared: list[tuple[str, str]] = []

    def watched(wanted: Iterable[tuple[str, str]]) -> Iterator[str]:
        compared.extend(wanted)
        yield from ()

    monkeypatch.setattr(disk, "differing", watched)
    with comparison(read, written, 1):
        pass
    assert compared == []
