"""The page at `/data/`: every data file, key by key, with an example from the publication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct

from factpress.exports.claim_files import ClaimFile, claim_file
from factpress.exports.csv_table import COLUMNS, claims_csv
from factpress.exports.datasets import AnyDataset, datasets, schema_url
from factpress.exports.feeds import FeedLinks, site_feeds
from factpress.exports.schemas import Schema, keys_of, record_schema, with_link
from factpress.exports.serialize import Values
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.contexts import Page, View
from factpress.model.plain_json import indented
from factpress.model.urls import DATA_URL, claim_file_url
from factpress.pages.frame import PageContext, framed_page, page_frame, trail

# An example is there to show how a file looks, not to be read to its end.
_MOST_LINES = 60


class KeyView(View, frozen=True, kw_only=True):
    """A key of a file."""

    path: str  #: The key after those that it is inside of, with full stops between
    always: bool
    about: str


class FileView(View, frozen=True, kw_only=True):
    """A file of data."""

    anchor: str
    title: str
    about: str
    name: str
    url: str
    schema_url: str
    entries: int
    keys: Sequence[KeyView]
    example: str | None  #: An entry as JSON, where there is one


class TableColumn(View, frozen=True, kw_only=True):
    """A column of the table of claims."""

    name: str
    about: str


class TableView(View, frozen=True, kw_only=True):
    """The table of claims."""

    url: str
    schema_url: str
    columns: Sequence[TableColumn]
    example: str


class ClaimFileView(View, frozen=True, kw_only=True):
    """The files of one claim."""

    url: str
    evidence_url: str
    schema_url: str
    annotations_schema_url: str
    keys: Sequence[KeyView]
    example: str


class DataPage(PageContext, frozen=True, kw_only=True):
    """The files of data."""

    template: ClassVar = "data.html"
    files: Sequence[FileView]
    table: TableView
    claim: ClaimFileView | None  #: The files of the newest claim, if there is any
    follow: Sequence[FeedLinks]


def page(catalog: Catalog) -> Page:
    """The page of data."""
    first = next(iter(catalog.claims), None)
    say = words(catalog.publication.language)
    description = say(
        "The claims, actors, sources and passages of %(name)s as data.",
        name=catalog.publication.name,
    )
    context = DataPage(
        frame=page_frame(catalog, DATA_URL, say("Data"), description, trail(catalog)),
        files=[_file(catalog, file) for file in datasets(catalog)],
        table=_table(catalog),
        claim=_claim(catalog, first) if first else None,
        follow=[site_feeds(catalog)],
    )
    return framed_page("data pages", context)


def _file(catalog: Catalog, file: AnyDataset) -> FileView:
    say = words(catalog.publication.language)
    record = next(file.records(catalog), None) if file.has_example else None
    return FileView(
        anchor=file.name,
        title=say(file.title),
        about=say(file.about),
        name=f"{file.name}.json",
        url=file.url,
        schema_url=file.schema_url,
        entries=file.count(catalog),
        keys=_keys(file.schema),
        example=_shown(record) if record else None,
    )


def _keys(schema: Schema) -> list[KeyView]:
    return [
        KeyView(path=key.path, always=key.is_required, about=key.about)
        for key in keys_of(schema)
        if key.about
    ]


def _table(catalog: Catalog) -> TableView:
    url = f"{DATA_URL}claims.csv"
    return TableView(
        url=url,
        schema_url=f"{url}-metadata.json",
        columns=[TableColumn(name=name, about=about) for name, about in COLUMNS.items()],
        example=claims_csv(catalog, list(catalog.claims.values())[:1], url),
    )


def _claim(catalog: Catalog, claim_id: str) -> ClaimFileView:
    record = claim_file(catalog, catalog.claims[claim_id])
    return ClaimFileView(
        url=claim_file_url(claim_id, "claim.json"),
        evidence_url=claim_file_url(claim_id, "evidence.json"),
        schema_url=schema_url("claim"),
        annotations_schema_url=schema_url("annotations"),
        keys=_keys(with_link(record_schema(ClaimFile))),
        example=_shown(record),
    )


def _shown(record: Struct | Values) -> str:
    """The first lines of a record as JSON."""
    lines = indented(record).decode().split("\n")
    return "\n".join(lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], "…"])
