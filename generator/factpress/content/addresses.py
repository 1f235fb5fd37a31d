"""The public addresses of cards: those of their pages, and the former ones that lead to them.

In: the catalog. Out: the card that each address leads to.
"""

from __future__ import annotations

from factpress.content.checks import every_card
from factpress.model.cards import CardKey, Catalog
from factpress.model.schema import ClaimFields
from factpress.model.urls import card_url


def public_addresses(catalog: Catalog) -> dict[str, CardKey]:
    """The card that each address of a card leads to; a page of its own comes first."""
    cards = every_card(catalog)
    found = {card_url(*card.key): card.key for card in cards}
    for card in cards:
        aliases = card.fields.aliases if isinstance(card.fields, ClaimFields) else ()
        for address in (*(card_url("claim", alias) for alias in aliases), *card.fields.former):
            found.setdefault(address, card.key)
    return found
