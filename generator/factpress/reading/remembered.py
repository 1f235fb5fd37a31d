"""Cards remembered from earlier builds, so that unchanged ones need not be converted again.

In: lines of an earlier build's memory, or cards. Out: cards equal to what parsing would give, or
lines to keep. A card is found by its path and digest within one memory, and a memory counts only
for the program that made it. A line that cannot be read is as good as none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from factpress.digests import digest
from factpress.model import (
    AnyCard,
    Body,
    Card,
    CardKey,
    Citation,
    Heading,
    InputFile,
    Link,
    Place,
)
from factpress.schema import FIELDS_OF


@dataclass(frozen=True, slots=True)
class Memory:
    """Lines of cards by (path, digest of the file)."""

    lines: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def recall(self, file: InputFile) -> AnyCard | None:
        """The card that parsing this file would give, if it is remembered."""
        line = self.lines.get((file.path, file.digest))
        if line is None:
            return None
        try:
            return card_from_line(line, file)
        except (ValueError, KeyError, TypeError, IndexError):
            return None


def memory_from(text: bytes | None, program: str) -> Memory:
    """The memory that a file holds; an empty one if it is damaged or another program's.

    `program` is a digest of all that the cards depend on besides their files' bytes.
    """
    if text is None:
        return Memory()
    head, _, rest = text.decode("utf-8", "replace").partition("\n")
    if head != program:
        return Memory()
    return Memory(dict(_entries(rest.split("\n"))))


def _entries(lines: Iterable[str]) -> Iterator[tuple[tuple[str, str], str]]:
    for line in lines:
        check, _, entry = line.partition("\t")
        path, _, rest = entry.partition("\t")
        digest, _, stored = rest.partition("\t")
        if stored and check == _check(entry):
            yield (path, digest), stored


def _check(entry: str) -> str:
    """Tells a damaged line from a whole one: the start of the SHA-256 of all that follows it."""
    return digest(entry.encode("utf-8", "surrogatepass"))[:32]


def memory_lines(cards: Iterable[tuple[AnyCard, str | None]], program: str) -> Iterator[bytes]:
    """The lines of a file that remembers these cards; each comes with its line if there is one."""
    yield f"{program}\n".encode()
    for card, line in cards:
        entry = f"{card.path}\t{card.digest}\t{line or line_of(card)}"
        yield f"{_check(entry)}\t{entry}\n".encode()


def line_of(card: AnyCard) -> str:
    """A card as one line of JSON."""
    body = card.body
    return json.dumps(
        {
            "kind": card.key.kind,
            "id": card.key.id,
            "fields": card.fields.model_dump(mode="json", by_alias=True, exclude_unset=True),
            "html": body.html,
            "marks": [_stored_mark(mark) for mark in body.marks],
            "headings": [[h.level, h.anchor, h.text] for h in body.headings],
            "text": body.text,
            "places": card.places,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _stored_mark(mark: Link | Citation) -> list[Any]:
    if isinstance(mark, Link):
        return ["link", mark.kind, mark.id, mark.words, mark.place]
    return ["citation", mark.evidence_id, mark.number, mark.place]


def card_from_line(line: str, file: InputFile) -> AnyCard:
    """The card that a line holds. Raises what a damaged line makes it raise."""
    stored = json.loads(line)
    body = Body(
        stored["html"],
        tuple(_mark(mark) for mark in stored["marks"]),
        tuple(Heading(*heading) for heading in stored["headings"]),
        stored["text"],
    )
    key = CardKey(stored["kind"], stored["id"])
    fields = FIELDS_OF[key.kind].model_validate(stored["fields"])
    return Card(key, file.path, file.digest, fields, body, stored["places"])


def _mark(stored: list[Any]) -> Link | Citation:
    if stored[0] == "link":
        return Link(stored[1], stored[2], stored[3], Place(*stored[4]))
    return Citation(stored[1], stored[2], Place(*stored[3]))
