"""The comparison of the lock's record with that of the cards, which several checks share.

In: the catalog, its record, the lock, the day. Out: the card that a claim of the lock is now, the
speakers of its passages, new entries of a history, and lines to paste.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from factpress.content.addresses import public_addresses
from factpress.content.claim_facts import voices
from factpress.content.places import place_of
from factpress.content.settings_file import Settings
from factpress.lock.current_record import PassageNames
from factpress.lock.lock_file import Lock, change_digest, evidence_digest
from factpress.model.card_parts import Change, ChangeKind, Evidence
from factpress.model.cards import CardKey, Catalog, Claim
from factpress.model.evidence import (
    ClaimRecord,
    Found,
    PassageKey,
    PassageName,
    PassageRecord,
    Proof,
    Record,
)
from factpress.model.instants import in_utc
from factpress.model.problems import Severity
from factpress.model.schema import CardKind
from factpress.model.urls import card_url
from factpress.text.folding import fold

# From this column on, the list under `changes:` is in brackets behind its key.
_IN_BRACKETS = len("changes: ") + 1


class Comparison:
    """The lock's record, `before`, and that of the cards, `after`.

    `verified` has the findings in the archive, if there is one. `stale` is the severity of a lock
    that is behind, `grave` that of a change without a dated entry.
    """

    def __init__(
        self,
        catalog: Catalog,
        settings: Settings,
        lock: Lock,
        cards: tuple[Record, PassageNames, Proof | None],
        now: dt.datetime,
        severities: tuple[Severity, Severity] = ("error", "error"),
    ) -> None:
        self.catalog, self.settings, self.lock = catalog, settings, lock
        self.after, self.names, self.verified = cards
        self.before = lock.entries.record
        self.now, self.today = in_utc(now), now.date().isoformat()
        self.stale, self.grave = severities

    @cached_property
    def addresses(self) -> Mapping[str, CardKey]:
        """The card that each address leads to, drafts and later days included."""
        return public_addresses(self.catalog._replace(held_back={}))

    @cached_property
    def successors(self) -> Mapping[str, Claim]:
        """By the id of each claim of the lock, the card that is that claim now."""
        catalog = self.catalog
        claims = {**catalog.merged, **catalog.withdrawn, **catalog.open, **catalog.claims}
        renamed = {old: claim for claim in claims.values() for old in _former_ids(claim)}
        found = {claim_id: claims.get(claim_id) for claim_id in self.before.claims}
        now = {old: claim or renamed.get(old) for old, claim in found.items()}
        return {old: claim for old, claim in now.items() if claim}

    @cached_property
    def passages_before(self) -> Mapping[str, Mapping[PassageName, PassageRecord]]:
        """The passages of the lock by claim."""
        found: dict[str, dict[PassageName, PassageRecord]] = {}
        for name, passage in self.before.passages.items():
            found.setdefault(name.card_id, {})[name] = passage
        return found

    @cached_property
    def is_earlier(self) -> bool:
        """Whether the build is for a time before that of the lock: a claim was shown by then."""
        addresses = self.before.addresses
        later = (name for name, claim in self.before.claims.items() if not self.was_shown(claim))
        own = (addresses.get(card_url("claim", name)) for name in later)
        return any(address is not None and not address.until for address in own)

    def was_shown(self, claim: ClaimRecord) -> bool:
        """Whether the time of a claim of the lock has come, so that readers have seen it."""
        return (claim.shown or claim.checked) <= self.now

    def was_later(self, claim_id: str) -> bool:
        """Whether the time of a claim was still to come when the lock was written."""
        return claim_id in self._later

    @cached_property
    def _later(self) -> frozenset[str]:
        addresses = self.before.addresses.values()
        return frozenset(each.id for each in addresses if each.kind == "claim" and each.until)

    def current(self, kind: CardKind, card_id: str) -> str:
        """The id of the new card that has taken over the address of a card of the lock.

        A card that the lock has as well is no new name: two actors may have become one.
        """
        cards: Mapping[str, object] = (
            self.catalog.actors if kind == "actor" else self.catalog.sources
        )
        if card_id in cards:
            return card_id
        key = self.addresses.get(card_url(kind, card_id))
        is_new = key and key.kind == kind and card_url(kind, key.id) not in self.before.addresses
        return key.id if key and is_new else card_id

    def voices_before(self, name: PassageName, passage: PassageRecord) -> frozenset[str]:
        """The speakers of a passage of the lock, or its publisher, by the ids of today."""
        return frozenset(
            self.current("actor", actor)
            for actor in passage.speakers or self._publisher_before(name)
        )

    def _publisher_before(self, name: PassageName) -> tuple[str, ...]:
        """The publisher of a passage's source, as far as the lock can be read."""
        found = self.lock.entries.passages.get(name)
        source_id = found.source_id if found else ""
        if source_id in self.before.sources:
            return (self.before.sources[source_id].publisher,)
        source = self.catalog.sources.get(self.current("source", source_id))
        return (source.fields.publisher,) if source else ()

    def voices(self, evidence: Evidence) -> frozenset[str]:
        """The speakers of a passage of a card, or its publisher."""
        return frozenset(voices(self.catalog, evidence))

    def share(self, name: PassageName, claim: Claim, evidence: Evidence) -> float:
        """The share of the shorter one that a passage of the lock and one of a card both have.

        It is 1 where the same words were moved to another document.
        """
        before = self.lock.entries.passages.get(name)
        if before is None:
            return 0
        if name.digest == evidence_digest(replace(evidence, source=before.source_id)):
            return 1
        proof = self.verified.passages if self.verified else {}
        now = proof.get(PassageKey(claim.key.id, evidence.id or ""))
        return self._shared(before, now) if now else 0

    def _shared(self, before: Found, now: Found) -> float:
        if self.current("source", before.source_id) != now.source_id:
            return 0
        common = min(before.end, now.end) - max(before.start, now.start)
        return max(0, common) / max(1, min(before.end - before.start, now.end - now.start))

    @cached_property
    def written(self) -> str:
        """A day on which, or after which, the lock was written; empty where none is known."""
        known = (name for name in self.before.claims if not self.was_later(name))
        return max((self.before.claims[name].checked for name in known), default="")

    def entry(self, kind: ChangeKind, more: str = "") -> str:
        """A dated entry, its note still to be written."""
        return f'{{date: {self.today}, kind: {kind}, note: ""{more}}}'

    def paste(self, claim: Claim | None, needed: Sequence[str], own: str) -> str:
        """The text to paste, and its place, so that a claim's or the scale's history has an entry.

        `needed` has the entry of every change of the card, `own` among them. A list in brackets
        takes all of them at once; a list by lines takes one entry a line.
        """
        changes = claim.fields.changes if claim else self.catalog.publication.changes
        column = self._changes_column(claim) if changes else 0
        is_by_lines = 0 < column < _IN_BRACKETS
        once = " once, for all of these changes," if _shared(needed, own, is_by_lines) else ""
        if is_by_lines:
            return f"paste{once} at the end of changes: {' ' * (column - 1)}- {own}"
        entries = ", ".join(dict.fromkeys(needed))
        if changes:
            return f"paste{once} before the last ] of changes: , {entries}"
        return f"paste{once} changes: [{entries}]"

    def _changes_column(self, claim: Claim | None) -> int:
        if claim:
            return place_of(claim, "changes").column
        return self.settings.front.places["changes"].column if self.settings.front else 1


