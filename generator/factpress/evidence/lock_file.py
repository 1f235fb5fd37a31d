"""The lock: `content/evidence.lock`, what verification found, kept where the archive is not.

In: its bytes, or a `Proof`. Out: a `Proof` with the line of every entry, or the lock's bytes. One
entry a line, sorted, so that it reads well and merges well. Written by `factpress verify --write`
alone.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from sys import intern
from typing import TypeVar, get_args

from factpress.evidence.days import as_of_day
from factpress.model.cards import InputFile
from factpress.model.encoding import digest
from factpress.model.evidence import (
    Found,
    LockedRating,
    PassageKey,
    PassedOver,
    Proof,
    SavedCopy,
)
from factpress.model.problems import Problem, Severity
from factpress.model.schema import Change, Evidence

KeyT = TypeVar("KeyT")
EntryT = TypeVar("EntryT")

COMMAND = "run `factpress verify --write`"
# What is written of each, in this order; an empty group is what was left out.
_RATING = re.compile(r"rating=(\S*) history=(\S*)")
_COPY = re.compile(
    r"sha256=(\S*) characters=(-?\d+) words=(-?\d+) quoted=(-?\d+) paragraphs=(-?\d+) "
    r"extractor=(\S*)(?: before=(\S+))?(?: lengths=([0-9,]+))?(?: contexts=(\d+))?"
)
_PASSAGE = re.compile(
    r"digest=(\S*) source=(\S*) level=(exact|typographic|omission|bracketed) start=(-?\d+) "
    r"end=(-?\d+) pieces=(\S*) paragraph=(-?\d+)(?: prefix=(\S+))?(?: suffix=(\S+))?"
    r"(?: fragment=([\w.~%,-]+))?(?: passed=([a-z,-]+))?(?: facts=(\S+))?"
)
_PASSED = frozenset(get_args(PassedOver))
_FACTS = ("is_speech", "page", "time", "turn", "before", "after")
_FIRST = "factpress-evidence-lock 2"
_NOTE = "# Written by `factpress verify --write`; see docs/evidence.md. Not to be edited."


class Lock:
    """A lock as read: what it holds, and its bytes, to tell where an entry stands."""

    def __init__(self, path: str, proof: Proof, content: bytes = b"") -> None:
        self.path, self.proof, self._content = path, proof, content

    def line(self, kind: str, name: str) -> int:
        """The number of an entry's line."""
        return self._lines.get((kind, name), 1)

    @cached_property
    def _lines(self) -> Mapping[tuple[str, str], int]:
        # Worked out when something is wrong: of a hundred thousand claims it takes a tenth of a GB.
        found: dict[tuple[str, str], int] = {}
        for number, line in _lines(self._content):
            kind, _, rest = line.partition(" ")
            found.setdefault((kind, rest.partition(" ")[0]), number)
        return found


def passage_digest(source_id: str, passage: str, occurrence: int | None, reading: str = "") -> str:
    """What names a passage's words in the lock: the first 32 hex digits of their SHA-256.

    `reading` is what its card says of how the document is read, from `reading_of`.
    """
    parts = (source_id, str(occurrence or ""), passage, *filter(None, (reading,)))
    return digest("\0".join(parts).encode("utf-8"))[:32]


def evidence_digest(evidence: Evidence) -> str:
    """What names the words of a claim's passage, and how its card reads the document."""
    words = (evidence.source, evidence.passage, evidence.occurrence)
    return passage_digest(*words, reading_of(evidence))


def reading_of(evidence: Evidence | None) -> str:
    """What a passage's card says of how its document is read, such as `raised`; usually nothing."""
    if evidence is None:
        return ""
    said = (("raised", evidence.raised), ("struck", evidence.struck))
    return " ".join(name for name, is_said in said if is_said)


def defect_key(source_id: str, number: int) -> PassageKey:
    """Names the passage that shows a source's defect of this number, from 1."""
    return PassageKey(source_id, f"defect-{number}")


def name_of(key: PassageKey) -> str:
    """How an entry names a passage."""
    return f"{key.claim_id}#{key.evidence_id}"


def serialised(proof: Proof) -> bytes:
    """The lock's bytes: the same for the same proof."""
    lines = [
        *(_source_line(name, copy) for name, copy in proof.copies.items()),
        *(_passage_line("passage", key, found) for key, found in proof.passages.items()),
        *(_passage_line("defect", key, found) for key, found in proof.defects.items()),
        *(_claim_line(name, locked) for name, locked in proof.ratings.items()),
    ]
    return "\n".join([_FIRST, _NOTE, *sorted(lines), ""]).encode("utf-8")


def _claim_line(name: str, locked: LockedRating) -> str:
    return f"claim {name} rating={locked.rating} history={','.join(locked.changes)}"


def change_digest(change: Change) -> str:
    """What names an entry of a claim's history in the lock."""
    entry = {
        "date": change.date.isoformat(),
        "kind": change.kind,
        "note": change.note,
        "from": change.from_,
        "to": change.to,
    }
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    return digest(text.encode("utf-8"))[:16]


