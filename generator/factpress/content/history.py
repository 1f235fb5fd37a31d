"""The dated history of claims and of the rating scale; withdrawn and merged claims.

In: a claim, the catalog or the settings, and the day of the build. Out: the entries of a history,
and problems with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from factpress.content.places import problem_at
from factpress.model.card_parts import Change
from factpress.model.cards import AnyCard, Catalog, Claim
from factpress.model.problems import Problem, quoted, unknown
from factpress.model.schema import ClaimFields

if TYPE_CHECKING:
    # It brings YAML and pydantic-core, which an edit does not need.
    from factpress.content.settings_file import Settings


def history_of(claim: Claim) -> tuple[Change, ...]:
    """A claim's history: its `changes` in the order of the card, then its withdrawal.

    The withdrawal is one of `changes` already where an entry of that kind has the same day.
    """
    changes, withdrawn = claim.fields.changes, claim.fields.withdrawn
    if withdrawn is None:
        return changes
    if any(each.kind == "withdrawn" and each.date == withdrawn.date for each in changes):
        return changes
    return (*changes, Change(date=withdrawn.date, kind="withdrawn", note=withdrawn.note))


def _mistakes(
    changes: Sequence[Change], scale: Sequence[str], *, of_scale: bool = False
) -> Iterator[tuple[str, str]]:
    """Kinds that do not belong in a history, and ratings off the scale: field and message."""
    for index, change in enumerate(changes):
        if of_scale and change.kind != "scale":
            yield (
                f"changes.{index}.kind",
                f"kind {quoted(change.kind)} is for a claim, under changes of its card; of the "
                "rating scale the kind is scale",
            )
        if not of_scale and change.kind == "scale":
            yield (
                f"changes.{index}.kind",
                'kind "scale" is for the rating scale, under changes of publication.yaml; of a '
                "claim the kind is update, correction, rating, withdrawn or merged",
            )
        for name, value in (("from", change.from_), ("to", change.to)):
            field = f"changes.{index}.{name}"
            if change.kind == "rating" and value is None:
                yield field, f'change of rating needs "{name}": a rating of the scale'
            elif value is not None and value not in scale:
                yield field, unknown(name, value, scale, is_not="is not on the scale")


def check_changes(claim: Claim, scale: Sequence[str]) -> Iterator[Problem]:
    """Report entries of a claim's history of a wrong kind, or with ratings off the scale."""
    for field, message in _mistakes(claim.fields.changes, scale):
        yield problem_at(claim, field, message)


def check_scale_history(settings: Settings, today: dt.date) -> Iterator[Problem]:
    """Problems with the history of the rating scale."""
    if settings.fields is None:
        return
    changes = settings.fields.changes
    scale = [rating.id for rating in settings.fields.ratings]
    for field, message in _mistakes(changes, scale, of_scale=True):
        yield settings.problem(field, message)
    for field, message in too_late(changes, today, f"today, {today}"):
        yield settings.problem(field, message)


def too_late(changes: Sequence[Change], last: dt.date, named: str) -> Iterator[tuple[str, str]]:
    """Entries dated after the last day that is allowed: field and message."""
    for index, change in enumerate(changes):
        if change.date > last:
            yield (
                f"changes.{index}.date",
                f"change is dated {change.date}, which is after {named}; a change is written down "
                "when it is made",
            )


# Claims that were withdrawn, or merged into another claim.


def is_former(card: AnyCard) -> bool:
    """Whether a card is a claim that is withdrawn or merged."""
    fields = card.fields
    return isinstance(fields, ClaimFields) and bool(fields.withdrawn or fields.merged_into)


def is_open(card: AnyCard) -> bool:
    """Whether a card is a claim without a rating: an open one, or a draft with gaps."""
    fields = card.fields
    if not isinstance(fields, ClaimFields) or is_former(card):
        return False
    is_rated = fields.rating and fields.reason and fields.evidence and fields.checked > dt.date.min
    return fields.status == "open" or not is_rated


def quoting_claims(catalog: Catalog) -> Iterator[Claim]:
    """The claims whose passages readers see: the rated and the open ones."""
    yield from catalog.claims.values()
    yield from catalog.open.values()


