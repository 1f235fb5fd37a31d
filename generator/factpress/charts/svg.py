"""Pictures as SVG: the elements that charts share, and the file that each can be downloaded as.

In Python and not in templates because thousands of pages have pictures of hundreds of elements
each. Every word is escaped. Colours are classes only; see templates/charts/frame.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from markupsafe import Markup, escape

from factpress.charts.text_layout import wrapped
from factpress.i18n.formats import direction
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.contexts import Context, Page, View
from factpress.model.urls import absolute

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
PENS = 'fill="none" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"'


def sign(kind: str) -> Markup:
    """The sign of a kind of entry, around its middle: kinds differ in shape besides tone."""
    return Markup(SIGNS[kind])  # noqa: S704 (ours)


def mirrored(width: int, *, rtl: bool) -> str:
    """An attribute that mirrors shapes where the language runs from right to left."""
    return f' transform="matrix(-1 0 0 1 {width} 0)"' if rtl else ""


def hits(found: Iterable[tuple[tuple[int, int], tuple[int, int], str]]) -> Markup:
    """Links for the mouse: where each is, how large it is, and its address."""
    links = (
        f'<a tabindex="-1" href="{escape(url)}"><rect class="hit" x="{x}" y="{y}" '
        f'width="{width}" height="{height}"/></a>'
        for (x, y), (width, height), url in found
    )
    return Markup("".join(links))  # noqa: S704 (ours, with every address escaped)


class Picture(View, frozen=True, kw_only=True):
    """A drawn picture; each kind has fields of its own besides."""

    width: int
    height: int


class LabelLine(View, frozen=True, kw_only=True):
    """A line of words and the place of its baseline."""

    text: str
    y: int


def label_lines(texts: Iterable[str], first: int, step: int) -> list[LabelLine]:
    """Lines below each other: the baseline of the first, and the distance to the next."""
    return [LabelLine(text=text, y=first + n * step) for n, text in enumerate(texts)]


class KindSign(View, frozen=True, kw_only=True):
    """A stance, or a kind of entry or of connection, in the key of a picture."""

    kind: str
    sign: Markup


class PicturePublication(View, frozen=True, kw_only=True):
    """The publication, as far as a picture shows it."""

    name: str
    language: str
    direction: str  #: `ltr` or `rtl`
    base: str | None  #: The address of the site, where the publication has one


class PictureFile(Context, frozen=True, kw_only=True):
    """A picture as a file of its own."""

    template: ClassVar = "picture.svg"
    publication: PicturePublication
    kind: str  #: `timeline`, `network`, `lineage`, `matrix`, `fan` or `ratings`
    subject: str  #: Whose picture it is
    heading: Sequence[str]  #: The subject in lines
    address: str  #: The address of the page that shows it, where the publication has one
    as_of: Sequence[str]  #: Up to when the evidence for its ratings speaks, in lines
    picture: Picture


# Height of the letters of a file's heading, which names whose picture it is, and of the rest.
_HEADING = 15
_LETTERS = 12


def picture_url(page_url: str, kind: str) -> str:
    """The address of a picture's file; slugs hold no dot, so no card can have it."""
    return f"{page_url}{kind}.svg"


def picture_page(
    catalog: Catalog,
    page_url: str,
    kind: str,
    subject: str,
    picture: Picture,
    *,
    as_of: str | None = None,
) -> Page:
    """The file of the picture that the page at `page_url` shows; `subject` is whose it is.

    `as_of` is up to when the evidence speaks, where it shows ratings.
    """
    publication = picture_publication(catalog)
    context = PictureFile(
        publication=publication,
        kind=kind,
        subject=subject,
        heading=wrapped(subject, picture.width / _HEADING, 3),
        address=absolute(page_url, publication.base) if publication.base else "",
        as_of=_as_of_lines(catalog, as_of, picture.width) if as_of else [],
        picture=picture,
    )
    return Page(picture_url(page_url, kind), "pictures", context, "pictures")


def picture_publication(catalog: Catalog) -> PicturePublication:
    """The publication, as far as a picture shows it."""
    publication = catalog.publication
    return PicturePublication(
        name=publication.name,
        language=publication.language,
        direction=direction(publication.language),
        base=publication.url,
    )


def _as_of_lines(catalog: Catalog, as_of: str, width: int) -> list[str]:
    """Up to when the evidence speaks, broken into lines as wide as the picture."""
    say = words(catalog.publication.language)
    return wrapped(say("Ratings as of %(day)s.", day=say.day(as_of)), width / _LETTERS, 2)
