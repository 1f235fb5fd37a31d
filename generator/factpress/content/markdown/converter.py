"""A body's Markdown to sanitised HTML, with its links, citations and headings.

Raw HTML is text here: the processors that would pass it through are removed, and the HTML passes an
allow-list besides. Links and citations stay markers until a page is planned.

Dialect: blocks as in https://spec.commonmark.org with GitHub's tables, task lists, struck text and
bare addresses; Python-Markdown's marks, footnotes, definition lists and abbreviations. What differs
is in docs/reference/markdown.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

import nh3

from factpress.content.markdown.comments import Places, left_over, unjoined, without_comments
from factpress.content.markdown.dialect import Dialect, markdown_in
from factpress.content.markdown.foreign_markup import foreign
from factpress.content.markdown.html_writer import Found
from factpress.content.markdown.known_releases import fast_dialect
from factpress.content.markdown.limits import TOO_DEEP, Mistake, TooMuch, unwanted
from factpress.content.markdown.lost_text import loose_signs, lost, pictures
from factpress.content.markdown.marks import (
    JOINT,
    MARK_END,
    RAW,
    RAW_MARKER,
    RawMark,
    bare,
    has_loose_frames,
    links_in_links,
    marks_in_addresses,
    spoken,
    torn,
    unfinished_links,
    with_marks,
    with_own_anchors,
    with_placeholders,
    without_frames,
)
from factpress.i18n.quotation_marks import with_quotation_marks
from factpress.model.cards import Body, Heading, Place
from factpress.model.limits import BODY_LINKS, CARD_BYTES, PROBLEMS
from factpress.model.problems import quoted

_TAGS = set(
    "p br hr h2 h3 h4 h5 h6 em strong code pre blockquote ul ol li dl dt dd "
    "table thead tbody tr th td a sup div del abbr".split()
)
_ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "abbr": {"title"},
    "sup": {"id"},
    "li": {"id", "class"},
    "ol": {"start"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "th": {"class"},
    "td": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_SCHEMES = {"http", "https", "mailto"}
_CUT = (
    'some of this text would be lost: a "*" or "_" opens emphasis within another, and they close '
    'crosswise; close each before the next opens, or write "\\*" and "\\_" for those that are text'
)
# Signs of which some may be meant otherwise than they are shown.
_MAY_WARN = re.compile(
    r"<|\{|\[|^[ ]{0,3}##|!!!|:::|```|~~~|[•◦▪‣●○■]|^[ ]{0,3}[o·§](?:[ ]{2}|\t)", re.M
)
_NOTHING = Body("", (), (), "")


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
        if too_much := _too_much(text):
            return _NOTHING, (Mistake(Place(first_line, 1), too_much),)
        commented = without_comments(text)
        places = Places(text, first_line, commented)
        forbidden = [*islice(unwanted(text), PROBLEMS + 1), *commented.mistakes]
        if forbidden:
            return _NOTHING, tuple(Mistake(places.as_written(at), why) for at, why in forbidden)
        text = commented.text
        raws: dict[str, RawMark] = {}
        marked = with_placeholders(text, places.at, numbers, raws)
        try:
            found, converted = self._converted(text, marked, top_level)
        except TooMuch as refused:
            place = places.at(_position(text, refused.stretch))
            return _NOTHING, (Mistake(place, refused.message),)
        page, marks = with_marks(converted, raws)
        headings = tuple(Heading(h.level, h.anchor, spoken(h.text, raws)) for h in found.headings)
        mistakes = [*marks_in_addresses(found.addresses, raws)] if raws else []
        mistakes += _unsafe_links(found.hrefs, text, places)
        reported = {mistake.place for mistake in mistakes}
        mistakes += [m for m in links_in_links(converted, raws) if m.place not in reported]
        if has_loose_frames(page, len(marks)):
            page = without_frames(page)
            mistakes += torn(converted, found.addresses, raws, places.at)
        if 'href="#' in page:
            page = with_own_anchors(page, headings)
        words = with_quotation_marks(bare("".join(found.text)), "en")
        body = Body(page, marks, headings, words)
        shown = "\n".join((body.text, *found.addresses))
        mistakes += unfinished_links(text, shown, places.at)
        unshown = [*self._unshown(text, marked, page, shown, found)]
        mistakes += [Mistake(places.at(at), message) for at, message in unshown]
        told = [*_warnings(text, found)] if _MAY_WARN.search(text) else []
        mistakes += [Mistake(places.at(at), message, "warning") for at, message in told]
        return unjoined(body) if JOINT in text else body, tuple(mistakes)

    def _converted(self, text: str, marked: str, top_level: int) -> tuple[Found, str]:
        """The findings in the body, and the sanitised HTML with its markers."""
        found = self._dialect.start(top_level, text, marked)
        self._markdown.reset()
        self._markdown.parser.state.clear()
        try:
            page = self._markdown.convert(marked)
        except RecursionError:
            raise TooMuch(TOO_DEEP, "") from None
        return found, self._cleaner.clean(page)

    def _unshown(
        self, text: str, marked: str, page: str, shown: str, found: Found
    ) -> Iterator[tuple[int, str]]:
        """What readers would not see; `marked` is the text with each link as one marker, `shown`
        the text of the page and its addresses."""
        if "<" in text or JOINT in text:
            yield from left_over(text, shown, found.addresses)
        if "![" in text:
            yield from pictures(text, page, self._markdown.references)
        if "|" in text or "]:" in text:
            yield from lost(text, marked)
        for place in sorted({_position(text, cut) for cut in found.cut}):
            yield place, _CUT


def _warnings(text: str, found: Found) -> Iterator[tuple[int, str]]:
    """What readers see otherwise than the writer may have meant."""
    yield from foreign(text)
    yield from loose_signs(text)
    for opening in found.unclosed:
        message = (
            f"{quoted(opening.strip())} begins code that is never closed, so that all behind it is "
            "code; close it with as many signs on a line of their own"
        )
        yield max(text.rfind(opening.strip()), 0), message


def _too_much(text: str) -> str:
    """The message for a body that is refused before it is read; empty for others."""
    if len(text) > CARD_BYTES:
        return f"body is longer than {CARD_BYTES} characters; split the card"
    if text.count("[[") + text.count("[@") > BODY_LINKS:
        return f"body has more than {BODY_LINKS:,} links and citations; split the card"
    return ""


def _position(text: str, stretch: str) -> int:
    """The position of a stretch in the text, as far as it is known; else 0."""
    lines = (part.strip() for part in re.split(f"[\n{RAW}-{MARK_END}\x02\x03]", stretch))
    return next((text.find(line) for line in lines if line and line in text), 0)


def _unsafe_links(hrefs: list[str], text: str, places: Places) -> Iterator[Mistake]:
    last: dict[str, int] = {}
    for href in hrefs:
        scheme = href.partition(":")[0].lower() if ":" in href else ""
        if href.startswith("#") or scheme in _SCHEMES:
            continue
        if RAW in href and RAW_MARKER.search(href):
            continue
        before = last.get(href, -1)
        last[href] = at = max(text.find(href, before + 1), before, 0)
        yield Mistake(
            places.at(at),
            f"link {quoted(href, 200)} is not checked; write [[id]] for a card of this site, "
            "or an address that starts with https://, http:// or mailto:",
        )
