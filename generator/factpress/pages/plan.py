"""Plan: from the catalog to every page of the site.

In: a `Catalog`. Out: groups of `Page`s, each page with all that its template can see; no page is
made until its group is. Knows nothing of templates, files or time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from factpress.model import Catalog, Group, Page
from factpress.pages import (
    actors,
    changes,
    claims,
    claims_index,
    downloads,
    editorial,
    home,
    lineage,
    matrix,
    network,
    ratings,
    search,
    sources,
    timeline,
    topics,
)
from factpress.pages.prepared import Prepared

_PagesOf = Callable[[Catalog, str, Prepared], Iterable[Page]]


def plan(catalog: Catalog, once: Prepared) -> Iterator[Group]:
    """Every page of the site, and the list of its search, in the order in which they are built."""
    yield Group("home", lambda: [home.page(catalog, once)])
    yield Group("claims", lambda: claims_index.pages(catalog, once))
    yield from _each(catalog, "claim", catalog.claims, claims.pages_of, once)
    yield Group("actors", lambda: actors.index(catalog))
    yield from _each(catalog, "actor", catalog.actors, actors.pages_of, once)
    yield Group("sources", lambda: sources.index(catalog))
    yield from _each(catalog, "source", catalog.sources, sources.pages_of, once)
    yield Group("topics", lambda: topics.index(catalog))
    yield from _each(catalog, "topic", catalog.topics, topics.pages_of, once)
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


def _matrix_of_topic(catalog: Catalog, topic_id: str, once: Prepared) -> Iterable[Page]:
    return matrix.of_topic(catalog, topic_id, once.usual_origins)


def _matrix_of_actor(catalog: Catalog, actor_id: str, once: Prepared) -> Iterable[Page]:
    return matrix.of_actor(catalog, actor_id, once.concerning, once.usual_origins)


def _each(
    catalog: Catalog, kind: str, ids: Iterable[str], pages_of: _PagesOf, once: Prepared
) -> Iterator[Group]:
    for card_id in ids:
        yield Group(f"{kind} {card_id}", partial(pages_of, catalog, card_id, once))
