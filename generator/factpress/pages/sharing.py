"""Handing a claim on: its permalink, a message to send, and the page that others frame.

In: the catalog and a claim. Out: pages at `/embed/`, and what a claim's page says of sharing.
Without a base address there is no permalink, and the code to frame names the relative one.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from markupsafe import Markup

from factpress.content.addresses import former_ids
from factpress.model.cards import Catalog, Claim
from factpress.model.site import Page
from factpress.model.urls import absolute, embed_url
from factpress.pages.frame import merged, page_frame
from factpress.views.cards import Piece, dated_rating, url_of
from factpress.views.site_index import Prepared

_CODE = Markup('<iframe src="%s" title="%s" width="100%%" height="360" loading="lazy"></iframe>')


def embeds(catalog: Catalog, claim: Claim, once: Prepared) -> Iterator[Page]:
    """The claim as a page to be framed, also at its former addresses, which are framed already."""
    for claim_id in (claim.key.id, *former_ids(catalog, claim.key.id)):
        url, fields = embed_url(claim_id), claim.fields
        frame = page_frame(catalog, url, fields.claim, fields.reason, stands_for=url_of(claim))
        yield Page(url, "embed.html", "embeds", merged(frame, {"claim": once.rows[claim.key.id]}))


def sharing_piece(catalog: Catalog, claim: Claim) -> Piece:
    """Where the claim's page is, the message that tells of it, and the code that frames it."""
    base, embed = catalog.publication.url, embed_url(claim.key.id)
    permalink = absolute(url_of(claim), base) if base else None
    src = absolute(embed, base) if base else embed
    return {
        "permalink": permalink,
        "mail": _mail(catalog, claim, permalink) if permalink else None,
        "embed_url": embed,
        "embed_code": str(_CODE % (src, claim.fields.claim)),
    }


def _mail(catalog: Catalog, claim: Claim, permalink: str) -> str:
    """A message without an addressee. Rule: RFC 6068, sections 2 and 5."""
    body = f"{dated_rating(catalog, claim)}: {claim.fields.reason}\r\n{permalink}"
    return f"mailto:?subject={quote(claim.fields.claim, safe='')}&body={quote(body, safe='')}"
