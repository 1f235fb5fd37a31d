"""The dialect of bodies: an extension that removes parts of Python-Markdown and adds others.

It adds marks, each a number here, and limits. It uses the public parts of the library alone, so
that any release of it will do; the fast paths are those of `fast_dialect`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TypeAlias, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension, DefListIndentProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from factpress.content.markdown import inline
from factpress.content.markdown.abbreviations import Abbreviations, Explained
from factpress.content.markdown.blocks import REPLACED, Blocks
from factpress.content.markdown.html_writer import BLOCKS, BREAKS, HEADINGS, Found, anchor_of
from factpress.content.markdown.limits import Meter, TooMuch
from factpress.content.markdown.marks import MARK, MARK_END, RAW_MARKER
from factpress.content.markdown.typography import educated
from factpress.model.cards import Heading
from factpress.model.overriding import overrides_as_written
from factpress.model.problems import quoted

# The steps that would show a body's HTML or a picture.
_LEFT_OUT = ("html", "image_link", "image_reference", "short_image_ref", "automail")
# The punctuation that a backslash shows, besides the library's. `inline` has "&".
_ESCAPED = "\"$%',/:;<=>?@^~"
# Its patterns for emphasis, the one of 3.11 or both of 3.10; and how many signs mark an element.
_EMPHASIS = ("em_strong", "em_strong2")
_SIGNS = {"em": 2, "strong": 4}
_SIGN = re.compile("[*_]")
_Emphasis: TypeAlias = "tuple[Element | str | None, int | None, int | None]"
_TABLE_FRAME = {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": "Table"}


class Dialect(Extension):
    """Takes raw HTML and images out of the library's Markdown; adds marks and limits."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Found(2)
        self.meter = Meter()

    def start(self, top_level: int, text: str, marked: str) -> Found:
        """Begins with the next body, given as it was written and with its raw markers."""
        self.found = Found(top_level)
        self.meter.start()
        self.blocks.start(self.found)
        self._abbreviations.clear()
        self.meter.fences(marked)
        self.meter.notes(marked)
        return self.found

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        md.preprocessors.deregister("html_block", strict=False)
        for pattern in _LEFT_OUT:
            md.inlinePatterns.deregister(pattern, strict=False)
        md.inlinePatterns.register(_MarkProcessor(RAW_MARKER.pattern, md), "factpress_mark", 115)
        for name in _EMPHASIS:
            if name in md.inlinePatterns:
                found = cast(InlineProcessor, md.inlinePatterns[name])
                checked = partial(self._emphasis, found.handleMatch)
                found.handleMatch = checked  # type: ignore[method-assign]
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, *_ESCAPED]
        self._replace_blocks(md)
        inline.register(md)
        self.add_steps(md)

    def _replace_blocks(self, md: Markdown) -> None:
        registry = md.parser.blockprocessors
        for name in REPLACED:
            registry.deregister(name, strict=False)
        self.blocks = Blocks(md)
        registry.register(self.blocks, "factpress_structure", 82)
        registry.register(_OfDefinition(md.parser), "defindent", 85)
        self._abbreviations: dict[str, str] = {}
        registry.register(Explained(md.parser, self._abbreviations), "abbr", 16)
        # Behind footnotes, before typography.
        marked = Abbreviations(md, self._abbreviations)
        md.treeprocessors.register(marked, "factpress_abbreviations", 14.5)

    def _emphasis(self, find: Callable[..., _Emphasis], m: re.Match[str], data: str) -> _Emphasis:
        """The emphasis that the library finds; keeps a stretch of which it would lose text.

        3.11 finds all emphases of a stretch at once, and then may cut them at wrong places.
        """
        element, start, end = find(m, data)
        if isinstance(element, Element) and not _is_whole(element, data, start or 0, end or 0):
            self.found.cut.append(data[max(start or 0, 0) : end] or data)
        return element, start, end

    def add_steps(self, md: Markdown) -> None:
        """Adds the steps that count the library's work, and typography."""
        blocks = _CountedBlocks(self.meter, md)
        md.parser.blockprocessors.register(blocks, "factpress_blocks", 1000)
        # Behind footnotes and before inline mark-up; then behind all that makes elements.
        md.treeprocessors.register(_CountedInline(self, md), "factpress_inline", 45)
        md.treeprocessors.register(_Typeset(self, md), "factpress_typeset", 14)

    def finish(self, md: Markdown) -> None:
        """Runs after all extensions and the library's own settings."""


def markdown_in(dialect: Dialect) -> Markdown:
    """The library's converter of a dialect."""
    # By class: by name, the library looks through every installed package first.
    as_written = overrides_as_written(Footnotes)
    extensions: list[Extension] = [
        TableExtension(use_align_attribute=True),
        Footnotes() if as_written else FootnoteExtension(),
        DefListExtension(),
        dialect,
    ]
    md = Markdown(extensions=extensions, output_format="html")
    dialect.finish(md)
    return md


