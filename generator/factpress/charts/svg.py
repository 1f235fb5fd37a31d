"""Pictures as SVG: the elements of which timelines and networks are made.

In: pictures with every place worked out. Out: `Markup`, every word of which is escaped here; and
periods left between, for the template to put into words. In Python and not in templates because
thousands of pages have pictures of hundreds of elements each. Colours are classes only; see
templates/charts/frame.html. Knows nothing of cards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from factpress.charts.text_layout import wrapped
from factpress.i18n.formats import direction
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.site import Page, Plain
from factpress.model.urls import absolute, relative

# A drawn picture: plain numbers and texts by name, as `timeline_picture` and its like give them.
Drawn = Mapping[str, Any]

SIGNS: Mapping[str, str] = {
    "asserts": '<circle class="paper s5" r="7"/><path class="s5" d="M-4 0H4M0-4V4"/>',
    "denies": '<circle class="f0 s0" r="7"/><path class="on" d="M-4 0H4"/>',
    "qualifies": '<circle class="paper s2" r="7"/>'
    '<path class="s2" d="M-3.5-1.5H3.5M0-5V2M-3.5 4H3.5"/>',
    "reports": '<circle class="paper s3" r="7"/><path class="s3" d="M-4-3L-1 0L-4 3M0-3L3 0L0 3"/>',
    "claimed": '<path class="f4 s4" d="M-7-6H7V4H0L-4 8V4H-7Z"/>',
    "published": '<path class="paper s6" d="M-5.5-7H5.5V7H-5.5Z"/>'
    '<path class="s6" d="M-3-3H3M-3 0H3M-3 3H1"/>',
    "checked": '<path class="f6 s6" d="M0-8L8 0L0 8L-8 0Z"/>'
    '<path class="on" d="M-3 0L-1 2.5L3.5-2.5"/>',
    "appeared": '<path class="paper s1" d="M0-7L7 6H-7Z"/>',
    "more": '<path class="line" d="M-5 0h.1M0 0h.1M5 0h.1"/>',
}
MARKS: Mapping[str, str] = {
    "person": '<circle class="f5 s5" r="6"/>',
    "unnamed": '<circle class="paper s5" r="6" stroke-dasharray="3 2"/>',
    "state": '<path class="f4 s4" d="M0-8L8 0L0 8L-8 0Z"/>',
    "publication": '<path class="f6 s6" d="M0-7L7 6H-7Z"/>',
    "organisation": '<path class="f1 s1" d="M-6-6H6V6H-6Z"/>',
}
# By kind of connection: the tone, the dashes, whether its end is filled and how thick that is.
_TIES: Mapping[str, tuple[int, str, str]] = {
    "claims": (5, "", ' class="s5 f5" stroke-width="1.75"'),
    "denies": (0, ' stroke-dasharray="7 4"', ' class="s0" stroke-width="3"'),
    "part": (3, ' stroke-dasharray="1 4"', ""),
    "relays": (6, ' stroke-dasharray="12 3 2 3"', ' class="s6" stroke-width="1.75"'),
}
_IN_KEY: Mapping[str, tuple[str, str]] = {
    "claims": ("M2 8H38", "M46 8L37 3.5V12.5Z"),
    "denies": ("M2 8H40", "M43 2V14"),
    "part": ("M2 8H46", ""),
    "relays": ("M2 8H43", "M37 3L45 8L37 13"),
}
# About as wide as the name of a day gets.
_MOST_NAME = 120
_PENS = 'fill="none" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"'


def sign(kind: str) -> Markup:
    """The sign of a kind of entry, around its middle: told by its shape besides its tone."""
    return Markup(SIGNS[kind])  # noqa: S704 (ours)


def mark(shape: str) -> Markup:
    """The mark of a kind of actor, around its middle."""
    return Markup(MARKS[shape])  # noqa: S704 (ours)


def tie_in_key(kind: str) -> Markup:
    """A kind of connection as the key shows it, 48 by 16."""
    line, end = _IN_KEY[kind]
    return Markup(_tie(kind, 1.6, line, end))  # noqa: S704 (ours)


def timeline(picture: Drawn, *, rtl: bool) -> list[str]:
    """What a timeline shows: markup and periods by turns, markup first and last.

    Where the language runs from right to left, shapes are mirrored and words stand on their right.
    """
    width = picture["width"]
    shapes = [f"<g {_PENS}{_mirror(width, rtl=rtl)}>", *_shapes(picture), "</g>"]
    turns: list[str] = ["".join([*shapes, '<g class="halo">'])]
    for tick in picture["ticks"]:
        x = width - tick["x"] if rtl else tick["x"]
        turns[-1] += (
            f'<text class="soft" font-size="11.5" text-anchor="{tick["anchor"]}" x="{x}" y="14">'
        )
        turns += [tick["period"], "</text>"]
    for group in picture["groups"]:
        x = width - group["x"] if rtl else group["x"]
        y = group["line"] - 9 if group["rises"] else group["line"] + 4
        turns[-1] += f'<text font-weight="700" text-anchor="{group["anchor"]}" x="{x}" y="{y}">'
        turns += [group["period"], "</text>" + "".join(_words(group["entries"], width, rtl=rtl))]
    turns[-1] += "</g>"
    return [Markup(each) if n % 2 == 0 else each for n, each in enumerate(turns)]  # noqa: S704


def _mirror(width: int, *, rtl: bool) -> str:
    return f' transform="matrix(-1 0 0 1 {width} 0)"' if rtl else ""


def _shapes(picture: Drawn) -> Iterator[str]:
    """The scale, then each date's place on it with the signs of its entries."""
    top, bottom = picture["top"], picture["height"] - 4
    rules = "".join(f"M{tick['x']} {top}V{bottom}" for tick in picture["ticks"])
    rules += "".join(
        f"M{picture['start']} {group['line']}H{picture['end']}" for group in picture["groups"]
    )
    yield f'<path class="rule" stroke-width="1" d="{rules}"/>'
    for x in picture["breaks"]:
        dots = 'stroke-width="1" stroke-dasharray="2 5"'
        yield f'<path class="rule" {dots} d="M{x} {top}V{bottom}"/>'
        bare = [group for group in picture["groups"] if not _is_named_at(group, x)]
        cuts = [f"M{x - 5} {group['line'] - 5}h10v10h-10z" for group in bare]
        yield f'<path class="paper" d="{"".join(cuts)}"/>'
        bars = [
            f"M{x - 5} {group['line'] + 5}l4-10M{x + 1} {group['line'] + 5}l4-10" for group in bare
        ]
        yield f'<path class="line" d="{"".join(bars)}"/>'
    for group in picture["groups"]:
        yield (
            f'<rect class="ink" x="{group["left"]}" y="{group["line"] - 5}" '
            f'width="{group["width"]}" height="10" rx="5"/>'
        )
        for entry in group["entries"]:
            place = f"translate({entry['sign']} {entry['middle']})"
            yield f'<g transform="{place}">{SIGNS[entry["kind"]]}</g>'


