"""The filters, the test and the function that templates have besides Jinja's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import jinja2
from jinja2.runtime import Context as JinjaContext
from markupsafe import Markup

from factpress.model.headers import policy
from factpress.templating.messages import PageLinks


def csp(*directives: str) -> Markup:
    """Directives of the content security policy, with the sources that the table gives them."""
    return Markup(policy(*directives))  # noqa: S704 (no text of others is in it)


def filters(page_links: PageLinks, checked: Mapping[str, str]) -> dict[str, Callable[..., str]]:
    """The filters of a site. Those of addresses are never evaluated when a template is compiled.

    `checked` has the digests of the scripts and styles that a browser is to check.
    """

    @jinja2.pass_context
    def rel(context: JinjaContext, url: str) -> str:
        """An address of the site as seen from the page being rendered."""
        return page_links.rel(url)

    @jinja2.pass_context
    def current(context: JinjaContext, url: str) -> str:
        """The `aria-current` of a link on the page being rendered."""
        return page_links.current(url)

    @jinja2.pass_context
    def integrity(context: JinjaContext, url: str) -> str:
        """The attribute by which a browser checks a script or style; "" where it is not to."""
        found = checked.get(url)
        return Markup(' integrity="{}"').format(found) if found else ""

    return {
        "rel": rel,
        "current": current,
        "integrity": integrity,
        "common": _common,
        "usual": _usual,
    }


_QUOTATION_MARKS = tuple('"“”„‟«»‹›「」『』')


def is_quotation(text: str) -> bool:
    """Whether a text begins or ends with a quotation mark of its own."""
    bare = text.strip()
    return bare.startswith(_QUOTATION_MARKS) or bare.endswith(_QUOTATION_MARKS)


@jinja2.pass_environment
def _common(environment: jinja2.Environment, entries: Sequence[object], key: str) -> str:
    """The value of a field that two or more entries share; "" where they differ or are fewer."""
    found = {environment.getattr(entry, key) for entry in entries} if len(entries) > 1 else set()
    return found.pop() if len(found) == 1 else ""


@jinja2.pass_environment
def _usual(environment: jinja2.Environment, entries: Sequence[object], key: str) -> str:
    """The value of a field that more than half of two or more entries share, or ""."""
    counts = Counter(environment.getattr(entry, key) for entry in entries)
    value, count = counts.most_common(1)[0] if len(entries) > 1 else ("", 0)
    return value if 2 * count > len(entries) else ""
