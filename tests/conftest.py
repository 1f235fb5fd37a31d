"""The fixtures of all tests, and where and in which order they run.

`make_site({path: text})` gives the small publication of `small_site` with these files changed;
`browsing`, `sites` and `visiting` add a browser, three larger sites and a visit of their pages.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from factpress.content.markdown.known_releases import fast_dialect
from factpress.output.cache_key import VARIABLE
from factpress.templating.jinja import fast_jinja
from small_site import (
    BASE,
    CLAIM,
    GAZETTE,
    NOW,
    PUBLICATION,
    TODAY,
    Site,
    at,
    site_in,
    stands,
    with_key,
)

__all__ = ["BASE", "CLAIM", "GAZETTE", "NOW", "PUBLICATION", "TODAY"]
__all__ += ["MakeSite", "Site", "at", "site_in", "stands", "with_key"]

pytest_plugins = ["browsing", "sites", "visiting"]
# Commands that tests start have this key too: none makes one in the folder of the user.
os.environ[VARIABLE] = "the key of the tests"
# A disk in memory makes and removes small files in a fourth of the time of a real one.
_IN_MEMORY, _ROOM = Path("/dev/shm"), 4 << 30
if os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))

# Tests of the fast paths, which are not taken with a release of a library that they do not know:
# `test_libraries.py` reports that.
_OF_FAST_JINJA = "any_templates engine later_jinja messages_apart unusual".split()
_OF_FAST_DIALECT = "later_markdown same_outcome".split()
collect_ignore = [
    *(() if fast_jinja() else map("templating/test_{}.py".format, _OF_FAST_JINJA)),
    *(() if fast_dialect() else map("content/test_{}.py".format, _OF_FAST_DIALECT)),
]
# The longest first, so that the processes of `make test` end together.
_LONGEST = (
    *("standards/test_readers", "standards/test_axe", "browser/test_finding", "test_oracle"),
    *("archive/test_saved_copies", "browser/test_reading", "pagefind/test_search_index"),
    *("browser/test_text_fragments", "content/test_held_back", "content/test_remembered"),
    *("evidence/test_search_oracle", "lock/test_lock_proof", "test_site", "test_wheel"),
)

MakeSite = Callable[..., Site]


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """`make_site({path: text})`: the base publication with these files changed, None to remove."""

    def make(files: Mapping[str, str | bytes | None] | None = None, name: str = "site-1") -> Site:
        return site_in(tmp_path / name, files or {})

    return make


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden site anew instead"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    places = {tests / f"{name}.py": place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
