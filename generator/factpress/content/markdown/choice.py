"""Which dialect converts bodies: the fast one where it proves itself, else the library's own way.

The shorter ways go through private parts of Python-Markdown, which any release may change. So they
are imported only here, and taken only where they convert a probe as the library does.
"""

from __future__ import annotations

from functools import cache

from factpress.content.markdown.dialect import Dialect, markdown_in

_PROBE = """\
Words *a* **b** _c_ `d` [e](http://f.g) [h] &amp; <http://i.j> \\* k[^l] "m" ***n*** o__p
q

## R

- s
- *t* u

1. v

    w

> x -- y

| z | A |
|---|--:|
| B | C |

D
:   E

[^l]: F  \nG

[h]: http://h.i "J"
"""


@cache
def fast_dialect() -> type[Dialect] | None:
    """The dialect with the shorter ways; None where the library that is installed is another."""
    try:
        from factpress.content.markdown.fast_dialect import FastDialect

        fits = _probed(FastDialect()) == _probed(Dialect())
    except Exception:  # Whatever another release makes of it, there is a slower way.
        return None
    return FastDialect if fits else None


def _probed(dialect: Dialect) -> tuple[object, ...]:
    """The HTML of a body with a mark of each kind, and what was found in it."""
    md = markdown_in(dialect)
    found = dialect.start(3, _PROBE, _PROBE)
    return md.convert(_PROBE), found.headings, found.hrefs, found.text, found.addresses
