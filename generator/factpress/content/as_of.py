"""The day or month up to which a claim's evidence speaks, which is shown with its rating.

In: the catalog and a claim. Out: an ISO day or month. Knows nothing of when a claim was checked.
"""

from __future__ import annotations

from factpress.model.cards import Catalog, Claim
from factpress.model.known_dates import bounds, by_date, written
from factpress.model.schema import Published


def as_of(catalog: Catalog, claim: Claim) -> str:
    """The card's own, else the publication's, else that of the newest source of its evidence."""
    ids = dict.fromkeys(e.source for e in claim.fields.evidence)
    published = (catalog.sources[source_id].fields.published for source_id in ids)
    given = claim.fields.as_of or catalog.publication.as_of
    return given or _day_or_month(max(published, key=by_date))


def _day_or_month(published: Published) -> str:
    """A day or month as it is; of all else the first day: nothing later is known."""
    period = written(published)
    is_precise = "/" not in period and period.count("-") in (1, 2) and not published.not_before
    return period if is_precise else bounds(period)[0].isoformat()
