"""Checks that the installed Python-Markdown is one that the fast paths are written for.

Its steps must have the known names, classes and order, its expressions a known digest, and the fast
paths must convert a probe as the library's own steps do. Otherwise those convert all bodies.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown import Markdown
from markdown.util import Registry

from factpress.content.markdown.dialect import Dialect, markdown_in
from factpress.model.encoding import digest

# The steps of the library and of the extensions that we use, in their order, by name and class.
_PREPROCESSORS = "normalize_whitespace NormalizeWhitespace, html_block HtmlBlockPreprocessor"
_BLOCKPROCESSORS = (
    "empty EmptyBlockProcessor, indent ListIndentProcessor, defindent DefListIndentProcessor, "
    "code CodeBlockProcessor, table TableProcessor, hashheader HashHeaderProcessor, "
    "setextheader SetextHeaderProcessor, hr HRProcessor, olist OListProcessor, "
    "ulist UListProcessor, deflist DefListProcessor, quote BlockQuoteProcessor, "
    "footnote FootnoteBlockProcessor, reference ReferenceProcessor, paragraph ParagraphProcessor"
)
_PATTERNS = (
    "backtick BacktickInlineProcessor, escape EscapeInlineProcessor, "
    "footnote FootnoteInlineProcessor, reference ReferenceInlineProcessor, "
    "link LinkInlineProcessor, image_link ImageInlineProcessor, "
    "image_reference ImageReferenceInlineProcessor, short_reference ShortReferenceInlineProcessor, "
    "short_image_ref ShortImageReferenceInlineProcessor, autolink AutolinkInlineProcessor, "
    "automail AutomailInlineProcessor, linebreak SubstituteTagInlineProcessor, "
    "html HtmlInlineProcessor, entity HtmlInlineProcessor, "
)
# Emphasis as it was up to 3.10, and as it is from 3.11.
_EMPHASIS = (
    "not_strong SimpleTextInlineProcessor, em_strong AsteriskProcessor, "
    "em_strong2 UnderscoreProcessor",
    "em_strong DelimiterProcessor",
)
_TREEPROCESSORS = (
    "footnote FootnoteTreeprocessor, inline InlineProcessor, "
    "footnote-duplicate FootnotePostTreeprocessor, prettify PrettifyTreeprocessor, "
    "unescape UnescapeTreeprocessor"
)
_POSTPROCESSORS = (
    "raw_html RawHtmlPostprocessor, footnote FootnotePostprocessor, "
    "amp_substitute AndSubstitutePostprocessor"
)
# Digests of the expressions of each release that the fast paths were tested against.
_EXPRESSIONS = frozenset(
    {
        "df1cd0e5f5d7b1a9",  # 3.10 to 3.10.2
        "22148ffb40d23f43",  # 3.10.3
        "a230e0ebcbfd3f51",  # 3.11
        "bb5161a14c52bd04",  # 3.11.1, 3.11.2
        "fcb074279e1043bc",  # 3.11.3
    }
)
# A body with a mark of each kind.
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
    """The dialect with the fast paths; None with a release of the library that they do not know."""
    try:
        from factpress.content.markdown.fast_paths import FastDialect, overrides_known_methods

        library = _CheckedDialect()
        expected = _probed(library)
        fits = library.is_known and overrides_known_methods()
        return FastDialect if fits and _probed(FastDialect()) == expected else None
    except Exception:  # Another release may break them in any way; the library's own steps remain.
        return None


class _CheckedDialect(Dialect):
    """The dialect without fast paths, which compares the library's steps before it changes any."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        self.is_known = has_known_steps(md)
        super().extendMarkdown(md)


def _probed(dialect: Dialect) -> tuple[object, ...]:
    """The HTML of the probe, and the findings of the dialect."""
    md = markdown_in(dialect)
    found = dialect.start(3, _PROBE, _PROBE)
    return md.convert(_PROBE), found.headings, found.hrefs, found.text, found.addresses


def has_known_steps(md: Markdown) -> bool:
    """Whether a converter has the steps and the expressions of a known release, and no others."""
    return (
        _has(md.preprocessors, _PREPROCESSORS)
        and _has(md.parser.blockprocessors, _BLOCKPROCESSORS)
        and any(_has(md.inlinePatterns, _PATTERNS + emphasis) for emphasis in _EMPHASIS)
        and _has(md.treeprocessors, _TREEPROCESSORS)
        and _has(md.postprocessors, _POSTPROCESSORS)
        and expressions(md) in _EXPRESSIONS
    )


def expressions(md: Markdown) -> str:
    """A digest of the expressions by which a converter finds blocks and marks."""
    steps = (*md.parser.blockprocessors, *md.inlinePatterns)
    # The attributes of a step, then of its classes, in the order in which they were set.
    attributes = (vars(each) for step in steps for each in (step, *type(step).__mro__))
    values = (value for each in attributes for value in each.values())
    found = [value.pattern for value in values if isinstance(value, re.Pattern)]
    return digest("\0".join(found).encode())[:16]


def _has(registry: Registry[Any], expected: str) -> bool:
    """Whether a registry has just these steps, in this order."""
    steps = list(registry)
    pairs = [pair.split() for pair in expected.split(", ")]
    return len(steps) == len(pairs) and all(
        name in registry
        and registry[name] is step
        and type(step).__name__ == kind
        and type(step).__module__.startswith("markdown.")
        for step, (name, kind) in zip(steps, pairs, strict=True)
    )
