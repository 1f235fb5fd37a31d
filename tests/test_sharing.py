"""Processes that share the making of a site: each reports how long each phase took."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from conftest import MakeSite
from factpress.model.cards import Phase, Read
from factpress.model.site import Group, Output
from factpress.output.render import Made, MadeGroup, render, silent

PICTURE = Output("a.svg", "pictures", "f", b"", "pictures")
PAGE = Output("a.html", "pages", "f", b"")


@dataclass
class Clock:
    """A clock that work alone moves on; each process has its own."""

    seconds: float = 0.0

    def tell(self) -> float:
        return self.seconds


@dataclass
class Renderer:
    """Makes a page in a second, and after it, if asked, a picture that takes eight."""

    clock: Clock
    with_picture: bool = True
    reads: set[Read] = field(default_factory=set)

    def render(self, group: Group, name: str) -> Iterator[tuple[Phase, Made]]:
        self.clock.seconds += 1
        yield made(PAGE, f"{name}-0")
        if self.with_picture:
            self.clock.seconds += 8
            yield made(PICTURE, f"{name}-1")


def made(output: Output, name: str) -> tuple[Phase, Made]:
    return output.phase, Made(name, output.kind, "", "", 0, "", "", False)


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_time_in_which_a_picture_is_made_counts_for_pictures(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr("factpress.output.render.time.perf_counter", clock.tell)
    groups = [Group("card", str(number)) for number in range(400)]
    done, phases = render(groups, Renderer(clock), jobs, silent)
    assert [each.group for each in done] == groups
    assert phases["pictures"] == pytest.approx(8 * phases["rendering"])


def test_a_site_without_pictures_has_spent_nothing_on_them() -> None:
    groups = [Group("a")]
    done, phases = render(groups, Renderer(Clock(), with_picture=False), 1, silent)
    made = Made("0-0-0", PAGE.kind, "", "", 0, "", "", False)
    assert done == [MadeGroup(groups[0], (made,), frozenset())]
    assert phases.keys() == {"rendering"}


def test_a_build_tells_pictures_apart(make_site: MakeSite) -> None:
    phases = make_site().build().phases
    assert list(phases) == ["reading", "checking", "rendering", "pictures", "writing"]
    assert phases["pictures"] > 0 < phases["rendering"]
