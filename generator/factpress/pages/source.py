"""Source pages and the index of sources.

In: the catalog and what was worked out once. Out: pages. Knows nothing of the documents
themselves but what the catalog holds of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.i18n.translations import words
from factpress.lock.lock_file import defect_key
from factpress.model.card_parts import written
from factpress.model.cards import Catalog, Source
from factpress.model.site import Page, Plain
from factpress.model.urls import folder_url, numbered
from factpress.pages.frame import merged, page_frame, trail
from factpress.views.body_html import body_html
from factpress.views.cards import (
    Piece,
    actor_links,
    evidence_of,
    language_of,
    link,
    linked_here,
    links_to,
    owner_piece,
    url_of,
)
from factpress.views.changes import event_rows
from factpress.views.pagination import shown, spread
from factpress.views.places import source_place
from factpress.views.proofs import copy_piece, independent_pieces, place_piece
from factpress.views.quotations import (
    Quotation,
    defect_anchor,
    full_text_piece,
    quotation_piece,
    strip_piece,
    uses,
)
from factpress.views.site_index import Prepared

_INDEX = folder_url("source")


def index(catalog: Catalog) -> Iterator[Page]:
    """The index of sources."""
    say = words(catalog.publication.language)
    title = say("Sources")
    description = say.plural(
        "The one document that the claims rest on.",
        "The %(num)s documents that the claims rest on.",
        len(catalog.sources),
    )
    rows: list[Plain] = [
        {
            **_identity(catalog, source),
            **link(source),
            "passages": len(catalog.back.quoted.get(source.key.id, ())),
        }
        for source in catalog.sources.values()
    ]
    for leaf, page in spread({"sources": rows}):
        frame = page_frame(catalog, _INDEX, title, description, trail(catalog), leaf=leaf)
        context = merged(frame, shown(page, ["sources"]))
        yield Page(numbered(_INDEX, leaf.number), "sources.html", "source lists", context)


def _identity(catalog: Catalog, source: Source) -> Piece:
    fields = source.fields
    return {
        "title": fields.title,
        "publisher": link(catalog.actors[fields.publisher]),
        "kind": fields.kind,
        "published": written(fields.published),
        "dated": fields.dated.how,
        "dated_note": fields.dated.note,
    }


def pages_of(catalog: Catalog, source_id: str, once: Prepared) -> Iterator[Page]:
    """A source's pages; only the first tells of the document itself."""
    source = catalog.sources[source_id]
    quoted, stands = once.quoted[source_id], once.stands
    lists: dict[str, list[Plain]] = {
        **{_list_of(q): uses(catalog, q, stands) for q in quoted},
        "appeared": [once.rows[claim_id] for claim_id in catalog.back.appeared.get(source_id, ())],
        "events": event_rows(catalog, catalog.back.source_events.get(source_id, ())),
        "speakers": actor_links(catalog, _speakers(catalog, source)),
        **links_to(catalog, source),
    }
    publisher = catalog.actors[source.fields.publisher].fields.name
    kind = source.fields.kind
    say = words(catalog.publication.language)
    description = say(
        "%(kind)s published by %(publisher)s.",
        kind=kind[:1].upper() + kind[1:],
        publisher=publisher,
    )
    steps = trail(catalog, "source")
    url, title = url_of(source), source.fields.title
    about = {
        "source": _about(catalog, source),
        "strip": strip_piece(catalog, source, quoted, stands),
        "full_text": full_text_piece(catalog, source, quoted, stands),
        "lineage_url": source_place(source, once.in_lineage),
        "matrix_url": once.in_matrix.sources.get(source_id),
    }
    for leaf, page in spread(lists):
        context = merged(
            page_frame(catalog, url, title, description, steps, leaf=leaf),
            about,
            shown(page, ["appeared", "events", "speakers"]),
            {
                "quotations": [
                    quotation_piece(catalog, source, q, page[_list_of(q)])
                    for q in quoted
                    if _list_of(q) in page
                ],
                "linked_from": linked_here(catalog, page),
            },
        )
        yield Page(numbered(url, leaf.number), "source.html", "sources", context)


def _list_of(quotation: Quotation) -> str:
    return f"quotation-{quotation.number}"


def _about(catalog: Catalog, source: Source) -> Piece:
    """What a source's page tells of its document."""
    fields = source.fields
    return {
        **_identity(catalog, source),
        "owner": owner_piece(catalog.actors[fields.publisher]),
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
        "independent": independent_pieces(catalog, source),
        "defects": _defects(catalog, source),
        "saved": copy_piece(catalog, source),
    }


def _defects(catalog: Catalog, source: Source) -> list[Plain]:
    found = catalog.proof.defects
    return [
        {
            "note": defect.note,
            "passage": defect.passage,
            "anchor": defect_anchor(number),
            "place": place_piece(catalog, found.get(defect_key(source.key.id, number))),
        }
        for number, defect in enumerate(source.fields.defects, 1)
    ]


def _speakers(catalog: Catalog, source: Source) -> list[str]:
    """The actors who speak in a source, in the publication's order."""
    keys = catalog.back.quoted.get(source.key.id, ())
    spoken = {speaker for key in keys for speaker in evidence_of(catalog, key).speakers}
    return sorted(
        spoken,
        key=lambda actor_id: (catalog.actors[actor_id].fields.name.casefold(), actor_id),
    )
