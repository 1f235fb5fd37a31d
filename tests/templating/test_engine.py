"""The engine gives what Jinja gives, also where it takes a shorter way."""

from __future__ import annotations

from collections.abc import Mapping

import jinja2
import pytest
from markupsafe import Markup

from factpress.model.contexts import View
from factpress.templating.fast.engine import Engine
from factpress.templating.jinja import PlainJinja
from factpress.templating.messages import PageLinks

PARTIALS = {
    "plain.html": "{% macro kind() %}{{ kind_of_page }}{% endmacro %}",
    "names.html": (
        '{% from "plain.html" import kind with context %}'
        "{% macro name(card, mark='–') %}{{ mark }}{{ card.name }}{{ kind() }}{{ page.url }}"
        "{% endmacro %}"
        "{% macro here(card) %}{{ card.name }}{{ page.url }}{% endmacro %}"
        "{% macro told(card) %}{{ card.name }}{{ here(card) }}{{ nobody is defined }}{% endmacro %}"
        "{% macro inside(card) %}{% from 'plain.html' import kind with context %}{{ card.name }}"
        "{{ kind() }}{% include 'tree.html' %}{% endmacro %}"
        "{% macro alone(card) %}{{ counted(card.name) }}{% endmacro %}"
        "{% macro around(card) %}<b>{{ caller(card) }}</b>{% endmacro %}"
        "{% macro all() %}{{ varargs|join(',') }}{{ kwargs.a }}{% endmacro %}"
    ),
    "late.html": (
        '{% from "early.html" import early with context %}{% macro text() %}{% endmacro %}'
        "{% macro told() %}{{ early() }}{% endmacro %}"
    ),
    "early.html": "{% macro early() %}{{ text }}{% endmacro %}",
    "counting.html": (
        "{% set n = cycler(1, 2, 3) %}{% macro next() %}{{ n.next() }}{% endmacro %}"
    ),
    "made.html": "{% set made = page.url %}{% macro told() %}{{ made }}{% endmacro %}",
    "outer.html": (
        '{% from "made.html" import told with context %}{% macro so() %}{{ told() }}{% endmacro %}'
    ),
    "tree.html": (
        '{% from "leaf.html" import leaf with context %}({% if node.below %}{% for node in '
        'node.below %}{% include "tree.html" %}{% endfor %}{% endif %}{{ leaf() }})'
    ),
    "leaf.html": "{% macro leaf() %}{{ node.name }}{{ page.url }}{% endmacro %}",
    "base.html": '{% from "names.html" import name with context %}{% block a %}{% endblock %}',
}
NAMES = '{% from "names.html" import around, name, all, here, told, alone, inside with context %}'


class Named(View, frozen=True, kw_only=True):
    name: str
    items: str

    def __getattr__(self, name: str) -> str:
        if name == "from":
            return f"{self.name} from"
        raise AttributeError(name)


