"""Lost cards: claims that were published and have no card, addresses that lead nowhere now.

In: the lock's record and the catalog. Out: a problem for each, with the lines that mend it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from factpress.content.addresses import public_addresses
from factpress.content.checks import every_card
from factpress.content.places import place_of
from factpress.lock.comparison import Comparison
from factpress.lock.lock_file import COMMAND, name_of
from factpress.model.cards import AnyCard, CardKey
from factpress.model.evidence import AddressRecord, ClaimRecord
from factpress.model.problems import Problem, quoted
from factpress.model.schema import ClaimFields
from factpress.model.urls import LOCK_PATH, card_url


def lost_claims(compared: Comparison) -> Iterator[Problem]:
    """Published claims that readers would no longer find, without a word of why."""
    taken: dict[CardKey, str] = {}
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
            yield _swallowed(compared, claim_id, claim)
        elif (other := taken.setdefault(claim.key, claim_id)) != claim_id:
            yield _swallowed(compared, other, claim)


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


def _swallowed(compared: Comparison, claim_id: str, claim: AnyCard) -> Problem:
    message = (
        f"claim {quoted(claim_id)} was published beside this one, and its address alone would be "
        f"left; put claims/{claim_id}.md back without this address and paste into it merged_into: "
        f"{claim.key.id} and changes: [{compared.entry('merged')}]"
    )
    field = "aliases" if claim_id in _aliases(claim) else "former"
    return Problem(claim.path, *place_of(claim, field), message, compared.grave)


def _renamed(compared: Comparison, before: ClaimRecord) -> AnyCard | None:
    """The card, new since the lock, whose claim reads most like one of the lock."""
    new = {
        claim.fields.claim: claim
        for claim_id, claim in compared.catalog.claims.items()
        if claim_id not in compared.before.claims
    }
    nearest = get_close_matches(before.words, list(new), n=1, cutoff=0.6) if before.words else []
    return new[nearest[0]] if nearest else None


def lost_addresses(compared: Comparison) -> Iterator[Problem]:
    """Addresses that readers may have kept and that no card has or takes over."""
    given = public_addresses(compared.catalog)
    if compared.is_earlier:
        given = {**compared.addresses, **given}
    lost = {
        address: before
        for address, before in compared.before.addresses.items()
        if address not in given and before.until <= compared.today
    }
    told = {claim_id for claim_id in compared.before.claims if _is_told(compared, claim_id)}
    for address, before in lost.items():
        is_damaged = ("address", address) in compared.lock.damaged
        if not is_damaged and not (before.kind == "claim" and before.id in told):
            yield _lost(compared, address, before)


def _is_told(compared: Comparison, claim_id: str) -> bool:
    """Whether a claim that is gone is told already, or has not been shown yet."""
    claim = compared.successors.get(claim_id)
    is_gone = claim is None or claim.key in compared.catalog.held_back
    return is_gone or not compared.was_shown(compared.before.claims[claim_id])


def _lost(compared: Comparison, address: str, before: AddressRecord) -> Problem:
    held = compared.catalog.held_back.get(CardKey(before.kind, before.id))  # type: ignore[arg-type]
    if held:
        message = f"{held.reason}: the address {address} was public; see that it is shown again"
        return Problem(
            held.path, *held.place, f"{message}, or {_taken_over(address)}", compared.grave
        )
    card = _likeliest(compared, before)
    whose = f"{before.kind} {quoted(before.id)}"
    message = f"the address {address} of {whose} is in the lock, and no card gives it"
    if card is None:
        line = compared.lock.line("address", address)
        message = f"{message}; put the card back, or {_taken_over(address)}"
        return Problem(compared.lock.path, line, 1, message, compared.grave)
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
    """The card that had an address, if it is there; else the new one of its kind with most alike
    an id."""
    cards = {
        card.key.id: card
        for card in every_card(compared.catalog)
        if card.key.kind == before.kind and card.key not in compared.catalog.held_back
    }
    if before.id in cards:
        return cards[before.id]
    known = {each.id for each in compared.before.addresses.values() if each.kind == before.kind}
    new: Iterable[str] = sorted(cards.keys() - known)
    nearest = get_close_matches(before.id, list(new), n=1, cutoff=0.0)
    return cards[nearest[0]] if nearest else None


def _aliases(card: AnyCard) -> tuple[str, ...]:
    return card.fields.aliases if isinstance(card.fields, ClaimFields) else ()


# Entries of the lock that no card uses.


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
