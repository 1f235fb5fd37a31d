"""Work that several processes share, and what is left of it when one dies."""

from __future__ import annotations

import os
from typing import Any

import pytest

from conftest import CLAIM, MakeSite
from factpress.cli import main
from factpress.content import cards
from factpress.content import parsing as many
from factpress.load import scan
from factpress.output import render as rendering
from factpress.update import update
from factpress.workers import VARIABLE, Task, WorkQueue, forked, spawned, work_queue


def _taken(queue: WorkQueue) -> bytes:
    return b" ".join(b"%d" % number for number in queue.take())


@pytest.mark.parametrize("total", [0, 1, 7, 100, 40_001])
def test_each_number_is_handed_out_once_to_one_of_the_processes(total: int) -> None:
    with work_queue(total) as shared:
        other = forked(Task(_taken, (shared,)))
        told: list[int] = []
        own = list(shared.take(told.append))
        others = [int(number) for number in (other() or b"").split()]
    assert sorted(own + others) == list(range(total))
    assert own == sorted(own)
    assert told == sorted(told)


def test_what_a_process_that_died_has_left_is_done_by_the_first(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, parse, make = os.getpid(), cards.parse, rendering._render_numbers

    def dying(called: Any) -> Any:
        def call(*given: Any) -> Any:
            return called(*given) if os.getpid() == first else os._exit(1)

        return call

    more = {f"content/claims/dam-{n}.md": CLAIM for n in range(40)}
    site = make_site(more)
    whole = site.build() and site.files()
    monkeypatch.setattr(many, "_WORTH_A_FORK", 1)
    monkeypatch.setattr(rendering, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(many, "parse", dying(parse))
    monkeypatch.setattr(rendering, "_render_numbers", dying(make))
    site.options = site.options._replace(out=site.root / "other")
    site.cache = site.cache._replace(jobs=3)
    site.build()
    assert site.files() == whole


@pytest.mark.parametrize("method", ["fork", "spawn", "none"])
def test_every_way_to_start_workers_gives_the_same_site(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    site = make_site({f"content/claims/dam-{n}.md": CLAIM for n in range(40)})
    site.lock()
    update(site.options)
    whole = site.files()
    started = counting(monkeypatch)
    monkeypatch.setenv(VARIABLE, method)
    for part in ("_WORTH_A_FORK", "_WORTH_A_SPAWN"):
        monkeypatch.setattr(many, part, 1)
    monkeypatch.setattr(rendering, "_WORTH_A_PROCESS", 1)
    cache = site.cache._replace(jobs=3, folder=site.root / ".other")
    site.options = site.options._replace(out=site.root / "other")
    assert update(site.options, cache).parsed > 40
    assert site.files() == whole
    site.edit("content/claims/dam-3.md", "disagrees", "objects")
    site.report = update(site.options, cache)
    assert "claims/dam-3/index.html" in site.written()
    update(site.options._replace(out=site.root / "clean"))
    edited, site.options = site.files(), site.options._replace(out=site.root / "clean")
    assert edited == site.files()
    assert started.keys() == {"fork": {"fork"}, "spawn": {"spawn"}, "none": set()}[method]


def counting(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How many processes are started from now on, by the way in which they are."""
    started: dict[str, int] = {}

    def counted(name: str, call: Any) -> Any:
        def start(*given: Any, **named: Any) -> Any:
            started[name] = started.get(name, 0) + 1
            return call(*given, **named)

        return start

    monkeypatch.setattr(os, "fork", counted("fork", os.fork))
    monkeypatch.setattr(many, "spawned", counted("spawn", spawned))
    return started


def test_spawned_workers_tell_the_problems_of_cards(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {f"content/claims/dam-{n}.md": CLAIM.replace("mixed", f"x{n}") for n in range(8)}
    site = make_site(wrong)
    alone = site.refused()
    monkeypatch.setenv(VARIABLE, "spawn")
    monkeypatch.setattr(many, "_WORTH_A_SPAWN", 1)
    site.cache = site.cache._replace(jobs=2)
    assert site.refused() == alone
    assert len([line for line in alone if "claims/dam-" in line]) == 8


def test_work_of_a_spawned_worker_that_died_is_done_by_the_first(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    site = make_site({f"content/claims/dam-{n}.md": CLAIM for n in range(8)})
    whole = site.build() and site.files()
    monkeypatch.setenv(VARIABLE, "spawn")
    monkeypatch.setattr(many, "_WORTH_A_SPAWN", 1)
    monkeypatch.setattr(many.parse_sent, "__name__", "no_such_function")
    site.build(out=site.root / "other", jobs=3, folder=None)
    site.options = site.options._replace(out=site.root / "other")
    assert site.files() == whole
    assert "no_such_function" in capfd.readouterr().err


def test_a_variable_that_names_no_way_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "forks")
    assert main(["check"]) == 2
    assert "FACTPRESS_WORKERS must be fork, spawn or none" in capsys.readouterr().err


def test_who_leaves_while_others_parse_leaves_no_process_behind(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site({f"content/claims/dam-{n}.md": CLAIM for n in range(40)})
    started: list[int] = []
    fork = os.fork

    def counted() -> int:
        child = fork()
        started.append(child)
        return child

    monkeypatch.setattr(many, "_WORTH_A_FORK", 1)
    monkeypatch.setattr(os, "fork", counted)
    with scan(site.options, site.cache._replace(jobs=3)) as inputs:
        assert inputs.parsing.is_shared
    assert len(started) == 2
    for child in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)
