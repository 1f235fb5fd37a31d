"""Shorter ways through Python-Markdown's block parsing, to the same outcome.

In: the lines of a text, and its blocks. Out: the library's lines, and its tree. The library offers
every block to every block processor, and runs its expressions over the whole text first. Most
blocks begin no line with a character that opens anything, and most texts hold neither tabs nor
fences; these go the short way, all others the library's, past processors that cannot take them.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HRProcessor, ParagraphProcessor
from markdown.extensions.footnotes import (
    FootnoteExtension,
    FootnotePostTreeprocessor,
    FootnoteTreeprocessor,
)
from markdown.preprocessors import NormalizeWhitespace

from factpress.content.markdown.limits import Meter

# What each of the library's block processors needs at the least: at the beginning of the block
# (an indented block, an empty one, a list) or of any line (headings, rules, definitions,
# quotations, footnotes, references).
_OPENS = re.compile(r"\Z|\n| {4}|#| {0,3}[-_*+:>\[\d]")
_OPENS_LATER = re.compile(r"\n(?:[#=]| {0,3}[-_*:>\[])")
# And what it needs to stand anywhere in the block: one of two texts.
_NEEDS = {
    "indent": ("    ", "    "),
    "defindent": ("    ", "    "),
    "code": ("    ", "    "),
    "table": ("|", "|"),
    "hashheader": ("#", "#"),
    "setextheader": ("\n-", "\n="),
    "olist": (". ", ". "),
    "deflist": (": ", ": "),
    "quote": (">", ">"),
    "footnote": ("]:", "]:"),
    "reference": ("]:", "]:"),
}
# Three of the characters that a rule consists of, where it has to begin.
_RULE = re.compile(r" {0,3}([-_*]) {0,2}\1 {0,2}\1")
_RULE_LATER = re.compile(r"\n {0,3}([-_*]) {0,2}\1 {0,2}\1")
# A block that is a heading of one line in the library's eyes too, and nothing before that.
_HEADING = re.compile(r"(#{1,6})([^\\#\n]+)")
_ITEM = re.compile(r"[-*+] +(\S.*)")
_NOTES_PLACE = "///Footnotes"


def is_paragraph(block: str) -> bool:
    """Whether no block processor but the one for paragraphs can take the block."""
    # A letter opens nothing; to ask for one is faster than the expression.
    if not block[:1].isalpha() and _OPENS.match(block):
        return False
    return "\n" not in block or not ("|" in block or _OPENS_LATER.search(block))


class LeanBlocks(BlockProcessor):
    """Stands in front of the block processors, counts each block, and parses them all."""

    def __init__(self, meter: Meter, md: Markdown) -> None:
        super().__init__(md.parser)
        self._meter = meter
        self._paragraph = ParagraphProcessor(md.parser)

    def finish(self, md: Markdown) -> None:
        """Takes up the library's processors in their order, when all extensions have set theirs."""
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
            if is_paragraph(block):
                self._add_paragraph(parent, blocks)
                continue
            if self._add_heading(parent, block) or self._add_list(parent, block):
                del blocks[0]
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

    def _add_heading(self, parent: Element, block: str) -> bool:
        """Adds a block that is a heading of one line."""
        heading = _HEADING.fullmatch(block)
        if heading:
            SubElement(parent, f"h{len(heading[1])}").text = heading[2].strip()
        return bool(heading)

    def _add_list(self, parent: Element, block: str) -> bool:
        """Adds a block that is a list of its own whose items are one plain line each.

        Each line begins with a marker, so none is a heading or a rule, and no item with what could
        open another block; the library parses each as a block that lies a level deeper.
        """
        last = parent[-1].tag if len(parent) else ""
        if block[:1] not in ("-", "*", "+") or "|" in block or "ul" in (last, parent.tag):
            return False
        items = [_ITEM.fullmatch(line) for line in block.split("\n")]
        texts = [item[1] for item in items if item and is_paragraph(item[1])]
        if parent.tag == "ol" or len(texts) < len(items):
            return False
        added = SubElement(parent, "ul")
        for text in texts:
            self._meter.block(text, len(self.parser.state) + 1)
            SubElement(added, "li").text = text
        return True


class LeanRules(HRProcessor):
    """Looks through a block with the library's expression only if a line begins like a rule."""

    def test(self, parent: Element, block: str) -> bool:
        begins = _RULE.match(block) or _RULE_LATER.search(block)
        return bool(begins) and super().test(parent, block)


class LeanWhitespace(NormalizeWhitespace):
    """Ends lines, removes tabs and empties blank lines, where there are any to treat."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "\n " in text or "\t" in text or "\r" in text or "\x02" in text or "\x03" in text:
            return super().run(lines)
        return [*lines, "", ""]


class LeanRepeats(FootnotePostTreeprocessor):
    """Adds the ways back to a footnote that is referred to more than once, if there is one."""

    def run(self, root: Element) -> None:
        if any(count > 1 for count in self.footnotes.found_refs.values()):
            super().run(root)


class LeanNotes(FootnoteTreeprocessor):
    """Puts the footnotes behind everything, unless the text holds the mark of another place."""

    def __init__(self, footnotes: FootnoteExtension) -> None:
        super().__init__(footnotes)
        self.start("")

    def start(self, text: str) -> None:
        """Takes the whole text of the next body, as it was written."""
        # Of the mark only as much as no tab can be part of.
        self._placed = _NOTES_PLACE in text

    def run(self, root: Element) -> None:
        if self._placed:
            super().run(root)
            return
        notes = self.footnotes.makeFootnotesDiv(root)
        if notes is not None:
            root.append(notes)
