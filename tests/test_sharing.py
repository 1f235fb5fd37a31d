"""The work of making a site, shared by processes: how long each phase took is told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest

from conftest import MakeSite
from factpress.model.cards import Phase
from factpress.model.site import AnyOutput, Group, Output
from factpress.workers import Made, MadeGroup, Share, each_group

PICTURE = Output("a.svg", "pictures", "f", b"", "pictures")
PAGE = Output("a.html", "pages", "f", b"")


@dataclass
class Clock:
    """A clock that work alone moves on; each process has its own."""

    seconds: float = 0.0

    def tell(self) -> float:
        return self.seconds

    def outputs(self) -> Iterator[AnyOutput]:
        """A page, made in a second, and a picture that takes eight."""
        self.seconds += 1
        yield PAGE
        self.seconds += 8
        yield PICTURE


def made(output: AnyOutput, name: str) -> Iterator[tuple[Phase, Made]]:
    yield output.phase, Made(name, output.kind, "", "", "", "", False)


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_time_in_which_a_picture_is_made_counts_for_pictures(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr("factpress.workers.time.perf_counter", clock.tell)
    groups = [Group(str(number), clock.outputs) for number in range(400)]
    done, spent = each_group(groups, Share(made, set()), jobs, lambda count: None)
    assert [each.name for each in done] == [str(number) for number in range(400)]
    assert spent == {"rendering": 400, "pictures": 8 * 400}


def test_a_site_without_pictures_has_spent_nothing_on_them() -> None:
    groups = [Group("a", partial(list, [PAGE]))]
    done, spent = each_group(groups, Share(made, set()), 1, lambda count: None)
    assert done == [MadeGroup("a", (Made("0-0", PAGE.kind, "", "", "", "", False),), ())]
    assert spent.keys() == {"rendering"}


def test_a_build_tells_pictures_apart(make_site: MakeSite) -> None:
    phases = make_site().build().phases
    assert list(phases) == ["reading", "checking", "rendering", "pictures", "writing"]
    assert phases["pictures"] > 0 < phases["rendering"]
