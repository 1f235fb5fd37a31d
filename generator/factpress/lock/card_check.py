"""Card check: the lock's record agrees with the cards that readers see.

In: the lock's record compared with that of the cards. Out: problems: silent changes, missing cards,
and every other difference, with the command that mends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from factpress.content.checks import every_card
from factpress.content.history import is_former, is_open
from factpress.content.places import problem_at
from factpress.lock.comparison import Comparison
from factpress.lock.current_record import recorded_claims
from factpress.lock.lines import COPY
from factpress.lock.lock_file import COMMAND, name_of
from factpress.lock.missing_cards import missing_addresses, missing_claims, unused_entries
from factpress.lock.silent_changes import SCALE, silent_changes
from factpress.model.cards import AnyCard, CardKey, Claim, Source
from factpress.model.evidence import AddressRecord, PassageKey, PassageName
from factpress.model.problems import Problem, quoted
from factpress.model.urls import card_url
from factpress.ratings.rules import listed

# Fields that have another name in front matter than in the record.
_FIELDS = {
    "words": "claim",
    "history": "changes",
    "speakers": "speaker",
    "origins": "origin",
}
# Fields of a claim or passage that its source's card gives if its own does not.
_FROM_SOURCES = ("as_of", "origins")


def check_cards(compared: Comparison) -> Iterator[Problem]:
    """Report every difference between the lock's record and the cards once."""
    silent = list(silent_changes(compared))
    yield from (each.problem for each in silent)
    is_whole = not compared.catalog.unread
    if is_whole:
        yield from missing_claims(compared)
        yield from missing_addresses(compared)
    reported = {each.of for each in silent}
    if compared.lock.version == 2:
        yield from _histories(compared, reported)
    else:
        yield from _cards(compared, reported)
        yield from _others(compared, reported, is_whole=is_whole)
    if is_whole:
        yield from unused_entries(compared)


def _histories(compared: Comparison, reported: set[str]) -> Iterator[Problem]:
    """Report claims of a version 2 lock whose rating or history has changed since."""
    for claim_id, before in compared.before.claims.items():
        after = compared.after.claims.get(claim_id)
        if after is None or claim_id in reported:
            continue
        if (after.rating, after.history) != (before.rating, before.history):
            card = compared.successors[claim_id]
            message = f"the claim's history has grown since the lock was written; {COMMAND}"
            yield problem_at(card, "changes", message, compared.stale)


def _cards(compared: Comparison, reported: set[str]) -> Iterator[Problem]:
    """Report claims, passages, sources and actors that differ from the lock."""
    for claim in recorded_claims(compared.catalog):
        claim_id = claim.key.id
        is_unrated = is_former(claim) or is_open(claim)
        is_right = is_unrated or claim.fields.rating in compared.after.ratings
        if claim_id in reported or not is_right:
            continue
        yield from _differs(compared, ("claim", claim_id), claim, "")
        yield from _former(compared, claim) if is_former(claim) else _passages(compared, claim)
    for source_id, source in compared.catalog.sources.items():
        if source_id in compared.after.sources:
            yield from _differs(compared, ("source", source_id), source, "")
            yield from _quotes(compared, source)
    yield from _actors(compared)


def _actors(compared: Comparison) -> Iterator[Problem]:
    """Report actors that differ from the lock. A new actor is reported by its address."""
    for actor_id, actor in compared.catalog.actors.items():
        entry = ("actor", actor_id)
        yield from _differs(compared, entry, actor, "")
        is_unknown = actor_id in compared.after.actors and actor_id not in compared.before.actors
        address = compared.before.addresses.get(card_url("actor", actor_id))
        if is_unknown and address and entry not in compared.lock.damaged:
            message = f"actor is not in the lock; {COMMAND}"
            yield problem_at(actor, "name", message, compared.stale)


def _passages(compared: Comparison, claim: Claim) -> Iterator[Problem]:
    for index, evidence in enumerate(claim.fields.evidence):
        key = PassageKey(claim.key.id, evidence.id or "")
        name = name_of(compared.names.passages[key])
        yield from _differs(compared, ("passage", name), claim, f"evidence.{index}.")


def _former(compared: Comparison, claim: Claim) -> Iterator[Problem]:
    """Report a withdrawn or merged claim that the lock lacks."""
    entry = ("claim", claim.key.id)
    if claim.key.id not in compared.before.claims and entry not in compared.lock.damaged:
        message = f"claim is not in the lock; {COMMAND}"
        yield problem_at(claim, "claim", message, compared.stale)


def _differs(
    compared: Comparison, entry: tuple[str, str], card: AnyCard, prefix: str
) -> Iterator[Problem]:
    """Report an entry that differs from the lock, at its first differing field."""
    kind, name = entry
    before, after = (
        _of_kind(side, kind).get(_key(kind, name)) for side in (compared.before, compared.after)
    )
    if before == after or before is None or after is None or entry in compared.lock.damaged:
        return
    # A card that cannot be read is reported; its consequences are not.
    unknown = _FROM_SOURCES if compared.catalog.unread else ()
    names = [name for name in _differing(before, after) if name not in unknown]
    if not names:
        return
    fields = [_FIELDS.get(name, name) for name in names]
    message = f"{listed(fields)} of {kind} {quoted(name)} {_is_other(fields)}; {COMMAND}"
    yield problem_at(card, f"{prefix}{fields[0]}", message, compared.stale)


