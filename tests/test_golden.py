"""One small publication, byte for byte. After a change that is meant: `make update-golden`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import MakeSite

GOLDEN = Path(__file__).parent / "golden"
# Stylesheets carry their digest in their name, and so change it with every touch of the design.
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
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path in _PAGES:
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes((site.options.out / path).read_bytes())
    for path in _PAGES:
        assert site.read(path) == (GOLDEN / path).read_text("utf-8"), f"{path} differs"
