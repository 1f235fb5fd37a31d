"""Rating rules: a claim's evidence meets the needs of its rating, and of no other.

In: the catalog. Out: problems and warnings at the fields concerned. The settings give the needs;
nothing here knows a rating by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from factpress.content.places import problem_at
from factpress.model.card_parts import Change, Evidence
from factpress.model.cards import CardKey, Catalog, Claim
from factpress.model.problems import Problem, quoted
from factpress.model.settings import NO_NEEDS
from factpress.ratings.copies import alike_pairs, likeness
from factpress.ratings.needs import Requirement, lacking, measures, name_of, requirements
from factpress.ratings.origins import SameName, issuers, origins_of, same_names


def why_joined(evidence: Iterable[Evidence], catalog: Catalog) -> str:
    """The reasons why origins of passages count as one although cards name several, or nothing."""
    known = [e for e in evidence if e.source in catalog.sources]
    actors = dict.fromkeys(a for e in known for a in (*origins_of(e, catalog.sources), *issuers(e)))
    reasons = [
        *_names_in_common(actors, catalog),
        *_parts(actors, catalog),
        *_statements(known, catalog),
        *_copied({e.source for e in known}, catalog),
    ]
    return ", and ".join(reasons)


def _copied(sources: Set[str], catalog: Catalog) -> Iterator[str]:
    """The likeness of documents to each other, or else to a third of which both are copies."""
    joined = catalog.joined.sources
    of_these = [joined[source] for source in sources if source in joined]
    pairs = [
        pair
        for pair in alike_pairs(catalog)
        if pair.is_one and of_these.count(joined.get(pair.first, "")) > 1
    ]
    direct = [pair for pair in pairs if {pair.first, pair.second} <= sources]
    for pair in direct or [pair for pair in pairs if sources & {pair.first, pair.second}]:
        like = likeness(pair, pair.second)
        yield f"the document of {quoted(pair.second)} {like} {quoted(pair.first)}"


def _names_in_common(actors: Iterable[str], catalog: Catalog) -> Iterator[str]:
    known = {each: catalog.actors[each] for each in actors if each in catalog.actors}
    for pair in same_names(known):
        yield f"actors {quoted(pair.first)} and {quoted(pair.second)} {called(pair)}"


def called(pair: SameName) -> str:
    if pair.is_by_initials:
        return f"seem to be one: {pair.name} is the initials of {pair.other}"
    return f"are both called {pair.other}"


def _statements(evidence: Iterable[Evidence], catalog: Catalog) -> Iterator[str]:
    """The speakers whose statement is in documents of several origins."""
    spoken: dict[str, dict[str, tuple[str, ...]]] = {}
    for e in evidence:
        for speaker in issuers(e):
            spoken.setdefault(speaker, {})[e.source] = origins_of(e, catalog.sources)
    several = {
        speaker: sources for speaker, sources in spoken.items() if len(set(sources.values())) > 1
    }
    for speaker, sources in several.items():
        yield f"{name_of(speaker, catalog)} speaks in {listed(map(quoted, sources))}"
    if several:
        yield (
            "who issues a statement is its origin (where a paper has its own account, say so with "
            "origin)"
        )


def listed(words: Iterable[str]) -> str:
    """Words in a row, with commas and "and"."""
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def _parts(actors: Iterable[str], catalog: Catalog) -> Iterator[str]:
    """Each step from an origin up to what it is part of, where that joins it to another."""
    actors = list(actors)
    joined = [catalog.joined.actors.get(each) for each in actors]
    above = [each for each, at in zip(actors, joined, strict=True) if at and joined.count(at) > 1]
    seen: set[tuple[str, str]] = set()
    while above:
        actor = catalog.actors.get(above.pop(0))
        if actor and actor.fields.kind != "state":
            for whole in actor.fields.part_of:
                step = (actor.key.id, whole)
                if step not in seen:
                    seen.add(step)
                    above.append(whole)
                    yield f"{actor.fields.name} is part of {name_of(whole, catalog)}"


def check_ratings(catalog: Catalog) -> Iterator[Problem]:
    """Check every claim against the needs of its rating."""
    for claim in catalog.claims.values():
        yield from check_rating(claim, catalog)
        yield from _check_voices(claim, catalog)
        yield from _check_history(claim)


def check_rating(claim: Claim, catalog: Catalog) -> Iterator[Problem]:
    """Check that a claim's evidence meets the needs of its rating, and of no other rating.

    Ratings without needs take no part, nor do claims that are withdrawn or merged into others.
    """
    fields = claim.fields
    ratings = [rating for rating in catalog.publication.ratings if rating.needs != NO_NEEDS]
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
        yield problem_at(claim, "rating", _swappable(own.id, others, required))
    elif fields.rating_note is not None and not others:
        message = (
            "rating_note is not needed: the evidence meets the needs of no other rating; remove it"
        )
        yield problem_at(claim, "rating_note", message, "warning")


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
        yield problem_at(claim, "rating", message)


def _swappable(
    own: str, others: Sequence[str], required: Mapping[str, Sequence[Requirement]]
) -> str:
    """The message where a claim's evidence meets the needs of another rating as well."""
    parting = "; ".join(
        f"{quoted(one)} asks for {_besides(required[one], required[other])} that "
        f"{quoted(other)} does not"
        for other in others
        for one, other in ((own, other), (other, own))
    )
    return (
        f"evidence meets the needs of {quoted(own)} and also those of {_listed(others)}, so one "
        f"could replace the other unnoticed: {parting}. Distinguish them by the stances, speakers "
        "and origins of the passages, or by the needs of the scale; or tell readers in "
        "rating_note why the claim is not the other"
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
    voices.update(actor for each in fields.appearances for actor in each.by)
    for index, claimant in enumerate(fields.claimants):
        if claimant in catalog.actors and claimant not in voices:
            message = (
                f"claimant {quoted(claimant)} speaks in no passage of this card, and no appearance "
                f"is theirs; write by: {claimant} under the appearance where they made the claim"
            )
            yield problem_at(claim, f"claimants.{index}", message, "warning")
    tells = any(e.stance in ("asserts", "reports") for e in fields.evidence)
    if not fields.appearances and not tells:
        message = (
            "nobody makes this claim: no appearance, and no passage that asserts or reports it"
        )
        yield problem_at(claim, "claim", message, "warning")


def _check_history(claim: Claim) -> Iterator[Problem]:
    """A history of ratings must end at the rating that the claim has."""
    steps = rating_steps(claim)
    # A change that does not say what it is to is reported as such.
    if steps and steps[0].to and steps[0].to != claim.fields.rating:
        message = (
            f"the last change of rating under changes is to {quoted(steps[0].to)}, but "
            f"rating is {quoted(claim.fields.rating)}"
        )
        yield problem_at(claim, "rating", message)


def rating_steps(claim: Claim) -> list[Change]:
    """The changes of rating, the latest first; of one day, the one lower in the card is later."""
    numbered = enumerate(claim.fields.changes)
    steps = [(change.date, number) for number, change in numbered if change.kind == "rating"]
    return [claim.fields.changes[number] for _, number in sorted(steps, reverse=True)]


def _publisher(evidence: Evidence, catalog: Catalog) -> str | None:
    source = catalog.sources.get(evidence.source)
    return source.fields.publisher if source else None
