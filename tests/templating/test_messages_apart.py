"""Messages in templates: taken apart when these are compiled, and the same as filled in."""

from __future__ import annotations

import jinja2
import pytest
from markupsafe import Markup

from factpress.i18n.translations import words
from factpress.templating.fast.engine import Engine
from factpress.templating.messages import PageLinks, install, message_parts

MACRO = "{% macro m(a, b='<') %}<i>{{ a }}{{ b }}</i>{% endmacro %}"
PAGES = {
    "a value": "{% trans name=odd %}Published by <bdi>{{ name }}</bdi>.{% endtrans %}",
    "a number": "{% trans number=number %}Page {{ number }}.{% endtrans %}",
    "a number that is written down": "{% trans number=12345 %}Page {{ number }}.{% endtrans %}"
    "{% trans number=-12345 %}Page {{ number }}.{% endtrans %}"
    "{% trans number=12345 + 1 %}Page {{ number }}.{% endtrans %}",
    "a value that is asked for twice": "{% set q = cycler('1', '2', '3') %}"
    "{% trans a=q.next(), b=odd %}{{ a }} {{ b }} {{ a }}{% endtrans %}",
    "a message that lacks a value, not said": "{% if not odd %}{{ _('%(a)s') }}{% endif %}x",
    "what a macro gives": MACRO + "{% trans day=m(odd) %}Checked {{ day }}.{% endtrans %}"
    "{% trans day=m(odd, safe) %}Checked {{ day }}.{% endtrans %}",
    "what a filter gives": "{% trans day='2022-01-06'|day %}Checked {{ day }}.{% endtrans %}"
    "{% trans contact=odd.rstrip('>') %}Contact: {{ contact }}.{% endtrans %}",
    "a percent sign": "{% trans name=safe %}100 % of {{ name }}, {{ name }}{% endtrans %}",
    "a name of the page": "{% trans %}Contact: {{ odd }}.{% endtrans %}",
    "a call": "{{ _('Page %(number)s.', number=number) }}{{ gettext('Contact: %(a)s', a=odd) }}",
    "a value that is not asked for": "{{ _('Words', number=number) }}",
    "more than a place": "{{ _('%(odd)r %(odd)s', odd=odd) }}",
    "several": "{% trans number=number %}one{% pluralize number %}{{ number }} %{% endtrans %}",
    "another's name": "{% macro n(gettext) %}{{ gettext('%(a)s', a=odd) }}{% endmacro %}"
    "{{ n(shout) }}",
    "elsewhere than put out": "{% set a = _('Page %(number)s.', number=number) %}{{ a }}"
    "{{ _('Contact: %(a)s', a=odd)|upper }}",
    "without escapes": "{% autoescape false %}{% trans name=odd %}Contact: {{ name }}."
    "{% endtrans %}{% endautoescape %}",
    "in a loop": "{% for n in [1, 2345] %}{% trans number=n %}Page {{ number }}.{% endtrans %}"
    "{% endfor %}",
}
CONTEXT = {"odd": "<'\"&>", "number": 1234567, "safe": Markup("<i>")}


def installed(environment: jinja2.Environment, language: str) -> jinja2.Environment:
    environment.globals["shout"] = lambda text, **values: text.upper()
    install(environment, words(language))
    return environment


def both(page: str, language: str) -> tuple[jinja2.Environment, jinja2.Environment]:
    loader = jinja2.DictLoader({"page.html": page})
    extensions = ["jinja2.ext.i18n"]
    ours = Engine(
        page_links=PageLinks(),
        message_parts=message_parts(words(language)),
        loader=loader,
        autoescape=True,
        extensions=extensions,
    )
    theirs = jinja2.Environment(loader=loader, autoescape=True, extensions=extensions)
    return installed(ours, language), installed(theirs, language)


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_a_message_is_what_it_is_when_filled_in(name: str, language: str) -> None:
    told = []
    for environment in both(PAGES[name], language):
        template = environment.get_template("page.html")
        told.append([template.render(CONTEXT), template.render(CONTEXT)])
    assert told[0] == told[1]
    assert told[0][0]


def test_a_message_without_one_of_its_values_is_a_mistake() -> None:
    for environment in both("{{ _('Page %(number)s.', page=number) }}", "en"):
        with pytest.raises(KeyError):
            environment.get_template("page.html").render(CONTEXT)


def test_a_value_that_no_place_asks_for_is_worked_out_all_the_same() -> None:
    for environment in both("{{ _('Words', a=number.nothing.more) }}", "en"):
        with pytest.raises(jinja2.UndefinedError):
            environment.get_template("page.html").render(CONTEXT)


def test_nothing_is_left_to_be_filled_in() -> None:
    ours, theirs = both(PAGES["a value"], "ru")
    code, usual = (each.compile(PAGES["a value"], raw=True) for each in (ours, theirs))
    assert "escape_value" in code
    assert "Published by" not in code
    assert "Published by" in usual
