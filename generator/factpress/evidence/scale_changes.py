"""No silent change of the scale: ratings that say otherwise than before, without a dated entry.

In: the lock's record and that of the cards. Out: a problem for each such change, with the line to
paste. How a change without its entry is worded is here too, for claims and the scale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from factpress.evidence.comparison import Comparison, NewEntries, new_entries, reads_alike
from factpress.model.problems import Problem, quoted
from factpress.model.record import RatingRecord

GONE = (
    "an entry of changes that is in the lock is gone or reworded: what stood in {whose} history "
    "stays there; put it back, and add another"
)
WHEN = "when the lock was written"
# What of a rating is a change of the scale.
_OF_SCALE = ("label", "definition", "needs", "value")


def silent(what: str, paste: str) -> str:
    """That a change has no entry, with what to paste."""
    return f"{what}, and nothing under changes tells readers of it; fill in and {paste}"


def early(new: NewEntries, number: int) -> str:
    """That an entry is dated before the changes that it could tell of."""
    return (
        f"change is dated {new.early[number].date}, and tells of no change that is new since the "
        f"lock was written, on {new.since} or later; date it on the day on which readers are told"
    )


def scale_changes(compared: Comparison) -> Iterator[Problem]:
    """Every change of the scale that no dated entry tells of."""
    changes, before = compared.catalog.publication.changes, compared.before.scale
    if Counter(before) - Counter(compared.after.scale):
        yield _at_scale(compared, "changes", GONE.format(whose="the scale's"))
        return
    new = new_entries(changes, before, compared.written)
    if not any(change.kind == "scale" for change in new.timely.values()):
        found = list(_silent_scale(compared))
        too_early = [
            _at_scale(compared, f"changes.{number}.date", early(new, number))
            for number in new.early
        ]
        yield from (too_early if found and too_early else found)


def _silent_scale(compared: Comparison) -> Iterator[Problem]:
    found = list(_of_ratings(compared))
    entry = compared.entry("scale")
    paste = compared.paste(None, [entry] * len(found), entry)
    for field, what in found:
        yield _at_scale(compared, field, silent(f"{what} {WHEN}", paste))


def _of_ratings(compared: Comparison) -> Iterator[tuple[str, str]]:
    """Every change of the scale: the field, and what was otherwise."""
    before, after = compared.before.ratings, compared.after.ratings
    damaged = {name for kind, name in compared.lock.damaged if kind == "rating"}
    for rating_id in before.keys() - after.keys() - damaged:
        yield "ratings", f"the scale had a rating {quoted(rating_id)}"
    for index, rating in enumerate(compared.catalog.publication.ratings):
        if rating.id in damaged:
            continue
        if rating.id not in before:
            yield f"ratings.{index}.id", f"the scale had no rating {quoted(rating.id)}"
            continue
        for name in _changed(before[rating.id], after[rating.id]):
            were = "were" if name == "needs" else "was"
            what = f"{name} of {quoted(rating.id)} {were} {_worded(before[rating.id], name)}"
            yield f"ratings.{index}.{name}", what


def _changed(before: RatingRecord, after: RatingRecord) -> Iterator[str]:
    for name in _OF_SCALE:
        one, other = getattr(before, name), getattr(after, name)
        is_text = isinstance(one, str)
        if not (reads_alike(one, other) if is_text else one == other):
            yield name


def _worded(rating: RatingRecord, name: str) -> str:
    value = getattr(rating, name)
    if isinstance(value, tuple):
        return quoted("; ".join(value) or "none", 200)
    return quoted(value if isinstance(value, str) else f"{value:g}", 200)


def _at_scale(compared: Comparison, field: str, message: str) -> Problem:
    while field and compared.settings.front and field not in compared.settings.front.places:
        field = field.rpartition(".")[0]
    return compared.settings.problem(field, message, compared.grave)