def _source_line(name: str, copy: SavedCopy) -> str:
    before = ",".join(f"{day}:{quoted}" for day, quoted in copy.before)
    return (
        f"source {name} sha256={copy.digest} characters={copy.characters} words={copy.words} "
        f"quoted={copy.quoted} paragraphs={copy.paragraphs} "
        f"extractor={copy.extractor.replace(' ', '/')}"
    ) + (
        (f" before={before}" if before else "")
        + (f" lengths={','.join(map(str, copy.lengths))}" if copy.lengths else "")
        + (f" contexts={copy.with_contexts}" if copy.with_contexts else "")
    )


def _passage_line(kind: str, key: PassageKey, found: Found) -> str:
    pieces = ",".join(f"{start}-{end}" for start, end in found.pieces)
    line = (
        f"{kind} {name_of(key)} digest={found.digest} source={found.source_id} level={found.level} "
        f"start={found.start} end={found.end} pieces={pieces} paragraph={found.paragraph}"
    )
    for name, words in (("prefix", found.prefix), ("suffix", found.suffix)):
        line += f" {name}={_spaceless(words)}" if words else ""
    line += f" fragment={found.fragment}" if found.fragment else ""
    line += f" passed={','.join(found.passed)}" if found.passed else ""
    facts = [getattr(found, name) for name in _FACTS]
    return f"{line} facts={_spaceless(facts)}" if any(facts) else line


def _spaceless(value: object) -> str:
    return json.dumps(value, separators=(",", ":")).replace(" ", "\\u0020")


def parsed(
    file: InputFile, grave: Severity = "error", today: dt.date = dt.date.min
) -> tuple[Lock, tuple[Problem, ...]]:
    """The lock as of a day, and a problem, as grave as asked, for every line that is unreadable."""
    reader = _Reader()
    problems = []
    first = next(_lines(file.content), (1, ""))
    if first != (1, _FIRST):
        message = f"is not a lock of this version; {COMMAND}"
        problems.append(Problem(file.path, 1, 1, message, grave))
    for number, line in _lines(file.content):
        if line and line != _FIRST and not line.startswith("#"):
            try:
                reader.take(line)
            except ValueError:
                message = f"this line of the lock cannot be read; {COMMAND}"
                problems.append(Problem(file.path, number, 1, message, grave))
    return Lock(file.path, as_of_day(reader.proof(), today), file.content), tuple(problems)


def _lines(content: bytes) -> Iterator[tuple[int, str]]:
    """The lines of a lock with their numbers, from 1."""
    for number, line in enumerate(io.BytesIO(content), 1):
        yield number, line.decode("utf-8", "replace").rstrip("\r\n")


class _Reader:
    def __init__(self) -> None:
        self.passages: dict[PassageKey, Found] = {}
        self.defects: dict[PassageKey, Found] = {}
        self.copies: dict[str, SavedCopy] = {}
        self.ratings: dict[str, LockedRating] = {}

    def take(self, line: str) -> None:
        """Takes an entry. Raises ValueError for one that cannot be read or stands there already."""
        kind, name, written = line.split(" ", 2)
        match kind:
            case "source":
                _add(self.copies, name, _copy(_read(_COPY, written)))
            case "claim":
                rating, history = _read(_RATING, written)
                locked = LockedRating(rating, tuple(filter(None, history.split(","))))
                _add(self.ratings, name, locked)
            case "passage" | "defect":
                owner, _, evidence_id = name.partition("#")
                entries = self.passages if kind == "passage" else self.defects
                key = PassageKey(intern(owner), intern(evidence_id))
                _add(entries, key, _found(_read(_PASSAGE, written)))
            case _:
                raise ValueError(kind)

    def proof(self) -> Proof:
        return Proof(self.passages, self.defects, self.copies, self.ratings)


def _add(entries: dict[KeyT, EntryT], key: KeyT, entry: EntryT) -> None:
    if key in entries:
        raise ValueError("twice")
    entries[key] = entry


def _read(pattern: re.Pattern[str], written: str) -> Sequence[str]:
    """What a line says, in the order of its words. Raises ValueError for any other line."""
    match = pattern.fullmatch(written)
    if match is None:
        raise ValueError(written)
    return match.groups("")


def _copy(said: Sequence[str]) -> SavedCopy:
    sha256, characters, words, quoted, paragraphs, extractor, before, lengths, contexts = said
    counts = (int(characters), int(words), int(quoted), int(paragraphs))
    return SavedCopy(
        sha256,
        *counts,
        extractor.replace("/", " "),
        tuple(_days(before)),
        tuple(map(int, lengths.split(","))) if lengths else (),
        int(contexts or 0),
    )


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
    if not facts:
        return found
    return found._replace(**dict(zip(_FACTS, json.loads(facts), strict=True)))


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
