"""The finished tree of a body to HTML: headings, tables, typography and layout in one walk.

The HTML is that of the library's tree processors for layout and escapes and of its serializer. The
tree stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from factpress.content.markdown.limits import Meter
from factpress.content.markdown.marks import JOINT, MARK, MARKER, RAW, RAW_MARKER
from factpress.content.markdown.typography import educated
from factpress.model.cards import Heading

HEADINGS = {f"h{level}" for level in range(1, 7)}
# Elements that begin a block of text for typography.
BLOCKS = frozenset(
    "p li dt dd th td tr h1 h2 h3 h4 h5 h6 blockquote div ul ol dl table thead tbody".split()
)
BREAKS = BLOCKS | {"br"}
# A region that scrolls by itself, for keyboards too, where a table is wide.
# Rule: WCAG 2.2, success criteria 1.4.10 (reflow) and 2.1.1 (keyboard).
_TABLE_FRAME = '<div aria-label="Table" class="table-scroll" role="region" tabindex="0">'
# Elements that mostly hold text alone, which is written at once.
_OFTEN_BARE = frozenset("p li em strong dt dd td th".split())
_EMPTY = {"br", "hr"}
# Elements that are recorded even if the library gave them no attribute.
_FOUND = {"a"} | HEADINGS
_WORD = re.compile(r"\w+")
# They shape the letters of Persian and of India's scripts.
_JOINERS = "\u200c\u200d"
_PLAIN_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.I)
# A character that was written with a backslash; the number is its code point.
_ESCAPED = re.compile("\x02([0-9]+)\x03")


class Found:
    """What the dialect finds in one body.

    `cut` are stretches of which emphasis would lose text, `unclosed` fences that nothing closes.
    """

    def __init__(self, top_level: int) -> None:
        self.top_level = top_level
        self.headings: list[Heading] = []
        self.hrefs: list[str] = []
        self.addresses: list[str] = []
        self.text: list[str] = []
        self.cut: list[str] = []
        self.unclosed: list[str] = []


class Writer:
    """Writes one tree after another. `block_level` are the elements that the library lays out."""

    def __init__(self, meter: Meter, block_level: Iterable[str]) -> None:
        self._meter = meter
        self._block_level = frozenset(block_level)
        self.start(Found(2), "")

    def start(self, found: Found, text: str) -> None:
        """Begins with the next body, whose text is given as it was written."""
        self._found = found
        # Looking for these costs most of what typography costs, and few bodies hold any.
        self._dashes, self._dots = "--" in text, "..." in text
        self._out: list[str] = []
        self._anchors: dict[str, int] = {}

    def written(self, root: Element) -> str:
        """The HTML of a tree, its root included."""
        highest = next((level for level in range(1, 7) if _holds(root, f"h{level}")), 1)
        self._root, self._shift = root, self._found.top_level - highest
        out, blocks = self._out, self._block_level
        out.append(f"<{root.tag}>{self._lead(root, root.text, laid=True)}")
        for block in root:
            if block.tag in _OFTEN_BARE and not len(block) and not block.keys():
                self._bare(block.tag, block.text, "")
            else:
                self._element(block, "", 1, laid=True)
            self._found.text.append("\n")
            if block.tail:
                out.append(_character_data(_trail(block.tag, block.tail, block.tag in blocks)))
            elif block.tag in blocks:
                out.append("\n")
        out.append(f"</{root.tag}>")
        return "".join(out)

    def _element(self, element: Element, before: str, depth: int, *, laid: bool) -> str:
        """Writes an element without its tail; returns its last character.

        `before` is the character in front of the element within the same block; `laid` says
        whether the elements around it are all laid out with line breaks.
        """
        out, tag = self._out, element.tag
        if depth >= self._meter.DEEPEST_TREE:
            self._meter.tree(self._root)
        if tag in _OFTEN_BARE and not len(element) and not element.keys():
            if tag in BLOCKS:
                before = ""
            return self._bare(tag, element.text, before)
        if tag == "table":
            out.append(f"{_TABLE_FRAME}\n" if laid else _TABLE_FRAME)
        elif tag in HEADINGS:
            tag = f"h{min(6, int(tag[1]) + self._shift)}"
        attributes = element.items()
        if attributes or tag in _FOUND:
            out.append(self._opened(element, tag, dict(attributes)))
        else:
            out.append(f"<{tag}>")
        if tag in BLOCKS:
            before = ""
        before = self._inside(element, before, depth, laid=laid and tag in self._block_level)
        if tag not in _EMPTY:
            out.append(f"</{tag}>")
        if tag == "table":
            out.append("\n</div>" if laid else "</div>")
        return before

    def _bare(self, tag: str, text: str | None, before: str) -> str:
        """Writes an element that holds nothing but text; returns the last character."""
        if not text:
            self._out.append(f"<{tag}></{tag}>")
            return before
        text, before = self._set_in_type(text, before)
        self._found.text.append(text)
        self._out.append(f"<{tag}>{_character_data(text)}</{tag}>")
        return before

    def _inside(self, element: Element, before: str, depth: int, *, laid: bool) -> str:
        """Writes the text and the children of an element; returns the last character."""
        out, texts, text, tag = self._out, self._found.text, element.text, element.tag
        if tag == "pre":
            laid = False
            _trim(element)
        if text:
            if tag == "code" or tag == "pre":
                before = "x"
            else:
                text, before = self._set_in_type(text, before)
                if tag != "a":
                    texts.append(text)
        if not len(element):
            if text:
                out.append(_character_data(text, verbatim=tag == "code"))
            return before
        out.append(self._lead(element, text, laid=laid))
        blocks = self._block_level
        for child in element:
            before = self._element(child, before, depth + 1, laid=laid)
            if child.tag in BREAKS:
                before = ""
                texts.append("\n")
            tail = child.tail
            if tail:
                tail, before = self._set_in_type(tail, before)
                texts.append(tail)
                out.append(_character_data(_trail(child.tag, tail, laid and child.tag in blocks)))
            elif child.tag == "br" or (laid and child.tag in blocks):
                out.append("\n")
        return before

    def _set_in_type(self, part: str, before: str) -> tuple[str, str]:
        """A part with typographic punctuation, and its last character."""
        if (
            "'" in part
            or '"' in part
            or (self._dashes and "--" in part)
            or (self._dots and "..." in part)
        ) and not isinstance(part, AtomicString):
            part = educated(part, before)
        return part, part[-1:] or before

    def _lead(self, element: Element, text: str | None, *, laid: bool) -> str:
        """The text in front of an element's first child."""
        blank = not text or not text.strip()
        if blank and laid and len(element) and element[0].tag in self._block_level:
            return "\n"
        return _character_data(text, verbatim=element.tag == "code") if text else ""

    def _opened(self, element: Element, tag: str, attributes: dict[str, str]) -> str:
        """An element's start tag; records its heading, link and addresses."""
        found = self._found
        if element.tag in HEADINGS:
            attributes["id"] = self._numbered(element, tag)
        elif tag == "a":
            found.hrefs.append(attributes.get("href", ""))
        elif "align" in attributes and tag in ("th", "td"):
            attributes["class"] = f"align-{attributes.pop('align')}"
        found.addresses += attributes.values()
        if len(attributes) == 1:
            [(name, value)] = attributes.items()
            return f'<{tag} {name}="{_attribute(value)}">'
        pairs = (f' {name}="{_attribute(attributes[name])}"' for name in sorted(attributes))
        return f"<{tag}{''.join(pairs)}>"

    def _numbered(self, heading: Element, tag: str) -> str:
        """The anchor of a heading, which is added to those that were found."""
        text = "".join(heading.itertext())
        anchor = anchor_of(heading.get("id") or text, self._anchors)
        self._found.headings.append(Heading(int(tag[1]), anchor, text))
        return anchor


