"""The files that leave: which there are, and their bytes.

In: the catalog. Out: outputs for the build. Knows nothing of how each format is made.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.digests import digest
from factpress.exchange.annotations import evidence
from factpress.exchange.feeds import atom, json_feed, newest
from factpress.model import Catalog, Output
from factpress.urls import ATOM_URL, JSON_FEED_URL, evidence_url, output_path


def files(catalog: Catalog) -> Iterator[Output]:
    """The feeds, then each claim's evidence."""
    changes = newest(catalog)
    yield _output(ATOM_URL, "feeds", atom(catalog, changes))
    yield _output(JSON_FEED_URL, "feeds", json_feed(catalog, changes))
    for claim in catalog.claims.values():
        yield _output(evidence_url(claim.key.id), "data", evidence(catalog, claim))


def _output(url: str, kind: str, content: bytes) -> Output:
    fingerprint = f"{digest(content)}.data"
    return Output(output_path(url), kind, fingerprint, content)
