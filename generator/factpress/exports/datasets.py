"""The data files: which there are, their schemas, and their records.

Each file is a mapping whose last key holds a list. Its records are made one after another, so that
a list of thousands is never in memory as a whole. `/data/` and its page are made from one list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

from msgspec import Struct

from factpress.exports.claim_records import (
    ClaimRecord,
    MergedRecord,
    OpenRecord,
    PassageRecord,
    WithdrawnRecord,
    claim_record,
    merged_records,
    open_record,
    passage_record,
    withdrawn_record,
)
from factpress.exports.record_parts import Record, about
from factpress.exports.records import (
    ActorRecord,
    EventRecord,
    FindingRecord,
    PersonRecord,
    PublicationRecord,
    SourceRecord,
    actor_record,
    event_record,
    finding_record,
    person_record,
    publication_record,
    source_record,
)
from factpress.exports.schema_org import feed_item, modified, search_result
from factpress.exports.schemas import CLAIMS_SEARCH, DATA_FEED, Schema, list_schema, with_link
from factpress.exports.serialize import SCHEMA_ORG, Values, values_of
from factpress.i18n.translations import message
from factpress.model.card_parts import Evidence
from factpress.model.cards import Catalog, Claim
from factpress.model.urls import DATA_URL, SCHEMAS_URL
from factpress.views.identifiers import address
from factpress.views.proofs import not_checked


class Head(Record, frozen=True):
    """The keys of a data file before its list."""

    publication: Annotated[PublicationRecord, about("The publication.")]


class ClaimsHead(Head, frozen=True):
    """The keys of `claims.json` before its list."""

    open: Annotated[tuple[OpenRecord, ...], about("Claims without a rating yet.")]
    withdrawn: Annotated[tuple[WithdrawnRecord, ...], about("Claims that are withdrawn.")]
    merged: Annotated[tuple[MergedRecord, ...], about("Claims that are now a part of another.")]


Card = TypeVar("Card")


def schema_url(name: str) -> str:
    """The address of the schema with this name."""
    return f"{SCHEMAS_URL}{name}.schema.json"


def with_schema(catalog: Catalog, schema: str, here: str, record: Record) -> Values:
    """The keys of a record, after the address of the schema of its file."""
    return {"$schema": address(catalog, schema_url(schema), here), **values_of(record)}


def _head(catalog: Catalog, file: AnyDataset) -> Values:
    head = Head(publication_record(catalog, file.url))
    return with_schema(catalog, file.name, file.url, head)


@dataclass(frozen=True, slots=True)
class Dataset(Generic[Card]):
    """A file at `/data/`: a mapping whose last key, `entries`, has a list.

    `kind` is the class of an entry, or the schema of the file where others have named its keys.
    The list has the `record` of each of the `cards`.
    `head` makes the keys before the list; `listed` describes the list in the schema. `is_wanted`
    says whether a publication has the file, `has_example` whether its page shows an entry.
    """

    name: str
    title: str
    about: str
    kind: type[Record] | Schema
    cards: Callable[[Catalog], Iterable[Card]]
    record: Callable[[Catalog, Card, str], Struct | Values]
    entries: str
    head: Callable[[Catalog, AnyDataset], Values] = _head
    is_wanted: Callable[[Catalog], bool] = lambda catalog: True
    has_example: bool = True
    head_kind: type[Head] = Head
    listed: str = ""

    @property
    def url(self) -> str:
        """Its address."""
        return f"{DATA_URL}{self.name}.json"

    @property
    def schema_url(self) -> str:
        """The address of its schema."""
        return schema_url(self.name)

    @property
    def schema(self) -> Schema:
        """Its schema."""
        if isinstance(self.kind, dict):
            return self.kind
        schema = list_schema(self.head_kind, self.entries, self.kind, self.listed)
        return {**with_link(schema), "description": self.about}

    def records(self, catalog: Catalog) -> Iterator[Struct | Values]:
        """Its entries, made one after another."""
        return (self.record(catalog, card, self.url) for card in self.cards(catalog))

    def count(self, catalog: Catalog) -> int:
        """How many entries it has."""
        return sum(1 for _ in self.cards(catalog))


AnyDataset: TypeAlias = "Dataset[Any]"


def _claims_head(catalog: Catalog, file: AnyDataset) -> Values:
    """The head of `claims.json`: claims without a rating are apart from the claims."""
    head = ClaimsHead(
        publication_record(catalog, file.url),
        tuple(open_record(catalog, each, file.url) for each in catalog.open.values()),
        tuple(
            withdrawn_record(catalog, catalog.withdrawn[claim_id], file.url)
            for claim_id in sorted(catalog.withdrawn)
        ),
        merged_records(catalog, file.url),
    )
    return with_schema(catalog, file.name, file.url, head)


def _data_feed_head(catalog: Catalog, file: AnyDataset) -> Values:
    publication, warning = catalog.publication, not_checked(catalog)
    newest = max((modified(catalog, claim) for claim in catalog.claims.values()), default=None)
    return {
        "@context": SCHEMA_ORG,
        "@type": "DataFeed",
        "name": publication.name,
        **({"description": f"{warning}."} if warning else {}),
        **({"dateModified": newest.isoformat()} if newest else {}),
    }


def _claims(catalog: Catalog) -> Iterable[Claim]:
    return catalog.claims.values()


def _passages(catalog: Catalog) -> Iterator[tuple[Claim, Evidence]]:
    return ((claim, each) for claim in catalog.claims.values() for each in claim.fields.evidence)


def _passage_record(catalog: Catalog, passage: tuple[Claim, Evidence], here: str) -> PassageRecord:
    return passage_record(catalog, *passage, here)


_DATASETS: tuple[AnyDataset, ...] = (
    Dataset(
        "claims",
        message("Claims"),
        message("All claims with their ratings, reasons and claimants, the newest check first."),
        ClaimRecord,
        _claims,
        claim_record,
        "claims",
        head=_claims_head,
        head_kind=ClaimsHead,
        listed="Claims, the newest check first.",
    ),
    Dataset(
        "actors",
        message("Actors"),
        message(
            "All people, organisations, states and publications, with the ids of their claims."
        ),
        ActorRecord,
        lambda catalog: catalog.actors.values(),
        actor_record,
        "actors",
        listed="Actors, by name.",
    ),
    Dataset(
        "sources",
        message("Sources"),
        message("All documents that the claims rest on, with whose reporting they relay."),
        SourceRecord,
        lambda catalog: catalog.sources.values(),
        source_record,
        "sources",
        listed="Documents, the oldest first.",
    ),
    Dataset(
        "evidence",
        message("Evidence"),
        message(
            "All passages with whose words they are, what they do to a claim and where they stand."
        ),
        PassageRecord,
        _passages,
        _passage_record,
        "evidence",
        listed="Passages, claim by claim.",
    ),
    Dataset(
        "events",
        message("Events"),
        message("All events, the oldest first, with the ids of the claims they rest on."),
        EventRecord,
        lambda catalog: catalog.events.values(),
        event_record,
        "events",
        is_wanted=lambda catalog: bool(catalog.events),
        listed="Events, the oldest first.",
    ),
    Dataset(
        "people",
        message("Fact-checkers"),
        message("All who work for the publication, with the ids of the claims they checked."),
        PersonRecord,
        lambda catalog: catalog.people.values(),
        person_record,
        "people",
        is_wanted=lambda catalog: bool(catalog.people),
        listed="People, by name.",
    ),
    Dataset(
        "findings",
        message("Findings"),
        message("What the publication found, each sentence with its claims and their ratings."),
        FindingRecord,
        lambda catalog: catalog.publication.findings,
        finding_record,
        "findings",
        is_wanted=lambda catalog: bool(catalog.publication.findings),
        has_example=False,
        listed="Findings, in order.",
    ),
    Dataset(
        "datafeed",
        message("ClaimReview feed"),
        message(
            "All claims as ClaimReview in a schema.org DataFeed, as Data Commons gathers them."
        ),
        DATA_FEED,
        _claims,
        feed_item,
        "dataFeedElement",
        head=_data_feed_head,
    ),
    Dataset(
        "factchecktools",
        message("Fact Check Tools"),
        message(
            "All claims in the shape of an answer of the Fact Check Tools API to claims:search."
        ),
        CLAIMS_SEARCH,
        _claims,
        search_result,
        "claims",
        head=lambda catalog, file: {},
    ),
)


def datasets(catalog: Catalog) -> tuple[AnyDataset, ...]:
    """The files of a publication, in their order."""
    return tuple(file for file in _DATASETS if file.is_wanted(catalog))
