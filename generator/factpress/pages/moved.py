"""The pages at addresses that lead to another: those that cards had, and those of merged claims.

In: the catalog. Out: pages that send readers on, without a script and on any host.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.content.addresses import moved_addresses
from factpress.model.cards import AnyCard, Catalog
from factpress.model.schema import ClaimFields
from factpress.model.site import Page
from factpress.pages.frame import merged, page_frame
from factpress.views.cards import card_at, link, title_of, url_of


def pages(catalog: Catalog) -> Iterator[Page]:
    """A page for each former address; its one true address is that of the card that answers."""
    for url, key in moved_addresses(catalog).items():
        card = card_at(catalog, key)
        frame = page_frame(catalog, url, title_of(card), _about(card), stands_for=url_of(card))
        yield Page(url, "moved.html", "moved pages", merged(frame, {"target": link(card)}))


def _about(card: AnyCard) -> str:
    fields = card.fields
    return (fields.reason if isinstance(fields, ClaimFields) else "") or title_of(card)
