"""Honesty: whether a claim's evidence bears out its rating.

In: the catalog. Out: problems and warnings at the fields concerned. A rating says itself what it
needs; nothing here knows any rating by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factpress.content.places import place_of
from factpress.evidence.origins import independent_origins
from factpress.model.cards import Catalog, Claim, Source
from factpress.model.problems import Problem, Severity, quoted
from factpress.model.schema import Change, Evidence, Stance
from factpress.model.settings import Needs

_NOTHING = Needs()


def check_honesty(catalog: Catalog) -> Iterator[Problem]:
    """Every claim against its rating's needs and the gates."""
    ratings = {rating.id: rating for rating in catalog.publication.ratings}
    for claim in catalog.claims.values():
        rating = ratings.get(claim.fields.rating)
        if rating:
            for missing in unmet(rating.needs, claim, catalog):
                message = f"rating {quoted(rating.id)} needs {missing}"
                yield _at(claim, "rating", message)
        yield from _check_voices(claim, catalog)
        yield from _check_history(claim)


def unmet(needs: Needs, claim: Claim, catalog: Catalog) -> Iterator[str]:
    """What a rating needs and the claim's evidence lacks, in words."""
    if needs == _NOTHING:
        return
    evidence = claim.fields.evidence
    stances = {e.stance for e in evidence}
    speakers = {speaker for e in evidence for speaker in e.speakers}
    documents = {e.source for e in evidence}
    asserting = _origins(evidence, ("asserts",), catalog)
    telling = _origins(evidence, ("asserts", "reports"), catalog)
    counts = (
        (needs.origins, len(asserting), "independent {} among passages that assert", "origin"),
        (needs.passages, len(evidence), "{}", "passage"),
        (needs.sources, len(documents), "{}", "document"),
        (needs.speakers, len(speakers), "different {}", "speaker"),
    )
    for least, number, phrase, noun in counts:
        if least is not None and number < least:
            words = phrase.format(noun if least == 1 else f"{noun}s")
            named = f" ({_named(asserting, catalog)})" if noun == "origin" and asserting else ""
            yield f"at least {least} {words}; the evidence has {number}{named}"
    if needs.max_origins is not None and len(telling) > needs.max_origins:
        yield (
            f"at most {needs.max_origins} independent "
            f"{'origin' if needs.max_origins == 1 else 'origins'} among passages that assert or "
            f"report; the evidence has {len(telling)} ({_named(telling, catalog)})"
        )
    for stance in needs.stances:
        if stance not in stances:
            yield f"a passage that {stance}; the evidence has none"
    if needs.any_stance and stances.isdisjoint(needs.any_stance):
        yield f"a passage that {' or '.join(needs.any_stance)}; the evidence has none"
    for stance in needs.no_stances:
        if stance in stances:
            yield f"that no passage {stance}; the evidence has one"


def _origins(
    evidence: Iterable[Evidence], stances: tuple[Stance, ...], catalog: Catalog
) -> tuple[tuple[str, ...], ...]:
    return independent_origins((e for e in evidence if e.stance in stances), catalog.sources)


def _named(origins: tuple[tuple[str, ...], ...], catalog: Catalog) -> str:
    def name(actor_id: str) -> str:
        actor = catalog.actors.get(actor_id)
        return actor.fields.name if actor else actor_id

    return "; ".join(" with ".join(name(actor_id) for actor_id in group) for group in origins)


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
