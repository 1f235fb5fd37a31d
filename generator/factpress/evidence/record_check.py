"""Record check: whether the lock's record is what the cards tell readers.

In: the lock's record and that of the cards. Out: problems: changes that readers were not told of,
cards that are lost, and every other difference, with the command that mends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from factpress.content.checks import every_card
from factpress.content.former_claims import is_former
from factpress.content.places import place_of
from factpress.evidence.comparison import Comparison
from factpress.evidence.lock_file import COMMAND, name_of
from factpress.evidence.lock_lines import COPY
from factpress.evidence.lost_cards import lost_addresses, lost_claims
from factpress.evidence.recorded_changes import SCALE, silent_changes
from factpress.evidence.recording import recorded_claims
from factpress.model.cards import AnyCard, CardKey, Claim, Source
from factpress.model.evidence import PassageKey
from factpress.model.problems import Problem, quoted
from factpress.model.record import AddressRecord, PassageName
from factpress.model.urls import LOCK_PATH

# How a card's front matter names what the record names otherwise.
_FIELDS = {
    "words": "claim",
    "history": "changes",
    "speakers": "speaker",
    "origins": "origin",
}
# What the record of a claim or passage takes from its source's card, if its own says nothing.
_FROM_SOURCES = ("as_of", "origins")


def check_record(compared: Comparison) -> Iterator[Problem]:
    """Every difference between the lock's record and the cards, each told once."""
    silent = list(silent_changes(compared))
    yield from (each.problem for each in silent)
    is_whole = not compared.catalog.unread
    lost = [*lost_claims(compared), *lost_addresses(compared)] if is_whole else []
    yield from lost
    told = {each.of for each in silent}
    if compared.lock.version == 2:
        yield from _histories(compared, told)
    else:
        yield from _cards(compared, told)
        yield from _others(compared, told, is_whole=is_whole)
    if is_whole:
        yield from _unused(compared)


def _histories(compared: Comparison, told: set[str]) -> Iterator[Problem]:
    """Of version 2: ratings that changed with an entry, and histories that have grown."""
    for claim_id, before in compared.before.claims.items():
        after = compared.after.claims.get(claim_id)
        if after is None or claim_id in told:
            continue
        if (after.rating, after.history) != (before.rating, before.history):
            card = compared.successors[claim_id]
            message = f"the claim's history has grown since the lock was written; {COMMAND}"
            yield Problem(card.path, *place_of(card, "changes"), message, compared.stale)


def _cards(compared: Comparison, told: set[str]) -> Iterator[Problem]:
    """Claims, passages and sources of which a lock has something else than their cards."""
    for claim in recorded_claims(compared.catalog):
        claim_id = claim.key.id
        is_right = claim.fields.rating in compared.after.ratings or is_former(claim)
        if claim_id in told or not is_right:
            continue
        yield from _differs(compared, ("claim", claim_id), claim, "")
        yield from _former(compared, claim) if is_former(claim) else _passages(compared, claim)
    for source_id, source in compared.catalog.sources.items():
        if source_id in compared.after.sources:
            yield from _differs(compared, ("source", source_id), source, "")
            yield from _quotes(compared, source)


def _passages(compared: Comparison, claim: Claim) -> Iterator[Problem]:
    for index, evidence in enumerate(claim.fields.evidence):
        key = PassageKey(claim.key.id, evidence.id or "")
        name = name_of(compared.names.passages[key])
        yield from _differs(compared, ("passage", name), claim, f"evidence.{index}.")


def _former(compared: Comparison, claim: Claim) -> Iterator[Problem]:
    """A claim that is no more, and that the lock does not have; others are told with passages."""
    entry = ("claim", claim.key.id)
    if claim.key.id not in compared.before.claims and entry not in compared.lock.damaged:
        message = f"claim is not in the lock; {COMMAND}"
        yield Problem(claim.path, *place_of(claim, "claim"), message, compared.stale)


def _differs(
    compared: Comparison, entry: tuple[str, str], card: AnyCard, prefix: str
) -> Iterator[Problem]:
    """A problem at the first field that differs; nothing of what the lock does not have."""
    kind, name = entry
    before, after = (
        _of_kind(side, kind).get(_key(kind, name)) for side in (compared.before, compared.after)
    )
    if before == after or before is None or after is None or entry in compared.lock.damaged:
        return
    # What follows from a card that cannot be read is told there.
    unknown = _FROM_SOURCES if compared.catalog.unread else ()
    names = [name for name in _differing(before, after) if name not in unknown]
    if not names:
        return
    fields = [_FIELDS.get(name, name) for name in names]
    message = f"{_listed(fields)} of {kind} {quoted(name)} {_is_other(fields)}; {COMMAND}"
    yield Problem(card.path, *place_of(card, f"{prefix}{fields[0]}"), message, compared.stale)


def _quotes(compared: Comparison, source: Source) -> Iterator[Problem]:
    """Whether the counts of a source are those of its passages; others are told at these."""
    name = source.key.id
    before, after = (record.quotes.get(name) for record in (compared.before, compared.after))
    entry = ("source", f"{name}{COPY}")
    is_known = before is not None and entry not in compared.lock.damaged
    if is_known and before != after and not _has_other_passages(compared):
        message = f"the counts of {quoted(name)} are those of other passages; {COMMAND}"
        yield Problem(LOCK_PATH, compared.lock.line(*entry), 1, message, compared.stale)


