"""Checks of short names and owners.

In: the catalog. Out: warnings at their fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factpress.content.places import place_of
from factpress.model.cards import AnyCard, Catalog
from factpress.model.problems import Problem, quoted
from factpress.model.schema import ActorFields, EventFields, SourceFields


def check_names(catalog: Catalog) -> Iterator[Problem]:
    """Short names that two cards of a kind have, and owners of what is no publication."""
    for cards in (catalog.actors, catalog.sources, catalog.events):
        yield from _alike(cards)
    for actor in catalog.actors.values():
        if actor.fields.owner and actor.fields.kind != "publication":
            message = (
                f"owner is shown of a publication only, and the kind of this actor is "
                f"{quoted(actor.fields.kind)}; remove owner, or change kind"
            )
            yield _warning(actor, "owner", message)


def _alike(cards: Mapping[str, AnyCard]) -> Iterator[Problem]:
    """Short names that are also the short name or the whole name of another card."""
    whole = {_names(card)[0].casefold(): card for card in cards.values()}
    first: dict[str, AnyCard] = {}
    for card in sorted(cards.values(), key=lambda card: card.path):
        short = _names(card)[1]
        if short is None:
            continue
        other = first.setdefault(short.casefold(), card)
        if other is card:
            other = whole.get(short.casefold(), card)
        if other is not card:
            message = (
                f"short name {quoted(short)} is also a name of {other.path}; readers of lists and "
                "tables cannot tell the two apart"
            )
            yield _warning(card, "short", message)


def _names(card: AnyCard) -> tuple[str, str | None]:
    """The whole and the short name of a card."""
    match card.fields:
        case ActorFields(name=name, short=short) | SourceFields(title=name, short=short):
            return name, short
        case EventFields(what=name, short=short):
            return name, short
    return "", None


def _warning(card: AnyCard, field: str, message: str) -> Problem:
    return Problem(card.path, *place_of(card, field), message, "warning")
