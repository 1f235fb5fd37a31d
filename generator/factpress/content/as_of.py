"""The day or month up to which a claim's evidence speaks.

In: the catalog and a claim. Out: the date as text.
"""

from __future__ import annotations

from factpress.model.cards import Catalog, Claim
from factpress.model.known_dates import first_day


def as_of(catalog: Catalog, claim: Claim) -> str:
    """What the claim says, or the publication, or the day of the claim's newest source."""
    given = claim.fields.as_of or catalog.publication.as_of
    if given:
        return given
    sources = (catalog.sources.get(each.source) for each in claim.fields.evidence)
    days = [first_day(source.fields.published) for source in sources if source]
    return max(days).isoformat() if days else ""
