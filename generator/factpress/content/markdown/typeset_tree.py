"""The library's tree of a body with headings, tables and typography set, one pass after another.

In: the tree after inline mark-up. Out: the same tree as the library can lay out and write, and what
was found on the way. The way for any release of the library; `html_writer` is the shorter one.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from factpress.content.markdown.html_writer import BLOCKS, BREAKS, HEADINGS, Found, anchor_of
from factpress.content.markdown.typography import educated
from factpress.model.cards import Heading

_TABLE_FRAME = {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": "Table"}


def typeset(root: Element, found: Found) -> None:
    """Sets a tree in type; what is found in it is kept."""
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
        heading.set("id", anchor_of(text, anchors))
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
