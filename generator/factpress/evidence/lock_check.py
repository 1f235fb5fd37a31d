"""Locking: whether the lock still says what the cards and the archive say.

In: the catalog, the lock, and what verification found where there is an archive. Out: problems,
each with the command that mends it. A rating that changed without a word in the claim's history
is one that no command mends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factpress.content.places import place_of
from factpress.evidence.lock_file import (
    COMMAND,
    Lock,
    change_digest,
    defect_key,
    name_of,
    passage_digest,
    reading_of,
)
from factpress.evidence.rating_rules import rating_steps
from factpress.model.cards import Catalog, Claim, Source
from factpress.model.evidence import Found, LockedRating, PassageKey, Proof, SavedCopy
from factpress.model.problems import Problem, Severity, quoted


def no_lock(path: str, catalog: Catalog, *, has_archive: bool) -> Iterator[Problem]:
    """The problem of a publication without a lock; a warning where all is verified anyway."""
    passages = sum(len(claim.fields.evidence) for claim in catalog.claims.values())
    if not passages and not catalog.sources:
        return
    if has_archive:
        message = f"there is no lock yet, so the site can be built only with the archive; {COMMAND}"
        yield Problem(path, 1, 1, message, "warning")
        return
    message = (
        f"there is neither a lock nor an archive to find {passages} passages in; {COMMAND} where "
        "the archive is, or name it with --archive"
    )
    yield Problem(path, 1, 1, message)


class Check(NamedTuple):
    """A lock held against the cards, and against the archive where there is one.

    `verified` is None where there is no archive: then the lock is trusted, but only for the same
    words from a document of the same digest. `stale` is how grave it is to be behind.
    """

    catalog: Catalog
    lock: Lock
    verified: Proof | None
    stale: Severity = "error"

    def problems(self) -> Iterator[Problem]:
        """Where the lock is not what it should be. What no reader will see is not locked."""
        for source in self.catalog.sources.values():
            if self._is_locked(source):
                yield from self._document(source)
        scale = {rating.id for rating in self.catalog.publication.ratings}
        for claim in self.catalog.claims.values():
            if self._is_locked(claim):
                yield from self._claim(claim)
                if claim.fields.rating in scale:
                    yield from self._rating(claim)
        # While a card cannot be read, what it uses cannot be known.
        if not self.catalog.unread:
            yield from self._unused()

    def _is_locked(self, card: Claim | Source) -> bool:
        """Whether readers see a card, on this day or without an edit on a later one."""
        held = self.catalog.held_back.get(card.key)
        return held is None or held.until is not None

    def _unused(self) -> Iterator[Problem]:
        proof, catalog = self.lock.proof, self.catalog
        defects = set(self._defects())
        sources = {name for name, card in catalog.sources.items() if self._is_locked(card)}
        drafts = {key.id for key in catalog.held_back if key.kind == "claim"}
        unused = [
            *(("source", name) for name in proof.copies if name not in sources),
            *(("defect", name_of(key)) for key in proof.defects if key not in defects),
            *(("passage", name_of(key)) for key in proof.passages if not self._is_quoted(key)),
            *(("claim", n) for n in proof.ratings if n not in catalog.claims and n not in drafts),
        ]
        for line, kind, name in sorted((self.lock.line(*entry), *entry) for entry in unused):
            message = f"nothing uses this entry of the lock, {kind} {quoted(name)}; {COMMAND}"
            yield Problem(self.lock.path, line, 1, message, self.stale)

    def _defects(self) -> Iterator[PassageKey]:
        for source_id, source in self.catalog.sources.items():
            for index, defect in enumerate(source.fields.defects):
                if defect.passage and self._is_locked(source):
                    yield defect_key(source_id, index + 1)

    def _is_quoted(self, key: PassageKey) -> bool:
        claim = self.catalog.claims.get(key.claim_id)
        if claim is None or not self._is_locked(claim):
            return False
        return any(evidence.id == key.evidence_id for evidence in claim.fields.evidence)

    def _document(self, source: Source) -> Iterator[Problem]:
        source_id, digest = source.key.id, source.fields.sha256
        locked = self.lock.proof.copies.get(source_id)
        place = place_of(source, "sha256")
        if locked is None:
            message = f"source is not in the lock; {COMMAND}"
            yield Problem(source.path, *place, message, self.stale)
        elif locked.digest != digest:
            message = f"sha256 {digest} is not the one in the lock, {locked.digest}; {COMMAND}"
            yield Problem(source.path, *place, message, self.stale)
        elif self.verified:
            found = self.verified.copies.get(source_id)
            if found and self._is_complete(source) and _known(found) != _known(locked):
                yield self._differs("source", source_id)
        elif not 0 <= locked.quoted <= locked.words <= locked.characters:
            yield self._impossible("source", source_id)
        elif locked.quoted > self.catalog.publication.limits.document_share * locked.words:
            message = "more of this document is quoted than limits.document_share allows"
            yield Problem(source.path, *place, message)
        for index, defect in enumerate(source.fields.defects):
            if defect.passage:
                key = defect_key(source_id, index + 1)
                words = _Words(source_id, defect.passage, defect.occurrence)
                yield from self._passage(key, words, source, f"defects.{index}.passage")

    def _is_complete(self, source: Source) -> bool:
        """Whether all that is quoted from a source was found: else the counts cannot agree."""
        if self.catalog.unread:
            return False
        keys = self.catalog.back.quoted.get(source.key.id, ())
        found = self.verified.passages if self.verified else {}
        return all(key in found for key in keys)

    def _claim(self, claim: Claim) -> Iterator[Problem]:
        claim_id = claim.key.id
        if claim_id not in self.lock.proof.ratings:
            message = f"claim is not in the lock; {COMMAND}"
            yield Problem(claim.path, *place_of(claim, "evidence"), message, self.stale)
            return
        for index, evidence in enumerate(claim.fields.evidence):
            key = PassageKey(claim_id, evidence.id or "")
            words = _Words(
                evidence.source, evidence.passage, evidence.occurrence, reading_of(evidence)
            )
            yield from self._passage(key, words, claim, f"evidence.{index}.passage")

    def _passage(
        self, key: PassageKey, words: _Words, card: Claim | Source, field: str
    ) -> Iterator[Problem]:
        proof = self.lock.proof
        kind = "passage" if card.key.kind == "claim" else "defect"
        locked = (proof.passages if kind == "passage" else proof.defects).get(key)
        digest = passage_digest(*words)
        if self.verified:
            of_kind = self.verified.passages if kind == "passage" else self.verified.defects
            if key not in of_kind:
                return  # not found at all, which is told already
            if locked and locked.digest == digest and _place(locked) != _place(of_kind[key]):
                yield self._differs(kind, name_of(key))
        if locked is None:
            message = f"passage is not in the lock; {COMMAND}"
            yield Problem(card.path, *place_of(card, field), message, self.stale)
        elif locked.digest != digest:
            message = f"passage is not the one in the lock; {COMMAND}"
            yield Problem(card.path, *place_of(card, field), message, self.stale)
        elif not self.verified and not _is_possible(locked, words, proof.copies):
            yield self._impossible(kind, name_of(key))

    def _rating(self, claim: Claim) -> Iterator[Problem]:
        """A rating or history that differs from the lock; unexplained, it is an error always."""
        fields = claim.fields
        locked = self._locked_rating(claim)
        if locked is None:
            return
        entries = [change_digest(change) for change in fields.changes]
        if not set(locked.changes) <= set(entries):
            message = (
                "an entry of changes that is in the lock is gone or reworded: what stood in a "
                "claim's history stays there; put it back, and add another"
            )
            yield Problem(claim.path, *place_of(claim, "changes"), message)
        elif fields.rating != locked.rating and not _is_explained(claim, locked.rating):
            message = (
                f"rating was {quoted(locked.rating)} when the lock was written, and nothing under "
                f"changes tells of it; add {{date: YYYY-MM-DD, kind: rating, note: why, "
                f"from: {locked.rating}, to: {fields.rating}}}"
            )
            yield Problem(claim.path, *place_of(claim, "rating"), message)
        elif fields.rating != locked.rating or len(entries) != len(locked.changes):
            message = f"the claim's history has grown since the lock was written; {COMMAND}"
            yield Problem(claim.path, *place_of(claim, "changes"), message, self.stale)

    def _locked_rating(self, claim: Claim) -> LockedRating | None:
        """What the lock has on the claim, or on the claim it was before it was renamed."""
        ratings = self.lock.proof.ratings
        names = (claim.key.id, *claim.fields.aliases)
        return next((ratings[name] for name in names if name in ratings), None)

    def _differs(self, kind: str, name: str) -> Problem:
        message = f"{kind} {quoted(name)} is not as the archive shows it; {COMMAND}"
        return Problem(self.lock.path, self.lock.line(kind, name), 1, message, self.stale)

    def _impossible(self, kind: str, name: str) -> Problem:
        message = f"the entry of {kind} {quoted(name)} cannot be right; {COMMAND}"
        return Problem(self.lock.path, self.lock.line(kind, name), 1, message)


class _Words(NamedTuple):
    """A passage as its card has it."""

    source_id: str
    passage: str
    occurrence: int | None
    reading: str = ""


def _known(copy: SavedCopy) -> SavedCopy:
    """What must agree: a newer version of an extractor that finds the same is no difference."""
    return copy._replace(extractor="", lengths=(), with_contexts=0)


def _place(found: Found) -> Found:
    """What must agree of a passage: a lock may be older than what else is known of it."""
    return found._replace(is_speech=False, page=0, time="", turn=0, before="", after="")


def _is_possible(found: Found, words: _Words, copies: Mapping[str, SavedCopy]) -> bool:
    """Whether an entry can be true of these words at all, as far as can be told without them."""
    copy = copies.get(found.source_id)
    ends = [end for piece in found.pieces for end in piece]
    is_in_order = ends == sorted(ends) and (ends[0], ends[-1]) == (found.start, found.end)
    has_omission = len(found.pieces) > 1
    marks = "[" in words.passage
    return (
        copy is not None
        and found.source_id == words.source_id
        and is_in_order
        and found.end <= copy.characters
        and 1 <= found.paragraph <= copy.paragraphs
        and (not has_omission or marks)
        and (found.level not in ("omission", "bracketed") or marks)
        and (found.level != "exact" or found.end - found.start == len(words.passage.strip()))
    )


def _is_explained(claim: Claim, before: str) -> bool:
    """Whether entries of kind rating lead, each from where the last ended, from then to now."""
    at = claim.fields.rating
    for step in rating_steps(claim):
        if step.to != at:
            return False
        at = step.from_ or ""
        if at == before:
            return True
    return False
