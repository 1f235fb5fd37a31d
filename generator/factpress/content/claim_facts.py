"""Facts of a claim that follow from its passages: who speaks, its dates, the passages' order.

In: the catalog and a claim. Out: actor ids; ISO dates, as precise as they are known; numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from factpress.model.card_parts import Evidence, Stance, bounds, lower_bound, written
from factpress.model.cards import Catalog, Claim
from factpress.model.instants import begin_of, instant_of, zone_of
from factpress.model.moments import day_of
from factpress.model.schema import ClaimFields

# Claimants, and the passages in which they make or report a claim themselves.

TELLING: tuple[Stance, ...] = ("asserts", "reports")


def voices(catalog: Catalog, evidence: Evidence) -> tuple[str, ...]:
    """The ids of the actors who speak in a passage: its speakers, or else the publisher."""
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
    """Whether a passage's date is only that of the document that quotes somebody."""
    return evidence.said is None and bool(evidence.speakers)


def checked_day(fields: ClaimFields) -> str | None:
    """The day of the check; None where an open claim has none."""
    return fields.checked.isoformat() if fields.checked > dt.date.min else None


def shown_from(fields: ClaimFields) -> dt.datetime:
    """The first instant, in UTC, at which a claim may be shown, if it is no draft."""
    zone = claim_zone(fields)
    given = [instant_of(each, zone) for each in (fields.published, fields.embargo) if each]
    return max([begin_of(fields.checked, zone), *given])


def claim_zone(fields: ClaimFields) -> dt.tzinfo:
    """The time zone of a claim's days: that of its embargo or publication, or else UTC."""
    zones = [zone_of(each) for each in (fields.embargo, fields.published) if each]
    return next((zone for zone in zones if zone), dt.UTC)


def claim_date(catalog: Catalog, claim: Claim) -> str | None:
    """When the claim was made, for formats that give all its claimants one date.

    None where one of them is known to have spoken only later. A later document that quotes a
    single claimant is no sign of that: the words may be of the day that the card names.
    """
    said = claim.fields.said
    if said is None:
        return _first_appearance(claim)
    is_alone = len(claim.fields.claimants) < 2
    firsts: dict[str, str] = {}
    for claimant, period, is_only_quoted in own_dates(catalog, claim):
        if is_alone and is_only_quoted:
            return said
        firsts[claimant] = min(period, firsts.get(claimant, period), key=bounds)
    is_everybodys = all(bounds(first)[0] <= bounds(said)[1] for first in firsts.values())
    return said if is_everybodys else None


def _first_appearance(claim: Claim) -> str | None:
    """The day of the first appearance that is somebody's; None where one of them has no date."""
    dates = [each.date for each in claim.fields.appearances if each.by]
    known = [day_of(date).isoformat() for date in dates if date]
    return min(known) if known and len(known) == len(dates) else None


def as_of(catalog: Catalog, claim: Claim) -> str:
    """The day or month up to which a claim's evidence speaks, shown with its rating.

    It is the card's own, else the publication's, else the date of the newest source, but no day
    before the claim was made where the evidence quotes its claimants.
    """
    fields = claim.fields
    given = fields.as_of or catalog.publication.as_of
    if given:
        return given
    newest = max((_known(catalog, evidence) for evidence in fields.evidence), key=bounds)
    if fields.said is None or not any(own_passages(catalog, claim, c) for c in fields.claimants):
        return newest
    return _not_before(fields.said, newest)


def as_of_range(catalog: Catalog, claim_ids: Iterable[str]) -> str:
    """The dates up to which the evidence of one or more claims speaks: the first and the last.

    One date where it includes all the others.
    """
    found = {as_of(catalog, catalog.claims[claim_id]) for claim_id in claim_ids}
    first, last = min(found, key=bounds), max(found, key=lambda each: bounds(each)[::-1])
    return first if bounds(first)[1] >= bounds(last)[1] else f"{first}/{last}"


def _known(catalog: Catalog, evidence: Evidence) -> str:
    """The date up to which a passage speaks at least, as precisely as its source's is known.

    It cannot have been published before the words were said.
    """
    published = _one_date(written(catalog.sources[evidence.source].fields.published))
    return _not_before(evidence.said, published)


def _not_before(said: str | None, known: str) -> str:
    """The known date, or the day on which something was said if that is later than all of it."""
    first = _one_date(said or known)
    return first if bounds(first)[0] > bounds(known)[1] else known


def _one_date(period: str) -> str:
    """The first day, month or year of a period, or its lower bound."""
    return (lower_bound(period) or period).partition("/")[0]


# The order in which a claim's page shows its passages, and so their numbers.

STANCE_ORDER: tuple[Stance, ...] = ("asserts", "denies", "qualifies", "reports")


def in_stance_order(fields: ClaimFields) -> list[Evidence]:
    """A claim's passages as its page shows them: by stance, then as the writer put them."""
    return sorted(fields.evidence, key=lambda e: STANCE_ORDER.index(e.stance))


def quoted_sources(fields: ClaimFields) -> tuple[str, ...]:
    """The ids of the documents that a claim quotes, each once."""
    return tuple(dict.fromkeys(e.source for e in fields.evidence))


def passage_numbers(fields: ClaimFields) -> dict[str, int]:
    """The number under which the claim's page shows each passage, by evidence id."""
    return {e.id or "": number for number, e in enumerate(in_stance_order(fields), 1)}
