"""Lost cards: claims that were published and have no card, addresses that lead nowhere now.

In: the lock's record and the catalog. Out: a problem for each, with the lines that mend it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from factpress.content.addresses import public_addresses
from factpress.content.checks import every_card
from factpress.content.places import place_of
from factpress.evidence.comparison import Comparison
from factpress.model.cards import AnyCard, CardKey
from factpress.model.problems import Problem, quoted
from factpress.model.record import AddressRecord, ClaimRecord
from factpress.model.schema import ClaimFields
from factpress.model.urls import card_url


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
