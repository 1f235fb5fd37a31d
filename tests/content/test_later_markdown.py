"""With a Python-Markdown that nobody has seen bodies come out as that release makes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import CLAIM, MakeSite
from factpress.content.markdown.converter import BodyConverter
from factpress.content.markdown.dialect import Dialect
from factpress.model.urls import MANIFEST_NAME
from standing_in import Change, asked_with, built_with, stand_in

IS_FAST = (
    "from factpress.content.markdown.known_releases import fast_dialect\n"
    "print('fast' if fast_dialect() else 'plain')"
)
BODIES = (
    "a ***both*** b",
    "*a* ~~b~~ [[id]] [@e]",
    "~~alone~~",
    "no mark, and ??one?? that is new",
    "a\\\nb",
    "a/\nb",
    "# H\n\n- x\n- *y*\n\n1. z\n\n> q\n\nT\n:   d[^1]\n\n[^1]: n",
    "| a | b |\n|---|--:|\n| c | d |",
    "We say:\n- x\n  1. y\n\n     z\n- [x] w",
    "[`c`] https://a.b/c_d\n\n[`c`]: http://x.y\n\n*[T]: u",
    "```\n<b> & c\n```\n\n<b>raw</b> ![i](http://x.y) &copy; <http://x.y>",
)
CONVERT = f"""
import json, warnings
warnings.simplefilter("default")
from factpress.content.markdown.converter import BodyConverter
from factpress.content.markdown.known_releases import fast_dialect
from factpress.content.markdown.dialect import Dialect
def made(converter):
    bodies = (converter.convert(b, 1, top_level=3, numbers={{"e": 1}}) for b in {BODIES!r})
    return [body.html for body, _ in bodies]
print(json.dumps([bool(fast_dialect()), made(BodyConverter()), made(BodyConverter(Dialect()))]))
"""
NEW_PATTERN = (
    "    return inlinePatterns\n",
    "    inlinePatterns.register(\n"
    "        SimpleTagInlineProcessor(r'()\\?\\?(.+?)\\?\\?', 'strong'), 'strike', 75)\n"
    "    return inlinePatterns\n",
)
NEW_BREAK = ("LINE_BREAK_RE = r'  \\n'", "LINE_BREAK_RE = r'(?:  |/)\\n'")
WARNS = (
    "from .core import Markdown",
    "import warnings\nwarnings.warn('it is old', DeprecationWarning, stacklevel=2)\n"
    "from .core import Markdown",
)
ADDED = "    def finish(self, md):\n        raise AssertionError\n\n"
PRETTIFY = "treeprocessors.register(PrettifyTreeprocessor(md), 'prettify', 10)"
NEW_STEP = (
    PRETTIFY,
    f"{PRETTIFY}\n    treeprocessors.register(UnescapeTreeprocessor(md), 'more', 12)",
)
RELEASES: dict[str, tuple[list[Change], bool]] = {
    "a warning of itself": ([WARNS], True),
    "a private method renamed": ([("__handleInline", "__inlineHandled")], False),
    "a private step renamed": ([("__processPlaceholders", "__placePlaceholders")], False),
    "a private attribute renamed": ([("stashed_nodes", "nodes_in_stash")], False),
    "another parameter": ([("patternIndex", "pattern_index")], False),
    "a class renamed": ([("SubstituteTagInlineProcessor", "SubstituteProcessor")], False),
    "a class that is gone": ([("FootnotePostTreeprocessor", "FootnotesRepeated")], False),
    "a name that is gone": ([("'em_strong'", "'emphasis'")], False),
    "another order": ([("HRProcessor(parser), 'hr', 50", "HRProcessor(parser), 'hr', 65")], False),
    "a new step": ([NEW_STEP], False),
    "a method that we override renamed": ([("makeFootnotesDiv", "footnotes_div")], False),
    "a method of a name that we add": (
        [("    def lastChild(", f"{ADDED}    def lastChild(")],
        False,
    ),
}


def bodies_of_today() -> list[str]:
    converter = BodyConverter()
    made = (converter.convert(b, 1, top_level=3, numbers={"e": 1}) for b in BODIES)
    return [body.html for body, _ in made]


@pytest.mark.parametrize("release", RELEASES)
def test_bodies_are_the_same_with_a_later_release(tmp_path: Path, release: str) -> None:
    changes, is_fast = RELEASES[release]
    library = stand_in(tmp_path, "markdown", changes)
    today = bodies_of_today()
    assert json.loads(asked_with(library, CONVERT, tmp_path)) == [is_fast, today, today]


def test_a_pattern_that_a_release_adds_is_applied_whatever_else_is_there(tmp_path: Path) -> None:
    library = stand_in(tmp_path, "markdown", [NEW_PATTERN])
    is_fast, bodies, alone = json.loads(asked_with(library, CONVERT, tmp_path))
    assert (is_fast, bodies) == (False, alone)
    struck = [body for body, text in zip(bodies, BODIES, strict=True) if "??" in text]
    assert struck
    assert all("<strong>" in body for body in struck)


def test_an_expression_that_a_release_changes_is_the_one_that_counts(tmp_path: Path) -> None:
    library = stand_in(tmp_path, "markdown", [NEW_BREAK])
    is_fast, bodies, alone = json.loads(asked_with(library, CONVERT, tmp_path))
    assert (is_fast, bodies) == (False, alone)
    assert "a<br>" in bodies[BODIES.index("a/\nb")]
    assert not any("a<br>" in body for body in bodies_of_today()[BODIES.index("a/\nb") :])


@pytest.mark.parametrize("release", ["a warning of itself", "a private method renamed"])
def test_a_site_is_the_same_with_a_later_release(
    make_site: MakeSite, tmp_path: Path, release: str
) -> None:
    site = make_site({"content/claims/other.md": CLAIM + BODIES[0]})
    site.options = site.options._replace(out=site.root / "first")
    site.build()
    pages = {path: content for path, content in site.files().items() if path != MANIFEST_NAME}
    site.options = site.options._replace(out=site.root / "site")
    changes, is_fast = RELEASES[release]
    library = stand_in(tmp_path / "later", "markdown", changes)
    assert built_with(site, library, IS_FAST) == (pages, "fast" if is_fast else "plain")


HARD = ("[" * 2000, "*a " * 4000, "> " * 400 + "a", "***a" + " *b" * 4000, "- " * 300 + "a")


@pytest.mark.parametrize("text", HARD, ids=lambda text: repr(text[:8]))
def test_without_the_shorter_ways_any_text_ends_in_a_body_or_a_problem(text: str) -> None:
    body, mistakes = BodyConverter(Dialect()).convert(text, 7, top_level=2, numbers={})
    assert bool(body.html) != bool(mistakes)


def test_without_the_shorter_ways_too_much_is_refused_in_the_same_words() -> None:
    lists = "".join("    " * level + "- item\n" for level in range(300))
    fences = "```x\n" * 12_000
    for text in (lists, fences, "- a\n    [^1]: b\n\n[^1]\n\n[^1]:\n    [^2]: c"):
        ways = [BodyConverter(each) for each in (None, Dialect())]
        told = [way.convert(text, 7, top_level=2, numbers={})[1] for way in ways]
        assert told[0] == told[1] != ()
