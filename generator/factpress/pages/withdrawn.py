"""The pages of withdrawn claims: a public notice where each claim was, and for those who frame it.

In: the catalog and what was worked out once. Out: pages. They say nothing of a rating.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factpress.content.addresses import former_ids, moved_addresses
from factpress.content.history import shows_body
from factpress.i18n.translations import words
from factpress.model.cards import AnyCard, Catalog, Claim
from factpress.model.schema import ClaimFields
from factpress.model.site import Page
from factpress.model.urls import claim_file_url, embed_url
from factpress.pages.frame import merged, page_frame, trail
from factpress.views.body_html import body_html
from factpress.views.cards import Piece, card_at, link, linked_from, title_of, url_of
from factpress.views.changes import entries_of, entry_piece
from factpress.views.site_index import Prepared


def pages_of(catalog: Catalog, claim_id: str, once: Prepared) -> Iterator[Page]:
    """The notice, and what stands where the claim may be framed."""
    claim = catalog.withdrawn[claim_id]
    withdrawn = claim.fields.withdrawn
    assert withdrawn is not None
    say = words(catalog.publication.language)
    title = say("Withdrawn: %(claim)s", claim=claim.fields.claim)
    notice: Piece = {
        "title": claim.fields.claim,
        "url": url_of(claim),
        "date": withdrawn.date.isoformat(),
        "note": withdrawn.note,
    }
    frame = page_frame(catalog, url_of(claim), title, withdrawn.note, trail(catalog, "claim"))
    context = merged(frame, {"notice": notice}, _more(catalog, claim, once.in_changes))
    yield Page(url_of(claim), "withdrawn.html", "withdrawn claims", context)
    for each in (claim_id, *former_ids(catalog, claim_id)):
        url = embed_url(each)
        frame = page_frame(catalog, url, title, withdrawn.note, stands_for=url_of(claim))
        yield Page(url, "withdrawn_embed.html", "embeds", merged(frame, {"notice": notice}))


def _more(catalog: Catalog, claim: Claim, in_changes: Mapping[str, str]) -> Piece:
    return {
        "body": body_html(catalog, claim) if shows_body(claim) else None,
        "related": [link(catalog.claims[each]) for each in claim.fields.related],
        "changes": [entry_piece(catalog, each, in_changes) for each in entries_of(catalog, claim)],
        "linked_from": linked_from(catalog, claim),
        "json_url": claim_file_url(claim.key.id, "claim.json"),
    }


# The pages at addresses that lead to another: those that cards had, and those of merged claims.


def pages(catalog: Catalog) -> Iterator[Page]:
    """A page for each former address; its one true address is that of the card that answers."""
    for url, key in moved_addresses(catalog).items():
        card = card_at(catalog, key)
        frame = page_frame(catalog, url, title_of(card), _about(card), stands_for=url_of(card))
        yield Page(url, "moved.html", "moved pages", merged(frame, {"target": link(card)}))


def _about(card: AnyCard) -> str:
    fields = card.fields
    return (fields.reason if isinstance(fields, ClaimFields) else "") or title_of(card)
