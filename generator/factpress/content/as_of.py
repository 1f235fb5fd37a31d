"""The day or month up to which a claim's evidence speaks, which is shown with its rating.

In: the catalog and a claim. Out: an ISO day or month. Knows nothing of when a claim was checked.
"""

from __future__ import annotations

from factpress.model.cards import Catalog, Claim
from factpress.model.known_dates import bounds, written
from factpress.model.schema import Evidence


def as_of(catalog: Catalog, claim: Claim) -> str:
    """The card's own, else the publication's, else that of the newest source of its evidence."""
    given = claim.fields.as_of or catalog.publication.as_of
    return given or max((_known(catalog, e) for e in claim.fields.evidence), key=bounds)


def _known(catalog: Catalog, evidence: Evidence) -> str:
    """When a passage's source was published, if that is a day or month.

    Of all else the first day on which it can have been: nothing later is known. It cannot have been
    before the words were said.
    """
    period = written(catalog.sources[evidence.source].fields.published)
    if "/" not in period and "[" not in period and "-" in period:
        return period
    first = bounds(period)[0]
    said = bounds(evidence.said)[0] if evidence.said else first
    return max(first, said).isoformat()
