"""New cards: cards and passages that a build would show to readers for the first time.

They are those that the lock lacks. A lock of version 2 records claims, sources and passages alone;
the other cards are listed as unrecorded. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factpress.cache.inputs import shown_path
from factpress.content.checks import every_card
from factpress.content.places import place_of
from factpress.load import load_checked
from factpress.lock.lock_file import (
    Lock,
    defect_key,
    evidence_digest,
    name_of,
    parsed,
    passage_digest,
)
from factpress.model.cards import AnyCard, Catalog, InputFile
from factpress.model.evidence import PassageKey, PassageName
from factpress.model.problems import Problem, errors
from factpress.model.schema import (
    ActorFields,
    ClaimFields,
    EventFields,
    PageFields,
    SourceFields,
)
from factpress.model.urls import LOCK_PATH, card_url
from factpress.options import BuildOptions, CacheOptions
from factpress.output import disk


class NewItem(NamedTuple):
    """A card or a passage, its place, and the words of it that readers see."""

    kind: str
    id: str
    path: str
    line: int
    column: int
    words: tuple[str, ...]


class NewCards(NamedTuple):
    """All that is `new` to readers, and the cards that the lock does not record, new or not.

    `held_back` are notices of cards that readers do not see, `errors` refuse a build.
    """

    new: tuple[NewItem, ...]
    unrecorded: tuple[NewItem, ...]
    held_back: tuple[Problem, ...]
    errors: tuple[Problem, ...]


def new_cards(options: BuildOptions, cache: CacheOptions) -> NewCards:
    """The new cards of a build without drafts. Raises BuildRefused without content."""
    options = options._replace(drafts=False, stale_lock="warning")
    found = load_checked(options, cache)
    content = disk.read_below(options.content, LOCK_PATH)
    lock = parsed(InputFile(LOCK_PATH, content, ""))[0] if content else Lock(LOCK_PATH)
    groups: tuple[Iterator[NewItem], ...] = (iter(()), iter(()))
    if found.catalog:
        groups = _new(found.catalog, lock), _unrecorded(found.catalog, lock)
    new, unrecorded = (
        tuple(each._replace(path=shown_path(options.content, each.path)) for each in items)
        for items in groups
    )
    return NewCards(new, unrecorded, found.held_back, errors(found.problems))


def _new(catalog: Catalog, lock: Lock) -> Iterator[NewItem]:
    cards = every_card(catalog)
    for card in cards:
        if _is_recorded(card, lock) and not _is_known(card, lock):
            yield _item(card)
    for card in cards:
        yield from _new_passages(card, lock)


def _unrecorded(catalog: Catalog, lock: Lock) -> Iterator[NewItem]:
    return (_item(card) for card in every_card(catalog) if not _is_recorded(card, lock))


def _is_recorded(card: AnyCard, lock: Lock) -> bool:
    """Whether a lock of this version has cards of this kind."""
    return lock.version != 2 or card.key.kind in ("claim", "source")


def _is_known(card: AnyCard, lock: Lock) -> bool:
    """Whether the lock has a card under the address that it has now."""
    if lock.version != 2:
        return card_url(*card.key) in lock.entries.record.addresses
    known = lock.entries.record.claims if card.key.kind == "claim" else lock.entries.copies
    return card.key.id in known


def _has_passage(card: AnyCard, digest: str, lock: Lock) -> bool:
    """Whether the lock has a passage of a card, or of the claim that it was before."""
    aliases = card.fields.aliases if isinstance(card.fields, ClaimFields) else ()
    kept = lock.entries.passages if card.key.kind == "claim" else lock.entries.defects
    return any(PassageName(name, digest) in kept for name in (card.key.id, *aliases))


def _new_passages(card: AnyCard, lock: Lock) -> Iterator[NewItem]:
    fields = card.fields
    if isinstance(fields, ClaimFields):
        for index, evidence in enumerate(fields.evidence):
            if not _has_passage(card, evidence_digest(evidence), lock):
                key = PassageKey(card.key.id, evidence.id or "")
                yield _passage(card, key, f"evidence.{index}.passage", evidence.passage)
    elif isinstance(fields, SourceFields):
        for index, defect in enumerate(fields.defects):
            digest = passage_digest(card.key.id, defect.passage or "", defect.occurrence)
            if defect.passage and not _has_passage(card, digest, lock):
                key = defect_key(card.key.id, index + 1)
                yield _passage(card, key, f"defects.{index}.passage", defect.passage)


def _passage(card: AnyCard, key: PassageKey, field: str, passage: str) -> NewItem:
    return NewItem("passage", name_of(key), card.path, *place_of(card, field), (passage,))


def _item(card: AnyCard) -> NewItem:
    words = tuple(word for word in _words(card) if word)
    return NewItem(card.key.kind, card.key.id, card.path, 1, 1, words)


def _words(card: AnyCard) -> tuple[str | None, ...]:
    """The words by which readers know a card."""
    fields = card.fields
    if isinstance(fields, ClaimFields):
        return fields.claim, *fields.aliases
    if isinstance(fields, SourceFields):
        return fields.title, fields.url, fields.archived_url
    if isinstance(fields, ActorFields):
        return fields.name, *fields.aliases, fields.role, *fields.same_as
    if isinstance(fields, EventFields):
        return fields.what, fields.place
    if isinstance(fields, PageFields):
        return (fields.title,)
    return (fields.name,)
