"""Claims in the shapes in which others exchange fact checks.

In: the catalog, a claim, the address of the file. Out: an element of a DataFeed as Data Commons
gathers them, and a result as the Fact Check Tools API gives it. Knows nothing of the files.
Public sources: https://schema.org/DataFeed; https://datacommons.org/factcheck/download;
https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from factpress.content.claimants import claim_date
from factpress.exports.schema_org import modified, review, reviewer
from factpress.model.cards import Catalog, Claim
from factpress.views.cards import Piece, dated_rating, url_of
from factpress.views.identifiers import address

_DAY = len("2022-01-31")


def feed_item(catalog: Catalog, claim: Claim, here: str) -> Piece:
    """A claim's ClaimReview as an element of a feed that is dated by the day of the check."""
    checked = claim.fields.checked
    return {
        "@type": "DataFeedItem",
        "url": address(catalog, url_of(claim), here),
        "dateCreated": checked.isoformat(),
        "dateModified": modified(catalog, claim).isoformat(),
        "item": [{**review(catalog, claim, here), "sdPublisher": reviewer(catalog, here)}],
    }


def search_result(catalog: Catalog, claim: Claim, here: str) -> Piece:
    """A claim as an answer of `claims:search` has it.

    That API knows days alone: a claim made at some time within a month or a year has no date. Nor
    does it know up to when evidence speaks, which the rating says in words.
    """
    fields = claim.fields
    found: Piece = {"text": fields.claim}
    if fields.claimants:
        names = (catalog.actors[each].fields.name for each in fields.claimants)
        found["claimant"] = ", ".join(names)
    said = claim_date(catalog, claim)
    if said and len(said) == _DAY:
        found["claimDate"] = f"{said}T00:00:00Z"
    found["claimReview"] = [
        {
            "publisher": _publisher(catalog),
            "url": address(catalog, url_of(claim), here),
            "title": fields.claim,
            "reviewDate": f"{fields.checked.isoformat()}T00:00:00Z",
            "textualRating": dated_rating(catalog, claim),
            "languageCode": catalog.publication.language,
        }
    ]
    return found


def _publisher(catalog: Catalog) -> Piece:
    publication = catalog.publication
    publisher = publication.publisher
    name = publisher.name if publisher else publication.name
    site = urlsplit(publication.url).hostname if publication.url else None
    return {"name": name, "site": site} if site else {"name": name}
