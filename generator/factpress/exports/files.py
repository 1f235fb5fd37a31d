"""The outputs of exports: feeds, site files, data files, schemas, and the files beside claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from factpress.exports.annotation_parts import ITEMS, Annotation, AnnotationPage
from factpress.exports.citations import bibtex, csl_json
from factpress.exports.claim_files import ClaimFile, WithdrawnFile, claim_file, withdrawn_file
from factpress.exports.csv_table import claims_csv, table_description
from factpress.exports.datasets import datasets, schema_url, with_schema
from factpress.exports.feeds import atom, feed, json_feed
from factpress.exports.host_files import host_files
from factpress.exports.open_claims import OpenClaimFile, open_claim_file
from factpress.exports.schemas import (
    CLAIM_REVIEW,
    Schema,
    document,
    list_schema,
    record_schema,
    with_link,
)
from factpress.exports.serialize import json_bytes, json_keys, json_records
from factpress.exports.site_files import site_files
from factpress.exports.web_annotations import evidence
from factpress.model.cards import Catalog
from factpress.model.encoding import digest
from factpress.model.plain_json import whole_text
from factpress.model.site import Output
from factpress.model.urls import DATA_URL, atom_url, claim_file_url, json_feed_url, output_path
from factpress.views.identifiers import address
from factpress.views.site_index import SiteIndex

_TABLE = "table"


def data_names(catalog: Catalog) -> Iterator[str]:
    """The names of the files at `/data/`: those of datasets, and of the table."""
    yield from (file.name for file in datasets(catalog))
    yield _TABLE


def files_of_data(catalog: Catalog, name: str) -> Iterator[Output]:
    """The file with a name at `/data/`; the table with its description."""
    for file in datasets(catalog):
        if file.name == name:
            head = file.head(catalog, file)
            content = json_records(head, file.entries, file.records(catalog))
            yield _output(file.url, "data", content)
    if name == _TABLE:
        url = f"{DATA_URL}claims.csv"
        claims = (*catalog.claims.values(), *catalog.open.values())
        yield _output(url, "data", claims_csv(catalog, claims, url).encode())
        about = f"{url}-metadata.json"
        yield _output(about, "data", json_bytes(table_description(catalog, url, about)))


def schema_files(catalog: Catalog) -> Iterator[Output]:
    """The JSON Schema of every data file."""
    schemas: dict[str, tuple[str, Schema]] = {
        **{file.name: (file.title, file.schema) for file in datasets(catalog)},
        "claim": ("Claim", with_link(record_schema(ClaimFile))),
        "open": ("Claim without a rating", with_link(record_schema(OpenClaimFile))),
        "withdrawn": ("Withdrawn claim", with_link(record_schema(WithdrawnFile))),
        "annotations": (
            "Evidence of a claim as Web Annotations",
            list_schema(AnnotationPage, "items", Annotation, ITEMS),
        ),
        "claimreview": ("ClaimReview", CLAIM_REVIEW),
    }
    for name, (title, schema) in schemas.items():
        url = schema_url(name)
        own = address(catalog, url, url) if catalog.publication.url else None
        yield _output(url, "data", json_bytes(document(schema, title, own)))


def feed_files(
    catalog: Catalog, name: str, concerning: Mapping[str, Sequence[str]]
) -> Iterator[Output]:
    """The feed with a name, in both formats."""
    made = feed(catalog, name, concerning)
    yield _output(atom_url(made.url), "feeds", atom(catalog, made))
    yield _output(json_feed_url(made.url), "feeds", json_feed(catalog, made))


def files_of_site(catalog: Catalog, policy: str | None) -> Iterator[Output]:
    """The files that the site as a whole has for machines; `policy` is that of its hosts."""
    made = (*site_files(catalog), *host_files(catalog, policy))
    return (_output(url, "site files", content) for url, content in made)


def files_of_claim(catalog: Catalog, claim_id: str, index: SiteIndex) -> Iterator[Output]:
    """The files beside a claim's page: its data, and how to cite it.

    A withdrawn or open claim has its data only: there is no rating to cite.
    """
    url = claim_file_url(claim_id, "claim.json")
    if claim_id in catalog.withdrawn:
        notice = withdrawn_file(catalog, catalog.withdrawn[claim_id])
        yield _output(url, "data", json_keys(with_schema(catalog, "withdrawn", url, notice)))
        return
    if claim_id in catalog.open:
        unrated = open_claim_file(catalog, catalog.open[claim_id])
        yield _output(url, "data", json_keys(with_schema(catalog, "open", url, unrated)))
        return
    claim = catalog.claims[claim_id]
    named, related = index.naming.get(claim_id, ()), index.because(claim_id)
    record = claim_file(catalog, claim, named, related)
    yield _output(url, "data", json_keys(with_schema(catalog, "claim", url, record)))
    yield _output(claim_file_url(claim_id, "evidence.json"), "data", evidence(catalog, claim))
    for cite_url, text in (
        (claim_file_url(claim_id, "cite.bib"), bibtex(catalog, claim)),
        (claim_file_url(claim_id, "cite.json"), csl_json(catalog, claim)),
    ):
        yield _output(cite_url, "citations", whole_text(text))


def _output(url: str, kind: str, content: bytes) -> Output:
    return Output(output_path(url), kind, f"{digest(content)}.data", content)
