"""Source pages and the index of sources."""

from __future__ import annotations

from collections.abc import Iterator

from factpress.model import Catalog, Page, PassageKey, Plain, Source
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
    passage_piece,
    source_anchor,
    url_of,
)
from factpress.urls import folder_url

_INDEX = folder_url("source")


def pages(catalog: Catalog) -> Iterator[Page]:
    """The index, then every source."""
    yield _index(catalog)
    for source in catalog.sources.values():
        yield _source(catalog, source)


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


def _source(catalog: Catalog, source: Source) -> Page:
    fields, source_id = source.fields, source.key.id
    publisher = catalog.actors[fields.publisher].fields.name
    description = f"{fields.kind.capitalize()} published by {publisher}."
    trail = [("Home", "/"), ("Sources", _INDEX)]
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
                "defects": [{"note": d.note, "passage": d.passage} for d in fields.defects],
            },
            "quotations": _quotations(catalog, source),
            "speakers": actor_links(catalog, _speakers(catalog, source)),
            "appeared": claim_rows(catalog, catalog.back.appeared.get(source_id, ())),
            "linked_from": linked_from(catalog, source),
        },
    )
    return Page(url_of(source), "source.html", "sources", context)


def _quotations(catalog: Catalog, source: Source) -> list[Plain]:
    """What is quoted from the source, each stretch of words once, with the claims it serves."""
    by_words: dict[str, list[PassageKey]] = {}
    for key in catalog.back.quoted.get(source.key.id, ()):
        words = " ".join(evidence_of(catalog, key).passage.split())
        by_words.setdefault(words, []).append(key)
    return [
        {
            "words": words,
            "language": evidence_of(catalog, keys[0]).language or language_of(catalog, source),
            "uses": [_use(catalog, key) for key in keys],
        }
        for words, keys in by_words.items()
    ]


def _use(catalog: Catalog, key: PassageKey) -> Piece:
    claim = catalog.claims[key.claim_id]
    passage = passage_piece(catalog, claim, evidence_of(catalog, key))
    return {"anchor": source_anchor(key), "claim": link(claim), "passage": passage}


def _speakers(catalog: Catalog, source: Source) -> list[str]:
    spoken = {
        evidence_of(catalog, key).speaker for key in catalog.back.quoted.get(source.key.id, ())
    }
    return [actor_id for actor_id in catalog.actors if actor_id in spoken]