def _has_other_passages(compared: Comparison) -> bool:
    """Whether the passages of the cards are others than those of the lock."""
    defects = set(compared.names.defects.values())
    entries = compared.lock.entries
    return (
        entries.passages.keys() != compared.after.passages.keys()
        or entries.defects.keys() != defects
    )


def _listed(fields: list[str]) -> str:
    *others, last = fields
    return f"{', '.join(others)} and {last}" if others else last


def _is_other(fields: list[str]) -> str:
    return "is not what the lock has" if len(fields) == 1 else "are not what the lock has"


def _of_kind(record: Any, kind: str) -> Mapping[Any, Struct]:
    found: Mapping[Any, Struct] = getattr(record, f"{kind}s")
    return found


def _key(kind: str, name: str) -> object:
    return PassageName(*name.split("#", 1)) if kind == "passage" else name


def _differing(before: Struct, after: Struct) -> list[str]:
    names = before.__struct_fields__
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def _others(compared: Comparison, told: set[str], *, is_whole: bool) -> Iterator[Problem]:
    """The scale, addresses, and which sources were compared."""
    if SCALE not in told:
        yield from _scale(compared)
    if is_whole:
        yield from _addresses(compared)
        if compared.before.compared != compared.after.compared and _has_same_copies(compared):
            yield from _behind(compared, ("compared", "sources"), "which sources were compared")


def _has_same_copies(compared: Comparison) -> bool:
    """Whether the lock has the sources of the cards: another is told at its card."""
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
            message = f"rating {quoted(rating_id)} is not what the lock has; {COMMAND}"
            yield compared.settings.problem("ratings", message, compared.stale)
    for rating_id in sorted(before.keys() - after.keys()):
        yield from _unused_lines(compared, [("rating", rating_id)])
    if compared.before.scale != compared.after.scale:
        yield from _behind(compared, ("scale", "changes"), "the scale's history")


def _behind(compared: Comparison, entry: tuple[str, str], what: str) -> Iterator[Problem]:
    if entry not in compared.lock.damaged:
        message = f"{what} is not in the lock as it is now; {COMMAND}"
        yield Problem(LOCK_PATH, compared.lock.line(*entry), 1, message, compared.stale)


def _addresses(compared: Comparison) -> Iterator[Problem]:
    cards: dict[CardKey, AnyCard] = {}
    for address, after in compared.after.addresses.items():
        before = compared.before.addresses.get(address)
        if before and _is_as_on(compared, before, after):
            continue
        if ("address", address) in compared.lock.damaged:
            continue
        # Claims and sources that are new are told as such.
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
    """Whether an address leads where the lock says, from the day that it says on."""
    until = before.until if before.until > compared.today else ""
    if compared.is_earlier and not until:
        until = after.until
    return replace(before, until=until) == after


def _unused(compared: Comparison) -> Iterator[Problem]:
    unused = [
        *(("source", name) for name in _sources(compared) if name not in compared.after.sources),
        *_unused_passages(compared),
        *(("claim", name) for name in compared.before.claims if _is_unused(compared, name)),
    ]
    if compared.lock.version != 2:
        unused += _unused_addresses(compared)
    yield from _unused_lines(compared, unused)


def _unused_lines(compared: Comparison, unused: list[tuple[str, str]]) -> Iterator[Problem]:
    found = [entry for entry in unused if entry not in compared.lock.damaged]
    for line, kind, name in sorted((compared.lock.line(*entry), *entry) for entry in found):
        message = f"nothing uses this entry of the lock, {kind} {quoted(name)}; {COMMAND}"
        yield Problem(LOCK_PATH, line, 1, message, compared.stale)


def _sources(compared: Comparison) -> set[str]:
    return {*compared.before.sources, *compared.lock.entries.copies}


def _unused_passages(compared: Comparison) -> Iterator[tuple[str, str]]:
    """Entries of passages on cards that are there, and that have none which the lock lacks.

    Those of a card that is not there are told with it, if the lock has it, and a passage of other
    words at its place.
    """
    before = compared.lock.entries
    lost = before.record.claims.keys() - compared.after.claims.keys()
    lost_sources = _sources(compared) - compared.after.sources.keys()
    used = compared.after.passages.keys()
    behind = {name.card_id for name in used if name not in before.passages}
    for name in before.passages:
        is_told = name.card_id in behind or name.card_id in lost
        if name not in used and not is_told:
            yield "passage", name_of(name)
    defects = set(compared.names.defects.values())
    behind = {name.card_id for name in defects if name not in before.defects}
    for name in before.defects:
        is_told = name.card_id in behind or name.card_id in lost_sources
        if name not in defects and not is_told:
            yield "defect", name_of(name)


def _is_unused(compared: Comparison, claim_id: str) -> bool:
    """Whether an entry is of a claim that was renamed, or never shown; else it is told as lost."""
    is_there = claim_id in compared.after.claims
    is_lost = compared.was_shown(compared.before.claims[claim_id])
    return not is_there and (claim_id in compared.successors or not is_lost)


def _unused_addresses(compared: Comparison) -> Iterator[tuple[str, str]]:
    for address, before in compared.before.addresses.items():
        is_lost = before.until <= compared.today
        if address not in compared.after.addresses and not is_lost:
            yield "address", address
