"""No silent change: find changes of published claims and of the scale that lack a dated entry.

In: the lock's record and that of the cards. Out: a problem for each such change, with the line to
paste, and the claim it concerns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factpress.content.history import history_of, is_former
from factpress.content.places import place_of
from factpress.lock.comparison import TOLD, Comparison, NewEntries, new_entries, reads_alike
from factpress.lock.reader_changes import GONE, WHEN, early, scale_changes, silent
from factpress.model.cards import Claim
from factpress.model.evidence import ClaimRecord, PassageKey, PassageName, PassageRecord
from factpress.model.problems import Problem, quoted
from factpress.model.schema import ChangeKind, Evidence, Stance
from factpress.ratings.rules import rating_steps

_LAST: tuple[Stance, ...] = ("asserts", "denies")


# From this share of the shorter on, two passages are of the same words.
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class _Stayed:
    """A passage of a card that is in the lock too, and the share of words that both have."""

    index: int
    evidence: Evidence
    share: float


class _Untold(NamedTuple):
    """A change without an entry: its field, what the field said before, the entry to add."""

    field: str
    what: str
    entry: str


class SilentChange(NamedTuple):
    """The problem of a change without an entry; `of` is the claim's id, or `SCALE`."""

    of: str
    problem: Problem


SCALE = "publication.yaml"


def silent_changes(compared: Comparison) -> Iterator[SilentChange]:
    """Every change of a published claim, or of the scale, that no dated entry tells of."""
    for claim_id, before in compared.before.claims.items():
        claim = compared.successors.get(claim_id)
        if claim is None or ("claim", claim_id) in compared.lock.damaged:
            continue
        # A claim that another has swallowed is told as lost.
        is_itself = claim.key.id in (claim_id, *_unknown(compared, claim))
        if is_itself and compared.was_shown(before):
            for problem in _OfClaim(compared, claim, claim_id, before).problems():
                yield SilentChange(claim.key.id, problem)
    if compared.lock.version != 2:
        for problem in scale_changes(compared):
            yield SilentChange(SCALE, problem)


def _unknown(compared: Comparison, claim: Claim) -> tuple[str, ...]:
    """The claim's id, if the lock lacks it."""
    return () if claim.key.id in compared.before.claims else (claim.key.id,)


