"""With a Jinja that nobody has seen the site is the same, whatever that release has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import CLAIM, MakeSite
from factpress.i18n.translations import words
from factpress.model.contexts import Page
from factpress.model.urls import MANIFEST_NAME
from factpress.templating import environment as templates
from factpress.templating.environment import Sources, Theme
from factpress.templating.jinja import PlainJinja
from given import Given
from plenty import RICH
from standing_in import Change, asked_with, built_with, stand_in

IS_FAST = (
    "from factpress.templating.jinja import fast_jinja\nprint('fast' if fast_jinja() else 'plain')"
)
VERSION = '__version__ = "'
DEPRECATED = """
def __getattr__(name):
    if name == "__version__":
        import warnings
        warnings.warn("__version__ is deprecated", DeprecationWarning, stacklevel=2)
        return "3.2.0"
    raise AttributeError(name)


_version = \""""
WARNS = 'import warnings\nwarnings.warn("this Jinja is old", {}, stacklevel=2)\n_version = "'
RELEASES: dict[str, tuple[list[Change], str]] = {
    "a version that is deprecated": ([(VERSION, DEPRECATED)], "fast"),
    "no version": ([(VERSION, '_version = "')], "fast"),
    "a warning of itself": ([(VERSION, WARNS.format("DeprecationWarning"))], "fast"),
    "another warning of itself": ([(VERSION, WARNS.format("UserWarning"))], "fast"),
    "a private name that is gone": ([("VAR_LOAD_RESOLVE", "LOAD_RESOLVE")], "plain"),
    "a private module that is gone": ([("optimizeconst", "optimize_const")], "plain"),
    "a private method renamed": ([("_get_default_module", "_module_of")], "plain"),
    "a private attribute renamed": ([("_argument_count", "_arity")], "plain"),
    "a private step of the compiler renamed": ([("enter_frame", "begin_frame")], "plain"),
    "other code for outputs": ([("_output_child_pre", "_output_before")], "plain"),
    "names that are looked up in another way": ([("resolve_or_missing", "looked_up")], "fast"),
    "a method of a name that we add": ([("def list_templates(", "def imported(")], "plain"),
    "another parameter": (
        [
            ("self, d: t.Optional[t.MutableMapping", "self, given: t.Optional[t.MutableMapping"),
            (
                "        if d is None:\n            d = {}\n",
                "        d = {} if given is None else given\n",
            ),
        ],
        "plain",
    ),
    "nodes that are gone": ([("NSRef", "NamespaceRef")], "plain"),
}


@pytest.mark.parametrize("release", RELEASES)
def test_the_engine_is_taken_only_where_jinja_is_as_it_knows_it(
    tmp_path: Path, release: str
) -> None:
    changes, expected = RELEASES[release]
    library = stand_in(tmp_path / "later", "jinja2", changes)
    assert (
        asked_with(
            library, f"import warnings\nwarnings.simplefilter('default')\n{IS_FAST}", tmp_path
        )
        == expected
    )


BUILT = (
    "a version that is deprecated",
    "another warning of itself",
    "a private name that is gone",
    "a private method renamed",
)


@pytest.mark.parametrize("release", BUILT)
def test_a_later_jinja_makes_the_same_site(
    make_site: MakeSite, tmp_path: Path, release: str
) -> None:
    changes, expected = RELEASES[release]
    site = make_site({"content/claims/other.md": CLAIM})
    site.options = site.options._replace(out=site.root / "first")
    site.build()
    pages = {path: content for path, content in site.files().items() if path != MANIFEST_NAME}
    site.options = site.options._replace(out=site.root / "site")
    library = stand_in(tmp_path / "later", "jinja2", changes)
    assert built_with(site, library, IS_FAST) == (pages, expected)


COUNTING = {
    "counting.html": "{% set n = cycler(1, 2, 3) %}{% macro next() %}{{ n.next() }}{% endmacro %}",
    "page.html": '{% import "counting.html" as c %}{% include "part.html" %}{{ c.next() }}',
    "part.html": '{% import "counting.html" as c %}{{ c.next() }}{{ publication.name }}',
}


def test_jinja_alone_renders_each_page_as_if_it_were_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(templates, "fast_jinja", lambda: None)
    theme = Theme(Sources(COUNTING, {}, "templates"), {}, words("en"))
    assert isinstance(theme._environment, PlainJinja)
    for name in ("a", "b", "c"):
        page = Page(f"/{name}/", "pages", Given(values={"publication": {"name": name}}))
        assert theme.render(page).decode() == f"1{name}2"


def test_a_rich_site_is_the_same_without_the_engine(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(RICH)
    site.build()
    pages = {path: content for path, content in site.files().items() if path != MANIFEST_NAME}
    monkeypatch.setattr(templates, "fast_jinja", lambda: None)
    site.options = site.options._replace(out=site.root / "other")
    site.build()
    assert {
        path: content for path, content in site.files().items() if path != MANIFEST_NAME
    } == pages
