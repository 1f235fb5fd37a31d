"""The editorial pages (`pages/*.md`) and the page for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from factpress.model import Catalog, Page
from factpress.pages.parts import body_html, linked_from, merged, page_frame, url_of


def pages(catalog: Catalog) -> Iterator[Page]:
    """Every editorial page, then the not-found page."""
    for card in catalog.pages.values():
        title = card.fields.title
        description = f"{title}: {catalog.publication.name}."
        context = merged(
            page_frame(catalog, url_of(card), title, description, [("Home", "/")]),
            {"body": body_html(catalog, card), "linked_from": linked_from(catalog, card)},
        )
        yield Page(url_of(card), "page.html", "pages", context)
    frame = page_frame(catalog, "/404.html", "Page not found", "There is no page at this address.")
    yield Page("/404.html", "404.html", "pages", frame)
