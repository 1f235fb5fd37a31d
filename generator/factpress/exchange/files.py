"""The files that leave: which there are, and their bytes.

In: the catalog. Out: outputs for the build. Knows nothing of how each format is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from factpress.digests import digest
from factpress.exchange.annotations import evidence
from factpress.exchange.feeds import atom, json_feed, newest
from factpress.exchange.formats import text_bytes
from factpress.model import Catalog, Group, Output
from factpress.pages.citing import bibtex, csl_json
from factpress.urls import (
    ATOM_URL,
    JSON_FEED_URL,
    bibtex_url,
    csl_url,
    evidence_url,
    output_path,
)


def files(catalog: Catalog) -> Iterator[Group]:
    """The feeds, then of each claim its evidence and how to cite it."""
    yield Group("feeds", lambda: _feeds(catalog))
    for claim_id in catalog.claims:
        yield Group(f"data of {claim_id}", partial(_of_claim, catalog, claim_id))


def _feeds(catalog: Catalog) -> Iterator[Output]:
    changes = newest(catalog)
    yield _output(ATOM_URL, "feeds", atom(catalog, changes))
    yield _output(JSON_FEED_URL, "feeds", json_feed(catalog, changes))


def _of_claim(catalog: Catalog, claim_id: str) -> Iterator[Output]:
    claim = catalog.claims[claim_id]
    yield _output(evidence_url(claim_id), "data", evidence(catalog, claim))
    yield _output(bibtex_url(claim_id), "citations", text_bytes(bibtex(catalog, claim)))
    yield _output(csl_url(claim_id), "citations", text_bytes(csl_json(catalog, claim)))


def _output(url: str, kind: str, content: bytes) -> Output:
    fingerprint = f"{digest(content)}.data"
    return Output(output_path(url), kind, fingerprint, content)