SHARED = Named(name="<shared>", items="its own")
PAGES = {
    "a key of a mapping": "{{ card.name }}",
    "a method of a mapping before its key": "{% for k in card.items() %}{{ k }}{% endfor %}",
    "a key that is a method's name": "{{ card['items'] }}",
    "an attribute": "{% for each in cards %}{{ loop.index }}{{ loop.last }}{% endfor %}",
    "characters that mean something": "{{ odd }} {{ odd|upper }} {{ safe }} {{ 3 }} {{ none }}",
    "without escapes": "{% autoescape false %}{{ odd }}{% macro m() %}{{ odd }}{% endmacro %}"
    "{{ m() }}{% endautoescape %}",
    "a macro": NAMES + "{{ name(card) }}{{ name(card, odd) }}{{ name(card, mark=odd) }}",
    "a macro in a loop": NAMES + "{% for each in cards %}{{ name(each) }}{% endfor %}",
    "a call": NAMES + "{% call(c) around(card) %}{{ name(c) }}<{% endcall %}",
    "a call with more": NAMES + "{% call(c) around(card=card) %}{{ c.name }}{% endcall %}"
    "{{ name(mark=odd, card=card) }}",
    "a module twice": '{% import "plain.html" as one with context %}{% set kind_of_page = 2 %}'
    '{% import "plain.html" as two with context %}{{ two.kind() }}{{ one.kind() }}',
    "a name that comes after an import": '{% from "late.html" import told with context %}'
    "{{ told() }}",
    "the fields of a value": "{{ shared.name }}{{ shared.items }}{{ shared.from }}"
    "{{ shared.items is defined }}{{ shared.from is defined }}{{ shared.nothing is defined }}",
    "values, mappings and others at one place": "{% for each in [shared, card, odd, 3, none] %}"
    "{{ each.name is defined }}{% if each.name is defined %}{{ each.name }}{% endif %}{% endfor %}",
    "a value": NAMES + "{{ here(shared) }}{{ told(shared) }}{{ alone(shared) }}"
    "{{ alone(shared) }}{{ shared.name }}{{ shared.nothing is defined }}{{ shared['items'] }}",
    "a value, and an import and an include below": "{% set node = nodes[0] %}"
    + NAMES
    + "{{ inside(shared) }}{{ inside(shared) }}",
    "any arguments": NAMES + "{{ all(1, odd, a=safe) }}",
    "a module that works something out": '{% from "made.html" import told with context %}'
    "{{ told() }}",
    "a module that imports such": '{% from "outer.html" import so with context %}{{ so() }}',
    "a name that the page sets": "{% set kind_of_page = 'set' %}" + NAMES + "{{ name(card) }}",
    "an import in a loop": "{% for kind_of_page in 'xy' %}"
    '{% from "plain.html" import kind with context %}{{ kind() }}{% endfor %}',
    "an import without context": '{% import "made.html" as made with context %}{{ made.told() }}',
    "a block": '{% extends "base.html" %}{% block a %}{{ self.b() }}{% block b %}{{ odd }}'
    "{% endblock %}{% endblock %}",
    "an include": '{% for each in cards %}{% include "inside.html" %}{% endfor %}',
    "an include of itself": '{% for node in nodes %}{% include "tree.html" %}{% endfor %}',
    "an include that may be missing": 'so: {% include "nobody.html" ignore missing %}'
    '{% include ["nobody.html", "base.html"] %}{% include "base.html" without context %}',
    "a function": "{{ twice(2) }}{% for each in cards %}{{ twice(text='<') }}{% endfor %}",
    "a message": "{{ _('Words <b>') }}{% set a = _('More') %}{{ a }}{{ _(odd) }}"
    "{{ _('%(a)s', a=odd) }}",
    "a message in a call": NAMES + "{{ name(card, _('So')) }}{{ [_('A'), 'b']|join(_('<')) }}",
    "another's name for messages": "{% set _ = twice %}{{ _('Words') }}",
    "another's name for a function": "{% set twice = odd %}{% macro m() %}{{ twice }}{% endmacro %}"
    "{{ m() }}{% block c %}{{ twice }}{% endblock %}{% import 'names.html' as counted %}"
    "{% block d %}{{ counted.name is defined }}{% endblock %}",
    "what is not there": "{{ card.nothing is defined }}{{ nobody is defined }}",
    "what is there": "{% for each in cards %}{{ loop.last is defined }}{{ each.name is defined }}"
    "{% endfor %}{{ odd.upper is defined }}{{ odd.nothing is defined }}{{ card.items is defined }}"
    "{{ card['items'] is defined }}{{ card.nothing is not defined }}{{ card.name is undefined }}",
}
CONTEXTS: tuple[dict[str, object], ...] = tuple(
    {
        "page": {"url": url},
        "kind_of_page": kind,
        "card": {"name": f"{kind} & co.", "items": "its own"},
        "cards": [{"name": "<a>"}, {"name": "b"}],
        "shared": SHARED,
        "nodes": [{"name": 1, "below": [{"name": 2, "below": []}, {"name": 3, "below": []}]}],
        "odd": "<'\"&>",
        "text": kind,
        "safe": Markup("<i>"),
    }
    for url, kind in (("/a/", "first"), ("/b/", "second"))
)


def twice(text: object) -> object:
    return [text, text]


def said(text: str, **values: object) -> Markup:
    return Markup(text.upper()) if not values else Markup(text) % values


