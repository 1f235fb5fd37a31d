"""Honesty: whether a claim's evidence bears out its rating.

In: the catalog. Out: problems and warnings at the fields concerned. A rating says itself what it
needs; nothing here knows any rating by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from factpress.content.places import place_of
from factpress.evidence.joined_reasons import why_joined
from factpress.evidence.needs import Requirement, lacking, measures, requirements
from factpress.model.cards import CardKey, Catalog, Claim, Source
from factpress.model.needs import Needs
from factpress.model.problems import Problem, Severity, quoted
from factpress.model.schema import Change, Evidence

_NOTHING = Needs()


def check_honesty(catalog: Catalog) -> Iterator[Problem]:
    """Every claim against its rating's needs and the gates."""
    for claim in catalog.claims.values():
        yield from check_rating(claim, catalog)
        yield from _check_voices(claim, catalog)
        yield from _check_history(claim)


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
    asked = dict(each.least for each in other if each.least)
    words = [
        each.words
        for each in needed
        if each not in other and not (each.least and asked.get(each.least[0], 0) >= each.least[1])
    ]
    return " and ".join(words) or "nothing"


def _listed(ratings: Sequence[str]) -> str:
    return " and ".join(map(quoted, ratings))


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
