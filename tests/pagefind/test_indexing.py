"""Files that Pagefind writes are taken only when they are whole."""

from __future__ import annotations

import asyncio
import gzip
import random
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from factpress.model.problems import DiskError
from factpress.pagefind import run as indexing

_PACKED = gzip.compress(random.Random(1).randbytes(70_000))
WHOLE: dict[str, bytes] = {
    "pagefind-entry.json": b'{"languages": {}}',
    "pagefind.js": b"let a=1;" * 6_000,
    "wasm.en.pagefind": _PACKED,
}
CUT: list[dict[str, bytes]] = [
    {},
    {**WHOLE, "pagefind.js": b""},
    {**WHOLE, "pagefind.js": b"let a=1;" * 8_192},
    {**WHOLE, "wasm.en.pagefind": _PACKED[: 1 << 16]},
    {**WHOLE, "wasm.en.pagefind": b""},
    {**WHOLE, "pagefind-entry.json": b'{"languages'},
]


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_SECONDS_BETWEEN", 0)


def taken(*readings: Mapping[str, bytes]) -> Mapping[str, bytes]:
    left: Iterator[Mapping[str, bytes]] = iter(readings)
    last = readings[-1]
    # In a thread of its own: where a browser is driven, this one runs a loop of events already.
    with ThreadPoolExecutor(1) as thread:
        work = indexing.whole(lambda: next(left, last))
        return thread.submit(asyncio.run, work).result()


@pytest.mark.parametrize("cut", CUT)
def test_a_file_that_is_cut_short_is_read_again(cut: Mapping[str, bytes]) -> None:
    assert taken(cut, cut, WHOLE, cut) == WHOLE


@pytest.mark.parametrize("cut", CUT)
def test_an_index_that_never_becomes_whole_is_refused(cut: Mapping[str, bytes]) -> None:
    names = ", ".join(path for path in cut if cut[path] != WHOLE[path]) or "nothing"
    with pytest.raises(DiskError, match="not whole") as refused:
        taken(cut)
    assert f"({names})" in str(refused.value)
