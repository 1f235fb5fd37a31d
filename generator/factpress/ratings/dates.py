"""Date rules: whether the dates of claims, passages and sources can be right.

In: the catalog and the day of the build. Out: problems and warnings at the fields concerned. Only a
date that is certainly wrong is an error: where the month is known, its first day counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from factpress.content.catalog import assemble
from factpress.content.claim_facts import claim_zone, date_of, own_passages
from factpress.content.history import too_late
from factpress.content.places import problem_at
from factpress.model.card_parts import (
    Appearance,
    bounds,
    by_date,
    first_day,
    in_plain_words,
    last_day,
    lower_bound,
)
from factpress.model.cards import AnyCard, CardKey, Catalog, Claim, HeldBack, Source
from factpress.model.evidence import Proof, SavedCopy
from factpress.model.field_types import period_bounds
from factpress.model.instants import FIRST_INSTANT, LAST_INSTANT, in_utc
from factpress.model.moments import day_of
from factpress.model.problems import Problem, Severity
from factpress.model.schema import ClaimFields
from factpress.ratings.origins import joined_origins

if TYPE_CHECKING:
    # It brings YAML and pydantic-core, which an edit does not need.
    from factpress.content.settings_file import Settings

_DAYS_TO_COME = "no evidence speaks of days to come"


def check_dates(catalog: Catalog, now: dt.datetime) -> Iterator[Problem]:
    """The dates of every claim and every source."""
    for claim in catalog.claims.values():
        today = _today(claim, now)
        yield from _check_checked(claim, catalog, today)
        yield from _check_said(claim, catalog)
        yield from _check_as_of(claim, catalog, today)
        yield from _check_done(claim, catalog, today)
    for claim in catalog.open.values():
        yield from _check_said(claim, catalog)
        yield from _check_done(claim, catalog, _today(claim, now))
    for source in catalog.sources.values():
        yield from _check_published(source, catalog, now.date())
        if source.fields.dated.how == "inferred" and not source.fields.dated.note:
            message = "date is inferred, and no note says how; write {how: inferred, note: …}"
            yield problem_at(source, "dated", message, "warning")


def _today(claim: Claim, now: dt.datetime) -> dt.date:
    """The day of an instant in a claim's time zone, and no earlier one than in UTC."""
    return max(now.date(), now.astimezone(claim_zone(claim.fields)).date())


def check_publication(settings: Settings, today: dt.date) -> Iterator[Problem]:
    """The publication's own date."""
    period = settings.fields.as_of if settings.fields else None
    if period and period_bounds(period)[0] > today:
        message = f"as_of is {period}, which is after today, {today}; {_DAYS_TO_COME}"
        yield settings.problem("as_of", message)


