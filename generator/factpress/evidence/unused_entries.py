"""Entries of the lock that no card uses.

In: the lock's record and that of the cards. Out: a problem at the line of each entry, but of those
that are told as lost cards.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.evidence.comparison import Comparison
from factpress.evidence.lock_file import COMMAND, name_of
from factpress.model.problems import Problem, quoted
from factpress.model.urls import LOCK_PATH, card_url


def unused(compared: Comparison) -> Iterator[Problem]:
    """Every entry that is of no card, and is not told as lost."""
    unused = [
        *(("source", name) for name in _sources(compared) if name not in compared.after.sources),
        *_unused_passages(compared),
        *(("claim", name) for name in compared.before.claims if _is_unused(compared, name)),
        *_unused_actors(compared),
    ]
    if compared.lock.version != 2:
        unused += _unused_addresses(compared)
    yield from unused_lines(compared, unused)


def unused_lines(compared: Comparison, unused: list[tuple[str, str]]) -> Iterator[Problem]:
    """A problem at the line of each of these entries."""
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


def _unused_actors(compared: Comparison) -> Iterator[tuple[str, str]]:
    """Entries of actors that are no more, and whose addresses are not told as lost."""
    for actor_id in compared.before.actors.keys() - compared.after.actors.keys():
        address = card_url("actor", actor_id)
        was_public = address in compared.before.addresses
        if address in compared.after.addresses or not was_public:
            yield "actor", actor_id


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
