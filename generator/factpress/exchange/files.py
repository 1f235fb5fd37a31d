"""The files that leave: which there are, and their bytes.

In: the catalog. Out: outputs for the build. Knows nothing of how each format is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from factpress.digests import digest
from factpress.exchange.annotations import evidence
from factpress.exchange.feeds import atom, json_feed, newest
from factpress.model import Catalog, Group, Output
from factpress.urls import ATOM_URL, JSON_FEED_URL, evidence_url, output_path


def files(catalog: Catalog) -> Iterator[Group]:
    """The feeds, then each claim's evidence."""
    yield Group("feeds", lambda: _feeds(catalog))
    for claim_id in catalog.claims:
        yield Group(f"data of {claim_id}", partial(_evidence, catalog, claim_id))


def _feeds(catalog: Catalog) -> Iterator[Output]:
    changes = newest(catalog)
    yield _output(ATOM_URL, "feeds", atom(catalog, changes))
    yield _output(JSON_FEED_URL, "feeds", json_feed(catalog, changes))


def _evidence(catalog: Catalog, claim_id: str) -> Iterator[Output]:
    content = evidence(catalog, catalog.claims[claim_id])
    yield _output(evidence_url(claim_id), "data", content)


def _output(url: str, kind: str, content: bytes) -> Output:
    fingerprint = f"{digest(content)}.data"
    return Output(output_path(url), kind, fingerprint, content)
