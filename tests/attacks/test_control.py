"""The control: without our defences the same inputs run, and the same exercise hears them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

import markdown
from jinja2 import Environment
from playwright.sync_api import Browser

from exercising import Exerciser, exercising
from hostile_inputs import WHOLE, own, own_by_kind
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
    "a template": lambda given: Environment(autoescape=False).from_string(given).render(),
}


# The mistake that most inputs of a kind are for; it is tried first.
FITTING = {
    "links of Markdown": "Markdown",
    "addresses": "a link",
    "ways out of an attribute": "an attribute",
    "ways out of a script": "text of a script",
    "words of template languages": "a template",
}


def unguarded(given: str, first: str) -> Iterator[tuple[str, str]]:
    """Pages with an input, each made with another mistake."""
    for name in sorted(UNGUARDED, key=lambda each: each != first):
        try:
            content = UNGUARDED[name](given)
        except Exception:  # some inputs break these libraries
            continue
        yield name, f'<!doctype html><meta charset="utf-8">{content}'


def runs(reader: Exerciser, folder: Path, given: str, first: str) -> str | None:
    """The mistake with which an input runs a script, if there is one."""
    for number, (name, page) in enumerate(unguarded(given, first)):
        (folder / f"{number}.html").write_text(page, "utf-8", "replace")
        before = len(reader.heard.ran)
        reader.open(f"{number}.html?{quote(name)}")
        reader.exercise(6)
        if len(reader.heard.ran) > before:
            return name
        if not WHOLE and number:
            return None
    return None


def test_without_our_defences_inputs_run(browser: Browser, tmp_path: Path) -> None:
    ran: dict[str, str] = {}
    with serving(tmp_path) as address, exercising(browser, address) as reader:
        for kind, inputs in own_by_kind().items():
            for given in inputs:
                # A short run looks no further than it must.
                if WHOLE or (len(ran) < LEAST and "alert" in given):
                    how = runs(reader, tmp_path, given, FITTING.get(kind, "HTML"))
                    ran |= {given: how} if how else {}
    print(f"control: {len(ran)} of {len(own())} inputs ran: {Counter(ran.values())}")
    print(f"control: {reader.heard.pages} pages opened, {reader.heard.elements} elements used")
    assert len(ran) >= LEAST


def test_each_kind_of_harm_is_heard(browser: Browser, tmp_path: Path) -> None:
    policy = "<meta http-equiv=Content-Security-Policy content=\"img-src 'none'\">"
    (tmp_path / "a.html").write_text(
        f"<!doctype html><head>{policy}<script src=//evil.example/a.js></script></head>"
        "<p onclick=\"alert(1);window.open('//evil.example/')\">log<img src=data:>"
        "<script>confirm(2); throw Error('x')</script>"
    )
    with serving(tmp_path) as address, exercising(browser, address) as reader:
        reader.open("a.html")
        assert reader.heard.ran == ["a.html: dialog 2"]
        reader.exercise(9)
        heard = reader.heard
    assert set(heard.ran[1:]) == {"a.html: ran a script"}
    for words in ("violation of img-src", "error x", "Content Security Policy"):
        assert any(words in each for each in heard.complaints), heard.complaints
    assert any("asks for" in each for each in heard.left)
    assert any("opened" in each for each in heard.left)
