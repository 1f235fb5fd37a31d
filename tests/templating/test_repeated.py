"""What macros show of shared mappings is made once for all pages that it is the same for."""

from __future__ import annotations

import jinja2
import pytest

from factpress.model.site import Shared
from factpress.templating.fast.engine import Engine
from factpress.templating.links import Outlook

ROW = '{% from "rows.html" import row with context %}'
PARTIALS = {
    "rows.html": (
        "{% macro row(card, mark='') %}{{ noted(card.name) }}{{ mark }}{{ card.url|rel }}"
        "{{ publication.name }}{% endmacro %}"
        "{% macro mine(card) %}{{ noted(card.name) }}{{ own }}{% endmacro %}"
        "{% macro said(card) %}{% if card.name %}{% trans a=noted(card.name) %}Contact: {{ a }}."
        "{% endtrans %}{% endif %}{% endmacro %}"
        "{% macro around(card) %}{{ row(card, 'in') }}{% endmacro %}"
    ),
    "page.html": ROW + "{{ row(card) }}",
    "twice.html": ROW + "{{ row(card, 'a') }}{{ row(card, 'b') }}",
    "mine.html": '{% from "rows.html" import mine with context %}{{ mine(card) }}',
    "said.html": '{% from "rows.html" import said with context %}{{ said(card) }}',
    "around.html": '{% from "rows.html" import around with context %}{{ around(card) }}',
}
CARD = Shared(name="<dam>", url="/claims/dam/")
PUBLICATION = Shared(name="Ledger")


class Site:
    """Pages rendered one after another; `noted` has a line for each time that a row was made."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self.outlook = Outlook()
        loader = jinja2.DictLoader(PARTIALS)
        extensions = ["jinja2.ext.i18n"]
        self.engine = Engine(
            outlook=self.outlook, loader=loader, autoescape=True, extensions=extensions
        )
        install: jinja2.Environment = self.engine
        install.install_gettext_callables(str, str, newstyle=True)  # type: ignore[attr-defined]
        self.engine.filters["rel"] = jinja2.pass_context(lambda _, url: self.outlook.rel(url))
        self.engine.globals["noted"] = self.note

    def note(self, name: str) -> str:
        self.noted.append(name)
        return name

    def render(self, url: str, template: str = "page.html", **more: object) -> str:
        self.outlook.stand_at(url)
        context = {"card": CARD, "publication": PUBLICATION, **more}
        return self.engine.get_template(template).render(context)


def test_a_row_is_made_once_for_all_pages_that_see_its_addresses_alike() -> None:
    site = Site()
    texts = [site.render(url) for url in ("/claims/a/", "/claims/b/", "/claims/dam/", "/topics/x/")]
    texts += [site.render(url) for url in ("/claims/c/", "/actors/x/", "/claims/dam/")]
    assert [text.removeprefix("&lt;dam&gt;").removesuffix("Ledger") for text in texts] == [
        *("../dam/", "../dam/", "./", "../../claims/dam/"),
        *("../dam/", "../../claims/dam/", "./"),
    ]
    assert len(site.noted) == 3


def test_texts_that_are_given_besides_make_another() -> None:
    site = Site()
    assert site.render("/a/", "twice.html") == site.render("/b/", "twice.html")
    assert len(site.noted) == 2


def test_what_looks_up_a_page_s_own_name_is_made_for_each() -> None:
    site = Site()
    assert [site.render("/a/", "mine.html", own=own) for own in "xyx"] == [
        *("&lt;dam&gt;x", "&lt;dam&gt;y", "&lt;dam&gt;x")
    ]
    assert len(site.noted) == 3


def test_another_mapping_that_pages_had_in_common_is_seen() -> None:
    site = Site()
    other = Shared(name="Watch")
    named = [site.render("/a/", publication=each) for each in (PUBLICATION, other, PUBLICATION)]
    assert [name[-6:] for name in named] == ["Ledger", "/Watch", "Ledger"]
    with pytest.raises(jinja2.UndefinedError):
        site.render("/a/", publication=jinja2.StrictUndefined(name="publication"))


def test_a_value_that_a_message_is_given_is_no_name_of_the_page() -> None:
    site = Site()
    assert site.render("/a/", "said.html") == site.render("/b/", "said.html")
    assert len(site.noted) == 1


def test_what_is_made_of_such_texts_asks_what_they_asked() -> None:
    site = Site()
    texts = [site.render(url, "around.html") for url in ("/a/", "/a/b/", "/a/")]
    assert texts[0] == texts[2] != texts[1]
    assert len(site.noted) == 2


def test_a_mapping_of_the_same_content_is_another() -> None:
    site = Site()
    site.render("/a/")
    site.render("/a/", card=Shared(CARD))
    site.render("/a/", card=dict(CARD))
    assert len(site.noted) == 3
