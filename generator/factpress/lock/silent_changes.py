"""Silent changes: changes of published claims and of the scale that no dated entry explains.

In: the lock's record compared with that of the cards. Out: a problem for each such change, with
the line to paste, and the claim it concerns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from factpress.content.history import history_of, is_former, is_open
from factpress.content.places import problem_at
from factpress.lock.comparison import Comparison, NewEntries, new_entries, reads_alike
from factpress.model.card_parts import ChangeKind, Evidence, Stance
from factpress.model.cards import Claim
from factpress.model.evidence import (
    ClaimRecord,
    PassageKey,
    PassageName,
    PassageRecord,
    RatingRecord,
)
from factpress.model.problems import Problem, quoted
from factpress.ratings.rules import rating_steps

SCALE = "publication.yaml"
# Entries of these kinds explain every change but one of the rating.
_EXPLAINING: tuple[ChangeKind, ...] = ("update", "correction")
_SIDES: tuple[Stance, ...] = ("asserts", "denies")
# Two passages that share at least this part of the shorter one count as the same words.
_MOSTLY = 0.5
# A change of the scale is one of these fields of a rating.
_OF_SCALE = ("label", "definition", "needs", "value")
_WHEN = "when the lock was written"
_GONE = (
    "an entry of changes that is in the lock is gone or reworded; entries of {whose} history "
    "stay: put it back, and add another"
)


class SilentChange(NamedTuple):
    """The problem of a change without an entry; `of` is the claim's id, or `SCALE`."""

    of: str
    problem: Problem


class _Unexplained(NamedTuple):
    """A change without an entry: its field, what the field said before, the entry to add."""

    field: str
    what: str
    entry: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """A passage of a card that is in the lock too, and the share of words that both have."""

    index: int
    evidence: Evidence
    share: float


def silent_changes(compared: Comparison) -> Iterator[SilentChange]:
    """Every change of a published claim, or of the scale, that no dated entry explains."""
    for claim_id, before in compared.before.claims.items():
        claim = compared.successors.get(claim_id)
        if claim is None or ("claim", claim_id) in compared.lock.damaged:
            continue
        # A claim that another one replaces is reported among the missing cards.
        is_itself = claim.key.id == claim_id or claim.key.id not in compared.before.claims
        if is_itself and compared.was_shown(before):
            for problem in _ClaimChanges(compared, claim, claim_id, before).problems():
                yield SilentChange(claim.key.id, problem)
    if compared.lock.version != 2:
        for problem in _scale_changes(compared):
            yield SilentChange(SCALE, problem)


