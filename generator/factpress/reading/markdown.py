"""A body's Markdown to sanitised HTML, with its links, citations and headings.

In: Markdown text. Out: a `Body`, or the places of what it may not hold. Raw HTML is text here:
the processors that would pass it through are taken out, and what comes out passes an allow-list
besides. Knows nothing of other cards; links and citations stay markers until a page is planned.

Dialect: https://daringfireball.net/projects/markdown/syntax with Python-Markdown's tables,
footnotes, definition lists and fenced code.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from factpress.model import Body, Citation, Heading, Link, Place
from factpress.reading.inline import LeanInline
from factpress.reading.typography import educated
from factpress.schema import CardKind

# Private-use characters frame the number of a mark; input that holds any is refused.
_RAW, _RAW_END, _MARK, _MARK_END = "\ue000", "\ue001", "\ue002", "\ue003"
MARKER = re.compile(f"{_MARK}(\\d+){_MARK_END}")
_RAW_MARKER = re.compile(f"{_RAW}(\\d+){_RAW_END}")
_SOURCE_MARK = re.compile(
    r"\[\[(?P<target>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]\n]+))?\]\]|\[@(?P<cited>[A-Za-z0-9][\w-]*)\]"
)
_KIND = re.compile(r"(claim|actor|source|topic|page):(.+)")
# Our own markers, and those that Python-Markdown leaves for what it puts in later.
_NOT_TEXT = re.compile(f"[{_RAW}{_MARK}]\\d+[{_RAW_END}{_MARK_END}]|\x02[^\x03]*\x03")
_UNWANTED = re.compile("[\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f]")

_TAGS = set(
    "p br hr h2 h3 h4 h5 h6 em strong code pre blockquote ul ol li dl dt dd "
    "table thead tbody tr th td a sup div".split()
)
_ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "sup": {"id"},
    "li": {"id"},
    "ol": {"start"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "th": {"class"},
    "td": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_SCHEMES = {"http", "https", "mailto"}
_MOST_CHARACTERS = 256 * 1024


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something a body may not hold, at its place in the file."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class _Raw:
    mark: Link | Citation
    text: str


class BodyConverter:
    """Converts bodies one after another. Not for several threads: Python-Markdown keeps state."""

    def __init__(self) -> None:
        self._gather = _Gather()
        self._markdown = Markdown(
            extensions=[
                "tables",
                "footnotes",
                "def_list",
                "fenced_code",
                "sane_lists",
                self._gather,
            ],
            extension_configs={"tables": {"use_align_attribute": True}},
            output_format="html",
        )

    def convert(
        self, text: str, first_line: int, *, top_level: int, numbers: Mapping[str, int]
    ) -> tuple[Body, tuple[Mistake, ...]]:
        """The body of a card.

        `first_line` is the number of the body's first line in its file; `top_level` the HTML level
        of its highest heading; `numbers` maps the ids of the card's passages to their numbers.
        """
        if len(text) > _MOST_CHARACTERS:
            message = f"body is longer than {_MOST_CHARACTERS} characters; split the card"
            return Body("", (), (), ""), (Mistake(Place(first_line, 1), message),)
        mistakes = list(_unwanted(text, first_line))
        if mistakes:
            return Body("", (), (), ""), tuple(mistakes)
        raws: list[_Raw] = []
        marked = _with_placeholders(text, first_line, numbers, raws)
        found = self._gather.start(top_level)
        self._markdown.reset()
        converted = nh3.clean(
            self._markdown.convert(marked),
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            link_rel=None,
        )
        marks: list[Link | Citation] = []

        def renumbered(match: re.Match[str]) -> str:
            marks.append(raws[int(match[1])].mark)
            return f"{_MARK}{len(marks) - 1}{_MARK_END}"

        page = MARKER.sub(renumbered, converted)
        page = _RAW_MARKER.sub(lambda m: html.escape(raws[int(m[1])].text), page)
        headings = tuple(Heading(h.level, h.anchor, _spoken(h.text, raws)) for h in found.headings)
        mistakes += _unsafe_links(found.hrefs, text, first_line)
        body_text = _NOT_TEXT.sub("\n", "".join(found.text))
        return Body(page, tuple(marks), headings, body_text), tuple(mistakes)


def _unwanted(text: str, first_line: int) -> Iterator[Mistake]:
    for match in _UNWANTED.finditer(text):
        message = (
            f"body holds the character U+{ord(match[0]):04X}, which no page may hold; remove it"
        )
        yield Mistake(_place(text, match.start(), first_line), message)


def _place(text: str, position: int, first_line: int) -> Place:
    return Place(
        first_line + text.count("\n", 0, position), position - text.rfind("\n", 0, position)
    )


def _with_placeholders(
    text: str, first_line: int, numbers: Mapping[str, int], raws: list[_Raw]
) -> str:
    """The text with every link and citation replaced by a numbered placeholder.

    Replacing them before Markdown sees them keeps their places exact and their bars out of tables.
    """
    if "[[" not in text and "[@" not in text:
        return text

    def replaced(match: re.Match[str]) -> str:
        place = _place(text, match.start(), first_line)
        raws.append(_Raw(_mark(match, place, numbers), match[0]))
        return f"{_RAW}{len(raws) - 1}{_RAW_END}"

    return _SOURCE_MARK.sub(replaced, text)


def _mark(match: re.Match[str], place: Place, numbers: Mapping[str, int]) -> Link | Citation:
    if match["cited"]:
        return Citation(match["cited"], numbers.get(match["cited"], 0), place)
    target = match["target"].strip()
    words = educated((match["words"] or "").strip(), "")
    of_kind = _KIND.fullmatch(target)
    if of_kind:
        kind: CardKind = of_kind[1]  # type: ignore[assignment]
        return Link(kind, of_kind[2].strip(), words, place)
    return Link(None, target, words, place)


def _spoken(text: str, raws: list[_Raw]) -> str:
    """A heading's text with the words of its links and without its citations."""

    def words(match: re.Match[str]) -> str:
        mark = raws[int(match[1])].mark
        return (mark.words or mark.id) if isinstance(mark, Link) else ""

    return educated(MARKER.sub(words, _RAW_MARKER.sub("", text)), "")


