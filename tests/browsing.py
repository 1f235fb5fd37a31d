"""A real browser for tests. A missing one is a failure, never a skip."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

_ARGUMENTS = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]


def _executable() -> str:
    path = Path(__file__).parent / "browser/provide.py"
    spec = importlib.util.spec_from_file_location("provide", path)
    assert spec
    assert spec.loader
    provide = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(provide)
    found: str | None = provide.browser()
    if not found:
        pytest.fail("The tests need Chromium: run `make browser`.")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = _executable()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=executable, args=[*_ARGUMENTS, "--no-sandbox"]
        )
        yield launched
        launched.close()


@contextmanager
def opened(browser: Browser, width: int, height: int) -> Iterator[Page]:
    """A page in a window of this size, which waits for nothing longer than ten seconds."""
    context = browser.new_context(viewport={"width": width, "height": height})
    found = context.new_page()
    found.set_default_timeout(10_000)
    yield found
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, 1280, 900) as found:
        yield found


@pytest.fixture
def patient() -> Iterator[None]:
    """For tests whose pages wait for a whole build on a busy machine."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)