class _OfClaim(NamedTuple):
    """A claim of the lock, and the card that is this claim now."""

    compared: Comparison
    claim: Claim
    claim_id: str
    before: ClaimRecord

    def problems(self) -> Iterator[Problem]:
        after = self.compared.after.claims.get(self.claim.key.id)
        if after is None:
            return  # a draft, which is told where claims that are gone are
        if Counter(self.before.history) - Counter(after.history):
            yield self._at("changes", GONE.format(whose="a claim's") + self._withdrawn_before())
            return
        new = self._new()
        found = [*self._rating(new.since), *self._told(new)]
        too_early = [self._early(number, new) for number in new.early]
        if too_early and (found or self._is_withdrawn_early(new)):
            yield from too_early
        else:
            yield from self._with_entries(found)

    def _with_entries(self, found: Sequence[_Untold]) -> Iterator[Problem]:
        """The problem of each change, with what to paste."""
        needed = [each.entry for each in found]
        for each in found:
            paste = self.compared.paste(self.claim, needed, each.entry)
            yield self._at(each.field, silent(each.what, paste))

    def _told(self, new: NewEntries) -> Iterator[_Untold]:
        """Changes that need an entry, apart from ratings. A version 2 lock knows none of them."""
        if self.compared.lock.version == 2:
            return
        kinds = {change.kind for change in new.timely.values()}
        yield from self._merger(kinds)
        if kinds.isdisjoint(TOLD):
            yield from self._words()
            if not is_former(self.claim):
                yield from self._passages()

    def _new(self) -> NewEntries:
        known = self.before.checked if not self.compared.was_later(self.claim_id) else ""
        return new_entries(history_of(self.claim), self.before.history, known)

    def _is_withdrawn_early(self, new: NewEntries) -> bool:
        is_new = bool(self.claim.fields.withdrawn) and not self.before.withdrawn
        return is_new and any(change.kind == "withdrawn" for change in new.early.values())

    def _early(self, number: int, new: NewEntries) -> Problem:
        is_listed = number < len(self.claim.fields.changes)
        field = f"changes.{number}.date" if is_listed else "withdrawn.date"
        return self._at(field, early(new, number))

    def _rating(self, since: str) -> Iterator[_Untold]:
        rating, before = self.claim.fields.rating, self.before.rating
        is_on_scale = rating in self.compared.after.ratings
        if rating != before and is_on_scale and not _is_explained(self.claim, before, since):
            is_gone = before not in self.compared.after.ratings
            gone = ", which stays on the scale since histories name it," if is_gone else ""
            entry = self.compared.entry("rating", f", from: {before}, to: {rating}")
            yield _Untold("rating", f"rating was {quoted(before)}{gone} {WHEN}", entry)

    def _merger(self, kinds: set[ChangeKind]) -> Iterator[_Untold]:
        into, before = self.claim.fields.merged_into or "", self.before.merged_into
        # An entry of kind merged that is missing altogether is told already.
        has_entry = any(change.kind == "merged" for change in self.claim.fields.changes)
        if into and into != before and "merged" not in kinds and has_entry:
            what = f"merged_into was {quoted(before)}" if before else "the claim was one of its own"
            yield _Untold("merged_into", f"{what} {WHEN}", self.compared.entry("merged"))
        elif before and not into and kinds.isdisjoint(TOLD):
            yield self._corrected("claim", f"the claim was merged into {quoted(before)}")
        elif self.before.withdrawn and not self.claim.fields.withdrawn and kinds.isdisjoint(TOLD):
            yield self._corrected("claim", f"the claim was withdrawn on {self.before.withdrawn}")

    def _words(self) -> Iterator[_Untold]:
        if not reads_alike(self.before.words, self.claim.fields.claim):
            yield self._corrected("claim", f"claim was {quoted(self.before.words, 200)}")

    def _passages(self) -> Iterator[_Untold]:
        before = self.compared.passages_before.get(self.claim_id, {})
        turned = list(self._turned(before))
        yield from turned
        now = {each.stance for each in self.claim.fields.evidence}
        for stance in () if turned else _LAST:
            if stance not in now and any(each.stance == stance for each in before.values()):
                yield self._corrected("evidence", f"the card had a passage that {stance} the claim")

    def _turned(self, before: Mapping[PassageName, PassageRecord]) -> Iterator[_Untold]:
        """Passages that stay with another stance or speaker."""
        for name, passage in before.items():
            stayed = list(self._same(name, passage, before))
            turned = [
                each for each in stayed if not self._says_as_before(name, passage, each.evidence)
            ]
            # A stub that says as before hides nothing of what became of the other words.
            mostly = [each for each in turned if each.share >= _MOSTLY]
            if turned and (mostly or len(turned) == len(stayed)):
                first = (mostly or turned)[0]
                index, evidence = first.index, first.evidence
                if evidence.stance != passage.stance:
                    what = f"stance was {quoted(passage.stance)}"
                    yield self._corrected(f"evidence.{index}.stance", what)
                else:
                    voices = sorted(self.compared.voices_before(name, passage))
                    what = f"these words were those of {quoted(', '.join(voices))}"
                    yield self._corrected(f"evidence.{index}.speaker", what)

    def _same(
        self,
        name: PassageName,
        passage: PassageRecord,
        before: Mapping[PassageName, PassageRecord],
    ) -> Iterator[_Stayed]:
        """The card's passages that match one of the lock: same words, or cut anew."""
        names = [self._name(each).digest for each in self.claim.fields.evidence]
        known = {each.digest for each in before}
        for index, evidence in enumerate(self.claim.fields.evidence):
            if name.digest in names:
                if names[index] == name.digest:
                    yield _Stayed(index, evidence, 1)
            elif names[index] not in known:
                share = self.compared.share(name, self.claim, evidence)
                if share or (passage.id and passage.id == evidence.id):
                    yield _Stayed(index, evidence, share)

    def _name(self, evidence: Evidence) -> PassageName:
        return self.compared.names.passages[PassageKey(self.claim.key.id, evidence.id or "")]

    def _says_as_before(
        self, name: PassageName, passage: PassageRecord, evidence: Evidence
    ) -> bool:
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

    def _corrected(self, field: str, what: str) -> _Untold:
        return _Untold(field, f"{what} {WHEN}", self.compared.entry("correction"))

    def _at(self, field: str, message: str) -> Problem:
        place = place_of(self.claim, field)
        return Problem(self.claim.path, *place, message, self.compared.grave)


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
