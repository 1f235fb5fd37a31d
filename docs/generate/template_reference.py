"""The reference of templates, as Markdown: `make docs` writes it to docs/reference/templates.md."""

from __future__ import annotations

import sys

from factpress.cli.describe import (
    macros,
    page_contexts,
    section,
    template_section,
    values_of,
)
from factpress.pages.frame import Frame
from factpress.theme.overrides import template_sources

_ABOUT = """\
<!-- Made from the templates and the types of their contexts by `make docs`; not edited. -->

# Templates

The blocks of each template, and the names that it sees; then the fields of each value.
[Themes](../how-to/theming.md) says how to change a template. `factpress theme describe claim.html`
prints the part of one template.

Addresses begin with `/` and go through `|rel`, dates are like `2022-01-07` and go through `|day`. A
`published` may be a month, a year, a period with `/`, or a lower bound, as in `[2022-01-12..]`.
"""


def templates_reference() -> str:
    """What every page sees, each template, the values, and the components with their macros."""
    sources, contexts = template_sources(), page_contexts()
    names = ["base.html", *sorted(contexts)]
    values = sorted(values_of([Frame, *contexts.values()]), key=lambda kind: kind.__name__)
    return "\n".join(
        [
            _ABOUT,
            *(template_section(name, sources[name], contexts.get(name)) for name in names),
            "## Values\n",
            *map(section, values),
            _components(sources),
        ]
    )


def _components(sources: dict[str, str]) -> str:
    names = sorted(name for name in sources if name.startswith(("charts/", "components/")))
    listed = (f"- `{name}`{_macros(sources[name])}" for name in names)
    about = "Templates that pages share, with their macros."
    return "\n".join([f"## Charts and components\n\n{about}\n", *listed, ""])


def _macros(source: str) -> str:
    named = ", ".join(f"`{name}`" for name in macros(source))
    return f": {named}" if named else ""


if __name__ == "__main__":
    sys.stdout.write(templates_reference())
