"""Plan: from the catalog to every page of the site.

In: a `Catalog`. Out: groups of `Page`s, each page with all that its template can see; no page is
made until its group is. Knows nothing of templates, files or time; of files that stand beside pages
only that there may be some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias

from factpress.model.cards import Catalog
from factpress.model.site import AnyOutput, Group
from factpress.pages import actor as actors
from factpress.pages import (
    changes,
    editorial,
    event,
    home,
    lineage,
    matrix,
    moved,
    network,
    ratings,
    search,
    timeline,
    withdrawn,
)
from factpress.pages import claim as claims
from factpress.pages import claim_lists as claims_index
from factpress.pages import data as downloads
from factpress.pages import source as sources
from factpress.pages import topic as topics
from factpress.views.site_index import Prepared

OfCard: TypeAlias = Callable[[Catalog, str, Prepared], Iterable[AnyOutput]]


def _nothing(catalog: Catalog, card_id: str, once: Prepared) -> Iterable[AnyOutput]:
    return ()


def plan(catalog: Catalog, once: Prepared, beside: OfCard = _nothing) -> Iterator[Group]:
    """Every page of the site, and the list of its search, in the order in which they are built.

    `beside` gives what stands beside a claim's page: both are made together, since they ask the
    same of the claim.
    """

    def of_claim(catalog: Catalog, claim_id: str, once: Prepared) -> Iterator[AnyOutput]:
        yield from beside(catalog, claim_id, once)
        yield from claims.pages_of(catalog, claim_id, once)

    def of_withdrawn(catalog: Catalog, claim_id: str, once: Prepared) -> Iterator[AnyOutput]:
        yield from beside(catalog, claim_id, once)
        yield from withdrawn.pages_of(catalog, claim_id, once)

    yield Group("home", lambda: [home.page(catalog, once)])
    yield Group("claims", lambda: claims_index.pages(catalog, once))
    yield from _each(catalog, "claim", catalog.claims, of_claim, once)
    yield from _each(catalog, "claim", catalog.withdrawn, of_withdrawn, once)
    yield Group("actors", lambda: actors.index(catalog))
    yield from _each(catalog, "actor", catalog.actors, actors.pages_of, once)
    yield Group("sources", lambda: sources.index(catalog))
    yield from _each(catalog, "source", catalog.sources, sources.pages_of, once)
    yield Group("topics", lambda: topics.index(catalog))
    yield from _each(catalog, "topic", catalog.topics, topics.pages_of, once)
    if catalog.events:
        yield Group("events", lambda: event.index(catalog))
    yield from _each(catalog, "event", catalog.events, event.pages_of, once)
    yield Group("ratings", lambda: ratings.pages(catalog, once))
    yield Group("lineage", lambda: lineage.pages(catalog))
    yield Group("matrix", lambda: matrix.whole(catalog, once.concerning, once.usual_origins))
    yield from _each(catalog, "matrix of topic", catalog.topics, _matrix_of_topic, once)
    yield from _each(catalog, "matrix of actor", catalog.actors, _matrix_of_actor, once)
    yield Group("timeline", lambda: timeline.pages(catalog))
    yield Group("network", lambda: network.pages(catalog, once.connected))
    yield Group("changes", lambda: changes.pages(catalog, once.in_changes))
    yield Group("search", lambda: search.outputs(catalog, once))
    yield Group("data", lambda: [downloads.page(catalog)])
    yield Group("editorial pages", lambda: editorial.pages(catalog))
    yield Group("moved pages", lambda: moved.pages(catalog))


def _matrix_of_topic(catalog: Catalog, topic_id: str, once: Prepared) -> Iterable[AnyOutput]:
    return matrix.of_topic(catalog, topic_id, once.usual_origins)


def _matrix_of_actor(catalog: Catalog, actor_id: str, once: Prepared) -> Iterable[AnyOutput]:
    return matrix.of_actor(catalog, actor_id, once.concerning, once.usual_origins)


def _each(
    catalog: Catalog, kind: str, ids: Iterable[str], of_card: OfCard, once: Prepared
) -> Iterator[Group]:
    for card_id in ids:
        yield Group(f"{kind} {card_id}", partial(of_card, catalog, card_id, once))