def _is_named_at(group: Drawn, x: int) -> bool:
    """Whether the date of a group is written where the line is broken."""
    far = x - group["x"] if group["anchor"] == "start" else group["x"] - x
    return bool(group["anchor"] != "middle" and -8 < far < _MOST_NAME)


def _words(entries: Iterable[Drawn], width: int, *, rtl: bool) -> Iterator[str]:
    for entry in entries:
        x = width - entry["x"] if rtl else entry["x"]
        for line in entry["lines"]:
            weight = ' font-weight="700"' if line["bold"] else ""
            yield f'<text{weight} x="{x}" y="{line["y"]}">{escape(line["text"])}</text>'


def timeline_hits(picture: Drawn, page_url: str, *, rtl: bool) -> Markup:
    """Where the mouse finds the entries of a timeline that lead somewhere."""
    return _hits(
        (
            (0 if rtl else entry["sign"] - 9, entry["top"]),
            (picture["width"] - entry["sign"] + 9, entry["height"]),
            relative(entry["url"], page_url),
        )
        for group in picture["groups"]
        for entry in group["entries"]
        if entry["url"]
    )


def network(picture: Drawn, *, rtl: bool) -> Markup:
    """What a network shows: lines with their ends, marks, names."""
    width = picture["width"]
    parts = [f"<g {_PENS}{_mirror(width, rtl=rtl)}>"]
    parts += (
        _tie(line["kind"], 0.5 + 0.75 * line["weight"], line["path"], line["end"])
        for line in picture["lines"]
    )
    parts += map(_spot, picture["spots"])
    parts.append('</g><g class="halo" text-anchor="middle">')
    for spot in picture["spots"]:
        x = width - spot["text_x"] if rtl else spot["text_x"]
        weight = ' font-weight="700"' if spot["centre"] else ""
        parts += (
            f'<text{weight} x="{x}" y="{line["y"]}">{escape(line["text"])}</text>'
            for line in spot["lines"]
        )
    return Markup("".join([*parts, "</g>"]))  # noqa: S704 (ours, with every word escaped)


