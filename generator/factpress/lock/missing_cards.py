"""Missing cards: published claims without a card, addresses that lead nowhere, unused entries.

In: the lock's record compared with that of the cards. Out: a problem for each, with its cure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from difflib import get_close_matches

from factpress.content.addresses import public_addresses
from factpress.content.checks import every_card
from factpress.content.history import quoting_claims
from factpress.content.places import problem_at
from factpress.lock.comparison import Comparison
from factpress.lock.lock_file import name_of
from factpress.model.cards import AnyCard, CardKey
from factpress.model.evidence import AddressRecord, ClaimRecord, Found, PassageName
from factpress.model.problems import Problem, quoted
from factpress.model.schema import ClaimFields
from factpress.model.urls import card_url


def missing_claims(compared: Comparison) -> Iterator[Problem]:
    """Published claims that readers would no longer find, without a word of why."""
    first: dict[CardKey, str] = {}
    for claim_id, before in compared.before.claims.items():
        if not compared.was_shown(before):
            continue
        claim = compared.successors.get(claim_id)
        held = compared.catalog.held_back.get(claim.key if claim else CardKey("claim", claim_id))
        withdrawn = f'withdrawn: {{date: {compared.today}, note: ""}}'
        if held:
            cure = (
                f"remove draft, or put in its place {withdrawn}"
                if held.until is None
                else f"publish it, or let the card stay and paste {withdrawn}"
            )
            message = (
                f"claim {quoted(claim_id)} was published, and would be gone without a word; {cure}"
            )
            yield Problem(held.path, *held.place, f"{held.reason}: {message}", compared.grave)
        elif claim is None:
            yield _without_card(compared, claim_id, before, withdrawn)
        elif claim.key.id in compared.before.claims and claim.key.id != claim_id:
            yield _replaced(compared, claim_id, claim)
        elif (other := first.setdefault(claim.key, claim_id)) != claim_id:
            yield _replaced(compared, other, claim)


def _without_card(
    compared: Comparison, claim_id: str, before: ClaimRecord, withdrawn: str
) -> Problem:
    renamed = _renamed(compared, before)
    path = renamed.path if renamed else f"claims/{claim_id}.md"
    aliases = ", ".join((*(_aliases(renamed) if renamed else ()), claim_id))
    named = f"paste aliases: [{aliases}]"
    cure = (
        f"if this card is its new name, {named}; else"
        if renamed
        else f"if another card is its new name, {named} into that one; else"
    )
    history = compared.entry("merged")
    merged = f"an entry under its changes: {history}" if before.history else f"changes: [{history}]"
    message = (
        f"claim {quoted(claim_id)} is in the lock and has no card; {cure} put claims/{claim_id}.md "
        f"back and paste into it {withdrawn}, or merged_into: ID and {merged}"
    )
    return Problem(path, 1, 1, message, compared.grave)


def _replaced(compared: Comparison, claim_id: str, claim: AnyCard) -> Problem:
    message = (
        f"claim {quoted(claim_id)} was published beside this one, and its address alone would be "
        f"left; put claims/{claim_id}.md back without this address and paste into it merged_into: "
        f"{claim.key.id} and changes: [{compared.entry('merged')}]"
    )
    field = "aliases" if claim_id in _aliases(claim) else "former"
    return problem_at(claim, field, message, compared.grave)


def _renamed(compared: Comparison, before: ClaimRecord) -> AnyCard | None:
    """The card, new since the lock, whose claim reads most like one of the lock."""
    new = {
        claim.fields.claim: claim
        for claim in quoting_claims(compared.catalog)
        if claim.key.id not in compared.before.claims
    }
    nearest = get_close_matches(before.words, list(new), n=1, cutoff=0.6) if before.words else []
    return new[nearest[0]] if nearest else None


def missing_addresses(compared: Comparison) -> Iterator[Problem]:
    """Addresses that readers may have kept and that no card has or takes over."""
    given = public_addresses(compared.catalog)
    if compared.is_earlier:
        given = {**compared.addresses, **given}
    lost = {
        address: before
        for address, before in compared.before.addresses.items()
        if address not in given and before.until <= compared.now
    }
    gone = {claim_id for claim_id in compared.before.claims if _is_gone(compared, claim_id)}
    for address, before in lost.items():
        is_damaged = ("address", address) in compared.lock.damaged
        if not is_damaged and not (before.kind == "claim" and before.id in gone):
            yield _missing_address(compared, address, before)


def _is_gone(compared: Comparison, claim_id: str) -> bool:
    """Whether a claim is reported as missing, or has not been shown yet."""
    claim = compared.successors.get(claim_id)
    is_gone = claim is None or claim.key in compared.catalog.held_back
    return is_gone or not compared.was_shown(compared.before.claims[claim_id])


def _missing_address(compared: Comparison, address: str, before: AddressRecord) -> Problem:
    held = compared.catalog.held_back.get(CardKey(before.kind, before.id))  # type: ignore[arg-type]
    if held:
        message = f"{held.reason}: the address {address} was public; see that it is shown again"
        message = f"{message}, or {_taken_over(address)}"
        return Problem(held.path, *held.place, message, compared.grave)
    card = _likeliest(compared, before)
    whose = f"{before.kind} {quoted(before.id)}"
    message = f"the address {address} of {whose} is in the lock, and no card gives it"
    if card is None:
        message = f"{message}; put the card back, or {_taken_over(address)}"
        return compared.lock.problem("address", address, message, compared.grave)
    if before.kind == "claim" and address != card_url("claim", before.id):
        alias = address.removeprefix("/claims/").removesuffix("/")
        aliases = ", ".join((*_aliases(card), alias))
        message = f"{message}; paste aliases: [{aliases}]"
    else:
        former = ", ".join((*card.fields.former, address))
        message = f"{message}; if this card takes its place, paste former: [{former}]"
    return Problem(card.path, 1, 1, message, compared.grave)


def _taken_over(address: str) -> str:
    return f"paste former: [{address}] into the card that takes its place"


def _likeliest(compared: Comparison, before: AddressRecord) -> AnyCard | None:
    """The card that had an address; if it is gone, the new one of its kind with the nearest id."""
    cards = {
        card.key.id: card
        for card in every_card(compared.catalog)
        if card.key.kind == before.kind and card.key not in compared.catalog.held_back
    }
    if before.id in cards:
        return cards[before.id]
    known = {each.id for each in compared.before.addresses.values() if each.kind == before.kind}
    new = sorted(cards.keys() - known)
    nearest = get_close_matches(before.id, new, n=1, cutoff=0.0)
    return cards[nearest[0]] if nearest else None


def _aliases(card: AnyCard) -> tuple[str, ...]:
    return card.fields.aliases if isinstance(card.fields, ClaimFields) else ()


# Entries of the lock that no card uses.


def unused_entries(compared: Comparison) -> Iterator[Problem]:
    """Entries that no card uses, and that no problem with a missing card covers."""
    unused = [
        *(("source", name) for name in _sources(compared) if name not in compared.after.sources),
        *_unused_passages(compared),
        *(("claim", name) for name in compared.before.claims if _is_unused(compared, name)),
        *_unused_actors(compared),
    ]
    if compared.lock.version != 2:
        unused += _unused_addresses(compared)
    found = [entry for entry in unused if entry not in compared.lock.damaged]
    for entry in sorted(found, key=lambda entry: (compared.lock.line(*entry), entry)):
        yield compared.lock.unused(*entry, compared.stale)


def _sources(compared: Comparison) -> set[str]:
    return {*compared.before.sources, *compared.lock.entries.copies}


def _unused_passages(compared: Comparison) -> Iterator[tuple[str, str]]:
    before, after = compared.lock.entries, compared.after
    gone = before.record.claims.keys() - after.claims.keys()
    yield from _unused("passage", before.passages, after.passages.keys(), gone)
    gone = _sources(compared) - after.sources.keys()
    yield from _unused("defect", before.defects, set(compared.names.defects.values()), gone)


def _unused(
    kind: str, entries: Mapping[PassageName, Found], used: Set[PassageName], gone: Set[str]
) -> Iterator[tuple[str, str]]:
    """Entries of passages that no card has.

    Left out are those of cards that are gone, and of cards with a passage that the lock lacks:
    these are reported.
    """
    reported = {name.card_id for name in used if name not in entries} | gone
    for name in entries:
        if name not in used and name.card_id not in reported:
            yield kind, name_of(name)


def _unused_actors(compared: Comparison) -> Iterator[tuple[str, str]]:
    """Entries of actors without a card, whose addresses are not reported as missing."""
    for actor_id in compared.before.actors.keys() - compared.after.actors.keys():
        address = card_url("actor", actor_id)
        was_public = address in compared.before.addresses
        if address in compared.after.addresses or not was_public:
            yield "actor", actor_id


def _is_unused(compared: Comparison, claim_id: str) -> bool:
    """Whether an entry is of a claim that was renamed, or never shown; others are reported."""
    is_there = claim_id in compared.after.claims
    is_lost = compared.was_shown(compared.before.claims[claim_id])
    return not is_there and (claim_id in compared.successors or not is_lost)


def _unused_addresses(compared: Comparison) -> Iterator[tuple[str, str]]:
    for address, before in compared.before.addresses.items():
        is_lost = before.until <= compared.now
        if address not in compared.after.addresses and not is_lost:
            yield "address", address
