"""The outcomes of a search for a passage, each a frozen value.

All positions are characters of the original text, ends exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from factpress.evidence.editorial_marks import MarkFault
from factpress.model.evidence import PassedOver


class Level(StrEnum):
    """How closely a passage matches its document; if several apply, the last one.

    `exact`: the same characters. `typographic`: the same characters when both are folded.
    `omission`: pieces in this order, with at most 600 characters between them, all within three
    adjacent paragraphs. `bracketed`: the passage without the editor's `[words]`, or with the first
    letter of a word in the other case (`[T]he`).
    """

    EXACT = "exact"
    TYPOGRAPHIC = "typographic"
    OMISSION = "omission"
    BRACKETED = "bracketed"


class Span(NamedTuple):
    """Characters [start, end) of a document."""

    start: int
    end: int


class Occurrence(NamedTuple):
    """One place of a passage: its span, and the number, from 1, of the paragraph it begins in."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Match:
    """A passage found in [start, end) of a document, of which it quotes `pieces`.

    It begins in `paragraph`, from 1, of `paragraphs`. `insertions` are the passage's words in
    brackets that the document does not have. `passed` names the kinds of text skipped inside the
    pieces, and the readings of words broken at a line's end.
    """

    level: Level
    start: int
    end: int
    pieces: tuple[Span, ...]
    paragraph: int
    paragraphs: int
    insertions: tuple[str, ...] = ()
    passed: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFound:
    """The document does not have the passage; `missing` is the piece of it that is not there."""

    missing: str


@dataclass(frozen=True, slots=True)
class CutsWord:
    """The passage is at `place`, but begins or ends inside `words` of the document."""

    words: tuple[str, ...]
    place: Occurrence


@dataclass(frozen=True, slots=True)
class Apart:
    """The document has all pieces, but nowhere in this order and near enough together."""

    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The passage is in `count` places; `places` are the first hundred."""

    count: int
    places: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class NoSuchOccurrence:
    """The passage is in `count` places, and `asked` is not the number of one of them."""

    asked: int
    count: int
    places: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class GaveUp:
    """The search took too many steps: the document may have the passage or not."""


Finding: TypeAlias = (
    Match | NotFound | CutsWord | Apart | Ambiguous | NoSuchOccurrence | MarkFault | GaveUp
)