class _ClaimChanges(NamedTuple):
    """A claim of the lock, and the card that is this claim now."""

    compared: Comparison
    claim: Claim
    claim_id: str
    before: ClaimRecord

    def problems(self) -> Iterator[Problem]:
        after = self.compared.after.claims.get(self.claim.key.id)
        if after is None:
            return  # a draft: it is reported among the missing cards
        if Counter(self.before.history) - Counter(after.history):
            yield self._at("changes", _GONE.format(whose="a claim's") + self._withdrawn_before())
            return
        known = "" if self.compared.was_later(self.claim_id) else self.before.checked
        new = new_entries(history_of(self.claim), self.before.history, known)
        found = [*self._rating(new.since), *self._apart_from_rating(new)]
        too_early = [self._early(number, new) for number in new.early]
        if too_early and (found or self._is_withdrawn_early(new)):
            yield from too_early
        else:
            needed = [each.entry for each in found]
            for each in found:
                paste = self.compared.paste(self.claim, needed, each.entry)
                yield self._at(each.field, _silent(each.what, paste))

    def _apart_from_rating(self, new: NewEntries) -> Iterator[_Unexplained]:
        """Changes apart from ratings. A version 2 lock knows none of them."""
        if self.compared.lock.version == 2:
            return
        kinds = {change.kind for change in new.timely.values()}
        yield from self._merger(kinds)
        if kinds.isdisjoint(_EXPLAINING):
            yield from self._words()
            if not is_former(self.claim):
                yield from self._passages()

    def _is_withdrawn_early(self, new: NewEntries) -> bool:
        is_new = bool(self.claim.fields.withdrawn) and not self.before.withdrawn
        return is_new and any(change.kind == "withdrawn" for change in new.early.values())

    def _early(self, number: int, new: NewEntries) -> Problem:
        is_listed = number < len(self.claim.fields.changes)
        field = f"changes.{number}.date" if is_listed else "withdrawn.date"
        return self._at(field, _early(new, number))

    def _rating(self, since: str) -> Iterator[_Unexplained]:
        rating, before = self.claim.fields.rating, self.before.rating
        is_on_scale = rating in self.compared.after.ratings
        if before and is_open(self.claim):
            yield self._corrected("status", f"rating was {quoted(before)}")
        if self.before.status == "open":
            return  # a first rating needs no entry
        if rating != before and is_on_scale and not _is_explained(self.claim, before, since):
            is_gone = before not in self.compared.after.ratings
            gone = ", which stays on the scale since histories name it," if is_gone else ""
            entry = self.compared.entry("rating", f", from: {before}, to: {rating}")
            yield _Unexplained("rating", f"rating was {quoted(before)}{gone} {_WHEN}", entry)

    def _merger(self, kinds: set[ChangeKind]) -> Iterator[_Unexplained]:
        into, before = self.claim.fields.merged_into or "", self.before.merged_into
        # A card without any entry of kind merged is reported when it is parsed.
        has_entry = any(change.kind == "merged" for change in self.claim.fields.changes)
        if into and into != before and "merged" not in kinds and has_entry:
            what = f"merged_into was {quoted(before)}" if before else "the claim was one of its own"
            yield _Unexplained("merged_into", f"{what} {_WHEN}", self.compared.entry("merged"))
        elif before and not into and kinds.isdisjoint(_EXPLAINING):
            yield self._corrected("claim", f"the claim was merged into {quoted(before)}")
        elif (
            self.before.withdrawn
            and not self.claim.fields.withdrawn
            and kinds.isdisjoint(_EXPLAINING)
        ):
            yield self._corrected("claim", f"the claim was withdrawn on {self.before.withdrawn}")

    def _words(self) -> Iterator[_Unexplained]:
        if not reads_alike(self.before.words, self.claim.fields.claim):
            yield self._corrected("claim", f"claim was {quoted(self.before.words, 200)}")

    def _passages(self) -> Iterator[_Unexplained]:
        before = self.compared.passages_before.get(self.claim_id, {})
        turned = list(self._turned(before))
        yield from turned
        now = {each.stance for each in self.claim.fields.evidence}
        for stance in () if turned else _SIDES:
            if stance not in now and any(each.stance == stance for each in before.values()):
                yield self._corrected("evidence", f"the card had a passage that {stance} the claim")

    def _turned(self, before: Mapping[PassageName, PassageRecord]) -> Iterator[_Unexplained]:
        """Passages that the card keeps with another stance or speaker."""
        for name, passage in before.items():
            kept = list(self._kept(name, passage, before))
            turned = [each for each in kept if not self._is_as_before(name, passage, each.evidence)]
            # A short part with the old stance does not excuse the rest.
            mostly = [each for each in turned if each.share >= _MOSTLY]
            if turned and (mostly or len(turned) == len(kept)):
                first = (mostly or turned)[0]
                if first.evidence.stance != passage.stance:
                    what = f"stance was {quoted(passage.stance)}"
                    yield self._corrected(f"evidence.{first.index}.stance", what)
                else:
                    voices = sorted(self.compared.voices_before(name, passage))
                    what = f"these words were those of {quoted(', '.join(voices))}"
                    yield self._corrected(f"evidence.{first.index}.speaker", what)

    def _kept(
        self,
        name: PassageName,
        passage: PassageRecord,
        before: Mapping[PassageName, PassageRecord],
    ) -> Iterator[_Kept]:
        """The card's passages that match one of the lock: same words, or cut anew."""
        key = self.claim.key.id
        names = [
            self.compared.names.passages[PassageKey(key, each.id or "")].digest
            for each in self.claim.fields.evidence
        ]
        known = {each.digest for each in before}
        for index, evidence in enumerate(self.claim.fields.evidence):
            if name.digest in names:
                if names[index] == name.digest:
                    yield _Kept(index, evidence, 1)
            elif names[index] not in known:
                share = self.compared.share(name, self.claim, evidence)
                if share or (passage.id and passage.id == evidence.id):
                    yield _Kept(index, evidence, share)

    def _is_as_before(self, name: PassageName, passage: PassageRecord, evidence: Evidence) -> bool:
        """Whether a passage has the stance and the speakers that it had."""
        voices = self.compared.voices(evidence)
        is_same_voice = voices == self.compared.voices_before(name, passage)
        return evidence.stance == passage.stance and is_same_voice

    def _withdrawn_before(self) -> str:
        day = self.before.withdrawn
        if not day or self.claim.fields.withdrawn:
            return ""
        entries = f'{{date: {day}, kind: withdrawn, note: ""}}, {self.compared.entry("correction")}'
        return (
            "; a withdrawal that is undone stays, with the note that it had, and another entry "
            f"says why; fill in and put under changes: [{entries}]"
        )

    def _corrected(self, field: str, what: str) -> _Unexplained:
        return _Unexplained(field, f"{what} {_WHEN}", self.compared.entry("correction"))

    def _at(self, field: str, message: str) -> Problem:
        return problem_at(self.claim, field, message, self.compared.grave)


def _is_explained(claim: Claim, before: str, since: str) -> bool:
    """Whether the entries of kind rating lead, step by step, from the old rating to the new."""
    at = claim.fields.rating
    for step in rating_steps(claim):
        if step.to != at or step.date.isoformat() < since:
            return False
        at = step.from_ or ""
        if at == before:
            return True
    return False


def _silent(what: str, paste: str) -> str:
    """The message for a change without an entry, with the line to paste."""
    return f"{what}, and nothing under changes tells readers of it; fill in and {paste}"


def _early(new: NewEntries, number: int) -> str:
    """The message for an entry dated before the changes that it could explain."""
    return (
        f"change is dated {new.early[number].date}, before the lock was written, on {new.since} or "
        "later, and so it explains no change since then; date it on the day when readers learn "
        "of it"
    )


# Changes of the scale.


def _scale_changes(compared: Comparison) -> Iterator[Problem]:
    """Every change of the scale that no dated entry explains."""
    changes, before = compared.catalog.publication.changes, compared.before.scale
    if Counter(before) - Counter(compared.after.scale):
        yield _at_scale(compared, "changes", _GONE.format(whose="the scale's"))
        return
    new = new_entries(changes, before, compared.written)
    found = list(_of_ratings(compared))
    if not found or any(change.kind == "scale" for change in new.timely.values()):
        return
    for number in new.early:
        yield _at_scale(compared, f"changes.{number}.date", _early(new, number))
    if not new.early:
        entry = compared.entry("scale")
        paste = compared.paste(None, [entry] * len(found), entry)
        for field, what in found:
            yield _at_scale(compared, field, _silent(f"{what} {_WHEN}", paste))


def _of_ratings(compared: Comparison) -> Iterator[tuple[str, str]]:
    """Every change of a rating: the field, and what it said before."""
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
