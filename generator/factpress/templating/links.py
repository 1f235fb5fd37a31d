"""Outlook: addresses of the site as the page that is being rendered sees them.

In: where that page stands. Out: the filters `rel` and `current` of templates. It can note what it
was asked, so that a text made for one page serves another that all its addresses look the same to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from factpress.model.urls import relative, rooted


class Asked(NamedTuple):
    """A question about an address, and the answer."""

    question: Callable[[str], str]
    url: str
    answer: str


class Outlook:
    """How addresses look from one page; then, when the next is rendered, from that.

    `page` tells pages apart: no two have the same number.
    """

    def __init__(self) -> None:
        self._noted: list[Asked] | None = None
        self.page = 0
        self.stand_at("/")

    def stand_at(self, page_url: str, base: str | None = None) -> None:
        """Looks from a page; from wherever a server shows it, if the site stands at a `base`."""
        self.page += 1
        self._here, self._base = page_url, base

    def rel(self, url: str) -> str:
        """An address of the site as a link on the page."""
        way = rooted(url, self._base) if self._base else relative(url, self._here)
        if self._noted is not None:
            self._noted.append(Asked(self.rel, url, way))
        return way

    def current(self, url: str) -> str:
        """What `aria-current` says of a link: "page", "true" where the page lies below, or ""."""
        here = self._here
        state = "page" if here == url else "true" if here.startswith(url) else ""
        if self._noted is not None:
            self._noted.append(Asked(self.current, url, state))
        return state

    @contextmanager
    def noting(self) -> Iterator[list[Asked]]:
        """Notes what is asked meanwhile, also for whoever was noting before."""
        around, noted = self._noted, list[Asked]()
        self._noted = noted
        try:
            yield noted
        finally:
            self._noted = around
            if around is not None:
                around += noted

    def is_the_same(self, noted: Sequence[Asked]) -> bool:
        """Whether the page would answer all that was asked of another as that did."""
        return all(question(url) == answer for question, url, answer in noted)
