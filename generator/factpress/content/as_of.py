"""The day or month up to which a claim's evidence speaks, which is shown with its rating.

In: the catalog and a claim. Out: an ISO day or month, or a year where nothing better is known.
Knows nothing of when a claim was checked.
"""

from __future__ import annotations

from collections.abc import Iterable

from factpress.model.cards import Catalog, Claim
from factpress.model.known_dates import bounds, lower_bound, written
from factpress.model.schema import Evidence


def as_of(catalog: Catalog, claim: Claim) -> str:
    """The card's own, else the publication's, else that of the newest source of its evidence."""
    given = claim.fields.as_of or catalog.publication.as_of
    return given or max((_known(catalog, e) for e in claim.fields.evidence), key=bounds)


def as_of_range(catalog: Catalog, claim_ids: Iterable[str]) -> str:
    """Up to when the evidence of some claims speaks, one at least: one date, or the first and last.

    Where one date includes all the others, that.
    """
    found = {as_of(catalog, catalog.claims[claim_id]) for claim_id in claim_ids}
    first, last = min(found, key=bounds), max(found, key=lambda each: bounds(each)[::-1])
    return first if bounds(first)[1] >= bounds(last)[1] else f"{first}/{last}"


def _known(catalog: Catalog, evidence: Evidence) -> str:
    """Up to when a passage speaks at least: as its source's date is known, and no more exactly.

    It cannot have been published before the words were said.
    """
    published = _one_date(written(catalog.sources[evidence.source].fields.published))
    said = _one_date(evidence.said) if evidence.said else published
    return max(published, said, key=bounds)


def _one_date(period: str) -> str:
    """A day, month or year as it is; that in which a period begins; the day of a lower bound."""
    return (lower_bound(period) or period).partition("/")[0]
