"""Dates: whether those of claims, passages and sources can be right.

In: the catalog and the day of the build. Out: problems and warnings at the fields concerned. Only
what is certainly wrong is an error: where a date is known to the month, its first day counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from factpress.content.places import place_of
from factpress.model.cards import Catalog, Claim, Source
from factpress.model.field_types import period_bounds
from factpress.model.known_dates import first_day
from factpress.model.problems import Problem, Severity


def check_dates(catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    """The dates of every claim and source."""
    for claim in catalog.claims.values():
        yield from _check_dates(claim, catalog, today)
    for source in catalog.sources.values():
        yield from _check_published(source, catalog, today)
        if source.fields.dated.how == "inferred" and not source.fields.dated.note:
            message = "date is inferred, and no note says how; write {how: inferred, note: …}"
            yield _at(source, "dated", message, "warning")


def _sources_of(claim: Claim, catalog: Catalog) -> list[Source]:
    ids = dict.fromkeys(e.source for e in claim.fields.evidence)
    return [catalog.sources[source_id] for source_id in ids if source_id in catalog.sources]


def _check_dates(claim: Claim, catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    fields = claim.fields
    published = [first_day(source.fields.published) for source in _sources_of(claim, catalog)]
    if published and fields.checked < min(published):
        message = (
            f"checked on {fields.checked}, before any of its sources was published "
            f"(the first on {min(published)})"
        )
        yield _at(claim, "checked", message)
    if fields.checked > today:
        message = (
            f"checked on {fields.checked}, which is after today, {today}; the claim is held back "
            "until then"
        )
        yield _at(claim, "checked", message, "warning")
    if fields.said and published and period_bounds(fields.said)[0] > max(published):
        message = f"said in {fields.said}, after all of its sources were published"
        yield _at(claim, "said", message)
    for index, evidence in enumerate(fields.evidence):
        source = catalog.sources.get(evidence.source)
        if (
            source
            and evidence.said
            and period_bounds(evidence.said)[0] > first_day(source.fields.published)
        ):
            message = (
                f"said in {evidence.said}, after the source was published on "
                f"{first_day(source.fields.published)}"
            )
            yield _at(claim, f"evidence.{index}.said", message)
    yield from _check_done(claim, catalog, today)


def _check_done(claim: Claim, catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    """What is told as done, and dated after the first day on which the claim can be shown."""
    last, severity = _last_day(claim, catalog, today)
    for index, change in enumerate(claim.fields.changes):
        if change.date > last:
            message = (
                f"change is dated {change.date}, which is after {_named_day(last, today)}; a "
                "change is written down when it is made"
            )
            yield _at(claim, f"changes.{index}.date", message, severity)
    for index, appearance in enumerate(claim.fields.appearances):
        if appearance.date and appearance.date > last:
            message = (
                f"appearance is dated {appearance.date}, which is after {_named_day(last, today)}; "
                "correct the date"
            )
            yield _at(claim, f"appearances.{index}.date", message, severity)


def _check_published(source: Source, catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    last, severity = _last_day(source, catalog, today)
    published = first_day(source.fields.published)
    if published > last:
        message = (
            f"published on {published}, which is after {_named_day(last, today)}, "
            "and there is a saved copy of it; correct the date"
        )
        yield _at(source, "published", message, severity)


def _last_day(card: Claim | Source, catalog: Catalog, today: dt.date) -> tuple[dt.date, Severity]:
    """The last day that a card may tell of as past, and how grave it is to tell of a later one."""
    held = catalog.held_back.get(card.key)
    if held is None:
        return today, "error"
    return (held.until, "error") if held.until else (today, "warning")


def _named_day(day: dt.date, today: dt.date) -> str:
    return f"today, {today}" if day == today else f"{day}, the day on which it is to appear"


def _at(card: Claim | Source, field: str, message: str, severity: Severity = "error") -> Problem:
    return Problem(card.path, *place_of(card, field), message, severity)
