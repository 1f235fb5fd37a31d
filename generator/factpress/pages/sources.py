"""Source pages and the index of sources."""

from __future__ import annotations

from collections.abc import Iterator

from factpress.model import Catalog, Page, Plain, Source
from factpress.pages.lineage import source_place
from factpress.pages.matrix import places
from factpress.pages.parts import (
    Piece,
    actor_links,
    body_html,
    claim_rows,
    evidence_of,
    language_of,
    link,
    linked_from,
    merged,
    page_frame,
    url_of,
)
from factpress.pages.proofs import copy_piece, place_piece
from factpress.pages.quotations import (
    defect_anchor,
    defect_key,
    full_text_piece,
    quotation_piece,
    quotations,
    strip_piece,
)
from factpress.urls import folder_url

_INDEX = folder_url("source")


def pages(catalog: Catalog) -> Iterator[Page]:
    """The index, then every source."""
    yield _index(catalog)
    columns = places(catalog).sources
    for source in catalog.sources.values():
        yield _source(catalog, source, columns.get(source.key.id))


def _index(catalog: Catalog) -> Page:
    description = f"The {len(catalog.sources)} documents that the claims rest on."
    rows: list[Plain] = [
        {
            **_identity(catalog, source),
            **link(source),
            "passages": len(catalog.back.quoted.get(source.key.id, ())),
        }
        for source in catalog.sources.values()
    ]
    frame = page_frame(catalog, _INDEX, "Sources", description, [("Home", "/")])
    return Page(_INDEX, "sources.html", "source lists", merged(frame, {"sources": rows}))


def _identity(catalog: Catalog, source: Source) -> Piece:
    fields = source.fields
    return {
        "title": fields.title,
        "publisher": link(catalog.actors[fields.publisher]),
        "kind": fields.kind,
        "published": fields.published.isoformat(),
        "dated": fields.dated.how,
        "dated_note": fields.dated.note,
    }


def _source(catalog: Catalog, source: Source, matrix_url: str | None) -> Page:
    fields, source_id = source.fields, source.key.id
    publisher = catalog.actors[fields.publisher].fields.name
    description = f"{fields.kind.capitalize()} published by {publisher}."
    trail = [("Home", "/"), ("Sources", _INDEX)]
    quoted = quotations(catalog, source)
    context = merged(
        page_frame(catalog, url_of(source), fields.title, description, trail),
        {
            "source": {
                **_identity(catalog, source),
                "language": language_of(catalog, source),
                "url": fields.url,
                "archived_url": fields.archived_url,
                "document": fields.document,
                "sha256": fields.sha256,
                "rights": fields.rights,
                "republish": fields.republish,
                "body": body_html(catalog, source),
                "origins": [
                    {"actor": link(catalog.actors[o.actor]), "note": o.note} for o in fields.origins
                ],
                "defects": _defects(catalog, source),
                "saved": copy_piece(catalog, source),
            },
            "strip": strip_piece(catalog, source, quoted),
            "quotations": [quotation_piece(catalog, source, q) for q in quoted],
            "full_text": full_text_piece(catalog, source, quoted),
            "speakers": actor_links(catalog, _speakers(catalog, source)),
            "appeared": claim_rows(catalog, catalog.back.appeared.get(source_id, ())),
            "lineage_url": source_place(source),
            "matrix_url": matrix_url,
            "linked_from": linked_from(catalog, source),
        },
    )
    return Page(url_of(source), "source.html", "sources", context)


def _defects(catalog: Catalog, source: Source) -> list[Plain]:
    found = catalog.proof.defects
    return [
        {
            "note": defect.note,
            "passage": defect.passage,
            "anchor": defect_anchor(number),
            "place": place_piece(catalog, found.get(defect_key(source, number))),
        }
        for number, defect in enumerate(source.fields.defects, 1)
    ]


def _speakers(catalog: Catalog, source: Source) -> list[str]:
    spoken = {
        evidence_of(catalog, key).speaker for key in catalog.back.quoted.get(source.key.id, ())
    }
    return [actor_id for actor_id in catalog.actors if actor_id in spoken]
