"""New cards: what a build would show to readers for the first time, against the lock.

In: an order. Out: the cards and passages that the lock does not know, with the words that readers
would see, and the cards of which it tells nothing. Writes nothing. The lock has claims, sources and
passages; an actor or a topic is new where nothing that the lock has leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from factpress.cache.inputs import shown_path
from factpress.content.checks import every_card
from factpress.content.places import place_of
from factpress.content.publishing import reached
from factpress.evidence.lock_file import (
    defect_key,
    evidence_digest,
    name_of,
    parsed,
    passage_digest,
)
from factpress.gathering import gathering
from factpress.load import loaded
from factpress.model.cards import AnyCard, CardKey, Catalog, InputFile
from factpress.model.evidence import PassageKey, Proof
from factpress.model.problems import Problem, errors
from factpress.model.schema import (
    ActorFields,
    ClaimFields,
    EventFields,
    Evidence,
    SourceFields,
    TopicFields,
)
from factpress.model.urls import LOCK_PATH
from factpress.options import Order
from factpress.output import disk


class NewItem(NamedTuple):
    """A card or a passage, where it stands, and the words of it that readers see."""

    kind: str
    id: str
    path: str
    line: int
    column: int
    words: tuple[str, ...]


class NewCards(NamedTuple):
    """What is `new` to readers, and the cards of which the lock tells nothing, new or not.

    `held_back` tells of what they do not see, `errors` of what keeps a build from showing any.
    """

    new: tuple[NewItem, ...]
    unrecorded: tuple[NewItem, ...]
    held_back: tuple[Problem, ...]
    errors: tuple[Problem, ...]


def new_cards(order: Order) -> NewCards:
    """What a build without drafts would show first. Raises BuildRefused without content."""
    order = order._replace(drafts=False, stale_lock="warning")
    with gathering(order) as gathered:
        found = loaded(order, lambda stage, done, total: None, gathered)
    content = disk.read(order.content / LOCK_PATH)
    locked = parsed(InputFile(LOCK_PATH, content, ""))[0].proof if content else Proof()
    new: tuple[NewItem, ...] = ()
    unrecorded: tuple[NewItem, ...] = ()
    if found.catalog:
        new = tuple(_shown(order, each) for each in _new(found.catalog, locked))
        unrecorded = tuple(_shown(order, each) for each in _unrecorded(found.catalog))
    return NewCards(new, unrecorded, found.held_back, errors(found.problems))


def _shown(order: Order, item: NewItem) -> NewItem:
    return item._replace(path=shown_path(order.content, item.path))


def _new(catalog: Catalog, locked: Proof) -> Iterator[NewItem]:
    cards = _without_pages(catalog)
    known_cards = [part for card in cards if (part := _known_part(card, locked))]
    known = reached(_recorded(known_cards), known_cards)
    led_to = reached(_recorded(cards), cards)
    for card in cards:
        if card.key in led_to and (card.key not in known or _is_renamed(card, locked)):
            yield _item(card)
    for card in cards:
        yield from _new_passages(card, locked)


def _unrecorded(catalog: Catalog) -> Iterator[NewItem]:
    """Editorial pages, and what no claim and no source leads to."""
    cards = _without_pages(catalog)
    led_to = reached(_recorded(cards), cards)
    return (_item(card) for card in every_card(catalog) if card.key not in led_to)


def _without_pages(catalog: Catalog) -> list[AnyCard]:
    return [card for card in every_card(catalog) if card.key.kind != "page"]


def _recorded(cards: list[AnyCard]) -> list[CardKey]:
    """The cards of the kinds that a lock has."""
    return [card.key for card in cards if card.key.kind in ("claim", "source")]


def _known_part(card: AnyCard, locked: Proof) -> AnyCard | None:
    """A card without the passages that the lock does not have; None where it has not the card."""
    fields = card.fields
    if isinstance(fields, SourceFields):
        return card if card.key.id in locked.copies else None
    if not isinstance(fields, ClaimFields):
        return card
    if _locked_name(card, locked) is None:
        return None
    evidence = tuple(each for each in fields.evidence if _has_passage(card, each, locked))
    return card._replace(fields=replace(fields, evidence=evidence))


def _locked_name(card: AnyCard, locked: Proof) -> str | None:
    """The id under which the lock has a claim: its own, or one that it had."""
    aliases = card.fields.aliases if isinstance(card.fields, ClaimFields) else ()
    return next((name for name in (card.key.id, *aliases) if name in locked.ratings), None)


def _is_renamed(card: AnyCard, locked: Proof) -> bool:
    return card.key.kind == "claim" and _locked_name(card, locked) != card.key.id


def _has_passage(card: AnyCard, evidence: Evidence, locked: Proof) -> bool:
    key = PassageKey(_locked_name(card, locked) or card.key.id, evidence.id or "")
    found = locked.passages.get(key)
    return found is not None and found.digest == evidence_digest(evidence)


def _new_passages(card: AnyCard, locked: Proof) -> Iterator[NewItem]:
    fields = card.fields
    if isinstance(fields, ClaimFields):
        for index, evidence in enumerate(fields.evidence):
            if not _has_passage(card, evidence, locked):
                key = PassageKey(card.key.id, evidence.id or "")
                yield _passage(card, key, f"evidence.{index}.passage", evidence.passage)
    elif isinstance(fields, SourceFields):
        for index, defect in enumerate(fields.defects):
            key = defect_key(card.key.id, index + 1)
            found = locked.defects.get(key)
            digest = passage_digest(card.key.id, defect.passage or "", defect.occurrence)
            if defect.passage and (found is None or found.digest != digest):
                yield _passage(card, key, f"defects.{index}.passage", defect.passage)


def _passage(card: AnyCard, key: PassageKey, field: str, passage: str) -> NewItem:
    return NewItem("passage", name_of(key), card.path, *place_of(card, field), (passage,))


def _item(card: AnyCard) -> NewItem:
    words = tuple(word for word in _words(card) if word)
    return NewItem(card.key.kind, card.key.id, card.path, 1, 1, words)


def _words(card: AnyCard) -> tuple[str | None, ...]:
    """What names a card to readers."""
    fields = card.fields
    if isinstance(fields, ClaimFields):
        return fields.claim, *fields.aliases
    if isinstance(fields, SourceFields):
        return fields.title, fields.url, fields.archived_url
    if isinstance(fields, ActorFields):
        return fields.name, *fields.aliases, fields.role, *fields.same_as
    if isinstance(fields, EventFields):
        return fields.what, fields.place
    return (fields.name if isinstance(fields, TopicFields) else fields.title,)