def _tie(kind: str, thick: float, line: str, end: str) -> str:
    tone, dashes, ending = _TIES[kind]
    drawn = (
        f'<path class="s{tone}" stroke-width="{thick}" stroke-opacity="0.75"{dashes} d="{line}"/>'
    )
    return f'{drawn}<path{ending} d="{end}"/>' if end else drawn


def _spot(spot: Drawn) -> str:
    if not spot["centre"]:
        return f'<g transform="translate({spot["x"]} {spot["y"]})">{MARKS[spot["shape"]]}</g>'
    box = spot["box"]
    return (
        f'<rect class="paper ring" x="{box["x"]}" y="{box["y"]}" width="{box["width"]}" '
        f'height="{box["height"]}" rx="8"/>'
    )


def network_hits(picture: Drawn, page_url: str, *, rtl: bool) -> Markup:
    """Where the mouse finds the actors of a network, but the one in the middle."""
    width = picture["width"]
    return _hits(
        (
            (width - box["x"] - box["width"] if rtl else box["x"], box["y"]),
            (box["width"], box["height"]),
            relative(spot["url"], page_url),
        )
        for spot in picture["spots"]
        for box in [spot["box"]]
        if not spot["centre"]
    )


def _hits(found: Iterable[tuple[Sequence[int], Sequence[int], str]]) -> Markup:
    links = (
        f'<a tabindex="-1" href="{escape(url)}"><rect class="hit" x="{x}" y="{y}" '
        f'width="{width}" height="{height}"/></a>'
        for (x, y), (width, height), url in found
    )
    return Markup("".join(links))  # noqa: S704 (ours, with every address escaped)


# What all pictures share: the stand-alone file that each can be downloaded as.


# Height of the letters of a file's heading, which names whose picture it is, and of the rest.
_HEADING = 15
_LETTERS = 12


def picture_url(page_url: str, kind: str) -> str:
    """The address of a picture's file; slugs hold no dot, so no card can stand there."""
    return f"{page_url}{kind}.svg"


def picture_page(
    catalog: Catalog,
    page_url: str,
    kind: str,
    subject: str,
    picture: Plain,
    *,
    as_of: str | None = None,
) -> Page:
    """The file of the picture that the page at `page_url` shows; `subject` is whose it is.

    `as_of` is up to when the evidence speaks, where it shows ratings.
    """
    publication = catalog.publication
    url = picture_url(page_url, kind)
    context: dict[str, Plain] = {
        "publication": {
            "name": publication.name,
            "language": publication.language,
            "direction": direction(publication.language),
            "base": publication.url,
        },
        "page": {"url": url},
        "kind": kind,
        "subject": subject,
        "heading": wrapped(subject, _width(picture) / _HEADING, 3),
        "address": absolute(page_url, publication.url) if publication.url else "",
        "as_of": _as_of_lines(catalog, as_of, _width(picture)) if as_of else [],
        "picture": picture,
    }
    return Page(url, "picture.svg", "pictures", context, "pictures")


def _as_of_lines(catalog: Catalog, as_of: str, width: int) -> list[str]:
    """Up to when the evidence speaks, broken into lines as wide as the picture."""
    say = words(catalog.publication.language)
    return wrapped(say("Ratings as of %(day)s.", day=say.day(as_of)), width / _LETTERS, 2)


def _width(picture: Plain) -> int:
    if isinstance(picture, Mapping) and isinstance(width := picture["width"], int):
        return width
    raise AssertionError("a picture without a width")
