"""Checks of findings: each names claims that readers see, with the rating that each has.

In: the settings, the catalog. Out: problems at their places in `publication.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from factpress.content.former_claims import no_more
from factpress.content.places import key_path
from factpress.content.settings_file import Settings
from factpress.model.cards import CardKey, Catalog, Claim, HeldBack
from factpress.model.problems import Problem, Severity, quoted, unknown


def check_findings(
    settings: Settings, catalog: Catalog, hidden: Severity = "error"
) -> Iterator[Problem]:
    """What is wrong with the findings; `hidden` is how grave it is to name a claim held back."""
    for number, finding in enumerate(catalog.publication.findings):
        field = f"findings.{number}.claims"
        unrated = list(_without_rating(settings, field))
        for claim_id in unrated:
            message = f"claim {quoted(claim_id)} has no rating here; write the rating that it has"
            yield settings.problem(key_path(f"{field}.{claim_id}"), message)
        if not finding.claims and not unrated:
            message = "finding names no claim; name at least one, with the rating that it has"
            yield settings.problem(field, message)
        for claim_id, rating_id in finding.claims.items():
            at_key = key_path(f"{field}.{claim_id}")
            held = catalog.held_back.get(CardKey("claim", claim_id))
            if held:
                yield settings.problem(at_key, _is_hidden(claim_id, held), hidden)
            claim = catalog.claims.get(claim_id)
            if claim:
                told = partial(settings.problem, f"{field}.{claim_id}")
                yield from map(told, _mistakes(catalog, claim, rating_id))
            elif gone := no_more(catalog, claim_id, finding.claims):
                yield settings.problem(at_key, gone)
            elif held is None and CardKey("claim", claim_id) not in catalog.unread:
                allowed = sorted(catalog.claims)
                message = unknown("claim", claim_id, allowed, is_not="has no card in claims/")
                yield settings.problem(at_key, message)


def _without_rating(settings: Settings, field: str) -> Iterator[str]:
    """Claims that a finding names and says nothing of, which are in no mapping of fields."""
    for path in settings.front.written.empty if settings.front else ():
        if path.startswith(f"{field}."):
            yield path.removeprefix(f"{field}.")


def _mistakes(catalog: Catalog, claim: Claim, stated: str) -> Iterator[str]:
    """What is wrong with the rating that a finding states of a claim."""
    fields = claim.fields
    named = f"claim {quoted(claim.key.id)}"
    scale = [rating.id for rating in catalog.publication.ratings]
    if stated not in scale:
        message = unknown("rating", stated, scale, is_not="is not on the scale")
        yield f"{message} The rating of {named} is {quoted(fields.rating)}."
    elif stated != fields.rating:
        yield (
            f"finding states {quoted(stated)} of {named}, whose rating is {quoted(fields.rating)}; "
            f"write {fields.rating} and see that the sentence says so, or leave the claim out"
        )


def _is_hidden(claim_id: str, held: HeldBack) -> str:
    if held.until is None:
        return (
            f"claim {quoted(claim_id)} is a draft, which is not published; publish it, or leave it "
            "out of the findings"
        )
    return f"claim {quoted(claim_id)} is held back until {held.until}; leave it out until then"