def _shared(needed: Sequence[str], own: str, is_by_lines: bool) -> bool:
    """Whether the text to paste explains several changes."""
    return (needed.count(own) if is_by_lines else len(needed)) > 1


def _former_ids(claim: Claim) -> Iterator[str]:
    """The ids that a claim had before, as its card says."""
    yield from claim.fields.aliases
    for address in claim.fields.former:
        if address.startswith("/claims/"):
            yield address.removeprefix("/claims/").removesuffix("/")


class NewEntries(NamedTuple):
    """The dated entries that are new in a history, by their numbers in it, from 0.

    An entry dated before `since`, the day that the lock has reached, explains no change after it:
    it is `early`.
    """

    timely: Mapping[int, Change]
    early: Mapping[int, Change]
    since: str


def new_entries(history: Sequence[Change], before: Sequence[str], since: str) -> NewEntries:
    """The entries of a history whose digests are not in `before`.

    The lock has reached the last day of the entries in `before`, and the day `since`.
    """
    known = Counter(before)
    new: dict[int, Change] = {}
    for number, change in enumerate(history):
        name = change_digest(change)
        if known[name]:
            known[name] -= 1
            since = max(since, change.date.isoformat())
        else:
            new[number] = change
    timely = {n: change for n, change in new.items() if change.date.isoformat() >= since}
    return NewEntries(timely, {n: c for n, c in new.items() if n not in timely}, since)


def reads_alike(one: str, other: str) -> bool:
    """Whether two texts differ in typography at most: quotation marks, dashes, spaces, a stop."""
    return one == other or _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return fold(text).text.removesuffix(".").rstrip()
