"""The proof of a publication: which passages were found in which saved copies, and where.

In: nothing. Out: frozen values; no behaviour, no I/O. Verification gives a proof, the lock holds
one. Knows nothing of cards but the ids of claims, passages and sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

_NONE: Mapping[Any, Any] = MappingProxyType({})
Level = Literal["exact", "typographic", "omission", "bracketed"]
# What of a document was passed over inside a passage, and how a word broken at a line's end was
# read; `struck-quoted`: some of the words quoted are struck out in the document; `other-speaker`:
# an omission leaves out another's words.
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


class Found(NamedTuple):
    """Where a passage stands in its document: characters [start, end) of the extracted text.

    `digest` is that of the passage as written; `pieces` are the parts of the stretch that it
    quotes; `paragraph`, from 1, is the one it begins in. `prefix` and `suffix` are the words
    before and after it, kept only where the passage alone would not be found again. `fragment` is
    the text directive that finds it in a live page, where its own words do not give one that does;
    `passed` is what readers are told of how the document was read. `is_speech` says that all of it
    is inside quotation marks, or a speaker's turn; `page`, `time` (`00:01:02.500`) and `turn` are
    where it begins in a document that has such, the numbers from 1; `before` and `after` are the
    rest of its sentence, where the card asks for `context`.
    """

    digest: str
    source_id: str
    level: Level
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    paragraph: int
    prefix: str = ""
    suffix: str = ""
    fragment: str = ""
    passed: tuple[PassedOver, ...] = ()
    is_speech: bool = False
    page: int = 0
    time: str = ""
    turn: int = 0
    before: str = ""
    after: str = ""


class SavedCopy(NamedTuple):
    """What is known of a document without its text: lengths in characters, words, paragraphs.

    `quoted` is the number of its words that the whole site quotes, each counted once; `extractor`
    names what made the text of the file, with its version, since positions depend on it. `before`
    has, for each day on which claims that quote it are still to appear, the number until then.
    `lengths` are those of its paragraphs in characters; `with_contexts` is `quoted` with the
    sentences that are shown around passages, 0 where that is not known of the day.
    """

    digest: str
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
    """Which passages were found, where, in what. The lock holds one; verification gives one.

    A defect of a source is named like a passage: (source id, `defect-N`).
    """

    passages: Mapping[PassageKey, Found] = _NONE
    defects: Mapping[PassageKey, Found] = _NONE
    copies: Mapping[str, SavedCopy] = _NONE
    alike: tuple[Alike, ...] = ()
