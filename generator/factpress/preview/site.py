"""The site that the preview shows: that of the last good build, and the outcome of the last one.

Between builds it stays as it is, so each request meets one state; a page asks it what has changed.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import NamedTuple

from factpress.model.encoding import digest
from factpress.model.problems import Problem
from factpress.output import disk

_NOT_FOUND = "404.html"
_STYLE = re.compile(r"<link\b[^>]*\brel=[\"']?stylesheet\b[^>]*>")
_ATTRIBUTE = re.compile(r"\b(href|integrity)=(?:\"([^\"]*)\"|'([^']*)')")


class Found(NamedTuple):
    """A file of the site; `is_there` is off for the page that says that there is none."""

    path: str
    content: bytes
    is_there: bool


class Style(NamedTuple):
    """A stylesheet that a page names."""

    href: str
    integrity: str


class PageState(NamedTuple):
    """What a browser has of a page: a digest of all but its stylesheets, and these."""

    digest: str
    styles: tuple[Style, ...]


@dataclass(slots=True)
class ShownSite:
    """The site of the last good build.

    `paths` are its files in `root`. `is_old` says that it is from before this preview started, and
    `is_built` that the last build was good. `building` tells how far a build has come, if it takes
    long. `version` is another one after each build.
    """

    root: Path
    paths: frozenset[str] = frozenset()
    is_old: bool = True
    is_built: bool = True
    problems: tuple[Problem, ...] = ()
    building: str = ""
    version: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def notify(self) -> None:
        """Wakes all who wait for news."""
        self._news.set()
        self._news = asyncio.Event()

    async def news(self) -> None:
        """Waits until something of this has changed."""
        await self._news.wait()

    def redirect(self, path: str) -> str | None:
        """The address with its slash, where only that leads to a page."""
        wanted = path.lstrip("/")
        is_page = f"{wanted}/index.html" in self.paths
        return f"/{wanted}/" if wanted and wanted not in self.paths and is_page else None

    def find(self, path: str) -> Found | None:
        """The file at an address, or the page that says that there is none; None without either."""
        wanted = path.lstrip("/")
        if wanted == "" or wanted.endswith("/"):
            wanted += "index.html"
        for found in (wanted, _NOT_FOUND):
            content = disk.read(self.root / found) if found in self.paths else None
            if content is not None:
                return Found(found, content, found == wanted)
        return None


def state_of(page: str) -> PageState:
    """The state of a page as it was built."""
    styles = tuple(_style(tag) for tag in _STYLE.findall(page))
    rest = _STYLE.sub("", page)
    return PageState(digest(rest.encode("utf-8", "replace"))[:16], styles)


def _style(tag: str) -> Style:
    values: Sequence[tuple[str, str, str]] = _ATTRIBUTE.findall(tag)
    found = {name: unescape(double or single) for name, double, single in values}
    return Style(found.get("href", ""), found.get("integrity", ""))
