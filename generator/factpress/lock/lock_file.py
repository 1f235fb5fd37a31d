"""The lock as a file: `content/evidence.lock`, and the names that it gives to passages.

In: its bytes, or entries. Out: entries with the line of each, or the lock's bytes. It has one entry
a line, sorted, so that it reads well and merges well. Only `factpress lock` and `factpress verify
--write` write it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern
from typing import Literal, get_args

from factpress.lock.lines import BadLine, LineReader, lines_of, named
from factpress.model.card_parts import Change, Evidence
from factpress.model.cards import InputFile
from factpress.model.encoding import digest
from factpress.model.evidence import (
    ClaimRecord,
    Entries,
    Found,
    PassageKey,
    PassageName,
    PassedOver,
    Record,
    SavedCopy,
)
from factpress.model.instants import FIRST_INSTANT
from factpress.model.problems import Problem, Severity, quoted
from factpress.ratings.dates import copies_at

COMMAND = "run `factpress lock`"
MEND = "put back the line as it was, or run `factpress lock --accept`, which says what it forgets"
_FIRST_LINE = b"factpress-evidence-lock 3"
_FIRST_LINE_2 = b"factpress-evidence-lock 2"
_NOTE = b"# Written by `factpress lock`; see docs/evidence.md. Not to be edited."
# 0 is a version that is not known.
Version = Literal[0, 2, 3]


class Lock:
    """A lock as read: its entries, and its bytes, which give the line of an entry.

    `damaged` names, by kind and name, the entries whose lines are not as they were written.
    """

    def __init__(
        self,
        path: str,
        entries: Entries = Entries(),  # noqa: B008, it is frozen
        version: Version = 3,
        content: bytes = b"",
        damaged: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        self.path, self.entries, self.version = path, entries, version
        self.damaged = damaged
        self._content = content

    def line(self, kind: str, name: str) -> int:
        """The number of an entry's line."""
        return self._lines.get((kind, name), 1)

    def problem(self, kind: str, name: str, message: str, severity: Severity) -> Problem:
        """A problem at an entry's line."""
        return Problem(self.path, self.line(kind, name), 1, message, severity)

    def unused(self, kind: str, name: str, severity: Severity) -> Problem:
        """The problem of an entry that no card uses."""
        message = f"nothing uses this entry of the lock, {kind} {quoted(name)}; {COMMAND}"
        return self.problem(kind, name, message, severity)

    @cached_property
    def _lines(self) -> Mapping[tuple[str, str], int]:
        # Made only when something is wrong: it takes a tenth of a GB for a hundred thousand claims.
        found: dict[tuple[str, str], int] = {}
        for number, line in _lines(self._content):
            found.setdefault(named(line), number)
        return found


def passage_digest(source_id: str, passage: str, occurrence: int | None, reading: str = "") -> str:
    """The name of a passage's words in the lock: the first 32 hex digits of their SHA-256.

    `reading` says how the card has its document read, such as `raised`; usually it is empty.
    """
    parts = (source_id, str(occurrence or ""), passage, *filter(None, (reading,)))
    return digest("\0".join(parts).encode("utf-8"))[:32]


def evidence_digest(evidence: Evidence) -> str:
    """The name of the words of a claim's passage, and of how its card reads the document."""
    flags = (("raised", evidence.raised), ("struck", evidence.struck))
    reading = " ".join(name for name, is_set in flags if is_set)
    return passage_digest(evidence.source, evidence.passage, evidence.occurrence, reading)


def defect_key(source_id: str, number: int) -> PassageKey:
    """The key of the passage that shows a source's defect of this number, from 1."""
    return PassageKey(source_id, f"defect-{number}")


def name_of(key: PassageKey | PassageName) -> str:
    """The name of a passage in one word."""
    return "#".join(key)


def change_digest(change: Change) -> str:
    """The name of an entry of a history in the lock."""
    entry = {
        "date": change.date.isoformat(),
        "kind": change.kind,
        "note": change.note,
        "from": change.from_,
        "to": change.to,
    }
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    return digest(text.encode("utf-8"))[:16]


def serialised(entries: Entries) -> bytes:
    """The lock's bytes: the same for the same entries."""
    return b"\n".join([_FIRST_LINE, _NOTE, *sorted(lines_of(entries)), b""])


def parsed(
    file: InputFile, grave: Severity = "error", now: dt.datetime = FIRST_INSTANT
) -> tuple[Lock, tuple[Problem, ...]]:
    """The lock at an instant, and a problem, as grave as asked, for every line that is no entry."""
    version, problems = _version(file, grave)
    reader = LineReader2() if version == 2 else LineReader()
    damaged = set()
    for number, line in _lines(file.content):
        is_note = line[:1] == b"#" and number == 2
        if number > 1 and not is_note and not (version == 2 and line[:1] in (b"", b"#")):
            try:
                reader.take(line)
            except BadLine as wrong:
                message = f"this line of the lock {wrong}; {MEND}"
                problems.append(Problem(file.path, number, 1, message, grave))
                damaged.add(named(line))
    entries = reader.entries()
    entries = entries._replace(copies=copies_at(entries.copies, now))
    lock = Lock(file.path, entries, version, file.content, frozenset(damaged))
    return lock, tuple(problems)


