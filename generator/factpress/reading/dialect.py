"""The dialect of bodies: what is taken out of Python-Markdown, what is added, what is found.

In: the library's tree of one body. Out: the same tree with marks, headings, tables and typography
set, and what was found on the way. Knows nothing of cards; a mark is a number here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from factpress.model import Heading
from factpress.reading.inline import LeanInline
from factpress.reading.limits import BlockMeter, Meter
from factpress.reading.typography import educated

# Private-use characters frame the number of a mark; input that holds any is refused. A raw marker
# stands for what the writer wrote, a marker for the link or citation that it became.
RAW, RAW_END, MARK, MARK_END = "\ue000", "\ue001", "\ue002", "\ue003"
MARKER = re.compile(f"{MARK}([0-9]+){MARK_END}")
RAW_MARKER = re.compile(f"{RAW}([0-9]+){RAW_END}")


@dataclass(slots=True)
class Found:
    top_level: int
    headings: list[Heading] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class Dialect(Extension):
    """Takes raw HTML and images out of the dialect; adds marks, headings and typography."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Found(2)
        self.meter = Meter()

    def start(self, top_level: int, text: str) -> Found:
        self.found = Found(top_level)
        self.meter.start(text)
        return self.found

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        md.preprocessors.deregister("html_block")
        for pattern in ("html", "image_link", "image_reference", "short_image_ref", "automail"):
            md.inlinePatterns.deregister(pattern)
        md.inlinePatterns.register(_MarkProcessor(RAW_MARKER.pattern, md), "factpress_mark", 115)
        md.parser.blockprocessors.register(BlockMeter(self.meter, md), "factpress_meter", 1000)
        md.treeprocessors.register(_TreeReader(self, md), "factpress_tree", 15)
        md.treeprocessors.register(LeanInline(md, self.meter), "inline", 20)


class _MarkProcessor(InlineProcessor):
    # Inside a link's words or address a placeholder stays as written: links do not nest. This
    # needs links, autolinks and footnotes to be found first, hence the priority below theirs.
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return f"{MARK}{m[1]}{MARK_END}", m.start(0), m.end(0)


class _TreeReader(Treeprocessor):
    """One walk over the finished tree: headings, alignment, typography, text, addresses."""

    def __init__(self, gather: Dialect, md: Markdown) -> None:
        super().__init__(md)
        self._gather = gather

    def run(self, root: Element) -> None:
        found = self._gather.found
        levels = [int(e.tag[1]) for e in root.iter() if e.tag in _HEADINGS]
        shift = found.top_level - min(levels, default=1)
        anchors: dict[str, int] = {}
        for element in root.iter():
            if element.tag in _HEADINGS:
                _number_heading(element, shift, anchors, found)
            elif element.tag in ("th", "td") and "align" in element.attrib:
                element.set("class", f"align-{element.attrib.pop('align')}")
            elif element.tag == "a":
                found.hrefs.append(element.get("href", ""))
            found.addresses += element.attrib.values()
        self._gather.meter.tree(root)
        for block in root:
            _set_type(block, "", found.text)
            found.text.append("\n")
        for parent in list(root.iter()):
            _frame_tables(parent)


_HEADINGS = {f"h{level}" for level in range(1, 7)}
_TABLE_FRAME = {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": "Table"}
_BLOCKS = set(
    "p li dt dd th td tr h2 h3 h4 h5 h6 blockquote div ul ol dl table thead tbody".split()
)


def _number_heading(element: Element, shift: int, anchors: dict[str, int], found: Found) -> None:
    text = "".join(element.itertext())
    level = min(6, int(element.tag[1]) + shift)
    element.tag = f"h{level}"
    slug = "-".join(re.findall(r"\w+", RAW_MARKER.sub("", MARKER.sub("", text)).lower())) or "part"
    anchor = f"body-{_unused(slug, anchors)}"
    element.set("id", anchor)
    found.headings.append(Heading(level, anchor, text))


def _unused(slug: str, anchors: dict[str, int]) -> str:
    """The slug, or the first of `slug-2`, `slug-3`, … that no heading has; kept in `anchors`."""
    anchor = slug
    while anchor in anchors:
        anchors[slug] += 1
        anchor = f"{slug}-{anchors[slug]}"
    anchors[anchor] = 1
    return anchor


def _frame_tables(parent: Element) -> None:
    """Puts each table into a region that scrolls by itself, for keyboards too, where it is wide.

    Rule: WCAG 2.2, success criteria 1.4.10 (reflow) and 2.1.1 (keyboard).
    """
    for place, child in enumerate(parent):
        if child.tag == "table":
            frame = Element("div", _TABLE_FRAME)
            frame.tail, child.tail = child.tail, None
            frame.append(child)
            parent[place] = frame


def _set_type(element: Element, before: str, text: list[str]) -> str:
    """Sets the typography of an element's text in place; returns its last character.

    `before` is the character in front of the element within the same block.
    """
    verbatim = element.tag in ("code", "pre")
    if element.tag in _BLOCKS:
        before = ""
    if element.text and not verbatim:
        element.text, before = _set_part(element.text, before)
        if element.tag != "a":
            text.append(element.text)
    elif element.text:
        before = "x"
    for child in element:
        before = _set_type(child, before, text)
        if child.tag in _BLOCKS or child.tag == "br":
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
