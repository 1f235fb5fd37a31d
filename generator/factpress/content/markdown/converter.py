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
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import nh3

from factpress.content.markdown.choice import fast_dialect
from factpress.content.markdown.comments import Places, left_over, unjoined, without_comments
from factpress.content.markdown.dialect import Dialect, markdown_in
from factpress.content.markdown.html_writer import Found
from factpress.content.markdown.limits import TOO_DEEP, TooMuch, unwanted
from factpress.content.markdown.lost import lost
from factpress.content.markdown.markers import (
    JOINT,
    MARK,
    MARK_END,
    MARKER,
    RAW,
    RAW_END,
    RAW_MARKER,
)
from factpress.content.markdown.pictures import pictures
from factpress.content.markdown.typography import educated
from factpress.model.cards import Body, Citation, Heading, Link, Place
from factpress.model.problems import quoted
from factpress.model.schema import CardKind

# Every expression here that looks through a whole text begins with one character, which is found
# several times as fast as one of a set; and runs only where that character stands in the text.
_SOURCE_MARK = re.compile(
    r"\[(?:\[(?P<target>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]\n]+))?\]\]"
    r"|@(?P<cited>[A-Za-z0-9][\w-]*)\])"
)
# A placeholder between <a …> and </a>: one that was left as written because links do not nest.
_IN_LINK = re.compile(f"<a [^>]*>[^<]*{RAW}([0-9]+){RAW_END}")
# A whole marker, or what is left of a placeholder or marker that was cut in two.
_FRAMES = re.compile(f"({MARK}[0-9]+{MARK_END})|[{RAW}-{MARK_END}]")
_OPENINGS = {
    "[[": "[[id]] or [[id|words]] on one line for a link",
    "[@": "[@evidence-id] for a citation, each in brackets of its own",
    "[^": "[^1] for a footnote, and a line that begins with [^1]: for its text",
}
_KIND = re.compile(r"(claim|actor|source|topic|event|page):(.+)")
# What Python-Markdown leaves for what it puts in later, and our own markers. One after another
# they take what all of them at once would: none of ours holds the beginning of another.
_NOT_TEXT = [
    ("\x02", re.compile("\x02[^\x03]*\x03")),
    (RAW, re.compile(f"{RAW}[0-9]+[{RAW_END}{MARK_END}]")),
    (MARK, re.compile(f"{MARK}[0-9]+[{RAW_END}{MARK_END}]")),
]

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
_NOTHING = Body("", (), (), "")


class Mistake(NamedTuple):
    """Something a body may not hold, at its place in the file."""

    place: Place
    message: str


class _Raw(NamedTuple):
    mark: Link | Citation
    text: str


