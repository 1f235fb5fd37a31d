"""Where the lineage pages have each document and each actor that is relayed.

In: the catalog. Out: addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from factpress.model.cards import Catalog, Source
from factpress.model.urls import anchor, numbered
from factpress.views.pagination import leaf_of

LINEAGE_URL = "/lineage/"


class Places(NamedTuple):
    """On which of the lineage pages each document stands, and each actor that is relayed, by id."""

    documents: Mapping[str, int]
    origins: Mapping[str, int]


def places(catalog: Catalog) -> Places:
    """Where the lineage pages have everything; reads no card."""
    origins = [actor_id for actor_id in catalog.actors if actor_id in catalog.back.relayed]
    before = len(catalog.sources)
    return Places(
        {source_id: leaf_of(n) for n, source_id in enumerate(catalog.sources, 1)},
        {actor_id: leaf_of(before + n) for n, actor_id in enumerate(origins, 1)},
    )


def source_place(source: Source, known: Places) -> str:
    """Where the lineage pages have a document."""
    leaf = known.documents[source.key.id]
    return f"{numbered(LINEAGE_URL, leaf)}#document-{anchor(source.key.id)}"


def actor_place(catalog: Catalog, actor_id: str, known: Places) -> str | None:
    """Where the lineage pages have an actor, or None for one that no document relays or names."""
    if actor_id in known.origins:
        return f"{numbered(LINEAGE_URL, known.origins[actor_id])}#origin-{anchor(actor_id)}"
    return LINEAGE_URL if actor_id in catalog.back.published else None
