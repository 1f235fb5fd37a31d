"""Backlinks: the cards whose texts link to a card, by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from factpress.i18n.translations import words
from factpress.model.cards import AnyCard, CardKey, Catalog
from factpress.model.contexts import View
from factpress.model.schema import CardKind
from factpress.views.cards import Link, card_at, link
from factpress.views.labels import kinds
from factpress.views.pagination import PageLists, part, whole

OPEN_CLAIMS = "open"
_WITHDRAWN = "withdrawn"


class BacklinkGroup(View, frozen=True, kw_only=True):
    """The cards of one kind whose texts link to the card of the page."""

    words: str  #: The heading
    links: Sequence[Link]
    continued: bool  #: Whether the list began on an earlier page


def linked_from(catalog: Catalog, card: AnyCard) -> list[BacklinkGroup]:
    """The cards whose texts link to this one, grouped by kind."""
    groups = links_to(catalog, card)
    return linked_here(catalog, groups, whole(groups))


def links_to(catalog: Catalog, card: AnyCard) -> dict[str, list[Link]]:
    """The cards whose texts link to this one, by kind.

    Withdrawn claims are a kind of their own, and so are open ones, which need only name the card.
    """
    kinds_here = (*get_args(CardKind), OPEN_CLAIMS, _WITHDRAWN)
    found: dict[str, list[Link]] = {kind: [] for kind in kinds_here}
    back = catalog.back
    # An open claim that links to the card names it too.
    for key in dict.fromkeys((*back.linked.get(card.key, ()), *back.unrated.get(card.key, ()))):
        found[_group(catalog, key)].append(link(card_at(catalog, key)))
    return {kind: links for kind, links in found.items() if links}


def _group(catalog: Catalog, key: CardKey) -> str:
    if key.kind == "claim" and key.id in catalog.withdrawn:
        return _WITHDRAWN
    return OPEN_CLAIMS if key.kind == "claim" and key.id in catalog.open else key.kind


def linked_here(
    catalog: Catalog, groups: Mapping[str, Sequence[Link]], page: PageLists
) -> list[BacklinkGroup]:
    """The parts of the lists of `links_to` that one page shows, with their headings."""
    language = catalog.publication.language
    say = words(language)
    headings = [
        *kinds(language).items(),
        (OPEN_CLAIMS, say("Claims that we are looking into")),
        (_WITHDRAWN, say("Withdrawn claims")),
    ]
    here = [(heading, part(page, kind, groups.get(kind, ()))) for kind, heading in headings]
    return [
        BacklinkGroup(words=heading, links=links.entries, continued=links.continued)
        for heading, links in here
        if links.entries
    ]
