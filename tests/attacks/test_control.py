"""The control: without our defences the same inputs run, heard by the same exercise of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import markdown
from jinja2 import Environment
from playwright.sync_api import Browser

from exercising import exercising
from hostile_inputs import WHOLE, own
from serving import serving

LEAST = 150
# Each is a mistake that a generator makes.
UNGUARDED: dict[str, Callable[[str], str]] = {
    "HTML": lambda given: f"<p>{given}</p>",
    "Markdown": lambda given: markdown.markdown(given, extensions=["extra"]),
    "a link": lambda given: f'<a href="{escape(given)}">The log</a>',
    "an attribute": lambda given: f'<p title="{given}">The log</p>',
    "an attribute in single marks": lambda given: f"<p title='{given}'>The log</p>",
    "an attribute without marks": lambda given: f"<p title={given}>The log</p>",
    "a title": lambda given: f"<title>{given}</title>",
    "a comment": lambda given: f"<!-- {given} -->",
    "text of a script": lambda given: f'<script>var title = "{given}";</script>',
    "text of a script in back marks": lambda given: f"<script>var title = `{given}`;</script>",
    "JSON-LD": lambda given: f'<script type="application/ld+json">{{"a": "{given}"}}</script>',
    "escaped once too often": lambda given: (
        f"<p id=a></p><script>a.innerHTML = {escape(given)!r}</script>"
    ),
    "a template": lambda given: Environment(autoescape=False).from_string(given).render(),  # noqa: S701
}


def unguarded(given: str) -> Iterator[tuple[str, str]]:
    """Pages with an input, each made with another mistake."""
    for name, make in UNGUARDED.items():
        try:
            content = make(given)
        except Exception:  # noqa: S112 (some inputs break these libraries)
            continue
        yield name, f'<!doctype html><meta charset="utf-8">{content}'


def test_without_our_defences_inputs_run(browser: Browser, tmp_path: Path) -> None:
    ran: dict[str, str] = {}
    with serving(tmp_path) as address, exercising(browser, address) as reader:
        for number, given in enumerate(own()):
            if len(ran) >= LEAST and not WHOLE:
                break
            for name, page in unguarded(given):
                (tmp_path / f"{number}.html").write_text(page, "utf-8", "replace")
                before = len(reader.heard.ran)
                reader.open(f"{number}.html?{name.replace(' ', '-')}")
                reader.exercise(6)
                if len(reader.heard.ran) > before:
                    ran[given] = name
                    break
    print(f"control: {len(ran)} of {len(own())} inputs ran, {reader.heard.elements} elements used")
    assert len(ran) >= LEAST
    # The same ears hear each kind of wrong: also requests, and what a policy or the page reports.
    assert any("evil.example" in each for each in reader.heard.left)
    assert reader.heard.complaints