def _unsafe_links(hrefs: list[str], text: str, first_line: int) -> Iterator[Mistake]:
    for href in hrefs:
        scheme = href.partition(":")[0].lower() if ":" in href else ""
        if href.startswith("#") or scheme in _SCHEMES:
            continue
        place = _place(text, max(text.find(href), 0), first_line)
        yield Mistake(
            place,
            f'link "{href}" is not checked; write [[id]] for a card of this site, '
            "or an address that starts with https://, http:// or mailto:",
        )


@dataclass(slots=True)
class _Found:
    top_level: int
    headings: list[Heading] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Gather(Extension):
    """Takes raw HTML and images out of the dialect; adds marks, headings and typography."""

    def __init__(self) -> None:
        super().__init__()
        self.found = _Found(2)

    def start(self, top_level: int) -> _Found:
        self.found = _Found(top_level)
        return self.found

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        md.preprocessors.deregister("html_block")
        for pattern in ("html", "image_link", "image_reference", "short_image_ref", "automail"):
            md.inlinePatterns.deregister(pattern)
        md.inlinePatterns.register(_MarkProcessor(_RAW_MARKER.pattern, md), "factpress_mark", 140)
        md.treeprocessors.register(_TreeReader(self, md), "factpress_tree", 15)
        md.treeprocessors.register(LeanInline(md), "inline", 20)


class _MarkProcessor(InlineProcessor):
    # Inside a link's words a placeholder stays as written: links do not nest. This needs the
    # links to be found first, hence the priority below theirs.
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return f"{_MARK}{m[1]}{_MARK_END}", m.start(0), m.end(0)


class _TreeReader(Treeprocessor):
    """One walk over the finished tree: headings, alignment, typography, text, addresses."""

    def __init__(self, gather: _Gather, md: Markdown) -> None:
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


def _number_heading(element: Element, shift: int, anchors: dict[str, int], found: _Found) -> None:
    text = "".join(element.itertext())
    level = min(6, int(element.tag[1]) + shift)
    element.tag = f"h{level}"
    slug = "-".join(re.findall(r"\w+", _RAW_MARKER.sub("", MARKER.sub("", text)).lower())) or "part"
    anchors[slug] = anchors.get(slug, 0) + 1
    anchor = f"body-{slug}" + (f"-{anchors[slug]}" if anchors[slug] > 1 else "")
    element.set("id", anchor)
    found.headings.append(Heading(level, anchor, text))


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
