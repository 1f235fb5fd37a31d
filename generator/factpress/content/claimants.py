"""Claimants, and the passages in which they make or report a claim themselves.

In: the catalog and a claim. Out: whose words each passage is, and the dates of a claimant's own. A
person is dated by these alone: neither by another's passage nor by a denial.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpress.model.cards import Catalog, Claim
from factpress.model.known_dates import bounds, written
from factpress.model.schema import Evidence, Stance

TELLING: tuple[Stance, ...] = ("asserts", "reports")


def voices(catalog: Catalog, evidence: Evidence) -> tuple[str, ...]:
    """The ids of those whose words a passage is: its speakers, or else the document's publisher."""
    source = catalog.sources.get(evidence.source)
    return evidence.speakers or ((source.fields.publisher,) if source else ())


def own_passages(catalog: Catalog, claim: Claim, claimant: str) -> list[Evidence]:
    """The passages in which a claimant asserts or reports the claim."""
    return [
        evidence
        for evidence in claim.fields.evidence
        if evidence.stance in TELLING and claimant in voices(catalog, evidence)
    ]


def date_of(catalog: Catalog, evidence: Evidence) -> str:
    """When a passage was said, or else when its source was published."""
    return evidence.said or written(catalog.sources[evidence.source].fields.published)


def own_dates(catalog: Catalog, claim: Claim) -> Iterator[tuple[str, str, bool]]:
    """The dates of each claimant's own passages, once each.

    With the claimant's id, and whether the words are only known to be quoted on that date.
    """
    for claimant in dict.fromkeys(claim.fields.claimants):
        dated: dict[str, bool] = {}
        for evidence in own_passages(catalog, claim, claimant):
            period = date_of(catalog, evidence)
            dated[period] = is_quoted(evidence) and dated.get(period, True)
        for period, is_only_quoted in dated.items():
            yield claimant, period, is_only_quoted


def is_quoted(evidence: Evidence) -> bool:
    """Whether a passage's date is only that of the document which quotes somebody's words."""
    return evidence.said is None and bool(evidence.speakers)


def claim_date(catalog: Catalog, claim: Claim) -> str | None:
    """When the claim was made, for formats that give all its claimants one date.

    None where one of them is known to have spoken only later. Of a single claimant a quotation in a
    later document is no sign of that: the words may be those of the day that the card names.
    """
    said = claim.fields.said
    if said is None:
        return None
    is_alone = len(claim.fields.claimants) < 2
    firsts: dict[str, str] = {}
    for claimant, period, is_only_quoted in own_dates(catalog, claim):
        if is_alone and is_only_quoted:
            return said
        firsts[claimant] = min(period, firsts.get(claimant, period), key=bounds)
    is_everybodys = all(bounds(first)[0] <= bounds(said)[1] for first in firsts.values())
    return said if is_everybodys else None
