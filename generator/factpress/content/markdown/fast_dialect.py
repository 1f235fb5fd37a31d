"""The dialect with the shorter ways, for releases of Python-Markdown as they are known here.

In: the library's converter. Out: the same converter, which takes the shorter ways to the same
HTML; or `Unknown`, where the library has a step more, less or other than those that they replace.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteTreeprocessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import Registry

from factpress.content.markdown.dialect import Dialect, Footnotes
from factpress.content.markdown.fast_paths import (
    LeanBlocks,
    LeanNotes,
    LeanRepeats,
    LeanRules,
    LeanWhitespace,
)
from factpress.content.markdown.html_writer import Found, Writer
from factpress.content.markdown.inline import LeanInline
from factpress.model.encoding import digest
from factpress.model.overriding import overrides_as_written, parameters

# The steps of the library and of the extensions that we use, in their order, by name and class.
_PREPROCESSORS = "normalize_whitespace NormalizeWhitespace, html_block HtmlBlockPreprocessor"
_BLOCKPROCESSORS = (
    "empty EmptyBlockProcessor, indent ListIndentProcessor, defindent DefListIndentProcessor, "
    "code CodeBlockProcessor, table TableProcessor, hashheader HashHeaderProcessor, "
    "setextheader SetextHeaderProcessor, hr HRProcessor, olist SaneOListProcessor, "
    "ulist SaneUListProcessor, deflist DefListProcessor, quote BlockQuoteProcessor, "
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
# Digests of the expressions of each release that the shorter ways were held against.
_EXPRESSIONS = frozenset(
    {
        "b86068cf9a619eb7",  # 3.10 to 3.10.2
        "c15c78f8ae71ef3c",  # 3.10.3
        "8657b70056c85f71",  # 3.11
        "7ad22b6a224c6903",  # 3.11.1, 3.11.2
        "93ddd2e0e9cf5cf4",  # 3.11.3
    }
)
# What our classes add to those that they override.
_ADDED: Mapping[type, Collection[str]] = {
    Footnotes: (),
    LeanBlocks: ("finish", "_add_paragraph", "_add_heading", "_add_list"),
    LeanInline: (
        *("finish", "start", "_is_of_concern", "_from_text", "_replace_tail"),
        *("_plainly", "_placed", "_patterns"),
    ),
    LeanNotes: ("start",),
    LeanRepeats: (),
    LeanRules: (),
    LeanWhitespace: (),
}
# Methods of the library's that are called and not overridden.
_CALLED = {
    "_InlineProcessor__applyPattern": ("self", "pattern", "data", "patternIndex", "startIndex"),
    "_InlineProcessor__processPlaceholders": ("self", "data", "parent", "isText"),
}


class Unknown(Exception):
    """Raised where the library is not as it is known here."""


class FastDialect(Dialect):
    """The dialect with the shorter ways through blocks, inline mark-up and the finished tree."""

    def start(self, top_level: int, text: str, marked: str) -> Found:
        found = super().start(top_level, text, marked)
        self._notes.start(text)
        self._inline.start(text)
        self._writer.start(found, text)
        return found

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        if not is_known(md):
            raise Unknown
        super().extendMarkdown(md)

    def add_steps(self, md: Markdown) -> None:
        md.preprocessors.register(LeanWhitespace(md), "normalize_whitespace", 30)
        self._blocks = LeanBlocks(self.meter, md)
        md.parser.blockprocessors.register(self._blocks, "factpress_blocks", 1000)
        md.parser.blockprocessors.register(LeanRules(md.parser), "hr", 50)
        notes = md.treeprocessors["footnote"]
        assert isinstance(notes, FootnoteTreeprocessor)
        self._notes = LeanNotes(notes.footnotes)
        md.treeprocessors.register(self._notes, "footnote", 50)
        md.treeprocessors.register(LeanRepeats(notes.footnotes), "footnote-duplicate", 15)
        self._inline = LeanInline(md, self.meter)
        md.treeprocessors.register(self._inline, "inline", 20)
        md.treeprocessors.deregister("prettify")
        md.treeprocessors.register(_LeftToWriter(md), "unescape", 0)
        self._writer = Writer(self.meter, md.block_level_elements)

    def finish(self, md: Markdown) -> None:
        md.serializer = self._writer.written
        self._inline.finish()
        self._blocks.finish(md)


class _LeftToWriter(UnescapeTreeprocessor):
    """Does nothing. The library's patterns look for its expression under this name."""

    def run(self, root: Element) -> None:
        return None


def is_known(md: Markdown) -> bool:
    """Whether the steps of a converter and what we override of them are those known here."""
    return (
        _has(md.preprocessors, _PREPROCESSORS)
        and _has(md.parser.blockprocessors, _BLOCKPROCESSORS)
        and any(_has(md.inlinePatterns, _PATTERNS + emphasis) for emphasis in _EMPHASIS)
        and _has(md.treeprocessors, _TREEPROCESSORS)
        and _has(md.postprocessors, _POSTPROCESSORS)
        and expressions(md) in _EXPRESSIONS
        and all(overrides_as_written(kind, own) for kind, own in _ADDED.items())
        and all(parameters(getattr(InlineProcessor, n)) == p for n, p in _CALLED.items())
    )


def expressions(md: Markdown) -> str:
    """A digest of the expressions by which a converter finds blocks and marks."""
    steps = (*md.parser.blockprocessors, *md.inlinePatterns)
    found = [
        value.pattern
        for step in steps
        for value in _attributes(step)
        if isinstance(value, re.Pattern)
    ]
    return digest("\0".join(found).encode())[:16]


def _attributes(step: object) -> Iterator[object]:
    """The attributes of a step, then of its classes, in the order in which they were set."""
    yield from vars(step).values()
    for kind in type(step).__mro__:
        yield from vars(kind).values()


def _has(registry: Registry[Any], expected: str) -> bool:
    """Whether a registry has just these steps, in this order."""
    steps = list(registry)
    pairs = [pair.split() for pair in expected.split(", ")]
    return len(steps) == len(pairs) and all(
        name in registry and registry[name] is step and _kind(step) == kind
        for step, (name, kind) in zip(steps, pairs, strict=True)
    )


def _kind(step: object) -> str:
    """The name of a step's class, if that is the library's."""
    kind = type(step)
    return kind.__name__ if kind.__module__.startswith("markdown.") else ""
