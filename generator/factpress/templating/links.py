"""Addresses of the site as links on the page that is being rendered: `rel` and `current`."""

from __future__ import annotations

from factpress.model.urls import relative, rooted


class PageLinks:
    """How addresses look from one page; then, when the next is rendered, from that.

    `page` tells pages apart: no two have the same number.
    """

    def __init__(self) -> None:
        self.page = 0
        self.stand_at("/")

    def stand_at(self, page_url: str, base: str | None = None) -> None:
        """Looks from a page; from wherever a server shows it, if the site stands at a `base`."""
        self.page += 1
        self._here, self._base = page_url, base

    def rel(self, url: str) -> str:
        """An address of the site as a link on the page."""
        return rooted(url, self._base) if self._base else relative(url, self._here)

    def current(self, url: str) -> str:
        """What `aria-current` says of a link: "page", "true" where the page lies below, or ""."""
        here = self._here
        return "page" if here == url else "true" if here.startswith(url) else ""
