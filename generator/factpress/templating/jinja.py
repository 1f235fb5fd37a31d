"""The Jinja environment of a theme: the fast engine if it passes a test, else Jinja's own.

The engine uses private parts of Jinja, which any release may change. So it is imported only here,
and used only where it renders a probe as Jinja's own environment does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import cache
from typing import Any, NamedTuple

import jinja2
from jinja2 import nodes

from factpress.model.contexts import View
from factpress.templating.messages import MessageParts, PageLinks, escaped, filled_in, pieces


class PlainJinja(jinja2.Environment):
    """Jinja's own environment, which loads every template anew for each page.

    Jinja makes a module that is imported without context once, so that a page would depend on
    which were rendered before: the module may count.
    """

    def __init__(self, *, page_links: PageLinks, **options: Any) -> None:
        super().__init__(**options, cache_size=0)
        self.page_links = page_links
        self._page = page_links.page
        self._loaded: dict[str, jinja2.Template] = {}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        """A template by name, the same as long as one page is rendered."""
        if globals is not None or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if self._page != self.page_links.page:
            self._page = self.page_links.page
            self._loaded.clear()
        if name not in self._loaded:
            self._loaded[name] = super().get_template(name, parent)
        return self._loaded[name]


class FastJinja(NamedTuple):
    """The engine, and whether a template's source and tree are unusual, so that it may not."""

    environment: Callable[..., jinja2.Environment]
    is_unusual: Callable[[str, nodes.Template], bool]


@cache
def fast_jinja() -> FastJinja | None:
    """The engine; None where the Jinja that is installed is not one that it fits."""
    try:
        from factpress.templating.fast.engine import Engine, overrides_known_jinja
        from factpress.templating.fast.unusual import is_unusual

        fast = FastJinja(Engine, is_unusual)
        ours = {"page_links": PageLinks(), "message_parts": MessageParts(pieces, escaped)}
        fits = overrides_known_jinja() and (_probed(Engine, **ours) == _probed(jinja2.Environment))
    except Exception:  # Another release may break it in any way; the slower way remains.
        return None
    return fast if fits else None


def _probed(kind: Callable[..., jinja2.Environment], **options: Any) -> list[str]:
    """Two small pages that use each fast path."""
    made = kind(loader=jinja2.DictLoader(_PROBE), autoescape=True, **options)
    made.globals["_"] = lambda message, **values: filled_in(message, values)
    page = made.get_template("page")
    return [page.render(_CONTEXT, url=url) for url in ("<", ">")]


# The options that all our environments share.
OPTIONS: Mapping[str, Any] = {
    "extensions": ["jinja2.ext.i18n"],
    "undefined": jinja2.StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "auto_reload": False,
}
_PROBE = {
    "row": "{% macro row(card, mark='\"') %}{{ mark }}{{ card.name }}{{ url }}{% endmacro %}",
    "page": """{% from "row" import row with context %}{% for card in cards %}{{ row(card, odd) }}
{% include "row" %}{{ card.none is defined }}{{ loop.index }}{% endfor %}
{% block main %}{{ _('<i>%(a)s', a=odd) }}{{ row(card=shared) }}{% endblock %}
""",
}


class _Named(View, frozen=True, kw_only=True):
    name: str


_CONTEXT: Mapping[str, Any] = {
    "odd": "a<'\"&>",
    "shared": _Named(name="<b>"),
    "cards": [_Named(name="c & d"), {"name": "e"}],
}
