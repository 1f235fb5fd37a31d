"""The sites that are held to the standards, and on each the largest page of every kind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import opened
from conftest import BASE, NOW, site_in
from factpress.build import build
from factpress.load import load
from factpress.model.contexts import Page as Planned
from factpress.model.urls import output_path
from factpress.options import BuildOptions
from factpress.plan import outputs_of, plan
from factpress.views.site_index import SiteIndex
from plenty import RICH
from serving import serving

ROOT = Path(__file__).parent.parent
# `make standards`: every page, and nothing left out for want of a tool.
STRICT = bool(os.environ.get("FACTPRESS_STANDARDS"))
_ARABIC = {
    **RICH,
    "content/publication.yaml": RICH["content/publication.yaml"]
    .replace("language: en", "language: ar")
    .replace("Dam Watch", "مرصد السد")
    .replace('label: "False"', "label: غير صحيح")
    .replace("label: Mixed", "label: صحيح جزئيا"),
    "content/claims/dam.md": RICH["content/claims/dam.md"].replace(
        "The dam was finished in 2019.", "اكتمل بناء السد عام 2019."
    ),
    "content/actors/engineer.md": BASE["content/actors/engineer.md"].replace(
        "The engineer", "المهندس"
    ),
}


@dataclass(frozen=True)
class Built:
    """A site: its folder, its address, and the path of the largest page of every template."""

    folder: Path
    address: str
    kinds: dict[str, str]

    @property
    def paths(self) -> list[str]:
        """A page of every kind, or with `make standards` every page."""
        return self.every if STRICT else list(self.kinds.values())

    @property
    def every(self) -> list[str]:
        """Every page but those that only lead on."""
        found = (p for p in self.folder.rglob("*.html") if 'http-equiv="refresh"' not in read(p))
        return sorted(p.relative_to(self.folder).as_posix() for p in found)


def read(path: Path) -> str:
    return path.read_text("utf-8")


def _largest(options: BuildOptions) -> dict[str, str]:
    catalog, _ = load(options)
    assert catalog
    found: dict[str, str] = {}
    sizes = {
        p.relative_to(options.out).as_posix(): p.stat().st_size for p in options.out.rglob("*")
    }
    index = SiteIndex(catalog)
    for group in plan(catalog):
        for page in outputs_of(group, index):
            if isinstance(page, Planned) and page.template.endswith(".html"):
                path = output_path(page.url)
                held = found.get(page.template, path)
                found[page.template] = max(path, held, key=sizes.__getitem__)
    found.pop("moved.html", None)
    return found


def _made(options: BuildOptions) -> Iterator[Built]:
    build(options)
    with serving(options.out) as address:
        yield Built(options.out, address, _largest(options))


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    yield from _made(site_in(tmp_path_factory.mktemp("english"), RICH).options)


@pytest.fixture(scope="session")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    yield from _made(site_in(tmp_path_factory.mktemp("arabic"), _ARABIC).options)


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The publication of this repository."""
    yield from _made(BuildOptions(ROOT / "content", tmp_path_factory.mktemp("ours") / "site", NOW))


@pytest.fixture(params=["english", "arabic", "ours"])
def built(request: pytest.FixtureRequest) -> Built:
    """Each of the sites in turn."""
    found: Built = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page as wide as a small telephone."""
    with opened(browser, 360, 640) as found:
        yield found
