"""The files that leave: which there are, and their bytes.

In: the catalog. Out: outputs for the build. Knows nothing of how each format is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factpress.exports.citations import bibtex, csl_json
from factpress.exports.claim_records import ClaimFile, WithdrawnFile, claim_file, withdrawn_file
from factpress.exports.csv_table import claims_csv, table_description
from factpress.exports.datasets import datasets, schema_url, with_schema
from factpress.exports.feeds import atom, feeds, json_feed
from factpress.exports.schemas import Schema, document, file_schema
from factpress.exports.serialize import json_bytes, json_keys, json_records
from factpress.exports.site_files import site_files
from factpress.exports.standard_schemas import ANNOTATIONS, CLAIM_REVIEW
from factpress.exports.web_annotations import evidence
from factpress.model.cards import Catalog, Claim
from factpress.model.encoding import digest, whole_text
from factpress.model.site import Group, Output
from factpress.model.urls import DATA_URL, atom_url, claim_file_url, json_feed_url, output_path
from factpress.views.identifiers import address
from factpress.views.site_index import Prepared


def data_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """The files of the whole publication."""
    for file in datasets(catalog):
        records = file.records(catalog, file.url)
        yield file.url, json_records(file.head(catalog, file), file.entries, records)
    table = f"{DATA_URL}claims.csv"
    yield table, claims_csv(catalog, catalog.claims.values(), table).encode()
    description = f"{table}-metadata.json"
    yield description, json_bytes(table_description(catalog, table, description))


def schema_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """The schema of every format in JSON."""
    schemas: dict[str, tuple[str, Schema]] = {
        **{file.name: (file.title, file.schema) for file in datasets(catalog)},
        "claim": ("Claim", file_schema(ClaimFile)),
        "withdrawn": ("Withdrawn claim", file_schema(WithdrawnFile)),
        "annotations": ("Evidence of a claim as Web Annotations", ANNOTATIONS),
        "claimreview": ("ClaimReview", CLAIM_REVIEW),
    }
    for name, (title, schema) in schemas.items():
        url = schema_url(name)
        own = address(catalog, url, url) if catalog.publication.url else None
        yield url, json_bytes(document(schema, title, own))


def claim_files(catalog: Catalog, claim: Claim, once: Prepared) -> Iterator[tuple[str, bytes]]:
    """Beside a claim's page, all that it says, and its evidence."""
    claim_id = claim.key.id
    url = claim_file_url(claim_id, "claim.json")
    named = once.naming.get(claim_id, ())
    record = claim_file(catalog, claim, named, once.because(claim_id))
    yield url, json_keys(with_schema(catalog, "claim", url, record))
    yield claim_file_url(claim_id, "evidence.json"), evidence(catalog, claim)


def withdrawn_files(catalog: Catalog, claim: Claim) -> Iterator[tuple[str, bytes]]:
    """Beside the notice of a withdrawn claim, all that it says."""
    url = claim_file_url(claim.key.id, "claim.json")
    record = withdrawn_file(catalog, claim)
    yield url, json_keys(with_schema(catalog, "withdrawn", url, record))


def citation_files(catalog: Catalog, claim: Claim) -> Iterator[tuple[str, bytes]]:
    """Beside a claim's page, how to cite it."""
    yield claim_file_url(claim.key.id, "cite.bib"), whole_text(bibtex(catalog, claim))
    yield claim_file_url(claim.key.id, "cite.json"), whole_text(csl_json(catalog, claim))


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
