"""Where the lineage pages and the matrices have each document, claim and actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from factpress.model.cards import Catalog, Claim, Source
from factpress.model.urls import LINEAGE_URL, MATRIX_URL, anchor, numbered
from factpress.views.matrix_table import column_anchor, listed_documents, row_anchor
from factpress.views.pagination import page_of

# Documents that relay nobody are listed and drawn as long as there are no more documents than this.
FEW_DOCUMENTS = 12


class LineagePlaces(NamedTuple):
    """The number of the lineage page of each document it lists and each actor relayed, by id."""

    documents: Mapping[str, int]
    origins: Mapping[str, int]


def lineage_places(catalog: Catalog) -> LineagePlaces:
    """Where the lineage pages have everything; reads no card."""
    origins = [actor_id for actor_id in catalog.actors if actor_id in catalog.back.relayed]
    documents = lineage_documents(catalog)
    before = len(documents)
    return LineagePlaces(
        {source_id: page_of(n) for n, source_id in enumerate(documents, 1)},
        {actor_id: page_of(before + n) for n, actor_id in enumerate(origins, 1)},
    )


def lineage_documents(catalog: Catalog) -> list[str]:
    """The documents that the lineage pages list: of many only those that relay somebody."""
    if len(catalog.sources) <= FEW_DOCUMENTS:
        return list(catalog.sources)
    relaying = {source_id for ids in catalog.back.relayed.values() for source_id in ids}
    return [source_id for source_id in catalog.sources if source_id in relaying]


def source_place(source: Source, known: LineagePlaces) -> str:
    """Where the lineage pages list a document, or their first page for one that is not listed."""
    number = known.documents.get(source.key.id)
    if number is None:
        return LINEAGE_URL
    return f"{numbered(LINEAGE_URL, number)}#document-{anchor(source.key.id)}"


def actor_place(catalog: Catalog, actor_id: str, known: LineagePlaces) -> str | None:
    """Where the lineage pages have an actor, or None for one that no document relays or names."""
    if actor_id in known.origins:
        return f"{numbered(LINEAGE_URL, known.origins[actor_id])}#origin-{anchor(actor_id)}"
    return LINEAGE_URL if actor_id in catalog.back.published else None


# A matrix of more claims than this is a selection, and short.
MOST_CLAIMS, SELECTED = 100, 40


Concerning: TypeAlias = Mapping[str, Sequence[str]]


class MatrixPlaces(NamedTuple):
    """Where the matrices have a claim or a document, by id, if any matrix shows it."""

    claims: dict[str, str]
    sources: dict[str, str]


def topic_matrix_url(topic_id: str) -> str:
    """The address of a topic's matrix."""
    return f"{MATRIX_URL}topics/{topic_id}/"


def actor_matrix_url(actor_id: str) -> str:
    """The address of an actor's matrix; an actor that no claim concerns has none."""
    return f"{MATRIX_URL}actors/{actor_id}/"


def matrix_places(catalog: Catalog) -> MatrixPlaces:
    """The row of every claim, in the whole matrix if it is there, else in a topic's."""
    claims: dict[str, str] = {}
    for topic_id, claim_ids in catalog.back.on_topic.items():
        _add(claims, topic_matrix_url(topic_id), chosen_claims(catalog, claim_ids))
    whole = chosen_claims(catalog, catalog.claims)
    _add(claims, MATRIX_URL, whole)
    return MatrixPlaces(
        claims, {s: f"{MATRIX_URL}#{column_anchor(s)}" for s in listed_documents(whole)}
    )


def _add(matrix_places: dict[str, str], url: str, claims: Iterable[Claim]) -> None:
    matrix_places.update({c.key.id: f"{url}#{row_anchor(c.key.id)}" for c in claims})


def claims_concerning(catalog: Catalog) -> dict[str, list[str]]:
    """By actor, the claims that it makes, is named in or speaks in, in the publication's order.

    Actors are in the publication's order too; one that no claim concerns is not there.
    """
    back = catalog.back
    order = {claim_id: number for number, claim_id in enumerate(catalog.claims)}
    concerning: dict[str, list[str]] = {}
    for actor_id in catalog.actors:
        spoken = (key.claim_id for key in back.spoken.get(actor_id, ()))
        found = {*back.claimed.get(actor_id, ()), *back.named.get(actor_id, ()), *spoken}
        if found:
            concerning[actor_id] = sorted(found, key=order.__getitem__)
    return concerning


def chosen_claims(catalog: Catalog, claim_ids: Iterable[str]) -> list[Claim]:
    """As many claims as one page shows: the contested first, then the newest."""
    claims = [catalog.claims[claim_id] for claim_id in claim_ids]
    shown = len(claims) if len(claims) <= MOST_CLAIMS else SELECTED
    return sorted(claims, key=lambda claim: not is_contested(claim))[:shown]


def is_contested(claim: Claim) -> bool:
    return {"asserts", "denies"} <= {e.stance for e in claim.fields.evidence}
