"""The dialect of bodies: what is taken out of Python-Markdown and what is added to it.

In: the library's converter. Out: the same converter, which finds marks, refuses what asks for
too much, and takes the shorter ways. Knows nothing of cards; a mark is a number here.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteTreeprocessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import UnescapeTreeprocessor

from factpress.content.markdown.fast_paths import (
    LeanBlocks,
    LeanFences,
    LeanNotes,
    LeanRepeats,
    LeanRules,
    LeanWhitespace,
)
from factpress.content.markdown.html_writer import Found, Writer
from factpress.content.markdown.inline import LeanInline
from factpress.content.markdown.limits import Meter
from factpress.content.markdown.markers import MARK, MARK_END, RAW_MARKER


class Dialect(Extension):
    """Takes raw HTML and images out of the dialect; adds marks, limits and the shorter ways."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Found(2)
        self.meter = Meter()

    def start(self, top_level: int, text: str, marked: str) -> Found:
        """Begins with the next body, given as it was written and with its raw markers."""
        self.found = Found(top_level)
        self.meter.start()
        if self._fences.start(text):
            self.meter.fences(marked)
        self._notes.start(text)
        self._inline.start(text)
        self._writer.start(self.found, text)
        return self.found

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        md.preprocessors.deregister("html_block")
        for pattern in ("html", "image_link", "image_reference", "short_image_ref", "automail"):
            md.inlinePatterns.deregister(pattern)
        md.inlinePatterns.register(_MarkProcessor(RAW_MARKER.pattern, md), "factpress_mark", 115)
        md.preprocessors.register(LeanWhitespace(md), "normalize_whitespace", 30)
        self._fences = LeanFences(md)
        md.preprocessors.register(self._fences, "fenced_code_block", 25)
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
        """Sets what has to wait for all extensions and the library's own settings."""
        md.serializer = self._writer.written
        self._inline.finish()
        self._blocks.finish(md)


class _MarkProcessor(InlineProcessor):
    # Inside a link's words or address a placeholder stays as written: links do not nest. This
    # needs links, autolinks and footnotes to be found first, hence the priority below theirs.
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return f"{MARK}{m[1]}{MARK_END}", m.start(0), m.end(0)


class _LeftToWriter(UnescapeTreeprocessor):
    """Does nothing. The library's patterns look for its expression under this name."""

    def run(self, root: Element) -> None:
        return None
