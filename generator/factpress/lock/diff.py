"""The difference between two locks in plain words: the changes that readers will see.

In: the lock that was there, if there was one, and the entries of the new one. Out: lines, grouped
by claim; kinds of entries that were not recorded before are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from factpress.lock.lock_file import Lock
from factpress.model.evidence import (
    AddressRecord,
    Alike,
    Entries,
    Found,
    PassageName,
    PassageRecord,
)
from factpress.model.problems import quoted
from factpress.model.urls import card_url

T = TypeVar("T")

# Fields of records that no page shows by themselves.
_UNSEEN = ("history", "id", "until")
_WORDED = {"words": "claim", "crop_ok": "why words are left out", "as_of": "as of"}
_LONGEST = 300


class LockDiff(NamedTuple):
    """A lock and the entries of the next; `words` are those of passages, by their names."""

    before: Lock | None
    after: Entries
    words: Mapping[PassageName, str]

    def lines(self) -> Iterator[str]:
        """The changes, a line each; those of a claim below its name."""
        if self.before is None:
            yield from _counts("the first lock has", self.after)
            return
        old = self.before.entries
        if self.before.version == 2:
            yield from _counts("to the lock of version 2 this one adds", self.after)
            yield from self._claims(old, only_known=True)
            return
        yield from self._claims(old, only_known=False)
        yield from _others("source", old.record.sources, self.after.record.sources)
        for name, copy in self.after.copies.items():
            known = old.copies.get(name)
            if known and known.digest != copy.digest:
                yield f"source {name}: another saved copy, {known.digest} → {copy.digest}"
        yield from _others("actor", old.record.actors, self.after.record.actors)
        yield from _others("rating", old.record.ratings, self.after.record.ratings)
        yield from _addresses(old.record.addresses, self.after.record.addresses)
        yield from _pairs(old.alike, self.after.alike)

    def _claims(self, entries: Entries, *, only_known: bool) -> Iterator[str]:
        names = _renamed(entries, self.after)
        old = _with_new_names(entries, names)
        old_names = {new: one for one, new in names.items()}
        before, after = old.record.claims, self.after.record.claims
        passages: dict[str, dict[PassageName, None]] = {}
        for name in (*old.passages, *self.after.passages):
            passages.setdefault(name.card_id, {})[name] = None
        for claim_id in sorted(before.keys() | after.keys()):
            one, other = before.get(claim_id), after.get(claim_id)
            if one is None and other is not None:
                lines = [f"  new: {quoted(other.words, _LONGEST)}, {other.rating or other.status}"]
            elif other is None:
                lines = ["  gone: the lock no longer has it"]
            elif only_known:
                lines = [line for line in _fields(one, other) if line.startswith("  rating:")]
            else:
                lines = list(_fields(one, other))
            for name in passages.get(claim_id, ()):
                lines += self._passage(name, old, only_known=only_known)
            if claim_id in old_names:
                yield f"claim {claim_id}, which was {old_names[claim_id]}"
            elif lines:
                yield f"claim {claim_id}"
            yield from lines

    def _passage(self, name: PassageName, old: Entries, *, only_known: bool) -> Iterator[str]:
        record = self.after.record.passages.get(name)
        if name not in self.after.passages or record is None:
            yield f"  passage gone: {_described(old, name)}"
        elif name not in old.passages:
            words = quoted(self.words.get(name, ""), _LONGEST)
            yield f"  new passage: {words}, {_described(self.after, name)}"
        elif not only_known:
            where = _described(self.after, name)
            for line in _fields(old.record.passages.get(name), record):
                yield f"  passage {where}:{line[1:]}"
            if _place(old, name) != _place(self.after, name):
                yield f"  passage {where}: found otherwise in the saved copy"


def _others(kind: str, before: Mapping[str, Struct], after: Mapping[str, Struct]) -> Iterator[str]:
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            yield f"{kind} {name}: new"
        elif name not in after:
            yield f"{kind} {name}: gone"
        else:
            for line in _fields(before[name], after[name]):
                yield f"{kind} {name}:{line[1:]}"


def _addresses(
    before: Mapping[str, AddressRecord], after: Mapping[str, AddressRecord]
) -> Iterator[str]:
    for address in sorted(before.keys() | after.keys()):
        one, other = before.get(address), after.get(address)
        if other is None:
            yield f"address {address}: gone"
        elif one is None:
            yield f"address {address}: new, of {other.kind} {other.id}"
        elif (one.kind, one.id) != (other.kind, other.id):
            yield f"address {address}: leads to {other.kind} {other.id} now"


def _pairs(before: Sequence[Alike], after: Sequence[Alike]) -> Iterator[str]:
    known, kept = set(before), {pair[:2] for pair in after}
    for pair in after:
        if pair not in known:
            share = round(100 * pair.shared / pair.words) if pair.words else 0
            yield f"sources {pair.first} and {pair.second}: share {share}% of their words"
    for pair in before:
        if pair[:2] not in kept:
            yield f"sources {pair.first} and {pair.second}: no longer said to share words"


def _renamed(before: Entries, after: Entries) -> Mapping[str, str]:
    """The new ids of claims whose old addresses lead to a claim that is new."""
    known, found = before.record.claims, {}
    for claim_id in known.keys() - after.record.claims.keys():
        leads_to = after.record.addresses.get(card_url("claim", claim_id))
        if leads_to and leads_to.kind == "claim" and leads_to.id not in known:
            found[claim_id] = leads_to.id
    return found


def _with_new_names(entries: Entries, names: Mapping[str, str]) -> Entries:
    """The entries of a lock with its claims under their new ids."""
    if not names:
        return entries
    record = entries.record
    claims = {names.get(each, each): claim for each, claim in record.claims.items()}
    record = record._replace(claims=claims, passages=_moved(record.passages, names))
    return entries._replace(record=record, passages=_moved(entries.passages, names))


def _moved(passages: Mapping[PassageName, T], names: Mapping[str, str]) -> Mapping[PassageName, T]:
    return {
        name._replace(card_id=names.get(name.card_id, name.card_id)): each
        for name, each in passages.items()
    }


def _counts(title: str, entries: Entries) -> Iterator[str]:
    record = entries.record
    yield f"{title}:"
    for number, one, several, what in (
        (len(record.claims), "claim", "claims", "words, reason, claimants, dates, appearances"),
        (
            len(entries.passages),
            "passage",
            "passages",
            "stance, speakers, origins, notes, contexts",
        ),
        (len(record.sources), "source", "sources", "title, publisher, date, addresses, paragraphs"),
        (len(record.actors), "actor", "actors", "name, kind, role, what they are part of"),
        (len(record.ratings), "rating", "ratings", "label, definition, value, needs"),
        (len(record.addresses), "address", "addresses", "the card that each leads to"),
        (len(entries.alike), "pair", "pairs", "documents that share words"),
    ):
        if number:
            yield f"{number:>7,} {one if number == 1 else several}: {what}"


def _fields(before: Struct | None, after: Struct | None) -> Iterator[str]:
    for name in after.__struct_fields__ if before and after else ():
        one, other = getattr(before, name), getattr(after, name)
        if one != other and name not in _UNSEEN:
            what = _WORDED.get(name, name.replace("_", " "))
            yield f"  {what}: {_worded(one)} → {_worded(other)}"


def _worded(value: object) -> str:
    if isinstance(value, tuple):
        return quoted("; ".join(map(str, value)), _LONGEST) if value else "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return quoted(str(value), _LONGEST) if value else "nothing"


def _place(entries: Entries, name: PassageName) -> Found:
    """The place of a passage without the rest of its sentence, which `context` adds or drops."""
    return replace(entries.passages[name], before="", after="")


def _described(entries: Entries, name: PassageName) -> str:
    """Where a passage is, and whose words: enough to know it without its words."""
    found = entries.passages[name]
    record: PassageRecord | None = entries.record.passages.get(name)
    said = f", {record.stance}" if record else ""
    voices = f", {' and '.join(record.speakers)}" if record and record.speakers else ""
    return f"{found.source_id} paragraph {found.paragraph}{said}{voices}"
