"""Evidence as values: the place of each passage in its saved copy, and the lock's record of cards.

Frozen; no behaviour, no I/O. Verification gives a proof, the lock holds one.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from msgspec import Struct, field

_NONE: Mapping[Any, Any] = MappingProxyType({})
Level = Literal["exact", "typographic", "omission", "bracketed"]
# The kinds of text that are skipped inside a passage, and the readings of words broken at a line's
# end. `struck-quoted`: the document strikes out some of the words; `other-speaker`: an omission
# leaves out another speaker's words.
PassedOver = Literal[
    "note",
    "raised",
    "struck",
    "furniture",
    "timing",
    "ruby",
    "hyphen-joined",
    "hyphen-kept",
    "struck-quoted",
    "other-speaker",
]
# The fragment of a passage that no text directive finds: no directive reads so.
NO_FRAGMENT = "-"


class PassageKey(NamedTuple):
    """Names one passage of one claim."""

    claim_id: str
    evidence_id: str


class LockEntry(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """A value as a line of the lock holds it: its fields in this order, without defaults."""


class Found(LockEntry, frozen=True, kw_only=True):
    """Where a passage is in its document: characters [start, end) of the extracted text.

    `several` are the parts of the stretch that it quotes, where it leaves some out. `paragraph`,
    from 1, is the one it begins in. `prefix` and `suffix` are the words before and after it, kept
    only where the passage alone would not be found again. `fragment` is the text directive that
    finds it in a live page, where its own words do not give one; `passed` says how the document
    was read. `is_speech`: all of it is inside quotation marks, or in a speaker's turn. `page`,
    `time` (`00:01:02.500`) and `turn` are where it begins in a document that has such, numbered
    from 1. `before` and `after` are the rest of its sentence, where the card asks for `context`.
    """

    source_id: str = field(name="source")
    level: Level
    start: int
    end: int
    several: tuple[tuple[int, int], ...] = field(default=(), name="pieces")
    paragraph: int
    prefix: str = ""
    suffix: str = ""
    fragment: str = ""
    passed: tuple[PassedOver, ...] = ()
    is_speech: bool = field(default=False, name="speech")
    page: int = 0
    time: str = ""
    turn: int = 0
    before: str = ""
    after: str = ""

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """The parts of the stretch that the passage quotes: one or more."""
        return self.several or ((self.start, self.end),)


class SavedCopy(LockEntry, frozen=True, kw_only=True):
    """A document without its text: lengths in characters, words, paragraphs.

    `quoted` is the number of its words that the whole site quotes, each counted once; `extractor`
    names what made the text of the file, with its version, since positions depend on it. `before`
    has, for each day on which claims that quote it are still to appear, the number until then.
    `lengths` are those of its paragraphs in characters; `with_contexts` is `quoted` with the
    sentences that are shown around passages, 0 where that is not known of the day.
    """

    digest: str = field(name="sha256")
    characters: int
    words: int
    quoted: int
    paragraphs: int
    extractor: str
    before: tuple[tuple[str, int], ...] = ()
    lengths: tuple[int, ...] = ()
    with_contexts: int = 0


class Alike(NamedTuple):
    """Two documents that share runs of words: `shared` of the `words` of the shorter one.

    `first` and `second` are source ids in order; `paragraphs` are those where the first run they
    share begins, one of each, from 1. `is_same`: nothing of the shorter one is not in the other.
    """

    first: str
    second: str
    shared: int
    words: int
    paragraphs: tuple[int, int]
    is_same: bool = False


class Proof(NamedTuple):
    """The place of each passage that was found, and the saved copies.

    A defect of a source is named like a passage: (source id, `defect-N`).
    """

    passages: Mapping[PassageKey, Found] = _NONE
    defects: Mapping[PassageKey, Found] = _NONE
    copies: Mapping[str, SavedCopy] = _NONE
    alike: tuple[Alike, ...] = ()


# The record: the cards that readers see, as the lock holds them.


class PassageName(NamedTuple):
    """Names a passage by its content: the card it is on, and the digest of its words.

    A passage put in before it does not rename it, as its number would.
    """

    card_id: str
    digest: str


class ClaimRecord(LockEntry, frozen=True, kw_only=True):
    """A claim. `withdrawn` is the day, `status` set of an open one; `history` has digests.

    `shown` is the day or instant, in UTC, from which readers see it, where that is not `checked`.
    """

    words: str
    rating: str
    reason: str
    checked: str
    status: str = ""
    published: str = ""
    shown: str = ""
    as_of: str = ""
    said: str = ""
    claimants: tuple[str, ...] = ()
    appearances: tuple[str, ...] = ()
    rating_note: str = ""
    open_questions: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    withdrawn: str = ""
    merged_into: str = ""
    history: tuple[str, ...] = ()


class PassageRecord(LockEntry, frozen=True, kw_only=True):
    """A passage as its card describes it; `id` is the writer's own, not one given by its number."""

    stance: str
    speakers: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    id: str = ""
    said: str = ""
    language: str = ""
    translation: str = ""
    note: str = ""
    crop_ok: str = ""
    context: bool = False


class SourceRecord(LockEntry, frozen=True, kw_only=True):
    """A source."""

    title: str
    publisher: str
    published: str
    kind: str = ""
    url: str = ""
    archived_url: str = ""
    origins: tuple[str, ...] = ()
    independent: tuple[str, ...] = ()


class ActorRecord(LockEntry, frozen=True, kw_only=True):
    """An actor."""

    name: str
    kind: str
    role: str = ""
    part_of: tuple[str, ...] = ()


class RatingRecord(LockEntry, frozen=True, kw_only=True):
    """A rating of the scale; `needs` has a text for each of them."""

    label: str
    definition: str
    value: float | None = None
    mark: str = ""
    needs: tuple[str, ...] = ()


class AddressRecord(LockEntry, frozen=True, kw_only=True):
    """The card that a public address leads to; `until` is the day or instant, in UTC,
    from which it is shown."""

    kind: str
    id: str
    until: str = ""


class Record(NamedTuple):
    """Everything that cards tell readers. `scale` has a digest of each entry of its history.

    `compared` is a digest of the sources that were compared pair by pair. `quotes` has for each
    source a digest of the names of all passages quoted from it.
    """

    claims: Mapping[str, ClaimRecord] = _NONE
    passages: Mapping[PassageName, PassageRecord] = _NONE
    sources: Mapping[str, SourceRecord] = _NONE
    ratings: Mapping[str, RatingRecord] = _NONE
    addresses: Mapping[str, AddressRecord] = _NONE
    scale: tuple[str, ...] = ()
    compared: str = ""
    quotes: Mapping[str, str] = _NONE
    actors: Mapping[str, ActorRecord] = _NONE


class Entries(NamedTuple):
    """The entries of a lock: the record, and the places of passages in saved copies."""

    record: Record = Record()
    passages: Mapping[PassageName, Found] = _NONE
    defects: Mapping[PassageName, Found] = _NONE
    copies: Mapping[str, SavedCopy] = _NONE
    alike: tuple[Alike, ...] = ()