def _check_checked(claim: Claim, catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    checked = claim.fields.checked
    ids = {e.source for e in claim.fields.evidence}
    published = [catalog.sources[i].fields.published for i in ids if i in catalog.sources]
    oldest = min(published, key=by_date, default=None)
    if oldest and checked < first_day(oldest):
        message = (
            f"checked on {checked}, before any of its sources was published "
            f"(the first {in_plain_words(oldest)})"
        )
        yield problem_at(claim, "checked", message)
    if checked > today and not claim.fields.embargo and not claim.fields.published:
        message = (
            f"checked on {checked}, which is after today, {today}; the claim is held back "
            "until then"
        )
        yield problem_at(claim, "checked", message, "warning")


def _check_said(claim: Claim, catalog: Catalog) -> Iterator[Problem]:
    """Words are said before they are published, and a claim is made before it is reported."""
    said = claim.fields.said
    last = _last_said(claim, catalog) if said else None
    if said and last and period_bounds(said)[0] > last:
        message = (
            f"said in {said}, after the claimants' own passages, the last of {last}; correct the "
            "date, or add the appearance where the claim was made then"
        )
        yield problem_at(claim, "said", message)
    for index, evidence in enumerate(claim.fields.evidence):
        source = catalog.sources.get(evidence.source)
        if not source or not evidence.said:
            continue
        published = source.fields.published
        if period_bounds(evidence.said)[0] > last_day(published):
            message = (
                f"said in {evidence.said}, after the source was published "
                f"{in_plain_words(published)}"
            )
            yield problem_at(claim, f"evidence.{index}.said", message)


def _last_said(claim: Claim, catalog: Catalog) -> dt.date | None:
    """The last day on which the claimants' quoted words, or an appearance, can be.

    None where nothing is quoted of them.
    """
    own = [e for each in claim.fields.claimants for e in own_passages(catalog, claim, each)]
    days = [
        period_bounds(e.said)[1] if e.said else last_day(catalog.sources[e.source].fields.published)
        for e in own
        if e.source in catalog.sources
    ]
    if not days:
        return None
    appeared = [_last_appeared(each, catalog) for each in claim.fields.appearances]
    return max([*days, *appeared])


def _last_appeared(appearance: Appearance, catalog: Catalog) -> dt.date:
    if appearance.date:
        return day_of(appearance.date)
    source = catalog.sources.get(appearance.source or "")
    return last_day(source.fields.published) if source else dt.date.max


def _check_as_of(claim: Claim, catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    own, (last, severity) = claim.fields.as_of, _limit(claim, catalog, today)
    if own and period_bounds(own)[0] > last:
        message = f"as_of is {own}, which is after {_named_day(last, today)}; {_DAYS_TO_COME}"
        yield problem_at(claim, "as_of", message, severity)
    period = own or catalog.publication.as_of
    asserting = [e for e in claim.fields.evidence if e.stance == "asserts"]
    if not period or not asserting or any(e.source not in catalog.sources for e in asserting):
        return
    first = min((date_of(catalog, e) for e in asserting), key=bounds)
    if period_bounds(period)[1] < bounds(first)[0]:
        whose = "as_of is" if own else "has no as_of, and the publication's is"
        message = (
            f"{whose} {period}, before the first passage that asserts the claim "
            f"({lower_bound(first) or first}); write the day or month up to which the evidence "
            "speaks"
        )
        yield problem_at(claim, "as_of" if own else "claim", message)


def _check_done(claim: Claim, catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    """Report changes and appearances after the first day on which the claim can be shown."""
    last, severity = _limit(claim, catalog, today)
    for field, message in too_late(claim.fields.changes, last, _named_day(last, today)):
        yield problem_at(claim, field, message, severity)
    for index, appearance in enumerate(claim.fields.appearances):
        if appearance.date and day_of(appearance.date) > last:
            message = (
                f"appearance is dated {appearance.date}, which is after {_named_day(last, today)}; "
                "correct the date"
            )
            yield problem_at(claim, f"appearances.{index}.date", message, severity)


def _check_published(source: Source, catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    last, severity = _limit(source, catalog, today)
    published = source.fields.published
    if first_day(published) > last:
        message = (
            f"published {in_plain_words(published)}, which is after {_named_day(last, today)}, "
            "and there is a saved copy of it; correct the date"
        )
        yield problem_at(source, "published", message, severity)


def _limit(card: Claim | Source, catalog: Catalog, today: dt.date) -> tuple[dt.date, Severity]:
    """The last day that a card may call past, and the severity of a later one."""
    held = catalog.held_back.get(card.key)
    if held is None:
        return today, "error"
    if held.until is None:
        return today, "warning"
    fields = card.fields
    zone = claim_zone(fields) if isinstance(fields, ClaimFields) else dt.UTC
    return max(held.until.date(), held.until.astimezone(zone).date()), "error"


def _named_day(day: dt.date, today: dt.date) -> str:
    return f"today, {today}" if day == today else f"{day}, the day on which it is to appear"


# The proof of the publication as it is shown on a day.

_Span = tuple[int, int]


def quoted_by_day(
    source: Source,
    spans: Sequence[tuple[CardKey, _Span]],
    held: Mapping[CardKey, HeldBack],
    count: Callable[[list[_Span]], int],
) -> tuple[int, tuple[tuple[str, int], ...]]:
    """How much of a source is quoted once every card is shown, and before each instant when one is.

    `spans` are quoted by the cards named; drafts do not count.
    """
    first = _first(source.key, held)
    timed = [(_first(key, held), span) for key, span in spans]
    instants = sorted({instant for instant, _ in timed if first < instant < LAST_INSTANT})

    def before(limit: dt.datetime) -> int:
        return count([span for instant, span in timed if instant < limit])

    return before(LAST_INSTANT), tuple((in_utc(each), before(each)) for each in instants)


def _first(key: CardKey, held: Mapping[CardKey, HeldBack]) -> dt.datetime:
    """The first instant at which a card is shown, as far as it is still to come."""
    return (held[key].until or LAST_INSTANT) if key in held else FIRST_INSTANT


def copies_at(copies: Mapping[str, SavedCopy], now: dt.datetime) -> Mapping[str, SavedCopy]:
    """Saved copies without the counts of days and instants that have come."""
    if not any(copy.before for copy in copies.values()):
        return copies
    past = in_utc(now)
    return {
        name: replace(copy, before=tuple(each for each in copy.before if each[0] > past))
        for name, copy in copies.items()
    }


def as_shown(checked: Catalog, cards: Sequence[AnyCard]) -> Catalog:
    """The catalog that readers see today, from one with cards of later days.

    `cards` are all cards.
    """
    held = checked.held_back
    if not any(each.until for each in held.values()):
        return checked
    shown = assemble(checked.publication, [card for card in cards if card.key not in held])
    texts = {key: text for key, text in checked.full_texts.items() if key in shown.sources}
    shown = shown._replace(
        proof=_part(checked.proof, shown),
        is_verified=checked.is_verified,
        is_proven=checked.is_proven,
        full_texts=texts,
        held_back=held,
        unread=checked.unread,
    )
    return shown._replace(joined=joined_origins(shown))


def _part(proof: Proof, catalog: Catalog) -> Proof:
    """The part of a proof that is of a catalog's own cards, with counts of their passages."""
    shown, sources = {*catalog.claims, *catalog.open}, catalog.sources
    return Proof(
        {key: found for key, found in proof.passages.items() if key.claim_id in shown},
        {key: found for key, found in proof.defects.items() if key.claim_id in sources},
        {name: _shown(copy) for name, copy in proof.copies.items() if name in sources},
        tuple(pair for pair in proof.alike if pair.first in sources and pair.second in sources),
    )


def _shown(copy: SavedCopy) -> SavedCopy:
    """A copy with the count of today; the count with contexts is known for the last day alone."""
    if not copy.before:
        return copy
    return replace(copy, quoted=copy.before[0][1], before=(), with_contexts=0)
