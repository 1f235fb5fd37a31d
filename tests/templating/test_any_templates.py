"""Any templates that are usual give on every page what plain Jinja gives there alone."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import jinja2
import pytest
from markupsafe import Markup
from msgspec.structs import asdict

from factpress.i18n.translations import words
from factpress.model.contexts import View
from factpress.templating.fast.engine import Engine
from factpress.templating.fast.unusual import is_unusual
from factpress.templating.messages import PageLinks, install, message_parts

SITES = int(os.environ.get("FACTPRESS_TEMPLATES", "90"))
STEP = 30


class Ledger(View, frozen=True, kw_only=True):
    name: str
    language: str = "en"
    tagline: str | None = None


class Card(View, frozen=True, kw_only=True):
    title: str
    url: str
    language: str | None = None


PUBLICATION, OTHER = Ledger(name="<Ledger>"), Ledger(name="Other")
CARDS = tuple(Card(title=f"{n} & co.", url=f"/claims/{n}/") for n in "abc")
URLS = ("/", "/claims/", "/claims/a/", "/claims/b/", "/actors/x/", "/404.html", "/a/b/c/")
NAMES = ("card", "each", "own", "a", "b", "page", "publication", "m0", "m1", "text", "number")


class Writer:
    """Writes the templates of one site at random."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.modules = [f"module{n}.html" for n in range(rng.randint(1, 4))]
        # What the template at hand can call.
        self.macros: list[str] = []
        # What it speaks of.
        self.names: tuple[str, ...] = NAMES

    def sources(self) -> dict[str, str]:
        """Modules import those after them alone; pages and what they include import any."""
        found = {
            name: self.module(self.modules[number + 1 :])
            for number, name in enumerate(self.modules)
        }
        found["inside.html"] = self.imports(self.modules) + self.words(2)
        opening = self.imports(self.modules)
        blocks = "".join(f"{{% block {n} %}}{self.words(2)}{{% endblock %}}" for n in "xy")
        found["base.html"] = opening + self.words(2) + blocks
        for number in range(2):
            found[f"page{number}.html"] = self.page()
        return found

    def page(self) -> str:
        if self.rng.random() < 0.5:
            return self.imports(self.modules) + self.words(4)
        opening = '{% extends "base.html" %}' + self.imports(self.modules)
        block = self.words(3) + self.rng.choice(("", "{{ super() }}"))
        return opening + f"{{% block x %}}{block}{{% endblock %}}"

    def module(self, others: list[str]) -> str:
        """Macros `m0` and `m1`, mostly with nothing else."""
        parts = [self.imports(others)]
        if self.rng.random() < 0.25:
            parts.append(f"{{% set own = {self.value()} %}}")
        # Of its arguments and what all pages have in common alone, or of anything.
        self.names = self.rng.choice((("a", "b", "publication"), ("a",), NAMES))
        for name in ("m0", "m1"):
            takes = self.rng.choice(("a, b='<'", "a, b", "a=number, b=none"))
            called = self.rng.choice(("", "{% if caller %}{{ caller(a) }}{% endif %}", ""))
            parts.append(f"{{% macro {name}({takes}) %}}{self.words(2)}{called}{{% endmacro %}}")
        self.names = NAMES
        return "".join(parts)

    def imports(self, modules: list[str]) -> str:
        self.macros = []
        return "".join(self._import(name) for name in modules if self.rng.random() < 0.8)

    def _import(self, name: str) -> str:
        number = self.modules.index(name)
        how = self.rng.choice((" with context", " with context", ""))
        if self.rng.random() < 0.5:
            self.macros += [f"i{number}.m0", f"i{number}.m1"]
            return f'{{% import "{name}" as i{number}{how} %}}'
        self.macros += [f"f{number}", "m1"]
        return f'{{% from "{name}" import m0 as f{number}, m1{how} %}}'

    def words(self, most: int) -> str:
        return "".join(self._word() for _ in range(self.rng.randint(1, most)))

    def _word(self) -> str:
        inner = f"{{{{ {self.value()} }}}}"
        return self.rng.choice(
            (
                "text <b>",
                inner,
                inner,
                f"{{{{ {self.value()}.url|rel }}}}",
                "{{ '/claims/'|rel }}{{ '/claims/'|current }}",
                f"{{{{ {self.call()} }}}}",
                f"{{{{ {self.call()} }}}}",
                f"{{{{ _('Page %(number)s.', number={self.value()}) }}}}",
                f"{{% trans x={self.call()}, y={self.value()} %}}"
                "{{ x }} of {{ y }}{% endtrans %}",
                f"{{% for each in cards %}}{inner}{{{{ {self.call('each')} }}}}{{% endfor %}}",
                f"{{% if {self.value()} %}}{inner}{{% else %}}{{{{ {self.call()} }}}}{{% endif %}}",
                f"{{% set own = {self.value()} %}}{inner}",
                f"{{% with a = {self.value()} %}}{inner}{{{{ {self.call()} }}}}{{% endwith %}}",
                f"{{% call(c) {self.call()} %}}{{{{ c }}}}{inner}{{% endcall %}}"
                if self.macros and self.rng.random() < 0.2
                else inner,
                '{% include "inside.html" %}' if self.rng.random() < 0.3 else "",
            )
        )

    def call(self, value: str = "") -> str:
        """A call of a macro that is there, and seldom of one that is not; else a value."""
        if not self.macros:
            return self.value()
        macro = self.rng.choice(self.macros) if self.rng.random() < 0.98 else "m0"
        value = value or self.rng.choice(("card", "card", self.value()))
        more = self.rng.choice(("", "", ", 'x'", ", number", ", b='<'"))
        return f"{macro}({value}{more})"

    def value(self) -> str:
        name = self.rng.choice(self.names)
        return self.rng.choice((name, f"{name}.title", f"{name}.name", f"{name}.url", "'<'"))


