"""Honesty: whether a claim's evidence bears out its rating, and whether its dates can be right.

In: the catalog and the build's date. Out: problems and warnings at the fields concerned. A rating
says itself what it needs; nothing here knows any rating by name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factpress.content.places import place_of
from factpress.evidence.needs import Requirement, lacking, measures, requirements
from factpress.evidence.origin_rules import why_joined
from factpress.model.cards import CardKey, Catalog, Claim, Source
from factpress.model.field_types import period_bounds
from factpress.model.known_dates import first_day
from factpress.model.needs import Needs
from factpress.model.problems import Problem, Severity, quoted
from factpress.model.schema import Change, Evidence

_NOTHING = Needs()


def check_honesty(catalog: Catalog, as_of: dt.date) -> Iterator[Problem]:
    """Every claim against its rating's needs and the gates; every source against its date."""
    for claim in catalog.claims.values():
        yield from check_rating(claim, catalog)
        yield from _check_dates(claim, catalog, as_of)
        yield from _check_voices(claim, catalog)
        yield from _check_history(claim)
    for source in catalog.sources.values():
        yield from _check_published(source, catalog, as_of)
        if source.fields.dated.how == "inferred" and not source.fields.dated.note:
            message = "date is inferred, and no note says how; write {how: inferred, note: …}"
            yield _at(source, "dated", message, "warning")


def check_rating(claim: Claim, catalog: Catalog) -> Iterator[Problem]:
    """Whether a claim's evidence meets what its rating needs, and what no other rating does.

    Ratings without needs take no part, nor do claims that are withdrawn or merged into others.
    """
    fields = claim.fields
    ratings = [rating for rating in catalog.publication.ratings if rating.needs != _NOTHING]
    own = next((each for each in ratings if each.id == fields.rating), None)
    is_readable = all(CardKey("source", e.source) not in catalog.unread for e in fields.evidence)
    is_gone = fields.withdrawn is not None or fields.merged_into is not None
    if is_gone or not is_readable or (own is None and fields.rating_note is None):
        return
    has = measures(claim, catalog)
    required = {each.id: requirements(each.needs, has, catalog) for each in ratings}
    met = [name for name, needed in required.items() if not lacking(needed)]
    others = [name for name in met if name != fields.rating]
    if own and own.id not in met:
        yield from _unmet(claim, catalog, lacking(required[own.id]), others, len(ratings))
    elif others and own and fields.rating_note is None:
        yield _at(claim, "rating", _swappable(own.id, others, required))
    elif fields.rating_note is not None and not others:
        message = (
            "rating_note is not needed: the evidence meets the needs of no other rating; remove it"
        )
        yield _at(claim, "rating_note", message, "warning")


def _unmet(
    claim: Claim,
    catalog: Catalog,
    missing: Iterable[Requirement],
    others: Sequence[str],
    of: int,
) -> Iterator[Problem]:
    rating = claim.fields.rating
    met = f"meets the needs of {_listed(others)}" if others else "meets those of no other rating"
    instead = f"; the evidence as a whole {met}" if of > 1 else ""
    joins = why_joined(claim.fields.evidence, catalog)
    for each in missing:
        one = f", for {joins}" if joins and "origin" in each.words else ""
        message = f"rating {quoted(rating)} needs {each.words}; {each.found}{one}{instead}"
        yield _at(claim, "rating", message)


def _swappable(
    own: str, others: Sequence[str], required: Mapping[str, Sequence[Requirement]]
) -> str:
    """The message where a claim's evidence would bear another rating as well."""
    parting = "; ".join(
        f"{quoted(one)} asks for {_besides(required[one], required[other])} that "
        f"{quoted(other)} does not"
        for other in others
        for one, other in ((own, other), (other, own))
    )
    return (
        f"evidence meets the needs of {quoted(own)} and those of {_listed(others)} as well, so the "
        f"one could stand for the other unnoticed: {parting}. Part them by the stances, speakers "
        "and origins of the passages, or by the needs of the scale; or say in rating_note, for "
        "readers, why the claim is not the other"
    )


def _besides(needed: Sequence[Requirement], other: Sequence[Requirement]) -> str:
    words = [each.words for each in needed if each not in other]
    return " and ".join(words) or "nothing"


def _listed(ratings: Sequence[str]) -> str:
    return " and ".join(map(quoted, ratings))


