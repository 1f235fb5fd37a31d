"""Links and citations in a body: placeholders while Markdown reads it, then numbered markers.

A marker holds the number of a mark, `[[id]]` or `[@passage]`, in the body's marks; a page puts the
mark in its place. Marks that Markdown moved, cut or left as text are mistakes.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from factpress.content.markdown.limits import Mistake
from factpress.content.markdown.typography import educated
from factpress.i18n.quotation_marks import with_quotation_marks
from factpress.model.cards import Citation, Heading, Link, Place
from factpress.model.problems import quoted
from factpress.model.schema import CardKind

# Private-use characters frame the number of a mark; input that holds any is refused. A raw marker
# replaces the text as written, a marker the link or citation that it became.
RAW, RAW_END, MARK, MARK_END = "\ue000", "\ue001", "\ue002", "\ue003"
# Separates the text on both sides of a comment; on no page.
JOINT = "\ue004"
MARKER = re.compile(f"{MARK}([0-9]+){MARK_END}")
RAW_MARKER = re.compile(f"{RAW}([0-9]+){RAW_END}")
# Every expression here that looks through a whole text begins with one character, which is found
# several times as fast as one of a set; and runs only where that character is in the text.
_SOURCE_MARK = re.compile(
    r"\[(?:\[(?P<target>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]\n]+))?\]\]"
    r"|@(?P<cited>[A-Za-z0-9][\w-]*)\])(?!\()"
)
# A placeholder between <a …> and </a>: one that was left as written because links do not nest.
_IN_LINK = re.compile(f"<a [^>]*>[^<]*{RAW}([0-9]+){RAW_END}")
# A whole marker, or the rest of a placeholder or marker that was cut in two.
_FRAMES = re.compile(f"({MARK}[0-9]+{MARK_END})|[{RAW}-{MARK_END}]")
# A link to an anchor of the page, but for those of footnotes.
_WITHIN = re.compile(r'href="#(?!fn(?:ref[0-9]*)?:)([^"]+)"')
_OPENINGS = {
    "[[": "[[id]] or [[id|words]] on one line for a link",
    "[@": "[@evidence-id] for a citation, each in brackets of its own",
    "[^": "[^1] for a footnote, and a line that begins with [^1]: for its text",
}
_KIND = re.compile(r"(claim|actor|source|topic|event|page):(.+)")
# Placeholders of Python-Markdown, and our own markers. Replacing one kind after another gives the
# same as all at once: no marker of ours holds the beginning of another.
_NOT_TEXT = [
    ("\x02", re.compile("\x02[^\x03]*\x03")),
    (RAW, re.compile(f"{RAW}[0-9]+[{RAW_END}{MARK_END}]")),
    (MARK, re.compile(f"{MARK}[0-9]+[{RAW_END}{MARK_END}]")),
]


class RawMark(NamedTuple):
    mark: Link | Citation
    text: str


def with_placeholders(
    text: str, at: Callable[[int], Place], numbers: Mapping[str, int], raws: dict[str, RawMark]
) -> str:
    """The text with every link and citation replaced by a numbered placeholder.

    Replacing them before Markdown sees them keeps their places exact and their bars out of tables.
    """
    if "[[" not in text and "[@" not in text:
        return text

    def replaced(match: re.Match[str]) -> str:
        place = at(match.start())
        number = str(len(raws))
        raws[number] = RawMark(_mark(match, place, numbers), match[0])
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


def with_marks(
    converted: str, raws: Mapping[str, RawMark]
) -> tuple[str, tuple[Link | Citation, ...]]:
    """The HTML with its markers numbered in the order of the page, and their marks.

    A marker with a number that no mark has is dropped.
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


def has_loose_frames(page: str, marks: int) -> bool:
    """Whether a page has the rest of a mark cut in two, besides as many whole markers."""
    framed = page.count(MARK) == marks == page.count(MARK_END)
    return not framed or RAW in page or RAW_END in page


def without_frames(page: str) -> str:
    """A page with its whole markers, and without the rests of cut ones."""
    return _FRAMES.sub(lambda frame: frame[1] or "", page)


def with_own_anchors(page: str, headings: Sequence[Heading]) -> str:
    """A page whose links to a heading of it, `#heading`, lead to its anchor, which has a prefix."""
    anchors = {_letters(h.anchor.removeprefix("body-")): h.anchor for h in reversed(headings)}

    def leading(match: re.Match[str]) -> str:
        anchor = anchors.get(_letters(unquote(html.unescape(match[1]))))
        return f'href="#{anchor}"' if anchor else match[0]

    return _WITHIN.sub(leading, page)


def _letters(anchor: str) -> str:
    """An anchor without what generators of sites differ in."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", anchor).lower())


def bare(text: str) -> str:
    """The text with a line break for each marker in it."""
    for beginning, marker in _NOT_TEXT:
        if beginning in text:
            text = marker.sub("\n", text)
    return text


def spoken(text: str, raws: Mapping[str, RawMark]) -> str:
    """A heading's text with the words of its links and without its citations."""
    if RAW not in text and MARK not in text:
        return with_quotation_marks(educated(text, ""), "en")

    def words(match: re.Match[str]) -> str:
        mark = raws[match[1]].mark if match[1] in raws else None
        return (mark.words or mark.id) if isinstance(mark, Link) else ""

    words_alone = MARKER.sub(words, RAW_MARKER.sub("", text))
    return with_quotation_marks(educated(words_alone, ""), "en")


def marks_in_addresses(addresses: list[str], raws: Mapping[str, RawMark]) -> Iterator[Mistake]:
    for address in (address for address in addresses if RAW in address):
        for raw in (raws[number] for number in RAW_MARKER.findall(address) if number in raws):
            message = f"{quoted(raw.text)} is in another link's address or title; take it out"
            yield Mistake(raw.mark.place, message)


def torn(
    converted: str,
    addresses: Iterable[str],
    raws: Mapping[str, RawMark],
    at: Callable[[int], Place],
) -> Iterator[Mistake]:
    """A mark that came out in pieces: Python-Markdown cuts an address short that is not closed."""
    left = "\n".join((converted, *addresses))
    whole = {*MARKER.findall(left), *RAW_MARKER.findall(left)}
    lost = next((raw for number, raw in raws.items() if number not in whole), None)
    words = quoted(lost.text) if lost else "a link or citation"
    message = f"{words} is in a link that is not closed; close the link, or take it out"
    yield Mistake(lost.mark.place if lost else at(0), message)


def links_in_links(converted: str, raws: Mapping[str, RawMark]) -> Iterator[Mistake]:
    for number in _IN_LINK.findall(converted) if RAW in converted else ():
        if number in raws:
            message = f"{quoted(raws[number].text)} is inside another link; take it out"
            yield Mistake(raws[number].mark.place, message)


def unfinished_links(text: str, shown: str, at: Callable[[int], Place]) -> Iterator[Mistake]:
    """The beginning of a link, a citation or a footnote that came out as text or in an address."""
    for opening, advice in _OPENINGS.items() if "[" in shown else ():
        if opening in shown:
            marks = [match.span() for match in _SOURCE_MARK.finditer(text)]
            found = [m.start() for m in re.finditer(re.escape(opening), text)]
            loose = [p for p in found if not any(start <= p < end for start, end in marks)]
            yield Mistake(
                at(loose[0] if loose else 0),
                f'"{opening}" begins what is not one; write {advice}, or put it in `backticks`',
            )
