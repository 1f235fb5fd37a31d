"""Plan: from the catalog to every page of the site.

In: a `Catalog`. Out: `Page`s, each with all that its template can see. Knows nothing of
templates, files or time.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.model import Catalog, Page
from factpress.pages import (
    actors,
    changes,
    claims,
    editorial,
    home,
    lineage,
    matrix,
    ratings,
    sources,
    topics,
)
from factpress.pages.prepared import prepared


def plan(catalog: Catalog) -> Iterator[Page]:
    """Every page of the site, in the order in which they are built."""
    once = prepared(catalog)
    yield home.page(catalog, once)
    yield from claims.pages(catalog, once)
    yield from actors.pages(catalog, once)
    yield from sources.pages(catalog, once)
    yield from topics.pages(catalog, once)
    yield from ratings.pages(catalog, once)
    yield lineage.page(catalog)
    yield from matrix.pages(catalog, once.concerning)
    yield from changes.pages(catalog)
    yield from editorial.pages(catalog)
