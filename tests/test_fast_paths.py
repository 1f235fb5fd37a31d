"""The shorter ways are taken with the releases of libraries that they were written for."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from factpress.content.markdown.choice import fast_dialect
from factpress.templating.jinja import fast_jinja


def test_the_engine_is_taken_with_the_jinja_that_it_was_written_for() -> None:
    if not version("jinja2").startswith("3.1."):
        pytest.skip(f"Jinja {version('jinja2')} is rendered by its own environment, slower")
    assert fast_jinja()


KNOWN = ("3.10", "3.10.1", "3.10.2", "3.10.3", "3.11", "3.11.1", "3.11.2", "3.11.3")


def test_the_fast_dialect_is_taken_with_the_markdown_that_it_was_written_for() -> None:
    if version("markdown") not in KNOWN:
        pytest.skip(f"Python-Markdown {version('markdown')} converts bodies by itself, slower")
    assert fast_dialect()
