"""Public addresses of cards, former ones included, and the card that each leads to.

In: the catalog. Out: the card that answers at each address, and problems with `former` and
`aliases`. All kinds of cards are treated alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from factpress.content.history import end_of
from factpress.content.places import problem_at
from factpress.model.cards import AnyCard, CardKey, Catalog
from factpress.model.problems import Problem, quoted
from factpress.model.schema import CardKind, ClaimFields
from factpress.model.urls import (
    FOLDERS,
    card_url,
    folder_url,
    is_kept_for_generator,
    path_mistake,
    suggested_slug,
)

_WRITTEN = re.compile(r"(/[a-z0-9]+(-[a-z0-9]+)*)+/")


class Address(NamedTuple):
    """An address of a card: its field, its text there, and the card that answers.

    `field` is empty for the address that follows from the card's path.
    """

    url: str
    card: AnyCard
    field: str
    written: str
    answers: CardKey


def public_addresses(catalog: Catalog) -> dict[str, CardKey]:
    """Every public address with the card that answers there. Held-back cards have none."""
    return {
        each.url: each.answers
        for each in _addresses(catalog)
        if each.card.key not in catalog.held_back
    }


def moved_addresses(catalog: Catalog) -> dict[str, CardKey]:
    """The addresses that lead to another, with the card to which each leads."""
    return {
        each.url: each.answers
        for each in _addresses(catalog)
        if each.field or each.answers != each.card.key
    }


def former_ids(catalog: Catalog, claim_id: str) -> list[str]:
    """The former ids of a claim: its own, and those of claims merged into it."""
    by_folder = folder_url("claim")
    every = (catalog.claims, catalog.open, catalog.withdrawn)
    given = next(claims[claim_id] for claims in every if claim_id in claims)
    merged = [catalog.merged[each] for each in catalog.back.merged.get(claim_id, ())]
    urls = [
        *(each.url for each in _former(given, given.key)),
        *(each.url for card in merged for each in _of_card(card, given.key)),
    ]
    return [url.removeprefix(by_folder)[:-1] for url in urls if url.startswith(by_folder)]


def _addresses(catalog: Catalog) -> Iterator[Address]:
    for card in _cards(catalog):
        yield from _of_card(card, _answering(card, catalog))


def _cards(catalog: Catalog) -> Iterator[AnyCard]:
    for folder in FOLDERS:
        cards: Mapping[str, AnyCard] = getattr(catalog, folder)
        yield from cards.values()
    yield from catalog.open.values()
    yield from catalog.withdrawn.values()
    yield from catalog.merged.values()


def _answering(card: AnyCard, catalog: Catalog) -> CardKey:
    """The key of the card, or of the claim that it was merged into."""
    if card.key.kind == "claim" and card.key.id in catalog.merged:
        end = end_of(card.key.id, catalog.merged, catalog.claims)
        return CardKey("claim", end) if end else card.key
    return card.key


def _of_card(card: AnyCard, answers: CardKey) -> Iterator[Address]:
    yield Address(card_url(*card.key), card, "", card.key.id, answers)
    yield from _former(card, answers)


def _former(card: AnyCard, answers: CardKey) -> Iterator[Address]:
    fields = card.fields
    if isinstance(fields, ClaimFields):
        for index, alias in enumerate(fields.aliases):
            yield Address(card_url("claim", alias), card, f"aliases.{index}", alias, answers)
    for index, url in enumerate(fields.former):
        yield Address(url, card, f"former.{index}", url, answers)


def check_addresses(catalog: Catalog) -> Iterator[Problem]:
    """Report former addresses that are none, or that another card or the generator has."""
    own = {card_url(*card.key): card for card in _cards(catalog)}
    first: dict[str, Address] = {}
    for card in sorted(_cards(catalog), key=lambda card: card.path):
        for address in _former(card, card.key):
            message = _mistake(address, catalog)
            if message is None:
                earlier = first.setdefault(address.url, address)
                message = _taken(address, own.get(address.url), earlier)
            if message:
                yield problem_at(card, address.field, message)


def _taken(address: Address, owner: AnyCard | None, earlier: Address) -> str | None:
    """The message for an address that another card has as well; None where none has."""
    named = f"{_what(address)} {quoted(address.written)}"
    if owner:
        return f"{named} is the address of {owner.path}"
    if earlier.card is not address.card:
        kind = "an alias" if _what(earlier) == "alias" else "a former address"
        return f"{named} is also {kind} of {earlier.card.path}"
    return f"{named} is there twice; keep one" if earlier != address else None


def _what(address: Address) -> str:
    return "alias" if address.field.startswith("aliases") else "former"


def _mistake(address: Address, catalog: Catalog) -> str | None:
    """The message for a former address that is wrong by itself; None where it is right."""
    written = address.written
    if _what(address) == "alias":
        mistake = path_mistake("claim", written)
        return mistake.replace("file name", "alias", 1) if mistake else None
    if is_kept_for_generator(written):
        return (
            f"former {quoted(written)} is an address that the generator keeps for pages of its "
            "own; remove it"
        )
    if _is_card_address(written):
        return None
    better = _suggested(address.card.key.kind, written, catalog.publication.url)
    hint = f"did you mean {quoted(better)}?" if better else "such as /actors/old-name/"
    return (
        f"former {quoted(written)} is not the address of a page of this site; write it from its "
        f"first slash to its last{';' if better else ','} {hint}"
    )


def _is_card_address(url: str) -> bool:
    """Whether a card of some kind can have, or can have had, an address."""
    if not _WRITTEN.fullmatch(url):
        return False
    folder, _, below = url[1:-1].partition("/")
    kind = FOLDERS.get(folder, "page")
    return path_mistake(kind, url[1:-1] if kind == "page" else below) is None


def _suggested(kind: CardKind, text: str, base: str | None) -> str | None:
    """The address that was probably meant."""
    if base and text.startswith(base.rstrip("/")):
        text = text[len(base.rstrip("/")) :]
    path = urlsplit(text).path.removeprefix("content/").removesuffix("index.html")
    slugs = [suggested_slug(each) for each in path.removesuffix(".md").split("/")]
    slugs = [each for each in slugs if each]
    if slugs[:1] == ["pages"]:
        slugs = slugs[1:]
    elif len(slugs) == 1 and "/" not in path:
        slugs = card_url(kind, slugs[0])[1:-1].split("/")
    url = f"/{'/'.join(slugs)}/"
    return url if _is_card_address(url) else None
