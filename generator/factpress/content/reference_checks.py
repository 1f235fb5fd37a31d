"""References in front matter to other cards, and checks of names, events and findings.

In: a card, or the catalog. Out: each id with its field and the kind of card it names; problems.
Links in bodies are the catalog's. `evidence.origin` is not here, since only ids of its own card or
its source's are allowed; nor is `independent.of`: no source is published for one like it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from factpress.content.history import is_former, no_more
from factpress.content.places import key_path, problem_at
from factpress.model.cards import AnyCard, CardKey, Catalog, Claim, HeldBack
from factpress.model.field_types import period_bounds
from factpress.model.instants import in_utc
from factpress.model.problems import Problem, Severity, quoted, unknown
from factpress.model.schema import (
    ActorFields,
    CardKind,
    ClaimFields,
    EventFields,
    SourceFields,
)

if TYPE_CHECKING:
    # It brings YAML and pydantic-core, which an edit does not need.
    from factpress.content.settings_file import Settings


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
    """The check of a withdrawn or merged claim is not shown, so its references do not count."""
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
    for name, ids in (("authors", fields.authors), ("reviewed_by", fields.reviewed_by)):
        for index, person_id in enumerate(ids):
            yield Reference(f"{name}.{index}", "person", person_id)
    for index, evidence in enumerate(fields.evidence):
        yield Reference(f"evidence.{index}.source", "source", evidence.source)
        for number, speaker in enumerate(evidence.speakers):
            yield Reference(f"evidence.{index}.speaker.{number}", "actor", speaker)
        if evidence.credits is not None:
            yield Reference(f"evidence.{index}.credits", "actor", evidence.credits)
    for index, appearance in enumerate(fields.appearances):
        if appearance.source is not None:
            yield Reference(f"appearances.{index}.source", "source", appearance.source)
        for number, actor_id in enumerate(appearance.by):
            yield Reference(f"appearances.{index}.by.{number}", "actor", actor_id)


# Short names and owners.


def check_names(catalog: Catalog) -> Iterator[Problem]:
    """Report short names that two cards of a kind share, and owners of other than publications."""
    for cards in (catalog.actors, catalog.sources, catalog.events):
        yield from _alike(cards)
    for actor in catalog.actors.values():
        if actor.fields.owner and actor.fields.kind != "publication":
            message = (
                f"owner is shown of a publication only, and the kind of this actor is "
                f"{quoted(actor.fields.kind)}; remove owner, or change kind"
            )
            yield problem_at(actor, "owner", message, "warning")


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
            yield problem_at(card, "short", message, "warning")


def _names(card: AnyCard) -> tuple[str, str | None]:
    """The whole and the short name of a card."""
    match card.fields:
        case ActorFields(name=name, short=short) | SourceFields(title=name, short=short):
            return name, short
        case EventFields(what=name, short=short):
            return name, short
    return "", None


# Events: none may be dated after the day of the build.


def check_events(catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    """Events whose date, or the end of whose period, begins after today."""
    for event in catalog.events.values():
        last = event.fields.date.rpartition("/")[2]
        if period_bounds(last)[0] > today:
            severity: Severity = "warning" if event.key in catalog.held_back else "error"
            message = (
                f"the event is dated {event.fields.date}, which is after today, {today}; correct "
                "the date, or make the card a draft until it has happened"
            )
            yield problem_at(event, "date", message, severity)


# Findings: each names claims that readers see, with the rating that each has.


def check_findings(
    settings: Settings, catalog: Catalog, hidden: Severity = "error"
) -> Iterator[Problem]:
    """Problems with the findings; `hidden` is the severity of naming a claim held back."""
    for number, finding in enumerate(catalog.publication.findings):
        field = f"findings.{number}.claims"
        unrated = list(_without_rating(settings, field))
        for claim_id in unrated:
            message = f"claim {quoted(claim_id)} has no rating here; write the rating that it has"
            yield settings.problem(key_path(f"{field}.{claim_id}"), message)
        if not finding.claims and not unrated:
            message = "finding names no claim; name at least one, with the rating that it has"
            yield settings.problem(field, message)
        for claim_id, rating_id in finding.claims.items():
            at_key = key_path(f"{field}.{claim_id}")
            held = catalog.held_back.get(CardKey("claim", claim_id))
            if held:
                yield settings.problem(at_key, _is_hidden(claim_id, held), hidden)
            claim = catalog.claims.get(claim_id)
            if claim:
                for message in _mistakes(catalog, claim, rating_id):
                    yield settings.problem(f"{field}.{claim_id}", message)
            elif claim_id in catalog.open:
                message = f"claim {quoted(claim_id)} is open; a finding rests on rated claims alone"
                yield settings.problem(at_key, message)
            elif gone := no_more(catalog, claim_id, finding.claims):
                yield settings.problem(at_key, gone)
            elif held is None and CardKey("claim", claim_id) not in catalog.unread:
                allowed = sorted(catalog.claims)
                message = unknown("claim", claim_id, allowed, is_not="has no card in claims/")
                yield settings.problem(at_key, message)


def _without_rating(settings: Settings, field: str) -> Iterator[str]:
    """Claims that a finding names without a rating, which no mapping of fields holds."""
    for path in settings.front.written.empty if settings.front else ():
        if path.startswith(f"{field}."):
            yield path.removeprefix(f"{field}.")


def _mistakes(catalog: Catalog, claim: Claim, stated: str) -> Iterator[str]:
    """Problems with the rating that a finding states of a claim."""
    fields = claim.fields
    named = f"claim {quoted(claim.key.id)}"
    scale = [rating.id for rating in catalog.publication.ratings]
    if stated not in scale:
        message = unknown("rating", stated, scale, is_not="is not on the scale")
        yield f"{message} The rating of {named} is {quoted(fields.rating)}."
    elif stated != fields.rating:
        yield (
            f"finding states {quoted(stated)} of {named}, whose rating is {quoted(fields.rating)}; "
            f"write {fields.rating} and see that the sentence says so, or leave the claim out"
        )


def _is_hidden(claim_id: str, held: HeldBack) -> str:
    if held.until is None:
        return (
            f"claim {quoted(claim_id)} is a draft, which is not published; publish it, or leave it "
            "out of the findings"
        )
    return (
        f"claim {quoted(claim_id)} is held back until {in_utc(held.until)}; leave it out until then"
    )
