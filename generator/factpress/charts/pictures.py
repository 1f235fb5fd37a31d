"""What all pictures share: the stand-alone file that each can be downloaded as.

In: a picture's own data, the address of the page that shows it. Out: a page whose output is SVG.
Such a file carries its colours, its title, its description and where it comes from, since it may
travel alone; it holds no link and no script. Knows nothing of what a picture shows.
"""

from __future__ import annotations

from collections.abc import Mapping

from factpress.charts.text_layout import wrapped
from factpress.i18n.direction import direction
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.site import Page, Plain
from factpress.model.urls import absolute

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
