"""The files that leave: which there are, and their bytes.

In: the catalog. Out: outputs for the build. Knows nothing of how each format is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from factpress.exports.citations import bibtex, csl_json
from factpress.exports.csv_table import claims_csv, table_description
from factpress.exports.datasets import offered, schema_url
from factpress.exports.feeds import atom, feeds, json_feed
from factpress.exports.former_records import whole_withdrawn
from factpress.exports.former_shapes import WITHDRAWN_CLAIM
from factpress.exports.records import whole_claim
from factpress.exports.serialize import json_bytes, json_keys, json_records
from factpress.exports.shapes import CLAIM
from factpress.exports.site_files import site_files
from factpress.exports.standard_schemas import ANNOTATIONS, CLAIM_REVIEW
from factpress.exports.web_annotations import evidence
from factpress.model.cards import Catalog, Claim
from factpress.model.encoding import digest, whole_text
from factpress.model.site import Output, Plain
from factpress.model.urls import DATA_URL, atom_url, claim_file_url, json_feed_url, output_path
from factpress.views.identifiers import address
from factpress.views.site_index import Prepared

# The files of data at `/data/`, with their schemas, and the files beside each claim's page.


_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def data_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """The files of the whole publication."""
    for file in offered(catalog):
        records = file.records(catalog, file.url)
        yield file.url, json_records(file.head(catalog, file), file.entries, records)
    table = f"{DATA_URL}claims.csv"
    yield table, claims_csv(catalog, catalog.claims.values(), table).encode()
    description = f"{table}-metadata.json"
    yield description, json_bytes(table_description(catalog, table, description))


def schema_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """The schema of every format in JSON."""
    shapes: dict[str, tuple[str, Mapping[str, Plain]]] = {
        **{file.name: (file.title, file.shape) for file in offered(catalog)},
        "claim": ("Claim", CLAIM),
        "withdrawn": ("Withdrawn claim", WITHDRAWN_CLAIM),
        "annotations": ("Evidence of a claim as Web Annotations", ANNOTATIONS),
        "claimreview": ("ClaimReview", CLAIM_REVIEW),
    }
    for name, (title, shape) in shapes.items():
        url = schema_url(name)
        own = {"$id": address(catalog, url, url)} if catalog.publication.url else {}
        yield url, json_bytes({"$schema": _DRAFT, **own, "title": title, **shape})


def claim_files(catalog: Catalog, claim: Claim, once: Prepared) -> Iterator[tuple[str, bytes]]:
    """Beside a claim's page, all that it says, and its evidence."""
    claim_id = claim.key.id
    url = claim_file_url(claim_id, "claim.json")
    schema: dict[str, Plain] = {"$schema": address(catalog, schema_url("claim"), url)}
    named = once.naming.get(claim_id, ())
    because = once.because(claim_id)
    yield url, json_keys({**schema, **whole_claim(catalog, claim, named, because)})
    yield claim_file_url(claim_id, "evidence.json"), evidence(catalog, claim)


def withdrawn_files(catalog: Catalog, claim: Claim) -> Iterator[tuple[str, bytes]]:
    """Beside the notice of a withdrawn claim, all that it says."""
    url = claim_file_url(claim.key.id, "claim.json")
    schema: dict[str, Plain] = {"$schema": address(catalog, schema_url("withdrawn"), url)}
    yield url, json_keys({**schema, **whole_withdrawn(catalog, claim)})


def citation_files(catalog: Catalog, claim: Claim) -> Iterator[tuple[str, bytes]]:
    """Beside a claim's page, how to cite it."""
    yield claim_file_url(claim.key.id, "cite.bib"), whole_text(bibtex(catalog, claim))
    yield claim_file_url(claim.key.id, "cite.json"), whole_text(csl_json(catalog, claim))


def feed_files(catalog: Catalog) -> Iterator[Output]:
    """The feeds, in both formats."""
    for feed in feeds(catalog):
        yield _output(atom_url(feed.url), "feeds", atom(catalog, feed))
        yield _output(json_feed_url(feed.url), "feeds", json_feed(catalog, feed))


def files_of_site(catalog: Catalog) -> Iterator[Output]:
    """The files that the site as a whole has for machines."""
    return _outputs("site files", site_files(catalog))


def files_of_data(catalog: Catalog) -> Iterator[Output]:
    """The data of the whole publication."""
    return _outputs("data", data_files(catalog))


def files_of_schemas(catalog: Catalog) -> Iterator[Output]:
    """The schemas of all data."""
    return _outputs("data", schema_files(catalog))


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