def installed(engine: jinja2.Environment) -> jinja2.Environment:
    engine.globals["twice"] = twice
    engine.globals["_"] = said
    engine.globals["counted"] = str.upper
    return engine


def both(sources: Mapping[str, str]) -> tuple[jinja2.Environment, jinja2.Environment]:
    loader = jinja2.DictLoader({**PARTIALS, "inside.html": NAMES + "{{ name(each) }}", **sources})
    ours = Engine(
        page_links=PageLinks(), loader=loader, autoescape=True, undefined=jinja2.StrictUndefined
    )
    theirs = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return installed(ours), installed(theirs)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_what_jinja_makes_of_it(name: str) -> None:
    ours, theirs = both({"page.html": PAGES[name]})
    for context in (*CONTEXTS, *CONTEXTS):
        text = ours.get_template("page.html").render(context)
        assert text == theirs.get_template("page.html").render(context)
    assert text


def test_pages_of_several_templates_share_components_and_not_names() -> None:
    ours, theirs = both({f"{n}.html": text for n, text in enumerate(PAGES.values())})
    for context in (*CONTEXTS, *CONTEXTS):
        for n in range(len(PAGES)):
            text = ours.get_template(f"{n}.html").render(context)
            assert text == theirs.get_template(f"{n}.html").render(context)


def test_a_module_of_nothing_but_macros_is_made_once() -> None:
    ours, _ = both({"page.html": PAGES["a macro"]})
    assert isinstance(ours, Engine)
    made = []
    for context in CONTEXTS:
        ours.get_template("page.html").render(context)
        made.append([id(kept.module) for kept in ours.kept["page.html"].values()])
    assert made[0] == made[1] != []


def test_what_is_not_the_same_for_every_page_is_not_kept() -> None:
    source = '{% import "outer.html" as outer with context %}{{ outer.so() }}'
    marked = (
        '{% set mark = page.url %}{% from "names.html" import name with context %}'
        "{% macro so() %}{{ name(shared, mark) }}{% endmacro %}"
    )
    ours, _ = both({"page.html": source, "outer.html": marked})
    assert isinstance(ours, Engine)
    for _ in range(9):
        ours.get_template("page.html").render(CONTEXTS[0])
    assert not ours.kept["page.html"]


@pytest.mark.parametrize("kind", [Engine, PlainJinja])
def test_a_module_that_counts_begins_anew_on_every_page(kind: type[Engine | PlainJinja]) -> None:
    page_links = PageLinks()
    sources = {
        **PARTIALS,
        "row.html": (
            '{% import "counting.html" as c %}{% macro row(a) %}{{ c.next() }}{% endmacro %}'
        ),
        "page.html": '{% from "row.html" import row with context %}'
        '{% import "counting.html" as c %}{{ row(shared) }}{{ row(shared) }}{{ c.next() }}',
    }
    loader = jinja2.DictLoader(sources)
    each = kind(page_links=page_links, loader=loader, autoescape=True)
    for url in ("/a/", "/b/"):
        page_links.start_page(url)
        assert each.get_template("page.html").render(CONTEXTS[0]) == "123"


@pytest.mark.parametrize(
    "source",
    [
        "{{ card.nothing }}",
        "{{ nobody.name }}",
        "{{ shared.nothing }}",
        NAMES + "{{ name() }}",
        NAMES + "{{ name(1, 2, 3) }}",
        NAMES + "{{ name(1, other=2) }}",
        '{% from "names.html" import no with context %}{{ no() }}',
    ],
)
def test_mistakes_are_told_as_jinja_tells_them(source: str) -> None:
    told = []
    for each in both({"page.html": source}):
        with pytest.raises((jinja2.TemplateError, TypeError)) as raised:
            each.get_template("page.html").render(CONTEXTS[0])
        told.append(str(raised.value))
    assert told[0] == told[1]


def test_a_macro_called_from_python_gives_what_jinja_gives() -> None:
    for each in both({"page.html": "{% macro m(a, b='<') %}{{ a }}{{ b }}{% endmacro %}"}):
        shown = each.get_template("page.html").module.m  # type: ignore[attr-defined]
        assert shown("<i>") == "&lt;i&gt;&lt;"
        assert isinstance(shown(""), Markup)