def _quotes(compared: Comparison, source: Source) -> Iterator[Problem]:
    """Report a source whose counts in the lock belong to other passages."""
    name = source.key.id
    before, after = (record.quotes.get(name) for record in (compared.before, compared.after))
    entry = ("source", f"{name}{COPY}")
    is_known = before is not None and entry not in compared.lock.damaged
    if is_known and before != after and not _has_other_passages(compared):
        message = f"the counts of {quoted(name)} are those of other passages; {COMMAND}"
        yield compared.lock.problem(*entry, message, compared.stale)


def _has_other_passages(compared: Comparison) -> bool:
    """Whether the cards and the lock have different passages."""
    defects = set(compared.names.defects.values())
    entries = compared.lock.entries
    return (
        entries.passages.keys() != compared.after.passages.keys()
        or entries.defects.keys() != defects
    )


def _is_other(fields: list[str]) -> str:
    return "differs from the lock" if len(fields) == 1 else "differ from the lock"


def _of_kind(record: Any, kind: str) -> Mapping[Any, Struct]:
    found: Mapping[Any, Struct] = getattr(record, f"{kind}s")
    return found


def _key(kind: str, name: str) -> object:
    return PassageName(*name.split("#", 1)) if kind == "passage" else name


def _differing(before: Struct, after: Struct) -> list[str]:
    names = before.__struct_fields__
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def _others(compared: Comparison, reported: set[str], *, is_whole: bool) -> Iterator[Problem]:
    """Report changes of the scale, of addresses and of the compared sources."""
    if SCALE not in reported:
        yield from _scale(compared)
    if is_whole:
        yield from _addresses(compared)
        if compared.before.compared != compared.after.compared and _has_same_copies(compared):
            yield from _behind(compared, ("compared", "sources"), "which sources were compared")


def _has_same_copies(compared: Comparison) -> bool:
    """Whether the cards and the lock have the same sources with the same saved copies."""
    copies = compared.lock.entries.copies
    sources = compared.catalog.sources
    return copies.keys() == compared.after.sources.keys() and all(
        copy.digest == sources[name].fields.sha256 for name, copy in copies.items()
    )


def _scale(compared: Comparison) -> Iterator[Problem]:
    before, after = compared.before.ratings, compared.after.ratings
    for rating_id, rating in after.items():
        if ("rating", rating_id) in compared.lock.damaged:
            continue
        if before.get(rating_id) != rating:
            message = f"rating {quoted(rating_id)} differs from the lock; {COMMAND}"
            yield compared.settings.problem("ratings", message, compared.stale)
    for rating_id in sorted(before.keys() - after.keys()):
        if ("rating", rating_id) not in compared.lock.damaged:
            yield compared.lock.unused("rating", rating_id, compared.stale)
    if compared.before.scale != compared.after.scale:
        yield from _behind(compared, ("scale", "changes"), "the scale's history")


def _behind(compared: Comparison, entry: tuple[str, str], what: str) -> Iterator[Problem]:
    if entry not in compared.lock.damaged:
        message = f"{what} is not in the lock as it is now; {COMMAND}"
        yield compared.lock.problem(*entry, message, compared.stale)


def _addresses(compared: Comparison) -> Iterator[Problem]:
    cards: dict[CardKey, AnyCard] = {}
    for address, after in compared.after.addresses.items():
        before = compared.before.addresses.get(address)
        if before and _is_as_on(compared, before, after):
            continue
        if ("address", address) in compared.lock.damaged:
            continue
        # New claims and sources are reported as such.
        if before is None and _is_new(compared, after.kind, after.id):
            continue
        cards = cards or _by_key(compared)
        path = cards[compared.addresses[address]].path
        what = _otherwise(before, after)
        message = f"the address {address} {what}; {COMMAND}"
        yield Problem(path, 1, 1, message, compared.stale)


def _otherwise(before: AddressRecord | None, after: AddressRecord) -> str:
    if before is None:
        return "is not in the lock"
    is_same = (before.kind, before.id) == (after.kind, after.id)
    return "is public from another day in the lock" if is_same else "is another card's in the lock"


def _by_key(compared: Comparison) -> dict[CardKey, AnyCard]:
    cards = (*every_card(compared.catalog), *recorded_claims(compared.catalog))
    return {card.key: card for card in cards}


def _is_new(compared: Comparison, kind: str, card_id: str) -> bool:
    known: Mapping[str, object]
    if kind == "claim":
        known = compared.before.claims
    elif kind == "source":
        known = compared.lock.entries.copies
    else:
        return False
    return card_id not in known


def _is_as_on(compared: Comparison, before: AddressRecord, after: AddressRecord) -> bool:
    """Whether an address leads to the card in the lock, from the same day."""
    until = before.until if before.until > compared.now else ""
    if compared.is_earlier and not until:
        until = after.until
    return replace(before, until=until) == after