def _sources_of(claim: Claim, catalog: Catalog) -> list[Source]:
    ids = dict.fromkeys(e.source for e in claim.fields.evidence)
    return [catalog.sources[source_id] for source_id in ids if source_id in catalog.sources]


def _check_dates(claim: Claim, catalog: Catalog, as_of: dt.date) -> Iterator[Problem]:
    fields = claim.fields
    published = [first_day(source.fields.published) for source in _sources_of(claim, catalog)]
    if published and fields.checked < min(published):
        message = (
            f"checked on {fields.checked}, before any of its sources was published "
            f"(the first on {min(published)})"
        )
        yield _at(claim, "checked", message)
    if fields.checked > as_of:
        message = (
            f"checked on {fields.checked}, which is after today, {as_of}; the claim is held back "
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
    yield from _check_done(claim, catalog, as_of)


def _check_done(claim: Claim, catalog: Catalog, as_of: dt.date) -> Iterator[Problem]:
    """What is told as done, and dated after the first day on which the claim can be shown."""
    last, severity = _last_day(claim, catalog, as_of)
    for index, change in enumerate(claim.fields.changes):
        if change.date > last:
            message = (
                f"change is dated {change.date}, which is after {_named_day(last, as_of)}; a "
                "change is written down when it is made"
            )
            yield _at(claim, f"changes.{index}.date", message, severity)
    for index, appearance in enumerate(claim.fields.appearances):
        if appearance.date and appearance.date > last:
            message = (
                f"appearance is dated {appearance.date}, which is after {_named_day(last, as_of)}; "
                "correct the date"
            )
            yield _at(claim, f"appearances.{index}.date", message, severity)


def _check_published(source: Source, catalog: Catalog, as_of: dt.date) -> Iterator[Problem]:
    last, severity = _last_day(source, catalog, as_of)
    published = first_day(source.fields.published)
    if published > last:
        message = (
            f"published on {published}, which is after {_named_day(last, as_of)}, "
            "and there is a saved copy of it; correct the date"
        )
        yield _at(source, "published", message, severity)


def _last_day(card: Claim | Source, catalog: Catalog, as_of: dt.date) -> tuple[dt.date, Severity]:
    """The last day that a card may tell of as past, and how grave it is to tell of a later one."""
    held = catalog.held_back.get(card.key)
    if held is None:
        return as_of, "error"
    return (held.until, "error") if held.until else (as_of, "warning")


def _named_day(day: dt.date, as_of: dt.date) -> str:
    return f"today, {as_of}" if day == as_of else f"{day}, the day on which it is to appear"


def _check_voices(claim: Claim, catalog: Catalog) -> Iterator[Problem]:
    fields = claim.fields
    voices = {v for e in fields.evidence for v in e.speakers or (_publisher(e, catalog),)}
    for index, claimant in enumerate(fields.claimants):
        if claimant in catalog.actors and claimant not in voices:
            message = f"claimant {quoted(claimant)} speaks in no passage of this card"
            yield _at(claim, f"claimants.{index}", message, "warning")
    tells = any(e.stance in ("asserts", "reports") for e in fields.evidence)
    if not fields.appearances and not tells:
        message = (
            "nobody makes this claim: no appearance, and no passage that asserts or reports it"
        )
        yield _at(claim, "claim", message, "warning")


def _check_history(claim: Claim) -> Iterator[Problem]:
    """A history of ratings must end at the rating that the claim has."""
    steps = rating_steps(claim)
    if steps and steps[0].to != claim.fields.rating:
        message = (
            f"the last change of rating under changes is to {quoted(steps[0].to or '')}, and "
            f"rating is {quoted(claim.fields.rating)}"
        )
        yield _at(claim, "rating", message)


def rating_steps(claim: Claim) -> list[Change]:
    """The changes of rating, the latest first; of one day, the one lower in the card is later."""
    numbered = enumerate(claim.fields.changes)
    steps = [(change.date, number) for number, change in numbered if change.kind == "rating"]
    return [claim.fields.changes[number] for _, number in sorted(steps, reverse=True)]


def _publisher(evidence: Evidence, catalog: Catalog) -> str | None:
    source = catalog.sources.get(evidence.source)
    return source.fields.publisher if source else None


def _at(card: Claim | Source, field: str, message: str, severity: Severity = "error") -> Problem:
    return Problem(card.path, *place_of(card, field), message, severity)
