"""What readers will see changed: one lock compared with the next, in plain words.

In: the lock that was there, if there was one, and the entries of the new one. Out: lines, grouped
by claim; what was not recorded before is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from factpress.lock.comparison import Comparison, NewEntries, new_entries, reads_alike
from factpress.lock.lock_file import Lock
from factpress.model.evidence import Entries, Found, PassageName, PassageRecord, RatingRecord
from factpress.model.problems import Problem, quoted
from factpress.model.urls import card_url

T = TypeVar("T")

# Fields of records that tell readers nothing by themselves.
_UNSEEN = ("history", "id", "until")
_WORDED = {"words": "claim", "crop_ok": "why words are left out", "as_of": "as of"}
_LONGEST = 300


class ReaderChanges(NamedTuple):
    """A lock and the entries of the next; `words` are those of passages, by what names them."""

    before: Lock | None
    after: Entries
    words: Mapping[PassageName, str]

    def lines(self) -> Iterator[str]:
        """What readers will see changed, a line each, those about a claim below its name."""
        if self.before is None:
            yield from _counts("the first lock has", self.after)
        elif self.before.version == 2:
            yield from _counts("to the lock of version 2 this one adds", self.after)
            yield from self._claims(only_known=True)
        else:
            yield from self._claims(only_known=False)
            yield from self._others("source")
            yield from self._others("actor")
            yield from self._others("rating")
            yield from self._addresses()
            yield from self._pairs(self.before.entries)

    def _claims(self, *, only_known: bool) -> Iterator[str]:
        entries = self.before.entries if self.before else Entries()
        names = _renamed(entries, self.after)
        old = _with_new_names(entries, names)
        old_names = {new: one for one, new in names.items()}
        before, after = old.record.claims, self.after.record.claims
        for claim_id in sorted(before.keys() | after.keys()):
            one, other = before.get(claim_id), after.get(claim_id)
            if one is None and other is not None:
                lines = [f"  new: {quoted(other.words, _LONGEST)}, {other.rating}"]
            elif other is None:
                lines = ["  gone: the lock no longer has it"]
            elif only_known:
                lines = [line for line in _fields(one, other) if line.startswith("  rating:")]
            else:
                lines = list(_fields(one, other))
            lines += self._passages(claim_id, old, only_known=only_known)
            if claim_id in old_names:
                yield f"claim {claim_id}, which was {old_names[claim_id]}"
            elif lines:
                yield f"claim {claim_id}"
            yield from lines

    def _passages(self, claim_id: str, old: Entries, *, only_known: bool) -> Iterator[str]:
        names = [each for each in (*old.passages, *self.after.passages) if each.card_id == claim_id]
        for name in dict.fromkeys(names):
            record = self.after.record.passages.get(name)
            if name not in self.after.passages or record is None:
                yield f"  passage gone: {_shown(old, name)}"
            elif name not in old.passages:
                words = quoted(self.words.get(name, ""), _LONGEST)
                yield f"  new passage: {words}, {_shown(self.after, name)}"
            elif not only_known:
                where = _shown(self.after, name)
                for line in _fields(old.record.passages.get(name), record):
                    yield f"  passage {where}:{line[1:]}"
                if _place(old, name) != _place(self.after, name):
                    yield f"  passage {where}: found otherwise in the saved copy"

    def _others(self, kind: str) -> Iterator[str]:
        old = self.before.entries.record if self.before else Entries().record
        before: Mapping[str, Struct] = getattr(old, f"{kind}s")
        after: Mapping[str, Struct] = getattr(self.after.record, f"{kind}s")
        for name in sorted(before.keys() | after.keys()):
            if name not in before:
                yield f"{kind} {name}: new"
            elif name not in after:
                yield f"{kind} {name}: gone"
            else:
                for line in _fields(before[name], after[name]):
                    yield f"{kind} {name}:{line[1:]}"
        if kind == "source" and self.before:
            for name, copy in self.after.copies.items():
                known = self.before.entries.copies.get(name)
                if known and known.digest != copy.digest:
                    yield f"source {name}: another saved copy, {known.digest} → {copy.digest}"

    def _addresses(self) -> Iterator[str]:
        before = self.before.entries.record.addresses if self.before else {}
        after = self.after.record.addresses
        for address in sorted(before.keys() | after.keys()):
            one, other = before.get(address), after.get(address)
            if one is None and other is not None:
                yield f"address {address}: new, of {other.kind} {other.id}"
            elif other is None:
                yield f"address {address}: gone"
            elif one and (one.kind, one.id) != (other.kind, other.id):
                yield f"address {address}: leads to {other.kind} {other.id} now"

    def _pairs(self, old: Entries) -> Iterator[str]:
        for pair in self.after.alike:
            if pair not in old.alike:
                share = round(100 * pair.shared / pair.words) if pair.words else 0
                yield f"sources {pair.first} and {pair.second}: share {share}% of their words"
        kept = {pair[:2] for pair in self.after.alike}
        for pair in old.alike:
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
    for number, what in (
        (len(record.claims), "claims: words, reason, claimants, dates, appearances"),
        (len(entries.passages), "passages: stance, speakers, origins, notes, contexts"),
        (len(record.sources), "sources: title, publisher, date, addresses, paragraphs"),
        (len(record.actors), "actors: name, kind, role, what they are part of"),
        (len(record.ratings), "ratings: label, definition, value, needs"),
        (len(record.addresses), "addresses of cards"),
        (len(entries.alike), "pairs of documents that share words"),
    ):
        yield f"{number:>7,} {what}"


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
    """What was found, but for the rest of its sentence, which comes and goes with `context`."""
    return replace(entries.passages[name], before="", after="")


def _shown(entries: Entries, name: PassageName) -> str:
    """Where a passage is, and whose words: what tells it from others without its words."""
    found = entries.passages[name]
    record: PassageRecord | None = entries.record.passages.get(name)
    said = f", {record.stance}" if record else ""
    voices = f", {' and '.join(record.speakers)}" if record and record.speakers else ""
    return f"{found.source_id} paragraph {found.paragraph}{said}{voices}"


# No silent change of the scale: ratings that say otherwise than before, without a dated entry.


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
            what = f"{name} of {quoted(rating.id)} {were} {_scale_worded(before[rating.id], name)}"
            yield f"ratings.{index}.{name}", what


def _changed(before: RatingRecord, after: RatingRecord) -> Iterator[str]:
    for name in _OF_SCALE:
        one, other = getattr(before, name), getattr(after, name)
        is_text = isinstance(one, str)
        if not (reads_alike(one, other) if is_text else one == other):
            yield name


def _scale_worded(rating: RatingRecord, name: str) -> str:
    value = getattr(rating, name)
    if isinstance(value, tuple):
        return quoted("; ".join(value) or "none", 200)
    return quoted(value if isinstance(value, str) else f"{value:g}", 200)


def _at_scale(compared: Comparison, field: str, message: str) -> Problem:
    while field and compared.settings.front and field not in compared.settings.front.places:
        field = field.rpartition(".")[0]
    return compared.settings.problem(field, message, compared.grave)
