"""Fast paths through Python-Markdown, to the same HTML.

They override private parts of the library, so `known_releases` allows them only with a release that
it knows. Delete both modules, and the library alone makes the same site, slower.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import INLINE_PLACEHOLDER, AtomicString
from markdown.util import INLINE_PLACEHOLDER_PREFIX as PREFIX

from factpress.content.markdown.dialect import Dialect, Footnotes
from factpress.content.markdown.html_writer import Found, Writer
from factpress.content.markdown.inline import SIGNS
from factpress.content.markdown.limits import Meter
from factpress.content.markdown.marks import RAW
from factpress.content.markdown.plain_marks import PlainMarks
from factpress.model.overriding import overrides_as_written, parameters

# The signs that the library's block processors need: at the beginning of the block (an indented
# block, an empty one, a list) or of any line (headings, rules, definitions, quotations, footnotes,
# references).
_OPENS = re.compile(r"\Z|\n| {4}| {0,3}(?:[-_*+:>\[\d#]|```|~~~)")
_OPENS_LATER = re.compile(r"\n {0,3}(?:[-_*+:>\[#=]|1[.)]|```|~~~)")
# One of two texts that each needs anywhere in the block.
_NEEDS = {
    "defindent": ("    ", "    "),
    "table": ("|", "|"),
    "deflist": (": ", ": "),
    "abbr": ("*[", "*["),
    "footnote": ("]:", "]:"),
    "reference": ("]:", "]:"),
}
_MARKS = ("`", "\\", "[", "<", "&", "*", "_")
# An element and the names of the elements around it.
_Node: TypeAlias = tuple[Element, list[str]]


class FastDialect(Dialect):
    """The dialect with fast paths for blocks, inline marks and the serializer."""

    def start(self, top_level: int, text: str, marked: str) -> Found:
        found = super().start(top_level, text, marked)
        self._inline.start(text)
        self._writer.start(found, text)
        return found

    def add_steps(self, md: Markdown) -> None:
        self._blocks = FastBlocks(self.meter, md)
        md.parser.blockprocessors.register(self._blocks, "factpress_blocks", 1000)
        self._inline = FastInline(md, self.meter)
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


def _is_paragraph(block: str) -> bool:
    """Whether no block processor but the one for paragraphs can take the block."""
    # A letter opens nothing; to ask for one is faster than the expression.
    if not block[:1].isalpha() and _OPENS.match(block):
        return False
    return "\n" not in block or not ("|" in block or _OPENS_LATER.search(block))


class FastBlocks(BlockProcessor):
    """Counts each block and parses it, with only those processors that could take it.

    The library offers every block to every block processor.
    """

    def __init__(self, meter: Meter, md: Markdown) -> None:
        super().__init__(md.parser)
        self._meter = meter
        self._paragraph = ParagraphProcessor(md.parser)

    def finish(self, md: Markdown) -> None:
        """Collects the library's processors in order, after every extension registered its own."""
        registry = md.parser.blockprocessors
        names = {id(registry[name]): name for name in _NEEDS}
        self._library = [
            (processor, *_NEEDS.get(names.get(id(processor), ""), ("", "")))
            for processor in registry
            if processor is not self
        ]
        # The library sorts its registry each time that it is walked, which is for each block.
        md.parser.blockprocessors = [self]  # type: ignore[assignment]

    def test(self, parent: Element, block: str) -> bool:
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        count, state = self._meter.block, self.parser.state
        while blocks:
            block = blocks[0]
            count(block, len(state))
            if _is_paragraph(block):
                self._add_paragraph(parent, blocks)
                continue
            for processor, one, other in self._library:
                # A processor that says False has left the blocks as they were.
                if (
                    (one in block or other in block)
                    and processor.test(parent, block)
                    and processor.run(parent, blocks) is not False
                ):
                    break

    def _add_paragraph(self, parent: Element, blocks: list[str]) -> None:
        """As the library's: the text of an empty item of a tight list, else an element."""
        is_tight = self.parser.state.isstate("list")
        if is_tight and (parent.text or len(parent)):
            self._paragraph.run(parent, blocks)
            return
        text = blocks.pop(0).lstrip()
        if text and is_tight:
            parent.text = text
        elif text:
            SubElement(parent, "p").text = text


