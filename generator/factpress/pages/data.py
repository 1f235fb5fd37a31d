"""The page at `/data/`: every file of data, key by key, with an example from the publication.

In: the catalog. Out: one page. Knows nothing of bytes but how an example is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factpress.exports.csv_table import COLUMNS, claims_csv
from factpress.exports.datasets import Offered, offered, schema_url
from factpress.exports.feeds import site_feeds
from factpress.exports.records import whole_claim
from factpress.exports.shapes import CLAIM
from factpress.i18n.translations import words
from factpress.model.cards import Catalog
from factpress.model.site import Page, Plain
from factpress.model.urls import DATA_URL, claim_file_url
from factpress.pages.frame import merged, page_frame, trail
from factpress.views.cards import Piece

# The keys of a format, read off its JSON Schema, for the page that documents it.


class Key(NamedTuple):
    """One key of a file: where it stands, whether always, and what it holds."""

    path: str
    is_required: bool
    about: str


def keys_of(shape: Mapping[str, Plain], before: str = "") -> Iterator[Key]:
    """Every key below a shape, in order; lists are passed over."""
    required, properties = shape.get("required"), shape.get("properties")
    if not isinstance(properties, Mapping):
        return
    for name, value in properties.items():
        if isinstance(value, Mapping):
            is_required = isinstance(required, list) and name in required
            yield Key(f"{before}{name}", is_required, str(value.get("description", "")))
            inner = value.get("items", value)
            while isinstance(inner, Mapping) and "items" in inner:
                inner = inner["items"]
            if isinstance(inner, Mapping):
                yield from keys_of(inner, f"{before}{name}.")


# An example is there to show what a file looks like, not to be read to its end.
_MOST_LINES = 60


def page(catalog: Catalog) -> Page:
    """The page of data."""
    first = next(iter(catalog.claims), None)
    say = words(catalog.publication.language)
    description = say(
        "The claims, actors, sources and passages of %(name)s as data.",
        name=catalog.publication.name,
    )
    context = merged(
        page_frame(catalog, DATA_URL, say("Data"), description, trail(catalog)),
        {
            "files": [_file(catalog, file) for file in offered(catalog)],
            "table": _table(catalog),
            "claim": _claim(catalog, first) if first else None,
            "follow": [site_feeds(catalog)],
        },
    )
    return Page(DATA_URL, "data.html", "data pages", context)


def _file(catalog: Catalog, file: Offered) -> Piece:
    counts = {
        "actors": len(catalog.actors),
        "sources": len(catalog.sources),
        "events": len(catalog.events),
        "findings": len(catalog.publication.findings),
        "evidence": sum(len(claim.fields.evidence) for claim in catalog.claims.values()),
    }
    say = words(catalog.publication.language)
    record = next(file.records(catalog, file.url), None) if file.has_example else None
    return {
        "anchor": file.name,
        "title": say(file.title),
        "about": say(file.about),
        "name": f"{file.name}.json",
        "url": file.url,
        "schema_url": file.schema_url,
        "entries": counts.get(file.name, len(catalog.claims)),
        "keys": _keys(file.shape),
        "example": _shown(record) if record else None,
    }


def _keys(shape: Mapping[str, Plain]) -> list[Plain]:
    return [
        {"path": key.path, "always": key.is_required, "about": key.about}
        for key in keys_of(shape)
        if key.about
    ]


def _table(catalog: Catalog) -> Piece:
    url = f"{DATA_URL}claims.csv"
    return {
        "url": url,
        "schema_url": f"{url}-metadata.json",
        "columns": [{"name": name, "about": about} for name, about in COLUMNS.items()],
        "example": claims_csv(catalog, list(catalog.claims.values())[:1], url),
    }


def _claim(catalog: Catalog, claim_id: str) -> Piece:
    record = whole_claim(catalog, catalog.claims[claim_id], (), ())
    return {
        "url": claim_file_url(claim_id, "claim.json"),
        "evidence_url": claim_file_url(claim_id, "evidence.json"),
        "schema_url": schema_url("claim"),
        "annotations_schema_url": schema_url("annotations"),
        "keys": _keys(CLAIM),
        "example": _shown(record),
    }


def _shown(value: Mapping[str, Plain]) -> str:
    """The first lines of a value as JSON."""
    lines = json.dumps(value, ensure_ascii=False, indent=1).split("\n")
    return "\n".join(lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], "…"])
