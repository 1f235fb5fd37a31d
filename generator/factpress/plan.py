"""Plan: from the catalog to every page of the site.

In: a `Catalog`. Out: groups of `Page`s, each page with all that its template can see; no page is
made until its group is. Knows nothing of templates, files or time; of files that stand beside pages
only that there may be some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias

from factpress.exports.files import files, files_of_claim
from factpress.model.cards import Catalog
from factpress.model.site import AnyOutput, Group
from factpress.pages import (
    actor,
    changes,
    claim,
    claim_lists,
    data,
    event,
    home,
    lineage,
    matrix,
    network,
    search,
    source,
    timeline,
    topic,
    withdrawn,
)
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
        yield from claim.pages_of(catalog, claim_id, once)

    def of_withdrawn(catalog: Catalog, claim_id: str, once: Prepared) -> Iterator[AnyOutput]:
        yield from beside(catalog, claim_id, once)
        yield from withdrawn.pages_of(catalog, claim_id, once)

    yield Group("home", lambda: [home.page(catalog, once)])
    yield Group("claims", lambda: claim_lists.pages(catalog, once))
    yield from _each(catalog, "claim", catalog.claims, of_claim, once)
    yield from _each(catalog, "claim", catalog.withdrawn, of_withdrawn, once)
    yield Group("actors", lambda: actor.index(catalog))
    yield from _each(catalog, "actor", catalog.actors, actor.pages_of, once)
    yield Group("sources", lambda: source.index(catalog))
    yield from _each(catalog, "source", catalog.sources, source.pages_of, once)
    yield Group("topics", lambda: topic.index(catalog))
    yield from _each(catalog, "topic", catalog.topics, topic.pages_of, once)
    if catalog.events:
        yield Group("events", lambda: event.index(catalog))
    yield from _each(catalog, "event", catalog.events, event.pages_of, once)
    yield Group("ratings", lambda: claim_lists.rating_pages(catalog, once))
    yield Group("lineage", lambda: lineage.pages(catalog))
    yield Group("matrix", lambda: matrix.whole(catalog, once.concerning, once.usual_origins))
    yield from _each(catalog, "matrix of topic", catalog.topics, _matrix_of_topic, once)
    yield from _each(catalog, "matrix of actor", catalog.actors, _matrix_of_actor, once)
    yield Group("timeline", lambda: timeline.pages(catalog))
    yield Group("network", lambda: network.pages(catalog, once.connected))
    yield Group("changes", lambda: changes.pages(catalog, once.in_changes))
    yield Group("search", lambda: search.outputs(catalog, once))
    yield Group("data", lambda: [data.page(catalog)])
    yield Group("editorial pages", lambda: home.editorial_pages(catalog))
    yield Group("moved pages", lambda: withdrawn.pages(catalog))


def _matrix_of_topic(catalog: Catalog, topic_id: str, once: Prepared) -> Iterable[AnyOutput]:
    return matrix.of_topic(catalog, topic_id, once.usual_origins)


def _matrix_of_actor(catalog: Catalog, actor_id: str, once: Prepared) -> Iterable[AnyOutput]:
    return matrix.of_actor(catalog, actor_id, once.concerning, once.usual_origins)


def _each(
    catalog: Catalog, kind: str, ids: Iterable[str], of_card: OfCard, once: Prepared
) -> Iterator[Group]:
    for card_id in ids:
        yield Group(f"{kind} {card_id}", partial(of_card, catalog, card_id, once))


# All outputs of a site: its pages, and the files that leave.


def every_output(catalog: Catalog) -> Iterator[Group]:
    """Every group of outputs, in the order in which they are made."""
    once = Prepared(catalog)
    yield from files(catalog)
    yield from plan(catalog, once, files_of_claim)