def environment(
    kind: type[jinja2.Environment], page_links: PageLinks, sources: dict[str, str]
) -> jinja2.Environment:
    options: dict[str, object] = {
        "page_links": page_links,
        "message_parts": message_parts(words("en")),
    }
    made = kind(
        loader=jinja2.DictLoader(sources),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=jinja2.ChainableUndefined,
        **(options if kind is Engine else {}),  # type: ignore[arg-type]
    )
    install(made, words("en"))
    made.filters["rel"] = jinja2.pass_context(lambda _, url: page_links.rel(str(url)))
    made.filters["current"] = jinja2.pass_context(lambda _, url: page_links.current(str(url)))
    return made


def rendered(
    kind: jinja2.Environment, page_links: PageLinks, name: str, context: dict[str, object]
) -> str:
    page = context["page"]
    assert isinstance(page, dict)
    page_links.start_page(page["url"])
    try:
        return kind.get_template(name).render(context)
    except RecursionError:
        return "RecursionError"
    except (jinja2.TemplateError, TypeError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"


def contexts(rng: random.Random) -> Iterator[tuple[str, dict[str, object]]]:
    for _ in range(6):
        context: dict[str, object] = {
            "page": {"url": rng.choice(URLS), "name": "<page>"},
            "publication": PUBLICATION if rng.random() < 0.9 else OTHER,
            "card": rng.choice((*CARDS, *CARDS, asdict(CARDS[0]))),
            "cards": rng.sample(CARDS, 2),
            "number": rng.choice((1, 12345)),
            "text": rng.choice(("a", Markup("<i>"))),
        }
        if rng.random() < 0.3:
            context["own"] = rng.choice(("<own>", CARDS[1]))
        yield f"page{rng.randrange(2)}.html", context


@pytest.mark.parametrize("seed", range(0, SITES, STEP))
def test_a_page_is_what_plain_jinja_makes_of_it_alone(seed: int) -> None:
    shown = kept = 0
    for number in range(seed, min(seed + STEP, SITES)):
        rng = random.Random(number)
        sources = Writer(rng).sources()
        page_links = PageLinks()
        ours = environment(Engine, page_links, sources)
        if any(is_unusual(source, ours.parse(source)) for source in sources.values()):
            continue
        for name, context in contexts(rng):
            alone = environment(jinja2.Environment, page_links, sources)
            expected = rendered(alone, page_links, name, context)
            assert rendered(ours, page_links, name, context) == expected, (number, name, sources)
            shown += "Error" not in expected
        assert isinstance(ours, Engine)
        kept += any(ours.kept.values())
    assert shown > STEP
    assert kept
