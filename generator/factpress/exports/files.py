"""The files that leave: which there are, and their bytes.

In: the catalog. Out: outputs for the build. Knows nothing of how each format is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factpress.exports.feeds import atom, feeds, json_feed
from factpress.exports.open_files import (
    citation_files,
    claim_files,
    data_files,
    schema_files,
    withdrawn_files,
)
from factpress.exports.site_files import site_files
from factpress.model.cards import Catalog
from factpress.model.encoding import digest
from factpress.model.site import Group, Output
from factpress.model.urls import atom_url, json_feed_url, output_path
from factpress.views.site_index import Prepared


def files(catalog: Catalog) -> Iterator[Group]:
    """The feeds, what the site as a whole has for machines, and the data."""
    yield Group("feeds", lambda: _feeds(catalog))
    yield Group("site files", lambda: _outputs("site files", site_files(catalog)))
    yield Group("data", lambda: _outputs("data", data_files(catalog)))
    yield Group("schemas", lambda: _outputs("data", schema_files(catalog)))


def _feeds(catalog: Catalog) -> Iterator[Output]:
    for feed in feeds(catalog):
        yield _output(atom_url(feed.url), "feeds", atom(catalog, feed))
        yield _output(json_feed_url(feed.url), "feeds", json_feed(catalog, feed))


def files_of_claim(catalog: Catalog, claim_id: str, once: Prepared) -> Iterator[Output]:
    """What stands beside a claim's page: its data, and how to cite it.

    Beside the notice of a withdrawn claim there is nothing to cite.
    """
    if claim_id in catalog.withdrawn:
        yield from _outputs("data", withdrawn_files(catalog, catalog.withdrawn[claim_id]))
        return
    claim = catalog.claims[claim_id]
    yield from _outputs("data", claim_files(catalog, claim, once))
    yield from _outputs("citations", citation_files(catalog, claim))


def _outputs(kind: str, files: Iterable[tuple[str, bytes]]) -> Iterator[Output]:
    return (_output(url, kind, content) for url, content in files)


def _output(url: str, kind: str, content: bytes) -> Output:
    fingerprint = f"{digest(content)}.data"
    return Output(output_path(url), kind, fingerprint, content)