def _is_whole(element: Element, data: str, start: int, end: int) -> bool:
    """Whether emphasis has the text that it replaces, without the signs that mark it."""
    shown, replaced = "".join(element.itertext()), data[max(start, 0) : end]
    signs = sum(_SIGNS.get(each.tag, 0) for each in element.iter())
    return len(shown) + signs == end - start and _SIGN.sub("", shown) == _SIGN.sub("", replaced)


class _OfDefinition(DefListIndentProcessor):
    """The library's text under a definition, and that alone: of lists it takes code for text."""

    def test(self, parent: Element, block: str) -> bool:
        is_within = parent.tag == "dd" or (len(parent) > 0 and parent[-1].tag == "dl")
        return is_within and super().test(parent, block)


class Footnotes(FootnoteExtension):
    """The library's footnotes, none of which may define another: its text would be lost."""

    def reset(self) -> None:
        super().reset()
        self._are_written = False

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802 (the library's name)
        self._are_written = True
        return super().makeFootnotesDiv(root)

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802
        if self._are_written:
            message = (
                f"footnote {quoted(f'[^{id}]')} is defined inside another footnote; begin its line "
                "at the margin"
            )
            raise TooMuch(message, f"[^{id}]:")
        super().setFootnote(id, text)


class _MarkProcessor(InlineProcessor):
    # Inside a link's words or address a placeholder stays as written: links do not nest. This
    # needs links, autolinks and footnotes to be found first, hence the priority below theirs.
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return f"{MARK}{m[1]}{MARK_END}", m.start(0), m.end(0)


class _CountedBlocks(BlockProcessor):
    """Comes before the block processors, and counts each block that they are offered."""

    def __init__(self, meter: Meter, md: Markdown) -> None:
        super().__init__(md.parser)
        self._meter = meter

    def test(self, parent: Element, block: str) -> bool:
        self._meter.block(block, len(self.parser.state))
        return False

    def run(self, parent: Element, blocks: list[str]) -> bool:
        return False


class _CountedInline(Treeprocessor):
    """Counts each stretch of text before its marks are looked for."""

    def __init__(self, dialect: Dialect, md: Markdown) -> None:
        super().__init__(md)
        self._dialect = dialect

    def run(self, root: Element) -> None:
        self._dialect.meter.tree(root)
        for element in root.iter():
            for text in (element.text, element.tail):
                if text and not isinstance(text, AtomicString):
                    self._dialect.meter.inline(text, 0)


class _Typeset(Treeprocessor):
    """Adds typography to the library's tree, and records its headings, links and text."""

    def __init__(self, dialect: Dialect, md: Markdown) -> None:
        super().__init__(md)
        self._dialect = dialect

    def run(self, root: Element) -> None:
        self._dialect.meter.tree(root)
        typeset(root, self._dialect.found)


def typeset(root: Element, found: Found) -> None:
    """Adds typography to a tree; records its headings, links and text."""
    _number_headings(root, found)
    for element in root.iter():
        if element.tag in ("th", "td") and "align" in element.attrib:
            element.set("class", f"align-{element.attrib.pop('align')}")
        if element.tag == "a":
            found.hrefs.append(element.get("href", ""))
        found.addresses += element.attrib.values()
    for block in root:
        _set_type(block, "", found.text)
        found.text.append("\n")
    for parent in list(root.iter()):
        _frame_tables(parent)


def _number_headings(root: Element, found: Found) -> None:
    headings = [element for element in root.iter() if element.tag in HEADINGS]
    shift = found.top_level - min((int(heading.tag[1]) for heading in headings), default=1)
    anchors: dict[str, int] = {}
    for heading in headings:
        text = "".join(heading.itertext())
        heading.tag = f"h{min(6, int(heading.tag[1]) + shift)}"
        heading.set("id", anchor_of(heading.get("id") or text, anchors))
        found.headings.append(Heading(int(heading.tag[1]), heading.attrib["id"], text))


def _frame_tables(parent: Element) -> None:
    for place, child in enumerate(parent):
        if child.tag == "table":
            frame = Element("div", _TABLE_FRAME)
            frame.tail, child.tail = child.tail, None
            frame.append(child)
            parent[place] = frame


def _set_type(element: Element, before: str, text: list[str]) -> str:
    """Sets an element without its tail, behind the character `before`; returns its last one."""
    if element.tag in BLOCKS:
        before = ""
    if element.text and element.tag not in ("code", "pre"):
        element.text, before = _set_part(element.text, before)
        if element.tag != "a":
            text.append(element.text)
    elif element.text:
        before = "x"
    for child in element:
        before = _set_type(child, before, text)
        if child.tag in BREAKS:
            before = ""
            text.append("\n")
        if child.tail:
            child.tail, before = _set_part(child.tail, before)
            text.append(child.tail)
    return before


def _set_part(part: str, before: str) -> tuple[str, str]:
    if isinstance(part, AtomicString):
        return part, part[-1:]
    part = educated(part, before)
    return part, part[-1:] or before