def recorded_claim(content: bytes, claim_id: str) -> ClaimRecord | None:
    """A claim as a lock has it; None where it has nothing, or only its rating, as in version 2.

    Raises BadLine where its line cannot be read.
    """
    if content.startswith(_FIRST_LINE_2):
        return None
    reader, start = LineReader(), f"claim {claim_id} ".encode()
    for _, line in _lines(content):
        if line.startswith(start):
            reader.take(line)
    return reader.claims.get(claim_id)


def _version(file: InputFile, grave: Severity) -> tuple[Version, list[Problem]]:
    """The version in a lock's first line, and problems with it."""
    first = next(_lines(file.content), (1, b""))[1]
    if first == _FIRST_LINE:
        return 3, []
    if first == _FIRST_LINE_2:
        message = (
            "is a lock of version 2, which has of claims nothing but their ratings: changes of "
            f"words, stances and speakers are not noticed; {COMMAND} to bring it up to version 3"
        )
        return 2, [Problem(file.path, 1, 1, message, "warning")]
    message = f"is not a lock of a version that is known here, 3 or 2; {MEND}"
    return 0, [Problem(file.path, 1, 1, message, grave)]


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines of a lock with their numbers, from 1."""
    lines = content.split(b"\n")
    if not lines[-1]:
        lines.pop()
    for number, line in enumerate(lines, 1):
        yield number, line.rstrip(b"\r")


# Version 2, which is read so that publications with such a lock can go on.

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
    """Reads the lines of a lock of version 2, one after another."""

    passages: dict[PassageName, Found] = field(default_factory=dict)
    defects: dict[PassageName, Found] = field(default_factory=dict)
    copies: dict[str, SavedCopy] = field(default_factory=dict)
    claims: dict[str, ClaimRecord] = field(default_factory=dict)
    names: set[tuple[str, str]] = field(default_factory=set)

    def take(self, line: bytes) -> None:
        """Reads an entry. Raises BadLine for one that cannot be read or is there already."""
        try:
            self._take(*line.decode("utf-8", "replace").split(" ", 2))
        except (ValueError, TypeError, RecursionError):
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
                named, *values = _read(_PASSAGE, written)
                owner = intern(name.partition("#")[0])
                entries.setdefault(PassageName(owner, named), _found(values))
            case _:
                raise ValueError(kind)

    def entries(self) -> Entries:
        """All entries that were read."""
        return Entries(Record(claims=self.claims), self.passages, self.defects, self.copies)


def _read(pattern: re.Pattern[str], written: str) -> Sequence[str]:
    """The values of a line, in its order. Raises ValueError for any other line."""
    match = pattern.fullmatch(written)
    if match is None:
        raise ValueError(written)
    return match.groups("")


def _copy(values: Sequence[str]) -> SavedCopy:
    sha256, characters, words, quoted, paragraphs, extractor, before = values
    return SavedCopy(
        digest=sha256,
        characters=int(characters),
        words=int(words),
        quoted=int(quoted),
        paragraphs=int(paragraphs),
        extractor=extractor.replace("/", " "),
        before=tuple(_days(before)),
    )


def _days(text: str) -> Iterator[tuple[str, int]]:
    for each in text.split(",") if text else ():
        day, _, quoted = each.partition(":")
        yield dt.date.fromisoformat(day).isoformat(), int(quoted)


def _found(values: Sequence[str]) -> Found:
    source, level, start, end, pieces, paragraph, prefix, suffix, fragment, passed, facts = values
    more = dict(zip(_FACTS, json.loads(facts), strict=True)) if facts else {}
    return Found(
        # Many passages are of one source, and most at one level.
        source_id=intern(source),
        level=intern(level),  # type: ignore[arg-type]
        start=int(start),
        end=int(end),
        several=() if pieces == f"{start}-{end}" else tuple(_pieces(pieces)),
        paragraph=int(paragraph),
        prefix=json.loads(prefix or '""'),
        suffix=json.loads(suffix or '""'),
        fragment=fragment,
        passed=tuple(_passed(passed)),
        **more,
    )


def _passed(text: str) -> Iterator[PassedOver]:
    """The kinds of text that a passage skips. Raises ValueError for an unknown word."""
    for word in filter(None, text.split(",")):
        if word not in _PASSED:
            raise ValueError(word)
        yield intern(word)  # type: ignore[misc]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for piece in text.split(","):
        start, _, end = piece.partition("-")
        yield int(start), int(end)
