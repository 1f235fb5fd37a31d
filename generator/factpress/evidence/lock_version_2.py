"""Locks of version 2, read so that publications that have one can go on.

In: a line. Out: what is added to the entries. Such a lock has of a claim the rating and history, of
a passage and a source what was found; it names passages by the ids of their cards, and an entry of
this version has their digest.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from sys import intern
from typing import get_args

from factpress.evidence.lock_lines import BadLine
from factpress.model.evidence import Found, PassedOver, SavedCopy
from factpress.model.record import ClaimRecord, Entries, PassageName, Record

_RATING = re.compile(r"rating=(\S*) history=(\S*)")
_COPY = re.compile(
    r"sha256=(\S*) characters=(-?\d+) words=(-?\d+) quoted=(-?\d+) paragraphs=(-?\d+) "
    r"extractor=(\S*)(?: before=(\S+))?(?: lengths=[0-9,]+)?(?: contexts=\d+)?"
)
_PASSAGE = re.compile(
    r"digest=(\S*) source=(\S*) level=(exact|typographic|omission|bracketed) start=(-?\d+) "
    r"end=(-?\d+) pieces=(\S*) paragraph=(-?\d+)(?: prefix=(\S+))?(?: suffix=(\S+))?"
    r"(?: fragment=([\w.~%,-]+))?(?: passed=([a-z,-]+))?(?: facts=(\S+))?"
)
_FACTS = ("is_speech", "page", "time", "turn", "before", "after")
_PASSED = frozenset(get_args(PassedOver))


@dataclass(slots=True)
class LineReader2:
    """Takes the lines of a lock of version 2 one after another."""

    passages: dict[PassageName, Found] = field(default_factory=dict)
    defects: dict[PassageName, Found] = field(default_factory=dict)
    copies: dict[str, SavedCopy] = field(default_factory=dict)
    claims: dict[str, ClaimRecord] = field(default_factory=dict)
    names: set[tuple[str, str]] = field(default_factory=set)

    def take(self, line: bytes) -> None:
        """Takes an entry. Raises BadLine for one that cannot be read or is there already."""
        try:
            self._take(*line.decode("utf-8", "replace").split(" ", 2))
        except (ValueError, TypeError):
            raise BadLine("cannot be read") from None

    def _take(self, kind: str, name: str, written: str) -> None:
        if (kind, name) in self.names:
            raise ValueError("twice")
        self.names.add((kind, name))
        match kind:
            case "source":
                self.copies[name] = _copy(_read(_COPY, written))
            case "claim":
                rating, history = _read(_RATING, written)
                changes = tuple(filter(None, history.split(",")))
                self.claims[name] = ClaimRecord(
                    words="", rating=rating, reason="", checked="", history=changes
                )
            case "passage" | "defect":
                entries = self.passages if kind == "passage" else self.defects
                found = _found(_read(_PASSAGE, written))
                owner = intern(name.partition("#")[0])
                entries.setdefault(PassageName(owner, found.digest), found)
            case _:
                raise ValueError(kind)

    def entries(self) -> Entries:
        """All that was taken."""
        return Entries(Record(claims=self.claims), self.passages, self.defects, self.copies)


def _read(pattern: re.Pattern[str], written: str) -> Sequence[str]:
    """What a line says, in the order of its words. Raises ValueError for any other line."""
    match = pattern.fullmatch(written)
    if match is None:
        raise ValueError(written)
    return match.groups("")


def _copy(said: Sequence[str]) -> SavedCopy:
    sha256, characters, words, quoted, paragraphs, extractor, before = said
    counts = (int(characters), int(words), int(quoted), int(paragraphs))
    return SavedCopy(sha256, *counts, extractor.replace("/", " "), tuple(_days(before)))


def _days(text: str) -> Iterator[tuple[str, int]]:
    for each in text.split(",") if text else ():
        day, _, quoted = each.partition(":")
        yield dt.date.fromisoformat(day).isoformat(), int(quoted)


def _found(said: Sequence[str]) -> Found:
    named, source, level, start, end, pieces, paragraph, prefix, suffix, *more = said
    fragment, passed, facts = more
    numbers = (int(start), int(end), tuple(_pieces(pieces)), int(paragraph))
    before, after = (json.loads(words) if words else "" for words in (prefix, suffix))
    read = tuple(_passed(passed))
    # Many passages are of one source, and most at one level.
    found = Found(named, intern(source), intern(level), *numbers, before, after)  # type: ignore[arg-type]
    if fragment or passed:
        found = found._replace(fragment=fragment, passed=read)
    return found._replace(**dict(zip(_FACTS, json.loads(facts), strict=True))) if facts else found


def _passed(text: str) -> Iterator[PassedOver]:
    """What was passed over. Raises ValueError for a word that is none of the known."""
    for word in filter(None, text.split(",")):
        if word not in _PASSED:
            raise ValueError(word)
        yield intern(word)  # type: ignore[misc]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for piece in text.split(","):
        start, _, end = piece.partition("-")
        yield int(start), int(end)
