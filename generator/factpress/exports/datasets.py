"""The files of data: which there are, what each holds, and how it is made.

In: nothing, and then the catalog. Out: for each file its address, its schema, the keys before its
list, and its records one after another, so that a file of thousands is never held twice. The page
of data and the files themselves are made from this one list. Knows nothing of bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from factpress.exports.event_records import event_record, finding_record
from factpress.exports.former_records import merged_records, withdrawn_records
from factpress.exports.records import (
    actor_record,
    claim_record,
    passage_record,
    publication_record,
    source_record,
)
from factpress.exports.schema_org import feed_item, modified, search_result
from factpress.exports.serialize import SCHEMA_ORG
from factpress.exports.shape_parts import Shape
from factpress.exports.shapes import (
    ACTORS,
    CLAIMS,
    EVENTS,
    EVIDENCE,
    FINDINGS,
    SOURCES,
)
from factpress.exports.standard_schemas import CLAIMS_SEARCH, DATA_FEED
from factpress.i18n.translations import message
from factpress.model.cards import Catalog
from factpress.model.urls import DATA_URL, SCHEMAS_URL
from factpress.views.cards import Piece
from factpress.views.identifiers import address
from factpress.views.proofs import not_checked


@dataclass(frozen=True, slots=True)
class Offered:
    """A file at `/data/`: `entries` is the key of its list, `head` the keys before it.

    `is_wanted` says whether a publication has the file, `has_example` whether the page of data
    shows an entry of it.
    """

    name: str
    title: str
    about: str
    entries: str
    shape: Shape
    head: Callable[[Catalog, Offered], Piece]
    records: Callable[[Catalog, str], Iterator[Piece]]
    is_wanted: Callable[[Catalog], bool] = lambda catalog: True
    has_example: bool = True

    @property
    def url(self) -> str:
        """Its address."""
        return f"{DATA_URL}{self.name}.json"

    @property
    def schema_url(self) -> str:
        """The address of its schema."""
        return schema_url(self.name)


def schema_url(name: str) -> str:
    """The address of the schema of the files called so."""
    return f"{SCHEMAS_URL}{name}.schema.json"


def _own(catalog: Catalog, file: Offered) -> Piece:
    return {
        "$schema": address(catalog, file.schema_url, file.url),
        "publication": publication_record(catalog, file.url),
    }


def _own_claims(catalog: Catalog, file: Offered) -> Piece:
    """What programs that know a claim must learn of it, beside the claims that stand."""
    return {
        **_own(catalog, file),
        "withdrawn": withdrawn_records(catalog, file.url),
        "merged": merged_records(catalog, file.url),
    }


def _data_feed(catalog: Catalog, file: Offered) -> Piece:
    head: Piece = {
        "@context": SCHEMA_ORG,
        "@type": "DataFeed",
        "name": catalog.publication.name,
    }
    told = not_checked(catalog)
    if told:
        head["description"] = f"{told}."
    days = (modified(catalog, claim) for claim in catalog.claims.values())
    newest = max(days, default=None)
    return {**head, "dateModified": newest.isoformat()} if newest else head


def _nothing(catalog: Catalog, file: Offered) -> Piece:
    return {}


def _claims(catalog: Catalog, here: str) -> Iterator[Piece]:
    return (claim_record(catalog, claim, here) for claim in catalog.claims.values())


def _actors(catalog: Catalog, here: str) -> Iterator[Piece]:
    return (actor_record(catalog, actor, here) for actor in catalog.actors.values())


def _sources(catalog: Catalog, here: str) -> Iterator[Piece]:
    return (source_record(catalog, source, here) for source in catalog.sources.values())


def _evidence(catalog: Catalog, here: str) -> Iterator[Piece]:
    return (
        passage_record(catalog, claim, evidence, here)
        for claim in catalog.claims.values()
        for evidence in claim.fields.evidence
    )


def _events(catalog: Catalog, here: str) -> Iterator[Piece]:
    return (event_record(catalog, event, here) for event in catalog.events.values())


def _findings(catalog: Catalog, here: str) -> Iterator[Piece]:
    return (finding_record(catalog, each, here) for each in catalog.publication.findings)


def _feed_items(catalog: Catalog, here: str) -> Iterator[Piece]:
    return (feed_item(catalog, claim, here) for claim in catalog.claims.values())


def _results(catalog: Catalog, here: str) -> Iterator[Piece]:
    return (search_result(catalog, claim, here) for claim in catalog.claims.values())


_OFFERED = (
    Offered(
        "claims",
        message("Claims"),
        message("All claims with their ratings, reasons and claimants, the newest check first."),
        "claims",
        CLAIMS,
        _own_claims,
        _claims,
    ),
    Offered(
        "actors",
        message("Actors"),
        message(
            "All people, organisations, states and publications, with the ids of their claims."
        ),
        "actors",
        ACTORS,
        _own,
        _actors,
    ),
    Offered(
        "sources",
        message("Sources"),
        message("All documents that the claims rest on, with whose reporting they relay."),
        "sources",
        SOURCES,
        _own,
        _sources,
    ),
    Offered(
        "evidence",
        message("Evidence"),
        message(
            "All passages with whose words they are, what they do to a claim and where they stand."
        ),
        "evidence",
        EVIDENCE,
        _own,
        _evidence,
    ),
    Offered(
        "events",
        message("Events"),
        message("All events, the oldest first, with the ids of the claims they rest on."),
        "events",
        EVENTS,
        _own,
        _events,
        is_wanted=lambda catalog: bool(catalog.events),
    ),
    Offered(
        "findings",
        message("Findings"),
        message("What the publication found, each sentence with its claims and their ratings."),
        "findings",
        FINDINGS,
        _own,
        _findings,
        is_wanted=lambda catalog: bool(catalog.publication.findings),
        has_example=False,
    ),
    Offered(
        "datafeed",
        message("ClaimReview feed"),
        message(
            "All claims as ClaimReview in a schema.org DataFeed, as Data Commons gathers them."
        ),
        "dataFeedElement",
        DATA_FEED,
        _data_feed,
        _feed_items,
    ),
    Offered(
        "factchecktools",
        message("Fact Check Tools"),
        message(
            "All claims in the shape of an answer of the Fact Check Tools API to claims:search."
        ),
        "claims",
        CLAIMS_SEARCH,
        _nothing,
        _results,
    ),
)


def offered(catalog: Catalog) -> tuple[Offered, ...]:
    """The files of a publication, in their order."""
    return tuple(file for file in _OFFERED if file.is_wanted(catalog))