class FastInline(InlineProcessor):
    """The library's inline processing, only for text with marks.

    `PlainMarks` converts a text whose marks are plain and apart; the library converts the others.
    """

    def __init__(self, md: Markdown, meter: Meter) -> None:
        super().__init__(md)
        self._meter = meter
        self.start("")

    def finish(self) -> None:
        """Collects the library's patterns, after every extension has registered its own."""
        self._plain = PlainMarks(self.md)

    def start(self, text: str) -> None:
        """Finds the kinds of marks in the whole text of the next body.

        Only these need a search in each stretch: the library adds no mark of its own, and ours,
        RAW, replaces text that begins with a bracket. Tabs become spaces.
        """
        marks = [mark for mark in _MARKS if mark in text]
        self._signs = [sign for sign in SIGNS if sign in text]
        marks += self._signs
        if "[" in marks:
            marks.append(RAW)
        if "  " in text or "\t" in text:
            marks.append("  \n")
        self._marks = tuple(marks)

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Works breadth first, as the library does: the order numbers repeated footnotes."""
        self.stashed_nodes: dict[str, Element | str] = {}
        self._spared = 0
        queue = deque([(tree, list(ancestors or ()))])
        while queue:
            element, self.ancestors = queue.popleft()
            self.ancestors.append(element.tag.lower())
            replaced = []
            for child in element:
                if child.text and self._has_marks(child.text):
                    nodes = self._from_text(child)
                    queue.extend(node for node in nodes if node[1] and len(node[0]))
                    replaced.append((child, nodes))
                if child.tail and self._has_marks(child.tail):
                    self._replace_tail(element, child)
                if len(child):
                    queue.append((child, self.ancestors[:]))
            for child, nodes in replaced:
                for place, node in enumerate(nodes):
                    child.insert(place, node[0])
        return tree

    def _has_marks(self, text: str) -> bool:
        """Whether inline processing could change a text."""
        # One search after another for a fixed text is faster than one for an expression.
        for mark in self._marks:
            if mark in text:
                return not isinstance(text, AtomicString)
        # A search for one character is several times as fast as one for a longer text.
        return "\x02" in text and PREFIX in text and not isinstance(text, AtomicString)

    def _from_text(self, child: Element) -> list[_Node]:
        """The elements that an element's text makes, each with the names of those around it."""
        self.ancestors.append(child.tag.lower())
        text, child.text = child.text or "", None
        nodes = self._converted(text, child, is_text=True)
        self.ancestors.pop()
        return nodes

    def _replace_tail(self, element: Element, child: Element) -> None:
        """Puts the elements that a child's tail makes behind the child."""
        text, holder = child.tail or "", Element("d")
        nodes = self._converted(text, holder, is_text=False)
        child.tail = holder.tail or None
        place = list(element).index(child) + 1
        for node in reversed(nodes):
            element.insert(place, node[0])

    def _converted(self, text: str, parent: Element, *, is_text: bool) -> list[_Node]:
        """The elements that a text makes; the text before them becomes text or tail of `parent`."""
        self._meter.inline(text, len(self.ancestors) // 2)
        found = None if "a" in self.ancestors else self._plain.tokens(text, self._signs)
        if found is None:
            marked = self._InlineProcessor__handleInline(text)  # type: ignore[attr-defined]
            place = self._InlineProcessor__processPlaceholders  # type: ignore[attr-defined]
            nodes: list[_Node] = place(marked, parent, is_text)
            return nodes
        lead, elements = self._plain.elements(*found)
        if is_text:
            parent.text = lead or None
        else:
            parent.tail = lead or None
        self._spared += len(elements) + text.count(RAW)
        # They hold nothing that inline processing could change, so none is looked at again.
        return [(element, []) for element in elements]

    def _InlineProcessor__makePlaceholder(self, type: str) -> tuple[str, str]:  # noqa: N802
        """A placeholder with the number that it would have if none were spared.

        The library shows the number where it leaves a placeholder in the text, as 3.11 may.
        """
        number = f"{len(self.stashed_nodes) + self._spared:04d}"
        return INLINE_PLACEHOLDER % number, number


# The library's private methods that are called, with their parameters.
_CALLED = {
    "_InlineProcessor__handleInline": ("self", "data", "patternIndex"),
    "_InlineProcessor__processPlaceholders": ("self", "data", "parent", "isText"),
}


def overrides_known_methods() -> bool:
    """Whether the library has the methods that are overridden or called here, and no others."""
    of_inline = ("finish", "start", "_has_marks", "_from_text", "_replace_tail", "_converted")
    return (
        overrides_as_written(Footnotes)
        and overrides_as_written(FastBlocks, ("finish", "_add_paragraph"))
        and overrides_as_written(FastInline, of_inline)
        and all(parameters(getattr(InlineProcessor, name)) == p for name, p in _CALLED.items())
    )