class BodyConverter:
    """Converts bodies one after another. Not for several threads: Python-Markdown keeps state."""

    def __init__(self, dialect: Dialect | None = None) -> None:
        """`dialect` is the fast one where the library is as that knows it, if not given."""
        self._dialect = dialect or (fast_dialect() or Dialect)()
        self._markdown = markdown_in(self._dialect)
        self._cleaner = nh3.Cleaner(
            tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
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
            return _NOTHING, (Mistake(Place(first_line, 1), message),)
        commented = without_comments(text)
        places = Places(text, first_line, commented)
        forbidden = [*unwanted(text), *commented.mistakes]
        if forbidden:
            return _NOTHING, tuple(Mistake(places.as_written(at), why) for at, why in forbidden)
        text = commented.text
        raws: dict[str, _Raw] = {}
        marked = _with_placeholders(text, places, numbers, raws)
        try:
            found, converted = self._converted(text, marked, top_level)
        except TooMuch as refused:
            place = places.at(_position(text, refused.stretch))
            return _NOTHING, (Mistake(place, refused.message),)
        page, marks = _with_marks(converted, raws)
        headings = tuple(Heading(h.level, h.anchor, _spoken(h.text, raws)) for h in found.headings)
        mistakes = [*_marks_in_addresses(found.addresses, raws)] if raws else []
        mistakes += _unsafe_links(found.hrefs, text, places)
        told = {mistake.place for mistake in mistakes}
        mistakes += [m for m in _links_in_links(converted, raws) if m.place not in told]
        if _has_loose_frames(page, len(marks)):
            page = _FRAMES.sub(lambda frame: frame[1] or "", page)
            mistakes += _torn(converted, found.addresses, raws, places)
        body = Body(page, marks, headings, _bare("".join(found.text)))
        shown = "\n".join((body.text, *found.addresses))
        mistakes += _no_links(text, shown, places)
        unshown: list[tuple[int, str]] = []
        if "<" in text or "![" in text or commented.starts:
            unshown += left_over(text, shown, found.addresses)
            unshown += pictures(text, page, self._markdown.references)
        if "#" in text or "|" in text or "]:" in text:
            unshown += lost(text, marked)
        mistakes += [Mistake(places.at(at), message) for at, message in unshown]
        return unjoined(body) if JOINT in text else body, tuple(mistakes)

    def _converted(self, text: str, marked: str, top_level: int) -> tuple[Found, str]:
        """What was found on the way, and the sanitised HTML with its markers."""
        found = self._dialect.start(top_level, text, marked)
        self._markdown.reset()
        self._markdown.parser.state.clear()
        try:
            page = self._markdown.convert(marked)
        except RecursionError:
            raise TooMuch(TOO_DEEP, "") from None
        return found, self._cleaner.clean(page)


def _with_marks(
    converted: str, raws: Mapping[str, _Raw]
) -> tuple[str, tuple[Link | Citation, ...]]:
    """The HTML with its markers numbered in the order of the page, and their marks.

    A marker whose number is nobody's is dropped.
    """
    marks: list[Link | Citation] = []

    def renumbered(match: re.Match[str]) -> str:
        if match[1] not in raws:
            return ""
        marks.append(raws[match[1]].mark)
        return f"{MARK}{len(marks) - 1}{MARK_END}"

    def written(match: re.Match[str]) -> str:
        return html.escape(raws[match[1]].text) if match[1] in raws else ""

    page = MARKER.sub(renumbered, converted)
    return RAW_MARKER.sub(written, page) if RAW in page else page, tuple(marks)


def _has_loose_frames(page: str, marks: int) -> bool:
    """Whether a page has more than as many whole markers: what is left of a mark cut in two."""
    framed = page.count(MARK) == marks == page.count(MARK_END)
    return not framed or RAW in page or RAW_END in page


def _bare(text: str) -> str:
    """The text with a line break for each marker in it."""
    for beginning, marker in _NOT_TEXT:
        if beginning in text:
            text = marker.sub("\n", text)
    return text


def _position(text: str, stretch: str) -> int:
    """Where a stretch of the text begins, as far as it can still be told; else 0."""
    lines = (part.strip() for part in re.split(f"[\n{RAW}-{MARK_END}\x02\x03]", stretch))
    return max(text.find(next((line for line in lines if line), "")), 0)


def _with_placeholders(
    text: str, places: Places, numbers: Mapping[str, int], raws: dict[str, _Raw]
) -> str:
    """The text with every link and citation replaced by a numbered placeholder.

    Replacing them before Markdown sees them keeps their places exact and their bars out of tables.
    """
    if "[[" not in text and "[@" not in text:
        return text

    def replaced(match: re.Match[str]) -> str:
        place = places.at(match.start())
        number = str(len(raws))
        raws[number] = _Raw(_mark(match, place, numbers), match[0])
        return f"{RAW}{number}{RAW_END}"

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


def _spoken(text: str, raws: Mapping[str, _Raw]) -> str:
    """A heading's text with the words of its links and without its citations."""
    if RAW not in text and MARK not in text:
        return educated(text, "")

    def words(match: re.Match[str]) -> str:
        mark = raws[match[1]].mark if match[1] in raws else None
        return (mark.words or mark.id) if isinstance(mark, Link) else ""

    return educated(MARKER.sub(words, RAW_MARKER.sub("", text)), "")


def _marks_in_addresses(addresses: list[str], raws: Mapping[str, _Raw]) -> Iterator[Mistake]:
    for address in (address for address in addresses if RAW in address):
        for raw in (raws[number] for number in RAW_MARKER.findall(address) if number in raws):
            message = f"{quoted(raw.text)} stands in another link's address or title; take it out"
            yield Mistake(raw.mark.place, message)


def _torn(
    converted: str, addresses: Iterable[str], raws: Mapping[str, _Raw], places: Places
) -> Iterator[Mistake]:
    """A mark that came out in pieces: Python-Markdown cuts an address short that is not closed."""
    left = "\n".join((converted, *addresses))
    whole = {*MARKER.findall(left), *RAW_MARKER.findall(left)}
    lost = next((raw for number, raw in raws.items() if number not in whole), None)
    words = quoted(lost.text) if lost else "a link or citation"
    message = f"{words} stands in a link that is not closed; close the link, or take it out"
    yield Mistake(lost.mark.place if lost else places.at(0), message)


def _links_in_links(converted: str, raws: Mapping[str, _Raw]) -> Iterator[Mistake]:
    for number in _IN_LINK.findall(converted) if RAW in converted else ():
        if number in raws:
            message = f"{quoted(raws[number].text)} stands inside another link; take it out"
            yield Mistake(raws[number].mark.place, message)


def _no_links(text: str, shown: str, places: Places) -> Iterator[Mistake]:
    """What begins like a link, a citation or a footnote and came out as text or in an address."""
    for opening, advice in _OPENINGS.items() if "[" in shown else ():
        if opening in shown:
            marks = [match.span() for match in _SOURCE_MARK.finditer(text)]
            at = [m.start() for m in re.finditer(re.escape(opening), text)]
            loose = [p for p in at if not any(start <= p < end for start, end in marks)]
            yield Mistake(
                places.at(loose[0] if loose else 0),
                f'"{opening}" begins what is not one; write {advice}, or put it in `backticks`',
            )


def _unsafe_links(hrefs: list[str], text: str, places: Places) -> Iterator[Mistake]:
    for href in hrefs:
        scheme = href.partition(":")[0].lower() if ":" in href else ""
        if href.startswith("#") or scheme in _SCHEMES:
            continue
        if RAW in href and RAW_MARKER.search(href):
            continue
        place = places.at(max(text.find(href), 0))
        yield Mistake(
            place,
            f'link "{href}" is not checked; write [[id]] for a card of this site, '
            "or an address that starts with https://, http:// or mailto:",
        )
