"""The editorial pages (`pages/*.md`) and the page for addresses that lead nowhere.

In: the catalog. Out: pages. Knows nothing of what any of them says.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.site import Page
from factpress.model.urls import NOT_FOUND_URL
from factpress.pages.frame import merged, page_frame, trail
from factpress.views.body_html import body_html
from factpress.views.cards import linked_from, url_of


def pages(catalog: Catalog) -> Iterator[Page]:
    """Every editorial page, then the not-found page."""
    for card in catalog.pages.values():
        title = card.fields.title
        description = f"{title}: {catalog.publication.name}."
        context = merged(
            page_frame(catalog, url_of(card), title, description, trail(catalog)),
            {"body": body_html(catalog, card), "linked_from": linked_from(catalog, card)},
        )
        yield Page(url_of(card), "page.html", "pages", context)
    say = words(catalog.publication.language)
    description = say("There is no page at this address.")
    frame = page_frame(catalog, NOT_FOUND_URL, say("Page not found"), description)
    yield Page(NOT_FOUND_URL, "404.html", "pages", frame)
