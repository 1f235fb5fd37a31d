"""Work that several processes share, and what is left of it when one dies."""

from __future__ import annotations

import os
from typing import Any

import pytest

from conftest import CLAIM, MakeSite
from factpress import workers
from factpress.content import cards
from factpress.content import parsing as many
from factpress.load import gathering
from factpress.workers import forked, turns


@pytest.mark.parametrize("total", [0, 1, 7, 100, 40_001])
def test_each_number_is_handed_out_once_to_one_of_the_processes(total: int) -> None:
    with turns(total) as shared:
        other = forked(lambda: b" ".join(b"%d" % number for number in shared.take()))
        told: list[int] = []
        own = list(shared.take(told.append))
        others = [int(number) for number in (other() or b"").split()]
    assert sorted(own + others) == list(range(total))
    assert own == sorted(own)
    assert told == sorted(told)


def test_what_a_process_that_died_has_left_is_done_by_the_first(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, parse, make = os.getpid(), cards.parse, workers._made_share

    def dying(called: Any) -> Any:
        def call(*given: Any) -> Any:
            return called(*given) if os.getpid() == first else os._exit(1)

        return call

    more = {f"content/claims/dam-{n}.md": CLAIM for n in range(40)}
    site = make_site(more)
    whole = site.build() and site.files()
    monkeypatch.setattr(many, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(workers, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(many, "parse", dying(parse))
    monkeypatch.setattr(workers, "_made_share", dying(make))
    site.options = site.options._replace(out=site.root / "other")
    site.cache = site.cache._replace(jobs=3)
    site.build()
    assert site.files() == whole


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

    monkeypatch.setattr(many, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(os, "fork", counted)
    with gathering(site.options, site.cache._replace(jobs=3)) as gathered:
        assert gathered.parsing.is_shared
    assert len(started) == 2
    for child in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)