def shows_body(card: AnyCard) -> bool:
    """Whether readers see a card's body.

    The body of a withdrawn claim with evidence is the analysis of that, and is withdrawn too;
    without evidence it is the text of the notice.
    """
    fields = card.fields
    if not isinstance(fields, ClaimFields) or not is_former(card):
        return True
    return fields.merged_into is None and not fields.evidence


def end_of(claim_id: str, merged: Mapping[str, Claim], claims: Container[str]) -> str | None:
    """The claim that another has become after all mergers; None where they lead to none."""
    seen: set[str] = set()
    while claim_id in merged and claim_id not in seen:
        seen.add(claim_id)
        claim_id = merged[claim_id].fields.merged_into or ""
    return claim_id if claim_id in claims else None


def contradictions(fields: ClaimFields) -> Iterator[tuple[str, str]]:
    """Contradictions on a card that withdraws or merges its claim: field and message."""
    if fields.withdrawn and fields.merged_into:
        yield (
            "merged_into",
            "a claim is either withdrawn, and its address keeps a notice, or merged, and its "
            "address leads to another claim; remove merged_into or withdrawn",
        )
    if fields.draft and (fields.withdrawn or fields.merged_into):
        state = "withdrawn" if fields.withdrawn else "merged"
        yield (
            "draft",
            f"a claim that is {state} cannot be a draft: its address stays public; remove draft",
        )
    if fields.status == "open":
        for name in ("rating", "reason", "rating_note"):
            if getattr(fields, name):
                yield (
                    name,
                    f"a claim whose status is open has no {name}; remove status once the claim is "
                    f"rated, or remove {name}",
                )
    if fields.merged_into and not any(change.kind == "merged" for change in fields.changes):
        yield (
            "merged_into",
            "a merger needs a dated entry; fill in and "
            + ("add to changes: " if fields.changes else "paste changes: [")
            + '{date: YYYY-MM-DD, kind: merged, note: ""}'
            + ("" if fields.changes else "]"),
        )


def check_mergers(catalog: Catalog) -> Iterator[Problem]:
    """Report mergers into claims that are withdrawn or lead back; `check` reports unknown ids."""
    for claim in catalog.merged.values():
        target = claim.fields.merged_into or ""
        if target == claim.key.id:
            message = "merged_into names this card itself; name the claim it is now a part of"
        elif target in catalog.withdrawn:
            message = (
                f"merged_into names {quoted(target)}, which is withdrawn; name a published "
                "claim, or withdraw this one too"
            )
        elif circle := _circle(claim.key.id, catalog.merged):
            way = " → ".join(circle)
            message = f"merged_into leads back to this card ({way}); break the circle"
        else:
            continue
        yield problem_at(claim, "merged_into", message)


def _circle(claim_id: str, merged: Mapping[str, Claim]) -> list[str]:
    """The mergers that lead from a claim back to it, or none."""
    way = [claim_id]
    while way[-1] in merged and way[-1] not in way[:-1]:
        way.append(merged[way[-1]].fields.merged_into or "")
    return way if len(way) > 1 and way[-1] == claim_id else []


def no_more(catalog: Catalog, claim_id: str, named: Container[str] = ()) -> str | None:
    """Why a claim cannot be named, and which one to name instead; None where it can be named.

    `named` are the claims that are named already, or cannot be.
    """
    if claim_id in catalog.withdrawn:
        return f"claim {quoted(claim_id)} is withdrawn; remove it"
    if claim_id not in catalog.merged:
        return None
    end = end_of(claim_id, catalog.merged, catalog.claims)
    if end is None or end in named:
        into = quoted(end or catalog.merged[claim_id].fields.merged_into or "")
        return f"claim {quoted(claim_id)} is merged into {into}; remove it"
    return f"claim {quoted(claim_id)} is merged into {quoted(end)}; name that instead"


def check_days(catalog: Catalog, today: dt.date) -> Iterator[Problem]:
    """Report dates of withdrawn and merged claims that are after the day of the build."""
    for claim in (*catalog.withdrawn.values(), *catalog.merged.values()):
        withdrawn = claim.fields.withdrawn
        if withdrawn and withdrawn.date > today:
            message = (
                f"claim is withdrawn on {withdrawn.date}, which is after today, {today}; a "
                "withdrawal is written down when it is made"
            )
            yield problem_at(claim, "withdrawn.date", message)
        for field, message in too_late(claim.fields.changes, today, f"today, {today}"):
            yield problem_at(claim, field, message)
