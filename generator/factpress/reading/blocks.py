"""Shorter ways through Python-Markdown's block parsing, to the same outcome.

The library offers every block to every block processor, and runs its expressions over the whole
text first. Most blocks begin no line with a character that opens anything, and most texts hold
neither tabs nor fences; these go the short way, all others the library's.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.preprocessors import NormalizeWhitespace

from factpress.reading.limits import Meter

# What each of the library's block processors needs at the least: at the beginning of the block
# (an indented block, an empty one, a list) or of any line (headings, rules, definitions,
# quotations, footnotes, references).
_OPENS = re.compile(r"\Z|\n| {4}|#| {0,3}[-_*+:>\[\d]")
_OPENS_LATER = re.compile(r"\n(?:[#=]| {0,3}[-_*:>\[])")


def is_paragraph(block: str) -> bool:
    """Whether no block processor but the one for paragraphs can take the block."""
    if _OPENS.match(block):
        return False
    return "\n" not in block or not ("|" in block or _OPENS_LATER.search(block))


class LeanBlocks(BlockProcessor):
    """Stands in front of the block processors, counts each block, and takes the paragraphs."""

    def __init__(self, meter: Meter, md: Markdown) -> None:
        super().__init__(md.parser)
        self._meter = meter
        self._paragraph = ParagraphProcessor(md.parser)

    def test(self, parent: Element, block: str) -> bool:
        self._meter.block(block, len(self.parser.state))
        return is_paragraph(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        self._paragraph.run(parent, blocks)
        while blocks and is_paragraph(blocks[0]):
            self._meter.block(blocks[0], len(self.parser.state))
            self._paragraph.run(parent, blocks)


class LeanWhitespace(NormalizeWhitespace):
    """Ends lines, removes tabs and empties blank lines, where there are any to treat."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if any(mark in text for mark in ("\n ", "\t", "\r", "\x02", "\x03")):
            return super().run(lines)
        return [*lines, "", ""]


class LeanFences(FencedBlockPreprocessor):
    """Takes out fenced code, where there is any."""

    def __init__(self, md: Markdown, library: FencedBlockPreprocessor) -> None:
        settings: dict[str, object] = vars(library)["config"]
        super().__init__(md, settings)

    def run(self, lines: list[str]) -> list[str]:
        fenced = any(line.startswith(("```", "~~~")) for line in lines)
        return super().run(lines) if fenced else lines
