"""References: the cards that a card names by their ids in its front matter.

In: a card. Out: each id with the field that holds it and the kind of card it names. Links in bodies
are the catalog's. `evidence.origin` is not here: it is an id of its source's or of its own, or a
mistake; nor is `independent.of`, for no source is published for the sake of one like it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factpress.content.former_claims import is_former
from factpress.model.cards import AnyCard
from factpress.model.schema import (
    ActorFields,
    CardKind,
    ClaimFields,
    EventFields,
    SourceFields,
)


class Reference(NamedTuple):
    """An id as a card has it: in which field, of which kind of card."""

    field: str
    kind: CardKind
    id: str


def references(card: AnyCard) -> Iterator[Reference]:
    """Every id in a card's front matter that names another card."""
    fields = card.fields
    if isinstance(fields, ClaimFields) and is_former(card):
        yield from _of_former_claim(fields)
    elif isinstance(fields, ClaimFields):
        yield from _of_claim(fields)
    elif isinstance(fields, SourceFields):
        yield Reference("publisher", "actor", fields.publisher)
        for index, origin in enumerate(fields.origins):
            yield Reference(f"origins.{index}.actor", "actor", origin.actor)
    elif isinstance(fields, ActorFields):
        for index, actor_id in enumerate(fields.part_of):
            yield Reference(f"part_of.{index}", "actor", actor_id)
    elif isinstance(fields, EventFields):
        for index, claim_id in enumerate(fields.claims):
            yield Reference(f"claims.{index}", "claim", claim_id)
        for index, source_id in enumerate(fields.sources):
            yield Reference(f"sources.{index}", "source", source_id)


def _of_former_claim(fields: ClaimFields) -> Iterator[Reference]:
    """Nothing of the check of a claim that is no more is shown, and so it refers to nothing."""
    if fields.merged_into:
        yield Reference("merged_into", "claim", fields.merged_into)
    for index, claim_id in enumerate(fields.related if fields.withdrawn else ()):
        yield Reference(f"related.{index}", "claim", claim_id)


def _of_claim(fields: ClaimFields) -> Iterator[Reference]:
    for index, actor_id in enumerate(fields.claimants):
        yield Reference(f"claimants.{index}", "actor", actor_id)
    for index, topic_id in enumerate(fields.topics):
        yield Reference(f"topics.{index}", "topic", topic_id)
    for index, claim_id in enumerate(fields.related):
        yield Reference(f"related.{index}", "claim", claim_id)
    for index, evidence in enumerate(fields.evidence):
        yield Reference(f"evidence.{index}.source", "source", evidence.source)
        for number, speaker in enumerate(evidence.speakers):
            yield Reference(f"evidence.{index}.speaker.{number}", "actor", speaker)
        if evidence.credits is not None:
            yield Reference(f"evidence.{index}.credits", "actor", evidence.credits)
    for index, appearance in enumerate(fields.appearances):
        if appearance.source is not None:
            yield Reference(f"appearances.{index}.source", "source", appearance.source)
