"""The catalog: all cards together, with every cross-link in both directions.

In: parsed cards and the publication's settings. Out: a `Catalog`, and problems with addresses that
collide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from factpress.content.claim_facts import in_stance_order
from factpress.content.history import end_of, is_former, is_open, shows_body
from factpress.content.mentions import NameIndex
from factpress.content.natural_order import natural_key
from factpress.content.voices import weight_of
from factpress.model.card_parts import by_date
from factpress.model.cards import (
    Actor,
    AnyCard,
    Backlinks,
    Card,
    CardKey,
    Catalog,
    Claim,
    Event,
    Link,
    Source,
)
from factpress.model.evidence import PassageKey, Proof
from factpress.model.field_types import period_bounds
from factpress.model.problems import Problem
from factpress.model.schema import (
    ActorFields,
    CardKind,
    ClaimFields,
    EventFields,
    PageFields,
    PersonFields,
    SourceFields,
    TopicFields,
)
from factpress.model.settings import PublicationFields
from factpress.model.urls import collision_key

PointerT = TypeVar("PointerT", str, PassageKey, CardKey)
TargetT = TypeVar("TargetT", str, CardKey)
FieldsT = TypeVar(
    "FieldsT",
    ActorFields,
    ClaimFields,
    EventFields,
    PageFields,
    PersonFields,
    SourceFields,
    TopicFields,
)


def assemble(publication: PublicationFields, cards: Sequence[AnyCard]) -> Catalog:
    """The catalog of the given cards. Ids without a card lead nowhere."""
    claims, unrated, withdrawn, merged, ends = _divided(_of(ClaimFields, cards))
    actors = sorted(_of(ActorFields, cards), key=lambda a: (natural_key(a.fields.name), a.key.id))
    sources = sorted(_of(SourceFields, cards), key=_oldest_first)
    topics = sorted(
        _of(TopicFields, cards), key=lambda t: (t.fields.order, natural_key(t.fields.name))
    )
    events = sorted(_of(EventFields, cards), key=_when)
    pages = sorted(
        _of(PageFields, cards), key=lambda p: (p.fields.order, natural_key(p.fields.title))
    )
    people = sorted(_of(PersonFields, cards), key=lambda p: (natural_key(p.fields.name), p.key.id))
    ids: dict[str, tuple[CardKey, ...]] = {}
    for card in cards:
        key = CardKey("claim", ends[card.key.id]) if _is_merged(card, ends) else card.key
        ids[card.key.id] = (*ids.get(card.key.id, ()), key)
    return Catalog(
        publication=publication,
        claims=_by_id(claims),
        actors=_by_id(actors),
        sources=_by_id(sources),
        topics=_by_id(topics),
        events=_by_id(events),
        pages=_by_id(pages),
        people=_by_id(people),
        ids=ids,
        back=_way_back(_Ordered(claims, unrated, actors, sources, events), cards, ids, ends),
        proof=Proof(),
        open=unrated,
        withdrawn=withdrawn,
        merged=merged,
    )


class _Ordered(NamedTuple):
    """The cards that point at others, in the order of the site."""

    claims: Sequence[Claim]
    open: Mapping[str, Claim]
    actors: Sequence[Actor]
    sources: Sequence[Source]
    events: Sequence[Event]


def _way_back(
    ordered: _Ordered,
    cards: Sequence[AnyCard],
    ids: Mapping[str, tuple[CardKey, ...]],
    ends: Mapping[str, str],
) -> Backlinks:
    """The cross-links read backwards; `ends` are the claims that merged ones are now a part of."""
    claims, unrated, actors, sources, events = ordered
    names = name_index(actors)
    passages = [
        (PassageKey(c.key.id, e.id or ""), e) for c in claims for e in in_stance_order(c.fields)
    ]
    return Backlinks(
        linked=_linked(cards, ids),
        named=_backwards((c.key.id, names.named_in(c.fields.claim)) for c in claims),
        claimed=_backwards((c.key.id, c.fields.claimants) for c in claims),
        spoken=_backwards((key, e.speakers) for key, e in passages),
        published=_backwards((s.key.id, [s.fields.publisher]) for s in sources),
        relayed=_backwards((s.key.id, [o.actor for o in s.fields.origins]) for s in sources),
        parts=_backwards((a.key.id, a.fields.part_of) for a in actors),
        quoted=_backwards((key, [e.source]) for key, e in passages),
        appeared=_backwards(
            (c.key.id, [a.source for a in c.fields.appearances if a.source]) for c in claims
        ),
        on_topic=_backwards((c.key.id, c.fields.topics) for c in claims),
        rated=_backwards((c.key.id, [c.fields.rating]) for c in claims),
        related=_backwards((c.key.id, c.fields.related) for c in claims),
        claim_events=_backwards((e.key.id, e.fields.claims) for e in events),
        source_events=_backwards((e.key.id, e.fields.sources) for e in events),
        unrated=_backwards((c.key, _concerned(c, names, ids)) for c in unrated.values()),
        written=_backwards((c.key.id, c.fields.authors) for c in claims),
        reviewed=_backwards((c.key.id, c.fields.reviewed_by) for c in claims),
        apart=_backwards(
            (s.key.id, [other for each in s.fields.independent for other in each.of])
            for s in sources
        ),
        merged=_backwards((claim_id, [end]) for claim_id, end in sorted(ends.items())),
    )


class _Claims(NamedTuple):
    """The rated claims, the newest first, and the open, withdrawn and merged ones.

    `ends` has the claim that each merged one leads to in the end; mergers that lead nowhere are
    left out.
    """

    published: list[Claim]
    open: Mapping[str, Claim]
    withdrawn: Mapping[str, Claim]
    merged: Mapping[str, Claim]
    ends: Mapping[str, str]


def _divided(claims: Iterable[Claim]) -> _Claims:
    every = sorted(claims, key=lambda c: (_newest_first(c), weight_of(c), c.key.id))
    published = [claim for claim in every if not is_former(claim) and not is_open(claim)]
    unrated = _by_id(claim for claim in every if is_open(claim))
    withdrawn = _by_id(claim for claim in every if claim.fields.withdrawn)
    merged = _by_id(c for c in every if is_former(c) and not c.fields.withdrawn)
    by_id = _by_id(published)
    ends = {each: end for each in merged if (end := end_of(each, merged, by_id))}
    return _Claims(published, unrated, withdrawn, merged, ends)


def _is_merged(card: AnyCard, ends: Mapping[str, str]) -> bool:
    return card.key.kind == "claim" and card.key.id in ends


def _backwards(
    pairs: Iterable[tuple[PointerT, Iterable[TargetT]]],
) -> dict[TargetT, tuple[PointerT, ...]]:
    """From (pointer, what it points at) to {what is pointed at: its pointers}, each once."""
    found: dict[TargetT, dict[PointerT, None]] = {}
    for pointer, targets in pairs:
        for target in targets:
            found.setdefault(target, {})[pointer] = None
    return {target: tuple(pointers) for target, pointers in found.items()}


def _newest_first(claim: Claim) -> int:
    return -claim.fields.checked.toordinal()


def _of(kind: type[FieldsT], cards: Iterable[AnyCard]) -> list[Card[FieldsT]]:
    chosen: list[Any] = [card for card in cards if isinstance(card.fields, kind)]
    return chosen


def _by_id(cards: Iterable[Card[FieldsT]]) -> dict[str, Card[FieldsT]]:
    return {card.key.id: card for card in cards}


def target_of(link: Link, ids: Mapping[str, tuple[CardKey, ...]]) -> CardKey | None:
    """The one card that a `[[link]]` means, or None when there is none or more than one."""
    keys = ids.get(link.id, ())
    if link.kind is not None:
        keys = tuple(key for key in keys if key.kind == link.kind)
    return keys[0] if len(keys) == 1 else None


def links_of(card: AnyCard) -> Iterator[Link]:
    """The `[[links]]` of a card's body, if readers see it."""
    marks = card.body.marks if shows_body(card) else ()
    return (mark for mark in marks if isinstance(mark, Link))


