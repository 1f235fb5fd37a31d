"""Archive check: the lock has every passage and saved copy, as the archive shows them.

In: the catalog, the lock, and the findings of verification where there is an archive. Without one,
an entry must be possible at least. Out: problems, each with the command that mends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from factpress.content.history import quoting_claims
from factpress.content.places import problem_at
from factpress.content.share_limits import has_exempt, share_limits
from factpress.lock.current_record import PassageNames, is_recorded
from factpress.lock.lines import COPY
from factpress.lock.lock_file import COMMAND, Lock, defect_key, name_of
from factpress.model.cards import Catalog, Claim, Source
from factpress.model.evidence import Alike, Found, PassageKey, PassageName, Proof, SavedCopy
from factpress.model.problems import Problem, Severity, quoted


def no_lock(path: str, catalog: Catalog, *, has_archive: bool) -> Iterator[Problem]:
    """The problem of a publication without a lock; a warning where all is verified anyway."""
    passages = sum(len(claim.fields.evidence) for claim in quoting_claims(catalog))
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


class ArchiveCheck(NamedTuple):
    """A lock compared with the passages of the cards, and with the archive where there is one.

    `verified` is None where there is no archive. Then the lock is trusted, but only for the same
    words from a document of the same digest. `stale` is the severity of a lock that is behind.
    """

    catalog: Catalog
    lock: Lock
    names: PassageNames
    verified: Proof | None
    stale: Severity = "error"

    def problems(self) -> Iterator[Problem]:
        """All faults of the lock. Cards that no reader will see are not locked."""
        for source in self.catalog.sources.values():
            if is_recorded(self.catalog, source.key):
                yield from self._document(source)
        for claim in quoting_claims(self.catalog):
            if is_recorded(self.catalog, claim.key):
                yield from self._claim(claim)
        if not self.catalog.unread:
            yield from self._pairs()

    def _document(self, source: Source) -> Iterator[Problem]:
        source_id, digest = source.key.id, source.fields.sha256
        locked = self.lock.entries.copies.get(source_id)
        line = f"{source_id}{COPY}" if self.lock.version == 3 else source_id
        if self._is_damaged("source", line):
            pass
        elif locked is None or (self.lock.version == 3 and not self._is_there(source_id)):
            message = f"source is not in the lock; {COMMAND}"
            yield problem_at(source, "sha256", message, self.stale)
        elif locked.digest != digest:
            message = f"sha256 {digest} is not the one in the lock, {locked.digest}; {COMMAND}"
            yield problem_at(source, "sha256", message, self.stale)
        elif self.verified:
            found = self.verified.copies.get(source_id)
            if found and self._is_complete(source) and self._known(found) != self._known(locked):
                yield from self._other_copy(line, found, locked)
        elif not _is_possible_copy(locked):
            yield from self._impossible("source", line)
        elif (most := self._exceeded(source, locked)) is not None:
            message = f"more of this document is quoted than {most} allows"
            yield problem_at(source, "sha256", message)
        for index, defect in enumerate(source.fields.defects):
            if defect.passage:
                key = defect_key(source_id, index + 1)
                words = _Quoted(source_id, defect.passage)
                yield from self._passage(key, words, source, f"defects.{index}.passage")

    def _other_copy(self, line: str, found: SavedCopy, locked: SavedCopy) -> Iterator[Problem]:
        """The problem of a copy that differs, or of which the cards quote other words by now."""
        if _uncounted(self._known(found)) != _uncounted(self._known(locked)):
            yield from self._differs("source", line)
            return
        what = f"counts the words that were quoted before, and the cards quote others; {COMMAND}"
        yield from self._wrong("source", line, what, self.stale)

    def _exceeded(self, source: Source, locked: SavedCopy) -> str | None:
        """The field whose limit the passages exceed; None where some of them do not count."""
        limits = share_limits(self.catalog, source, locked.words)
        if limits is None or locked.quoted <= limits.passages.share * locked.words:
            return None
        return None if has_exempt(self.catalog, source) else limits.passages.field

    def _is_there(self, source_id: str) -> bool:
        known = self.lock.entries.record.sources
        return source_id in known or self._is_damaged("source", source_id)

    def _known(self, copy: SavedCopy) -> SavedCopy:
        """The values that must agree. Another version of an extractor may find the same."""
        copy = replace(copy, extractor="")
        return replace(copy, lengths=(), with_contexts=0) if self.lock.version == 2 else copy

    def _is_complete(self, source: Source) -> bool:
        """Whether every passage of a source was found; else the counts cannot agree."""
        if self.catalog.unread:
            return False
        keys = self.catalog.back.quoted.get(source.key.id, ())
        found = self.verified.passages if self.verified else {}
        return all(key in found for key in keys)

    def _claim(self, claim: Claim) -> Iterator[Problem]:
        claim_id = claim.key.id
        if claim_id not in self.lock.entries.record.claims:
            if not self._is_damaged("claim", claim_id):
                message = f"claim is not in the lock; {COMMAND}"
                yield problem_at(claim, "evidence", message, self.stale)
            return
        for index, evidence in enumerate(claim.fields.evidence):
            key = PassageKey(claim_id, evidence.id or "")
            words = _Quoted(evidence.source, evidence.passage)
            yield from self._passage(key, words, claim, f"evidence.{index}.passage")

    def _passage(
        self, key: PassageKey, words: _Quoted, card: Claim | Source, field: str
    ) -> Iterator[Problem]:
        entries = self.lock.entries
        is_defect = card.key.kind == "source"
        kind = "defect" if is_defect else "passage"
        name = (self.names.defects if is_defect else self.names.passages)[key]
        locked = (entries.defects if is_defect else entries.passages).get(name)
        if self.verified:
            found = (self.verified.defects if is_defect else self.verified.passages).get(key)
            if found is None:
                return  # verification has reported it
            if locked and self._as_locked(locked) != self._as_locked(found):
                yield from self._differs(kind, name)
        if locked is None:
            if not self._is_damaged(kind, name_of(name)):
                message = f"passage is not in the lock; {COMMAND}"
                yield problem_at(card, field, message, self.stale)
        elif self._is_damaged("source", f"{words.source_id}{COPY}"):
            pass  # the line of its source is reported
        elif not self.verified and not _is_possible(locked, words, entries.copies):
            yield from self._impossible(kind, name)

    def _as_locked(self, found: Found) -> Found:
        """A place with the fields that a lock of this version has."""
        if self.lock.version != 2:
            return found
        return replace(found, is_speech=False, page=0, time="", turn=0, before="", after="")

    def _pairs(self) -> Iterator[Problem]:
        """Pairs of documents that share words: as in the archive, or at least of known sources."""
        if self.lock.version == 2:
            return
        locked = {pair[:2]: pair for pair in self.lock.entries.alike}
        found = {pair[:2]: pair for pair in self.verified.alike} if self.verified else locked
        for first, second in sorted(found.keys() - locked.keys()):
            if not self._is_damaged("alike", f"{first},{second}"):
                message = f"that this shares words with {second} is not in the lock; {COMMAND}"
                card = self.catalog.sources[first]
                yield problem_at(card, "document", message, self.stale)
        for names, pair in sorted(locked.items()):
            name = ",".join(names)
            if names not in found or not set(names) <= self.catalog.sources.keys():
                yield self.lock.unused("alike", name, self.stale)
            elif pair != found[names]:
                yield from self._differs("alike", name)
            elif not self.verified and not _is_possible_pair(pair, self.lock.entries.copies):
                yield from self._impossible("alike", name)

    def _is_damaged(self, kind: str, name: str) -> bool:
        """Whether the line of an entry is not as it was written, and so is reported."""
        return (kind, name) in self.lock.damaged

    def _differs(self, kind: str, name: str | PassageName) -> Iterator[Problem]:
        yield from self._wrong(kind, name, f"is not as the archive shows it; {COMMAND}", self.stale)

    def _impossible(self, kind: str, name: str | PassageName) -> Iterator[Problem]:
        yield from self._wrong(kind, name, f"cannot be right; {COMMAND}", "error")

    def _wrong(
        self, kind: str, name: str | PassageName, what: str, severity: Severity
    ) -> Iterator[Problem]:
        word = name if isinstance(name, str) else name_of(name)
        if not self._is_damaged(kind, word):
            whose = f"{kind} {quoted(word)}"
            if word.endswith(COPY):
                whose = f"the saved copy of source {quoted(word.removesuffix(COPY))}"
            message = f"the entry of {whose} {what}"
            yield self.lock.problem(kind, word, message, severity)


class _Quoted(NamedTuple):
    """A passage as its card has it."""

    source_id: str
    passage: str


def _is_possible(found: Found, words: _Quoted, copies: Mapping[str, SavedCopy]) -> bool:
    """Whether a place can be that of these words, as far as is known without the document."""
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
        and min(found.start, found.page, found.turn) >= 0
    )


def _uncounted(copy: SavedCopy) -> SavedCopy:
    """A copy without the numbers of quoted words, which depend on the cards."""
    return replace(copy, quoted=0, before=(), with_contexts=0)


def _is_possible_copy(copy: SavedCopy) -> bool:
    """Whether the counts of a document agree with one another."""
    lengths = copy.lengths
    return (
        0 <= copy.quoted <= copy.words <= copy.characters
        and (not copy.with_contexts or copy.quoted <= copy.with_contexts <= copy.words)
        and (not lengths or (len(lengths) == copy.paragraphs and sum(lengths) <= copy.characters))
    )


def _is_possible_pair(pair: Alike, copies: Mapping[str, SavedCopy]) -> bool:
    """Whether two documents can share so much."""
    both = [copies.get(name) for name in pair[:2]]
    return all(
        copy is not None
        and 0 < pair.shared <= pair.words <= copy.words
        and 1 <= at <= copy.paragraphs
        for copy, at in zip(both, pair.paragraphs, strict=True)
    )
