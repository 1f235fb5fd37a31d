"""Claims that are no more as records: withdrawn ones, and those that are a part of another.

In: the catalog, a claim, and the address of the file that will hold the record. Out: plain
mappings, which say nothing of a rating.
"""

from __future__ import annotations

from factpress.content.history import shows_body
from factpress.exports.record_parts import changes_of, linked_from
from factpress.model.cards import Catalog, Claim
from factpress.model.site import Plain
from factpress.model.urls import claim_file_url
from factpress.views.body_html import body_html
from factpress.views.cards import Piece, url_of
from factpress.views.identifiers import address


def withdrawn_records(catalog: Catalog, here: str) -> list[Plain]:
    """All withdrawn claims, by id."""
    return [_withdrawn(catalog, catalog.withdrawn[i], here) for i in sorted(catalog.withdrawn)]


def merged_records(catalog: Catalog, here: str) -> list[Plain]:
    """All claims that are a part of another, by id."""
    ends = {each: end for end, ids in catalog.back.merged.items() for each in ids}
    return [
        {
            "id": claim_id,
            "url": address(catalog, url_of(catalog.merged[claim_id]), here),
            "claim": catalog.merged[claim_id].fields.claim,
            "merged_into": ends[claim_id],
        }
        for claim_id in sorted(ends)
    ]


def whole_withdrawn(catalog: Catalog, claim: Claim) -> Piece:
    """All that a withdrawn claim's page says."""
    here = claim_file_url(claim.key.id, "claim.json")
    body = body_html(catalog, claim) if shows_body(claim) else None
    return {
        **_withdrawn(catalog, claim, here),
        "language": catalog.publication.language,
        **({"text": str(body)} if body else {}),
        "changes": changes_of(catalog, claim, here),
        "linked_from": linked_from(catalog, claim, here),
    }


def _withdrawn(catalog: Catalog, claim: Claim, here: str) -> Piece:
    """What a withdrawn claim was, when and why it was withdrawn."""
    withdrawn = claim.fields.withdrawn
    assert withdrawn is not None
    return {
        "id": claim.key.id,
        "url": address(catalog, url_of(claim), here),
        "claim": claim.fields.claim,
        "withdrawn": {"date": withdrawn.date.isoformat(), "note": withdrawn.note},
        "related": list(claim.fields.related),
        "json": address(catalog, claim_file_url(claim.key.id, "claim.json"), here),
    }
