"""Actor pages and the index of actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from factpress.model import Actor, Catalog, Page, PassageKey, Plain
from factpress.pages.lineage import actor_place
from factpress.pages.matrix import actor_matrix_url
from factpress.pages.parts import (
    Piece,
    actor_links,
    body_html,
    claim_rows,
    evidence_of,
    link,
    linked_from,
    merged,
    page_frame,
    passage_piece,
    url_of,
)
from factpress.pages.proofs import resting_claims
from factpress.reading.cards import STANCE_ORDER
from factpress.urls import folder_url

_INDEX = folder_url("actor")


def pages(catalog: Catalog) -> Iterator[Page]:
    """The index, then every actor."""
    yield _index(catalog)
    resting = resting_claims(catalog)
    for actor in catalog.actors.values():
        yield _actor(catalog, actor, resting.get(actor.key.id, ()))


def _index(catalog: Catalog) -> Page:
    by_letter = groupby(catalog.actors.values(), key=lambda a: _letter(a.fields.name))
    groups: list[Plain] = [
        {
            "letter": letter,
            "anchor": f"letter-{ord(letter):x}",
            "actors": [_row(catalog, actor) for actor in actors],
        }
        for letter, actors in by_letter
    ]
    description = f"All {len(catalog.actors)} people, organisations, states and publications."
    context = merged(
        page_frame(catalog, _INDEX, "Actors", description, [("Home", "/")]), {"groups": groups}
    )
    return Page(_INDEX, "actors.html", "actor lists", context)


def _letter(name: str) -> str:
    return name.casefold()[:1].upper()[:1]


def _row(catalog: Catalog, actor: Actor) -> Piece:
    return {
        **link(actor),
        "kind": actor.fields.kind,
        "role": actor.fields.role,
        "claims": len(catalog.back.claimed.get(actor.key.id, ())),
        "passages": len(catalog.back.spoken.get(actor.key.id, ())),
    }


def _actor(catalog: Catalog, actor: Actor, resting: Sequence[str]) -> Page:
    """An actor's page; `resting` are the claims that rest on its reporting."""
    fields, actor_id, back = actor.fields, actor.key.id, catalog.back
    description = f"{fields.name}, {fields.role or fields.kind}: claims, passages and sources."
    trail = [("Home", "/"), ("Actors", _INDEX)]
    context = merged(
        page_frame(catalog, url_of(actor), fields.name, description, trail),
        {
            "actor": {
                "name": fields.name,
                "kind": fields.kind,
                "role": fields.role,
                "aliases": list(fields.aliases),
                "same_as": list(fields.same_as),
                "body": body_html(catalog, actor),
                "part_of": actor_links(catalog, fields.part_of),
                "parts": actor_links(catalog, back.parts.get(actor_id, ())),
            },
            "claimed": claim_rows(catalog, back.claimed.get(actor_id, ())),
            "named": claim_rows(catalog, back.named.get(actor_id, ())),
            "stances": _stances(catalog, actor),
            "published": [link(catalog.sources[s]) for s in back.published.get(actor_id, ())],
            "relayed": [link(catalog.sources[s]) for s in back.relayed.get(actor_id, ())],
            "resting": [link(catalog.claims[claim_id]) for claim_id in resting],
            "matrix_url": actor_matrix_url(catalog, actor_id),
            "lineage_url": actor_place(catalog, actor_id),
            "linked_from": linked_from(catalog, actor),
        },
    )
    return Page(url_of(actor), "actor.html", "actors", context)


def _stances(catalog: Catalog, actor: Actor) -> list[Plain]:
    """The passages in which the actor speaks, by stance, each with the claim it is about."""
    spoken = catalog.back.spoken.get(actor.key.id, ())
    groups: list[Plain] = []
    for stance in STANCE_ORDER:
        passages: list[Plain] = [
            _spoken(catalog, key) for key in spoken if evidence_of(catalog, key).stance == stance
        ]
        if passages:
            groups.append({"stance": stance, "passages": passages})
    return groups


def _spoken(catalog: Catalog, key: PassageKey) -> Piece:
    claim = catalog.claims[key.claim_id]
    return {**passage_piece(catalog, claim, evidence_of(catalog, key)), "claim": link(claim)}
