"""One small publication, byte for byte. After a change that is meant: `make update-golden`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from conftest import MakeSite

GOLDEN = Path(__file__).parent / "golden"
# Assets carry their digest in their name: it says nothing of a page, and changes with every line
# of a stylesheet.
_DIGEST = re.compile(r"(?<=\.)[0-9a-f]{12}(?=\.(?:css|js|svg|png|woff2)\b)")
_PAGES = (
    "index.html",
    "actors/ministry/index.html",
    "changes/feed.xml",
    "changes/index.html",
    "claims/dam/evidence.json",
    "claims/dam/index.html",
    "lineage/index.html",
    "matrix/index.html",
    "sources/gazette/index.html",
    "topics/dams/index.html",
)


def test_the_small_publication_is_as_it_was(
    make_site: MakeSite, request: pytest.FixtureRequest
) -> None:
    site = make_site()
    site.build()
    pages = {path: _DIGEST.sub("DIGEST", site.read(path)) for path in _PAGES}
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, text in pages.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_text(text, "utf-8")
    for path, text in pages.items():
        assert text == (GOLDEN / path).read_text("utf-8"), f"{path} differs"
    assets = {path.removeprefix("assets/") for path in site.files() if path.startswith("assets/")}
    for name in re.findall(r'(?:href|src)="[./]*assets/([^"]+)"', site.read("index.html")):
        assert name in assets
