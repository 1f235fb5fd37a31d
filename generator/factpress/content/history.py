"""The dated history of claims and of the rating scale.

In: a claim, or the settings and the build's day. Out: the entries of its history; problems with
those of the scale, and of kinds where they have no place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from factpress.content.settings_file import Settings
from factpress.model.cards import Claim
from factpress.model.problems import Problem, quoted, unknown
from factpress.model.schema import Change


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


def mistakes(
    changes: Sequence[Change], scale: Sequence[str], *, of_scale: bool = False
) -> Iterator[tuple[str, str]]:
    """Kinds that have no place in a history, and ratings off the scale: field and message."""
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


def check_scale_history(settings: Settings, today: dt.date) -> Iterator[Problem]:
    """What is wrong with the history of the rating scale."""
    if settings.fields is None:
        return
    changes = settings.fields.changes
    scale = [rating.id for rating in settings.fields.ratings]
    for field, message in mistakes(changes, scale, of_scale=True):
        yield settings.problem(field, message)
    for index, change in enumerate(changes):
        if change.date > today:
            message = (
                f"change is dated {change.date}, which is after today, {today}; a change is "
                "written down when it is made"
            )
            yield settings.problem(f"changes.{index}.date", message)