def leads_of(card: AnyCard, ids: Mapping[str, tuple[CardKey, ...]]) -> Iterator[CardKey]:
    """The cards that a card's text leads to; a withdrawn claim's `related` are in its notice."""
    for link in links_of(card):
        target = target_of(link, ids)
        if target:
            yield target
    if isinstance(card.fields, ClaimFields) and card.fields.withdrawn:
        yield from (CardKey("claim", claim_id) for claim_id in card.fields.related)


def _linked(
    cards: Iterable[AnyCard], ids: Mapping[str, tuple[CardKey, ...]]
) -> dict[CardKey, tuple[CardKey, ...]]:
    linked: dict[CardKey, dict[CardKey, None]] = {}
    for card in sorted(cards, key=lambda c: c.key):
        for target in leads_of(card, ids):
            if target != card.key:
                linked.setdefault(target, {})[card.key] = None
    return {target: tuple(sources) for target, sources in linked.items()}


def _concerned(
    claim: Claim, names: NameIndex, ids: Mapping[str, tuple[CardKey, ...]]
) -> Iterator[CardKey]:
    """The cards that an open claim names in its fields and its sentence, and that it links to."""
    fields = claim.fields
    of_kind: dict[CardKind, list[Iterable[str]]] = {
        "actor": [fields.claimants, names.named_in(fields.claim)],
        "topic": [fields.topics],
        "source": [[each.source for each in fields.evidence]],
        "person": [fields.authors, fields.reviewed_by],
    }
    of_kind["actor"] += [each.speakers for each in fields.evidence]
    of_kind["actor"] += [each.by for each in fields.appearances]
    of_kind["source"] += [[each.source] for each in fields.appearances if each.source]
    for kind, lists in of_kind.items():
        yield from (CardKey(kind, card_id) for each in lists for card_id in each)
    yield from leads_of(claim, ids)


def name_index(actors: Iterable[Card[ActorFields]]) -> NameIndex:
    """Finds actors by their names and aliases."""
    return NameIndex({a.key.id: (a.fields.name, *a.fields.aliases) for a in actors})


def collisions(cards: Iterable[AnyCard]) -> Iterator[Problem]:
    """Cards whose files or addresses would be one on some file system, each pair named once."""
    first: dict[tuple[str, str], AnyCard] = {}
    for card in sorted(cards, key=lambda c: c.path):
        key = (card.key.kind, collision_key(card.key.id))
        other = first.setdefault(key, card)
        if other is not card:
            message = (
                f"address collides with that of {other.path}: the two names are one on file "
                "systems that ignore case or Unicode form; rename one"
            )
            yield Problem(card.path, 1, 1, message)


def _oldest_first(source: Source) -> tuple[tuple[dt.date, dt.date], str]:
    return by_date(source.fields.published), source.key.id


def _when(event: Event) -> tuple[dt.date, dt.date, str]:
    return *period_bounds(event.fields.date), event.key.id
