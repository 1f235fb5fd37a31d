"""The page at `/data/`: every file of data, key by key, with an example from the publication.

In: the catalog. Out: one page. Knows nothing of bytes but how an example is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from factpress.exports.csv_table import COLUMNS, claims_csv
from factpress.exports.datasets import Offered, offered, schema_url
from factpress.exports.feeds import FeedLinks, site_feeds
from factpress.exports.records import whole_claim
from factpress.exports.shapes import CLAIM
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.site import Page, Plain, View
from factpress.model.urls import DATA_URL, claim_file_url
from factpress.pages.frame import PageContext, page_frame, trail

# An example is there to show how a file looks, not to be read to its end.
_MOST_LINES = 60


class Key(View, frozen=True, kw_only=True):
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
    keys: Sequence[Key]
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
    keys: Sequence[Key]
    example: str


class DataPage(PageContext, frozen=True, kw_only=True):
    """The files of data."""

    template: ClassVar = "data.html"
    files: Sequence[FileView]
    table: TableView
    claim: ClaimFileView | None  #: The files of the newest claim, if there is any
    follow: Sequence[FeedLinks]


def keys_of(shape: Mapping[str, Plain], before: str = "") -> Iterator[Key]:
    """Every key below a JSON Schema, in order; lists are passed over."""
    required, properties = shape.get("required"), shape.get("properties")
    if not isinstance(properties, Mapping):
        return
    for name, value in properties.items():
        if isinstance(value, Mapping):
            is_required = isinstance(required, list) and name in required
            about = str(value.get("description", ""))
            yield Key(path=f"{before}{name}", always=is_required, about=about)
            inner = value.get("items", value)
            while isinstance(inner, Mapping) and "items" in inner:
                inner = inner["items"]
            if isinstance(inner, Mapping):
                yield from keys_of(inner, f"{before}{name}.")


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
        files=[_file(catalog, file) for file in offered(catalog)],
        table=_table(catalog),
        claim=_claim(catalog, first) if first else None,
        follow=[site_feeds(catalog)],
    )
    return Page(DATA_URL, "data pages", context)


def _file(catalog: Catalog, file: Offered) -> FileView:
    counts = {
        "actors": len(catalog.actors),
        "sources": len(catalog.sources),
        "events": len(catalog.events),
        "findings": len(catalog.publication.findings),
        "evidence": sum(len(claim.fields.evidence) for claim in catalog.claims.values()),
    }
    say = words(catalog.publication.language)
    record = next(file.records(catalog, file.url), None) if file.has_example else None
    return FileView(
        anchor=file.name,
        title=say(file.title),
        about=say(file.about),
        name=f"{file.name}.json",
        url=file.url,
        schema_url=file.schema_url,
        entries=counts.get(file.name, len(catalog.claims)),
        keys=_keys(file.shape),
        example=_shown(record) if record else None,
    )


def _keys(shape: Mapping[str, Plain]) -> list[Key]:
    return [key for key in keys_of(shape) if key.about]


def _table(catalog: Catalog) -> TableView:
    url = f"{DATA_URL}claims.csv"
    return TableView(
        url=url,
        schema_url=f"{url}-metadata.json",
        columns=[TableColumn(name=name, about=about) for name, about in COLUMNS.items()],
        example=claims_csv(catalog, list(catalog.claims.values())[:1], url),
    )


def _claim(catalog: Catalog, claim_id: str) -> ClaimFileView:
    record = whole_claim(catalog, catalog.claims[claim_id], (), ())
    return ClaimFileView(
        url=claim_file_url(claim_id, "claim.json"),
        evidence_url=claim_file_url(claim_id, "evidence.json"),
        schema_url=schema_url("claim"),
        annotations_schema_url=schema_url("annotations"),
        keys=_keys(CLAIM),
        example=_shown(record),
    )


def _shown(value: Mapping[str, Plain]) -> str:
    """The first lines of a value as JSON."""
    lines = json.dumps(value, ensure_ascii=False, indent=1).split("\n")
    return "\n".join(lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], "…"])
