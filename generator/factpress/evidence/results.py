"""What a search for a passage can come to: one frozen value for each outcome.

Knows nothing of how a passage is sought, nor of how an outcome is put to a writer. All positions
are characters of the original text, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from factpress.evidence.editorial_marks import Unmatchable
from factpress.model.evidence import PassedOver


class Level(StrEnum):
    """How closely a document holds a passage; if several apply, the later one is given.

    `exact`: these characters. `typographic`: these characters once both are folded.
    `omission`: pieces in this order, with words left out at each `[…]`, at most 600 characters
    each and all within three adjacent paragraphs. `bracketed`: the passage without the editor's
    `[words]`, or with the first letter of a word in the other case (`[T]he`).
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
    """Where a passage stands: its span, and the paragraph that it begins in, from 1."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Match:
    """A passage found in [start, end), of which it quotes `pieces`.

    `paragraph`, from 1, is the one it begins in, of `paragraphs`. `insertions` are the words in
    brackets that the document has not, as the passage writes them; `passed` names what of the
    document was passed over inside the pieces, and how words broken at a line's end were read.
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
    """The document does not hold the passage; `missing` is the piece of it that is not there."""

    missing: str


@dataclass(frozen=True, slots=True)
class CutsWord:
    """The passage stands at `place`, but begins or ends inside `words` of the document."""

    words: tuple[str, ...]
    place: Occurrence


@dataclass(frozen=True, slots=True)
class Apart:
    """Each piece stands in the document, but nowhere in this order and near enough together."""

    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The passage stands in `count` places, of which the first hundred are given."""

    count: int
    places: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class NoSuchOccurrence:
    """The passage stands in `count` places, and `asked` is not the number of one of them."""

    asked: int
    count: int
    places: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class GaveUp:
    """The search took too many steps, so that it is not known whether the passage stands there."""


Finding: TypeAlias = (
    Match | NotFound | CutsWord | Apart | Ambiguous | NoSuchOccurrence | Unmatchable | GaveUp
)
