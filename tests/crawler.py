"""Reads a built site as a visitor's program would: pages, anchors, links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit


def first_page(address: str) -> str:
    """The address of the page whose lists go on at an address such as `…/page/2/`."""
    return re.sub(r"page/\d+/$", "", address)


def text_of(html: str) -> str:
    """The words of a page, as a reader would copy them."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@dataclass(frozen=True)
class Anchor:
    """A link: the absolute address it leads to, and whether it is in the main content."""

    target: str
    in_main: bool


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.ids: list[str] = []
        self.anchors: list[Anchor] = []
        self.loaded: list[str] = []
        self.refresh: str | None = None
        self._main = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self._main += tag == "main"
        if "id" in named:
            self.ids.append(named["id"])
        if tag == "a" and "href" in named:
            self.anchors.append(Anchor(urljoin(self.address, named["href"]), self._main > 0))
        for name in ("src", "srcset", "poster", "data"):
            if name in named:
                self.loaded.append(urljoin(self.address, named[name]))
        if tag == "link" and named.get("rel") in ("stylesheet", "icon"):
            self.loaded.append(urljoin(self.address, named["href"]))
        if tag == "meta" and named.get("http-equiv", "").lower() == "refresh":
            self.refresh = urljoin(self.address, named["content"].partition("url=")[2])

    def handle_endtag(self, tag: str) -> None:
        self._main -= tag == "main"

    @cached_property
    def targets(self) -> frozenset[str]:
        """Every address that the page links to or loads, the fragments included."""
        refreshed = [self.refresh] if self.refresh else []
        return frozenset((*(a.target for a in self.anchors), *self.loaded, *refreshed))

    @cached_property
    def pages(self) -> tuple[frozenset[str], frozenset[str]]:
        """The addresses that the page links to, without fragments: all, and those in its main."""
        found = [(urldefrag(a.target).url, a.in_main) for a in self.anchors]
        return frozenset(a for a, _ in found), frozenset(a for a, in_main in found if in_main)

    @cached_property
    def known_ids(self) -> frozenset[str]:
        return frozenset(self.ids)


class Crawl:
    """Every page of a site, as served below `base`."""

    def __init__(self, folder: Path, base: str = "http://site.test/any/sub/path/") -> None:
        self.folder, self.base = folder, base
        self.pages = {
            self._address(path.relative_to(folder).as_posix()): self._read(path)
            for path in sorted(folder.rglob("*.html"))
        }

    def _address(self, path: str) -> str:
        if posixpath.basename(path) == "index.html":
            path = path.removesuffix("index.html")
        return self.base + path

    def _read(self, path: Path) -> _Reader:
        reader = _Reader(self._address(path.relative_to(self.folder).as_posix()))
        reader.feed(path.read_text("utf-8"))
        reader.close()
        return reader

    def broken(self) -> list[str]:
        """Links and loads that lead to no file or no anchor of the site."""
        wrong: list[str] = []
        for address, page in self.pages.items():
            found = sorted(page.targets)
            wrong += [f"{address} -> {t}" for t in found if not self._leads_somewhere(t)]
        return wrong

    def _leads_somewhere(self, target: str) -> bool:
        if urlsplit(target).netloc != urlsplit(self.base).netloc:
            return urlsplit(target).scheme in ("https", "http", "mailto")
        if not target.startswith(self.base):
            return False
        address, fragment = urldefrag(target)
        page = self.pages.get(address)
        if page is None:
            return (self.folder / unquote(address.removeprefix(self.base))).is_file()
        return not fragment or unquote(fragment) in page.known_ids

    def off_site_loads(self) -> list[str]:
        return [u for p in self.pages.values() for u in p.loaded if not u.startswith(self.base)]

    def links(self, address: str, *, main_only: bool = False) -> set[str]:
        """The pages that a page links to."""
        anywhere, in_main = self.pages[address].pages
        return self.pages.keys() & (in_main if main_only else anywhere)

    def reached_from(self, start: str) -> set[str]:
        """The pages to which links lead from a page, however many steps away, and the page."""
        return _reached({address: self.links(address) for address in self.pages}, start)

    def reaching(self, end: str) -> set[str]:
        """The pages from which links lead to a page, however many steps away, and the page."""
        back: dict[str, set[str]] = {address: set() for address in self.pages}
        for address in self.pages:
            for target in self.links(address):
                back[target].add(address)
        return _reached(back, end)

    def one_way(self) -> list[str]:
        """Links between cards that have no link back; a card's pages are one."""
        linked: dict[str, set[str]] = {a: set() for a in self.pages if self.is_card(a)}
        for address in self.pages:
            if first_page(address) in linked:
                found = self.links(address, main_only=True)
                linked[first_page(address)] |= {first_page(each) for each in found}
        return sorted(
            f"{here.removeprefix(self.base)} -> {there.removeprefix(self.base)}"
            for here in linked
            for there in linked[here] & linked.keys()
            if here not in linked[there]
        )

    def is_card(self, address: str) -> bool:
        """Whether a page is the first of one card, and not an index or a former address."""
        if address != first_page(address):
            return False
        kind, _, rest = address.removeprefix(self.base).partition("/")
        is_index = rest == "" or rest.startswith("by-") or "/by-" in rest
        if self.pages[address].refresh:
            return False
        return (
            kind in ("claims", "actors", "sources", "topics", "events", "ratings") and not is_index
        )


def _reached(links: Mapping[str, set[str]], start: str) -> set[str]:
    reached, waiting = set[str](), [start]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += links[here]
    return reached