def anchor_of(text: str, anchors: dict[str, int]) -> str:
    """The anchor of a heading with a text, which none of those in `anchors` has; it is kept."""
    plain = RAW_MARKER.sub("", MARKER.sub("", text)) if RAW in text or MARK in text else text
    slug = "-".join(_words(plain.replace(JOINT, "").lower())) or "part"
    return f"body-{_unused(slug, anchors)}"


def _words(text: str) -> list[str]:
    """The words of a text; a mark above, below or behind a letter is part of its word."""
    if text.isascii():
        return _WORD.findall(text)
    # Rule: Unicode Standard, section 3.11 (NFC) and table 4-4 (general category M).
    composed = unicodedata.normalize("NFC", text)
    signs = (c if c in _JOINERS or unicodedata.category(c)[0] == "M" else "" for c in composed)
    bases = "".join("a" if sign else c for sign, c in zip(signs, composed, strict=True))
    return [composed[m.start() : m.end()] for m in _WORD.finditer(bases)]


def _holds(root: Element, tag: str) -> bool:
    return next(root.iter(tag), None) is not None


def _unused(slug: str, anchors: dict[str, int]) -> str:
    """The slug, or the first of `slug-2`, `slug-3`, … that no heading has; kept in `anchors`."""
    anchor = slug
    while anchor in anchors:
        anchors[slug] += 1
        anchor = f"{slug}-{anchors[slug]}"
    anchors[anchor] = 1
    return anchor


def _trim(pre: Element) -> None:
    """Leaves one line break at the end of a block of code, as the library does."""
    code = pre[0] if len(pre) else None
    if code is not None and code.tag == "code" and not len(code) and code.text is not None:
        code.text = AtomicString(code.text.rstrip() + "\n")


def _trail(tag: str, tail: str | None, laid: bool) -> str:
    """The text behind an element, which has a line break behind it where it is laid out."""
    blank = not tail or not tail.strip()
    if tag == "br":
        return "\n" if blank else f"\n{tail}"
    return "\n" if blank and laid else tail or ""


def _character_data(text: str, *, verbatim: bool = False) -> str:
    if "\x02" in text and not verbatim:
        text = _ESCAPED.sub(_unescaped, text)
    if "&" in text:
        text = _PLAIN_AMPERSAND.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def _attribute(value: str) -> str:
    return _character_data(value).replace('"', "&quot;")


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1]))
