"""The day or month up to which a claim's evidence speaks, which is shown with its rating.

In: the catalog and a claim. Out: an ISO day or month, or a year where nothing better is known.
Knows nothing of when a claim was checked.
"""

from __future__ import annotations

from collections.abc import Iterable

from factpress.content.claimants import own_passages
from factpress.model.cards import Catalog, Claim
from factpress.model.known_dates import bounds, lower_bound, written
from factpress.model.schema import Evidence


def as_of(catalog: Catalog, claim: Claim) -> str:
    """The card's own, else the publication's, else that of the newest source of its evidence.

    That is no day before the claim was made, where the evidence quotes claimants with it.
    """
    fields = claim.fields
    given = fields.as_of or catalog.publication.as_of
    if given:
        return given
    newest = max((_known(catalog, evidence) for evidence in fields.evidence), key=bounds)
    is_quoted = any(own_passages(catalog, claim, each) for each in fields.claimants)
    return _not_before(fields.said if is_quoted else None, newest)


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
    return _not_before(evidence.said, published)


def _not_before(said: str | None, known: str) -> str:
    """What is known, or when something was said if that is later than all of it."""
    first = _one_date(said or known)
    return first if bounds(first)[0] > bounds(known)[1] else known


def _one_date(period: str) -> str:
    """A day, month or year as it is; that in which a period begins; the day of a lower bound."""
    return (lower_bound(period) or period).partition("/")[0]
